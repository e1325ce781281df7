"""A true story: reports on toys as the US safety agency received them, month by month from 2011.

    voc bench discovery story [--out FILE]

Incident reports of cpsc_toys_en (VOC_EVAL_DATA) go through the product as they came: import, scan
on the first day of each next month, fast profile. Told: when reports of swallowed magnets would
have been raised, how many had been written by then, and what else was raised, by the words voc
names its issues with. A report tells of swallowed magnets where it says both in words. Each kind of
toy (the agency's category) is a product; a second run knows no products, as somebody who watches
the whole market.
"""

import argparse
import os
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bench import measure
from bench.discovery import judges
from bench.discovery.judges import Week
from bench.discovery.memory import ReadOnce, hears_complaint
from bench.discovery.playing import PROFILE, external_name, imported
from bench.discovery.sources import rows
from voc.bootstrap import settings as settings_module
from voc.bootstrap import wiring
from voc.evaluation.alarms import Alarm
from voc.pipeline.scan import run_scan
from voc.runners.local import LocalRunner

FIRST = date(2011, 1, 1)
OUT = Path(__file__).parents[2] / "proof" / "discovery-story.json"
_MAGNET = re.compile(r"magnet|buck ?y ?(?:ball|cube)|rare.earth", re.IGNORECASE)
_SWALLOWED = re.compile(r"swallow|ingest|intestin|bowel", re.IGNORECASE)
MONTH_DAYS = 28  # the naive rule's weeks are months here
LEAST_TOLD = 3  # issues with fewer voices at an alarm are counted, not listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    id: str
    text: str
    day: date
    category: str

    @property
    def magnet(self) -> bool:
        return bool(_MAGNET.search(self.text) and _SWALLOWED.search(self.text))

    def row(self, by_product: bool) -> dict[str, str]:
        product = {"product": self.category} if by_product else {}
        return {"id": self.id, "text": self.text, "posted_at": self.day.isoformat(),
                "channel": "agency", **product}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What was raised in one run."""

    alarms: tuple[tuple[Alarm, str], ...]  # with the issue's name when it was raised
    heard: frozenset[str]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="voc bench discovery story", description=__doc__)
    parser.add_argument("--until", type=date.fromisoformat, default=date(2021, 1, 1))
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args(arguments)
    data = Path(os.environ.get("VOC_EVAL_DATA", "../shared/data"))
    reports = [one for one in read(data) if one.day < given.until]
    if not reports:
        raise SystemExit(f"cpsc_toys_en is not in {data}. Set VOC_EVAL_DATA to a folder with it.")
    memory: dict[str, Any] = {}
    told = {
        name: tell(reports, replayed(reports, given.until, by_product, memory))
        for name, by_product in (("by kind of toy", True), ("the whole market", False))
    }
    measure.write(given.out, {"machine": measure.machine(), "reports": len(reports),
                              "magnets swallowed": _magnets(reports), **told})  # fmt: skip
    return 0


def read(data: Path) -> list[Report]:
    """By day; the agency published none before 2011."""
    found = [
        Report(id=row["source_id"], text=row["text"], day=date.fromisoformat(row["date"]),
               category=re.sub(r" \(\d+\)$", "", row["category"]))
        for row in rows(data, "cpsc_toys_en", ("incidents",))
        if row["text"].strip() and row["date"]
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.day, one.id))


def months(until: date) -> Iterator[tuple[date, date]]:
    """First days of each month and of the next."""
    begin = FIRST
    while begin < until:
        end = (begin + timedelta(days=32)).replace(day=1)
        yield begin, end
        begin = end


def replayed(
    reports: Sequence[Report], until: date, by_product: bool, known: dict[str, Any]
) -> Story:
    with tempfile.TemporaryDirectory() as home:
        settings = settings_module.load().with_home(Path(home))
        store = wiring.open_store(settings)
        tools = wiring.scan_tools(settings, PROFILE)
        memory = ReadOnce(tools.build_annotator, known)
        tools = replace(tools, runner=LocalRunner(1), build_annotator=lambda: memory)
        recipe = wiring.recipe_in_force(settings, PROFILE)
        names = {external_name("agency", one.id): one.id for one in reports}
        lines = {one.category: one.category for one in reports}
        alarms: list[tuple[Alarm, str]] = []
        try:
            for begin, end in months(until):
                now = datetime.combine(end, datetime.min.time(), UTC)
                told = [one.row(by_product) for one in reports if begin <= one.day < end]
                imported(store, settings, told, now)
                outcome = run_scan(store, tools, recipe, now)
                if outcome is not None:
                    week = Week(store=store, scan=outcome.scan, now=now, zone=settings.zone,
                                lines=lines, names=names, days=MONTH_DAYS)  # fmt: skip
                    called = {str(issue.id): issue.title or " · ".join(issue.terms)
                              for issue in store.issues()}  # fmt: skip
                    alarms += [(one, called[one.issue_id]) for one in judges.product(week)]
        finally:
            store.close()
    heard = frozenset(
        one.id for one in reports if one.text in known and hears_complaint(known[one.text])
    )
    return Story(alarms=tuple(alarms), heard=heard)


def tell(reports: Sequence[Report], story: Story) -> dict[str, Any]:
    """When magnets were raised, and what else was, year by year."""
    magnets = {one.id for one in reports if one.magnet}
    of_magnets = [(a, name) for a, name in story.alarms if 2 * _among(a, magnets) >= len(a.voices)]
    others = [pair for pair in story.alarms if pair not in of_magnets]
    return {
        "reader hears a complaint in": round(len(story.heard) / len(reports), 3),
        "of magnets": round(len(story.heard & magnets) / max(1, len(magnets)), 3),
        "magnets raised": [_line(a, name, reports, magnets) for a, name in of_magnets],
        "others raised a year": dict(sorted(Counter(a.at.year for a, _ in others).items())),
        "others": _others(others),
    }


def _among(alarm: Alarm, ids: set[str]) -> int:
    return sum(voice in ids for voice in alarm.voices)


def _line(alarm: Alarm, name: str, reports: Iterable[Report], magnets: set[str]) -> dict[str, Any]:
    before = sum(one.magnet and one.day < alarm.at.date() for one in reports)
    return {"month": f"{alarm.at - timedelta(days=1):%Y-%m}", "issue": alarm.issue_id, "name": name,
            "voices": len(alarm.voices), "of magnets": _among(alarm, magnets),
            "such reports written by then": before, "critical": alarm.critical,
            "because": alarm.because}  # fmt: skip


def _others(alarms: Sequence[tuple[Alarm, str]]) -> list[dict[str, Any]]:
    """Each issue once, by when it was raised first; the smallest left out."""
    by_issue: dict[str, list[tuple[Alarm, str]]] = defaultdict(list)
    for alarm, name in alarms:
        by_issue[alarm.issue_id].append((alarm, name))
    return [
        {"first month": f"{told[0][0].at - timedelta(days=1):%Y-%m}", "name": told[0][1],
         "kind of toy": told[0][0].line, "voices": len(told[0][0].voices), "times": len(told),
         "critical": told[0][0].critical}
        for told in by_issue.values()
        if len(told[0][0].voices) >= LEAST_TOLD
    ]  # fmt: skip


def _magnets(reports: Iterable[Report]) -> Mapping[str, int]:
    return dict(sorted(Counter(f"{one.day:%Y}" for one in reports if one.magnet).items()))


if __name__ == "__main__":
    sys.exit(main())
