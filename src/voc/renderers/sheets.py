"""A report as sheets of rows, before they are cells of a file. One table a sheet."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, count
from zoneinfo import ZoneInfo

from voc.renderers.footnotes import Footnotes
from voc.renderers.tables import day_of, place
from voc.renderers.wording import PER, Wording
from voc.report.verify import evidence_of
from voc.types.opinion import Severity
from voc.types.report import (
    Block,
    Chart,
    Evidence,
    Figure,
    IssueCard,
    Movement,
    Note,
    Quote,
    Report,
    Section,
    Table,
)


@dataclass(frozen=True, slots=True)
class Number:
    """As the report's data has it; ``unit`` says how it is shown."""

    value: float
    unit: str  # "count", "share", "stars", or "plain" as it is, "ratio", "p"


@dataclass(frozen=True, slots=True)
class Link:
    """The place of a row that stands on another sheet."""

    sheet: str  # key
    row: int  # of the sheet's rows, from 0
    text: str


@dataclass(frozen=True, slots=True)
class Check:
    """For those who check: kept on one line, so that it makes no row taller."""

    text: str


# Evidence reads as its number and leads to its row.
Value = str | Number | date | Evidence | Link | Check | None
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    key: str
    name: str  # on the tab; not yet fit for Excel
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    chart: Chart | None = None  # whose points the rows are, a column a series after the first


class Sheets:
    """Every sheet of one report in one language."""

    def __init__(self, report: Report, language: str) -> None:
        self.wording = Wording(report, language)
        self.footnotes = Footnotes(self.wording)
        self._report = report
        # Numbered as a reader of the page meets it, so that a number means the same in both.
        for section in report.sections:
            for block in section.blocks:
                for _, evidence in evidence_of(block):
                    self.footnotes.number(evidence)

    def figures(self) -> Sheet:
        columns = ("figure", "value", "low", "high", "before", "change", "evidence", *_TESTED)
        rows = tuple(self._figure(one) for _, one in self._blocks() if isinstance(one, Figure))
        return self._sheet("overview", columns, rows)

    def others(self) -> tuple[Sheet, ...]:
        """All but the figures, what people act on first; those that have no rows are left out."""
        sections = self._report.sections
        told = [self._issues(section) for section in sections]
        told += [self._lots(), self._channels(), self._quotes()]
        told += [sheet for section in sections for sheet in self._of(section)]
        told = _told_apart(sheet for sheet in (*told, self._notes()) if sheet.rows)
        return (*told, self._evidence((self.figures(), *told)))

    # --- sheets of one section ---

    def _issues(self, section: Section) -> Sheet:
        cards = tuple(self._card(one) for one in section.blocks if isinstance(one, IssueCard))
        name = self.wording.say("sections", section.key)
        return self._sheet(f"issues_{section.key}", _CARD, cards, title=name)

    def _of(self, section: Section) -> Iterator[Sheet]:
        for block in section.blocks:
            if isinstance(block, Table):
                yield self._table(block)
            elif isinstance(block, Chart):
                yield self._chart(block)

    def _figure(self, figure: Figure) -> Row:
        return (
            self.wording.say("figures", figure.key),
            _number(figure.value, figure.unit),
            _number(figure.low, figure.unit),
            _number(figure.high, figure.unit),
            _number(figure.previous, figure.unit),
            self.wording.figure_movement(figure),
            figure.evidence,
            *_tested(figure.movement),
        )

    def _card(self, card: IssueCard) -> Row:
        wording = self.wording
        return (
            card.issue_id,
            wording.headline(card),
            card.product,
            wording.name("topics", card.topic),
            self._severity(card.severity),
            wording.say("filter_values", "yes" if card.pinned else "no"),
            _number(card.count, "count"),
            _number(card.previous, "count"),
            wording.card_movement(card),
            _number(card.total, "count"),
            card.first_seen,
            _number(card.lot_known, "count"),
            card.evidence,
            *_tested(card.movement),
        )

    def _table(self, table: Table) -> Sheet:
        rows = []
        for told, evidence in zip(table.rows, table.evidence, strict=True):
            cells = zip(table.columns, told, strict=True)
            rows.append((*(self._cell(column, value) for column, value in cells), evidence))
        title = self.wording.say("tables", table.key)
        return self._sheet(table.key, (*table.columns, "evidence"), tuple(rows), title=title)

    def _cell(self, column: str, value: str | float | None) -> Value:
        if isinstance(value, str):
            return self.wording.cell(column, value)
        return _number(value, self.wording.unit(column))

    def _chart(self, chart: Chart) -> Sheet:
        wording = self.wording
        series = list(dict.fromkeys(label for _, label, _ in chart.points))
        values = {(name, label): value for name, label, value in chart.points}
        rows = tuple(
            (
                day_of(name, chart) or place(name, chart, wording),
                *(_number(values.get((name, label)), "count") for label in series),
                chart.evidence,
            )
            for name in dict.fromkeys(name for name, _, _ in chart.points)
        )
        first = "topic" if chart.mark == "diverging_bars" else "time"
        return self._sheet(
            chart.key,
            (first, *series, "evidence"),
            rows,
            title=wording.say("charts", chart.key),
            chart=chart,
        )

    # --- sheets of the whole report ---

    def _lots(self) -> Sheet:
        rows = tuple(
            (
                card.issue_id,
                self.wording.headline(card),
                lot.lot,
                _number(lot.voices, "count"),
                _number(lot.shipped, "count"),
                Number(PER * lot.voices / lot.shipped, "ratio") if lot.shipped else None,
                lot.evidence,
            )
            for card in self._cards()
            for lot in card.lots
        )
        columns = ("id", "issue", "lot", "rows", "shipped", "per_shipped", "evidence")
        return self._sheet("lots", columns, rows)

    def _channels(self) -> Sheet:
        rows = tuple(
            (
                card.issue_id,
                self.wording.headline(card),
                self.wording.channel(channel),
                Number(count, "count"),
                card.evidence,
            )
            for card in self._cards()
            for channel, count in card.channels
        )
        return self._sheet("issue_channels", ("id", "issue", "channel", "rows", "evidence"), rows)

    def _quotes(self) -> Sheet:
        rows = []
        for section, block in self._blocks():
            if isinstance(block, IssueCard):
                rows += [self._quote(section, block, quote) for quote in block.quotes]
            elif isinstance(block, Quote):
                rows.append(self._quote(section, None, block))
        return self._sheet("quotes", _QUOTE, tuple(rows))

    def _quote(self, section: Section, card: IssueCard | None, quote: Quote) -> Row:
        wording = self.wording
        lead = "… " if quote.start > len(quote.before) else ""
        tail = " …" if quote.cut else ""
        places = quote.elsewhere
        return (
            wording.say("sections", section.key),
            quote.text,
            f"{lead}{quote.before}{quote.text}{quote.after}{tail}",
            card.issue_id if card else None,
            quote.product,
            wording.channel(quote.channel),
            self._posted(quote),
            _number(quote.rating, "plain"),
            quote.lot,
            wording.say("columns", quote.sentiment),
            self._severity(quote.severity),
            quote.feedback_id,
            wording.channels(places.channels) if places else None,
            places.evidence if places else None,
        )

    def _posted(self, quote: Quote) -> Value:
        if quote.posted_at is None:
            return self.wording.say("quotes", "undated")
        return quote.posted_at.astimezone(ZoneInfo(self._report.zone)).date()

    def _notes(self) -> Sheet:
        rows = tuple(
            (self.wording.say("sections", section.key), self.wording.note(block))
            for section, block in self._blocks()
            if isinstance(block, Note)
        )
        return self._sheet("notes", ("section", "sentence"), rows)

    def _evidence(self, told: tuple[Sheet, ...]) -> Sheet:
        """Each with the first place it stands behind."""
        used: dict[Evidence, Link] = {}
        for sheet in told:
            for number, row in enumerate(sheet.rows):
                for value in row:
                    if isinstance(value, Evidence):
                        used.setdefault(value, Link(sheet.key, number, sheet.title))
        rows = tuple(
            (
                evidence,
                filter_,
                Number(evidence.rows, "count"),
                used.get(evidence),
                Check("; ".join(f"{field}={value}" for field, value in evidence.filter)),
                Check(evidence.digest),
                Check(" ".join(evidence.sample)),
            )
            for _, filter_, evidence in self.footnotes.all()
        )
        columns = ("number", "filter", "found", "stands", "condition", "digest", "sample")
        return self._sheet("evidence", columns, rows, title=self.wording.say("evidence", "title"))

    # --- words ---

    def _sheet(
        self,
        key: str,
        columns: tuple[str, ...],
        rows: tuple[Row, ...],
        *,
        title: str | None = None,
        chart: Chart | None = None,
    ) -> Sheet:
        name = self.wording.name("sheets", key)
        return Sheet(
            key=key,
            name=(title or key) if name == key else name,
            title=title or name,
            columns=tuple(self._heading(column) for column in columns),
            rows=rows,
            chart=chart,
        )

    def _heading(self, column: str) -> str:
        own = self.wording.name("headings", column)
        return self.wording.say("columns", column) if own == column else own

    def _severity(self, severity: Severity) -> str | None:
        return None if severity is Severity.NONE else self.wording.say("severities", severity)

    def _blocks(self) -> Iterator[tuple[Section, Block]]:
        for section in self._report.sections:
            for block in section.blocks:
                yield section, block

    def _cards(self) -> Iterator[IssueCard]:
        for _, block in self._blocks():
            if isinstance(block, IssueCard):
                yield block


# Catalogue keys of the columns that tell a test.
_TESTED = ("ratio", "ratio_low", "ratio_high", "p", "because_of")
_CARD = (
    "id", "issue", "product", "topic", "severity", "pinned", "rows", "before", "change",
    "total", "first_seen", "lot_known", "evidence", *_TESTED,
)  # fmt: skip
_QUOTE = (
    "section", "quote", "context", "id", "product", "channel", "posted", "rating", "lot",
    "sentiment", "severity", "feedback_id", "elsewhere", "evidence",
)  # fmt: skip


def _told_apart(sheets: Iterable[Sheet]) -> list[Sheet]:
    """A table that stands in two sections has two sheets; the first and the last are no table's."""
    keys = {"overview", "evidence"}
    found = []
    for sheet in sheets:
        others = (f"{sheet.key}_{number}" for number in count(2))
        key = next(one for one in chain([sheet.key], others) if one not in keys)
        keys.add(key)
        found.append(replace(sheet, key=key))
    return found


def _number(value: float | None, unit: str) -> Number | None:
    return None if value is None else Number(value, unit)


def _tested(movement: Movement) -> Row:
    return (
        _number(movement.ratio, "ratio"),
        _number(movement.low, "ratio"),
        _number(movement.high, "ratio"),
        _number(movement.p, "p"),
        Check(movement.because),
    )
