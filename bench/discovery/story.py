"""A true story: reports on toys as the US safety agency received them, month by month from 2011.

    voc bench discovery story [--out FILE]

Incident reports of cpsc_toys_en (VOC_EVAL_DATA) go through the product as they came: import, scan
on the first day of each next month, fast profile. Told: when reports of swallowed magnets would
have been raised, how many had been written by then, how many stand together at the end, and what
else was raised, by the words voc names its issues with. A report tells of swallowed magnets where
it says both in words; an alarm does where at least half of the reports that came to its issue with
that scan do. Each kind of toy (the agency's category) is a product; a second run knows no products,
as somebody who watches the whole market.
"""

import argparse
import os
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
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
from voc.ports.store import Store
from voc.runners.local import LocalRunner
from voc.types.opinion import Severity
from voc.types.report import IssueVoice

FIRST = date(2011, 1, 1)
OUT = Path(__file__).parents[2] / "proof" / "discovery-story.json"
_MAGNET = re.compile(r"magnet|buck ?y ?(?:ball|cube)|rare.earth", re.IGNORECASE)
_SWALLOWED = re.compile(r"swallow|ingest|intestin|bowel", re.IGNORECASE)
MONTH_DAYS = 28  # the naive rule's weeks are months here
LEAST_TOLD = 3  # issues with fewer reports in the end are counted, not listed
MOST_LISTED = 5  # issues that hold reports of magnets


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
class Raised:
    """One alarm, as whoever gets it sees it."""

    alarm: Alarm
    name: str  # of the issue when it was raised
    came: tuple[str, ...]  # reports of the issue that came with this scan
    quote: str | None  # a clause of theirs, a critical one if there is any


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What was raised in one run."""

    alarms: tuple[Raised, ...]
    heard: frozenset[str]
    filed: Mapping[str, frozenset[str]]  # by id and name of the issue, the reports in it at the end


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
        alarms: list[Raised] = []
        try:
            for begin, end in months(until):
                now = datetime.combine(end, datetime.min.time(), UTC)
                told = [one.row(by_product) for one in reports if begin <= one.day < end]
                imported(store, settings, told, now)
                outcome = run_scan(store, tools, recipe, now)
                if outcome is not None:
                    week = Week(store=store, scan=outcome.scan, now=now, zone=settings.zone,
                                lines=lines, names=names, days=MONTH_DAYS)  # fmt: skip
                    alarms += raised(week, {row["id"] for row in told})
            filed = _filed(store, names, datetime.combine(until, datetime.min.time(), UTC))
        finally:
            store.close()
    heard = frozenset(
        one.id for one in reports if one.text in known and hears_complaint(known[one.text])
    )
    return Story(alarms=tuple(alarms), heard=heard, filed=filed)


def raised(week: Week, new: Container[str]) -> Iterator[Raised]:
    """Each alarm of a scan with what came to its issue with it: reports of ``new``."""
    came: dict[str, list[IssueVoice]] = defaultdict(list)
    for voice in week.store.issue_voices(week.now, None):
        if week.names[voice.fact.id] in new:
            came[voice.issue_id].append(voice)
    called = _names(week.store)
    for alarm in judges.product(week):
        voices = sorted(came[alarm.issue_id], key=_most_telling)
        quotes = (voice.text[voice.start : voice.end] for voice in voices)
        yield Raised(
            alarm=alarm,
            name=called[alarm.issue_id],
            came=tuple(sorted({week.names[voice.fact.id] for voice in voices})),
            quote=next(quotes, None),
        )


def _most_telling(voice: IssueVoice) -> tuple[bool, int]:
    return voice.severity is not Severity.CRITICAL, voice.rank


def _names(store: Store) -> dict[str, str]:
    return {one.id: one.title or " · ".join(one.terms) for one in store.issues()}


def _filed(store: Store, names: Mapping[str, str], now: datetime) -> dict[str, frozenset[str]]:
    filed: dict[str, set[str]] = defaultdict(set)
    called = _names(store)
    for voice in store.issue_voices(now, None):
        filed[f"{voice.issue_id} {called[voice.issue_id]}"].add(names[voice.fact.id])
    return {name: frozenset(ids) for name, ids in filed.items()}


def tell(reports: Sequence[Report], story: Story) -> dict[str, Any]:
    """When magnets were raised, and what else was, year by year."""
    magnets = frozenset(one.id for one in reports if one.magnet)
    of_magnets = [one for one in story.alarms if 2 * _among(one, magnets) >= len(one.came) > 0]
    others = [one for one in story.alarms if one not in of_magnets]
    return {
        "reader hears a complaint in": round(len(story.heard) / len(reports), 3),
        "of magnets": round(len(story.heard & magnets) / max(1, len(magnets)), 3),
        "issues that hold most of magnets": _holders(story.filed, magnets),
        "magnets raised": [_line(one, reports, magnets) for one in of_magnets],
        "others raised a year": dict(sorted(Counter(_month(one)[:4] for one in others).items())),
        "of them critical": sum(one.alarm.critical for one in others),
        "others": _others(others, story.filed),
    }


def _among(one: Raised, ids: Container[str]) -> int:
    return sum(report in ids for report in one.came)


def _month(one: Raised) -> str:
    """Whose reports the scan took in."""
    return f"{one.alarm.at - timedelta(days=1):%Y-%m}"


def _holders(filed: Mapping[str, frozenset[str]], magnets: frozenset[str]) -> dict[str, int]:
    held = Counter({name: len(ids & magnets) for name, ids in filed.items() if ids & magnets})
    return dict(held.most_common(MOST_LISTED)) | {"issues in all": len(held)}


def _line(one: Raised, reports: Iterable[Report], magnets: Container[str]) -> dict[str, Any]:
    before = sum(report.magnet and report.day < one.alarm.at.date() for report in reports)
    return {"month": _month(one), "issue": one.alarm.issue_id, "name": one.name,
            "quote": one.quote, "came": len(one.came), "of magnets": _among(one, magnets),
            "such reports written by then": before, "critical": one.alarm.critical,
            "because": one.alarm.because}  # fmt: skip


def _others(alarms: Sequence[Raised], filed: Mapping[str, frozenset[str]]) -> list[dict[str, Any]]:
    """Each issue once, by when it was raised first; the smallest left out."""
    sizes = {name.split()[0]: len(ids) for name, ids in filed.items()}
    by_issue: dict[str, list[Raised]] = defaultdict(list)
    for one in alarms:
        by_issue[one.alarm.issue_id].append(one)
    return [
        {"first month": _month(told[0]), "name": told[-1].name, "kind of toy": told[0].alarm.line,
         "reports in the end": sizes.get(issue_id, 0), "times": len(told),
         "critical": told[0].alarm.critical}
        for issue_id, told in by_issue.items()
        if sizes.get(issue_id, 0) >= LEAST_TOLD
    ]  # fmt: skip


def _magnets(reports: Iterable[Report]) -> Mapping[str, int]:
    return dict(sorted(Counter(f"{one.day:%Y}" for one in reports if one.magnet).items()))


if __name__ == "__main__":
    sys.exit(main())
