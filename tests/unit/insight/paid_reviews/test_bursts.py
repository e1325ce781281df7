from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conformance.store.samples import POSTED
from voc.insight.paid_reviews.bursts import bursts
from voc.types.feedback import FeedbackId
from voc.types.paid_reviews import Trace


def trace(name: str, hours: float, *, hollow: bool = False, same: int | None = None) -> Trace:
    return Trace(
        feedback_id=FeedbackId(name),
        posted_at=POSTED + timedelta(hours=hours),
        product=1,
        author=None,
        praise=True,
        hollow=hollow,
        weight=6,
        same=same,
        frame=None,
    )


USUAL = [trace(f"u{n:02}", 25 * n) for n in range(60)]
BURST = [trace(f"b{n:02}", 1001 + n / 8, hollow=True) for n in range(14)]


def test_a_burst_says_how_many_how_fast_and_what_is_usual() -> None:
    found = bursts([*USUAL, *BURST])
    assert {one.feedback_id for one in found} == {one.feedback_id for one in BURST}
    told = found[0].flag.because
    assert told.startswith(
        "a burst of five-star texts that fit any product: 14 of this product within 3 hours, "
        "usual 0 a day; 14 texts in all"
    )


def test_the_same_short_sentence_is_told_as_such() -> None:
    pasted = [trace(f"b{n:02}", 1001 + n / 8, same=7) for n in range(12)]
    (told,) = {one.flag.because.split(" within")[0] for one in bursts([*USUAL, *pasted])}
    assert told == "a burst of the same short five-star text: 12 of this product"


@given(st.permutations(range(20)))
def test_the_order_of_rows_changes_nothing(order: list[int]) -> None:
    history = [*USUAL[:40], *BURST]
    mixed = [history[n] for n in order] + history[20:]
    assert bursts(mixed) == bursts(history)


@given(st.integers(2, 6), st.integers(1, 48))
def test_a_rise_of_traffic_alone_is_never_a_burst(every: int, faster: int) -> None:
    """Of all texts the same part is hollow, while they come ``faster`` times as fast."""
    usual = [trace(f"u{n:03}", 25 * n, hollow=n % every == 0) for n in range(120)]
    sale = [trace(f"s{n:03}", 3000 + 25 * n / faster, hollow=n % every == 0) for n in range(120)]
    assert bursts([*usual, *sale]) == []


@pytest.mark.parametrize("count", [0, 1, 11])
def test_a_product_with_little_history_is_not_judged(count: int) -> None:
    assert bursts([*USUAL[:count], *BURST[: max(0, 11 - count)]]) == []
