"""Rows of a page as feedback, or why not."""

from collections.abc import Iterator, Mapping
from datetime import datetime, tzinfo

from voc.channels.feedback_row import Around, feedback_of
from voc.channels.specs.cells import Found, Reading, read_field
from voc.channels.specs.document import UnreadableError, check_kept, opened
from voc.channels.specs.paging import next_url
from voc.channels.specs.places import absolute
from voc.channels.tables.table import Cell
from voc.channels.values import CellError
from voc.text.shown import shown
from voc.types.collected import Fetched
from voc.types.feedback import RawFeedback, Reject
from voc.types.source import Source, Spec
from voc.types.trial import FieldTrial, PageTrial, RowsPage, RowTrial

MOST_ROWS = 2_000  # of one page


def read_rows(page: Fetched, spec: Spec, source: Source, zone: tzinfo, now: datetime) -> RowsPage:
    """Every row of a page, a follow-up right after what it follows; unusable ones as rejects.

    A time without a zone is of ``zone``; one that is told as "3 hours ago" is so from when it was
    asked. Raises InputError where the page as a whole cannot be read.
    """
    rows = Rows(page, spec, source, zone, now)
    told = [one for number in rows.numbers for one in rows.told(number, rows.fields(number))]
    if rows.left > 0:
        reason = f"{rows.left:,} rows left out: more than {MOST_ROWS:,} on one page"
        told.append(Reject(where=page.final_url, reason=reason))
    return RowsPage(rows=tuple(told), next_url=rows.next_url)


def try_rows(
    page: Fetched, spec: Spec, source: Source, zone: tzinfo, now: datetime, *, most: int
) -> PageTrial:
    """What read_rows makes of a page, and of the first ``most`` rows why.

    Raises InputError as read_rows does.
    """
    rows = Rows(page, spec, source, zone, now)
    trials: list[RowTrial] = []
    usable = 0
    for number in rows.numbers:
        fields = rows.fields(number)
        rejects = [one for one in rows.told(number, fields) if isinstance(one, Reject)]
        usable += not rejects
        if number <= most:
            told = [_trial(name, found) for name, found in fields.items()]
            told += [FieldTrial(field=name, value=said) for name, said in spec.constants.items()]
            reject = rejects[0].reason if rejects else None
            trials.append(RowTrial(where=rows.where(number), fields=tuple(told), reject=reject))
    return PageTrial(
        url=page.final_url,
        rows=tuple(trials),
        found=rows.count,
        usable=usable,
        next_url=rows.next_url,
        trouble=tuple(_trouble(rows, spec)),
        notes=tuple(_notes(rows, spec)),
    )


class Rows:
    """The rows of one page, by their number from 1."""

    def __init__(
        self, page: Fetched, spec: Spec, source: Source, zone: tzinfo, now: datetime
    ) -> None:
        """Raises UnreadableError."""
        self._page, self._spec = page, spec
        self._document = opened(page, source.kind)
        check_kept(self._document, page)
        root = self._document.root
        self._nodes = [node for node in self._document.find(spec.rows, root) if node is not None]
        self._reading = Reading(zone=zone, asked_at=page.fetched_at)
        rule = spec.fields.get("posted_at")
        self._around = Around(
            channel=source.channel,
            zone=zone,
            now=now,
            kind=source.tells,
            # Pages write the same time as "3 hours ago" first and as a date later on.
            time_identifies=rule is None or rule.time_format is not None,
        )

    @property
    def count(self) -> int:
        return len(self._nodes)

    @property
    def left(self) -> int:
        return max(0, self.count - MOST_ROWS)

    @property
    def numbers(self) -> range:
        return range(1, min(self.count, MOST_ROWS) + 1)

    @property
    def next_url(self) -> str | None:
        """None of a page without rows: there is nothing behind it. Raises UnreadableError."""
        return next_url(self._page, self._document, self._spec.paging) if self._nodes else None

    def where(self, number: int) -> str:
        return f"{self._page.final_url}, row {number}"

    def fields(self, number: int) -> dict[str, Found]:
        return {name: self._found(name, number) for name in self._spec.fields}

    def told(self, number: int, fields: Mapping[str, Found]) -> Iterator[RawFeedback | Reject]:
        where = self.where(number)
        cells: dict[str, Cell] = dict(self._spec.constants)
        for found in fields.values():
            if found.failed:
                yield Reject(where=where, reason=found.why or "unreadable")
                return
        cells |= {name: found.cell for name, found in fields.items() if found.cell is not None}
        yield from feedback_of(cells, where, self._around)

    def _found(self, name: str, number: int) -> Found:
        rule, node = self._spec.fields[name], self._nodes[number - 1]
        try:
            found = read_field(name, rule, node, self._document, self._reading)
        except (UnreadableError, CellError) as why:
            return Found(why=f"{name}: {why}", failed=True)
        if name == "url" and isinstance(found.cell, str):
            # A wrong one is left out: the words do not hang on it.
            address = absolute(found.cell, self._page.final_url)
            wrong = None if address else "no address of the web"
            return Found(cell=address, raw=found.raw, why=wrong)
        return found


def _trial(name: str, found: Found) -> FieldTrial:
    value = None if found.cell is None else shown(str(found.cell))
    return FieldTrial(field=name, raw=found.raw and shown(found.raw), value=value, why=found.why)


def _trouble(rows: Rows, spec: Spec) -> Iterator[str]:
    if not rows.count:
        yield f"The path to the rows, “{spec.rows}”, finds nothing on this page."
    if rows.left:
        yield f"Only the first {MOST_ROWS:,} rows of a page are read."


def _notes(rows: Rows, spec: Spec) -> Iterator[str]:
    if "external_id" not in spec.fields:
        yield (
            "No field external_id: rows are told apart by author, product and text. Name the "
            "site's own id of a row where it shows one."
        )
    if spec.paging is None:
        yield "No paging: of many rows only those of the first page are seen."
    elif rows.count and rows.next_url is None:
        yield "No further page found."
