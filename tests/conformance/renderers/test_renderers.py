"""Every renderer, built in or from outside, keeps these promises."""

import html
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.conformance.renderers.workbooks import cells
from tests.golden.reports.snacks import DAMP, MANGO, Said, blocks, monthly_report, report
from voc.bootstrap import plugins
from voc.errors import InputError
from voc.ports.renderers import Renderer
from voc.renderers.catalogues import LANGUAGES
from voc.renderers.html import HtmlRenderer
from voc.renderers.json import dump, load
from voc.renderers.markdown import MarkdownRenderer, escaped
from voc.types.opinion import Severity
from voc.types.report import Figure, IssueCard, Report

WEEK, EMPTY = report(), report((), earlier=False)
NAMES = plugins.names("renderers")
EVIL = "<script>alert(1)</script>"
# One of everything that people can write into a report.
HOSTILE = report(
    (
        Said(
            text=f"受潮{EVIL}<img src=x onerror=alert(1)> [链接](javascript:alert(1)) `x` | ***",
            product="\"><svg onload=alert(1)>'",
            channel="<b onmouseover=alert(1)>店</b>",
            lot="L1\"><iframe src=//evil.example>",
            issue=DAMP,
            severity=Severity.CRITICAL,
            topics="<i>taste</i>-",
        ),
        Said(
            text="# 标题\n- 列表\n1. 一\n\n    代码块 ![图](http://evil.example/a.png)",
            product=MANGO, feeling="+", day=None,
        ),
        Said(text="[x]: http://evil.example &lt;script&gt; \u202egnp.exe 🙂 مرحبا", feeling="±"),
    )
)  # fmt: skip
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@pytest.fixture(params=NAMES)
def renderer(request: pytest.FixtureRequest) -> Renderer:
    built: Renderer = plugins.load("renderers", request.param)()
    return built


class Tags(HTMLParser):
    """Names of all tags and attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs


def words_of(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", page))


def readable(renderer: Renderer, language: str) -> str:
    """The week in words: binary formats are read back, one cell a line."""
    data = renderer.render(WEEK, language)
    return "\n".join(map(str, cells(data))) if renderer.suffix == "xlsx" else data.decode()


# --- all renderers ---


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("made", [WEEK, HOSTILE, EMPTY, monthly_report()])
def test_the_same_report_gives_the_same_bytes(
    renderer: Renderer, made: Report, language: str
) -> None:
    assert renderer.render(made, language) == renderer.render(made, language)


def test_every_figure_stands_in_every_format(renderer: Renderer) -> None:
    page = readable(renderer, "zh")
    formats = {"count": "{:,}", "share": "{:.1%}", "stars": "{:.2f}"}
    for figure in blocks(WEEK, "headline", Figure):
        told = formats[figure.unit].format(figure.value)
        raw = {"json": f'"value": {figure.value}', "xlsx": f"\n{float(figure.value or 0)}\n"}
        assert raw.get(renderer.suffix, told) in page


def test_every_quote_stands_in_every_format(renderer: Renderer) -> None:
    page = readable(renderer, "ko")
    for card in blocks(WEEK, "defects", IssueCard):
        assert card.quotes
        for quote in card.quotes:
            assert quote.text in page
            assert quote.feedback_id in page


# --- HTML ---


@pytest.mark.parametrize("made", [WEEK, HOSTILE])
def test_html_holds_nothing_that_acts_or_loads(made: Report) -> None:
    page = HtmlRenderer().render(made, "zh").decode()
    found = Tags(page)
    assert not found.tags & {"script", "img", "iframe", "link", "object", "embed", "form", "base"}
    assert not [name for name, _ in found.attributes if name.startswith("on")]
    links = [value or "" for name, value in found.attributes if name in {"href", "src"}]
    assert all(link.startswith("#") for link in links)
    assert "url(" not in page
    assert "@import" not in page


def test_html_shows_hostile_words_as_they_were_written() -> None:
    page = HtmlRenderer().render(HOSTILE, "zh").decode()
    assert f"受潮{EVIL}<img src=x onerror=alert(1)>" in words_of(page)
    assert EVIL not in page


def test_a_hostile_topic_cannot_leave_the_picture() -> None:
    page = HtmlRenderer().render(HOSTILE, "en").decode()
    assert "<i>taste" not in page
    assert "&lt;i&gt;taste&lt;/i&gt;" in page


def test_html_names_each_chart_and_gives_its_numbers() -> None:
    page = HtmlRenderer().render(WEEK, "zh").decode()
    assert page.count('role="img"') == 3
    assert page.count("<title>") == 4  # of the page and of each chart
    assert page.count("<details>") == 3


def test_html_links_every_number_to_evidence_that_is_there() -> None:
    page = HtmlRenderer().render(WEEK, "zh").decode()
    asked = set(re.findall(r'href="#(e\d+)"', page))
    assert asked
    assert asked == set(re.findall(r'<tr id="(e\d+)"', page))


def test_html_says_which_language_it_is_in() -> None:
    tags = [HtmlRenderer().render(WEEK, language)[:60].decode() for language in LANGUAGES]
    assert [re.findall(r'lang="([\w-]+)"', tag) for tag in tags] == [["zh-CN"], ["en"], ["ko"]]


# --- Markdown ---


@pytest.mark.parametrize("made", [WEEK, HOSTILE])
def test_markdown_holds_no_link_picture_or_markup_of_others(made: Report) -> None:
    page = MARKDOWN.render(MarkdownRenderer().render(made, "zh").decode())
    allowed = {"h1", "h2", "h3", "p", "ul", "li", "strong", "blockquote", "hr",
               "table", "thead", "tbody", "tr", "th", "td"}  # fmt: skip
    assert Tags(page).tags <= allowed


# Anything but what no text of the store holds, and line ends, which the page folds.
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_markdown_reads_back_as_the_text_it_was_made_of(text: str) -> None:
    rendered = MARKDOWN.render(f"> {escaped(text)}")
    assert " ".join(words_of(rendered).split()) == " ".join(text.split())


def test_html_and_markdown_say_how_many_comments_name_a_lot() -> None:
    for made in (HtmlRenderer(), MarkdownRenderer()):
        assert "7 comments name their lot" in made.render(WEEK, "en").decode()


# --- JSON ---


@pytest.mark.parametrize("made", [WEEK, HOSTILE, EMPTY])
def test_json_reads_back_as_the_report_it_was_made_of(made: Report) -> None:
    assert load(dump(made)) == made
    assert dump(load(dump(made))) == dump(made)


def test_a_report_read_back_draws_the_same_page(renderer: Renderer) -> None:
    assert renderer.render(load(dump(WEEK)), "zh") == renderer.render(WEEK, "zh")


def test_json_of_another_schema_is_refused_with_what_to_do() -> None:
    data = dump(WEEK).replace(b'"schema": 2', b'"schema": 1')
    with pytest.raises(InputError, match=r"schema 1, this voc reads 2.*again"):
        load(data)


@given(st.binary() | st.recursive(st.none() | st.text(), st.lists).map(lambda v: str(v).encode()))
def test_what_is_no_report_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(InputError, match="Not a report voc wrote"):
        load(data)


@given(st.data())
def test_a_damaged_report_is_refused_or_read(data: st.DataObject) -> None:
    whole = dump(WEEK)
    start = data.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:start] + data.draw(st.binary(max_size=4)) + whole[start + 3 :]
    try:
        load(damaged)
    except InputError as err:
        assert str(err)  # noqa: PT017 (either outcome is right)


@pytest.mark.parametrize(
    "data",
    [b"[" * 100_000, b"{}", b'{"schema": 2}', b'{"schema": 2, "report": {"zone": "Asia"}}'],
)
def test_odd_json_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(InputError, match="Not a report voc wrote"):
        load(data)
