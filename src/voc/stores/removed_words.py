"""Words of removed feedback outside its own rows: names and titles of issues, rejects, reports."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from voc.ports.removals import Rename
from voc.stores import schema
from voc.stores.engine import chunks
from voc.stores.issues import add_event, issue_from
from voc.stores.voices import voices_of
from voc.text.echoes import Echoes, holds, marks
from voc.types.issue import By, Issue, IssueId, IssueState, Voice

RENAMED = "renamed"  # the event whose detail somebody wrote
# Of a reject's reason, a shorter quotation is a slip of the pen and nobody's words.
_SHORTEST_QUOTE = 4


class Words:
    """Lines that repeat words of what goes, as far as it was heard."""

    def __init__(self, lines: Iterable[str], name: str | None, *, is_word: bool) -> None:
        """Where ``name`` may be a word of others too (``is_word``), a line must mark it a name."""
        waiting = set(lines)
        self._echoes = Echoes(waiting)
        held = {line for line in waiting if name and holds(line, name)}
        self.lines = {line for line in held if name and marks(line, name)} if is_word else held
        self.called = frozenset(self.lines)  # by name: whoever else says these words, they go
        self.mentions = len(held - self.called)
        self.places: set[str] = set()  # of rejects that name a removed row

    def hear(self, text: str) -> None:
        self.lines |= self._echoes.heard(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What the history of issues tells of one removal, and how they are named after it."""

    rename: Rename
    now: datetime
    why: str


@dataclass(slots=True)
class Names:
    """What became of the names of issues."""

    closed: int = 0
    renamed: int = 0
    dropped: set[str] = field(default_factory=set)  # terms and titles that are no more


def watched(connection: sa.Connection) -> Iterator[str]:
    """Every line of the tables that may repeat what somebody said."""
    issues, events, rejects = schema.issues.c, schema.issue_events.c, schema.rejects.c
    for terms, title in connection.execute(sa.select(issues.terms, issues.title)):
        yield from terms
        if title:
            yield title
    yield from connection.scalars(sa.select(events.detail).where(events.what == RENAMED))
    for place, reason in connection.execute(sa.select(rejects.place, rejects.reason)):
        yield place
        yield quoted(reason)


def quoted(reason: str) -> str:
    """What a reason quotes of a cell, else the reason itself, which then holds no words of it."""
    _, opening, rest = reason.partition('"')
    quote, closing, _ = rest.rpartition('"')
    inner = quote.removesuffix("…")
    return inner if opening and closing and len(inner) >= _SHORTEST_QUOTE else reason


def clear_rejects(connection: sa.Connection, words: Words) -> int:
    table = schema.rejects
    query = sa.select(table.c.seq, table.c.place, table.c.reason)
    gone = [
        row.seq
        for row in connection.execute(query)
        if row.place in words.places or {row.place, quoted(row.reason)} & words.lines
    ]
    for chunk in chunks(gone):
        connection.execute(sa.delete(table).where(table.c.seq.in_(chunk)))
    return len(gone)


def clear_names(
    connection: sa.Connection, words: Words, lost: Mapping[str, int], occasion: Occasion
) -> Names:
    """Give issues names that their voices left still tell; close those that have none left."""
    done, renamings = Names(), _renamings(connection)
    for root, family in _families(connection).items():
        told = {line for issue in family for line in (*issue.terms, issue.title)}
        events = {seq: line for issue in family for seq, line in renamings.get(issue.id, ())}
        heard = words.lines & (told | set(events.values()))
        if root not in lost and not heard:
            continue
        voices = voices_of(connection, root)
        forbidden = heard - (_said(heard, voices) - words.called)
        for issue in family:
            touched = root in lost or forbidden & set(issue.terms)
            terms = occasion.rename(issue, voices) if touched else issue.terms
            title = None if issue.title in forbidden else issue.title
            if (terms, title) != (issue.terms, issue.title):
                done.renamed += 1
                done.dropped |= {*issue.terms, issue.title or ""} - {*terms, title or ""}
                _rename(connection, issue, terms, title, occasion.now)
        _blank(connection, [seq for seq, detail in events.items() if detail in forbidden])
        if root in lost:
            done.closed += _tell_loss(connection, root, lost[root], len(voices), occasion)
    return done


def clear_reports(connection: sa.Connection, ids: set[str], dropped: set[str]) -> list[str]:
    """Remove reports that name a removed row, or an issue by a name it has no more."""
    table, gone = schema.reports, []
    for report_id in list(connection.scalars(sa.select(table.c.id))):
        data = connection.execute(sa.select(table.c.data).where(table.c.id == report_id))
        strings = _strings_of(data.scalar_one())
        if strings is None or strings & ids or strings & dropped:
            gone.append(report_id)
    for chunk in chunks(gone):
        connection.execute(sa.delete(table).where(table.c.id.in_(chunk)))
    return gone


def _families(connection: sa.Connection) -> dict[IssueId, list[Issue]]:
    """Each issue that was not merged away, with those that lead to it."""
    issues = {row.id: issue_from(row) for row in connection.execute(sa.select(schema.issues))}
    families: dict[IssueId, list[Issue]] = defaultdict(list)
    for issue in issues.values():
        root = issue
        while root.merged_into is not None:
            root = issues[root.merged_into]
        families[root.id].append(issue)
    return families


def _rename(
    connection: sa.Connection,
    issue: Issue,
    terms: tuple[str, ...],
    title: str | None,
    now: datetime,
) -> None:
    own = sa.update(schema.issues).where(schema.issues.c.id == issue.id)
    connection.execute(own.values(terms=terms, title=title))
    if title != issue.title:
        add_event(connection, issue.id, now, RENAMED, "", by=By.REMOVAL)


def _renamings(connection: sa.Connection) -> dict[str, list[tuple[int, str]]]:
    """The titles each issue was ever given, with the number of the event that tells."""
    table = schema.issue_events.c
    query = sa.select(table.issue_id, table.seq, table.detail).where(table.what == RENAMED)
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for issue_id, seq, detail in connection.execute(query):
        found[issue_id].append((seq, detail))
    return found


def _said(lines: Set[str], voices: Sequence[Voice]) -> set[str]:
    """The ``lines`` that a voice repeats. Most stand in one to the letter, which is soon seen."""
    left = set(lines)
    for voice in voices:
        left -= {line for line in left if line in voice.quote}
    echoes = Echoes(left)
    for voice in voices if left else ():
        left -= echoes.heard(voice.quote)
    return set(lines - left)


def _blank(connection: sa.Connection, events: Sequence[int]) -> None:
    """It stays told that somebody renamed the issue."""
    table = schema.issue_events
    for chunk in chunks(events):
        connection.execute(sa.update(table).where(table.c.seq.in_(chunk)).values(detail=""))


def _tell_loss(
    connection: sa.Connection, root: IssueId, lost: int, left: int, occasion: Occasion
) -> bool:
    """Write down that voices left; closes the issue where none is left."""
    voices = f"1 voice was removed: {occasion.why}"
    if lost > 1:
        voices = f"{lost} voices were removed: {occasion.why}"
    if left:
        add_event(connection, root, occasion.now, "forgotten", voices, by=By.REMOVAL)
        return False
    closed = {"state": IssueState.CLOSED.value}
    connection.execute(sa.update(schema.issues).where(schema.issues.c.id == root).values(closed))
    told = f"none is left: {voices}"
    add_event(connection, root, occasion.now, "closed", told, by=By.REMOVAL)
    return True


def _strings_of(data: bytes) -> set[str] | None:
    """All strings in a report; None where it cannot be read and might quote anybody."""
    try:
        return set(_strings(json.loads(data)))
    except (ValueError, RecursionError):
        return None


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
