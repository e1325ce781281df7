"""What each section says of a week that was made to be told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.golden.reports.snacks import (
    BEEF,
    CHESTNUT,
    DAMP,
    RECIPE,
    SEAWEED,
    SWEET,
    THIS_WEEK,
    VINE,
    ZONE,
    Said,
    blocks,
    material,
    monthly_report,
    report,
)
from voc.report.build import build
from voc.report.evidence import select
from voc.report.sections.voices import voices
from voc.report.verify import evidence_of
from voc.types.opinion import Severity
from voc.types.report import Chart, Figure, IssueCard, Note, Quote, Report, Table

WEEK = report()


def figure(key: str) -> Figure:
    (found,) = [f for f in blocks(WEEK, "headline", Figure) if f.key == key]
    return found


def table(section: str, key: str) -> dict[object, tuple[object, ...]]:
    (found,) = [t for t in blocks(WEEK, section, Table) if t.key == key]
    return {row[0]: row[1:] for row in found.rows}


def keys(said: tuple[Said, ...], section: str) -> list[str]:
    return [note.key for note in blocks(report(said), section, Note)]


# --- headline ---


def test_media_are_counted_apart_from_customers() -> None:
    assert figure("feedback").value == sum(said.kind != "media" for said in THIS_WEEK)
    assert figure("media").value == 2


def test_flagged_rows_leave_the_cleaned_numbers_and_stay_in_the_raw() -> None:
    assert figure("feedback").value == 31
    assert figure("feedback_clean").value == 28
    assert figure("negative_share").value == pytest.approx(14 / 28)
    assert figure("negative_share_raw").value == pytest.approx(14 / 31, abs=1e-6)


def test_a_share_comes_with_its_interval() -> None:
    share = figure("negative_share")
    assert share.low is not None
    assert share.high is not None
    assert 0 < share.low < 0.5 < share.high < 1


def test_the_evidence_of_a_share_is_its_numerator() -> None:
    assert figure("negative_share").evidence.rows == 14
    assert figure("negative_share_raw").evidence.rows == 14


def rated(*stars: float) -> Figure:
    made = report(tuple(Said(text="还行", rating=each) for each in stars), earlier=False)
    (found,) = [f for f in blocks(made, "headline", Figure) if f.key == "rating"]
    return found


def test_the_interval_of_the_mean_rating_stays_on_the_scale() -> None:
    few, many = rated(1, 5), rated(*[5] * 9, 1)
    assert (few.value, few.low, few.high) == (3, None, None)
    assert many.low is not None
    assert (many.low > 1, many.high) == (True, 5)


def test_a_mean_rating_does_not_rise_where_the_numbers_printed_fall() -> None:
    low = [Said(text="还行", rating=1, day=None)] * 40
    made = report((*low, *[Said(text="还行", rating=5)] * 20))
    (found,) = [f for f in blocks(made, "headline", Figure) if f.key == "rating"]
    assert found.value is not None
    assert found.previous is not None
    assert found.value < found.previous
    assert found.movement.direction == "too_little"


def test_undated_feedback_counts_in_totals_and_not_in_charts() -> None:
    days, trend = (
        next(c for c in blocks(WEEK, "headline", Chart) if c.key == key)
        for key in ("sentiment_days", "sentiment_trend_weekly")
    )
    assert sum(value for _, _, value in days.points) == 27
    assert sum(v for name, _, v in trend.points if name == "2026-W44") == 27


def test_the_trend_starts_with_the_first_week_that_has_feedback() -> None:
    (trend,) = [c for c in blocks(WEEK, "headline", Chart) if c.key == "sentiment_trend_weekly"]
    names = list(dict.fromkeys(name for name, _, _ in trend.points))
    assert names[0] == "2026-W29"
    assert len(names) == 16
    assert not [c for c in blocks(report(earlier=False), "headline", Chart) if "trend" in c.key]


def test_a_month_has_a_trend_of_months_and_a_bar_a_day() -> None:
    trend, days = blocks(monthly_report(), "headline", Chart)
    assert [name for name, label, _ in trend.points if label == "mixed"] == [
        "2026-07",
        "2026-08",
        "2026-09",
        "2026-10",
    ]
    assert len({name for name, _, _ in days.points}) == 31


def test_an_unfinished_week_says_so() -> None:
    early = replace(material(), reaches=material().period.start + timedelta(days=2))
    notes = blocks(build(early, ZONE.key, None), "headline", Note)
    assert notes[0] == Note(key="summary_unfinished", values=(("n", 3),))


def test_the_summary_names_the_leading_problem_and_its_lot() -> None:
    (note,) = [n for n in blocks(WEEK, "headline", Note) if n.key == "summary_defect_lot"]
    assert dict(note.values) == {"n": 11, "issue": DAMP, "named": 6, "lot": "L20261012"}


def test_a_problem_of_one_voice_is_not_called_the_top_one_beside_one_of_several() -> None:
    alarm = Said(text="板栗里有铁丝", issue=SWEET, severity=Severity.CRITICAL, product=CHESTNUT)
    damp = Said(text="受潮了，一点都不脆", issue=DAMP, severity=Severity.MAJOR)
    made = report((alarm, damp, damp), earlier=False)
    assert [card.issue_id for card in blocks(made, "defects", IssueCard)] == [SWEET, DAMP]
    (note,) = [n for n in blocks(made, "headline", Note) if n.key == "summary_defect"]
    assert dict(note.values) == {"n": 2, "issue": DAMP}


def test_an_empty_week_is_a_report_too() -> None:
    empty = report((), earlier=False)
    assert keys((), "headline") == ["summary_empty"]
    assert blocks(empty, "headline", Figure)[0].value == 0
    assert all(f.value is None for f in blocks(empty, "headline", Figure) if f.unit != "count")


# --- recipes ---


OTHER = "2026-12-00000000"


def read_by(**recipes: str) -> Report:
    """The week, with the rows of a period ("current", "before" or "earlier") read by another."""
    made = material()
    periods = {"current": made.current, "before": made.before}
    of = {fact.id: name for name, facts in periods.items() for fact in facts}
    facts = tuple(
        replace(fact, recipe_id=recipes.get(of.get(fact.id, "earlier"), RECIPE))
        for fact in made.facts
    )
    return build(replace(made, facts=facts), ZONE.key, None)


def said_of_recipes(made: Report) -> list[Note]:
    found = blocks(made, "headline", Note)
    return [n for n in found if n.key.startswith(("summary_recipe", "summary_stale"))]


def test_a_report_of_one_recipe_names_it_and_says_no_more() -> None:
    assert WEEK.recipe_ids == (RECIPE,)
    assert said_of_recipes(WEEK) == []
    rows, before, earlier = table("data", "recipes")[RECIPE]
    assert (rows, before) == (len(material().current), len(material().before))
    assert rows + before + earlier == len(material().facts)  # type: ignore[operator]  # counts


def test_a_week_and_the_one_before_read_by_two_recipes_are_not_compared() -> None:
    made = read_by(before=OTHER)
    assert made.recipe_ids == (RECIPE, OTHER)
    week, before = len(material().current), len(material().before)
    counts = [(RECIPE, week, 1.0, 0), (OTHER, 0, 0.0, before)]
    assert said_of_recipes(made) == [
        Note(key="summary_recipes"),
        *(
            Note(
                key="summary_recipe",
                values=(("recipe", id_), ("n", n), ("share", share), ("before", earlier)),
            )
            for id_, n, share, earlier in counts
        ),
    ]
    moved = {figure.key: figure.movement.direction for figure in blocks(made, "headline", Figure)}
    compared = {key for key, direction in moved.items() if direction != "recipes"}
    assert compared == {"feedback", "media"}
    assert blocks(made, "urgent", Figure)[0].movement.direction == "recipes"
    assert {card.movement.direction for card in blocks(made, "defects", IssueCard)} == {"recipes"}


def test_a_recipe_of_long_ago_is_told_of_with_the_trend() -> None:
    made = read_by(earlier=OTHER)
    assert made.recipe_ids == (RECIPE,)
    assert said_of_recipes(made) == [Note(key="summary_recipes_trend")]
    assert {f.movement.direction for f in blocks(made, "headline", Figure)} & {"recipes"} == set()


def test_a_mixed_week_counts_its_rows_a_recipe() -> None:
    said = tuple(replace(one, recipe=OTHER) for one in THIS_WEEK[:5]) + THIS_WEEK[5:]
    (found,) = [t for t in blocks(report(said), "data", Table) if t.key == "recipes"]
    assert [row[:2] for row in found.rows] == [(RECIPE, len(THIS_WEEK) - 5), (OTHER, 5)]
    assert [each.rows for each in found.evidence] == [len(THIS_WEEK) - 5, 5]


def test_issues_whose_voices_were_read_again_since_are_told_of() -> None:
    made = material()
    voices = tuple(replace(voice, stale=voice.issue_id == VINE) for voice in made.voices)
    stale = build(replace(made, voices=voices), ZONE.key, None)
    assert said_of_recipes(stale) == [Note(key="summary_stale", values=(("n", 3),))]


# --- urgent ---


def test_one_critical_voice_in_no_issue_is_urgent() -> None:
    (count,) = blocks(WEEK, "urgent", Figure)
    (said,) = blocks(WEEK, "urgent", Quote)
    assert count.value == 1
    assert "铁丝" in said.text
    assert said.severity is Severity.CRITICAL


def test_the_surest_danger_is_read_first_whenever_it_was_told() -> None:
    glass = Said(text="吃出玻璃碴", severity=Severity.CRITICAL, sure=0.99, day=0)
    doubtful = (
        Said(text="辣得冒汗", severity=Severity.CRITICAL, sure=0.3, day=day) for day in (1, 2)
    )
    told = blocks(report((*doubtful, glass)), "urgent", Quote)
    assert [said.text for said in told] == ["吃出玻璃碴", "辣得冒汗", "辣得冒汗"]


def test_a_flagged_row_can_still_be_urgent() -> None:
    copy = Said(text="吃出玻璃碴", severity=Severity.CRITICAL, flags=("advert",))
    assert len(blocks(report((copy,)), "urgent", Quote)) == 1


def test_the_critical_clause_is_marked_where_an_issue_knows_it() -> None:
    said = Said(text="好吃，但是有虫子", quote="但是有虫子", issue=DAMP, severity=Severity.CRITICAL)
    (shown,) = blocks(report((said,)), "urgent", Quote)
    assert (shown.before, shown.text) == ("好吃，", "但是有虫子")


def test_a_wave_of_critical_voices_is_counted_whole_and_shown_in_part() -> None:
    wave = tuple(Said(text=f"拉肚子{n}", severity=Severity.CRITICAL) for n in range(50))
    made = report(wave)
    assert blocks(made, "urgent", Figure)[0].evidence.rows == 50
    assert len(blocks(made, "urgent", Quote)) == 40
    assert Note(key="urgent_more", values=(("n", 10),)) in blocks(made, "urgent", Note)


# --- defects and wishes ---


def test_the_defect_told_most_and_worst_leads() -> None:
    assert [card.issue_id for card in blocks(WEEK, "defects", IssueCard)] == [DAMP, SWEET]
    assert [card.issue_id for card in blocks(WEEK, "wishes", IssueCard)] == [VINE]


def test_severity_outweighs_numbers() -> None:
    many = tuple(Said(text=f"太甜{n}", issue=SWEET, severity=Severity.MINOR) for n in range(3))
    bad = tuple(Said(text=f"受潮{n}", issue=DAMP, severity=Severity.MAJOR) for n in range(2))
    cards = blocks(report((*many, *bad), earlier=False), "defects", IssueCard)
    assert [(card.issue_id, card.count) for card in cards] == [(DAMP, 2), (SWEET, 3)]


def test_a_pinned_issue_comes_first() -> None:
    made = material()
    pinned = {**made.issues, SWEET: replace(made.issues[SWEET], pinned=True)}
    cards = blocks(build(replace(made, issues=pinned), ZONE.key, None), "defects", IssueCard)
    assert [card.issue_id for card in cards] == [SWEET, DAMP]


def test_a_card_counts_feedback_and_not_clauses() -> None:
    made = material()
    twice = (*made.voices, replace(made.voices[0], rank=99, start=0, end=2))
    cards = blocks(build(replace(made, voices=twice), ZONE.key, None), "defects", IssueCard)
    assert cards[0].count == 11


def test_a_card_knows_its_past() -> None:
    card = blocks(WEEK, "defects", IssueCard)[0]
    assert (card.count, card.previous, card.total) == (11, 1, 13)
    assert card.first_seen is not None
    assert card.first_seen.isoformat() == "2026-07-18"


def test_lots_are_ranked_and_joined_with_what_was_shipped() -> None:
    card = blocks(WEEK, "defects", IssueCard)[0]
    assert [(lot.lot, lot.voices, lot.shipped) for lot in card.lots] == [
        ("L20261012", 6, 18_500),
        ("L20260928", 1, 24_000),
    ]
    assert card.lot_known == 7


def test_a_lot_never_shipped_has_no_rate() -> None:
    (card,) = blocks(report((Said(text="受潮", issue=DAMP, lot="X1"),)), "defects", IssueCard)
    assert card.lots[0].shipped is None


def test_a_lot_is_one_lot_in_either_case() -> None:
    said = (Said(text="受潮", issue=DAMP, lot="l7a"), Said(text="又潮了", issue=DAMP, lot="L7A"))
    (card,) = blocks(report(said), "defects", IssueCard)
    assert [(lot.lot, lot.voices) for lot in card.lots] == [("L7A", 2)]
    assert select(card.lots[0].evidence.filter, material(said)) == card.lots[0].evidence


def test_flagged_voices_count_in_no_card() -> None:
    assert not blocks(
        report((Said(text="受潮", issue=DAMP, flags=("advert",)),)), "defects", IssueCard
    )


def test_three_voices_after_none_are_too_little_to_call_a_rise() -> None:
    assert blocks(WEEK, "wishes", IssueCard)[0].movement.direction == "too_little"


# --- topics, products, channels ---


def test_a_topic_counts_each_feedback_once_a_polarity() -> None:
    assert table("topics", "topics")["freshness"] == (11, 11, 0, 0)
    assert table("topics", "topics")["taste"] == (12, 4, 3, 5)


def test_products_carry_their_share_interval_and_rating() -> None:
    rows, negative, share, low, high, rating = table("sources", "products")[SEAWEED]
    assert (rows, negative, share) == (13, 10, pytest.approx(10 / 13, abs=1e-6))
    assert low < share < high  # type: ignore[operator]  # cells are of any type
    assert rating == pytest.approx(2.0)
    assert set(table("sources", "products")) == {SEAWEED, CHESTNUT, BEEF, "原味芒果干"}


def test_a_channel_without_ratings_has_none() -> None:
    assert table("sources", "channels")["门店回访"][-1] is None


# --- voices ---


def test_voices_are_drawn_over_feelings_and_products() -> None:
    said = blocks(WEEK, "voices", Quote)
    assert [quote.sentiment for quote in said] == ["negative"] * 3 + ["positive"] * 3 + [
        "mixed"
    ] * 3
    assert len({quote.product for quote in said[3:6]}) == 3


def test_voices_that_tell_nothing_are_not_drawn() -> None:
    assert all(len(quote.text) >= 10 for quote in blocks(WEEK, "voices", Quote))
    assert keys((Said(text="好吃", feeling="+"),), "voices") == ["no_voices"]


def test_the_draw_does_not_depend_on_the_order_of_rows() -> None:
    made = material()
    turned = replace(made, facts=tuple(reversed(made.facts)))
    assert voices(turned) == voices(made)


# --- data ---


def test_the_account_adds_up() -> None:
    coverage = table("data", "coverage").values()
    assert sum(row[0] for row in coverage) == len(THIS_WEEK)  # type: ignore[misc]  # counts
    assert table("data", "flags") == {
        "platform_default": ("says only what shop systems say", 2),
        "advert": ("gives a way to an offer", 1),
    }
    assert table("data", "languages")["ko"] == (1,)


# --- all ---


def test_the_same_material_makes_the_same_report() -> None:
    assert report() == report()


def test_every_number_is_found_again_by_its_filter() -> None:
    made = material()
    for section in WEEK.sections:
        for block in section.blocks:
            for name, evidence in evidence_of(block):
                assert select(evidence.filter, made) == evidence, name


def test_a_report_of_one_product_has_an_id_of_its_own() -> None:
    made = material()
    ids = {build(made, ZONE.key, product).id for product in (None, SEAWEED, "a/b c")}
    assert len(ids) == 3
    assert not any(set(id_) & set("/ 海") for id_ in ids)


def test_every_headline_rate_is_shown_cleaned_and_raw() -> None:
    shown = {f.key for f in blocks(WEEK, "headline", Figure)}
    for key in ("negative_share", "rating"):
        assert {key, f"{key}_raw"} <= shown, key
