from dataclasses import replace

import pytest

from tests.golden.reports.snacks import blocks, report
from voc.renderers.wording import Wording
from voc.types.report import IssueCard, LotCount, Movement, Note

REPORT = report()
ZH, EN, KO = (Wording(REPORT, language) for language in ("zh", "en", "ko"))


@pytest.fixture
def card() -> IssueCard:
    return blocks(REPORT, "defects", IssueCard)[0]


def moved(direction: str, ratio: float | None) -> Movement:
    return Movement(direction=direction, because="", ratio=ratio, low=None, high=None, p=None)


def test_a_headline_is_product_terms_and_topic(card: IssueCard) -> None:
    assert ZH.headline(card) == "烤海苔脆片 · 受潮 · 软塌塌 · 不脆 · 新鲜度"
    assert KO.headline(replace(card, product=None)) == "受潮 · 软塌塌 · 不脆 · 신선도"


def test_a_title_given_by_a_person_outranks_the_terms(card: IssueCard) -> None:
    assert EN.headline(replace(card, title="潮了")) == "烤海苔脆片 · 潮了 · Freshness"


def test_english_counts_one_as_one() -> None:
    one, many = (Note(key="summary_urgent", values=(("n", n),)) for n in (1, 1200))
    assert EN.note(one).startswith("One comment concerns")
    assert EN.note(many).startswith("1,200 comments concern")


def test_small_rises_are_told_in_percent_and_large_ones_in_times(card: IssueCard) -> None:
    assert ZH.card_movement(replace(card, movement=moved("up", 1.234))) == "↑ 日均增加 23%"
    assert ZH.card_movement(replace(card, movement=moved("up", 10))) == "↑ 日均为上周的 10 倍"
    assert EN.card_movement(replace(card, movement=moved("down", 0.5))) == "↓ down 50% per day"
    assert EN.card_movement(replace(card, movement=moved("up", None))) == "↑ up"


def test_too_little_data_is_said_to_be_too_little(card: IssueCard) -> None:
    assert (
        ZH.card_movement(replace(card, movement=moved("too_little", 2))) == "数据太少，看不出变化"
    )


def test_a_lot_is_told_per_ten_thousand_shipped(card: IssueCard) -> None:
    assert ZH.lot(card.lots[0]) == "6 条 · 每万件 3.2 条（发货 18,500 件）"
    unknown: LotCount = replace(card.lots[0], shipped=None)
    assert ZH.lot(unknown) == "6 条 · 发货量未知"


def test_periods_are_named_as_each_language_does() -> None:
    assert [words.period() for words in (ZH, EN, KO)] == [
        "2026 年第 44 周",
        "Week 44, 2026",
        "2026년 44주차",
    ]
    assert ZH.days(REPORT.period) == "2026 年 10 月 26 日 至 2026 年 11 月 1 日"
    assert EN.short_period("2026-10") == "Oct 26"


def test_numbers_nobody_has_are_a_dash() -> None:
    assert ZH.number(None, "stars") == "–"
    assert ZH.number(0.12345, "share") == "12.3%"
    assert ZH.number(4.5, "stars") == "4.50"
