import math
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voc.insight.signals.emergence import SOLD, WEEKS, judge
from voc.types.feedback import FeedbackId
from voc.types.issue import IssueId
from voc.types.signal import Danger, Grounds, Signal, SignalState, Tellers, Volume

END = datetime(2026, 11, 2, tzinfo=ZoneInfo("Asia/Shanghai"))
FIRST = datetime(2026, 3, 1, 20, tzinfo=UTC)
D1 = IssueId("D1")


def weeks(*newest_first: int, rest: int = 0, length: int = WEEKS) -> tuple[int, ...]:
    return (*newest_first, *[rest] * (length - len(newest_first)))


def tellers(*newest_first: int, rest: int = 0, **where: Any) -> Tellers:
    told = Tellers(
        issue_id=D1,
        product="海苔",
        channel=None,
        region=None,
        first=FIRST,
        weeks=weeks(*newest_first, rest=rest),
    )
    return replace(told, **where)


def volume(of: tuple[int, ...], **where: Any) -> Volume:
    told = Volume(product="海苔", channel=None, region=None, weeks=of)
    return replace(told, **where)


def grounds(*told: Tellers, **more: Any) -> Grounds:
    made = Grounds(
        issues=(D1,),
        tellers=told,
        volumes=(volume(weeks(rest=200)),),
        sold=(),
        dangers=(),
        before=(),
    )
    return replace(made, **more)


def whole(of: Grounds) -> Signal:
    signal, *_ = judge(of, END)
    assert signal.whole
    return signal


@pytest.mark.parametrize(
    ("told", "state"),
    [
        (tellers(6), SignalState.NEW),
        (tellers(12, rest=2), SignalState.RISING),
        (tellers(20, rest=20), SignalState.STEADY),
        (tellers(4, 3, 4, 3, rest=20), SignalState.FALLING),
        (tellers(0, 0, 0, 0, rest=6), SignalState.GONE),
        (tellers(2), SignalState.TOO_LITTLE),
        (tellers(1, 0, 1, 0, rest=0), SignalState.TOO_LITTLE),
    ],
)
def test_an_issue_is_judged_by_its_weeks(told: Tellers, state: SignalState) -> None:
    assert whole(grounds(told)).state is state


def test_growth_is_told_with_its_interval_its_days_and_its_reason() -> None:
    signal = whole(grounds(tellers(12, rest=2)))
    assert (signal.start, signal.end) == (date(2026, 10, 26), date(2026, 11, 2))
    assert (signal.count, signal.before, signal.expected) == (12, 52, pytest.approx(2))
    assert signal.ratio == pytest.approx(6)
    assert signal.low is not None
    assert signal.high is not None
    assert 1.5 < signal.low < 6 < signal.high
    assert "12 in 7 days, out of 200 feedback, against 52 in 26 weeks" in signal.because
    assert signal.first_seen == date(2026, 3, 2)  # in the zone that cuts days


def test_what_creeps_is_found_by_the_longer_window() -> None:
    signal = whole(grounds(tellers(2, 2, 1, 1)))
    assert signal.state is SignalState.NEW
    assert signal.start == date(2026, 10, 5)


def test_more_of_everything_is_no_growth() -> None:
    promotion = (volume(weeks(2_000, rest=200)),)
    assert whole(grounds(tellers(20, rest=2), volumes=promotion)).state is not SignalState.RISING


def test_what_was_told_four_weeks_ago_and_no_more_is_not_raised() -> None:
    assert not whole(grounds(tellers(0, 6, 0, 0))).raised


def test_of_a_young_store_all_is_a_first_reading_but_danger() -> None:
    young = (volume(weeks(200, 200, 200)),)
    first = whole(grounds(tellers(50, 10), volumes=young))
    assert (first.state, first.raised) == (SignalState.TOO_LITTLE, False)
    assert first.because.startswith("first reading")
    danger = Danger(issue_id=D1, feedback_id=FeedbackId("a"), confidence=0.9, people=1)
    critical = whole(grounds(tellers(1), volumes=young, dangers=(danger,)))
    assert (critical.state, critical.raised, critical.danger) == (SignalState.CRITICAL, True, 0.9)
    assert critical.because.startswith("1 person tells of a danger, the surest in a (0.90)")


@pytest.mark.parametrize(
    ("told", "volumes"),
    [
        ((), ()),  # undated, all of it
        ((tellers(9),), (volume(weeks(9)),)),  # all on one day
        ((tellers(9),), ()),  # told under another name than it is counted by
        ((tellers(0, 0, 0, 0, 9),), (volume(weeks(0, 0, 0, 0, rest=9)),)),  # nothing of late
        ((tellers(1),), (volume(weeks(1, 0, 1)),)),  # a product with two reviews
        ((tellers(5, product=None),), (volume(weeks(rest=9), product=None),)),
    ],
)
def test_odd_stores_get_sensible_answers(
    told: tuple[Tellers, ...], volumes: tuple[Volume, ...]
) -> None:
    signal = whole(grounds(*told, volumes=volumes))
    figures = (signal.expected, signal.ratio, signal.low, signal.high, signal.p, signal.q)
    assert not any(figure is not None and math.isnan(figure) for figure in figures)
    assert signal.state in {SignalState.TOO_LITTLE, SignalState.NEW}


def test_a_state_is_raised_once() -> None:
    now = grounds(tellers(12, rest=2))
    first = judge(now, END)
    again = judge(replace(now, before=first), END + timedelta(days=1))
    assert [signal.raised for signal in (*first, *again)] == [True, False]
    quiet = replace(first[0], state=SignalState.STEADY, raised=False)
    assert judge(replace(now, before=(quiet,)), END)[0].raised


def test_what_was_raised_stays_so_until_the_test_sees_nothing() -> None:
    weak = grounds(tellers(9, rest=4))
    assert whole(weak).state is SignalState.TOO_LITTLE
    before = replace(whole(weak), state=SignalState.RISING)
    staying = whole(replace(weak, before=(before,)))
    assert (staying.state, staying.raised) == (SignalState.RISING, False)


def test_danger_is_raised_over_growth_and_growth_not_after_danger() -> None:
    growing = grounds(tellers(12, rest=2))
    danger = Danger(issue_id=D1, feedback_id=FeedbackId("a"), confidence=0.9, people=2)
    critical = replace(growing, dangers=(danger,), before=judge(growing, END))
    assert whole(critical).raised
    assert not whole(replace(growing, before=judge(critical, END))).raised


def channels(*parts: Tellers, rest: int = 20) -> Grounds:
    both = tellers(24, 20, 20, 20, rest=rest)
    volumes = (
        volume(weeks(rest=200)),
        volume(weeks(rest=20), channel="tmall"),
        volume(weeks(rest=180), channel="jd"),
    )
    return grounds(both, *parts, volumes=volumes)


GROWING = tellers(8, product=None, channel="tmall")


def test_a_channel_that_grows_is_raised_where_the_whole_does_not() -> None:
    first, part = judge(channels(GROWING), END)
    assert (first.raised, first.state) == (False, SignalState.STEADY)
    assert (part.raised, part.channel, part.state) == (True, "tmall", SignalState.NEW)


def test_a_part_is_not_raised_beside_the_whole() -> None:
    first, *parts = judge(channels(GROWING, rest=2), END)
    assert first.raised
    assert not any(part.raised for part in parts)


def test_of_several_parts_the_surest_is_raised() -> None:
    also = tellers(7, product=None, region="华东")
    told = channels(GROWING, also)
    east = volume(weeks(rest=20), region="华东")
    _, *parts = judge(replace(told, volumes=(*told.volumes, east)), END)
    assert [(part.channel, part.raised) for part in parts] == [(None, False), ("tmall", True)]


def test_units_sold_are_the_exposure_where_they_are_known() -> None:
    fewer_buyers = (volume(weeks(50, 50, 50, 50, rest=400, length=SOLD)),)
    told = grounds(tellers(5, 5, 5, 5, rest=5), sold=fewer_buyers)
    assert whole(told).state is SignalState.RISING
    assert "units sold" in whole(told).because


def test_sales_that_lag_behind_are_no_exposure_yet() -> None:
    lagging = (volume(weeks(0, 400, rest=400, length=SOLD)),)
    assert "200 feedback" in whole(grounds(tellers(12, rest=2), sold=lagging)).because


parts = st.lists(
    st.builds(
        lambda issue, people, channel: replace(
            tellers(*people), issue_id=issue, product=None if channel else "海苔", channel=channel
        ),
        st.sampled_from([IssueId("D1"), IssueId("D2")]),
        st.lists(st.integers(0, 30), min_size=WEEKS, max_size=WEEKS),
        st.sampled_from([None, "jd", "tmall"]),
    ),
    max_size=6,
    unique_by=lambda one: (one.issue_id, one.channel),
)


@settings(max_examples=20)
@given(parts, st.randoms())
def test_the_order_of_what_was_told_changes_nothing(told: list[Tellers], random: Random) -> None:
    made = grounds(*told, issues=(IssueId("D1"), IssueId("D2")))
    made = replace(made, volumes=(volume(weeks(rest=500)), volume(weeks(rest=90), channel="jd")))
    shuffled = list(told)
    random.shuffle(shuffled)
    assert judge(replace(made, tellers=tuple(shuffled)), END) == judge(made, END)


@settings(max_examples=20)
@given(parts, st.sampled_from([2, 4, 1024]))
def test_only_shares_of_exposure_count(told: list[Tellers], unit: int) -> None:
    made = grounds(*told, issues=(IssueId("D1"), IssueId("D2")))
    more = (volume(weeks(rest=200 * unit)),)
    states = [one.state for one in judge(made, END)]
    assert [one.state for one in judge(replace(made, volumes=more), END)] == states
