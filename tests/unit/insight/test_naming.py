from tests.unit.insight.voices import cut
from voc.insight.naming import MOST_TERMS, Usage, terms
from voc.insight.telling import TellingWord, telling

Told = tuple[TellingWord, ...]


def told(*phrases: str) -> list[Told]:
    return [telling(cut(phrase), None) for phrase in phrases]


OTHERS = told("包装 压扁", "包装 漏气", "快递 慢", "太 咸", "客服 不 回复", "少发 一包")


def test_words_of_this_issue_outrank_words_of_all() -> None:
    issue = told("受潮 包装", "受潮 变软 包装", "变软 受潮")
    assert terms(issue, Usage.of(issue + OTHERS)) == ("受潮", "变软", "包装")


def test_a_word_of_one_voice_is_no_term() -> None:
    issue = told("受潮", "受潮 孩子", "受潮 变软", "变软")
    assert "孩子" not in terms(issue, Usage.of(issue + OTHERS))


def test_where_no_word_is_shared_the_most_telling_one_names_the_issue() -> None:
    issue = told("胀包", "胀袋", "鼓包")
    assert len(terms(issue, Usage.of(issue + OTHERS))) == 1


def test_near_repeats_are_told_once() -> None:
    issue = told("受潮 受潮严重", "受潮严重 受潮", "受潮")
    assert terms(issue, Usage.of(issue + OTHERS)) == ("受潮",)


def test_a_denied_word_is_written_as_customers_do() -> None:
    issue = told("不够 酸", "不够 酸", "不 酸")
    assert terms(issue, Usage.of(issue + OTHERS)) == ("不够酸",)


def test_one_character_is_written_with_its_degree() -> None:
    issue = told("稀", "稀", "太 稀 了")
    assert terms(issue, Usage.of(issue + OTHERS)) == ("太稀",)


def test_there_are_never_more_than_four() -> None:
    issue = told(*["受潮 变软 漏气 封口 干燥剂 开袋"] * 3)
    assert len(terms(issue, Usage.of(issue + OTHERS))) == MOST_TERMS
