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
        ("加V13812345678", "加V***********"),
        ("tel13812345678 wx13812345678", "tel*********** wx***********"),
        ("138.1234.5678", "*************"),
        ("(010)12345678", "*************"),
        ("전화 02-538-7261", "전화 ***********"),
        ("031-123-4567", "************"),
        ("+82 10 1234 5678", "****************"),
        ("+886912345678", "*************"),
        ("852-1234-5678", "*************"),
        ("订单12345@b.com", "订单***********"),
        ("写信到 a.b+c@example.com 即可", "写信到 ***************** 即可"),
    ],
)
def test_phones_and_mail_are_masked_one_for_one(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "批号HT20260903A",
        "HT20260903A",
        "订单240611583920174",
        "一共12,345元",
        "生产日期20260903",
        "50%@家",
        "批号101234567",
        "批号：1020261012",
        "批号4001234567",
        "批次号 13812345678",
        "订单号912345678",
        "订单1712345678",
        "订单编号：13812345678",
        "85212345678",
        "174208675是我的订单编号",
        "Order No. 13812345678",
        "LOT#13812345678",
        "주문번호 01012345678",
        "로트 01012345678",
        "3.13812345678",
        "9913812345678",
    ],
)
def test_lots_orders_dates_and_amounts_stay(text: str) -> None:
    assert mask(text) == text


@given(st.text(max_size=80) | st.from_regex(r"[^0-9]{0,5}1[3-9][0-9]{9}[^0-9]{0,5}"))
def test_masking_keeps_the_length_and_is_done_once(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert mask(masked) == masked


@given(
    st.lists(
        st.sampled_from(
            [
                "13812345678",
                "010-1234-5678",
                "(555) 123-4567",
                "a@b.co",
                "批号",
                "lot",
                "+86",
                " ",
                "V",
            ]
        ),
        max_size=8,
    )
)
def test_numbers_in_any_neighbourhood_are_masked_once(pieces: list[str]) -> None:
    masked = mask("".join(pieces))
    assert len(masked) == len("".join(pieces))
    assert mask(masked) == masked
