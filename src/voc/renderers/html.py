"""Reports as one self-contained HTML file: no script, no request, prints on A4, fits a phone."""

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from voc.renderers.charts import COLOURS, svg
from voc.renderers.footnotes import Footnotes
from voc.renderers.tables import chart_numbers, worded_table
from voc.renderers.wording import Wording
from voc.report.canonical import BLOCKS
from voc.types.opinion import Severity
from voc.types.report import Block, Chart, Quote, Report

_KINDS = {block: name for name, block in BLOCKS.items()}

# Blocks that stand side by side: the page lays each run of one kind out together.
Runs = list[tuple[str, list[Block]]]


class HtmlRenderer:
    suffix = "html"

    def render(self, report: Report, language: str) -> bytes:
        wording = Wording(report, language)
        page = _environment().get_template("report.html.j2")
        return page.render(report=report, **_vocabulary(wording)).encode()


def _environment() -> Environment:
    # Everything is escaped but the charts, which escape what they are given themselves.
    return Environment(
        loader=PackageLoader("voc.renderers"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _vocabulary(wording: Wording) -> Mapping[str, Any]:
    """What the templates may call."""
    return {
        "wording": wording,
        "footnotes": Footnotes(wording),
        "runs": _runs,
        "worded_table": lambda table: worded_table(table, wording),
        "chart_numbers": lambda chart: chart_numbers(chart, wording),
        "picture": lambda chart: svg(chart, wording),
        "legend": _legend,
        "starts_late": _starts_late,
        "severe": _severe,
    }


def _runs(blocks: tuple[Block, ...]) -> Runs:
    """Neighbours of one kind in one run, in order."""
    runs: Runs = []
    for block in blocks:
        kind = _KINDS[type(block)]
        if runs and runs[-1][0] == kind:
            runs[-1][1].append(block)
        else:
            runs.append((kind, [block]))
    return runs


def _legend(chart: Chart) -> list[tuple[str, str]]:
    """(series, colour) in the order of the bars."""
    found = {label for _, label, _ in chart.points}
    return [(label, colour) for label, colour in COLOURS.items() if label in found]


def _starts_late(quote: Quote) -> bool:
    return quote.start > len(quote.before)


def _severe(severity: Severity) -> bool:
    return severity in {Severity.MAJOR, Severity.CRITICAL}
