"""How far one source is within a round."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from voc.pipeline.collecting.verdicts import FeedSaid
from voc.types.fetching import Why
from voc.types.items import Entry, Item
from voc.types.source import Source, SourceKind

OPEN = 32  # items of a source asked and not judged yet
MOST_ITEMS = 1_000  # of a source in a round: a large site does not make all others wait
MOST_FAILED = 5  # passing failures in a row, after which its items wait for the next round


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryTask:
    """An entry page that is asked."""

    source: str
    url: str
    known: Entry | None  # as taken in before
    lastmod: datetime | None = None  # as the index tells it
    depth: int = 0  # indexes above it
    page: int = 1  # of pages of rows


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTask:
    """An item that is asked."""

    source: str
    item: Item


Task = EntryTask | ItemTask


@dataclass(slots=True)
class Line:
    """One source's part of a round. Changes as answers come."""

    source: Source
    known: Mapping[str, Entry]  # by address
    whole: bool = False  # entries are asked whole: what they said of items is needed again
    entries_open: int = 0
    items_open: int = 0  # asked, and what came of it not stored
    asked: set[str] = field(default_factory=set)  # items, in this round
    lasting: int = 0  # of these: due still, though they were asked
    more: bool = True  # further items may be due
    trouble: int = 0  # passing failures of items in a row
    closed: bool = False  # no further item is asked in this round
    said: dict[str, FeedSaid] = field(default_factory=dict)  # by its feeds, of items
    held: list[Entry] = field(default_factory=list)  # indexes and first pages, till all is in
    seen: set[str] = field(default_factory=set)  # entries found in this round
    whole_rows: bool = False  # its pages of rows were never read to their end
    unfinished: bool = False  # something inside them is not
    occurrences: Counter[str] = field(default_factory=Counter)  # of equal rows
    answered: bool = False
    new: int = 0
    why: Why | None = None
    message: str | None = None
    retry_at: datetime | None = None
    emptied: bool = False

    def occurrence(self, key: str) -> int:
        """How often ``key`` was asked for before, in this round."""
        self.occurrences[key] += 1
        return self.occurrences[key] - 1

    @property
    def hungry(self) -> bool:
        """Whether it may ask further items now."""
        return (
            self.more
            and not self.closed
            and self.entries_open == 0
            and self.items_open <= OPEN // 2
            and len(self.asked) < MOST_ITEMS
        )

    def failed(self, why: Why, message: str) -> None:
        """What is told of the source, where nothing of it can be asked."""
        self.why, self.message = why, message

    def heard(self, why: Why | None) -> None:
        """An item of it was answered, or failed."""
        if why is None and self.source.kind is SourceKind.PAGE:
            self.answered = True  # of others the entry tells
        if why is None or not why.passing:
            self.trouble = 0
            return
        self.trouble += 1
        if why is Why.RATE or self.trouble >= MOST_FAILED:
            self.closed = True
