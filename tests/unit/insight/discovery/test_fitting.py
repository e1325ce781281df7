"""How alike voices of one issue must be, and from where they are seen, by their shelf."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.insight.voices import CHIPS, Settings, placed
from voc.insight.discovery.fitting import MOST_TAKEN_OFF, Fitted, crowding, fitted, marked
from voc.insight.discovery.rows import Rows, rows_of
from voc.insight.packing import STEPS, total_bytes
from voc.types.issue import Mark

SAID = ["受潮 软", "漏气", "太 甜", "少 一包", "哈喇"]


def shelf(*quotes: str) -> Rows:
    voices = [placed(quote, f"f{n}", shelf=CHIPS) for n, quote in enumerate(quotes)]
    return rows_of(voices, [])


def fitted_to(*quotes: str, settings: Settings | None = None) -> Fitted:
    mark = marked(CHIPS, shelf(*quotes), len(quotes), "now")
    return fitted(settings or Settings(), mark)


def of_alike(alike: float, different: int, voices: int) -> Fitted:
    """A shelf of vectors any two of which have the product ``alike``."""
    square = (different + different * (different - 1) * alike) / different**2
    whole = np.array([round(np.sqrt(square) * different * STEPS), 0], dtype=np.int32)
    mark = Mark(
        shelf=CHIPS, voices=voices, different=different, total=total_bytes(whole), basis="now"
    )
    return fitted(Settings(), mark)


def test_a_shelf_where_all_say_the_like_is_more_crowded_than_one_where_none_do() -> None:
    alike = shelf(*(f"受潮 软 {word}" for word in ["包装", "里面", "全部", "已经", "真的", "袋子"]))
    different, whole = alike.different()
    others, sum_of_others = shelf(*SAID).different()
    assert crowding(whole, different) > crowding(sum_of_others, others) >= 0


def test_few_voices_are_hardly_believed() -> None:
    assert fitted_to("受潮 软", "漏气").vantage.taken_off < 0.05
    assert fitted_to("受潮 软").vantage.taken_off == 0
    assert fitted_to().vantage.taken_off == 0


def test_the_same_words_many_times_make_no_shelf_crowded() -> None:
    once, often = marked(CHIPS, shelf(*SAID), 9, ""), marked(CHIPS, shelf(*SAID * 50), 9, "")
    assert once == often


def test_the_order_of_voices_does_not_matter() -> None:
    assert marked(CHIPS, shelf(*SAID), 5, "") == marked(CHIPS, shelf(*SAID[::-1]), 5, "")


@given(st.floats(0, 1), st.integers(0, 10**4), st.integers(0, 10**5))
def test_a_larger_shelf_asks_for_no_less(alike: float, few: int, many: int) -> None:
    few, many = sorted((few, many))
    loose, strict = of_alike(alike, 200, few), of_alike(alike, 200, many)
    assert Settings().same_issue_cosine <= loose.same_issue_cosine <= strict.same_issue_cosine


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_more_crowded_shelf_is_seen_from_nearer_its_middle(one: float, other: float) -> None:
    low, high = sorted((one, other))
    wide, narrow = of_alike(low, 500, 500), of_alike(high, 500, 500)
    assert wide.vantage.taken_off <= narrow.vantage.taken_off <= MOST_TAKEN_OFF
    assert np.isfinite(narrow.same_issue_cosine)


@given(st.floats(0, 1))
def test_the_last_call_asks_for_less_the_more_is_taken_off(alike: float) -> None:
    found = of_alike(alike, 500, 500)
    assert 0 < found.last_call_cosine <= found.same_issue_cosine
    assert (found.last_call_cosine < found.same_issue_cosine) == (found.vantage.taken_off > 0)
