"""The round: asks go out, answers come in as servers give them, and each is stored at once."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

from voc.errors import SettingsError
from voc.insight.health.judging import PAST
from voc.pipeline.collecting.asking import EntryAsking
from voc.pipeline.collecting.judging import Judging
from voc.pipeline.collecting.keeping import Keeper
from voc.pipeline.collecting.line import OPEN, EntryTask, ItemTask, Line, Task
from voc.pipeline.collecting.reading import BATCH, Reading, ReadPage
from voc.pipeline.collecting.tools import CollectTools, RoundStore
from voc.pipeline.collecting.verdicts import Verdict
from voc.ports.fetching import Fetching
from voc.text.shown import shown
from voc.types.fetching import Answer, Answered, Ask, Failed, Why
from voc.types.rounds import RoundTally
from voc.types.source import Outcome, Source, SourceDay, SourceKind, SourceState

WAIT_S = 0.1  # for an answer, or for a page to be read, where nothing else can be done
GRACE_S = 10.0  # after the limit, for what was asked before it
_LONGEST_MESSAGE = 1_000
Progress = Callable[[RoundTally], None]


def run_round(
    store: RoundStore,
    tools: CollectTools,
    sources: Sequence[Source],
    clock: Callable[[], datetime],
    *,
    progress: Progress = lambda _: None,
    limit_s: float | None = None,
) -> RoundTally:
    """Ask ``sources``, and of their items those that are due; store what they tell.

    Each answer is stored in transactions of its own: killed anywhere, the next round loses and
    doubles nothing. A source that fails is a state, told by the store. Sources that another
    process asks just now are left out. After ``limit_s`` nothing new is asked.

    Raises CollectError where the fetching process died, StoreError.
    """
    with store.source_locks([source.name for source in sources]) as ours:
        own = [source for source in sources if source.name in ours]
        with (
            tools.fetcher.session() as session,
            tools.articles() as reader,
            Reading(reader) as reading,
        ):
            one = _Round(store, tools, sources=own, clock=clock, session=session, reading=reading)
            one.tally = replace(one.tally, busy=len(sources) - len(own))
            for tally in one.run(limit_s):
                progress(tally)
    return one.tally


class _Round:
    def __init__(
        self,
        store: RoundStore,
        tools: CollectTools,
        *,
        sources: Sequence[Source],
        clock: Callable[[], datetime],
        session: Fetching,
        reading: Reading,
    ) -> None:
        self.tally = RoundTally(sources=len(sources))
        self._store, self._tools, self._clock = store, tools, clock
        self._session, self._reading = session, reading
        self._sources = {source.name: source for source in sources}
        self._lines: dict[str, Line] = {}
        self._wake: set[str] = set()  # lines that may ask further items now
        self._tasks: dict[int, Task] = {}
        self._verdicts: list[Verdict] = []  # not stored yet
        self._numbers = count(1)
        self._failed: Counter[Why] = Counter()
        self._left: set[str] = set()  # sources of which something is, when time is over
        self._until: float | None = None
        keeper = Keeper(store, tools)
        self._keeper = keeper
        self._entries = EntryAsking(store, tools, keeper, clock)
        self._judging = Judging(store, tools, clock)

    def run(self, limit_s: float | None) -> Iterator[RoundTally]:
        """Gives the tally as it grows."""
        if limit_s is not None:
            self._until = self._tools.timer() + limit_s
        self._begin()
        while self._busy():
            self._ask_items()
            heard = self._hear()
            # What is there is read without waiting for a full batch where answers are slow.
            pages = self._reading.take(hurry=not heard, wait_s=0.0 if self._tasks else WAIT_S)
            self._judge_pages(pages)
            if len(self._verdicts) >= BATCH or not heard:
                self._store_verdicts()
                yield self._told()
        self._end()
        yield self._told()

    def _busy(self) -> bool:
        if self._late(GRACE_S):
            return False
        return bool(self._tasks or self._reading.open or self._verdicts or self._wake)

    def _late(self, by_s: float = 0.0) -> bool:
        return self._until is not None and self._tools.timer() >= self._until + by_s

    # Asking

    def _begin(self) -> None:
        unread = self._with_unread_items()
        for source in self._longest_waiting_first():
            line = self._entries.line(source, whole=source.name in unread)
            self._lines[source.name] = line
            line.closed = source.kind in {SourceKind.PUSH, SourceKind.FOLDER}
            for task in self._entries.first(line):
                self._put_entry(line, task)
            self._wake.add(source.name)
        for line in self._lines.values():  # last: the others' servers are at work meanwhile
            if line.source.kind is SourceKind.FOLDER:
                self._take_folder(line)

    def _longest_waiting_first(self) -> list[Source]:
        """Of a host with many sources a round that is limited does not ask the same ones always."""
        asked = {state.source: state.asked_at for state in self._store.source_states()}
        never = datetime.min.replace(tzinfo=UTC)
        return sorted(self._sources.values(), key=lambda one: asked.get(one.name) or never)

    def _with_unread_items(self) -> set[str]:
        """Feeds that told of items which were not read since: what they say of them is needed.

        A round before was killed, or failed to get them.
        """
        feeds = [one.name for one in self._sources.values() if one.kind is SourceKind.FEED]
        due = self._store.due_items(feeds, self._clock(), OPEN * len(feeds)) if feeds else []
        return {item.source for item in due if item.version == 0}

    def _take_folder(self, line: Line) -> None:
        day = self._tools.folder(self._store, line.source, self._clock())
        line.answered, line.new = day.asked == 0 or day.failed < day.asked, day.new
        if not line.answered:
            told = f"{line.source.place}, or what is new in it, cannot be read"
            line.failed(Why.UNREADABLE, told)
        self._count([day])

    def _put_entry(self, line: Line, task: EntryTask) -> None:
        if self._late():
            line.unfinished = True
            self._left.add(line.source.name)
            return
        try:
            ask = self._entries.ask(line, task, next(self._numbers))
        except SettingsError as err:  # a secret is not set: this source's trouble, not the others'
            line.failed(Why.DENIED, str(err))
            return
        line.entries_open += 1
        self._put(task, ask)

    def _put(self, task: Task, ask: Ask) -> None:
        self._tasks[ask.id] = task
        self._session.put(ask)

    def _ask_items(self) -> None:
        woken, self._wake = self._wake, set()
        for line in (self._lines[name] for name in sorted(woken)):
            if not line.hungry:
                continue
            if self._late():
                self._left.add(line.source.name)
            else:
                self._ask_items_of(line)

    def _ask_items_of(self, line: Line) -> None:
        """As many of those due as its share allows; those asked and not judged are due still."""
        limit = OPEN + line.items_open + line.lasting
        due = self._store.due_items([line.source.name], self._clock(), limit)
        fresh = [item for item in due if item.url not in line.asked][: OPEN - line.items_open]
        line.more = bool(fresh) and len(due) == limit
        for item in fresh:
            line.asked.add(item.url)
            line.items_open += 1
            ask = Ask(id=next(self._numbers), url=item.url, validators=item.validators)
            self._put(ItemTask(source=line.source.name, item=item), ask)
        self._rest(line)

    def _rest(self, line: Line) -> None:
        if line.entries_open == 0 and line.items_open == 0 and not line.hungry:
            self._entries.drop(line)

    # Hearing

    def _hear(self) -> bool:
        """Whether an answer came."""
        answer = self._session.take(WAIT_S) if self._tasks else None
        if answer is None:
            return False
        task = self._tasks.pop(answer.id)
        if isinstance(task, EntryTask):
            self._hear_entry(task, answer)
        elif isinstance(answer, Answered):
            self._reading.put((task, answer))
        else:
            line = self._lines[task.source]
            self._judged(line, self._judging.without_page(line, task, answer))
            if line.source.kind is SourceKind.PAGE and isinstance(answer, Failed):
                line.failed(answer.why, answer.message)
        return True

    def _hear_entry(self, task: EntryTask, answer: Answer) -> None:
        line = self._lines[task.source]
        line.entries_open -= 1
        came = self._entries.hear(line, task, answer)
        for further in came.further:
            self._put_entry(line, further)
        if line.entries_open == 0:
            self._entries.finish(line)
        if came.why is not None:
            self._failed[came.why] += 1
        self._count([came.day])
        self._wake.add(task.source)

    def _judge_pages(self, pages: Sequence[ReadPage]) -> None:
        while pages:
            now, pages = self._judging.apart(pages)
            for task, answer, page in now:
                line = self._lines[task.source]
                self._judged(line, self._judging.page(line, task, answer, page))
            self._store_verdicts()

    def _judged(self, line: Line, verdict: Verdict) -> None:
        line.heard(verdict.failed)
        if verdict.failed is not None:
            self._failed[verdict.failed] += 1
        self._verdicts.append(verdict)

    # Storing

    def _store_verdicts(self) -> None:
        if not self._verdicts:
            return
        verdicts, self._verdicts = self._verdicts, []
        days = self._keeper.keep_items(verdicts, self._sources, self._clock())
        self._count(days)
        for one in verdicts:
            line = self._lines[one.source]
            line.items_open -= 1
            line.lasting += int(one.taken.due_at is not None and one.taken.due_at <= self._clock())
            self._wake.add(one.source)
            self._rest(line)

    def _count(self, days: Sequence[SourceDay]) -> None:
        for day in days:
            self.tally = self.tally.with_day(day)

    def _told(self) -> RoundTally:
        self.tally = replace(
            self.tally,
            failed=dict(self._failed),
            left=bool(self._left),
            waiting=tuple(sorted(self._left)),
        )
        return self.tally

    def _end(self) -> None:
        """States last: they tell of the round as a whole.

        Of a source that was not asked, or has no answer yet, nothing is known: its state stays.
        """
        self._store_verdicts()
        for name, line in self._lines.items():
            if line.entries_open or line.items_open:
                self._left.add(name)
        now = self._clock()
        before = {state.source: state for state in self._store.source_states()}
        days: dict[str, list[SourceDay]] = {name: [] for name in self._lines}
        since = (now - PAST).astimezone(self._tools.zone).date()
        for day in self._store.source_days(since, list(self._lines)):
            days.setdefault(day.source, []).append(day)
        self._store.keep_states([
            self._fared(line, days[name], before[name], now)
            for name, line in sorted(self._lines.items())
            if name in before and _is_told(line, before[name])
        ])  # fmt: skip

    def _fared(
        self, line: Line, days: Sequence[SourceDay], before: SourceState, now: datetime
    ) -> SourceState:
        if line.source.kind is not SourceKind.PUSH:
            return self._tools.judge(days, before, _outcome(line), now)
        # Nobody was asked, and nobody answered: it is its silence that is looked at.
        quiet = Outcome(source=line.source.name, answered=True)
        state = self._tools.judge(days, before, quiet, now)
        return replace(state, asked_at=before.asked_at, succeeded_at=before.succeeded_at)


def _is_told(line: Line, before: SourceState) -> bool:
    """Whether anything is known of how it fares: of who pushes, once it has."""
    if line.source.kind is SourceKind.PUSH:
        return before.succeeded_at is not None
    return line.answered or line.why is not None


def _outcome(line: Line) -> Outcome:
    return Outcome(
        source=line.source.name,
        answered=line.answered,
        new=line.new,
        why=line.why,
        message=line.message and shown(line.message, _LONGEST_MESSAGE),
        retry_at=line.retry_at,
        emptied=line.emptied,
    )
