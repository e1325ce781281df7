"""The ledger of issues: reading it, and what a person does to it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter

import sqlalchemy as sa

from voc.errors import StoreError
from voc.ports.ledger import LedgerStore
from voc.stores import schema
from voc.stores.engine import StorePart
from voc.stores.issues import (
    add_event,
    change_issue,
    counted,
    issue_from,
    living_issue,
    merge_issues,
    one_issue,
    open_issue,
)
from voc.stores.members import put_in, take_out
from voc.stores.told import TellingRow, filed, most_certain, told_query
from voc.stores.totals import name_anew
from voc.stores.voices import VOICE_COLUMNS, voice_from, voices_of
from voc.types.issue import (
    By,
    Issue,
    IssueEvent,
    IssueId,
    IssueKind,
    IssueState,
    NewIssue,
    Voice,
)


class SqlLedger(StorePart, LedgerStore):
    def issues(self, kind: IssueKind | None = None) -> tuple[Issue, ...]:
        table = schema.issues
        query = sa.select(table).order_by(table.c.kind, table.c.number)
        if kind is not None:
            query = query.where(table.c.kind == kind.value)
        with self._database.reading() as connection:
            return tuple(issue_from(row) for row in connection.execute(query))

    def issue(self, issue_id: IssueId) -> Issue:
        with self._database.reading() as connection:
            return living_issue(connection, issue_id)

    def core_voices(self, per_issue: int) -> dict[IssueId, tuple[Voice, ...]]:
        with self._database.reading() as connection:
            rows = connection.execute(_core_query(per_issue))
            return {
                issue_id: tuple(voice_from(row, IssueKind(row.kind)) for row in members)
                for issue_id, members in groupby(rows, attrgetter("issue_id"))
            }

    def loose_voices(self) -> Iterator[Voice]:
        with self._database.reading() as connection:
            rows = connection.execute(told_query().where(~filed()))
            for _, opinions in groupby(rows, attrgetter("feedback_seq")):
                yield from _voices(opinions)

    def reread_voices(self) -> list[tuple[tuple[Voice, ...], tuple[Voice, ...]]]:
        with self._database.reading() as connection:
            members = connection.execute(_stale_query())
            before = {
                seq: tuple(voice_from(row, IssueKind(row.kind)) for row in rows)
                for seq, rows in groupby(members, attrgetter("feedback_seq"))
            }
            opinions = connection.execute(told_query().where(_filed_before())) if before else ()
            told = {
                seq: tuple(_voices(rows))
                for seq, rows in groupby(opinions, attrgetter("feedback_seq"))
            }
        return [(voices, told.get(seq, ())) for seq, voices in before.items()]

    def rename(self, issue_id: IssueId, title: str, now: datetime) -> Issue:
        return self._change(issue_id, now, "renamed", title, title=title)

    def voices(self, issue_id: IssueId) -> tuple[Voice, ...]:
        with self._database.reading() as connection:
            return tuple(voices_of(connection, living_issue(connection, issue_id).id))

    def pin(self, issue_id: IssueId, pinned: bool, now: datetime) -> Issue:
        return self._change(issue_id, now, "pinned" if pinned else "unpinned", "", pinned=pinned)

    def dismiss(self, issue_id: IssueId, dismissed: bool, now: datetime) -> Issue:
        state = IssueState.DISMISSED if dismissed else IssueState.OPEN
        what = "dismissed" if dismissed else "reopened"
        return self._change(issue_id, now, what, "", state=state.value)

    def merge(self, issue_id: IssueId, into: IssueId, now: datetime) -> Issue:
        with self._database.writing() as connection:
            source, target = living_issue(connection, issue_id), living_issue(connection, into)
            _check_merge(source, target)
            merge_issues(connection, source.id, target.id)
            change_issue(connection, target.id, settled=True)
            for issue, told in ((source, f"into {target.id}"), (target, f"from {source.id}")):
                add_event(connection, issue.id, now, "merged", told, by=By.PERSON)
            return one_issue(connection, target.id)

    def split(self, issue_id: IssueId, off: NewIssue, terms: Sequence[str], now: datetime) -> Issue:
        with self._database.writing() as connection:
            source = living_issue(connection, issue_id)
            new_id = open_issue(connection, off, settled=True)
            taken = take_out(connection, off.voices)
            if {issue for issue, _ in taken.values()} != {source.id} or len(taken) < len(
                off.voices
            ):
                raise StoreError(f"The voices of {source.id} changed meanwhile. Look at it again.")
            put_in(connection, [(new_id, rank, voice) for rank, voice in enumerate(off.voices)])
            name_anew(connection, [source.id])
            change_issue(connection, source.id, settled=True, terms=tuple(terms))
            told = f"{counted(len(taken))}: {off.because}"
            add_event(connection, source.id, now, "split", f"into {new_id}, {told}", by=By.PERSON)
            add_event(connection, new_id, now, "split", f"from {source.id}, {told}", by=By.PERSON)
            return one_issue(connection, new_id)

    def events(self, issue_id: IssueId) -> tuple[IssueEvent, ...]:
        """Of this very id, oldest first: a merge is told by both ids it touched."""
        table = schema.issue_events.c
        query = sa.select(table.issue_id, table.at, table.what, table.detail, table.by)
        query = query.where(table.issue_id == issue_id).order_by(table.seq)
        with self._database.reading() as connection:
            one_issue(connection, issue_id)
            return tuple(
                IssueEvent(**{**row._mapping, "by": By(row.by)})
                for row in connection.execute(query)
            )

    def _change(
        self, issue_id: IssueId, now: datetime, what: str, detail: str, **values: object
    ) -> Issue:
        """Follows merges. What is so already stays without an event."""
        with self._database.writing() as connection:
            before = living_issue(connection, issue_id)
            change_issue(connection, before.id, **values)
            after = one_issue(connection, before.id)
            if after != before:
                add_event(connection, after.id, now, what, detail, by=By.PERSON)
            return after


def _check_merge(source: Issue, target: Issue) -> None:
    if source.id == target.id:
        raise StoreError(f"Both are issue {source.id} already; there is nothing to merge.")
    if source.kind != target.kind:
        raise StoreError(
            f"{source.id} is a {source.kind.value} and {target.id} a {target.kind.value}. "
            "Merge issues of one kind."
        )


def _core_query(per_issue: int) -> sa.Select[tuple[object, ...]]:
    issues, feedback = schema.issues, schema.feedback
    # Counted, for ranks have gaps.
    place = sa.func.row_number().over(
        partition_by=schema.issue_members.c.issue_id, order_by=schema.issue_members.c.rank
    )
    members = sa.select(schema.issue_members, place.label("place")).subquery()
    return (
        sa.select(members, *VOICE_COLUMNS)
        .select_from(
            members.join(issues, issues.c.id == members.c.issue_id).join(
                feedback, feedback.c.seq == members.c.feedback_seq
            )
        )
        .where(members.c.place <= per_issue, issues.c.state != IssueState.MERGED.value)
        .order_by(issues.c.kind, issues.c.number, members.c.rank)
    )


def _filed_before() -> sa.ColumnElement[bool]:
    """Of an opinion: its feedback has members from an earlier reading."""
    members = schema.issue_members.c
    return sa.exists().where(
        members.feedback_seq == schema.opinions.c.feedback_seq,
        members.scan_id != schema.readings.c.scan_id,
    )


def _stale_query() -> sa.Select[tuple[object, ...]]:
    """Members whose feedback was read again since."""
    members, readings, feedback = schema.issue_members, schema.readings, schema.feedback
    again = sa.select(readings.c.feedback_seq).where(readings.c.scan_id != readings.c.first_scan_id)
    rows = members.join(readings, readings.c.feedback_seq == members.c.feedback_seq)
    return (
        sa.select(members, *VOICE_COLUMNS)
        .select_from(rows.join(feedback, feedback.c.seq == members.c.feedback_seq))
        .where(members.c.feedback_seq.in_(again), members.c.scan_id != readings.c.scan_id)
        .order_by(members.c.feedback_seq, members.c.span_start, members.c.kind)
    )


def _voices(opinions: Iterable[TellingRow]) -> list[Voice]:
    return [voice_from(row, kind) for row, kind in most_certain(opinions)]
