import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voc.text.signatures import jaccard, keys, shingles, weight

TEXT = "酸奶收到时冰袋全化了,盒子鼓包,打开一股馊味"
WORDS = st.text("很好吃包装漏气 ,。abc1😀\n", max_size=40)


def test_another_order_of_clauses_and_another_emoji_change_nothing() -> None:
    moved = "打开一股馊味😡酸奶收到时冰袋全化了!!盒子鼓包"
    one, other = shingles([TEXT, moved])
    assert jaccard(one, other) == 1.0
    assert (keys([one]) == keys([other])).all()


def test_signs_emoji_and_line_breaks_hold_no_shingle() -> None:
    assert [len(one) for one in shingles(["……!!!", "😀😀", "好\n吃", ""])] == [0, 0, 0, 0]


def test_han_counts_in_pairs_and_letters_in_fours() -> None:
    assert [len(one) for one in shingles(["好吃吗", "good", "it is", "맛있어요"])] == [2, 1, 2, 3]


def test_a_word_weighs_about_as_much_in_english_as_in_chinese() -> None:
    english, chinese = shingles(["the lid leaks all over my bag", "盖子漏得我一包都是"])
    assert weight(chinese) == 8
    assert 7 < weight(english) < 10


@pytest.mark.parametrize(
    ("form", "answers"),
    [
        ("口感:偏硬 包装:袋子漏气", "偏硬\n袋子漏气"),
        ("口感:偏硬,咬不动。包装:袋子漏气", "偏硬,咬不动\n袋子漏气"),
        ("battery life: two days at most\nscreen: dim", "two days at most\ndim"),
        ("맛:싱거워요 포장:찢어졌어요", "싱거워요\n찢어졌어요"),
    ],
)
def test_the_questions_of_a_form_hold_no_shingle(form: str, answers: str) -> None:
    one, other = shingles([form, answers])
    assert np.array_equal(one, other)


@pytest.mark.parametrize(
    "text", ["客服说:没有货", "一箱12:30到,另一箱14:05才到", "买家秀和卖家秀差得太多:一个圆:一个扁"]
)
def test_a_colon_alone_makes_no_form(text: str) -> None:
    one, other = shingles([text, text.replace(":", ",")])
    assert np.array_equal(one, other)


def test_keys_are_the_same_in_every_process_and_release() -> None:
    """They lie in stores: another hash would find nothing a month later."""
    assert keys(shingles([TEXT]))[0, :2].tolist() == [-197592280367124134, -472941628350420758]


def test_no_texts_have_no_shingles_and_no_keys() -> None:
    assert shingles([]) == []
    assert keys([]).shape == (0, 24)


def test_texts_without_shingles_are_not_alike() -> None:
    empty, other = shingles(["", ""])
    assert jaccard(empty, other) == 0.0


@settings(max_examples=30, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6))
def test_neighbours_change_no_shingle_and_no_key(texts: list[str]) -> None:
    together = shingles(texts)
    assert [one.tolist() for one in together] == [shingles([t])[0].tolist() for t in texts]
    full = [one for one in together if len(one)]
    alone = [keys([one])[0].tolist() for one in full]
    assert keys(full).tolist() == alone


@given(WORDS, WORDS)
def test_likeness_is_symmetric_and_one_only_of_the_same_shingles(a: str, b: str) -> None:
    one, other = shingles([a, b])
    assert jaccard(one, other) == jaccard(other, one)
    if len(one) or len(other):
        assert (jaccard(one, other) == 1.0) == np.array_equal(one, other)
