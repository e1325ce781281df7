import pytest

from tests.unit.insight.alerts.told import DAY, NOW, issue, rule, signal
from voc.insight.alerts.issues import issue_findings
from voc.types.alert import Finding, On, Rule
from voc.types.issue import Issue, IssueKind, IssueState
from voc.types.signal import Signal, SignalState


def found(asked: Rule, *signals: Signal, of: Issue | None = None) -> list[Finding]:
    known = of or issue()
    raised = {(one.scope, one.state): NOW for one in signals if one.raised}
    return issue_findings(asked, {known.id: known}, signals, raised)


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (On.NEW, SignalState.NEW),
        (On.RISING, SignalState.RISING),
        (On.CRITICAL, SignalState.CRITICAL),
    ],
)
def test_what_a_scan_raised_opens(on: On, state: SignalState) -> None:
    (one,) = found(rule(on), signal(state=state))
    assert (one.opens, one.subject, one.since) == (True, "issue:D1", NOW)
    assert one.facts["count"] == 7


def test_a_danger_that_a_paper_alone_tells_opens() -> None:
    """Papers are in no count of customers."""
    (one,) = found(rule(On.CRITICAL), signal(state=SignalState.CRITICAL, count=0))
    assert (one.opens, one.facts["count"]) == (True, 0)
    (two,) = found(rule(On.CRITICAL, least=2), signal(state=SignalState.CRITICAL, count=0))
    assert not two.opens


@pytest.mark.parametrize("state", [SignalState.STEADY, SignalState.GONE, SignalState.TOO_LITTLE])
def test_calm_issues_are_nothing(state: SignalState) -> None:
    assert [found(rule(on), signal(state=state)) for on in (On.NEW, On.CRITICAL)] == [[], []]


def test_what_was_raised_by_an_earlier_scan_and_lasts_opens_too() -> None:
    """Nobody looked at alerts between the two."""
    asked, now = rule(), signal(raised=False)
    raised = {(now.scope, SignalState.NEW): NOW - DAY}
    (one,) = issue_findings(asked, {issue().id: issue()}, [now], raised)
    assert (one.opens, one.since) == (True, NOW - DAY)


def test_what_no_scan_raised_only_holds() -> None:
    (one,) = found(rule(), signal(raised=False))
    assert not one.opens


def test_a_new_issue_that_goes_on_rising_has_not_calmed_down() -> None:
    (one,) = found(rule(On.NEW), signal(state=SignalState.RISING))
    assert not one.opens
    assert found(rule(On.CRITICAL), signal(state=SignalState.RISING)) == []


def test_the_part_that_was_raised_is_shown_where_the_whole_is_calm() -> None:
    whole = signal(state=SignalState.STEADY, raised=False)
    part = signal(channel="tmall", count=5)
    (one,) = found(rule(), whole, part)
    assert (one.opens, one.facts["channel"], one.facts["count"]) == (True, "tmall", 5)


def test_rules_look_at_their_products_and_kinds() -> None:
    assert found(rule(products=("坚果",)), signal()) == []
    assert found(rule(products=("海苔脆",)), signal())
    idea = issue("I1", kind=IssueKind.IDEA)
    assert found(rule(), signal("I1"), of=idea) == []
    assert found(rule(kinds=(IssueKind.IDEA,)), signal("I1"), of=idea)


def test_what_a_person_dismissed_is_nothing() -> None:
    assert found(rule(), signal(), of=issue(state=IssueState.DISMISSED)) == []


def test_few_people_do_not_open_where_more_are_asked_for() -> None:
    assert [one.opens for one in found(rule(least=8), signal())] == [False]
