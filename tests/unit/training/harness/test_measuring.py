from collections.abc import Sequence
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.training.harness.readings import document, reading
from voc.evaluation.metrics import Answer, calibration_error
from voc.training.harness.measuring import (
    GAP,
    MANY_TEXTS,
    SMALL_CHINESE_SETS,
    evaluate,
    length_group,
)
from voc.training.harness.sentiment import CALIBRATION
from voc.training.harness.tasks import JudgedSet, Task, each, spread
from voc.types.document import Document, Language
from voc.types.opinion import Profile, Reading

YES: Answer = frozenset({"yes"})
NO: Answer = frozenset({"no"})
GOOD = [document("好")] * MANY_TEXTS


def quiet(_: str) -> None:
    """Progress nobody watches."""


def read(right: int, documents: Sequence[Document]) -> list[Reading]:
    """So many of the texts as good, the others as bad."""
    return [reading(score=0.9 if row < right else -0.9) for row in range(len(documents))]


def judged_set(
    name: str, right: dict[Profile, int], documents: Sequence[Document]
) -> JudgedSet[Reading]:
    """Good texts, so many of which are read right in each profile."""
    task = Task(
        name="sentiment",
        true=(YES,) * len(documents),
        heard=each(lambda one: YES if one.sentiment.score > 0 else NO),
        takes_one_label=True,
    )
    return JudgedSet(
        name=name,
        documents=tuple(documents),
        readers={profile: partial(read, count) for profile, count in right.items()},
        tasks=(task,),
        more=lambda found: {
            CALIBRATION: calibration_error([0.9] * len(found), [True] * len(found))
        },
    )


def gap(*sets: JudgedSet[Reading]) -> float | None:
    evaluation = evaluate(sets, "dev", [], quiet)
    by_who = evaluation.figures.get(GAP)
    return by_who[Profile.STANDARD].value if by_who else None


def test_standard_is_held_against_accurate_where_it_loses_most() -> None:
    many = MANY_TEXTS
    close = judged_set("close", {Profile.STANDARD: many - 7, Profile.ACCURATE: many}, GOOD)
    ahead = judged_set("ahead", {Profile.STANDARD: many, Profile.ACCURATE: many - 70}, GOOD)
    assert gap(close, ahead) == pytest.approx(0.01)


def test_small_sets_do_not_tell_profiles_apart() -> None:
    few = GOOD[1:]
    assert gap(judged_set("few", {Profile.STANDARD: 0, Profile.ACCURATE: len(few)}, few)) is None


def test_without_both_profiles_there_is_no_gap() -> None:
    assert gap(judged_set("one", {Profile.STANDARD: 0}, GOOD)) is None


def test_small_chinese_sets_are_calibrated_together() -> None:
    sets = [
        judged_set(name, {Profile.FAST: 0}, GOOD[:texts])
        for name, texts in (
            ("chnsenticorp_htl_all", 30),
            ("meituan_star_reviews", 40),
            ("online_shopping_10_cats", MANY_TEXTS),
            ("nsmc_sentiment_ko", 50),
        )
    ]
    pooled = evaluate(sets, "dev", [], quiet).figures[SMALL_CHINESE_SETS][Profile.FAST]
    assert pooled.texts == 70
    assert pooled.value == pytest.approx(0.1)


def test_groups_tell_the_leading_figure_by_language_and_length() -> None:
    texts = [document("好"), document("괜찮은 편이에요 추천합니다", Language.KO)]
    evaluation = evaluate([judged_set("set", {Profile.FAST: 1}, texts)], "dev", [], quiet)
    assert evaluation.passes["set"][Profile.FAST].groups == {
        "0-12 characters": (1, 1.0),
        "13-30 characters": (1, 0.0),
        "ko": (1, 0.0),
        "zh-Hans": (1, 1.0),
    }


@pytest.mark.parametrize(
    ("length", "group"),
    [
        (12, "0-12 characters"),
        (13, "13-30 characters"),
        (80, "31-80 characters"),
        (81, "81 characters or more"),
    ],
)
def test_a_text_is_as_long_as_its_characters(length: int, group: str) -> None:
    assert length_group("好" * length) == group


@given(st.integers(0, 500), st.integers(1, 100))
def test_a_sample_has_as_many_different_rows_as_there_may_be(count: int, most: int) -> None:
    rows = spread(count, most)
    assert len(set(rows)) == len(rows) == min(count, most)
    assert all(0 <= row < count for row in rows)
