import pytest

from tests.unit.insight.voices import cut
from voc.insight.words.telling import TellingWord, telling
from voc.types.document import Word


def keys(words: str, product: str | None = None) -> list[str]:
    return [word.key for word in telling(cut(words), product)]


def written(words: str, product: str | None = None) -> list[str]:
    return [word.written for word in telling(cut(words), product)]


@pytest.mark.parametrize(
    "verdict",
    [
        "垃圾",
        "太 难吃 了",
        "差评",
        "再也不会 买 了",
        "质量 太差",
        "很 失望",
        "terrible product",
        "pls fix",
        "no matter when",
        "최악",
    ],
)
def test_a_verdict_tells_nothing(verdict: str) -> None:
    assert keys(verdict) == []


@pytest.mark.parametrize(
    "words", ["太 稀 了", "太稀", "很 稀", "有点 稀", "比 以前 稀 多了", "稀 得 很"]
)
def test_how_strongly_it_is_said_does_not_matter(words: str) -> None:
    assert keys(words) == ["稀"]


@pytest.mark.parametrize(
    "words", ["不脆", "不 脆", "不够 脆", "一点 都 不 脆", "完全 没有 脆 的 感觉", "没 那么 脆"]
)
def test_denials_in_other_words_tell_the_same(words: str) -> None:
    assert keys(words) == ["¬脆"]


def test_too_sweet_and_not_sweet_tell_different_things() -> None:
    assert keys("太 甜") != keys("不 甜")


def test_a_denial_reaches_the_next_telling_word_only() -> None:
    assert keys("没有 酸味 甜") == ["¬酸味", "甜"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("还 没 吃 就 潮了", ["潮"]),
        ("没 几天 就 潮了", ["潮"]),
        ("不 知道 为什么 这次 这么 咸", ["咸"]),
        ("没见 过 这么 甜", ["甜"]),
        ("不但 甜 而且 腻", ["甜", "腻"]),
        ("not only salty", ["salty"]),
    ],
)
def test_a_denial_of_something_else_does_not_reach_the_trouble(words: str, told: list[str]) -> None:
    assert keys(words) == told


def test_words_of_the_products_name_tell_nothing_about_it() -> None:
    assert keys("海苔 受潮 了", "海盐海苔脆") == ["受潮"]
    assert keys("海苔 受潮 了", None) == ["海苔", "受潮"]


def test_numbers_tell_nothing() -> None:
    assert keys("买 了 3 袋 50g 漏气") == ["漏气"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("寄来 七袋 漏气", ["寄来", "漏气"]),
        ("那道 线 歪", ["线", "歪"]),
        ("又 涨 两块", ["涨"]),
        ("这批 返潮", ["返潮"]),
        ("标 两百 克 少 三千块", ["标", "克", "少"]),
        ("出 一款 藤椒", ["藤椒"]),
    ],
)
def test_what_counts_or_points_tells_nothing(words: str, told: list[str]) -> None:
    assert keys(words) == told


def test_too_few_and_half_tell_that_something_is_missing() -> None:
    assert keys("一袋 没 几片") == ["¬几片"]
    assert keys("只有 半瓶") == ["半瓶"]


@pytest.mark.parametrize("word", ["三包", "二次", "千层", "一次性", "三角"])
def test_a_word_with_a_number_in_it_may_name_something(word: str) -> None:
    assert keys(word) == [word]


@pytest.mark.parametrize(
    ("cantonese", "mandarin"),
    [
        ("一啲 都 唔 脆", "一点 都 不 脆"),
        ("唔 系好 新鲜", "不是 很 新鲜"),
        ("食落 冇 咸味 嘅", "吃起来 没有 咸味 的"),
        ("睇 唔 到 批号", "看 不 到 批号"),
    ],
)
def test_cantonese_tells_what_mandarin_tells(cantonese: str, mandarin: str) -> None:
    assert keys(cantonese) == keys(mandarin) != []


def test_what_is_written_keeps_denial_and_degree() -> None:
    assert written("不够 酸") == ["不够酸"]
    assert written("不脆") == ["不脆"]
    assert written("太 稀 了") == ["太稀"]
    assert written("not crispy") == ["not crispy"]
    assert written("too sweet") == ["too sweet"]


def test_forms_of_a_word_share_its_key_and_keep_their_writing() -> None:
    told = telling((Word("break", "broke"), Word("break", "broken")), None)
    assert told == (TellingWord("break", "broke"), TellingWord("break", "broken"))


def test_what_the_grammar_of_a_word_denies_is_denied_as_it_is_written() -> None:
    told = telling((Word("바삭", "안 바삭하다", denied=True), Word("달다", "달다")), None)
    assert told == (TellingWord("¬바삭", "안 바삭하다"), TellingWord("달다", "달다"))


def test_a_verdict_is_one_in_all_its_forms() -> None:
    assert telling((Word("bad", "worst"), Word("맛", "맛 없다", denied=True)), None) == ()
