"""How a source fares after a round, in a state and one sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo

from voc.insight.health.silence import HABIT, silence
from voc.types.fetching import Why
from voc.types.source import Health, Outcome, SourceDay, SourceState

# Failures that pass are told when they last: a server that is being mended is back in an hour.
FAILED_ROUNDS, FAILED_FOR = 3, timedelta(hours=2)
# What does not pass by itself is told when it was said twice.
REFUSED_ROUNDS = 2
# A layout that changed leaves most pages unreadable; single ones always are. Told by the last days
# that make up enough pages, so that it is seen on its first day and so is its mending.
LEAST_REJECTED, UNREADABLE_SHARE, UNREADABLE_LEVEL = 3, 0.5, 0.001
ENOUGH_READ, LONGEST_RECENT = 6, 7  # pages, days
# What is asked of the store: a source of one item in ten days is missed after ten weeks, and its
# habit is that of the eight weeks before.
PAST = HABIT + timedelta(weeks=10)
OK = "It answers, and tells news as it used to."


# That a server may ask for: one that says ten years has made a mistake.
LONGEST_WAIT = timedelta(days=7)


def judge(
    days: Sequence[SourceDay], before: SourceState, outcome: Outcome, now: datetime, zone: tzinfo
) -> SourceState:
    """The state after a round. ``days`` are the source's, of ``PAST``."""
    state = _counted(before, outcome, now)
    if before.health is Health.PAUSED:
        return state
    seen = before.since.astimezone(zone).date()
    today = now.astimezone(zone).date()
    health, because = _health(days, before, state, outcome, today=today, seen=seen)
    since = before.since if health is before.health else now
    return replace(state, health=health, because=because, since=since)


def _counted(before: SourceState, outcome: Outcome, now: datetime) -> SourceState:
    retry_at = outcome.retry_at and min(outcome.retry_at, now + LONGEST_WAIT)
    if not outcome.answered:
        return replace(
            before,
            asked_at=now,
            failures=before.failures + 1,
            error=outcome.why.value if outcome.why else None,
            message=outcome.message,
            retry_at=retry_at,
        )
    return replace(
        before,
        asked_at=now,
        succeeded_at=now,
        new_at=now if outcome.new else before.new_at,
        failures=0,
        error=None,
        message=None,
        retry_at=retry_at,
        unchanged=0 if outcome.new else before.unchanged + 1,
    )


def _health(
    days: Sequence[SourceDay],
    before: SourceState,
    state: SourceState,
    outcome: Outcome,
    *,
    today: date,
    seen: date,
) -> tuple[Health, str]:
    """``seen`` is the day since which it fares as before."""
    if not outcome.answered:
        return _failing(before, state, outcome)
    changed = _changed(days, before, outcome, today=today, seen=seen)
    if changed is not None:
        return Health.CHANGED, changed
    if nothing := _nothing_readable(days):
        return Health.NEW, nothing
    silent = None if outcome.new else _silent(days, before, today)
    if silent is not None:
        return Health.SILENT, silent
    if state.new_at is None and not any(day.new for day in days):
        return Health.NEW, "It answers, and told nothing yet."
    return Health.OK, OK


def _heard_on(days: Sequence[SourceDay], today: date) -> Iterator[date]:
    """Days on which it would have been heard, had it told anything."""
    if any(day.asked for day in days):
        yield from (day.day for day in days if day.asked > day.failed)
    elif days:  # nothing is asked: others send
        first = min(day.day for day in days)
        yield from (first + timedelta(n) for n in range((today - first).days))


def _changed(
    days: Sequence[SourceDay],
    before: SourceState,
    outcome: Outcome,
    *,
    today: date,
    seen: date,
) -> str | None:
    if outcome.emptied and (before.new_at is not None or any(day.new for day in days)):
        return "It answers, and tells of nothing where it told of items before."
    was = before.health is Health.CHANGED
    # What it is held against is how it was before it changed.
    if unreadable := _unreadable(days, today, seen if was else today):
        return unreadable
    if was and not outcome.new and not _read_since(days, seen):
        return before.because  # the same page again tells nothing else
    return None


def _failing(before: SourceState, state: SourceState, outcome: Outcome) -> tuple[Health, str]:
    rounds = "once" if state.failures == 1 else f"{state.failures} times in a row"
    told = f"It could not be asked, {rounds}: {outcome.message or 'no reason is known'}."
    if _lasts(state, outcome.why, before):
        return Health.FAILING, told
    return before.health, before.because


def _lasts(state: SourceState, why: Why | None, before: SourceState) -> bool:
    if before.health is Health.FAILING:
        return True
    if why is not None and not why.passing:
        return state.failures >= REFUSED_ROUNDS
    if state.failures < FAILED_ROUNDS:
        return False
    asked_at, succeeded_at = state.asked_at, state.succeeded_at
    return succeeded_at is None or asked_at is None or asked_at - succeeded_at >= FAILED_FOR


def _unreadable(days: Sequence[SourceDay], today: date, until: date) -> str | None:
    """Of what was read lately, more cannot be read than by habit: exact binomial, one-sided.

    The habit is that of days before ``until``.
    """
    length = _recent(days, today)
    start = today - timedelta(days=length)
    end = min(start, until - timedelta(days=1))
    read, rejected = _sum([day for day in days if day.day > start])
    known, unread = _sum([day for day in days if end - HABIT < day.day <= end])
    if rejected < LEAST_REJECTED or rejected < UNREADABLE_SHARE * read or not known:
        return None
    from scipy.stats import binom

    # Half a failure more than were seen: a share of 0 would make the first one impossible.
    usual = (unread + 0.5) / (known + 1)
    if binom.sf(rejected - 1, read, usual) >= UNREADABLE_LEVEL:
        return None
    lately = "today" if length == 1 else f"in {length} days"
    return (
        f"Of {read} items and rows read {lately} {rejected} could not be read; "
        f"before it was {unread} of {known}."
    )


def _recent(days: Sequence[SourceDay], today: date) -> int:
    """So many days, today among them, make up enough pages."""
    read = {day.day: day.read for day in days}
    total = 0
    for length in range(1, LONGEST_RECENT):
        total += read.get(today - timedelta(days=length - 1), 0)
        if total >= ENOUGH_READ:
            return length
    return LONGEST_RECENT


def _nothing_readable(days: Sequence[SourceDay]) -> str | None:
    """Of a source that is new or named wrongly: whatever it tells, nothing can be read."""
    read, rejected = _sum(days)
    if rejected < max(LEAST_REJECTED, read):
        return None
    return f"It answers, and none of the {read} items and rows that it told could be read."


def _sum(days: Sequence[SourceDay]) -> tuple[int, int]:
    return sum(day.read for day in days), sum(day.rejected for day in days)


def _read_since(days: Sequence[SourceDay], seen: date) -> bool:
    """Whether anything could be read on a later day than its change was seen."""
    return any(day.day > seen and day.read > day.rejected for day in days)


def _silent(days: Sequence[SourceDay], before: SourceState, today: date) -> str | None:
    quiet = silence((day.day for day in days if day.new), _heard_on(days, today), today)
    if quiet is None or not quiet.unusual:
        # So long that its habit is out of sight; only news ends a silence.
        return before.because if before.health is Health.SILENT else None
    return (
        f"It answers, and told nothing new for {quiet.days} days; "
        f"before, {quiet.telling} of {quiet.of} days told something."
    )
