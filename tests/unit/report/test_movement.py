from dataclasses import replace
from datetime import timedelta

import pytest

from tests.golden.reports.snacks import material
from voc.report.material import Material
from voc.report.movement import (
    count_movement,
    issue_movement,
    mean_movement,
    read_movement,
    share_movement,
    tidy,
)
from voc.types.feedback import FeedbackKind
from voc.types.opinion import SentimentLabel
from voc.types.report import FeedbackFact

MATERIAL = material(())
FACT = material().facts[-1]


def rows(count: int, *, negative: int = 0, dated: bool = True) -> list[FeedbackFact]:
    plain = replace(FACT, sentiment=SentimentLabel.POSITIVE, dated=dated)
    bad = replace(plain, sentiment=SentimentLabel.NEGATIVE)
    return [bad] * negative + [plain] * (count - negative)


def test_three_to_six_is_too_little_to_tell() -> None:
    moved = count_movement(MATERIAL, rows(6), rows(3))
    assert moved.direction == "too_little"


def test_a_doubling_of_hundreds_is_a_rise() -> None:
    moved = count_movement(MATERIAL, rows(400), rows(200))
    assert moved.direction == "up"
    assert moved.ratio == pytest.approx(2)
    assert moved.low is not None
    assert moved.high is not None
    assert moved.low < 2 < moved.high


def test_undated_feedback_moves_nothing() -> None:
    assert count_movement(MATERIAL, rows(50) + rows(50, dated=False), rows(200)).ratio == 0.25
    assert count_movement(MATERIAL, rows(400, dated=False), []).direction == "too_little"


def test_a_period_that_has_not_ended_is_compared_by_the_days_it_has() -> None:
    monday_to_wednesday = replace(
        MATERIAL, reaches=MATERIAL.period.start + timedelta(days=2, hours=15)
    )
    assert monday_to_wednesday.days == 3
    assert count_movement(monday_to_wednesday, rows(300), rows(700)).direction == "steady"
    assert count_movement(MATERIAL, rows(300), rows(700)).direction == "down"


def test_days_are_counted_up_to_the_last_that_has_feedback() -> None:
    def days(reaches: timedelta) -> int:
        made: Material = replace(MATERIAL, reaches=MATERIAL.period.start + reaches)
        return made.days

    assert days(timedelta(hours=1)) == 1
    assert days(timedelta(days=6, hours=23)) == 7
    assert days(timedelta(days=90)) == 7


def week(count: int, *, ago: int = 0) -> list[FeedbackFact]:
    day = MATERIAL.period.start + timedelta(hours=9) - timedelta(weeks=ago)
    return [replace(FACT, counted_at=day, product="海苔", kind=FeedbackKind.REVIEW, flagged=False)
            for _ in range(count)]  # fmt: skip


def test_more_traffic_is_no_rise_of_an_issue() -> None:
    now, before = week(800), week(200, ago=1)
    busy = replace(MATERIAL, facts=(*before, *now))
    moved = issue_movement(busy, "海苔", now[:160], before[:40])
    assert moved.direction == "steady"
    assert "160 of 800 against 40 of 200" in moved.because
    assert issue_movement(busy, None, now[:160], before[:10]).direction == "up"
    assert issue_movement(busy, "芒果", now[:160], before[:40]).direction == "too_little"


def test_articles_make_no_issue_rise() -> None:
    now, before = week(800), week(200, ago=1)
    busy = replace(MATERIAL, facts=(*before, *now))
    articles = [replace(fact, kind=FeedbackKind.MEDIA) for fact in now[:300]]
    told = issue_movement(busy, "海苔", [*now[:160], *articles], before[:40])
    assert told == issue_movement(busy, "海苔", now[:160], before[:40])


def test_an_issue_after_a_week_without_feedback_is_too_little_to_tell() -> None:
    now = week(800)
    moved = issue_movement(replace(MATERIAL, facts=tuple(now)), None, now[:160], [])
    assert moved.direction == "too_little"


def test_shares_are_compared_and_not_counts() -> None:
    moved = share_movement(MATERIAL, rows(100, negative=30), rows(1000, negative=300))
    assert moved.direction == "steady"
    assert (
        share_movement(MATERIAL, rows(200, negative=80), rows(200, negative=30)).direction == "up"
    )


def test_no_direction_is_claimed_that_the_numbers_printed_deny() -> None:
    """Dated shares of 40 % after 15 %, printed as 13 % after 15 %."""
    undated = rows(400, dated=False)
    moved = share_movement(MATERIAL, [*rows(200, negative=80), *undated], rows(200, negative=30))
    assert moved.direction == "too_little"
    assert count_movement(MATERIAL, [*undated, *rows(50)], rows(200)).direction == "too_little"


def test_a_share_of_a_handful_is_too_little_to_tell() -> None:
    assert (
        share_movement(MATERIAL, rows(4, negative=2), rows(4, negative=1)).direction == "too_little"
    )


def test_mean_ratings_move_only_when_the_test_says_so() -> None:
    assert mean_movement(MATERIAL, [5, 4, 5, 3] * 10, [4, 5, 3, 5] * 10).direction == "steady"
    assert mean_movement(MATERIAL, [2, 1, 3, 2] * 10, [4, 5, 3, 5] * 10).direction == "down"
    assert mean_movement(MATERIAL, [5.0] * 9, [1.0] * 90).direction == "too_little"


def test_ratings_that_are_all_alike_raise_no_warning() -> None:
    assert mean_movement(MATERIAL, [5.0] * 20, [5.0] * 20).direction == "steady"
    assert mean_movement(MATERIAL, [5.0] * 20, [4.0] * 20).direction == "up"


def test_what_two_recipes_read_is_not_compared() -> None:
    now, before = week(800), week(200, ago=1)
    other = [replace(fact, recipe_id="another") for fact in before]
    mixed = replace(MATERIAL, facts=(*other, *now))
    for moved in (
        share_movement(mixed, now, other),
        mean_movement(mixed, [5.0] * 20, [4.0] * 20),
        issue_movement(mixed, "海苔", now[:160], other[:10]),
        read_movement(mixed, now, other),
    ):
        assert (moved.direction, moved.ratio, moved.p) == ("recipes", None, None)
    assert count_movement(mixed, now, other).direction == "up"


def test_issues_that_hold_what_was_read_before_are_not_compared() -> None:
    made = material()
    stale = replace(made, voices=tuple(replace(voice, stale=True) for voice in made.voices))
    assert issue_movement(stale, None, stale.current, stale.before).direction == "recipes"
    assert share_movement(stale, stale.current, stale.before).direction != "recipes"


def test_numbers_carry_no_noise() -> None:
    assert tidy(0.1 + 0.2) == 0.3
    assert tidy(float("inf")) is None
    assert tidy(None) is None
