"""Issues judged by the surges that point at them."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from tests.unit.insight.signals.test_surges import complaint, story, usual
from voc.insight.signals.emergence import WEEKS
from voc.insight.signals.judging import judge
from voc.types.feedback import FeedbackId
from voc.types.issue import IssueId
from voc.types.signal import Complaint, Complaints, Danger, Grounds, Signal, SignalState, Volume

END = datetime(2026, 11, 2, tzinfo=ZoneInfo("Asia/Shanghai"))
D1 = IssueId("D1")
STORY = frozenset(FeedbackId(f"story {n}") for n in range(6))


def grounds(*told: Complaint, product: str = "海苔") -> Grounds:
    return Grounds(
        issues=(D1,),
        tellers=(),
        volumes=(Volume(product=product, channel=None, region=None, weeks=(50,) * WEEKS),),
        sold=(),
        dangers=(),
        before=(),
        complaints=(Complaints(product=product, told=(*usual(), *told), lots={}),),
    )


def of_issue(of: Grounds) -> Signal:
    return next(signal for signal in judge(of, END) if signal.issue_id == D1)


def test_a_surge_raises_the_issue_it_points_at_with_its_figures_and_voices() -> None:
    signal = of_issue(grounds(*story(6)))
    assert (signal.state, signal.raised) == (SignalState.NEW, True)
    assert (signal.count, signal.before) == (6, 0)
    assert set(signal.voices) == STORY


def test_it_is_told_once() -> None:
    signal = of_issue(replace(grounds(*story(6)), surged=(STORY,)))
    assert (signal.state, signal.raised) == (SignalState.NEW, False)


def test_a_story_told_before_hides_no_new_one_in_its_issue() -> None:
    other = [complaint(f"other {n}", 5, n % 2) for n in range(5)]
    signal = of_issue(replace(grounds(*story(6), *other), surged=(STORY,)))
    assert signal.raised
    assert set(signal.voices) >= {f"other {n}" for n in range(5)}


def test_what_was_just_raised_by_its_own_weeks_is_not_raised_again() -> None:
    before = replace(of_issue(grounds(*story(6))), voices=(), raised=True)
    assert not of_issue(replace(grounds(*story(6)), before=(before,))).raised


def test_a_new_danger_in_an_issue_that_is_critical_already_is_raised() -> None:
    itch, burn = b"\x7f\x00", b"\x00\x7f"
    danger = Danger(
        issue_id=D1, feedback_id=FeedbackId("a"), clauses=1, confidence=0.9, people=1,
        product="海苔", fresh=True, vectors=(itch,),
    )  # fmt: skip
    known = replace(grounds(), dangers=(danger,), known_dangers={"海苔": [itch]})
    first = of_issue(known)
    assert (first.state, first.raised) == (SignalState.CRITICAL, False)
    burnt = replace(danger, feedback_id=FeedbackId("b"), vectors=(burn,))
    assert of_issue(replace(known, dangers=(burnt,), before=(first,))).raised
