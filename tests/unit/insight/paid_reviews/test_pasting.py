from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.conformance.store.samples import POSTED
from voc.insight.paid_reviews.pasting import by_many, by_one, by_template
from voc.types.feedback import FeedbackId
from voc.types.paid_reviews import Suspicion, Trace


def trace(name: int, day: float = 0, **fields: object) -> Trace:
    made = Trace(
        feedback_id=FeedbackId(f"f{name:02}"),
        posted_at=POSTED + timedelta(days=day),
        product=1,
        author=name,
        praise=True,
        hollow=False,
        weight=30,
        same=7,
        frame=None,
    )
    return replace(made, **fields)


def reasons(found: list[Suspicion]) -> set[str]:
    return {one.flag.because for one in found}


def test_the_same_text_by_three_authors_within_days_says_so() -> None:
    assert reasons(by_many([trace(1), trace(2, 1), trace(3, 3)])) == {
        "the same praise from several hands: by 3 authors within 3 days"
    }


def test_a_day_that_has_begun_counts() -> None:
    assert reasons(by_many([trace(1), trace(2, 1), trace(3, 1.8)])) == {
        "the same praise from several hands: by 3 authors within 2 days"
    }


def test_who_copies_another_customer_days_later_was_handed_nothing() -> None:
    assert by_many([trace(1), trace(2, 3), trace(3, 6)]) == []


def test_texts_without_authors_are_counted() -> None:
    unknown = [trace(n, n / 10, author=None) for n in range(5)]
    assert reasons(by_many(unknown)) == {"the same praise from several hands: 5 times within a day"}
    assert by_many(unknown[:4]) == []


def test_only_the_fullest_days_are_flagged() -> None:
    handed = [trace(n, 100 + n) for n in range(4)]
    found = by_many([trace(20), *handed, trace(21, 300)])
    assert [one.feedback_id for one in found] == [one.feedback_id for one in handed]


def test_a_medium_text_needs_more_hands() -> None:
    medium = [trace(n, weight=15) for n in range(5)]
    assert by_many(medium[:4]) == []
    assert len(by_many(medium)) == 5


def test_one_author_of_many_products_says_how_many() -> None:
    pasted = [trace(n, n, author=1, product=n) for n in range(3)]
    assert reasons(by_one(pasted)) == {"the same praise of several products by one author: of 3"}
    assert by_one([replace(one, posted_at=POSTED) for one in pasted]) == []


def test_an_author_who_told_of_a_thing_once_is_a_customer() -> None:
    hollow = [trace(n, n, author=1, product=n, hollow=True, same=n, weight=8) for n in range(8)]
    assert len(by_one(hollow)) == 8
    assert by_one([*hollow, trace(9, same=9, author=1)]) == []


def test_a_frame_says_over_how_many_products_it_went() -> None:
    framed = [trace(n, 30 * n, product=n, same=n, frame=3) for n in range(4)]
    assert reasons(by_template(framed)) == {
        "one sentence with the words for the product exchanged: by 4 authors, of 4 products"
    }
    assert by_template([replace(one, product=1) for one in framed]) == []


@given(st.permutations(range(6)))
def test_the_order_of_rows_changes_nothing(order: list[int]) -> None:
    history = [trace(n, n, product=n % 4) for n in range(6)]
    mixed = [history[n] for n in order]
    assert by_many(mixed) == by_many(history)
