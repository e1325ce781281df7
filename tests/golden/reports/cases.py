"""The reports kept as goldens, by the behaviour they show.

``python -m tests.golden.reports.cases`` writes them anew; read the difference before you keep it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from tests.golden.reports.snacks import (
    CHESTNUT,
    MANGO,
    REPRINTED,
    THIS_WEEK,
    Said,
    monthly_report,
    report,
)
from voc.renderers.json import dump
from voc.renderers.markdown import MarkdownRenderer
from voc.types.opinion import Severity
from voc.types.report import Report

FOLDER = Path(__file__).parent

CASES: Mapping[str, Report] = {
    "damp-seaweed-leads-and-names-its-lot": report(),
    "a-month-is-told-in-months": monthly_report(),
    "an-empty-week-says-so": report((), earlier=False),
    "one-critical-voice-among-praise-is-urgent": report(
        (
            Said(text="芒果干酸甜刚好，孩子特别喜欢", feeling="+", product=MANGO, topics="taste+"),
            Said(text="板栗粉糯香甜，下次还买", feeling="+", product=CHESTNUT, topics="taste+"),
            Said(text="孩子吃完起了一身疹子，送了急诊", product=MANGO, severity=Severity.CRITICAL),
        ),
        earlier=False,
    ),
    "a-text-in-many-places-is-told-once": report(REPRINTED, earlier=False),
    "a-half-read-by-another-recipe-says-so": report(
        tuple(
            replace(said, recipe="2026-12-5d0e7a44") if number % 2 else said
            for number, said in enumerate(THIS_WEEK)
        )
    ),
}


def files() -> Iterator[tuple[str, bytes]]:
    """(name, content) of every golden file."""
    for name, made in CASES.items():
        yield f"{name}.json", dump(made)
        for language in ("zh", "en", "ko"):
            yield f"{name}.{language}.md", MarkdownRenderer().render(made, language)


if __name__ == "__main__":
    for name, content in files():
        (FOLDER / name).write_bytes(content)
