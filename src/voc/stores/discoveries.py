"""Writes what a scan discovered into the ledger."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa

from voc.stores import schema
from voc.stores.issues import (
    add_event,
    change_issue,
    counted,
    free_rank,
    living_issue,
    merge_issues,
    one_issue,
    open_issue,
)
from voc.stores.members import Member, drop_vectors, put_in, set_why, take_out
from voc.stores.totals import name_anew
from voc.types.issue import By, Discovery, IssueId, Mark, Move, Place, Voice
from voc.types.scan import Scan


def write_discovery(
    connection: sa.Connection, scan: Scan, discovery: Discovery, now: datetime
) -> None:
    """Open the new issues and add every voice to its own, in the order discovery gives them.

    A voice that joined an issue merged away in the meantime joins the one that took it in. One
    whose feedback was read again keeps its place, or leaves with an event.
    """
    _file_anew(connection, scan, discovery, now)
    _merge(connection, scan, discovery, now)
    _move(connection, scan, discovery.moved, now)
    put_in(connection, _joining(connection, discovery.joined))
    _open(connection, scan, discovery, now)
    _tell_what_happened(connection, scan, discovery, now)
    set_why(connection, discovery.single)
    for mark in discovery.marks:
        _mark(connection, mark)


def _file_anew(connection: sa.Connection, scan: Scan, discovery: Discovery, now: datetime) -> None:
    filed = take_out(connection, [*(old for old, _ in discovery.kept), *discovery.left])
    put_in(connection, [(*filed[old.place], told) for old, told in discovery.kept])
    elsewhere = [old for old, told in discovery.kept if old.place != told.place]
    drop_vectors(connection, [*elsewhere, *discovery.left])
    leaving = Counter(filed[voice.place][0] for voice in discovery.left)
    for issue_id, count in sorted(leaving.items()):
        told = f"{counted(count)}, read otherwise in scan {scan.id}"
        add_event(connection, issue_id, now, "left", told, by=By.RECIPE)


def _merge(connection: sa.Connection, scan: Scan, discovery: Discovery, now: datetime) -> None:
    """What a person did to either meanwhile stands."""
    for merge in discovery.merged:
        source, target = (one_issue(connection, own) for own in (merge.source, merge.target))
        if source.firm or target.firm or source.merged_into or target.merged_into:
            continue
        merge_issues(connection, source.id, target.id)
        told = f"in scan {scan.id}: {merge.because}"
        for own, way in ((source, f"into {target.id}"), (target, f"from {source.id}")):
            add_event(connection, own.id, now, "merged", f"{way} {told}", by=By.CLUSTERING)


def _move(connection: sa.Connection, scan: Scan, moves: Iterable[Move], now: datetime) -> None:
    by_way: dict[tuple[IssueId, IssueId], list[Voice]] = defaultdict(list)
    for move in moves:
        by_way[move.source, move.target].append(move.voice)
    for (source, target), voices in sorted(by_way.items()):
        taken = _leaving(connection, [(source, voice) for voice in voices])
        found = [(target, voice) for voice in voices if voice.place in taken]
        if not found:
            continue
        put_in(connection, _joining(connection, found))
        told = f"{counted(len(found))}, clearly nearer there, in scan {scan.id}"
        add_event(connection, source, now, "moved", f"to {target}: {told}", by=By.CLUSTERING)
        add_event(connection, target, now, "moved", f"from {source}: {told}", by=By.CLUSTERING)


def _leaving(connection: sa.Connection, filed: Sequence[tuple[IssueId, Voice]]) -> set[Place]:
    """Takes out voices of issues that no person touched meanwhile."""
    loosely = {
        own for own in {issue_id for issue_id, _ in filed} if not one_issue(connection, own).firm
    }
    of = {voice.place: issue_id for issue_id, voice in filed}
    return set(take_out(connection, [v for own, v in filed if own in loosely], of))


def _joining(connection: sa.Connection, joined: Iterable[tuple[IssueId, Voice]]) -> list[Member]:
    listed = list(joined)
    ids = {issue_id: living_issue(connection, issue_id).id for issue_id, _ in listed}
    ranks = {issue_id: free_rank(connection, issue_id) for issue_id in ids.values()}
    members = []
    for named, voice in listed:
        issue_id = ids[named]
        members.append((issue_id, ranks[issue_id], voice))
        ranks[issue_id] += 1
    return members


def _open(connection: sa.Connection, scan: Scan, discovery: Discovery, now: datetime) -> None:
    filed = [one for issue in discovery.opened for one in issue.taken]
    stay = {voice.place for _, voice in filed} - _leaving(connection, filed)
    members: list[Member] = []
    for issue in discovery.opened:
        voices = [voice for voice in issue.voices if voice.place not in stay]
        if not voices:
            continue
        issue_id = open_issue(connection, issue)
        members += [(issue_id, rank, voice) for rank, voice in enumerate(voices)]
        if (source := issue.split_from) is None:
            add_event(connection, issue_id, now, "opened", f"scan {scan.id}", by=By.CLUSTERING)
            continue
        told = f"in scan {scan.id}: {issue.because}"
        add_event(connection, issue_id, now, "split", f"from {source} {told}", by=By.CLUSTERING)
        add_event(connection, source, now, "split", f"into {issue_id} {told}", by=By.CLUSTERING)
    put_in(connection, members)


def _tell_what_happened(
    connection: sa.Connection, scan: Scan, discovery: Discovery, now: datetime
) -> None:
    for one in discovery.happened:
        told = f"in scan {scan.id}: {one.because}"
        add_event(connection, one.issue_id, now, one.what, told, by=one.by)
    for name in discovery.renamed:
        change_issue(connection, name.issue_id, terms=name.terms)
    name_anew(connection, [one.issue_id for one in discovery.happened if one.what == "drifted"])


def _mark(connection: sa.Connection, mark: Mark) -> None:
    table = schema.shelves
    kind, product = mark.shelf.kind.value, mark.shelf.product
    own = sa.and_(table.c.kind == kind, table.c.product.is_not_distinct_from(product))
    connection.execute(sa.delete(table).where(own))
    row = {
        "kind": kind,
        "product": product,
        "voices": mark.voices,
        "different": mark.different,
        "total": mark.total,
        "basis": mark.basis,
    }
    connection.execute(sa.insert(table), row)
