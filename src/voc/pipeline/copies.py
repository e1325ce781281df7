"""Holds what a scan read against all read before it: copies leave the cleaned denominators."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from voc.ports.copies import CopyStore
from voc.ports.language import ScriptFolder
from voc.text.document import plain
from voc.text.duplicates import Copy, fold, is_short
from voc.text.signatures import Shingles, keys, shingles
from voc.types.appearance import Appearance, Keys
from voc.types.feedback import Feedback, FeedbackId
from voc.types.scan import Scan

BATCH = 1_000  # texts a page and a transaction

Item = TypeVar("Item")

# Undated feedback appears after all that is dated.
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """What is held of a text while its scan is gone through: its words are not."""

    id: FeedbackId
    scan_id: int  # the scan that filed it
    posted_at: datetime
    shingles: Shingles

    @property
    def order(self) -> tuple[int, datetime, FeedbackId]:
        return (self.scan_id, self.posted_at, self.id)


def file_copies(store: CopyStore, folder: ScriptFolder, scan: Scan) -> None:
    """File where the texts of ``scan`` appeared first and flag those that are copies.

    Killed half-way, the next run files the rest as this one would have.
    """
    short, new = _unfiled(store, folder, scan)
    for batch in _batches(short):
        store.file_appearances(scan, [_appearance(text) for text in batch])
    found = keys([text.shingles for text in new])
    known = _holders(store, folder, found)
    # What is filed already stays first, for reports have counted it.
    texts = [*known, *new]
    found = np.concatenate([keys([text.shingles for text in known]), found])
    copies, leading = fold([text.shingles for text in texts], found, len(known))
    for numbers in _batches(range(len(known), len(texts))):
        filed = [
            _filed(texts, number, copies[number], found[number][leading[number]])
            for number in numbers
        ]
        store.file_appearances(scan, filed)


def _unfiled(store: CopyStore, folder: ScriptFolder, scan: Scan) -> tuple[list[_Text], list[_Text]]:
    """What says too little to be a copy, and all else in order of appearance."""
    short: list[_Text] = []
    new: list[_Text] = []
    after = 0
    while page := store.unfiled(scan.recipe_id, after=after, limit=BATCH):
        for text in _texts([(scan.id, one) for _, one in page], folder):
            (short if is_short(text.shingles) else new).append(text)
        after = page[-1][0]
    return short, sorted(new, key=lambda text: text.order)


def _holders(store: CopyStore, folder: ScriptFolder, found: Keys) -> list[_Text]:
    """Each first appearance that holds one of these keys, in order of appearance."""
    pages = _batches(store.holders(found))
    known = [text for page in pages for text in _texts(page, folder)]
    return sorted(known, key=lambda text: text.order)


def _texts(page: Sequence[tuple[int, Feedback]], folder: ScriptFolder) -> Iterator[_Text]:
    ready = [plain(one.text, folder) for _, one in page]
    for (scan_id, one), found in zip(page, shingles(ready), strict=True):
        yield _Text(id=one.id, scan_id=scan_id, posted_at=one.posted_at or _NEVER, shingles=found)


def _filed(
    texts: Sequence[_Text], number: int, copy: Copy | None, own: NDArray[np.int64]
) -> Appearance:
    if copy is None:
        return _appearance(texts[number], tuple(own.tolist()))
    return Appearance(
        feedback_id=texts[number].id, copy_of=texts[copy.of].id, likeness=copy.likeness, keys=()
    )


def _appearance(text: _Text, own: tuple[int, ...] = ()) -> Appearance:
    return Appearance(feedback_id=text.id, copy_of=None, likeness=None, keys=own)


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch
