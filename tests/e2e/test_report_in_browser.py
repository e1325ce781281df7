"""What a browser shows of a report, on a desk, on a phone and on paper."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page

from tests.golden.reports.snacks import report
from voc.renderers.html import HtmlRenderer

A4_MM = (210, 297)
POINTS_A_MM = 72 / 25.4


@pytest.fixture(scope="module", params=["zh", "en", "ko"])
def html(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / f"{request.param}.html"
    path.write_bytes(HtmlRenderer().render(report(), request.param))
    return path


@pytest.fixture(params=[1280, 390])
def page(browser: Browser, html: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": request.param, "height": 900})
    requests: list[str] = []
    complaints: list[str] = []
    opened.on("request", lambda asked: requests.append(asked.url))
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(html.as_uri())
    yield opened
    assert requests == [html.as_uri()]
    assert complaints == []
    opened.close()


def test_it_fits_the_window_without_scrolling_sideways(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_nothing_is_cut_off_or_scrolls_on_its_own_but_the_evidence(page: Page) -> None:
    wide = page.evaluate(
        """[...document.querySelectorAll("main section:not(.evidence) *")]
        .filter(e => !e.closest("details, svg") && e.clientWidth)
        .filter(e => e.scrollWidth > e.clientWidth + 1)
        .map(e => `${e.tagName}.${e.className}`)"""
    )
    assert wide == []


def test_chinese_and_korean_are_drawn_as_themselves(page: Page) -> None:
    """A missing glyph is the same box for every character; real ones differ."""
    shapes = page.evaluate(
        """() => {
          const draw = text => {
            const canvas = document.createElement("canvas");
            canvas.width = canvas.height = 40;
            const pen = canvas.getContext("2d");
            pen.font = "32px " + getComputedStyle(document.body).fontFamily;
            pen.fillText(text, 2, 32);
            return canvas.toDataURL();
          };
          return [..."受潮藤椒눅김\\u{10ffff}"].map(draw);
        }"""
    )
    assert len(set(shapes)) == len(shapes)


def test_charts_are_drawn_with_their_labels(page: Page) -> None:
    assert page.locator("figure svg").count() == 3
    heights = page.locator("figure svg").evaluate_all("all => all.map(e => e.clientHeight)")
    assert min(heights) > 100
    sizes = page.locator("figure svg text").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect().height)"
    )
    assert min(sizes) >= 9


def test_it_prints_on_a4_with_text_that_can_be_found(
    browser: Browser, html: Path, tmp_path: Path
) -> None:
    page = browser.new_page()
    page.goto(html.as_uri())
    printed = tmp_path / "report.pdf"
    page.pdf(path=printed, prefer_css_page_size=True)
    page.close()
    document = pypdfium2.PdfDocument(printed)
    size = document[0].get_size()
    text = "".join(sheet.get_textpage().get_text_range() for sheet in document)
    pages = len(document)
    document.close()
    assert [round(side / POINTS_A_MM) for side in size] == list(A4_MM)
    assert pages > 1
    assert "完全受潮了" in text
    assert "김이 눅눅해서" in text


def test_cards_and_quotes_are_not_cut_by_page_ends(browser: Browser, html: Path) -> None:
    page = browser.new_page()
    page.goto(html.as_uri())
    page.emulate_media(media="print")
    breaks = page.locator(".issue, .quote, .figure, tr").evaluate_all(
        "all => all.map(e => getComputedStyle(e).breakInside)"
    )
    page.close()
    assert set(breaks) == {"avoid"}
