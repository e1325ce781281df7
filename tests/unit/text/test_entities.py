import pytest

from voc.text.entities import find


def found(text: str) -> list[tuple[str, str, str]]:
    return [(e.type, e.value, text[e.start : e.end]) for e in find(text)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("批次号：20261012A", "20261012A"),
        ("批号是：X1234", "X1234"),
        ("批号L20261012包装破了", "L20261012"),
        ("LOT NO.: A12345", "A12345"),
        ("lot#: A12345", "A12345"),
        ("the lot 45871 was stale", "45871"),
        ("lot20261012", "20261012"),
        ("batch code is KR24-0871", "KR24-0871"),
        ("LOT번호 KR24-0871", "KR24-0871"),
        ("로트 번호: kr24-0871", "kr24-0871"),
        ("批号：ｌ２０２６１０１２", "ｌ２０２６１０１２"),
        ("ＬＯＴ：Ａ１２３４５", "Ａ１２３４５"),
    ],
)
def test_a_labelled_code_is_a_lot(text: str, code: str) -> None:
    spelt = {0xFF01 + i: 0x21 + i for i in range(94)}
    assert found(text) == [("lot", code.translate(spelt).upper(), code)]


@pytest.mark.parametrize(
    "text",
    [
        "这批次2026年10月生产",
        "买了两批次1000袋",
        "这批次12000 袋都坏了",
        "slot 12345",
        "a lot 2026",
        "thanks a lot 1000ml",
        "pilot2024",
        "pilot 202410",
        "lot2026",
        "lot12345",
        "lotion500ml",
        "lotus2024x",
        "lots of fun, 4 out of 5",
    ],
)
def test_counts_years_and_other_words_are_no_lots(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Made on 2026-09-03", "2026-09-03"),
        ("Production date: 2026-09-03", "2026-09-03"),
        ("生产日期20260903", "20260903"),
        ("生产日期：２０２６年９月３日", "２０２６年９月３"),
        ("제조일자 2026.09.03", "2026.09.03"),
    ],
)
def test_a_production_date_is_found_however_it_is_written(text: str, written: str) -> None:
    assert found(text) == [("produced_on", "2026-09-03", written)]


@pytest.mark.parametrize("text", ["生产日期2026903", "生产日期20261303", "生产日期202609031"])
def test_figures_that_are_no_day_are_no_date(text: str) -> None:
    assert found(text) == []
