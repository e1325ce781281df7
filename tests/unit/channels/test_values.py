from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.channels.tables.table import Cell, Unreadable
from voc.channels.values import (
    CellError,
    author_of,
    external_id_of,
    label_of,
    quantity_of,
    quoted,
    rating_of,
    text_of,
)


@pytest.mark.parametrize(
    ("cell", "stars"),
    [
        (5, 5), (4.5, 4.5), ("5", 5), ("5.0", 5), (" 4 ", 4), ("５", 5), ("五星", 5), ("兩星", 2),
        ("5分", 5), ("4星", 4), ("3颗星", 3), ("5星好评", 5), ("四星级", 4), ("5점", 5),
        ("4 stars", 4),
        ("1 star", 1), ("★★★★☆", 4), ("★", 1), ("⭐⭐⭐", 3), ("⭐️⭐️", 2), ("★★★★★", 5), ("5/5", 5),
        ("8/10", 4), ("1/10", 1), ("80/100", 4), ("4.5 out of 5 stars", 4.5), ("好评", 5),
        ("中評", 3),
        ("差评", 1), ("", None), (None, None), ("-", None), ("未知", None), ("NaN", None),
    ],
)  # fmt: skip
def test_stars_are_read_in_every_usual_spelling(cell: Cell, stars: float | None) -> None:
    assert rating_of(cell) == stars


@pytest.mark.parametrize(
    "cell",
    [
        "0",
        0,
        6,
        10,
        -1,
        "5.5",
        "很好",
        "11/10",
        "5/0",
        "★★★★★★",
        "☆☆☆",
        "5 5",
        float("inf"),
        "1" * 70,
    ],
)
def test_other_ratings_are_refused(cell: Cell) -> None:
    with pytest.raises(CellError, match="is not 1 to 5 stars"):
        rating_of(cell)


def test_a_reason_never_repeats_a_phone_number() -> None:
    with pytest.raises(CellError) as refused:
        rating_of("打我电话13812345678")
    assert "138" not in str(refused.value)


@pytest.mark.parametrize(
    ("cell", "count"),
    [(12000, 12000), (12000.0, 12000), ("12,000", 12000), ("1,234,567", 1234567), ("１２", 12)],
)
def test_quantities_are_read_with_or_without_commas(cell: Cell, count: int) -> None:
    assert quantity_of(cell) == count


@pytest.mark.parametrize("cell", [None, "", 0, -5, 1.5, "12,00", "a lot", "1e9", "９" * 40])
def test_other_quantities_are_refused(cell: Cell) -> None:
    with pytest.raises(CellError):
        quantity_of(cell)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_text_is_kept_exactly_as_it_stands(text: str) -> None:
    assert text_of(text, "text") == (None if text.isspace() else text)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("a\x00b", r"a control character, U\+0000"),
        ("a\x1fb", r"a control character, U\+001F"),
        ("a\ud800b", r"a lone surrogate, U\+D800"),
        ("好" * 20_001, "20,001 characters; the limit is 20,000"),
        (Unreadable("a nested value"), "text is a nested value"),
    ],
)
def test_text_that_cannot_be_stored_is_refused(cell: Cell, reason: str) -> None:
    with pytest.raises(CellError, match=reason):
        text_of(cell, "text")


def test_numbers_and_days_become_the_text_a_person_would_write() -> None:
    assert text_of(666, "text") == text_of(666.0, "text") == "666"
    assert text_of(6.5, "text") == "6.5"
    assert text_of(date(2026, 9, 30), "text") == "2026-09-30"
    assert text_of(datetime(2026, 9, 30, 21), "text") == "2026-09-30 21:00:00"  # noqa: DTZ001


def test_a_label_that_says_unknown_is_none() -> None:
    assert [label_of(cell, "lot") for cell in (" L1 ", "-", "N/A", "无", "不详")] == [
        "L1", None, None, None, None,
    ]  # fmt: skip


def test_the_anonymous_are_nobody_in_particular() -> None:
    assert [author_of(name) for name in ("小鱼", "匿名用户", "Anonymous", "")] == [
        "小鱼", None, None, None,
    ]  # fmt: skip


@pytest.mark.parametrize("cell", [1.234567890123457e17, "1.23457E+17", "-", None])
def test_ids_a_spreadsheet_has_rounded_are_no_ids(cell: Cell) -> None:
    assert external_id_of(cell) is None


def test_ids_are_kept_as_written() -> None:
    assert [external_id_of(cell) for cell in ("r-1", 12.0, 123456789012345678)] == [
        "r-1", "12", "123456789012345678",
    ]  # fmt: skip


@pytest.mark.parametrize("cell", ["11", "五颗半", "Wed, Sep 30 2026 9pm", "2026年九月三十日"])
def test_a_slip_is_quoted(cell: str) -> None:
    assert quoted(cell) == f'"{cell}"'


@pytest.mark.parametrize(
    "cell",
    ["紫菜罐子底下爬出一只小甲虫", "A beetle crawled out of it", "맛있는데 조금 짜요 다시 살게요"],
)
def test_of_a_sentence_in_the_wrong_column_only_the_length_is_told(cell: str) -> None:
    assert quoted(cell) == f"of {len(cell)} characters"


def test_a_quoted_cell_holds_nothing_that_cannot_be_stored() -> None:
    assert quoted("a\0b\ud800") == '"a\ufffdb\ufffd"'
