"""Reading again under another recipe: what stays, what leaves, and that a kill changes nothing."""

import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
import sqlalchemy as sa

from tests.conformance.store.samples import LATER, POSTED, RECIPE, STARTED, feedback, reading
from voc.errors import EvidenceError, StoreError
from voc.pipeline import scan as scanning
from voc.pipeline.annotate import Batch
from voc.pipeline.reporting import make_report, verify_stored
from voc.pipeline.rereading import run_reread
from voc.pipeline.scan import Outcome, Tools, run_scan
from voc.ports.store import Store
from voc.renderers.json import dump
from voc.report.periods import parse_period
from voc.runners.local import LocalRunner
from voc.stores import schema
from voc.stores.engine import Database
from voc.stores.sql_store import SqlStore
from voc.types.document import Word
from voc.types.feedback import Feedback
from voc.types.issue import IssueId, Vectors, Wording
from voc.types.opinion import Intent, Opinion, Polarity, Reading, Severity
from voc.types.report import Cadence, Note, Report, Table
from voc.types.scan import Recipe

DAMP, SWEET, WISH = IssueId("D1"), IssueId("D2"), IssueId("I1")

OLD = replace(RECIPE, id="old", same_issue_cosine=0.3)
SAME = replace(OLD, id="same content, another name")
STRICT = replace(OLD, id="strict", topic_threshold=0.7)

# Words are parted by blanks and clauses by commas; how sure a reader is stands behind each clause.
TEXTS = (
    "海苔 受潮 发软 .9",
    "打开 受潮 发软 .9，希望 藤椒 味 .9",
    "受潮 发软 了 .6",
    "受潮 发软 粘手 .8",
    "栗子 甜 发齁 .9",
    "甜 发齁 得很 .6，希望 藤椒 味 .6",
    "甜 发齁 喝水 .8",
    "希望 藤椒 味 快 .8",
    "一切 都好 .2",
)  # fmt: skip


def told(clause: str, start: int, recipe: Recipe) -> Opinion | None:
    words, sure = clause.rsplit(" ", 1)
    if float(sure) < recipe.topic_threshold:
        return None
    return Opinion(
        topic="taste",
        polarity=Polarity.NEGATIVE,
        intent=Intent.SUGGESTION if "希望" in words else Intent.COMPLAINT,
        severity=Severity.MINOR if recipe.topic_threshold < 0.7 else Severity.MAJOR,
        confidence=float(sure),
        start=start + recipe.text_rules - 1,  # other rules cut a clause at another place
        end=start + len(words),
    )


def read(text: str, recipe: Recipe) -> list[Opinion]:
    starts = [0, *(place + 1 for place, sign in enumerate(text) if sign == "，")]
    found = (told(clause, at, recipe) for clause, at in zip(text.split("，"), starts, strict=True))
    return [opinion for opinion in found if opinion is not None]


class Words:
    """Reader, folder and encoder of texts that are cut by blanks."""

    name = "words by hash"

    def read(self, text: str) -> tuple[Word, ...]:
        return tuple(Word(word, word) for word in text.split())

    def fold(self, text: str) -> str:
        return text

    def encode(self, phrases: Sequence[Wording]) -> Vectors:
        vectors = np.zeros((len(phrases), 256), dtype=np.float32)
        for row, phrase in enumerate(phrases):
            for word in phrase.keys:
                vectors[row, zlib.crc32(word.encode()) % 256] += 1
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / np.maximum(norms, 1)


def tools(recipe: Recipe) -> Tools:
    def annotate(batch: Batch) -> list[Reading]:
        return [
            reading(feedback(item.id), *read(item.text, recipe), deep=recipe is STRICT)
            for item in batch
        ]

    words = Words()
    return Tools(
        runner=LocalRunner(1),
        build_annotator=lambda: annotate,
        words=words,
        folder=words,
        encoder=words,
        zone=UTC,
    )


def scan(store: Store, recipe: Recipe = OLD) -> Outcome | None:
    return run_scan(store, tools(recipe), recipe, STARTED)


def reread(store: Store, recipe: Recipe, **options: Any) -> Outcome | None:
    return run_reread(store, tools(recipe), recipe, LATER, **options)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "BATCH", 2)


@pytest.fixture
def store(store: Store) -> Store:
    """With everything read by the old recipe."""
    read_by_the_old_recipe(store)
    return store


def read_by_the_old_recipe(store: Store) -> None:
    store.add([feedback(str(number), text=text) for number, text in enumerate(TEXTS)], [])
    scan(store)


def members(store: Store) -> dict[IssueId, list[tuple[str, str]]]:
    return {
        issue_id: [(voice.feedback_id, voice.quote) for voice in voices]
        for issue_id, voices in store.core_voices(99).items()
    }


def events(store: Store, issue_id: IssueId) -> list[str]:
    return [f"{event.what} {event.detail}" for event in store.events(issue_id)]


def report(store: Store) -> Report:
    week = parse_period(Cadence.WEEKLY, "2026-W41", ZoneInfo("Asia/Shanghai"))
    return make_report(store, week, None, dump)


def notes(made: Report) -> dict[str, list[dict[str, Any]]]:
    """What the head of the report says of recipes."""
    headline = made.sections[0]
    said: dict[str, list[dict[str, Any]]] = {}
    for block in headline.blocks:
        if isinstance(block, Note) and ("recipe" in block.key or "stale" in block.key):
            said.setdefault(block.key, []).append(dict(block.values))
    return said


def recipes(made: Report) -> dict[str, tuple[int, int, int]]:
    """What the account of the data says of recipes."""
    (table,) = (
        block
        for section in made.sections
        for block in section.blocks
        if isinstance(block, Table) and block.key == "recipes"
    )
    return {row[0]: row[1:] for row in table.rows}  # type: ignore[misc]  # cells are of any type


# --- voices and their issues ---


def test_a_recipe_that_reads_the_same_moves_no_voice(store: Store) -> None:
    before = members(store)
    assert list(before) == [DAMP, SWEET, WISH]
    outcome = reread(store, SAME)
    assert outcome is not None
    tally = outcome.scan.tally
    assert (tally.read, tally.kept, tally.left, tally.voices) == (len(TEXTS), 10, 0, 0)
    assert members(store) == before
    assert [len(store.events(id_)) for id_ in before] == [1, 1, 1]
    assert {fact.recipe_id for fact in store.facts(POSTED, LATER, None)} == {SAME.id}


def test_voices_told_no_more_leave_with_an_event_and_the_others_keep_their_issue(
    store: Store,
) -> None:
    before = members(store)
    outcome = reread(store, STRICT)
    assert outcome is not None
    assert (outcome.scan.tally.kept, outcome.scan.tally.left) == (7, 3)
    gone = {"受潮 发软 了", "甜 发齁 得很", "希望 藤椒 味"}
    assert members(store) == {
        issue_id: [voice for voice in voices if voice[0] not in {"2", "5"}]
        for issue_id, voices in before.items()
    }
    assert {quote for voices in before.values() for id_, quote in voices if id_ in "25"} == gone
    for issue_id in before:
        assert events(store, issue_id)[1:] == ["left 1 voice, read otherwise in scan 2"]


def test_voices_that_stay_are_told_as_they_are_read_now(store: Store) -> None:
    reread(store, STRICT)
    told = [voice for voices in store.core_voices(99).values() for voice in voices]
    assert {voice.severity for voice in told} == {Severity.MAJOR}


def test_a_clause_that_is_cut_elsewhere_keeps_its_issue(store: Store) -> None:
    before = members(store)
    reread(store, replace(OLD, id="cut", text_rules=2))
    assert members(store) == {
        issue_id: [(id_, quote[1:]) for id_, quote in voices] for issue_id, voices in before.items()
    }
    assert list(store.loose_voices()) == []


def test_what_a_person_said_of_an_issue_stands(store: Store) -> None:
    store.rename(DAMP, "海苔受潮", LATER)
    store.merge(SWEET, DAMP, LATER)
    reread(store, STRICT)
    assert store.issue(SWEET).title == "海苔受潮"
    assert {id_ for id_, _ in members(store)[DAMP]} == {"0", "1", "3", "4", "6"}


def test_a_voice_that_comes_back_joins_its_issue_again(store: Store) -> None:
    before = {issue_id: set(voices) for issue_id, voices in members(store).items()}
    reread(store, STRICT)
    outcome = reread(store, OLD)
    assert outcome is not None
    assert (outcome.scan.tally.joined, outcome.scan.tally.issues_opened) == (3, 0)
    assert {issue_id: set(voices) for issue_id, voices in members(store).items()} == before


def test_the_nearest_voices_of_an_issue_are_counted_past_those_that_left(store: Store) -> None:
    reread(store, STRICT)
    assert [len(voices) for voices in store.core_voices(2).values()] == [2, 2, 2]


# --- going on after a kill ---


class Killed(BaseException):
    pass


class Mortal(SqlStore):
    """Dies after so many writes: what is written is written, and nothing more happens."""

    def __init__(self, url: str, writes: int) -> None:
        super().__init__(url)
        self._writes = writes

    def open(self, *arguments: Any, **options: Any) -> Any:
        return self._then_die(super().open(*arguments, **options))

    def save(self, *arguments: Any) -> Any:
        return self._then_die(super().save(*arguments))

    def finish(self, *arguments: Any) -> Any:
        return self._then_die(super().finish(*arguments))

    def _then_die(self, done: Any) -> Any:
        self._writes -= 1
        if self._writes == 0:
            self.close()
            raise Killed
        return done


def rows(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every table but what tells when it was written."""
    opened = Database(url)
    with opened.reading() as connection:
        tables = {
            table.name: sorted(map(tuple, connection.execute(timeless(table))), key=repr)
            for table in schema.metadata.sorted_tables
            if table.name != "reports"
        }
    opened.engine.dispose()
    return tables


def timeless(table: sa.Table) -> sa.Select[Any]:
    return sa.select(*(column for column in table.c if column.name != "imported_at"))


def test_a_rereading_killed_after_every_write_ends_as_one_that_was_not(
    store: Store, database: str, tmp_path: Path
) -> None:
    undisturbed = f"sqlite:///{tmp_path / 'undisturbed.db'}"
    twin = SqlStore(undisturbed)
    twin.upgrade()
    read_by_the_old_recipe(twin)
    reread(twin, STRICT)
    kills = 0
    while dies(database):
        kills += 1
    assert kills == -(-len(TEXTS) // 2) + 1  # after each batch, and after the voices were filed
    twin.close()
    assert rows(database) == rows(undisturbed)


def dies(database: str) -> bool:
    """Whether a re-reading that goes on, taken up or begun, is killed after its next write."""
    mortal = Mortal(database, writes=2)
    try:
        reread(mortal, STRICT)
    except Killed:
        return True
    mortal.close()
    return False


def test_a_kill_before_the_voices_are_filed_is_told_of_and_mended(
    store: Store, database: str
) -> None:
    batches = -(-len(TEXTS) // 2)
    with pytest.raises(Killed):
        reread(Mortal(database, writes=1 + batches), STRICT)
    made = report(store)
    assert made.recipe_ids == (STRICT.id,)
    assert notes(made) == {"summary_stale": [{"n": 8}]}
    assert reread(store, STRICT) is not None
    assert notes(report(store)) == {}
    assert reread(store, STRICT) is None


# --- beside everything else ---


def test_imports_scans_and_reports_go_on_during_a_rereading(store: Store, database: str) -> None:
    other = SqlStore(database)
    made: list[Report] = []

    def meanwhile(done: int) -> None:
        if done != 4:
            return
        other.add([feedback("new", text="受潮 发软 呀 .9")], [])
        assert scan(other, OLD) is not None
        made.append(report(other))
        verify_stored(other, made[0])
        with pytest.raises(StoreError, match="being read again already"):
            reread(other, STRICT)

    outcome = reread(store, STRICT, progress=meanwhile)
    assert outcome is not None
    assert outcome.scan.tally.read == len(TEXTS) + 1
    (mixed,) = made
    assert mixed.recipe_ids == (OLD.id, STRICT.id)
    assert notes(mixed) == {
        "summary_recipes": [{}],
        "summary_recipe": [
            {"recipe": OLD.id, "n": 6, "share": 0.6, "before": 0},
            {"recipe": STRICT.id, "n": 4, "share": 0.4, "before": 0},
        ],
        "summary_negative_recipes": [{"n": 10, "share": 1.0, "share_before": 0.0}],
    }
    assert recipes(mixed) == {OLD.id: (6, 0, 0), STRICT.id: (4, 0, 0)}
    with pytest.raises(EvidenceError, match="readings of old and strict, the store has readings"):
        verify_stored(other, mixed)
    after = report(other)
    assert (after.recipe_ids, notes(after)) == ((STRICT.id,), {})
    assert recipes(after) == {STRICT.id: (len(TEXTS) + 1, 0, 0)}
    assert "new" in {id_ for id_, _ in members(store)[DAMP]}
    other.close()


def test_a_report_reads_what_stood_at_one_moment(store: Store, database: str) -> None:
    other = SqlStore(database)
    with store.snapshot():
        before = list(store.facts(POSTED, LATER, None))
        reread(other, STRICT)
        assert list(store.facts(POSTED, LATER, None)) == before
        assert sum(1 for _ in store.issue_voices(LATER, None)) == 10
    assert {fact.recipe_id for fact in store.facts(POSTED, LATER, None)} == {STRICT.id}
    other.close()


def test_a_rereading_leaves_what_is_new_to_the_scan(store: Store) -> None:
    added: list[Feedback] = [feedback("new", text="受潮 发软 .9")]
    store.add(added, [])
    outcome = reread(store, SAME)
    assert outcome is not None
    assert outcome.scan.tally.read == len(TEXTS)
    assert [made.id for _, made in store.pending(since=None, after=0, limit=9)] == ["new"]


def test_the_encoder_is_counted(store: Store) -> None:
    outcome = reread(store, STRICT)
    assert outcome is not None
    assert outcome.scan.tally.deep == len(TEXTS)
    assert store.latest(reread=True) == outcome.scan
