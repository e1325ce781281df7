"""Reports as Markdown, to paste into a chat or a wiki. People's words are escaped."""

import re
from collections.abc import Iterator

from voc.renderers.footnotes import Footnotes
from voc.renderers.tables import WordedTable, chart_numbers, worded_table
from voc.renderers.wording import Wording
from voc.types.opinion import Severity
from voc.types.report import (
    Block,
    Chart,
    Elsewhere,
    Figure,
    IssueCard,
    Note,
    Quote,
    Report,
    Section,
    Table,
)

# What Markdown, or the HTML and links in it, could read as anything but text.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&$@]|:(?=//)|(?<=www)\.)", re.IGNORECASE)
# Signs that only count at the start of a line.
_OPENING = re.compile(r"^(\d+(?=[.)](?:\s|$))|(?=[-+=]))")
_BREAKS = re.compile(r"\s+")


class MarkdownRenderer:
    suffix = "md"

    def render(self, report: Report, language: str) -> bytes:
        wording = Wording(report, language)
        page = _Page(wording)
        return ("\n".join(page.lines(report)).rstrip() + "\n").encode()


def escaped(text: str) -> str:
    """``text`` on one line, with nothing in it that Markdown would act on."""
    line = _BREAKS.sub(" ", text.strip())
    return _OPENING.sub(r"\1\\", _SPECIAL.sub(r"\\\1", line))


class _Page:
    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._footnotes = Footnotes(wording)

    def lines(self, report: Report) -> Iterator[str]:
        wording = self._wording
        yield f"# {wording.title()} · {wording.period()} · {escaped(wording.scope())}"
        yield from ("", wording.say("footer", "made", days=wording.days(report.period),
                                    zone=report.zone), "")  # fmt: skip
        for section in report.sections:
            yield from self._section(section)
        yield from self._evidence()
        yield from ("---", "")
        id_ = wording.say("footer", "report", id=escaped(report.id))
        yield " · ".join([*map(escaped, wording.recipes()), id_])

    def _section(self, section: Section) -> Iterator[str]:
        yield from (f"## {self._wording.say('sections', section.key)}", "")
        for number, block in enumerate(section.blocks):
            yield from self._block(block)
            following = section.blocks[number + 1 : number + 2]
            # Notes and figures that follow each other are one list.
            if _is_item(block) and not (following and _is_item(following[0])):
                yield ""

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Note():
                yield f"- {escaped(self._wording.note(block))}"
            case Figure():
                yield self._figure(block)
            case Table():
                yield from self._table(worded_table(block, self._wording), numbered=True)
            case Chart():
                yield from self._table(chart_numbers(block, self._wording), numbered=False)
            case IssueCard():
                yield from self._card(block)
            case Quote():
                yield from self._quote(block)

    def _figure(self, figure: Figure) -> str:
        wording = self._wording
        value = wording.number(figure.value, figure.unit)
        if figure.low is not None and figure.high is not None:
            interval = wording.interval(figure.low, figure.high, figure.unit)
            value = wording.say("formats", "share_interval", share=value, interval=interval)
        parts = (
            wording.before(figure.previous, figure.unit),
            wording.figure_movement(figure),
        )
        told = f"**{value}**{self._mark(figure)} · {' · '.join(parts)}"
        return f"- {wording.labelled(wording.say('figures', figure.key), told)}"

    def _mark(self, block: Figure | IssueCard | Elsewhere) -> str:
        return f" \\[{self._footnotes.number(block.evidence)}\\]"

    def _table(self, table: WordedTable, *, numbered: bool) -> Iterator[str]:
        mark = [self._wording.say("evidence", "title")] if numbered else []
        yield from (f"**{table.title}**", "")
        yield _row([*table.columns, *mark])
        yield _row(["---"] * (len(table.columns) + len(mark)))
        for row in table.rows:
            place = [f"[{self._footnotes.number(row.evidence)}]"] if numbered else []
            yield _row([escaped(cell) for cell in (*row.cells, *place)])
        yield ""

    def _card(self, card: IssueCard) -> Iterator[str]:
        wording = self._wording
        yield from (f"### {card.issue_id} · {escaped(wording.headline(card))}", "")
        facts = [
            wording.say("cards", "count", n=card.count) + self._mark(card),
            wording.before(card.previous, "count"),
            wording.card_movement(card),
        ]
        if card.severity is not Severity.NONE:
            facts.insert(0, f"**{wording.say('severities', card.severity)}**")
        if card.pinned:
            facts.insert(0, wording.say("cards", "pinned"))
        yield f"- {' · '.join(facts)}"
        yield f"- {self._history(card)}"
        if card.lots:
            known = wording.say("cards", "lots_known", n=card.lot_known)
            yield f"- {wording.labelled(wording.say('cards', 'lots'), known)}"
        for lot in card.lots:
            named = wording.say("quotes", "lot", lot=escaped(lot.lot))
            told = f"{wording.lot(lot)} \\[{self._footnotes.number(lot.evidence)}\\]"
            yield f"- {wording.labelled(named, told)}"
        yield ""
        for quote in card.quotes:
            yield from self._quote(quote)

    def _history(self, card: IssueCard) -> str:
        wording = self._wording
        told = [wording.say("cards", "total", n=card.total)]
        if card.first_seen is not None:
            told.append(wording.say("cards", "first_seen", day=wording.day(card.first_seen)))
        channels = ", ".join(
            f"{escaped(wording.channel(name))} {count}" for name, count in card.channels
        )
        told.append(wording.labelled(wording.say("cards", "channels"), channels))
        return " · ".join(told)

    def _quote(self, quote: Quote) -> Iterator[str]:
        """The exact words alone in bold, then where they stand: bold inside Chinese is fragile."""
        if quote.before or quote.after:
            yield from (f"> **{escaped(quote.text)}**", ">")
        lead = "… " if quote.start > len(quote.before) else ""
        tail = " …" if quote.cut else ""
        yield f"> {lead}{escaped(quote.before + quote.text + quote.after)}{tail}"
        yield from (">", f"> — {self._wording.source(quote, escaped)}{self._elsewhere(quote)}", "")

    def _elsewhere(self, quote: Quote) -> str:
        if quote.elsewhere is None:
            return ""
        told = self._wording.elsewhere(quote.elsewhere, escaped)
        return f" · {told}{self._mark(quote.elsewhere)}"

    def _evidence(self) -> Iterator[str]:
        wording = self._wording
        columns = ("number", "filter", "rows", "digest")
        yield from (f"## {wording.say('evidence', 'title')}", "")
        yield _row([wording.say("evidence", column) for column in columns])
        yield _row(["---"] * len(columns))
        for number, filter_, evidence in self._footnotes.all():
            rows = wording.number(evidence.rows, "count")
            yield _row([str(number), escaped(filter_), rows, evidence.digest[:12]])
        yield ""


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _is_item(block: Block) -> bool:
    return isinstance(block, Note | Figure)
