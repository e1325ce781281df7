"""Writes what a scan discovered into the ledger."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa

from voc.stores import schema
from voc.stores.engine import chunks
from voc.stores.feedback import feedback_seqs
from voc.stores.issues import add_event, free_rank, living_issue
from voc.types.feedback import FeedbackId
from voc.types.issue import Discovery, IssueId, IssueKind, IssueState, NewIssue, Place, Voice
from voc.types.scan import Scan

LETTERS = {IssueKind.DEFECT: "D", IssueKind.IDEA: "I"}

Member = tuple[IssueId, int, Voice]  # the issue, the rank in it, the voice


def write_discovery(
    connection: sa.Connection, scan: Scan, discovery: Discovery, now: datetime
) -> None:
    """Open the new issues and add every voice to its own, in the order discovery gives them.

    A voice that joined an issue merged away in the meantime joins the one that took it in. One
    whose feedback was read again keeps its place, or leaves with an event.
    """
    _file_anew(connection, scan, discovery, now)
    members = _joined(connection, discovery)
    for issue in discovery.opened:
        issue_id = _open(connection, issue)
        add_event(connection, issue_id, now, "opened", f"scan {scan.id}")
        members += [(issue_id, rank, voice) for rank, voice in enumerate(issue.voices)]
    _insert_members(connection, members)


def _file_anew(connection: sa.Connection, scan: Scan, discovery: Discovery, now: datetime) -> None:
    filed = _take_out(connection, [*(old for old, _ in discovery.kept), *discovery.left])
    _insert_members(connection, [(*filed[old.place], told) for old, told in discovery.kept])
    leaving = Counter(filed[voice.place][0] for voice in discovery.left)
    for issue_id, count in sorted(leaving.items()):
        voices = "1 voice" if count == 1 else f"{count} voices"
        add_event(connection, issue_id, now, "left", f"{voices}, read otherwise in scan {scan.id}")


def _take_out(
    connection: sa.Connection, voices: Sequence[Voice]
) -> dict[Place, tuple[IssueId, int]]:
    """Remove members; gives the issue and the rank of each by its place."""
    table = schema.issue_members
    seqs = feedback_seqs(connection, _distinct(voice.feedback_id for voice in voices))
    places = {(seqs[v.feedback_id], v.start, v.end, v.kind.value): v.place for v in voices}
    filed: dict[Place, tuple[IssueId, int]] = {}
    for chunk in chunks(list(seqs.values())):
        for row in connection.execute(sa.select(table).where(table.c.feedback_seq.in_(chunk))):
            key = (row.feedback_seq, row.span_start, row.span_end, row.kind)
            if key in places:
                filed[places[key]] = (IssueId(row.issue_id), int(row.rank))
    _delete_members(connection, list(places))
    return filed


def _delete_members(connection: sa.Connection, keys: Sequence[tuple[object, ...]]) -> None:
    if not keys:
        return
    columns = tuple(schema.issue_members.primary_key.columns)
    equal = [column == sa.bindparam(f"its_{column.name}") for column in columns]
    names = [f"its_{column.name}" for column in columns]
    rows = [dict(zip(names, key, strict=True)) for key in keys]
    connection.execute(sa.delete(schema.issue_members).where(*equal), rows)


def _joined(connection: sa.Connection, discovery: Discovery) -> list[Member]:
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


def _insert_members(connection: sa.Connection, members: Sequence[Member]) -> None:
    seqs = feedback_seqs(connection, _distinct(voice.feedback_id for _, _, voice in members))
    scans = _reading_scans(connection, list(seqs.values()))
    rows = [
        {
            "feedback_seq": seqs[voice.feedback_id],
            "span_start": voice.start,
            "span_end": voice.end,
            "kind": voice.kind.value,
            "issue_id": issue_id,
            "rank": rank,
            "scan_id": scans[seqs[voice.feedback_id]],
            "topic": voice.topic,
            "severity": voice.severity.value,
        }
        for issue_id, rank, voice in members
    ]
    if rows:
        connection.execute(sa.insert(schema.issue_members), rows)


def _reading_scans(connection: sa.Connection, seqs: Sequence[int]) -> dict[int, int]:
    """The scan that read each feedback."""
    table = schema.readings.c
    scans: dict[int, int] = {}
    for chunk in chunks(seqs):
        query = sa.select(table.feedback_seq, table.scan_id).where(table.feedback_seq.in_(chunk))
        scans |= {row.feedback_seq: row.scan_id for row in connection.execute(query)}
    return scans


def _distinct(ids: Iterable[FeedbackId]) -> list[FeedbackId]:
    return list(dict.fromkeys(ids))
