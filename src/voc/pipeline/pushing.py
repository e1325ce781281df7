"""Feedback that others send, stored as that of files and pages, and answered item by item."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import Protocol

from voc.errors import InputError
from voc.insight.health.judging import PAST
from voc.pipeline.collecting.keeping import wanted
from voc.pipeline.collecting.tools import Judge
from voc.pipeline.importing import Admission
from voc.ports.collecting import CollectStore
from voc.ports.feedback import FeedbackStore
from voc.types.feedback import RawFeedback, Reject
from voc.types.source import Outcome, Source, SourceDay, SourceKind

MOST_ITEMS = 256

Item = Mapping[str, object]  # as sent, by field


class PushStore(CollectStore, FeedbackStore, Protocol):
    """What is pushed into."""


class Status(StrEnum):
    ADDED = "added"
    KNOWN = "known"  # stored already
    NO_MENTION = "no_mention"  # names nothing that is watched, and its source keeps mentions only
    ERROR = "error"


class Refused(StrEnum):
    """Why one item is not stored."""

    BAD_ITEM = "bad_item"  # it cannot be read
    OTHER_TEXT = "other_text"  # known under its id with another text
    FORGOTTEN = "forgotten"  # its author asked to be forgotten


_TOLD = {
    Refused.OTHER_TEXT: "Another text is stored under this id.",
    Refused.FORGOTTEN: "Its author asked to be forgotten.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one item."""

    status: Status
    code: Refused | None = None  # of an error
    message: str | None = None  # the same in words


@dataclass(frozen=True, slots=True, kw_only=True)
class PushTools:
    # (item, where it stands, source, now)
    read: Callable[[Item, str, Source, datetime], RawFeedback | Reject]
    # As it is to be kept: with the passages that name what is watched. None: it names nothing.
    hears: Callable[[RawFeedback], RawFeedback | None]
    judge: Judge
    secret: bytes  # behind keys of authors and ids of rows
    zone: tzinfo  # cuts days
    keep_raw: bool = False  # keep what masking changed as it was written


def push(
    store: PushStore, tools: PushTools, name: str, items: Sequence[Item], now: datetime
) -> list[Result]:
    """Store ``items`` of the push source ``name``; one result each, in order.

    Each is a transaction of its own: killed in the middle, sending all of it again adds the rest.
    Equal items without an id are told apart by their number within ``items``, as rows of a file.

    Raises NotFoundError where no source is called so, InputError where it is of another kind.
    """
    source = store.source(name)
    if source.kind is not SourceKind.PUSH:
        raise InputError(
            f"“{name}” is of kind {source.kind}: voc asks it by itself. Send to a push source."
        )
    desk = _Desk(store, tools, source, now)
    results = [desk.take(number, item) for number, item in enumerate(items, start=1)]
    if desk.rejects:
        store.add([], desk.rejects)
    _count(store, tools, source, results, now)
    return results


class _Desk:
    """Takes the items of one push, in order."""

    def __init__(self, store: PushStore, tools: PushTools, source: Source, now: datetime) -> None:
        self.rejects: list[Reject] = []  # unreadable ones, not stored yet
        self._store, self._tools, self._source, self._now = store, tools, source, now
        self._seen = Counter[str]()
        self._admit = Admission(tools.secret, self._occurrence)

    def take(self, number: int, item: Item) -> Result:
        # Without the id: the place of one who is forgotten would name them by it.
        where = f"{self._source.name}: item {number}"
        read = self._tools.read(item, where, self._source, self._now)
        if isinstance(read, Reject):
            self.rejects.append(read)
            return Result(status=Status.ERROR, code=Refused.BAD_ITEM, message=read.reason)
        raw = wanted(read, self._source, self._tools.hears)
        return Result(status=Status.NO_MENTION) if raw is None else self._stored(raw)

    def _stored(self, raw: RawFeedback) -> Result:
        one = self._admit(raw)
        origin = self._admit.origin(one, raw, keep_raw=self._tools.keep_raw)
        # One at a time: of several senders of one item exactly one is told that it was added.
        tally = self._store.add([one], [], [origin])
        if not tally.rejected:
            return Result(status=Status.ADDED if tally.added else Status.KNOWN)
        stored = self._store.get([one.id]).get(one.id)
        differs = stored is not None and stored.text != one.text
        code = Refused.OTHER_TEXT if differs else Refused.FORGOTTEN
        return Result(status=Status.ERROR, code=code, message=_TOLD[code])

    def _occurrence(self, key: str) -> int:
        self._seen[key] += 1
        return self._seen[key] - 1


def _count(
    store: PushStore, tools: PushTools, source: Source, results: Sequence[Result], now: datetime
) -> None:
    """The day, and how the source fares.

    The day counts no request: by that it is known that nothing is asked of it, so that a day on
    which nobody sent is a silent one.
    """
    of = Counter(one.status for one in results)
    today = now.astimezone(tools.zone).date()
    day = SourceDay(
        source=source.name,
        day=today,
        new=of[Status.ADDED],
        read=len(results),
        kept=of[Status.ADDED],
        counted=of[Status.KNOWN] + of[Status.NO_MENTION],
        rejected=of[Status.ERROR],
    )
    store.take_items([], [day])
    days = store.source_days((now - PAST).astimezone(tools.zone).date(), [source.name])
    outcome = Outcome(source=source.name, answered=True, new=day.new)
    store.keep_states([
        tools.judge(days, before, outcome, now)
        for before in store.source_states([source.name])  # none where it was removed since
    ])  # fmt: skip
