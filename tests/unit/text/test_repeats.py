import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.text.clean import clean
from voc.text.repeats import shorten


def read(text: str) -> str:
    return shorten(clean(text)).text


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("好好好好好吃", "好好吃"),
        ("哈哈哈哈哈", "哈哈"),
        ("天天吃", "天天吃"),
        ("sooooo goood", "soo good"),
        ("ㅋㅋㅋㅋㅋ 맛있어요ㅠㅠㅠ", "ㅋㅋ 맛있어요ㅠㅠ"),
        ("太差！！！！！！", "太差!!"),
        ("无语。。。。。。", "无语。。"),
        ("👍👍👍👍", "👍👍"),
        ("[强][强][强][强]", "[强][强]"),
    ],
)
def test_what_is_stretched_is_said_twice(written: str, plain: str) -> None:
    assert read(written) == plain


@pytest.mark.parametrize(
    "text",
    [
        "1000",
        "666",
        "55555",
        "233333",
        "AAA电池",
        "www.x.com",
        "XXXL",
        "xxxxl",
        "LLL2026",
        "1****8",
    ],
)
def test_figures_sizes_and_names_stay(text: str) -> None:
    assert read(text) == text


STRETCHED = st.lists(
    st.tuples(st.sampled_from("好哈aox1!。😀ㅋ[强] "), st.integers(1, 6)), max_size=20
).map(lambda runs: "".join(sign * times for sign, times in runs))


@given(STRETCHED)
def test_shortening_is_done_once_and_covers_what_it_leaves_out(source: str) -> None:
    cleaned = clean(source)
    short = shorten(cleaned)
    assert len(short.text) == len(short.starts) == len(short.ends) <= len(cleaned.text)
    if short.text:
        assert (short.starts[0], short.ends[-1]) == (cleaned.starts[0], cleaned.ends[-1])
    for at, sign in enumerate(short.text):
        assert sign in clean(source[short.starts[at] : short.ends[at]]).text or sign in " \n"


def test_runs_within_one_long_word_cost_linear_time() -> None:
    """20,000 characters, the most one text may have."""
    text = "aaa1" * 5_000
    started = time.process_time()
    assert shorten(clean(text)).text == text
    assert time.process_time() - started < 0.5
