"""One seed's market through the product itself: import, weekly scan, what was raised."""

import hashlib
import json
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

import voc
from bench.discovery import judges
from bench.discovery.judges import Judge, Week
from bench.discovery.memory import ReadOnce, hears_complaint
from bench.discovery.sources import Sources
from bench.discovery.worlds import Plan, World, world
from voc.bootstrap import settings as settings_module
from voc.bootstrap import wiring
from voc.bootstrap.settings import Settings
from voc.evaluation.alarms import Alarm, Heard, Look, Truth
from voc.pipeline.scan import Tools, run_scan
from voc.ports.store import Store
from voc.runners.local import LocalRunner
from voc.types.opinion import Profile

PROFILE = Profile.FAST

JUDGES: Mapping[str, Judge] = {"doubled": judges.doubled, "product": judges.product}

Row = Mapping[str, str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """One seed, gone through."""

    seed: int
    truth: Truth
    heard: dict[str, Heard]  # by judge
    reviews: int
    processor_s: float


_PLAYED = TypeAdapter(Played)


def play_all(
    texts: Sources, seeds: Sequence[int], plan: Plan, work: Path, processes: int
) -> list[Played]:
    """Every seed, in order; those finished before by this code are taken as they are."""
    folder = work / digest(texts, plan)
    missing = [seed for seed in seeds if not (folder / f"{seed}.json").exists()]
    if missing:
        readings = work / f"readings-{recipe_id()}.json"
        _read_all(texts, readings)
        play = partial(_play_and_keep, texts, plan, readings, folder)
        if processes == 1 or len(missing) == 1:
            for seed in missing:
                play(seed)
        else:
            _spread(play, missing, processes)
    return [_load(folder / f"{seed}.json") for seed in seeds]


def _spread(play: partial[None], seeds: Sequence[int], processes: int) -> None:
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        for future in as_completed([pool.submit(play, seed) for seed in seeds]):
            future.result()


def _play_and_keep(texts: Sources, plan: Plan, readings: Path, folder: Path, seed: int) -> None:
    found = play(texts, plan, seed, readings)
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{seed}.part"
    part.write_bytes(_PLAYED.dump_json(found))
    part.replace(folder / f"{seed}.json")


def _load(path: Path) -> Played:
    return _PLAYED.validate_json(path.read_bytes())


def digest(texts: Sources, plan: Plan) -> str:
    """Of all that changes what a seed gives: recipe, code, plan, texts."""
    code = [
        *sorted(Path(voc.__file__).parent.rglob("*.py")),
        *sorted(Path(__file__).parent.glob("*.py")),
    ]
    parts = [hashlib.sha256(path.read_bytes()).hexdigest() for path in code]
    parts += [recipe_id(), repr(plan), hashlib.sha256(repr(texts).encode()).hexdigest()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def recipe_id() -> str:
    return wiring.recipe_in_force(settings_module.load(), PROFILE).id


def _read_all(texts: Sources, path: Path) -> None:
    """Once for all seeds and processes: hardly a text is in one market alone."""
    memory = ReadOnce.load(path, _build())
    before = len(memory.known)
    memory.learn(one.text for line in texts.lines for one in (*line.good, *line.bad))
    if len(memory.known) > before:
        memory.save(path)


def _build() -> Any:
    return wiring.scan_tools(settings_module.load(), PROFILE).build_annotator


def play(texts: Sources, plan: Plan, seed: int, readings: Path) -> Played:
    """One market through the product, scan by scan."""
    started = time.process_time()
    made = world(texts, seed, plan)
    with tempfile.TemporaryDirectory() as home:
        settings = settings_module.load().with_home(Path(home))
        store = wiring.open_store(settings)
        tools = wiring.scan_tools(settings, PROFILE)
        memory = ReadOnce.load(readings, tools.build_annotator)
        tools = replace(tools, runner=LocalRunner(1), build_annotator=lambda: memory)
        try:
            told, filed = _weeks(store, settings, tools, made)
        finally:
            store.close()
    return Played(
        seed=seed,
        truth=made.truth,
        heard={
            name: Heard(
                alarms=tuple(alarms),
                looks=tuple(looks),
                reports=_reports(made, memory),
                filed=filed,
            )
            for name, (alarms, looks) in told.items()
        },
        reviews=len(made.reviews),
        processor_s=round(time.process_time() - started, 1),
    )


def _reports(made: World, memory: ReadOnce) -> frozenset[str]:
    """Planted reports in which the reader hears a complaint."""
    owners = made.truth.owners()
    return frozenset(
        one.id for one in made.reviews if one.id in owners and _heard(memory, one.text)
    )


def _heard(memory: ReadOnce, text: str) -> bool:
    """Whether discovery gets a voice of it; a text the store masked was read as it was masked."""
    reading = memory.known.get(text)
    return reading is not None and hears_complaint(reading)


Told = dict[str, tuple[list[Alarm], list[Look]]]  # by judge


def _weeks(
    store: Store, settings: Settings, tools: Tools, made: World
) -> tuple[Told, dict[str, frozenset[str]]]:
    """What each judge said, and what stands in each issue at the end."""
    told: Told = {name: ([], []) for name in JUDGES}
    watch = judges.Watch()
    for week in _scans(store, settings, tools, made):
        for name, judge in JUDGES.items():
            alarms, looks = told[name]
            if name == "product":
                looks += watch(week)
            alarms += judge(week)
    return told, {
        issue: frozenset(week.names[voice.fact.id] for voice in voices)
        for issue, voices in week.voices().items()
    }


def _scans(store: Store, settings: Settings, tools: Tools, made: World) -> Iterator[Week]:
    """The store after each weekly scan."""
    recipe = wiring.recipe_in_force(settings, PROFILE)
    lines = {one.product.name: one.product.line for one in made.reviews}
    names: dict[str, str] = {}
    _import_shipments(store, settings, made)
    for number in range(made.calendar.weeks):
        now = datetime.combine(made.calendar.day((number + 1) * 7), datetime.min.time(), UTC)
        names |= _import_week(store, settings, made, number, now)
        outcome = run_scan(store, tools, recipe, now)
        if outcome is not None:
            yield Week(
                store=store, scan=outcome.scan, now=now, zone=settings.zone, lines=lines,
                names=names,
            )  # fmt: skip


def _import_week(
    store: Store, settings: Settings, made: World, number: int, now: datetime
) -> dict[str, str]:
    """Imports one week; gives the channel's id of each feedback."""
    reviews = list(made.week(number))
    imported(store, settings, [one.row() for one in reviews], now)
    return {external_name(one.channel, one.id): one.id for one in reviews}


def imported(store: Store, settings: Settings, rows: Sequence[Row], now: datetime) -> None:
    """As people import: from a file, all of it or nothing."""
    if not rows:
        return
    path = settings.home / "rows.jsonl"
    _write(path, rows)
    tally = wiring.import_feedback_file(store, settings, path, now=now + timedelta(days=1))
    if tally.rejected:
        raise RuntimeError(f"{tally.rejected} rows before {now:%F} rejected: {store.rejects(3)}")


def external_name(channel: str, external_id: str) -> str:
    """The id the store knows it by (voc.text.identity)."""
    from voc.text.identity import feedback_id
    from voc.types.feedback import FeedbackKind, RawFeedback

    raw = RawFeedback(where="", channel=channel, kind=FeedbackKind.REVIEW, text="x",
                      external_id=external_id)  # fmt: skip
    return feedback_id(raw, b"", lambda _: 0)


def _import_shipments(store: Store, settings: Settings, made: World) -> None:
    path = settings.home / "shipments.jsonl"
    _write(path, made.shipments)
    wiring.import_shipment_file(store, settings, path)


def _write(path: Path, rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
