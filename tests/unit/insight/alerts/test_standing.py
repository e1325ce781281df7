from collections import Counter
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.insight.alerts.told import DAY, HOUR, NOW, finding, rule
from voc.insight.alerts.judging import inherited, judge
from voc.insight.alerts.standing import step
from voc.types.alert import Alert, AlertState, Finding, On, Rule, Told
from voc.types.issue import IssueId

QUIET = DAY
LOOK = st.tuples(st.integers(1, 40), st.sampled_from([True, True, False]))


def play(
    told_by: Rule, looks: list[tuple[datetime, Finding | None]], alert: Alert | None = None
) -> tuple[Alert | None, list[tuple[datetime, Told]]]:
    said = []
    for now, seen in looks:
        alert, what = step(told_by, alert, seen, now)
        if what is not None:
            said.append((now, what))
    return alert, said


def words(*seen: Finding | None, each: timedelta = HOUR, **fields: object) -> list[Told]:
    looks = [(NOW + number * each, one) for number, one in enumerate(seen)]
    return [what for _, what in play(rule(**fields), looks)[1]]


def test_what_lasts_is_told_once() -> None:
    assert words(*[finding()] * 50) == [Told.OPENED]


def test_what_ends_is_told_as_ended() -> None:
    assert words(finding(), finding(), None, None) == [Told.OPENED, Told.RECOVERED]


def test_what_never_opened_is_not_told() -> None:
    assert words(None, finding(opens=False), None) == []


def test_less_than_opens_holds_what_is_open() -> None:
    assert words(finding(), *[finding(opens=False)] * 5) == [Told.OPENED]


def test_it_is_told_again_while_it_lasts_and_as_often_as_asked() -> None:
    said = words(*[finding()] * 8, each=DAY, remind=3 * DAY)
    assert said == [Told.OPENED, Told.REMINDER, Told.REMINDER]


def test_what_comes_and_goes_is_told_so_once_and_again_when_it_rests() -> None:
    flapping = [finding(), None] * 20
    assert words(*flapping) == [Told.OPENED, Told.RECOVERED, Told.FLAPPING]
    assert words(*flapping, *[None] * 30)[3:] == [Told.RECOVERED]
    assert words(*flapping, *[finding()] * 30)[3:] == [Told.OPENED]


def test_after_the_window_the_same_is_news_again() -> None:
    said = words(finding(), None, finding(), None, each=2 * DAY)
    assert said == [Told.OPENED, Told.RECOVERED] * 2


def test_nobody_hears_that_a_launch_is_over() -> None:
    assert words(finding(), None, None, each=DAY, on=On.RIVAL_LAUNCH) == [Told.OPENED]
    said = words(finding(), None, finding(), each=2 * DAY, on=On.RIVAL_LAUNCH)
    assert said == [Told.OPENED, Told.OPENED]


def test_old_news_does_not_open_an_alert_again() -> None:
    old = finding(since=NOW - DAY)
    assert words(old, None, old, each=2 * DAY) == [Told.OPENED, Told.RECOVERED]
    fresh = finding(since=NOW + 3 * DAY)
    assert words(old, None, fresh, each=2 * DAY)[2:] == [Told.OPENED]


def test_a_clock_that_was_years_ahead_silences_nobody() -> None:
    ahead, _ = step(rule(), None, finding(), NOW + 3650 * DAY)
    ended, what = step(rule(), ahead, None, NOW)
    assert what is Told.RECOVERED
    assert step(rule(), ended, finding(), NOW + HOUR)[1] is Told.OPENED


def test_what_is_long_over_is_forgotten() -> None:
    alert, _ = play(rule(), [(NOW, finding()), (NOW + DAY, None)])
    assert alert is not None
    assert step(rule(), alert, None, NOW + 80 * DAY)[0] == alert
    assert step(rule(), alert, None, NOW + 92 * DAY) == (None, None)


@given(st.lists(LOOK, max_size=120), st.sampled_from(On), st.sampled_from([None, 2 * DAY]))
def test_however_it_flaps_no_window_holds_more_than_one_message_of_a_kind(
    looks: list[tuple[int, bool]], on: On, remind: timedelta | None
) -> None:
    now, played = NOW, []
    for wait, seen in looks:
        now += timedelta(minutes=37) * wait
        played.append((now, finding() if seen else None))
    _, said = play(rule(on, remind=remind), played)
    for start, _ in said:
        within = Counter(what for at, what in said if start <= at < start + QUIET)
        assert max(within.values()) == 1
        assert len(within) <= 3 + (Told.REMINDER in within)


@given(st.lists(LOOK, max_size=40), st.booleans())
def test_what_rests_is_told_as_it_is_in_the_end(looks: list[tuple[int, bool]], open_: bool) -> None:
    now, played = NOW, [(NOW, finding())]
    for wait, seen in looks:
        now += HOUR * wait
        played.append((now, finding() if seen else None))
    rest = [(now + HOUR * number, finding() if open_ else None) for number in range(1, 80)]
    alert, said = play(rule(), played + rest)
    assert alert is not None
    assert alert.state is (AlertState.OPEN if open_ else AlertState.RECOVERED)
    assert said[-1][1] is (Told.OPENED if open_ else Told.RECOVERED)


def test_rules_that_were_not_looked_at_keep_their_alerts_and_those_gone_lose_them() -> None:
    one, other = rule(), rule(name="other")
    before = judge([one, other], {"rule": [finding()], "other": [finding()]}, (), NOW).alerts
    assert len(before) == 2
    judged = judge([one], {}, before, NOW + HOUR)
    assert [alert.rule for alert in judged.alerts] == ["rule"]
    assert judged.news == ()


def test_the_urgent_is_told_first() -> None:
    calm, urgent = rule(), rule(On.CRITICAL, name="z", urgent=True)
    judged = judge([calm, urgent], {"rule": [finding()], "z": [finding()]}, (), NOW)
    assert [news.alert.rule for news in judged.news] == ["z", "rule"]


@pytest.mark.parametrize("also", [False, True])
def test_an_issue_that_is_merged_hands_its_alert_on(also: bool) -> None:
    d1 = finding(issue_id=IssueId("D1"))
    d2 = finding("issue:D2", issue_id=IssueId("D2"))
    seen = {"rule": [d1, d2] if also else [d1]}
    before = judge([rule()], seen, (), NOW).alerts
    after = inherited(before, {IssueId("D1"): IssueId("D2")})
    assert [alert.subject for alert in after] == ["issue:D2"]
    assert judge([rule()], {"rule": [d2]}, after, NOW + HOUR).news == ()
