import pytest

from tests.unit.training.harness.readings import reading
from voc.training.harness.sentiment import side, side_or_neutral


@pytest.mark.parametrize(("score", "expected"), [(0.1, "positive"), (-0.1, "negative")])
def test_a_side_is_the_sign_of_the_score(score: float, expected: str) -> None:
    assert side(reading(label="mixed", score=score)) == {expected}


@pytest.mark.parametrize(
    ("label", "score", "expected"),
    [
        ("positive", 0.2, "positive"),
        ("neutral", 0.2, "neutral"),
        ("mixed", 0.3, "neutral"),
        ("mixed", 0.4, "positive"),
        ("mixed", -0.4, "negative"),
    ],
)
def test_a_mixed_review_is_neutral_unless_one_side_weighs_more(
    label: str, score: float, expected: str
) -> None:
    assert side_or_neutral(reading(label=label, score=score)) == {expected}
