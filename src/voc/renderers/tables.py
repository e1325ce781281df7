"""Report data as rows of words, the same in every format."""

from dataclasses import dataclass
from datetime import date

from voc.renderers.wording import Wording
from voc.types.report import Chart, Evidence, Table

# Shown inside the cell of the share they bound.
_BOUNDS = ("share_low", "share_high")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordedRow:
    cells: tuple[str, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class WordedTable:
    title: str
    columns: tuple[str, ...]
    rows: tuple[WordedRow, ...]


def worded_table(table: Table, wording: Wording) -> WordedTable:
    columns = tuple(column for column in table.columns if column not in _BOUNDS)
    rows = (dict(zip(table.columns, row, strict=True)) for row in table.rows)
    return WordedTable(
        title=wording.say("tables", table.key),
        columns=tuple(wording.say("columns", column) for column in columns),
        rows=tuple(
            WordedRow(cells=tuple(_cell(row, c, wording) for c in columns), evidence=evidence)
            for row, evidence in zip(rows, table.evidence, strict=True)
        ),
    )


def _cell(row: dict[str, str | int | float | None], column: str, wording: Wording) -> str:
    said = wording.cell(column, row[column])
    low, high = (row.get(bound) for bound in _BOUNDS)
    if column != "negative_share" or not isinstance(low, float) or not isinstance(high, float):
        return said
    interval = wording.interval(low, high, "share")
    return wording.say("formats", "share_interval", share=said, interval=interval)


def chart_numbers(chart: Chart, wording: Wording) -> WordedTable:
    """The points of ``chart``, one row a place on its axis."""
    names = list(dict.fromkeys(name for name, _, _ in chart.points))
    series = list(dict.fromkeys(label for _, label, _ in chart.points))
    values = {(name, label): value for name, label, value in chart.points}
    first = "topic" if chart.mark == "diverging_bars" else "time"
    return WordedTable(
        title=wording.say("charts", chart.key),
        columns=tuple(wording.say("columns", column) for column in (first, *series)),
        rows=tuple(
            WordedRow(
                cells=(
                    place(name, chart, wording),
                    *(wording.number(values[name, label], "count") for label in series),
                ),
                evidence=chart.evidence,
            )
            for name in names
        ),
    )


def place(name: str, chart: Chart, wording: Wording) -> str:
    """How a place on the axis of ``chart`` is called."""
    if chart.mark == "diverging_bars":
        return wording.name("topics", name)
    if day := day_of(name, chart):
        return wording.short_day(day)
    return wording.short_period(name)


def day_of(name: str, chart: Chart) -> date | None:
    """The day that a place on the axis of ``chart`` stands for, where it is one."""
    return date.fromisoformat(name) if chart.key == "sentiment_days" else None
