"""Bursts that become visible later, over scans, interruptions and readings made anew."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conformance.store.samples import (
    LATER,
    NEW_RECIPE,
    POSTED,
    RECIPE,
    STARTED,
    feedback,
    reading,
)
from voc.pipeline import suspects
from voc.pipeline.copies import file_copies
from voc.pipeline.suspects import find_suspects
from voc.stores.sql_store import SqlStore
from voc.types.feedback import Feedback, FeedbackKind
from voc.types.issue import Discovery
from voc.types.opinion import Sentiment, SentimentLabel
from voc.types.paid_reviews import Trace
from voc.types.report import ReadingFact
from voc.types.scan import Recipe, Scan, ScanTally

PRAISED = Sentiment(label=SentimentLabel.POSITIVE, score=0.9, confidence=0.9)
HOLLOW = ("很好很满意", "非常好，推荐购买", "质量好，物流快，五星好评", "满意，好评")
PASTED = "这款海苔我们全家都在吃，又脆又香，拌饭也好，孩子放学回来就要，强烈安利给宝妈们"
NOTHING = Discovery(joined=(), opened=(), single=())


class NoFolding:
    def fold(self, text: str) -> str:
        return text


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = SqlStore(f"sqlite:///{tmp_path / 'voc.db'}")
    opened.upgrade()
    yield opened
    opened.close()


def said(name: str, text: str, *, hours: float, **fields: object) -> Feedback:
    made = {"author_key": name, "rating": 5.0} | fields
    return feedback(name, text=text, posted_at=POSTED + timedelta(hours=hours), **made)


USUAL = [said(f"u{n}", f"脆，第{n}包是给弟弟的，他说像{n}月的海", hours=25 * n) for n in range(60)]
BURST = [said(f"b{n}", HOLLOW[n % 4], hours=1300 + n / 8) for n in range(14)]


def read(store: SqlStore, made: Sequence[Feedback], recipe: Recipe = RECIPE) -> Scan:
    store.add(made, [])
    scan = store.open(recipe, STARTED)
    store.save(scan, [reading(one, sentiment=PRAISED) for one in made])
    return scan


def scanned(store: SqlStore, *made: Feedback) -> set[str]:
    """Reads all of it in one scan; the suspects known by then."""
    scan = read(store, made)
    file_copies(store, NoFolding(), scan)
    find_suspects(store, NoFolding(), scan)
    store.finish(scan, NOTHING, ScanTally(), LATER)
    return suspected(store)


def names(fact: ReadingFact) -> set[str]:
    return {flag.name for flag in fact.flags}


def suspected(store: SqlStore) -> set[str]:
    facts = store.readings(POSTED - timedelta(days=99), LATER + timedelta(days=99), None)
    return {fact.feedback_id for fact in facts if "suspected_paid" in names(fact)}


BOUGHT = {one.id for one in BURST}


def test_a_burst_that_becomes_visible_later_flags_its_older_texts_too(store: SqlStore) -> None:
    assert scanned(store, *USUAL, *BURST[:5]) == set()
    assert scanned(store, *BURST[5:]) == BOUGHT


def test_a_text_that_other_hands_paste_later_is_flagged_then(store: SqlStore) -> None:
    handed = [said(f"p{n}", PASTED, hours=n, product=f"海苔{n}") for n in range(4)]
    assert scanned(store, *handed[:2]) == set()
    assert scanned(store, *handed[2:]) == {"p0", "p1", "p2", "p3"}


def test_articles_that_praise_in_a_burst_are_not_paid_reviews(store: SqlStore) -> None:
    articles = [replace(one, kind=FeedbackKind.MEDIA) for one in BURST]
    assert scanned(store, *USUAL, *articles) == set()


def test_looking_again_changes_nothing(store: SqlStore) -> None:
    scan = read(store, [*USUAL, *BURST])
    for _ in range(2):
        file_copies(store, NoFolding(), scan)
        find_suspects(store, NoFolding(), scan)
        assert suspected(store) == BOUGHT
        facts = store.readings(POSTED, LATER + timedelta(days=99), None)
        assert max(len(fact.flags) for fact in facts) == 1


def test_what_is_read_again_keeps_its_suspicion(store: SqlStore) -> None:
    scanned(store, *USUAL, *BURST)
    again = store.open(NEW_RECIPE, LATER, reread=True)
    store.save(again, [reading(one, sentiment=PRAISED) for one in (*USUAL, *BURST)])
    find_suspects(store, NoFolding(), again)
    assert suspected(store) == BOUGHT


def test_a_scan_killed_while_tracing_ends_as_an_undisturbed_one(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suspects, "BATCH", 10)
    scan = read(store, [*USUAL, *BURST])
    file_copies(store, NoFolding(), scan)
    whole = store.file_traces
    monkeypatch.setattr(store, "file_traces", Killed(store, after=3))
    with pytest.raises(KeyboardInterrupt):
        find_suspects(store, NoFolding(), scan)
    monkeypatch.setattr(store, "file_traces", whole)
    assert len(store.untraced(RECIPE.id, after=0, limit=99)) == 44
    find_suspects(store, NoFolding(), scan)
    assert suspected(store) == BOUGHT


class Killed:
    """Files traces some times, then stops."""

    def __init__(self, store: SqlStore, after: int) -> None:
        self._left = after
        self._file = store.file_traces

    def __call__(self, scan: Scan, traces: Sequence[Trace]) -> None:
        if not self._left:
            raise KeyboardInterrupt
        self._left -= 1
        self._file(scan, traces)
