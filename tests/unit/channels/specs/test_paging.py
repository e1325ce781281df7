"""Where the next page is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.channels.specs.written import json_page, page, read, spec
from voc.types.source import Paging, SourceKind

HOST = "https://shop.example"


def following(html: str, paging: Paging, url: str = f"{HOST}/reviews?page=1&size=10") -> str | None:
    told = spec("li", {"text": "p"}, paging=paging)
    return read(page(f"<ul><li><p>好</p></li></ul>{html}", url=url), told).next_url


def test_half_a_character_names_no_page() -> None:
    told = spec("rows", {"text": "t"}, paging=Paging(next_path="next", parameter="after"))
    answer = json_page({"rows": [{"t": "好"}], "next": "\ud800"})
    assert read(answer, told, SourceKind.JSON).next_url is None


def test_a_page_names_the_next_one() -> None:
    by_link = Paging(next_path="a.next::attr(href)")
    assert following('<a class="next" href="/reviews?page=2">下一页</a>', by_link) == (
        f"{HOST}/reviews?page=2"
    )
    assert following('<a class="next" href="?page=2">', Paging(next_path="a.next")) == (
        f"{HOST}/reviews?page=2"
    )
    assert following("", by_link) is None


@pytest.mark.parametrize(
    "href",
    [
        "https://elsewhere.example/reviews?page=2",
        "http://shop.example/reviews?page=2",
        "javascript:next()",
        "http://[",
        "",
        "/reviews?page=1&size=10",
        "file:///etc/passwd",
    ],
)
def test_a_page_leads_neither_elsewhere_nor_to_itself(href: str) -> None:
    assert following(f'<a class="next" href="{href}">', Paging(next_path="a.next")) is None


def test_pages_are_counted_where_they_name_no_next_one() -> None:
    counted = Paging(parameter="page")
    assert following("", counted) == f"{HOST}/reviews?page=2&size=10"
    assert following("", counted, f"{HOST}/reviews?size=10") == f"{HOST}/reviews?size=10&page=2"
    by_offset = Paging(parameter="offset", first=0, step=20)
    assert following("", by_offset, f"{HOST}/r?offset=40&q=%E5%A5%BD") == (
        f"{HOST}/r?offset=60&q=%E5%A5%BD"
    )


def test_no_more_pages_are_counted_than_allowed() -> None:
    paging = Paging(parameter="page", most=3)
    assert following("", paging, f"{HOST}/reviews?page=2") == f"{HOST}/reviews?page=3"
    assert following("", paging, f"{HOST}/reviews?page=3") is None


def test_a_page_without_rows_is_the_last() -> None:
    told = spec("li", {"text": "p"}, paging=Paging(parameter="page"))
    assert read(page("<p>没有评论</p>"), told).next_url is None


@pytest.mark.parametrize(
    ("cursor", "following_url"),
    [
        ("a b&c", f"{HOST}/api?cursor=a%20b%26c"),
        (17, f"{HOST}/api?cursor=17"),
        ("", None),
        (None, None),
        (False, None),
        ({}, None),
        ("x" * 2_000, None),
    ],
)
def test_a_cursor_is_set_where_an_answer_tells_one(
    cursor: object, following_url: str | None
) -> None:
    told = spec("rows", {"text": "t"}, paging=Paging(next_path="next", parameter="cursor"))
    answer = json_page({"rows": [{"t": "好"}], "next": cursor}, url=f"{HOST}/api?cursor=0")
    assert read(answer, told, SourceKind.JSON).next_url == following_url


@given(st.integers(0, 10**6), st.integers(1, 100), st.integers(1, 50))
def test_counting_ends_after_the_most_pages(first: int, step: int, most: int) -> None:
    paging = Paging(parameter="p", first=first, step=step, most=most)
    url: str | None = f"{HOST}/r"
    asked = 0
    while url is not None:
        asked += 1
        url = following("", paging, url)
    assert asked == most
