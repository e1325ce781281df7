"""Issues that tell of danger, are new or grow, as the last scan judged them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from voc.insight.alerts.judging import issue_subject
from voc.types.alert import Finding, On, Rule
from voc.types.issue import Issue, IssueId, IssueState
from voc.types.signal import Scope, Signal, SignalState

# What opens an alert, and what keeps it open: an issue that is new one week and rising the next
# has not recovered, and what is critical hides whether it grows.
_GROWS = frozenset({SignalState.NEW, SignalState.RISING, SignalState.CRITICAL})
_OPENS = {
    On.CRITICAL: SignalState.CRITICAL,
    On.NEW: SignalState.NEW,
    On.RISING: SignalState.RISING,
}
_HOLDS = {On.CRITICAL: frozenset({SignalState.CRITICAL}), On.NEW: _GROWS, On.RISING: _GROWS}

Raised = Mapping[tuple[Scope, SignalState], datetime]  # when a scan last raised it


def issue_findings(
    rule: Rule, issues: Mapping[IssueId, Issue], signals: Sequence[Signal], raised: Raised
) -> list[Finding]:
    """One an issue."""
    by_issue: dict[IssueId, list[Signal]] = defaultdict(list)
    for signal in signals:
        issue = issues.get(signal.issue_id)
        if issue is not None and _is_meant(rule, issue) and signal.state in _HOLDS[rule.on]:
            by_issue[signal.issue_id].append(signal)
    return [_finding(rule, issues[issue_id], told, raised) for issue_id, told in by_issue.items()]


def _is_meant(rule: Rule, issue: Issue) -> bool:
    of_product = not rule.products or issue.product in rule.products
    return issue.state is IssueState.OPEN and issue.kind in rule.kinds and of_product


def _finding(rule: Rule, issue: Issue, signals: Sequence[Signal], raised: Raised) -> Finding:
    """What a scan raised opens an alert, be it the whole or a part; what lasts holds it open."""
    state = _OPENS[rule.on]
    at = {one.scope: raised.get((one.scope, state)) for one in signals}
    news = [when for when in at.values() if when is not None]
    # The whole tells most; where it is quiet, the part that was raised.
    shown = min(signals, key=lambda one: (not one.whole, at[one.scope] is None, one.p or 0.0))
    return Finding(
        subject=issue_subject(issue.id),
        opens=bool(news) and max(map(_tellers, signals)) >= rule.least,
        since=max(news, default=None),
        issue_id=issue.id,
        facts={
            "state": shown.state.value,
            "product": issue.product,
            "topic": issue.topic,
            "count": shown.count,
            "before": shown.before,
            "expected": shown.expected,
            "ratio": shown.ratio,
            "low": shown.low,
            "high": shown.high,
            "p": shown.p,
            "start": shown.start.isoformat(),
            "end": shown.end.isoformat(),
            "days": (shown.end - shown.start).days,
            "danger": shown.danger,
            "channel": shown.channel,
            "region": shown.region,
        },
    )


def _tellers(signal: Signal) -> int:
    """Customers, and of a danger at least one: what a paper told, or is undated, no count holds."""
    return max(signal.count, 1) if signal.state is SignalState.CRITICAL else signal.count
