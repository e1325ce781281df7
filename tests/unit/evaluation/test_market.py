from collections import Counter
from dataclasses import replace
from datetime import date
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.evaluation.incidents import Shape, days
from voc.evaluation.market import Calendar, Product, Promotion, Written, laid_out, lot, shipments

NUTS = Product(name="nuts A", line="nuts", sku="N1")
YEAR = Calendar(start=date(2026, 1, 5), weeks=52)
TEXTS = [Written(text=f"text {n}", rating=5) for n in range(400)]


def laid(product: Product = NUTS, seed: int = 1) -> list[tuple[str, str | None]]:
    made = laid_out(TEXTS, product, YEAR, "r", Random(seed))
    return [(one.text, one.lot) for one in made]


def test_sundays_have_more_than_thursdays() -> None:
    shares = YEAR.shares(NUTS)
    assert shares[6] > shares[3] * 1.2


def test_a_promotion_lifts_its_own_line_on_its_days_alone() -> None:
    sale = replace(YEAR, promotions=(Promotion(line="nuts", first=70, days=5, factor=3.0),))
    shares, other = sale.shares(NUTS), sale.shares(replace(NUTS, line="tea"))
    assert shares[70] == pytest.approx(3 * shares[77])
    assert shares[75] == pytest.approx(shares[82])
    assert np.array_equal(other, YEAR.shares(NUTS))


@given(st.floats(0.2, 5.0), st.integers(1, 60))
def test_shares_of_days_add_up_and_the_last_day_has_grown_by_the_factor(
    growth: float, weeks: int
) -> None:
    shares = replace(YEAR, weeks=weeks).shares(replace(NUTS, growth=growth))
    assert shares.sum() == pytest.approx(1)
    if weeks > 1:
        grown = growth ** ((len(shares) - 7) / (len(shares) - 1))  # up to the same weekday
        assert shares[-7] / shares[0] == pytest.approx(grown, rel=0.65)


def test_the_same_seed_lays_out_the_same_and_another_another() -> None:
    assert laid() == laid()
    assert laid() != laid(seed=2)


def test_reviews_are_of_lots_made_before_and_shipped() -> None:
    shipped = {row["lot"] for row in shipments(NUTS, YEAR, Random(1))}
    for one in laid_out(TEXTS, NUTS, YEAR, "r", Random(1)):
        if one.produced_on is not None:
            assert one.produced_on < one.posted_at.date()
            assert one.lot == lot(NUTS, one.produced_on)
    known = [found for _, found in laid() if found]
    assert 0.6 < len(known) / len(TEXTS) < 0.8
    assert sum(found in shipped for found in known) / len(known) > 0.99


def test_a_dish_has_no_lot() -> None:
    assert {found for _, found in laid(replace(NUTS, has_lots=False))} == {None}


def test_most_authors_write_once() -> None:
    authors = Counter(one.author for one in laid_out(TEXTS, NUTS, YEAR, "r", Random(1)))
    authors.pop(None)
    assert sum(count == 1 for count in authors.values()) / len(authors) > 0.9


def test_what_is_unknown_is_left_out_of_a_row() -> None:
    rows = [one.row() for one in laid_out(TEXTS, NUTS, YEAR, "r", Random(1))]
    assert all(value is not None for row in rows for value in row.values())
    assert {"id", "text", "product", "posted_at"} <= set.intersection(*map(set, rows))


@given(st.integers(1, 60), st.sampled_from(list(Shape)), st.integers(0, 99))
def test_reports_of_an_incident_come_in_order_within_its_weeks(
    count: int, shape: Shape, seed: int
) -> None:
    found = days(count, shape, Random(seed))
    assert found == sorted(found)
    assert len(found) == count
    assert found[0] >= 0
    assert found[-1] <= (14 if shape is Shape.SUDDEN else 56)
