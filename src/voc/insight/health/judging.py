"""How a source fares after a round, in a state and one sentence."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo

from scipy.stats import binom

from voc.insight.health.silence import HABIT, Silence, silence
from voc.types.fetching import Why
from voc.types.source import Health, Outcome, SourceDay, SourceState

# Failures that pass are told when they last: a server that is being mended is back in an hour.
FAILED_ROUNDS, FAILED_FOR = 3, timedelta(hours=2)
# What does not pass by itself is told when it was said twice.
REFUSED_ROUNDS = 2
# A layout that changed leaves most pages unreadable; single ones always are.
LEAST_REJECTED, UNREADABLE_SHARE, UNREADABLE_LEVEL = 3, 0.5, 0.001
_RECENT = timedelta(days=3)
OK = "It answers, and tells news as it used to."


def judge(
    days: Sequence[SourceDay], before: SourceState, outcome: Outcome, now: datetime, zone: tzinfo
) -> SourceState:
    """The state after a round. ``days`` are the source's, of the last eight weeks and more."""
    state = _counted(before, outcome, now)
    if before.health is Health.PAUSED:
        return state
    health, because = _health(days, before, state, outcome, now.astimezone(zone).date())
    since = before.since if health is before.health else now
    return replace(state, health=health, because=because, since=since)


def _counted(before: SourceState, outcome: Outcome, now: datetime) -> SourceState:
    if not outcome.answered:
        return replace(
            before,
            asked_at=now,
            failures=before.failures + 1,
            error=outcome.why.value if outcome.why else None,
            message=outcome.message,
        )
    return replace(
        before,
        asked_at=now,
        succeeded_at=now,
        new_at=now if outcome.new else before.new_at,
        failures=0,
        error=None,
        message=None,
        unchanged=0 if outcome.new else before.unchanged + 1,
    )


def _health(
    days: Sequence[SourceDay],
    before: SourceState,
    state: SourceState,
    outcome: Outcome,
    today: date,
) -> tuple[Health, str]:
    if not outcome.answered:
        return _failing(before, state, outcome)
    changed = _changed(days, before, outcome, today)
    if changed is not None:
        return Health.CHANGED, changed
    if outcome.new:
        return Health.OK, OK
    quiet = silence(
        (day.day for day in days if day.new),
        (day.day for day in days if day.asked > day.failed),
        today,
    )
    if quiet is not None and quiet.unusual:
        return Health.SILENT, _silent(quiet)
    if not any(day.new for day in days):
        return Health.NEW, "It answers, and told nothing yet."
    return Health.OK, OK


def _changed(
    days: Sequence[SourceDay], before: SourceState, outcome: Outcome, today: date
) -> str | None:
    if outcome.emptied:
        return "It answers, and tells of nothing where it told of items before."
    if unreadable := _unreadable(days, today):
        return unreadable
    if before.health is Health.CHANGED and not outcome.new and not _read_since(days, before):
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


def _unreadable(days: Sequence[SourceDay], today: date) -> str | None:
    """Of what was read lately, more cannot be read than by habit: exact binomial, one-sided."""
    lately = [day for day in days if day.day > today - _RECENT]
    habit = [day for day in days if today - _RECENT - HABIT < day.day <= today - _RECENT]
    read, rejected = _sum(lately)
    known, unread = _sum(habit)
    if rejected < LEAST_REJECTED or rejected < UNREADABLE_SHARE * read or not known:
        return None
    # Half a failure more than were seen: a share of 0 would make the first one impossible.
    usual = (unread + 0.5) / (known + 1)
    if binom.sf(rejected - 1, read, usual) >= UNREADABLE_LEVEL:
        return None
    return (
        f"Of {read} items and rows read in three days {rejected} could not be read; "
        f"before it was {unread} of {known}."
    )


def _sum(days: Sequence[SourceDay]) -> tuple[int, int]:
    return sum(day.read for day in days), sum(day.rejected for day in days)


def _read_since(days: Sequence[SourceDay], before: SourceState) -> bool:
    """Whether anything could be read on a later day than its change was seen."""
    return any(day.day > before.since.date() and day.read > day.rejected for day in days)


def _silent(quiet: Silence) -> str:
    days = "a whole day" if quiet.days == 1 else f"{quiet.days} days"
    return (
        f"It answers, and told nothing new for {days}; "
        f"before, {quiet.telling} of {quiet.of} days told something."
    )
