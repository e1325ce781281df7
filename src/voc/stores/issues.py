"""Rows of the ledger that a scan and a person both change."""

from datetime import datetime

import sqlalchemy as sa

from voc.errors import NotFoundError
from voc.stores import schema
from voc.stores.totals import join_totals
from voc.types.issue import By, Issue, IssueId, IssueKind, IssueState, NewIssue

LETTERS = {IssueKind.DEFECT: "D", IssueKind.IDEA: "I"}


def issue_from(row: sa.Row[tuple[object, ...]]) -> Issue:
    return Issue(
        id=row.id,
        kind=IssueKind(row.kind),
        state=IssueState(row.state),
        product=row.product,
        topic=row.topic,
        terms=tuple(row.terms),
        title=row.title,
        pinned=row.pinned,
        merged_into=row.merged_into,
        settled=row.settled,
    )


def one_issue(connection: sa.Connection, issue_id: IssueId) -> Issue:
    """As it stands, merged or not. Raises NotFoundError."""
    query = sa.select(schema.issues).where(schema.issues.c.id == issue_id)
    row = connection.execute(query).first()
    if row is None:
        raise NotFoundError(f"No issue is called '{issue_id}'. `voc issues` lists them.")
    return issue_from(row)


def living_issue(connection: sa.Connection, issue_id: IssueId) -> Issue:
    """Where the id leads after all merges; these never make a circle."""
    issue = one_issue(connection, issue_id)
    while issue.merged_into is not None:
        issue = one_issue(connection, issue.merged_into)
    return issue


def free_rank(connection: sa.Connection, issue_id: IssueId) -> int:
    """The rank after the last member's."""
    table = schema.issue_members.c
    last = sa.select(sa.func.max(table.rank)).where(table.issue_id == issue_id)
    rank: int | None = connection.execute(last).scalar()
    return 0 if rank is None else rank + 1


def add_event(
    connection: sa.Connection, issue_id: IssueId, now: datetime, what: str, detail: str, *, by: By
) -> None:
    row = {"issue_id": issue_id, "at": now, "what": what, "detail": detail, "by": by.value}
    connection.execute(sa.insert(schema.issue_events), row)


def counted(voices: int) -> str:
    return "1 voice" if voices == 1 else f"{voices:,} voices"


def change_issue(connection: sa.Connection, issue_id: IssueId, **values: object) -> None:
    table = schema.issues
    connection.execute(sa.update(table).where(table.c.id == issue_id).values(values))


def open_issue(connection: sa.Connection, issue: NewIssue, *, settled: bool = False) -> IssueId:
    """Gives it the next number of its kind; its voices are put in by who asks."""
    table = schema.issues
    query = sa.select(sa.func.max(table.c.number)).where(table.c.kind == issue.kind.value)
    number = (connection.execute(query).scalar() or 0) + 1
    issue_id = IssueId(f"{LETTERS[issue.kind]}{number}")
    row = {
        "id": issue_id,
        "kind": issue.kind.value,
        "number": number,
        "state": IssueState.OPEN.value,
        "product": issue.product,
        "topic": issue.topic,
        "terms": issue.terms,
        "pinned": False,
        "settled": settled,
    }
    connection.execute(sa.insert(table), row)
    return issue_id


def merge_issues(connection: sa.Connection, source: IssueId, target: IssueId) -> None:
    """Members move; the id of ``source`` redirects for ever."""
    table = schema.issue_members
    moved = {"issue_id": target, "rank": table.c.rank + free_rank(connection, target)}
    connection.execute(sa.update(table).where(table.c.issue_id == source).values(moved))
    join_totals(connection, source, target)
    change_issue(connection, source, state=IssueState.MERGED.value, merged_into=target)
