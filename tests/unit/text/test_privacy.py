import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.text.privacy import mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("电话13812345678谢谢", "电话***********谢谢"),
        ("打 138-1234-5678 找我", "打 ************* 找我"),
        ("１３８１２３４５６７８", "***********"),
        ("+86 13812345678", "***************"),
        ("客服400-123-4567", "客服************"),
        ("전화 010-1234-5678 주세요", "전화 ************* 주세요"),
        ("call (555) 123-4567", "call **************"),
        ("写信到 a.b+c@example.com 即可", "写信到 ***************** 即可"),
    ],
)
def test_phones_and_mail_are_masked_one_for_one(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    ["批号HT20260903A", "订单240611583920174", "一共12,345元", "生产日期20260903", "50%@家"],
)
def test_lots_orders_dates_and_amounts_stay(text: str) -> None:
    assert mask(text) == text


@given(st.text(max_size=80) | st.from_regex(r"[^0-9]{0,5}1[3-9][0-9]{9}[^0-9]{0,5}"))
def test_masking_keeps_the_length_and_is_done_once(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert mask(masked) == masked
