"""All rules at once: how alerts stand, and what is news."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from voc.insight.alerts.standing import step
from voc.types.alert import Alert, AlertState, Finding, News, Rule
from voc.types.issue import IssueId

Key = tuple[str, str]  # rule and subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    alerts: tuple[Alert, ...]  # by rule and subject; those of rules that are gone are left out
    news: tuple[News, ...]  # urgent first, in the order of the rules, by subject

    @property
    def open(self) -> tuple[Alert, ...]:
        return tuple(one for one in self.alerts if one.state is AlertState.OPEN)


def judge(
    rules: Sequence[Rule],
    findings: Mapping[str, Sequence[Finding]],
    alerts: Sequence[Alert],
    now: datetime,
) -> Judged:
    """``findings`` are by name of the rule. One that has none there was not looked at: its alerts
    stay as they are."""
    known = {(one.rule, one.subject): one for one in alerts}
    kept: list[Alert] = []
    news: list[News] = []
    for rule in rules:
        if rule.name not in findings:
            kept += (one for one in alerts if one.rule == rule.name)
            continue
        for alert, told in _of_rule(rule, findings[rule.name], known, now):
            kept += [alert] if alert is not None else []
            news += [told] if told is not None else []
    kept.sort(key=lambda one: (one.rule, one.subject))
    news.sort(key=lambda one: not one.urgent)  # stable: else in the order they were found
    return Judged(alerts=tuple(kept), news=tuple(news))


def inherited(alerts: Sequence[Alert], heirs: Mapping[IssueId, IssueId]) -> tuple[Alert, ...]:
    """An alert of an issue that was merged goes on as its heir's, unless that has one."""
    taken = {(one.rule, one.issue_id) for one in alerts if one.issue_id not in heirs}
    kept = []
    for alert in alerts:
        heir = heirs.get(alert.issue_id) if alert.issue_id else None
        if heir is None:
            kept.append(alert)
        elif (alert.rule, heir) not in taken:
            taken.add((alert.rule, heir))
            kept.append(replace(alert, issue_id=heir, subject=issue_subject(heir)))
    return tuple(kept)


def issue_subject(issue_id: IssueId) -> str:
    return f"issue:{issue_id}"


def _of_rule(
    rule: Rule, findings: Sequence[Finding], known: Mapping[Key, Alert], now: datetime
) -> Iterator[tuple[Alert | None, News | None]]:
    seen = {one.subject: one for one in findings}
    before = {subject for name, subject in known if name == rule.name}
    for subject in sorted(before | seen.keys()):
        finding = seen.get(subject)
        alert, what = step(rule, known.get((rule.name, subject)), finding, now)
        if alert is None or what is None:
            yield alert, None
            continue
        yield (
            alert,
            News(
                what=what,
                alert=alert,
                on=rule.on,
                targets=rule.targets,
                urgent=rule.urgent,
                citations=finding.citations if finding else (),
            ),
        )
