"""How alike voices of one issue must be, by their shelf."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.insight.voices import CHIPS, Settings, placed
from voc.insight.discovery.fitting import crowding, fitted
from voc.insight.discovery.rows import Rows, rows_of

SHARES = st.floats(0, 1)


def shelf(*quotes: str) -> Rows:
    voices = [placed(quote, f"f{n}", shelf=CHIPS) for n, quote in enumerate(quotes)]
    return rows_of(voices, [])


def test_a_shelf_where_all_say_the_same_is_more_crowded_than_one_where_none_do() -> None:
    same = shelf(*["受潮 软"] * 40)
    others = shelf(*["受潮 软", "漏气", "太 甜", "少 一包"] * 10)
    assert crowding(same) > crowding(others) > 0


def test_few_voices_are_hardly_believed() -> None:
    assert crowding(shelf(*["受潮 软"] * 3)) < 0.05
    assert crowding(shelf("受潮 软")) == 0
    assert crowding(shelf()) == 0


def test_the_order_of_voices_does_not_matter() -> None:
    quotes = ["受潮 软", "漏气", "太 甜", "少 一包", "哈喇"]
    assert crowding(shelf(*quotes)) == crowding(shelf(*quotes[::-1]))


@given(SHARES, SHARES, st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_crowded_or_a_large_shelf_asks_for_no_less(
    one: float, other: float, few: int, many: int
) -> None:
    (low, high), (few, many) = sorted((one, other)), sorted((few, many))
    settings = Settings()
    loose, strict = fitted(settings, low, few), fitted(settings, high, many)
    assert settings.same_issue_cosine <= loose.same_issue_cosine + 1e-12
    assert loose.same_issue_cosine <= strict.same_issue_cosine + 1e-12
    assert np.isfinite(strict.same_issue_cosine)
