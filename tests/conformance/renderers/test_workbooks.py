"""What a workbook promises beyond what every format does."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conformance.renderers.test_renderers import EMPTY, HOSTILE, WEEK
from tests.conformance.renderers.workbooks import cells, numbers, parts, sheets
from tests.golden.reports.snacks import REPRINTED, Said, blocks, monthly_report, report
from voc.renderers.catalogues import LANGUAGES, catalogue
from voc.renderers.cells import MOST_IN_CELL, MOST_ON_TAB, tabs, units, written
from voc.renderers.html import HtmlRenderer
from voc.renderers.json import dump
from voc.renderers.wording import Wording
from voc.renderers.xlsx import XlsxRenderer
from voc.types.report import Chart, Figure, IssueCard, Quote, Report, Table

MONTH, COPIED = monthly_report(), report(REPRINTED)
EVERY = [WEEK, MONTH, COPIED, HOSTILE, EMPTY]


def made(told: Report, language: str = "en") -> bytes:
    return XlsxRenderer().render(told, language)


def blocks_in_json(told: Report) -> Iterator[dict[str, Any]]:
    for section in json.loads(dump(told))["report"]["sections"]:
        yield from section["blocks"]


def numbers_in(value: Any) -> Iterator[float]:
    """All of a block's JSON but where in its text a quote stands."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in {"start", "end"}:
                yield from numbers_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from numbers_in(inner)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield value


# --- the same numbers ---


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("told", EVERY)
def test_every_number_of_the_data_is_a_number_of_the_workbook(told: Report, language: str) -> None:
    found = set(numbers(cells(made(told, language))))
    for block in blocks_in_json(told):
        if block["block"] != "note":  # its numbers are words of a sentence
            assert set(numbers_in(block)) - found == set(), block


@pytest.mark.parametrize("told", EVERY)
def test_sentences_stand_as_every_format_words_them(told: Report) -> None:
    found = cells(made(told))
    wording = Wording(told, "en")
    page = HtmlRenderer().render(told, "en").decode()
    for cell in [row[1] for row in sheets(made(told))["Notes"][1:]]:
        assert cell in found
        assert not cell.isascii() or cell.replace("'", "&#39;").replace("<", "&lt;") in page
    assert wording.period() in found[0]


def test_a_row_of_figures_holds_what_its_figure_holds() -> None:
    rows = {row[0]: row for row in sheets(made(WEEK))["Overview"]}
    words = catalogue("en")["figures"]
    for figure in blocks(WEEK, "headline", Figure):
        row, moved = rows[words[figure.key]], figure.movement
        told = (figure.value, figure.low, figure.high, figure.previous)
        assert row[1:5] == ["" if value is None else value for value in told]
        tested = (moved.ratio, moved.low, moved.high, moved.p)
        assert row[7:11] == ["" if value is None else value for value in tested]


@pytest.mark.parametrize("told", [WEEK, MONTH, COPIED])
def test_rows_of_tables_and_charts_keep_their_numbers_and_order(told: Report) -> None:
    found, names = sheets(made(told)), catalogue("en")["sheets"]
    for section in told.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                rows = found[names[block.key]][1:]
                assert [numbers(row)[:-1] for row in rows] == [numbers(r) for r in block.rows]
            elif isinstance(block, Chart):
                rows = found[names[block.key]][1:]
                shown = sorted(value for row in rows for value in numbers(row)[:-1])
                assert shown == sorted(value for _, _, value in block.points)


def test_a_row_of_an_issue_holds_its_counts_and_its_days() -> None:
    rows = {row[0]: row for row in sheets(made(WEEK))["Top problems"]}
    for card in blocks(WEEK, "defects", IssueCard):
        row = rows[card.issue_id]
        assert (row[6], row[7], row[9], row[11]) == (
            card.count, card.previous, card.total, card.lot_known
        )  # fmt: skip
        assert row[10] == card.first_seen


def test_numbers_are_rounded_as_excel_rounds_them() -> None:
    wording = Wording(WEEK, "en")
    assert wording.number(0.0625, "share") == "6.3%"
    assert wording.number(0.0005, "share") == "0.1%"
    assert wording.number(4.125, "stars") == "4.13"
    assert wording.number(1.005, "stars") == "1.01"


def test_evidence_has_the_numbers_it_has_on_the_page() -> None:
    for told in (WEEK, COPIED):
        page = HtmlRenderer().render(told, "en").decode()
        listed = re.findall(r'<tr id="e(\d+)">.*?<code>(\w+)</code>', page)
        rows = sheets(made(told))["Evidence"][1:]
        assert [(str(int(row[0])), row[5][:12]) for row in rows] == listed


# --- evidence ---


@pytest.mark.parametrize("told", [WEEK, COPIED, HOSTILE])
def test_evidence_tells_filter_rows_digest_and_first_ids(told: Report) -> None:
    rows = {row[5]: row for row in sheets(made(told))["Evidence"][1:]}
    for block in blocks_in_json(told):
        if block["block"] == "figure":
            evidence = block["evidence"]
            row = rows[evidence["digest"]]
            assert row[2] == evidence["rows"]
            assert row[6].split() == evidence["sample"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_to_a_row_that_is_there(language: str) -> None:
    data = made(COPIED, language)
    found = sheets(data)
    links = [
        link for text in parts(data).values() for link in re.findall(r'location="([^"]+)"', text)
    ]
    assert len(links) > len(found)
    for link in links:
        tab, row = re.fullmatch(r"'(.+)'!A(\d+)", link).groups()
        assert int(row) <= len(found[tab])
        assert found[tab][int(row) - 1][0] != ""


# --- what people wrote ---

FORMULAS = (
    "=1+1",
    "+cmd|'/c calc'!A0",
    "-2+3",
    "@SUM(A1)",
    '=HYPERLINK("http://evil.example")',
    "\t=1",
    "\r=1",
    "{=1}",
    "http://evil.example/a",
    "internal:'Notes'!A1",
    "mailto:a@b.c",
    # What xlsxwriter has a meaning of its own for.
    "<r><t>x</t></r>",
    "<r>&</r>",
    "<r>_x0041_</r>",
    "_x0041_",
    "12",
    "1e5",
    "مرحبا 🙂",
)


def quoting(text: str, **changes: Any) -> Report:
    """A report whose quotes, products, channels and lots all read ``text``."""
    (quote, *_) = blocks(WEEK, "voices", Quote)
    said = replace(quote, text=text, before="", after="", channel=text, product=text, lot=text)
    section = replace(WEEK.sections[-2], blocks=(replace(said, **changes),))
    return replace(WEEK, product=text, sections=(section,))


@pytest.mark.parametrize("text", FORMULAS)
def test_what_looks_like_a_formula_or_a_link_is_text(text: str) -> None:
    data = made(quoting(text))
    whole = "\n".join(parts(data).values())
    assert "<f>" not in whole
    assert 'TargetMode="External"' not in whole
    row = sheets(data)["Quotes"][1]
    assert row[1] == row[4] == row[5] == row[8] == text.replace("\r", "\n")


def test_a_cell_that_begins_like_a_formula_stays_text_when_it_is_edited() -> None:
    assert 'quotePrefix="1"' in parts(made(quoting("=1+1")))["xl/styles.xml"]
    assert "quotePrefix" not in parts(made(quoting("好吃")))["xl/styles.xml"]


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_any_text_makes_a_workbook_that_can_be_read(text: str) -> None:
    data = made(quoting(text))
    parts(data)
    assert sheets(data)["Quotes"][1][1] == written(text, "")


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=60))
def test_what_the_store_holds_is_written_letter_for_letter(text: str) -> None:
    assert written(text, "") == text


@pytest.mark.parametrize("letter", ["字", "🙂", "a"])
def test_a_text_too_long_for_a_cell_is_cut_and_says_so(letter: str) -> None:
    for language in LANGUAGES:
        quotes = list(sheets(made(quoting(letter * 40_000), language)).values())[1]
        told = quotes[1][1]
        assert units(told) <= MOST_IN_CELL
        assert told.startswith(letter * 16_000)
        assert "40,000" in told[-80:]


def test_a_text_that_just_fits_is_whole() -> None:
    text = "字" * MOST_IN_CELL
    assert written(text, "cut") == text
    assert written(f"{text}字", "cut").endswith("cut")


# --- sheets ---


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("told", EVERY)
def test_tabs_are_called_in_the_language_of_the_report_as_excel_allows(
    told: Report, language: str
) -> None:
    found = list(sheets(made(told, language)))
    assert all(
        0 < units(tab) <= MOST_ON_TAB and not re.search(r"[\[\]:*?/\\']", tab) for tab in found
    )
    assert found[0] == catalogue(language)["sheets"]["overview"]


@given(
    st.lists(st.text(max_size=50) | st.sampled_from(["History", "a", "A", "'", "[]", "🙂" * 20]))
)
def test_any_names_become_tabs_that_excel_allows(names: list[str]) -> None:
    found = tabs(names)
    assert len({tab.casefold() for tab in found}) == len(names)
    for tab in found:
        assert 0 < units(tab) <= MOST_ON_TAB
        assert tab.casefold() != "history"
        assert not re.search(r"[\[\]:*?/\\'\x00-\x1f]", tab)


@pytest.mark.parametrize("told", EVERY)
def test_every_sheet_has_a_filter_and_headings_that_stay(told: Report) -> None:
    data = made(told)
    pages = [text for name, text in parts(data).items() if name.startswith("xl/worksheets/sheet")]
    assert len(pages) == len(sheets(data))
    for page in pages:
        assert "<autoFilter " in page
        assert 'state="frozen"' in page


def test_dates_are_days_in_the_zone_of_the_report() -> None:
    late = next(quote for quote in blocks(WEEK, "voices", Quote) if quote.posted_at)
    assert late.posted_at is not None
    moved = late.posted_at.replace(hour=16, minute=30)  # the next day in Shanghai
    row = sheets(made(quoting("x", posted_at=moved)))["Quotes"][1]
    assert row[6] == date(moved.year, moved.month, moved.day + 1)


def test_a_product_of_forty_letters_is_told_whole() -> None:
    name = "低糖高纤维每日坚果什锦水果燕麦脆片家庭装大礼盒三十日份升级版新口味限定款四十字整"
    data = made(report((Said(text="太甜了，吃不下", product=name, rating=1, topics="taste-"),)))
    assert name in cells(data)


def test_a_table_that_stands_in_two_sections_has_two_sheets() -> None:
    twice = replace(WEEK, sections=(*WEEK.sections, *WEEK.sections))
    data = made(twice)
    found = sheets(data)
    assert found["Products"] == found["Products 2"]
    assert found["Top problems"] == found["Top problems 2"]


def test_a_workbook_does_not_say_when_it_was_made() -> None:
    core = parts(made(WEEK))["docProps/core.xml"]
    assert re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core) == ["2000-01-01T00:00:00Z"] * 2
