"""Letters told by header, page, or nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.channels.articles.charset import decoded

SIMPLIFIED = (
    "这款芒果干的味道不够酸，包装袋也有点漏气，我们在上个月就说过这个问题，可是没有人来处理。"
)
TRADITIONAL = (
    "這款芒果乾的味道不夠酸，包裝袋也有點漏氣，我們在上個月就說過這個問題，可是沒有人來處理。"
)
KOREAN = (
    "이 망고는 맛이 시지 않고 포장지에서 바람이 새어 "
    "나와서 지난 달에 말했는데 아무도 처리하지 않아요."
)
CASES = [(SIMPLIFIED, "gbk"), (SIMPLIFIED, "gb18030"), (TRADITIONAL, "big5"), (KOREAN, "euc_kr")]


@pytest.mark.parametrize(("text", "encoding"), CASES)
def test_a_page_that_tells_nothing_is_read_in_its_own_letters(text: str, encoding: str) -> None:
    page = f"<html><body><p>{text}</p></body></html>"
    assert decoded(page.encode(encoding), "text/html") == page


@pytest.mark.parametrize(("text", "encoding"), CASES)
def test_header_and_page_name_the_letters(text: str, encoding: str) -> None:
    assert decoded(text[:6].encode(encoding), f"text/html; charset={encoding}") == text[:6]
    page = f'<meta charset="{encoding}"><p>{text[:6]}'
    assert decoded(page.encode(encoding), "text/html") == page


def test_letters_of_gb18030_are_read_where_gb2312_is_declared() -> None:
    assert decoded("䶮镕".encode("gb18030"), "text/html; charset=gb2312") == "䶮镕"


def test_what_is_utf8_throughout_is_utf8_whatever_was_declared() -> None:
    assert decoded(SIMPLIFIED.encode(), "text/html; charset=gb2312") == SIMPLIFIED


def test_a_wrong_declaration_is_not_believed() -> None:
    assert decoded(SIMPLIFIED.encode("gbk"), "text/html; charset=utf-8") == SIMPLIFIED


def test_a_byte_order_mark_counts_most() -> None:
    assert decoded(b"\xef\xbb\xbf" + "酸".encode(), "text/html; charset=gbk") == "酸"
    assert decoded("酸".encode("utf-16"), "text/html; charset=gbk") == "酸"


def test_one_broken_byte_costs_one_letter() -> None:
    page = SIMPLIFIED.encode("gbk") * 5
    assert decoded(page + b"\xff", "text/html; charset=gbk") == SIMPLIFIED * 5 + "�"


@given(
    st.binary(),
    st.sampled_from(["", "charset=utf-7", "charset=base64", "charset=idna", "charset="]),
)
def test_any_bytes_are_some_text(body: bytes, content_type: str) -> None:
    assert isinstance(decoded(body, content_type), str)
