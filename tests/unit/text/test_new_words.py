"""A word hangs together and stands free; what the dictionary has is no news."""

from itertools import product

from voc.text.grams import Corpus
from voc.text.new_words import propose

# One thing in many sentences.
BEFORE = ("买了", "喜欢", "这个", "你家", "吃完", "回购", "终于等到", "送的", "朋友说", "新出的")
AFTER = ("真香", "偏咸", "碎了", "受潮", "很脆", "不辣", "漏油", "少了", "没味道", "太贵")
SENTENCES = tuple(f"{a}藤椒酥{b}，今天{a}也{b}" for a, b in product(BEFORE, AFTER))
# What else people talk of: in a language of few characters nothing hangs together.
TALK = "".join(map(chr, range(0x6E00, 0x8E00)))


def words(texts: tuple[str, ...], *known: str, least: int = 20) -> list[str]:
    corpus = Corpus()
    for text in (*texts, TALK):
        corpus.add(text)
    return [word.word for word in propose(corpus.codes(), set(known).__contains__, least)]


def test_a_run_that_hangs_together_and_stands_free_is_a_word() -> None:
    assert words(SENTENCES) == ["藤椒酥"]


def test_a_piece_of_a_word_is_none() -> None:
    assert "藤椒" not in words(SENTENCES)


def test_what_the_dictionary_has_is_not_proposed() -> None:
    assert words(SENTENCES, "藤椒酥") == []


def test_what_is_said_too_seldom_is_not_proposed() -> None:
    assert words(SENTENCES, least=101) == []


def test_a_run_with_one_neighbour_only_is_not_proposed() -> None:
    assert words(tuple(f"买了藤椒酥{b}" for b in AFTER * 10)) == []


def test_a_phrase_of_a_word_proposed_before_is_left_out() -> None:
    phrases = tuple(f"{a}藤椒酥口味{b}" for a, b in product(BEFORE[:5], AFTER[:5]))
    assert words(SENTENCES + phrases, "口味") == ["藤椒酥"]


def test_no_texts_bring_no_words() -> None:
    for texts in ((), ("", "good", "😀")):
        corpus = Corpus()
        for text in texts:
            corpus.add(text)
        assert list(propose(corpus.codes(), lambda _: False, 2)) == []
