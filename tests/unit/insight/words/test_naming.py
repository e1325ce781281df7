from tests.unit.insight.voices import cut
from voc.insight.words.naming import MOST_TERMS, Usage, name, terms
from voc.insight.words.telling import TellingWord, telling

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


def named(*quotes: str) -> tuple[str, ...]:
    phrases = told(*quotes)
    return name(phrases, [quote.replace(" ", "") for quote in quotes], Usage.of(phrases + OTHERS))


def test_words_that_many_voices_share_name_an_issue() -> None:
    assert named("受潮 变软", "受潮", "变软 受潮") == ("受潮", "变软")


def test_one_word_that_all_share_is_told_with_what_is_said_of_it() -> None:
    assert named("快递 把 盒子 压扁", "破损 是 快递 摔 的", "运输 快递") == ("运输快递",)


def test_where_voices_share_no_word_the_shortest_central_one_names_the_issue() -> None:
    assert named("像 嚼 棉花 一样 ， 完全 不 是 那 个 口感", "一点 不脆", "咬 不动") == (
        "一点不脆",
    )


def test_one_character_is_no_name() -> None:
    assert named("不给 退", "退", "退 也 退 不了 ， 客服 装死") == ("退也退不了",)


def test_a_name_has_room_for_a_title_only() -> None:
    long = "the lid of the jar was so tight that my husband had to use a pair of pliers"
    (title,) = name([()], [long], Usage.of(OTHERS))
    assert len(title) <= 36
    assert long.startswith(title)
