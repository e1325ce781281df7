"""Voices of a store get vectors once, and issues outlive the space they lie in."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.conformance.store.samples import LATER, RECIPE, STARTED, feedback, opinion, reading
from voc.pipeline.discovering import Means, discover, with_discovery
from voc.pipeline.phrases import Reading
from voc.stores.sql_store import SqlStore
from voc.types.document import Word
from voc.types.issue import By, Discovery, IssueId, Vectors, Wording
from voc.types.scan import Recipe, ScanTally

DAMP = ["受潮 发软", "受潮 了 发软", "又 受潮 发软 了", "受潮 发软 严重"]
SWEET = ["太 甜 发腻", "甜 发腻 了", "甜 得 发腻"]
SETTINGS = replace(RECIPE, same_issue_cosine=0.4)


class Words:
    """Reader, folder and encoder of texts that are cut by blanks; counts what it encodes."""

    def __init__(self, name: str = "first", size: int = 256) -> None:
        self.name, self.size, self.encoded = name, size, 0

    def read(self, text: str) -> tuple[Word, ...]:
        return tuple(Word(word, word) for word in text.split())

    def fold(self, text: str) -> str:
        return text

    def encode(self, phrases: Sequence[Wording]) -> Vectors:
        self.encoded += len(phrases)
        vectors = np.zeros((len(phrases), self.size), dtype=np.float32)
        for row, phrase in enumerate(phrases):
            for word in phrase.keys:
                vectors[row, zlib.crc32(word.encode()) % self.size] += 1
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = SqlStore(f"sqlite:///{tmp_path / 'voc.db'}")
    opened.upgrade()
    yield opened
    opened.close()


def scan(
    store: SqlStore, words: Words, texts: Sequence[str] = (), recipe: Recipe = SETTINGS
) -> Discovery:
    known = store.count()
    made = [feedback(f"{known + n:03}", text=text) for n, text in enumerate(texts)]
    store.add(made, [])
    opened = store.open(recipe, STARTED)
    store.save(opened, [reading(one, opinion((0, len(one.text)))) for one in made])
    found = discover(store, Means(Reading(words, words), words), recipe)
    tally = with_discovery(ScanTally(), found)
    assert tally.voices == tally.joined + tally.founding + tally.single
    store.finish(opened, found, tally, LATER)
    return found


def homes(store: SqlStore) -> dict[str, IssueId]:
    return {
        voice.feedback_id: issue.id
        for issue in store.issues()
        if issue.merged_into is None
        for voice in store.voices(issue.id)
    }


def test_a_voice_is_encoded_once(store: SqlStore) -> None:
    words = Words()
    scan(store, words, [*DAMP, *SWEET, "头发"])
    assert words.encoded == 8
    scan(store, words, ["受潮 发软 啦"])
    assert words.encoded == 9
    assert len(set(homes(store).values())) == 2
    assert homes(store)["008"] == homes(store)["000"]


def test_another_space_carries_ids_over_with_an_event_and_joins_go_on_in_it(
    store: SqlStore,
) -> None:
    scan(store, Words(), DAMP + SWEET)
    before = homes(store)
    other = Words("second", 300)
    scan(store, other, ["受潮 发软 啦"])
    assert other.encoded == 8
    after = homes(store)
    assert {name: after[name] for name in before} == before
    assert after["007"] == before["000"]
    for issue_id in set(before.values()):
        (event,) = [one for one in store.events(issue_id) if one.what == "carried"]
        assert event.by is By.RECIPE
        assert "first, words 1, grouping 2 from 0.4 to second, words 1, grouping 2" in event.detail
    scan(store, other, ["甜 发腻 呀"])
    assert other.encoded == 9
    assert homes(store)["008"] == before["004"]


def test_a_scan_killed_while_it_encodes_goes_on_to_the_same_end(store: SqlStore) -> None:
    made = [feedback(f"{n:03}", text=text) for n, text in enumerate(DAMP + SWEET)]
    store.add(made, [])
    opened = store.open(SETTINGS, STARTED)
    store.save(opened, [reading(one, opinion((0, len(one.text)))) for one in made])
    words = Words()
    ((_, own), *_) = store.unvectored("first, words 1", after=0, limit=3)
    store.keep_vectors("first, words 1", [(own[0], np.ones(256, dtype=np.int8).tobytes())])
    found = discover(store, Means(Reading(words, words), words), SETTINGS)
    assert words.encoded == 6
    assert sum(len(issue.voices) for issue in found.opened) + len(found.single) == 7


def test_the_order_of_arrival_changes_nothing(tmp_path: Path) -> None:
    ledgers = []
    texts = {f"{n:03}": text for n, text in enumerate([*DAMP, *SWEET, "头发", "垃圾"])}
    for name, order in (("one", sorted(texts)), ("other", sorted(texts, reverse=True))):
        store = SqlStore(f"sqlite:///{tmp_path / name}.db")
        store.upgrade()
        made = [feedback(id_, text=texts[id_]) for id_ in order]
        store.add(made, [])
        opened = store.open(SETTINGS, STARTED)
        store.save(opened, [reading(one, opinion((0, len(one.text)))) for one in made])
        words = Words()
        found = discover(store, Means(Reading(words, words), words), SETTINGS)
        store.finish(opened, found, ScanTally(), LATER)
        ledgers.append((store.issues(), [store.voices(issue.id) for issue in store.issues()]))
        store.close()
    assert ledgers[0] == ledgers[1]
