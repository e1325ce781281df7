"""Rows of the ledger that a scan and a person both change."""

from datetime import datetime

import sqlalchemy as sa

from voc.errors import NotFoundError
from voc.stores import schema
from voc.types.issue import Issue, IssueId, IssueKind, IssueState


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
    connection: sa.Connection, issue_id: IssueId, now: datetime, what: str, detail: str
) -> None:
    row = {"issue_id": issue_id, "at": now, "what": what, "detail": detail}
    connection.execute(sa.insert(schema.issue_events), row)
