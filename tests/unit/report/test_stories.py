"""A text that stands in several places is told once, with its places."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.golden.reports.snacks import DAMP, REPRINTED, ZONE, Said, blocks, material, report
from voc.errors import EvidenceError
from voc.renderers.json import dump, load
from voc.renderers.wording import Wording
from voc.report.build import build
from voc.report.canonical import id_of
from voc.report.evidence import select
from voc.report.material import Material
from voc.report.stories import by_text, placed
from voc.report.verify import verify
from voc.report.wanted import texts_wanted
from voc.types.feedback import FeedbackId, FeedbackKind
from voc.types.opinion import Severity
from voc.types.report import AppearanceFact, Elsewhere, Figure, IssueCard, Note, Quote, Report

MADE = material(REPRINTED, earlier=False)
REPORT = report(REPRINTED, earlier=False)
GLASS = "某品牌芒果干被检出玻璃碎片，涉事批次已要求下架，市场监管部门正在调查"


def elsewhere(quote: Quote) -> Elsewhere:
    assert quote.elsewhere is not None
    return quote.elsewhere


def without(made: Material, *gone: str) -> Material:
    """The material after these copies went."""
    return replace(
        made,
        facts=tuple(fact for fact in made.facts if fact.id not in gone),
        appearances=tuple(one for one in made.appearances if one.fact.id not in gone),
    )


def test_an_article_stands_under_its_first_appearance() -> None:
    (shown,) = blocks(REPORT, "urgent", Quote)
    assert (shown.text, shown.channel) == (GLASS, "食品观察")
    assert elsewhere(shown).channels == (("今日头条", 2), ("商业晚报", 1))
    assert elsewhere(shown).evidence.rows == 3


def test_articles_are_listed_once_the_most_reprinted_first_then_the_newest() -> None:
    media = {"kind": FeedbackKind.MEDIA, "feeling": "~"}
    alone = [Said(text=f"第{day}篇报道讲板栗的新吃法", day=day, **media) for day in range(6)]
    advert = Said(text="本刊招商，请加微信", day=6, flags=("advert",), **media)
    made = report((*alone, *REPRINTED, advert), earlier=False)
    shown = blocks(made, "media", Quote)
    assert [quote.text for quote in shown] == [GLASS, *(one.text for one in alone[:1:-1])]
    assert [quote.elsewhere is None for quote in shown] == [False, True, True, True, True]
    assert Note(key="media_more", values=(("n", 2),)) in blocks(made, "media", Note)
    assert blocks(report((), earlier=False), "media", Note) == [Note(key="no_media")]


def test_what_the_section_of_media_shows_is_asked_of_the_store() -> None:
    shown = {quote.feedback_id for quote in blocks(REPORT, "media", Quote)}
    assert shown
    assert shown <= set(texts_wanted(MADE.period, MADE.facts, MADE.appearances))


def test_raw_counts_hold_every_place_and_cleaned_ones_each_text_once() -> None:
    counted = {figure.key: figure.value for figure in blocks(REPORT, "headline", Figure)}
    assert (counted["media"], counted["media_clean"]) == (4, 1)
    assert (counted["feedback"], counted["feedback_clean"]) == (2, 1)
    assert blocks(REPORT, "urgent", Figure)[0].value == 4


def test_the_summary_counts_an_alarming_article_once_and_says_in_how_many_places() -> None:
    (alarm,) = [n for n in blocks(REPORT, "headline", Note) if n.key.startswith("summary_urgent")]
    assert alarm == Note(key="summary_urgent_places", values=(("n", 1), ("places", 4)))
    assert Wording(REPORT, "en").note(alarm).startswith("One text, in 4 places, was read as")


def test_an_issue_counts_and_quotes_a_copied_voice_once() -> None:
    (card,) = blocks(REPORT, "defects", IssueCard)
    assert (card.issue_id, card.count) == (DAMP, 1)
    (said,) = card.quotes
    assert elsewhere(said).channels == (("京东", 1),)


def test_a_text_that_stands_nowhere_else_says_nothing_of_it() -> None:
    made = report()
    assert all(quote.elsewhere is None for quote in blocks(made, "voices", Quote))
    assert b'"elsewhere"' not in dump(made)


def test_the_earliest_place_stands_for_a_text_that_first_appeared_before_the_period() -> None:
    earlier = tuple(
        replace(fact, counted_at=MADE.previous.start) if fact.id == "f0001" else fact
        for fact in MADE.facts
    )
    places = tuple(replace(one, fact=earlier[_number(one)]) for one in MADE.appearances)
    made = replace(MADE, facts=earlier, appearances=places)
    (shown,) = blocks(build(made, ZONE.key, None), "urgent", Quote)
    assert shown.feedback_id == "f0000"
    assert elsewhere(shown).channels == (("今日头条", 1), ("商业晚报", 1), ("食品观察", 1))


def _number(one: AppearanceFact) -> int:
    return [fact.id for fact in MADE.facts].index(one.fact.id)


def test_what_is_not_shown_is_counted_by_its_rows() -> None:
    newer = (Said(text="孩子吃完起了一身疹子", severity=Severity.CRITICAL, day=6),) * 40
    made = report((*REPRINTED, *newer), earlier=False)
    assert Note(key="urgent_more", values=(("n", 4),)) in blocks(made, "urgent", Note)


@given(st.permutations(range(4)))
def test_every_row_is_under_one_text_and_its_first_appearance_at_the_head(
    order: list[int],
) -> None:
    grouped = by_text(MADE, [MADE.facts[number] for number in order])
    assert [[fact.id for fact in group] for group in grouped] == [
        ["f0001", "f0000", "f0002", "f0003"]
    ]


@given(st.lists(st.integers(0, 5), min_size=1, max_size=12))
def test_places_add_up(firsts: list[int]) -> None:
    """Whatever is a copy of what: each place but the quoted one is counted once."""
    facts = [
        replace(MADE.facts[0], id=FeedbackId(f"x{n}"), seq=n, channel=f"c{n % 3}")
        for n in range(len(firsts))
    ]
    places = tuple(
        AppearanceFact(first=FeedbackId(f"x{first}"), fact=fact)
        for first, fact in zip(firsts, facts, strict=True)
    )
    made = replace(MADE, appearances=places)
    (said,) = blocks(REPORT, "urgent", Quote)
    same = Counter(firsts)
    for first, fact in zip(firsts, facts, strict=True):
        found = placed(made, replace(said, feedback_id=fact.id, elsewhere=None)).elsewhere
        told = 0 if found is None else sum(count for _, count in found.channels)
        assert told == same[first] - 1


def test_the_further_places_are_found_again_by_their_filter() -> None:
    (shown,) = blocks(REPORT, "urgent", Quote)
    evidence = elsewhere(shown).evidence
    assert evidence.filter == (("elsewhere", "f0001"),)
    assert select(evidence.filter, MADE) == evidence


def changed(quote: Quote) -> Report:
    """The report with another urgent quote, under an honest id."""
    sections = tuple(
        replace(section, blocks=tuple(quote if isinstance(b, Quote) else b for b in section.blocks))
        if section.key == "urgent"
        else section
        for section in REPORT.sections
    )
    made = replace(REPORT, sections=sections)
    return replace(made, id=id_of(made))


def test_a_wrong_number_of_places_is_a_mismatch() -> None:
    (shown,) = blocks(REPORT, "urgent", Quote)
    told = elsewhere(shown)
    more = replace(told, evidence=replace(told.evidence, rows=9))
    with pytest.raises(EvidenceError, match=r"elsewhere\.f0001: counted 9 rows, the store has 3"):
        verify(changed(replace(shown, elsewhere=more)), MADE, MADE.texts)


@pytest.mark.parametrize("channels", [None, (("今日头条", 3),)])
def test_other_channels_or_none_are_a_mismatch(
    channels: tuple[tuple[str, int], ...] | None,
) -> None:
    (shown,) = blocks(REPORT, "urgent", Quote)
    told = channels and replace(elsewhere(shown), channels=channels)
    with pytest.raises(EvidenceError, match="urgent: quote of f0001 differs from the store"):
        verify(changed(replace(shown, elsewhere=told)), MADE, MADE.texts)


def test_a_copy_that_left_the_store_is_noticed() -> None:
    verify(REPORT, MADE, MADE.texts)
    with pytest.raises(EvidenceError, match=r"elsewhere\.f0001: counted 3 rows, the store has 2"):
        verify(REPORT, without(MADE, "f0003"), MADE.texts)


def test_places_survive_the_way_to_json_and_back() -> None:
    assert load(dump(REPORT)) == REPORT


def test_a_report_written_before_places_were_told_keeps_its_id() -> None:
    plain = report()
    assert load(dump(plain)) == plain
    assert id_of(load(dump(plain))) == plain.id


@pytest.mark.parametrize(
    ("language", "one", "more"),
    [
        ("zh", "另有 1 处相同内容：京东", "另有 3 处相同内容：今日头条 2、商业晚报"),
        ("en", "also in one more place: 京东", "also in 3 more places: 今日头条 2, 商业晚报"),
        ("ko", "같은 글이 1곳 더 있음: 京东", "같은 글이 3곳 더 있음: 今日头条 2, 商业晚报"),
    ],
)
def test_places_are_told_in_three_languages(language: str, one: str, more: str) -> None:
    wording = Wording(REPORT, language)
    (card,) = blocks(REPORT, "defects", IssueCard)
    (shown,) = blocks(REPORT, "urgent", Quote)
    assert wording.elsewhere(elsewhere(card.quotes[0])) == one
    assert wording.elsewhere(elsewhere(shown)) == more


@pytest.mark.parametrize(
    ("language", "one", "more"),
    [
        ("zh", "c0、c1、c2、c3、c4等，另有 1 个渠道", "c4等，另有 3 个渠道"),
        ("en", "c0, c1, c2, c3, c4 and one more channel", "c4 and 3 more channels"),
        ("ko", "c0, c1, c2, c3, c4 외 채널 1개", "c4 외 채널 3개"),
    ],
)
def test_of_many_channels_the_first_are_named(language: str, one: str, more: str) -> None:
    wording = Wording(REPORT, language)
    told = elsewhere(blocks(REPORT, "urgent", Quote)[0])

    def of(count: int) -> str:
        channels = tuple((f"c{number}", 1) for number in range(count))
        return wording.elsewhere(replace(told, channels=channels))

    assert of(6).endswith(one)
    assert of(8).endswith(more)
    assert of(5).endswith("c4")
