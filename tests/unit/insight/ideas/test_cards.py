"""Cards from wishes: of people, never of posts."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest

from tests.unit.insight.wishing_texts import fold, wishing
from voc.insight.ideas.beside import Defect, Having
from voc.insight.ideas.cards import Around, cards
from voc.insight.ideas.groups import grouped
from voc.insight.ideas.mentions import told_in, trends
from voc.insight.ideas.rises import Days
from voc.insight.ideas.wish import Wish
from voc.text.demands.reading import read
from voc.text.demands.said import said_in
from voc.types.document import Entity
from voc.types.feedback import FeedbackId
from voc.types.idea import IdeaCard, MediaText, NoDemand
from voc.types.issue import IssueId

LAST = date(2026, 10, 31)


def wishes(*told: tuple[str, str | None, str], issue: IssueId | None = None) -> list[Wish]:
    """(text, author, product) each."""
    found = []
    for number, (text, author, product) in enumerate(told):
        one = wishing(text, f"f{number}", author=author, product=product)
        for said in said_in(one, fold):
            demands = read(said, product)
            if not isinstance(demands, NoDemand):
                person = author or f"text {fold(text)}"
                found += [Wish(one, demand, (), person, issue) for demand in demands]
    return found


def around(**more: Any) -> Around:
    fields = {
        "days": Days.until(LAST), "exposure": {}, "zone": UTC, "defects": (), "havings": (),
        "competitors": {}, "articles": {}, **more,
    }  # fmt: skip
    return Around(**fields)


def made(found: list[Wish], **more: Any) -> tuple[IdeaCard, ...]:
    return cards(grouped(found, {}), around(**more))


ZIP = [("能不能加个密封条", "a", "芒果干"), ("建议袋口弄个拉链", "b", "芒果干")]


def test_two_people_who_ask_for_one_listed_thing_make_a_card() -> None:
    (card,) = made(wishes(*ZIP))
    assert card.id == "form:resealable@芒果干"
    assert card.priority.people == 2
    assert {quote.quote for quote in card.quotes} == {"能不能加个密封条", "建议袋口弄个拉链"}


def test_thirty_posts_of_one_person_make_no_card() -> None:
    assert not made(wishes(*[(f"能不能加个密封条{n}", "a", "芒果干") for n in range(30)]))


def test_one_text_copied_thirty_times_by_nobody_known_makes_no_card() -> None:
    assert not made(wishes(*[("能不能加个密封条", None, "芒果干")] * 30))


def test_advice_to_shoppers_makes_no_card() -> None:
    told = [(f"建议大家直接买大包装{n}", f"p{n}", "芒果干") for n in range(5)]
    assert not made(wishes(*told))


def test_the_same_package_for_several_products_is_one_card_where_one_of_them_carries_it() -> None:
    told = [("能不能加个密封条", f"p{n}", product) for n, product in enumerate("甲乙丙")]
    assert not made(wishes(*told))
    (card,) = made(wishes(*told, ("建议袋口弄个拉链", "p9", "甲")))
    assert card.id == "form:resealable"
    assert Counter(dict(card.products)) == {"甲": 2, "乙": 1, "丙": 1}


@pytest.mark.parametrize(
    "text", ["please add dark mode", "能不能加个密封条", "다크 모드 추가해 주세요"]
)
def test_texts_without_a_product_make_no_card_beside_named_ones(text: str) -> None:
    told = [(text, f"p{n}", None) for n in range(4)]
    assert len(made(wishes(*told))) == 1
    assert not made(wishes(*told, ("希望出个大包装", "z", "芒果干")))


def test_a_function_of_different_products_is_no_one_wish() -> None:
    told = [("please add dark mode", f"p{n}", product) for n, product in enumerate("甲乙丙")]
    assert not made(wishes(*told))


def test_neither_cards_nor_quotes_hang_on_the_order_of_wishes() -> None:
    found = wishes(*ZIP, ("希望有封口夹", "c", "芒果干"))
    assert len({made(list(order)) for order in permutations(found)}) == 1


def test_a_card_says_which_complaint_it_answers_and_who_has_it() -> None:
    defect = Defect(IssueId("D1"), "芒果干", "封口", (), ("袋子封不住", "封不上了"))
    having = Having("海岬", False, "自封袋", "自封袋", frozenset({"resealable"}))
    (card,) = made(wishes(*ZIP), defects=(defect,), havings=(having,))
    assert [one.issue_id for one in card.complaints] == ["D1"]
    assert [(one.by, one.ours) for one in card.offered] == [("海岬", False)]


def test_what_a_person_settled_is_one_card_under_its_own_name() -> None:
    found = wishes(*ZIP, ("希望出个大包装", "c", "芒果干"), issue=IssueId("I7"))
    (card,) = cards(grouped(found, {IssueId("I7"): "更好的袋子"}), around())
    assert (card.id, card.names, card.priority.people) == ("I7", ("更好的袋子",), 3)


def test_a_concrete_thing_comes_before_a_service_that_as_many_ask_for() -> None:
    told = [("希望赶紧补货", f"s{n}", "芒果干") for n in range(2)]
    assert [card.value for card in made(wishes(*told, *ZIP))] == ["resealable", "restock"]


def test_undated_wishes_make_a_card_without_a_trend() -> None:
    (card,) = made(wishes(*ZIP), days=None)
    assert (card.rise.direction, card.rise.ratio) == ("too_little", None)


def article(number: int, day: date, flavour: str | None) -> MediaText:
    told = (Entity(type="flavour", value=flavour, start=0, end=2),) if flavour else ()
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return MediaText(
        feedback_id=FeedbackId(f"m{number}"), channel="media", counted_at=at,
        text="藤椒为什么能火出四川", entities=told,
    )  # fmt: skip


@pytest.mark.parametrize(("told_now", "rising"), [(20, ["vine_pepper"]), (3, [])])
def test_a_flavour_rises_in_the_media_only_beyond_chance(told_now: int, rising: list[str]) -> None:
    days = [LAST - timedelta(days=n) for n in range(112)]
    articles = [
        article(n, day, "vine_pepper" if n < told_now or n == 50 else None)
        for n, day in enumerate(days)
    ]
    found = trends(told_in(articles, fold), Days.until(LAST), UTC, Counter(days), {})
    assert [one.value for one in found] == rising
