from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voc.insight.tracing.suspects import LEVEL, trace
from voc.types.feedback import FeedbackId, Shipment
from voc.types.issue import IssueId
from voc.types.tracing import Crowd, Factor, Item, Suspect, Teller, Tracing, Verdict, Week

MONDAY = date(2026, 10, 5)
SINCE = date(2026, 5, 4)
MADE = date(2026, 8, 3)
WEEK: Week = ("海苔", MONDAY)
BAD = "L20260901"
LOTS = (BAD, "L20260908", "L20260915", "L20260922", "L20260824", "L20260817")
NUMBERS = {lot: number for number, lot in enumerate(LOTS)}


def item(lot: str | None = None, **fields: Any) -> Item:
    made = MADE + timedelta(weeks=NUMBERS[lot]) if lot in NUMBERS else None
    usual = {"product": "海苔", "channel": "shop", "produced_on": made, "region": None}
    return Item(lot=lot, **(usual | fields))


def teller(number: int, of: Item, **fields: Any) -> Teller:
    made = Teller(
        feedback_id=FeedbackId(f"f{number:03}"),
        person=f"p{number}",
        posted_at=datetime(2026, 10, 6, tzinfo=UTC),
        unhappy=True,
        item=of,
    )
    return replace(made, **fields)


def tellers(*lots: str | None, **fields: Any) -> list[Teller]:
    return [teller(number, item(lot, **fields)) for number, lot in enumerate(lots)]


def crowd(people: int, of: Item, *, unhappy: bool = False) -> Crowd:
    return Crowd(item=of, unhappy=unhappy, people=people)


def others(people: int = 15, **fields: Any) -> list[Crowd]:
    return [crowd(people, item(lot, **fields)) for lot in LOTS]


def traced(
    told: Sequence[Teller], besides: Sequence[Crowd], shipments: Sequence[Shipment] = ()
) -> Tracing:
    """With the issue's own people in the crowd, as the store counts it."""
    own = [crowd(1, one.item, unhappy=one.unhappy) for one in told]
    weeks: dict[Week, list[Crowd]] = {}
    for one in (*own, *besides):
        weeks.setdefault((one.item.product, MONDAY), []).append(one)
    return trace(IssueId("D1"), told, weeks, shipments, since=SINCE)


def first(found: Tracing) -> Suspect:
    assert found.verdict is Verdict.SUSPECTS
    return found.suspects[0]


def shipped(lot: str, quantity: int, **fields: Any) -> Shipment:
    return replace(Shipment(product="海苔", lot=lot, quantity=quantity), **fields)


def test_a_lot_that_everybody_tells_of_is_the_first_suspect() -> None:
    found = traced(tellers(*[BAD] * 5, None), others())
    suspect = first(found)
    assert (suspect.factor, suspect.value, suspect.product) == (Factor.LOT, BAD, "海苔")
    assert (suspect.people, suspect.of, suspect.others, suspect.others_of) == (5, 5, 15, 90)
    assert suspect.feedback_ids == ("f000", "f001", "f002", "f003", "f004")
    assert suspect.q <= LEVEL
    assert "5 of 5 people against 15 of 90" in suspect.because
    assert found.known[Factor.LOT] == 5
    assert found.because == "the lot is known of 5 of 6 people"


def test_its_production_week_is_explained_by_the_lot() -> None:
    found = traced(tellers(*[BAD] * 6, LOTS[1]), others())
    assert [(one.factor, one.explained_by) for one in found.suspects] == [
        (Factor.LOT, None),
        (Factor.WEEK, (Factor.LOT, BAD)),
    ]


def test_a_bad_plant_stands_before_its_lots() -> None:
    goods = [shipped(lot, 1_000, plant="一厂" if n < 3 else "二厂") for n, lot in enumerate(LOTS)]
    told = tellers(*[LOTS[0]] * 8, *[LOTS[1]] * 8, *[LOTS[2]] * 8)
    suspect = first(traced(told, [*others(), *others()], goods))
    assert (suspect.factor, suspect.value, suspect.explained_by) == (Factor.PLANT, "一厂", None)


def test_two_bad_lots_are_two_suspects() -> None:
    found = traced(tellers(*[LOTS[0]] * 9, *[LOTS[1]] * 9), [*others(), *others()])
    unexplained = [one.value for one in found.suspects if one.explained_by is None]
    assert sorted(unexplained) == sorted([LOTS[0], LOTS[1]])


def test_lots_as_the_market_has_them_are_no_suspects() -> None:
    found = traced(tellers(*LOTS, *LOTS), others())
    assert (found.verdict, found.suspects) == (Verdict.NOTHING, ())


def test_a_channel_is_held_against_other_unhappy_people() -> None:
    told = tellers(*LOTS, *LOTS, channel="hotline")
    happy = others(channel="shop")
    cross = [crowd(40, item(channel="hotline"), unhappy=True)]
    assert traced(told, [*happy, *cross]).verdict is Verdict.NOTHING
    elsewhere = [crowd(40, item(channel="shop"), unhappy=True)]
    assert first(traced(told, [*happy, *elsewhere])).factor is Factor.CHANNEL


def test_a_place_is_one_place_for_all_products() -> None:
    told = [
        teller(n, item(product=product, region="华东"))
        for n, product in enumerate(["海苔", "海苔", "栗子", "栗子"])
    ]
    besides = [
        crowd(30, item(product=product, region=region))
        for product in ("海苔", "栗子")
        for region in ("华东", "华南", "华北", "西南")
    ]
    suspect = first(traced(told, besides))
    assert (suspect.factor, suspect.value, suspect.product) == (Factor.REGION, "华东", None)


def test_one_angry_author_is_one_person() -> None:
    told = [teller(n, item(BAD), person="p") for n in range(30)]
    found = traced(told, others())
    assert (found.people, found.verdict) == (1, Verdict.CANNOT_TELL)
    assert found.because == "one person tells of it; 3 are the least"


def test_where_nobody_else_names_a_lot_shipped_units_decide() -> None:
    goods = [shipped(lot, 1_000) for lot in LOTS]
    suspect = first(traced(tellers(*[BAD] * 5), [], goods))
    assert (suspect.factor, suspect.units) == (Factor.LOT, 1_000)
    assert "rates a unit shipped" in suspect.because
    much = [shipped(BAD, 50_000), *goods[1:]]
    assert not traced(tellers(*[BAD] * 5), [], much).suspects


@settings(max_examples=10)
@given(st.integers(1, 1_000))
def test_only_shares_of_units_matter(times: int) -> None:
    def ship(by: int) -> Suspect:
        return first(
            traced(tellers(*[BAD] * 5, LOTS[1]), [], [shipped(lot, 100 * by) for lot in LOTS])
        )

    one, many = ship(1), ship(times)
    assert (many.p, many.low) == pytest.approx((one.p, one.low))


@settings(max_examples=10)
@given(st.permutations(range(12)))
def test_the_order_of_rows_changes_nothing(order: list[int]) -> None:
    told = tellers(*[BAD] * 7, *LOTS[:5])
    assert traced([told[n] for n in order], others()) == traced(told, others())


@given(st.lists(st.sampled_from([*LOTS, None]), max_size=12), st.integers(0, 20))
def test_figures_are_always_figures(lots: list[str | None], people: int) -> None:
    found = traced(tellers(*lots), others(people), [shipped(BAD, 1)])
    for one in found.suspects:
        assert 0 <= one.p <= one.q <= LEVEL
        assert one.low <= (one.low if one.ratio is None else one.ratio)
        assert len(one.feedback_ids) == one.people >= 3
    assert "nan" not in repr(found)


def test_mostly_unknown_lots_cannot_be_told_of() -> None:
    found = traced(tellers(BAD, LOTS[1], *[None] * 9), others())
    assert found.verdict is Verdict.CANNOT_TELL
    assert found.because == "the lot is known of 2 of 11 people: too few"


def test_one_lot_only_cannot_be_told_of() -> None:
    found = traced(tellers(*[BAD] * 5), [crowd(40, item(BAD))])
    assert found.verdict is Verdict.CANNOT_TELL
    assert found.because.endswith("nobody tells of another lot")


def test_too_few_others_cannot_be_told_of() -> None:
    found = traced(tellers(BAD, BAD, LOTS[1]), [crowd(1, item(LOTS[2]))])
    assert found.verdict is Verdict.CANNOT_TELL
    assert found.because.endswith("too few others to compare them with")


def test_an_issue_nobody_tells_of_cannot_be_told_of() -> None:
    assert traced([], others()).verdict is Verdict.CANNOT_TELL


def test_a_lot_of_one_unit_is_weighed_like_any() -> None:
    goods = [shipped(BAD, 1), *(shipped(lot, 10_000) for lot in LOTS[1:])]
    suspect = first(traced(tellers(*[BAD] * 3), [], goods))
    assert (suspect.value, suspect.units) == (BAD, 1)


def test_undated_feedback_is_compared_with_undated_feedback() -> None:
    told = [replace(one, posted_at=None) for one in tellers(*[BAD] * 5)]
    undated: Week = ("海苔", None)
    own = [crowd(1, one.item, unhappy=True) for one in told]
    found = trace(IssueId("D1"), told, {undated: [*own, *others()]}, [], since=SINCE)
    assert first(found).value == BAD


def test_dates_in_the_future_are_weeks_like_others() -> None:
    told = [replace(one, posted_at=datetime(2062, 1, 2, tzinfo=UTC)) for one in tellers(*[BAD] * 5)]
    week: Week = ("海苔", date(2062, 1, 2))  # a Monday
    assert first(trace(IssueId("D1"), told, {week: others()}, [], since=SINCE)).value == BAD


def test_products_without_names_are_traced_too() -> None:
    told = tellers(*[BAD] * 5, product=None)
    assert first(traced(told, others(product=None))).value == BAD


def test_a_lot_is_shown_as_most_write_it() -> None:
    found = traced(tellers("L2026-0901", "L2026-0901", "l20260901", BAD), others())
    assert first(found).value == "L2026-0901"
