"""Reports as Excel workbooks: one table a sheet, ready to filter, sort and count on.

Cells hold the numbers of the report's data and show them as every other format does. What people
wrote is text whatever it looks like: no cell computes anything.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from voc.renderers.cells import acts, lines, tabs, width, written
from voc.renderers.charts import COLOURS
from voc.renderers.sheets import Check, Link, Number, Row, Sheet, Sheets, Value
from voc.renderers.wording import Wording
from voc.types.report import Chart, Evidence, Note, Report

# Same report, same bytes: the file says nothing of when it was made.
_MADE = datetime(2000, 1, 1, tzinfo=UTC)
_OPTIONS = {
    "in_memory": True,  # its parts then carry no time either
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
_SHOWN = {
    "count": "#,##0",
    "share": "0.0%",
    "stars": "0.00",
    "ratio": "#,##0.00",
    "p": '[<0.0001]"<0.0001";0.0000',
}
_LINK = {"font_color": "#1a5f8a", "underline": 1}
_HEAD = {"bold": True, "bg_color": "#e8edf1", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
# Digits: wide enough for a date or a heading's words, narrow enough that a screen holds the table.
_NARROWEST, _WIDEST, _CHECK, _SENTENCES, _HEADING = 9, 56, 28, 100, 18
_ESCAPE = re.compile(r"(?<=_)(?=x[0-9a-fA-F]{4}_)")
_LINE, _TALLEST = 15, 409  # points; Excel allows no taller row
_FIGURES_AT = 3  # row of the figures' headings, below the title
_SENTENCE = 6  # columns that sentences of the overview run over


class XlsxRenderer:
    suffix = "xlsx"

    def render(self, report: Report, language: str) -> bytes:
        file = BytesIO()
        with xlsxwriter.Workbook(file, _OPTIONS) as book:
            _Book(book, report, language).write()
        return file.getvalue()


class _Book:
    def __init__(self, book: Any, report: Report, language: str) -> None:
        self._book = book
        self._report = report
        self._sheets = Sheets(report, language)
        self._wording: Wording = self._sheets.wording
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._figures = self._sheets.figures()
        self._all = (self._figures, *self._sheets.others())
        names = tabs(sheet.name for sheet in self._all)
        self._tabs = {sheet.key: tab for sheet, tab in zip(self._all, names, strict=True)}

    def write(self) -> None:
        wording = self._wording
        title = f"{wording.title()} · {wording.period()} · {wording.scope()}"
        told = {"title": self._text(title), "comments": self._report.id, "created": _MADE}
        self._book.set_properties(told)
        pages = [self._book.add_worksheet(self._tabs[sheet.key]) for sheet in self._all]
        self._overview(pages[0])
        for page, sheet in zip(pages[1:], self._all[1:], strict=True):
            self._table(page, sheet, 0)
            if sheet.chart is not None and sheet.rows:
                self._draw(page, sheet, sheet.chart)

    # --- the first sheet ---

    def _overview(self, page: Any) -> None:
        wording = self._wording
        days = wording.say("footer", "made", days=wording.days(self._report.period),
                           zone=self._report.zone)  # fmt: skip
        page.set_row(0, 26)
        self._string(page, 0, 0, f"{wording.title()} · {wording.period()}",
                     {"bold": True, "font_size": 16, "valign": "vcenter"})  # fmt: skip
        self._string(page, 1, 0, f"{wording.scope()} · {days}", {})
        widths = self._table(page, self._figures, _FIGURES_AT)
        row = _FIGURES_AT + len(self._figures.rows) + 2
        row = self._sentences(page, row, sum(widths[:_SENTENCE]))
        row = self._contents(page, row + 1)
        for line in (*wording.recipes(), wording.say("footer", "report", id=self._report.id)):
            row += 1
            self._string(page, row, 0, line, {"font_color": "#5c6670"})

    def _sentences(self, page: Any, row: int, room: int) -> int:
        """What the report says first, in words. Returns the row after it."""
        if not self._report.sections:
            return row
        first = self._report.sections[0]
        self._string(page, row, 0, self._wording.say("sections", first.key), {"bold": True})
        for block in first.blocks:
            if isinstance(block, Note):
                row += 1
                told = self._text(f"• {self._wording.note(block)}")
                look = self._format({"text_wrap": True, "valign": "top"})
                page.merge_range(row, 0, row, _SENTENCE - 1, "", look)
                self._string(page, row, 0, told, {"text_wrap": True, "valign": "top"})
                page.set_row(row, min(_LINE * lines(told, room), _TALLEST))
        return row + 1

    def _contents(self, page: Any, row: int) -> int:
        wording = self._wording
        heads = (wording.say("workbook", "contents"), wording.say("workbook", "numbered"))
        for column, text in enumerate((*heads, "")):
            self._string(page, row, column, text, _HEAD)
        for sheet in self._all[1:]:
            row += 1
            self._link(page, row, 0, Link(sheet.key, 0, self._tabs[sheet.key]))
            self._number(page, row, 1, Number(len(sheet.rows), "count"))
            if sheet.title != sheet.name:
                self._string(page, row, 2, sheet.title, {})
        return row + 1

    # --- tables ---

    def _table(self, page: Any, sheet: Sheet, top: int) -> list[int]:
        """Headings in row ``top`` and all below; returns the columns' widths."""
        for column, text in enumerate(sheet.columns):
            # Not to the right, over their numbers: the filter's arrow would hide their ends.
            self._string(page, top, column, text, _HEAD)
        page.set_row(top, 2 * _LINE + 2)
        for number, row in enumerate(sheet.rows, start=top + 1):
            self._row(page, number, row)
        widths = [self._width(sheet, column) for column in range(len(sheet.columns))]
        for column, digits in enumerate(widths):
            page.set_column(column, column, digits)
        page.autofilter(top, 0, top + max(len(sheet.rows), 1), len(sheet.columns) - 1)
        page.freeze_panes(top + 1, 0)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        page.repeat_rows(top)
        return widths

    def _row(self, page: Any, row: int, cells: Row) -> None:
        for column, value in enumerate(cells):
            match value:
                case Number():
                    self._number(page, row, column, value)
                case Evidence():
                    self._evidence(page, row, column, value)
                case Link():
                    self._link(page, row, column, value)
                case Check():
                    self._string(page, row, column, value.text, {"valign": "top"})
                case date():
                    day = self._wording.say("workbook", "day")
                    shown = {"num_format": day, "align": "left", "valign": "top"}
                    page.write_datetime(row, column, value, self._format(shown))
                case str():
                    look = {"valign": "top", "text_wrap": width(value) > _WIDEST}
                    self._string(page, row, column, value, look)

    def _width(self, sheet: Sheet, column: int) -> int:
        """Of the longest cell, and room for half of the heading beside the filter's arrow."""
        heading = width(sheet.columns[column])
        least = heading + 4 if heading <= _HEADING else heading // 2 + 6
        values = [row[column] for row in sheet.rows]
        widest = _SENTENCES if sheet.key == "notes" else _WIDEST
        widest = _CHECK if any(isinstance(value, Check) for value in values) else widest
        return min(max(_NARROWEST, least, *(width(self._shown(v)) + 2 for v in values)), widest)

    def _shown(self, value: Value) -> str:
        if isinstance(value, Number):
            return f"{value.value:,.2f}"
        if isinstance(value, Link | Check):
            return value.text
        if isinstance(value, date):
            return self._wording.day(value)
        return value if isinstance(value, str) else ""

    # --- cells ---

    def _text(self, text: str) -> str:
        return written(text, self._wording.say("workbook", "cut", n=len(text)))

    def _string(self, page: Any, row: int, column: int, text: str, look: dict[str, Any]) -> None:
        """Text and nothing else, also where it begins like a formula."""
        text = self._text(text)
        look = {**look, "quote_prefix": True} if acts(text) else look
        if text.startswith("<r>") and text.endswith("</r>"):
            # xlsxwriter takes such a string for its own markup and would write it as it is.
            self._in_runs(page, row, column, text, look)
        else:
            page.write_string(row, column, text, self._format(look))

    def _in_runs(self, page: Any, row: int, column: int, text: str, look: dict[str, Any]) -> None:
        """Cut where xlsxwriter would escape the escape of Excel, ``_x0041_``, a second time."""
        runs = (text[0], text[1], *_ESCAPE.split(text[2:]))
        page.write_rich_string(row, column, *runs, self._format(look))

    def _number(self, page: Any, row: int, column: int, number: Number) -> None:
        look = {"valign": "top", "num_format": _SHOWN.get(number.unit, "General")}
        page.write_number(row, column, number.value, self._format(look))

    def _evidence(self, page: Any, row: int, column: int, evidence: Evidence) -> None:
        number = self._sheets.footnotes.number(evidence)
        if page.get_name() != self._tabs["evidence"]:
            self._link(page, row, column, Link("evidence", number - 1, str(number)))
        # Written over the link's words, which keeps the link: a number sorts as one.
        look = {"valign": "top", "align": "center"}
        linked = look if page.get_name() == self._tabs["evidence"] else {**look, **_LINK}
        page.write_number(row, column, number, self._format(linked))

    def _link(self, page: Any, row: int, column: int, link: Link) -> None:
        first = _FIGURES_AT + 2 if link.sheet == self._figures.key else 2
        place = f"internal:'{self._tabs[link.sheet]}'!A{link.row + first}"
        page.write_url(row, column, place, self._format({"valign": "top", **_LINK}), link.text)

    def _format(self, look: dict[str, Any]) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(look)
        return self._formats[key]

    # --- charts ---

    def _draw(self, page: Any, sheet: Sheet, chart: Chart) -> None:
        """The points as a picture beside them, in the colours of the page."""
        stacked = chart.mark == "stacked_bars"
        kind = {"type": "column", "subtype": "stacked"} if stacked else {"type": "bar"}
        drawn = self._book.add_chart(kind)
        tab, last = self._tabs[sheet.key], len(sheet.rows)
        for column, label in enumerate(_series(chart), start=1):
            drawn.add_series({
                "name": [tab, 0, column],
                "categories": [tab, 1, 0, last, 0],
                "values": [tab, 1, column, last, column],
                "fill": {"color": COLOURS.get(label, "#8a929b")},
                "gap": 40,
            })  # fmt: skip
        drawn.set_title({"name": sheet.title, "name_font": {"size": 12}, "overlay": False})
        drawn.set_legend({"position": "bottom"})
        places = {"text_axis": True, "num_format": "m/d"}
        # Rows read from above, as the table does.
        drawn.set_x_axis(places if stacked else {**places, "reverse": True})
        drawn.set_y_axis({"num_format": "#,##0", "major_gridlines": {"visible": stacked}})
        drawn.set_size({"width": 640, "height": 340 if stacked else 120 + 36 * last})
        beside = len(sheet.columns) + 1
        page.insert_chart(1, beside, drawn, {"description": sheet.title})


def _series(chart: Chart) -> Sequence[str]:
    return list(dict.fromkeys(label for _, label, _ in chart.points))
