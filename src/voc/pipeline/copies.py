"""Holds what a scan read against all read before it: copies leave the cleaned denominators."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from voc.ports.language import ScriptFolder
from voc.ports.store import CopyStore
from voc.text.document import plain
from voc.text.duplicates import Copy, first_met, fold, is_short
from voc.text.signatures import Keys, Shingles, keys, shingles
from voc.types.appearance import Appearance
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
    known: bool  # a first appearance of an earlier run
    shingles: Shingles

    @property
    def order(self) -> tuple[bool, int, datetime, FeedbackId]:
        """What is filed already stays first, by scan, for reports have counted it."""
        return (not self.known, self.scan_id, self.posted_at, self.id)


def file_copies(store: CopyStore, folder: ScriptFolder, scan: Scan) -> None:
    """File where the texts of ``scan`` appeared first and flag those that are copies.

    Killed half-way, the next run files the rest as this one would have.
    """
    short, new = _unfiled(store, folder, scan)
    for batch in _batches(short):
        store.file_appearances(scan, [_appearance(text) for text in batch])
    found = keys([text.shingles for text in new])
    texts = sorted([*new, *_holders(store, folder, found)], key=lambda text: text.order)
    del new, found  # a million of them are half a gigabyte
    found = keys([text.shingles for text in texts])
    known = np.array([text.known for text in texts], dtype=bool)
    copies, leading = fold([text.shingles for text in texts], found, known)
    judged = [number for number, text in enumerate(texts) if not text.known]
    for numbers in _batches(judged):
        filed = [
            _filed(texts, number, copies[number], found[number][leading[number]])
            for number in numbers
        ]
        store.file_appearances(scan, filed)


def _unfiled(store: CopyStore, folder: ScriptFolder, scan: Scan) -> tuple[list[_Text], list[_Text]]:
    short: list[_Text] = []
    new: list[_Text] = []
    after = 0
    while page := store.unfiled(scan.recipe_id, after=after, limit=BATCH):
        for text in _texts([(scan.id, one) for _, one in page], folder, known=False):
            (short if is_short(text.shingles) else new).append(text)
        after = page[-1][0]
    return short, new


def _holders(store: CopyStore, folder: ScriptFolder, found: Keys) -> Iterator[_Text]:
    """Each first appearance that holds one of these keys."""
    met: set[FeedbackId] = set()
    new = first_met(found)
    for at in range(0, len(found), BATCH):
        page = store.holders(found[at : at + BATCH][new[at : at + BATCH]].tolist())
        yield from _texts([held for held in page if held[1].id not in met], folder, known=True)
        met |= {one.id for _, one in page}


def _texts(
    page: Sequence[tuple[int, Feedback]], folder: ScriptFolder, *, known: bool
) -> Iterator[_Text]:
    ready = [plain(one.text, folder) for _, one in page]
    for (scan_id, one), found in zip(page, shingles(ready), strict=True):
        yield _Text(
            id=one.id,
            scan_id=scan_id,
            posted_at=one.posted_at or _NEVER,
            known=known,
            shingles=found,
        )


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


def _batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    return (items[at : at + BATCH] for at in range(0, len(items), BATCH))
