"""Looks at everything that rules are about, and puts out what is news."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from voc.insight.alerts.issues import issue_findings
from voc.insight.alerts.judging import Judged, inherited, judge
from voc.insight.alerts.launches import RECENT, Launch, launch_findings, launches
from voc.insight.alerts.sources import source_findings
from voc.ports.alerts import AlertStore, Decided, OutboxStore
from voc.ports.collecting import CollectStore
from voc.ports.language import Gazetteer, ScriptFolder
from voc.ports.ledger import LedgerStore
from voc.ports.signals import SignalStore
from voc.text.clean import clean, lowered
from voc.types.alert import Alert, Citation, Finding, NewMessage, News, On, Rule, Told
from voc.types.feedback import Feedback, FeedbackId
from voc.types.issue import Issue, IssueId

QUOTED = 3  # voices a message
QUOTED_CHARACTERS = 160  # of a text whose matches are not told apart
MOST_ARTICLES = 5000  # of a week that are looked at for launches: the latest
LAST_DAY = timedelta(days=1)  # that spikes are sought in
KEPT = timedelta(days=400)  # delivered messages; so long a key is known

_ISSUES = frozenset({On.CRITICAL, On.NEW, On.RISING})
_COMPETITOR = "competitor"


class Watched(LedgerStore, SignalStore, AlertStore, OutboxStore, Protocol):
    """What alerts are judged by, and where they are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ears:
    """What finds the user's competitors in an article, and what it found in those of the week.

    They are looked at every minute, and a stored text never changes: each is read once.
    """

    folder: ScriptFolder
    gazetteer: Gazetteer
    heard: dict[FeedbackId, tuple[Launch, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    open: int  # alerts, now
    news: tuple[News, ...]  # that was put out now
    messages: int  # news times targets


def raise_alerts(
    store: Watched,
    rules: Sequence[Rule],
    now: datetime,
    *,
    ears: Ears | None = None,
    collected: CollectStore | None = None,
) -> Raised:
    """Alerts and their messages are stored as one: what was told is told once, kill -9 or not.

    Rules on launches need ``ears``, those on sources ``collected``; without, their alerts stay as
    they are.
    """
    issues = {one.id: one for one in store.issues()}
    heirs = _heirs(issues)
    findings = _findings(store, rules, now, issues, ears=ears, collected=collected)
    # What is quoted is read before anybody waits for us to write.
    before = store.alerts()
    expected = judge(rules, findings, inherited(before, heirs), now)
    store.forget_messages(now - KEPT)
    if expected.alerts == before and not expected.news:
        return Raised(open=len(expected.open), news=(), messages=0)
    cited = _citations(store, expected, now)
    judged = expected

    def decide(alerts: tuple[Alert, ...]) -> Decided:
        nonlocal judged
        judged = judge(rules, findings, inherited(alerts, heirs), now)
        return judged.alerts, messages_of(rules, judged, cited)

    messages = store.change_alerts(decide)
    return Raised(open=len(judged.open), news=judged.news, messages=messages)


def _findings(
    store: Watched,
    rules: Sequence[Rule],
    now: datetime,
    issues: Mapping[IssueId, Issue],
    *,
    ears: Ears | None,
    collected: CollectStore | None,
) -> dict[str, list[Finding]]:
    """By name of the rule; each thing is asked once, and only where a rule is about it."""
    asked = {rule.on for rule in rules}
    found: dict[str, list[Finding]] = {}
    if asked & _ISSUES:
        signals, raised = store.signals(), store.last_raised()
        for rule in _on(rules, *_ISSUES):
            found[rule.name] = issue_findings(rule, issues, signals, raised)
    if On.SPIKE in asked:
        from voc.insight.alerts.spikes import edges, spike_findings

        heard, volumes = store.heard(edges(now)), store.volumes(edges(now))
        for rule in _on(rules, On.SPIKE):
            found[rule.name] = spike_findings(rule, heard, volumes)
    if On.RIVAL_LAUNCH in asked and ears is not None:
        told = _launches(store, ears, now)
        for rule in _on(rules, On.RIVAL_LAUNCH):
            found[rule.name] = launch_findings(rule, told)
    if On.SOURCE in asked and collected is not None:
        states = collected.source_states()
        for rule in _on(rules, On.SOURCE):
            found[rule.name] = source_findings(rule, states)
    return found


def _on(rules: Sequence[Rule], *kinds: On) -> list[Rule]:
    return [rule for rule in rules if rule.on in kinds]


def _heirs(issues: Mapping[IssueId, Issue]) -> dict[IssueId, IssueId]:
    """Where each issue that was merged leads in the end."""
    heirs: dict[IssueId, IssueId] = {}
    for issue in issues.values():
        last = issue
        while last.merged_into is not None and last.merged_into in issues:
            last = issues[last.merged_into]
        if last is not issue:
            heirs[issue.id] = last.id
    return heirs


def _launches(store: Watched, ears: Ears, now: datetime) -> list[Launch]:
    articles = store.articles_read(now - RECENT, now, MOST_ARTICLES)
    found = {
        one.id: ears.heard[one.id] if one.id in ears.heard else _launches_of(one, ears, now)
        for one in articles
    }
    ears.heard.clear()  # what is of the week no more
    ears.heard.update(found)
    return [launch for those in found.values() for launch in those]


def _launches_of(article: Feedback, ears: Ears, now: datetime) -> tuple[Launch, ...]:
    cleaned = clean(article.text)
    folded = ears.folder.fold(lowered(cleaned.text))
    named = [one for one in ears.gazetteer.find(folded) if one.type == _COMPETITOR]
    found = []
    for rival, start, end in launches(folded, named):
        span = cleaned.original(start, end)
        citation = Citation(feedback_id=article.id, start=span.start, end=span.end)
        found.append(Launch(rival=rival, citation=citation, at=article.posted_at or now))
    return tuple(found)


def _citations(store: Watched, judged: Judged, now: datetime) -> dict[str, tuple[Citation, ...]]:
    """By subject of what is told now. What has citations of its own needs none."""
    bare = [one for one in judged.news if not one.citations and one.what is not Told.RECOVERED]
    ids = sorted({one.alert.issue_id for one in bare if one.alert.issue_id is not None})
    by_issue = store.cite_issues(ids, QUOTED)
    cited = {one.alert.subject: by_issue[one.alert.issue_id] for one in bare if one.alert.issue_id}
    if any(one.on is On.SPIKE for one in bare):
        for name, found in store.cite_watches(now - LAST_DAY, now, QUOTED).items():
            cited[f"watch:{name}"] = tuple(
                Citation(feedback_id=id_, start=0, end=QUOTED_CHARACTERS) for id_ in found
            )
    return cited


def messages_of(
    rules: Sequence[Rule], judged: Judged, cited: Mapping[str, tuple[Citation, ...]]
) -> list[NewMessage]:
    """One a target; ``cited`` is by subject."""
    hours = {rule.name: rule.quiet_for / timedelta(hours=1) for rule in rules}
    return [
        _message(
            replace(one, citations=one.citations or cited.get(one.alert.subject, ())),
            target,
            hours[one.alert.rule],
        )
        for one in judged.news
        for target in one.targets
    ]


def _message(news: News, target: str, hours: float) -> NewMessage:
    alert, at = news.alert, news.alert.told_at
    if at is None:
        raise ValueError("what is news was told at some time")
    about = (alert.rule, alert.subject, news.what.value, at.isoformat(), target)
    return NewMessage(
        key="\x1f".join(("alert", *about)),
        target=target,
        urgent=news.urgent,
        at=at,
        what=news.what,
        on=news.on,
        rule=alert.rule,
        subject=alert.subject,
        issue_id=alert.issue_id,
        facts=dict(alert.facts) | {"hours": hours},
        citations=() if news.what is Told.RECOVERED else news.citations,
    )
