from dataclasses import replace

import pytest

from tests.golden.reports.snacks import blocks, report
from voc.renderers.wording import Wording
from voc.types.report import Figure, IssueCard, LotCount, Movement, Note

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


def test_channels_have_names_and_one_nobody_knows_is_called_as_it_is() -> None:
    assert [one.channel("jd") for one in (ZH, EN, KO)] == ["京东", "JD", "징둥"]
    assert ZH.cell("channel", "tmall") == "天猫"
    assert EN.channel("our_own_shop") == "our_own_shop"


def test_english_counts_one_as_one() -> None:
    one, many = (Note(key="summary_urgent", values=(("n", n),)) for n in (1, 1200))
    assert EN.note(one).startswith("One text was read as")
    assert EN.note(many).startswith("1,200 texts were read as")


def test_small_rises_are_told_in_percent_and_large_ones_in_times(card: IssueCard) -> None:
    up = replace(card, movement=moved("up", 1.234))
    assert ZH.card_movement(up) == "↑ 占反馈的比例增加 23%"
    down = replace(card, movement=moved("down", 0.5))
    assert EN.card_movement(down) == "↓ down 50% as a share of comments"
    assert EN.card_movement(replace(card, movement=moved("up", None))) == "↑ up"


@pytest.mark.parametrize(
    ("ratio", "times"),
    [(2.34, "2.3"), (9.96, "10"), (10, "10"), (99.6, "100"), (165, "165"), (1200, "1,200")],
)
def test_large_rises_are_told_in_whole_times(ratio: float, times: str) -> None:
    figure = replace(blocks(REPORT, "headline", Figure)[0], movement=moved("up", ratio))
    assert EN.figure_movement(figure) == f"↑ {times} times last week's daily number"
    assert ZH.figure_movement(figure) == f"↑ 日均为上周的 {times} 倍"


def test_too_little_data_is_said_to_be_too_little(card: IssueCard) -> None:
    assert (
        ZH.card_movement(replace(card, movement=moved("too_little", 2))) == "数据太少，看不出变化"
    )


def test_a_lot_is_told_per_ten_thousand_shipped(card: IssueCard) -> None:
    assert ZH.lot(card.lots[0]) == "6 条 · 每万件 3.2 条（发货 18,500 件）"
    few_shipped = replace(card.lots[0], shipped=200)
    assert EN.lot(few_shipped) == "6 comments · 300 per 10,000 shipped (200 units)"
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


def test_filters_of_evidence_are_told_in_words() -> None:
    assert ZH.condition("kind", "follow_up|review") == "来源类型：追评 / 评价"
    assert EN.condition("flagged", "no") == "Flagged: no"
    assert KO.condition("severity", "critical") == "심각도: 치명"
    assert EN.condition("severity", "none") == "Severity: none"
    assert EN.condition("sentiment", "negative") == "Sentiment: Negative"
    assert ZH.condition("product", "") == "产品：未注明产品"
    assert EN.condition("since", "2026-10-01") == "Since: 1 October 2026"
    assert ZH.condition("topic", "taste") == "话题：口味"
    assert ZH.condition("lot", "L1") == "批次：L1"
