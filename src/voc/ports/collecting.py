"""What is known of sources and of what they told, so that nothing is lost or asked in vain."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

from voc.types.items import Entry, Item, ItemTaken, Lead
from voc.types.source import Source, SourceDay, SourceState


class CollectStore(Protocol):
    """Sources, their entries and items."""

    def keep_sources(self, sources: Sequence[Source], now: datetime) -> None:
        """Of origin file: keep exactly these. One whose digest changed is taken in anew.

        Items stay known when their source goes. Raises InputError where one has the name of a
        source of the store.
        """
        ...

    def add_sources(self, sources: Sequence[Source], now: datetime) -> int:
        """Of origin store; how many were new. Raises InputError where a name is taken."""
        ...

    def remove_source(self, name: str) -> None:
        """What it told stays. Raises NotFoundError; InputError where voc.toml names it."""
        ...

    def sources(self) -> tuple[Source, ...]:
        """All, by name."""
        ...

    def source(self, name: str) -> Source:
        """Raises NotFoundError."""
        ...

    def source_states(self, sources: Sequence[str] | None = None) -> tuple[SourceState, ...]:
        """Of ``sources``, else of all, by name; one never asked is NEW."""
        ...

    def keep_states(self, states: Sequence[SourceState]) -> None: ...

    def source_days(
        self, since: date, sources: Sequence[str] | None = None
    ) -> tuple[SourceDay, ...]:
        """By source and day; of ``sources``, else of all."""
        ...

    def source_locks(self, names: Sequence[str]) -> AbstractContextManager[frozenset[str]]:
        """Gives which of ``names`` are ours to ask: each is asked by one round at a time.

        Does not wait for others'. Locks end with the process, even on kill -9.
        """
        ...

    def entries(self, source: str) -> tuple[Entry, ...]:
        """Taken in before, in order of url."""
        ...

    def take_entry(self, entry: Entry, leads: Sequence[Lead], day: SourceDay) -> int:
        """Store what an entry told and how far it is taken in, in one transaction.

        Gives how many leads were new. A known item whose ``changed`` is later than it was asked
        is due at once, or soon where that was in vain before. A known item whose source is gone,
        or paused, is this one's from now on, and so is one that is the entry itself. What was
        removed with its feedback stays known and is never asked. ``day`` is added to what the day
        holds, and these leads to its ``new``.
        """
        ...

    def due_items(self, sources: Sequence[str], now: datetime, limit: int) -> list[Item]:
        """Items that these sources told of first, due by ``now``, longest due first."""
        ...

    def take_items(self, taken: Sequence[ItemTaken], days: Sequence[SourceDay]) -> None:
        """Store what asking came to, one transaction; days are added as by take_entry.

        What an entry told of an item since it was asked still makes it due.
        """
        ...

    def item(self, url: str) -> Item | None:
        """By its address, or by one that a page of it calls itself."""
        ...

    def count_items(self) -> int: ...
