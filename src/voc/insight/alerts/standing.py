"""One alert from one look to the next: told once per change of state, however often it changes.

The bound, for one alert and any span as long as its rule's ``quiet_for``: at most one message that
it opened, one that it recovered and one that it comes and goes. Reminders are bounded apart, by
``remind``.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from voc.types.alert import Alert, AlertState, Finding, On, Rule, Told

# Nobody can do anything about the end of these: it is not told.
ENDS_UNTOLD = frozenset({On.RIVAL_LAUNCH})
# What ended so long ago is forgotten.
KEPT = timedelta(days=90)

_WORDS = {AlertState.OPEN: Told.OPENED, AlertState.RECOVERED: Told.RECOVERED}


def step(
    rule: Rule, alert: Alert | None, finding: Finding | None, now: datetime
) -> tuple[Alert | None, Told | None]:
    """The alert as it is from now on, and what is told of it.

    ``alert`` is as the last look left it, None where nothing is known; ``finding`` is what is seen
    now. None comes back where there is nothing left to know.
    """
    seen = _seen(rule, alert, finding, now)
    if seen is None:
        return None, None
    what = _due(rule, seen, now)
    if what is not None:
        return _having_told(seen, what, now), what
    return (None if _is_past(rule, seen, now) else seen), None


def _seen(rule: Rule, alert: Alert | None, finding: Finding | None, now: datetime) -> Alert | None:
    """With its state as of now; nothing told yet."""
    if alert is None:
        if finding is None or not finding.opens:
            return None
        return Alert(
            rule=rule.name,
            subject=finding.subject,
            state=AlertState.OPEN,
            since=now,
            told=None,
            told_at=None,
            facts=finding.facts,
            issue_id=finding.issue_id,
        )
    if alert.state is AlertState.OPEN:
        if finding is None:
            told = None if rule.on in ENDS_UNTOLD else alert.told
            return replace(alert, state=AlertState.RECOVERED, since=now, told=told)
        return replace(alert, facts=finding.facts)
    if finding is None or not finding.opens or _is_old_news(alert, finding):
        return alert
    return replace(alert, state=AlertState.OPEN, since=now, facts=finding.facts)


def _is_old_news(alert: Alert, finding: Finding) -> bool:
    return finding.since is not None and finding.since <= alert.since


def _due(rule: Rule, alert: Alert, now: datetime) -> Told | None:
    resting = _rests(alert, now, rule.quiet_for)
    if alert.told is Told.FLAPPING:
        if resting:
            return _change(rule, alert, now)
        return _again(rule, alert, now, Told.FLAPPING)
    if _is_told(alert):
        open_ = alert.state is AlertState.OPEN and alert.told is Told.OPENED
        return _again(rule, alert, now, Told.REMINDER) if open_ else None
    what = _change(rule, alert, now)
    if what is not None or rule.on in ENDS_UNTOLD:
        return what
    # It changed again too soon after it was told so.
    return Told.FLAPPING if _passed(alert.flapping_at, now, rule.quiet_for) else None


def _is_told(alert: Alert) -> bool:
    if alert.state is AlertState.RECOVERED:
        return alert.told in {None, Told.RECOVERED}  # what was never told need not be taken back
    return alert.told is Told.OPENED


def _change(rule: Rule, alert: Alert, now: datetime) -> Told | None:
    """That it opened or recovered, unless that was told a short while ago, or need not be."""
    what = _WORDS[alert.state]
    last = alert.opened_at if what is Told.OPENED else alert.recovered_at
    return what if _passed(last, now, rule.quiet_for) else None


def _again(rule: Rule, alert: Alert, now: datetime, what: Told) -> Told | None:
    if rule.remind is None:
        return None
    wait = max(rule.remind, rule.quiet_for) if what is Told.FLAPPING else rule.remind
    return what if _passed(alert.told_at, now, wait) else None


def _rests(alert: Alert, now: datetime, span: timedelta) -> bool:
    return _passed(alert.since, now, span)


def _passed(at: datetime | None, now: datetime, span: timedelta) -> bool:
    """A time far ahead is one of a clock that was wrong: nobody waits for it."""
    return at is None or abs(now - at) >= span


def _having_told(alert: Alert, what: Told, now: datetime) -> Alert:
    told = replace(alert, told_at=now)
    if what is Told.OPENED:
        return replace(told, told=what, opened_at=now)
    if what is Told.RECOVERED:
        return replace(told, told=what, recovered_at=now)
    if what is Told.FLAPPING:
        return replace(told, told=what, flapping_at=now)
    return told


def _is_past(rule: Rule, alert: Alert, now: datetime) -> bool:
    kept = max(KEPT, 2 * rule.quiet_for)
    return alert.state is AlertState.RECOVERED and _passed(alert.since, now, kept)
