import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.text.echoes import Echoes, digest, holds, is_word, marks, units

BEETLE = "紫菜罐子底下爬出一只小甲虫，吓人"


def test_five_words_in_a_row_are_a_quotation() -> None:
    lines = ["罐子底下爬出虫", "罐子里爬出虫", "小甲虫", "虫甲小", "", "！！"]
    assert Echoes(lines).heard(BEETLE) == {"罐子底下爬出虫", "小甲虫"}


def test_english_counts_by_the_word() -> None:
    lines = ["A beetle crawled out of the jar!", "beetle jar", "BEETLE"]
    assert Echoes(lines).heard("Yuck, a beetle  crawled out of it") == {lines[0], lines[2]}


def test_width_case_and_signs_make_no_other_words() -> None:
    assert Echoes(["ＬＯＴ七号、坏了的袋子"]).heard("lot 七号坏了的袋子") == {
        "ＬＯＴ七号、坏了的袋子"
    }


def test_a_name_is_held_whole() -> None:
    assert holds("回复 @爱吃海苔的阿岚：收到", "爱吃海苔的阿岚")
    assert not holds("爱吃海苔", "爱吃海苔的阿岚")
    assert holds("thanks Amy", "amy")
    assert not holds("I am", "a")


@pytest.mark.parametrize("name", ["小雨", "果果", "하늘이", "Happy", "苔"])
def test_a_short_name_may_be_a_word(name: str) -> None:
    assert is_word(name)


@pytest.mark.parametrize("name", ["爱吃海苔的阿岚", "小雨2208", "happy_77", "John Smith"])
def test_a_long_name_or_one_with_figures_is_nobody_else_s(name: str) -> None:
    assert not is_word(name)


@pytest.mark.parametrize("line", ["@小雨 说漏气", "“小雨”的罐子", "小雨：漏气", "退给（小雨）"])
def test_a_line_shows_that_a_word_is_a_name(line: str) -> None:
    assert marks(line, "小雨")


@pytest.mark.parametrize("line", ["下小雨也漏", "小雨伞", "@小雨伞店", "小雨", "“下小雨”"])
def test_a_word_within_a_line_names_nobody(line: str) -> None:
    assert not marks(line, "小雨")


def test_a_digest_does_not_say_the_line() -> None:
    assert digest(BEETLE) == digest(BEETLE)
    assert digest(BEETLE) != digest(BEETLE + "。")


@given(st.text(), st.text(), st.text())
def test_a_line_with_words_is_heard_in_every_text_that_holds_it(
    line: str, before: str, after: str
) -> None:
    heard = Echoes([line]).heard(f"{before} {line} {after}")
    assert heard == ({line} if units(line) else set())
