import jieba
import pytest
import rjieba
from hypothesis import given
from hypothesis import strategies as st

from voc.ml.jieba_dictionary import REPLACED, TOTAL, LazyJieba

# Words that begin with Latin letters or figures, one inside another, and beginnings of words.
PIECES = (
    "T恤", "AT&T", "B超", "3D", "手机", "手机号", "手", "号码", "研究", "研究生命", "生命", "，",
)  # fmt: skip
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
TEXTS = st.lists(st.sampled_from(PIECES) | HAN)


def test_its_totals_are_those_of_jieba(whole_jieba: jieba.Tokenizer) -> None:
    assert whole_jieba.total == TOTAL
    assert whole_jieba.total - sum(whole_jieba.FREQ.values()) == REPLACED


def test_it_has_the_words_of_jieba_and_their_counts(whole_jieba: jieba.Tokenizer) -> None:
    lazy = LazyJieba()
    differing = [word for word, count in whole_jieba.FREQ.items() if lazy.count(word) != count]
    assert differing == []
    assert lazy._tokenizer.FREQ == whole_jieba.FREQ


def test_rjieba_comes_with_the_dictionary_of_jieba(whole_jieba: jieba.Tokenizer) -> None:
    shipped, filled = rjieba.Jieba(), rjieba.Jieba.empty()
    words = [word for word, count in whole_jieba.FREQ.items() if count]
    for word in words:
        filled.add_word(word, whole_jieba.FREQ[word], "x")
    assert all(map(shipped.has_word, words))
    # The larger of its count and what its parts would need: it differs where a count or the total
    # of all counts does.
    assert [shipped.suggest_freq(word) for word in words] == [
        filled.suggest_freq(word) for word in words
    ]


@pytest.fixture(scope="module")
def pair(whole_jieba: jieba.Tokenizer) -> tuple[LazyJieba, jieba.Tokenizer]:
    """Both are told the same, one example after the other."""
    plain = jieba.Tokenizer()
    plain.FREQ, plain.total, plain.initialized = dict(whole_jieba.FREQ), whole_jieba.total, True
    return LazyJieba(), plain


ADDED = st.tuples(st.sampled_from(PIECES), st.none() | st.integers(1, 10_000))


@given(TEXTS, st.lists(ADDED, max_size=3))
def test_it_cuts_as_jieba_does_whatever_it_has_read_and_learnt(
    pair: tuple[LazyJieba, jieba.Tokenizer],
    pieces: list[str],
    added: list[tuple[str, int | None]],
) -> None:
    lazy, plain = pair
    for word, count in added:
        plain.add_word(word, count)
        assert lazy.add_word(word, count) == plain.FREQ[word]
    assert lazy.unlisted == plain.total - sum(plain.FREQ.values())
    text = "".join(pieces)
    assert list(lazy.cut(text)) == list(plain.cut(text))
