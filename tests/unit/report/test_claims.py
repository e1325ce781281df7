"""What a report may claim of everything that it tests."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tests.golden.reports.snacks import BEEF, DAMP, SWEET, ZONE, Said, blocks, material, report
from voc.insight.change import compare
from voc.report.build import build
from voc.report.cards import issue_movements, ranked_cards
from voc.report.claims import LEVEL, claimed, family, power, raw_p, worded
from voc.report.material import Material
from voc.report.movement import movement
from voc.report.sections import SECTIONS
from voc.report.sections.headline import headline
from voc.types.issue import IssueId, IssueKind
from voc.types.report import Figure, IssueCard, Movement, Note, Report, Section

counts = st.integers(0, 400)
P = st.floats(1e-9, 1, allow_subnormal=False)


def weeks(now: int, before: int) -> Movement:
    return movement(compare(now, 7, before, 7))


def told(moved: Movement, *others: float) -> str:
    """Its direction in a report that tests nothing else but what gave ``others``."""
    assert moved.p is not None
    return worded(moved, family([moved.p, *others])).direction


# --- one family ---


def test_a_rise_that_luck_explains_among_so_many_tests_is_not_claimed() -> None:
    lucky = weeks(24, 11)
    assert lucky.direction == "up"
    assert told(lucky) == "up"
    assert told(lucky, *[1.0] * 20) == "too_little"


def test_what_chance_cannot_explain_is_claimed_in_any_crowd() -> None:
    assert told(weeks(780, 600), *[1.0] * 200) == "up"
    assert told(weeks(600, 780), *[1.0] * 200) == "down"


@given(st.lists(P, min_size=1, max_size=40))
def test_the_correction_is_that_of_benjamini_and_hochberg(found: list[float]) -> None:
    judged = family(found)
    assert judged.tests == len(found)
    assert [judged.corrected[p] for p in found] == pytest.approx(
        list(stats.false_discovery_control(found))
    )


@given(counts, counts, st.lists(P, max_size=30))
def test_correction_never_claims_what_the_test_alone_does_not(
    now: int, before: int, others: list[float]
) -> None:
    alone = weeks(now, before)
    if alone.p is not None and told(alone, *others) in {"up", "down"}:
        assert told(alone, *others) == alone.direction


@given(counts, counts, st.lists(P, max_size=30))
def test_numbers_are_left_as_they_are(now: int, before: int, others: list[float]) -> None:
    alone = weeks(now, before)
    if alone.p is not None:
        after = worded(alone, family([alone.p, *others]))
        assert replace(after, direction=alone.direction, because=alone.because) == alone


def test_a_report_without_tests_claims_nothing() -> None:
    assert family([]).tests == 0
    empty = report((), earlier=False)
    directions = {figure.movement.direction for figure in blocks(empty, "headline", Figure)}
    assert directions == {"too_little"}


def test_figures_and_issues_of_both_kinds_are_one_family() -> None:
    made = material()
    found = raw_p([section(made) for section in SECTIONS], issue_movements(made))
    large = [figure for figure in blocks(report(), "headline", Figure) if figure.unit != "count"]
    assert len(found) == len(large) + len(("feedback", "feedback_clean", DAMP))
    (damp,) = [c for c in blocks(report(), "defects", IssueCard) if c.issue_id == DAMP]
    assert f"among {len(found)} tests (Benjamini-Hochberg)" in damp.movement.because
    assert f"among {len(found)} tests" in large[0].movement.because


# --- which issues are tested ---


def crowd(heard: int, before: int, *, issue: IssueId = SWEET) -> Material:
    """The week, and two of feedback on one product in which ``issue`` is told so often."""
    made = material()
    (first, *_) = (voice for voice in made.voices if voice.issue_id == issue)
    facts, voices = list(made.facts), [v for v in made.voices if v.issue_id != issue]
    for ago, told_by in ((1, before), (0, heard)):
        for number in range(200):
            fact = replace(
                first.fact,
                id=f"c{ago}{number:03}",
                seq=len(facts),
                counted_at=made.period.start + timedelta(hours=20) - timedelta(weeks=ago),
            )
            facts.append(fact)
            if number < told_by:
                voices.append(replace(first, fact=fact))
    texts = {**made.texts, **{fact.id: first.text for fact in facts}}
    return replace(made, facts=tuple(facts), voices=tuple(voices), texts=texts)


def test_an_issue_that_fell_silent_is_a_test_though_no_card_shows_it() -> None:
    made = crowd(0, 12)
    assert SWEET not in {card.issue_id for card in ranked_cards(made, IssueKind.DEFECT)}
    assert issue_movements(made)[SWEET].direction == "down"


@given(st.integers(0, 20))
def test_what_is_tested_does_not_depend_on_how_voices_lie(heard: int) -> None:
    assert SWEET in issue_movements(crowd(heard, 20 - heard))
    assert (SWEET in issue_movements(crowd(heard, max(0, 8 - heard)))) == (heard > 8)


def test_an_issue_of_a_handful_is_no_test_and_weakens_no_other() -> None:
    made = crowd(4, 4)
    assert SWEET not in issue_movements(made)
    (card,) = [c for c in ranked_cards(made, IssueKind.DEFECT) if c.issue_id == SWEET]
    (after,) = claimed([Section(key="defects", blocks=(card,))], issue_movements(made))
    assert after.blocks == (card,)


def test_a_count_of_a_handful_is_no_test_and_weakens_no_other() -> None:
    made = headline(material())
    small = [b for b in made.blocks if isinstance(b, Figure) and b.key.startswith("media")]
    assert [figure.value for figure in small] == [2, 2]
    assert raw_p([replace(made, blocks=tuple(small))], {}) == ()


def test_an_issue_in_two_sections_is_one_test() -> None:
    made = material()
    cards = Section(key="defects", blocks=ranked_cards(made, IssueKind.DEFECT))
    once, twice = (raw_p([cards] * times, issue_movements(made)) for times in (1, 2))
    assert once == twice


# --- words ---


def test_a_crowd_makes_no_clear_change_out_of_too_little() -> None:
    assert weeks(30, 23).direction == "too_little"
    assert told(weeks(30, 23), 1.0) == "too_little"


def test_no_clear_change_asks_that_a_rise_by_half_would_sooner_be_found_than_missed() -> None:
    assert weeks(60, 60).direction == "steady"
    assert told(weeks(60, 60)) == "steady"
    assert told(weeks(60, 60), *[0.9] * 19) == "too_little"
    assert told(weeks(300, 300), *[0.9] * 19) == "steady"


def test_a_claim_of_thousands_that_falls_is_no_clear_change_and_not_too_little_data() -> None:
    moved = weeks(10_300, 10_000)
    assert moved.direction == "up"
    assert told(moved, *[1.0] * 20) == "steady"


def test_how_much_would_be_found_is_told_with_every_number_that_did_not_move() -> None:
    moved = weeks(100, 100)
    assert moved.p is not None
    because = worded(moved, family([moved.p, *[1.0] * 19])).because
    assert because.endswith(
        "p = 1 among 20 tests (Benjamini-Hochberg); a rise by half would be found with power 0.40"
    )


def test_a_mean_is_held_against_half_a_star() -> None:
    moved = Movement(direction="up", because="", ratio=0.2, low=0.01, high=0.39, p=0.04)
    after = worded(moved, family([0.04, 1.0]), stars=True)
    assert after.direction == "steady"
    assert "a rise by 0.5 stars would be found with power 1.00" in after.because


@given(st.integers(5, 2000), st.floats(1e-4, LEVEL))
def test_power_grows_with_numbers_and_falls_with_strictness(size: int, level: float) -> None:
    few, many = (power(weeks(n, n), level) for n in (size, 2 * size))
    loose = power(weeks(size, size), LEVEL)
    assert few is not None
    assert many is not None
    assert loose is not None
    assert few <= many
    assert few <= loose


def test_power_is_not_told_where_an_interval_has_no_end() -> None:
    assert power(weeks(12, 0), LEVEL) is None
    assert power(weeks(0, 12), LEVEL) is None
    alike = Movement(direction="steady", because="", ratio=0, low=0, high=0, p=1.0)
    assert power(alike, LEVEL, stars=True) == 1


# --- sentences ---


def share_and_sentence(made: Report) -> tuple[str, str]:
    (figure,) = [f for f in blocks(made, "headline", Figure) if f.key == "negative_share"]
    (note,) = [n for n in blocks(made, "headline", Note) if "summary_negative" in n.key]
    return figure.movement.direction, note.key


def test_the_sentence_on_negative_comments_says_what_its_figure_says() -> None:
    """Of the week p = 0.036 alone: among the other tests chance explains it."""
    alone = [b for b in headline(material()).blocks if isinstance(b, Figure)]
    (raw,) = [figure for figure in alone if figure.key == "negative_share"]
    assert raw.movement.direction == "up"
    assert share_and_sentence(report()) == ("too_little", "summary_negative_too_little")
    plain = report(tuple([Said(text="不好吃", product=BEEF)] * 60))
    assert share_and_sentence(plain) == ("up", "summary_negative_up")


def test_the_same_material_gives_the_same_report() -> None:
    assert build(crowd(30, 20), ZONE.key, None) == build(crowd(30, 20), ZONE.key, None)
