"""Writes what a scan discovered into the ledger."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa

from voc.stores import schema
from voc.stores.feedback import feedback_seqs
from voc.stores.issues import add_event, free_rank, living_issue
from voc.types.feedback import FeedbackId
from voc.types.issue import Discovery, IssueId, IssueKind, IssueState, NewIssue, Voice
from voc.types.scan import Scan

LETTERS = {IssueKind.DEFECT: "D", IssueKind.IDEA: "I"}


def write_discovery(
    connection: sa.Connection, scan: Scan, discovery: Discovery, now: datetime
) -> None:
    """Open the new issues and add every voice to its own, in the order discovery gives them.

    A voice that joined an issue merged away in the meantime joins the one that took it in.
    """
    members = _joined(connection, discovery)
    for issue in discovery.opened:
        issue_id = _open(connection, issue)
        add_event(connection, issue_id, now, "opened", f"scan {scan.id}")
        members += [(issue_id, rank, voice) for rank, voice in enumerate(issue.voices)]
    _insert_members(connection, scan, members)


def _joined(connection: sa.Connection, discovery: Discovery) -> list[tuple[IssueId, int, Voice]]:
    ids = {issue_id: living_issue(connection, issue_id).id for issue_id, _ in discovery.joined}
    ranks = {issue_id: free_rank(connection, issue_id) for issue_id in ids.values()}
    members = []
    for named, voice in discovery.joined:
        issue_id = ids[named]
        members.append((issue_id, ranks[issue_id], voice))
        ranks[issue_id] += 1
    return members


def _open(connection: sa.Connection, issue: NewIssue) -> IssueId:
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
    }
    connection.execute(sa.insert(table), row)
    return issue_id


def _insert_members(
    connection: sa.Connection, scan: Scan, members: Sequence[tuple[IssueId, int, Voice]]
) -> None:
    seqs = feedback_seqs(connection, _distinct(voice.feedback_id for _, _, voice in members))
    rows = [
        {
            "feedback_seq": seqs[voice.feedback_id],
            "span_start": voice.start,
            "span_end": voice.end,
            "kind": voice.kind.value,
            "issue_id": issue_id,
            "rank": rank,
            "scan_id": scan.id,
            "topic": voice.topic,
            "severity": voice.severity.value,
        }
        for issue_id, rank, voice in members
    ]
    if rows:
        connection.execute(sa.insert(schema.issue_members), rows)


def _distinct(ids: Iterable[FeedbackId]) -> list[FeedbackId]:
    return list(dict.fromkeys(ids))
