"""The ledger of issues: reading it, and what a person does to it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from operator import attrgetter

import sqlalchemy as sa

from voc.errors import StoreError
from voc.ports.store import LedgerStore
from voc.stores import schema
from voc.stores.engine import StorePart
from voc.stores.issues import add_event, free_rank, issue_from, living_issue, one_issue
from voc.stores.voices import voice_from
from voc.types.feedback import FeedbackKind
from voc.types.issue import Issue, IssueEvent, IssueId, IssueKind, IssueState, Voice
from voc.types.opinion import Intent

KINDS = {Intent.COMPLAINT.value: IssueKind.DEFECT, Intent.SUGGESTION.value: IssueKind.IDEA}


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
            rows = connection.execute(_told_query().where(~_filed()))
            for _, opinions in groupby(rows, attrgetter("feedback_seq")):
                yield from _most_certain(opinions)

    def reread_voices(self) -> list[tuple[tuple[Voice, ...], tuple[Voice, ...]]]:
        with self._database.reading() as connection:
            members = connection.execute(_stale_query())
            filed = {
                seq: tuple(voice_from(row, IssueKind(row.kind)) for row in rows)
                for seq, rows in groupby(members, attrgetter("feedback_seq"))
            }
            opinions = connection.execute(_told_query().where(_filed_before())) if filed else ()
            told = {
                seq: tuple(_most_certain(rows))
                for seq, rows in groupby(opinions, attrgetter("feedback_seq"))
            }
        return [(voices, told.get(seq, ())) for seq, voices in filed.items()]

    def rename(self, issue_id: IssueId, title: str, now: datetime) -> Issue:
        return self._change(issue_id, now, "renamed", title, title=title)

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
            _move_members(connection, source.id, target.id)
            _update(connection, source.id, state=IssueState.MERGED.value, merged_into=target.id)
            add_event(connection, source.id, now, "merged", f"into {target.id}")
            add_event(connection, target.id, now, "merged", f"from {source.id}")
            return target

    def events(self, issue_id: IssueId) -> tuple[IssueEvent, ...]:
        """Of this very id, oldest first: a merge is told by both ids it touched."""
        table = schema.issue_events.c
        query = sa.select(table.issue_id, table.at, table.what, table.detail)
        query = query.where(table.issue_id == issue_id).order_by(table.seq)
        with self._database.reading() as connection:
            one_issue(connection, issue_id)
            return tuple(IssueEvent(**row._mapping) for row in connection.execute(query))

    def _change(
        self, issue_id: IssueId, now: datetime, what: str, detail: str, **values: object
    ) -> Issue:
        """Follows merges. What is so already stays without an event."""
        with self._database.writing() as connection:
            before = living_issue(connection, issue_id)
            _update(connection, before.id, **values)
            after = one_issue(connection, before.id)
            if after != before:
                add_event(connection, after.id, now, what, detail)
            return after


def _update(connection: sa.Connection, issue_id: IssueId, **values: object) -> None:
    table = schema.issues
    connection.execute(sa.update(table).where(table.c.id == issue_id).values(values))


def _check_merge(source: Issue, target: Issue) -> None:
    if source.id == target.id:
        raise StoreError(f"Both are issue {source.id} already; there is nothing to merge.")
    if source.kind != target.kind:
        raise StoreError(
            f"{source.id} is a {source.kind.value} and {target.id} a {target.kind.value}. "
            "Merge issues of one kind."
        )


def _move_members(connection: sa.Connection, source: IssueId, target: IssueId) -> None:
    table = schema.issue_members
    moved = {"issue_id": target, "rank": table.c.rank + free_rank(connection, target)}
    connection.execute(sa.update(table).where(table.c.issue_id == source).values(moved))


def _core_query(per_issue: int) -> sa.Select[tuple[object, ...]]:
    issues, feedback = schema.issues, schema.feedback
    # Counted, for ranks have gaps.
    place = sa.func.row_number().over(
        partition_by=schema.issue_members.c.issue_id, order_by=schema.issue_members.c.rank
    )
    members = sa.select(schema.issue_members, place.label("place")).subquery()
    return (
        sa.select(members, feedback.c.id, feedback.c.text, feedback.c.product)
        .select_from(
            members.join(issues, issues.c.id == members.c.issue_id).join(
                feedback, feedback.c.seq == members.c.feedback_seq
            )
        )
        .where(members.c.place <= per_issue, issues.c.state != IssueState.MERGED.value)
        .order_by(issues.c.kind, issues.c.number, members.c.rank)
    )


def _told_query() -> sa.Select[tuple[object, ...]]:
    """Opinions that are voices, in an issue or not."""
    opinions, feedback = schema.opinions, schema.feedback
    return (
        sa.select(opinions, feedback.c.id, feedback.c.text, feedback.c.product)
        .select_from(opinions.join(schema.readings).join(feedback))
        .where(
            opinions.c.intent.in_(KINDS),
            ~schema.readings.c.flagged,
            feedback.c.kind != FeedbackKind.MEDIA.value,
        )
        .order_by(opinions.c.feedback_seq, opinions.c.number)
    )


def _filed() -> sa.ColumnElement[bool]:
    """Of an opinion: its very clause is in an issue of its kind."""
    opinions, members = schema.opinions, schema.issue_members
    kind = sa.case({intent: kind.value for intent, kind in KINDS.items()}, value=opinions.c.intent)
    return sa.exists().where(
        members.c.feedback_seq == opinions.c.feedback_seq,
        members.c.span_start == opinions.c.span_start,
        members.c.span_end == opinions.c.span_end,
        members.c.kind == kind,
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
    rows = members.join(readings, readings.c.feedback_seq == members.c.feedback_seq)
    return (
        sa.select(members, feedback.c.id, feedback.c.text, feedback.c.product)
        .select_from(rows.join(feedback, feedback.c.seq == members.c.feedback_seq))
        .where(members.c.scan_id != readings.c.scan_id)
        .order_by(members.c.feedback_seq, members.c.span_start, members.c.kind)
    )


def _most_certain(opinions: Iterable[sa.Row[tuple[object, ...]]]) -> list[Voice]:
    """One voice a (span, kind) of one feedback, by span; of equally certain ones the first."""
    best: dict[tuple[int, int, IssueKind], sa.Row[tuple[object, ...]]] = {}
    for row in opinions:
        key = (row.span_start, row.span_end, KINDS[row.intent])
        if key not in best or row.confidence > best[key].confidence:
            best[key] = row
    return [voice_from(best[key], key[2]) for key in sorted(best)]
