"""The daily way: new voices join known issues, the rest found new ones."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from voc.insight.discovery.clusters import Flags, Labels, linked, nearest
from voc.insight.discovery.fitting import Fitted
from voc.insight.discovery.rows import NOWHERE, Plan, Rows, clustered, grouped
from voc.types.issue import KnownIssue, Vectors

_STRIPE = 20_000  # rows held in floats at once


@dataclass(frozen=True, slots=True)
class _Issues:
    """Those that have voices."""

    positions: Labels  # (k,)
    centres: Vectors  # (k, d)


def joined(rows: Rows, known: Sequence[KnownIssue], settings: Fitted) -> Plan:
    """Who is filed stays. A loose row joins the issue it is nearest to, where near enough."""
    home = rows.owner.copy()
    loose = np.flatnonzero(home == NOWHERE)
    speaking = [number for number, one in enumerate(known) if one.voices]
    if speaking and len(loose):
        centres = np.stack([rows.vantage.centre(known[n].total, known[n].voices) for n in speaking])
        _give(home, rows, loose, _Issues(np.array(speaking), centres), settings.same_issue_cosine)
    return Plan(home, np.zeros(len(rows), dtype=np.bool_), len(known))


def _give(home: Labels, rows: Rows, loose: Labels, to: _Issues, least: float) -> None:
    """Those of ``loose`` that are near enough go to the nearest issue."""
    for start in range(0, len(loose), _STRIPE):
        stripe = loose[start : start + _STRIPE]
        best, cosine = nearest(rows.vectors(stripe), to.centres)
        near = cosine >= least
        home[stripe[near]] = to.positions[best[near]]


def last_call(rows: Rows, plan: Plan, settings: Fitted) -> None:
    """Who is still nowhere goes to the nearest issue, new or known, where that is not too far.

    Only once the whole shelf is grouped: day by day, the first voices of a new problem must stay
    free for it.
    """
    totals, sizes = rows.sums(plan.home, plan.known + plan.opened)
    speaking = np.flatnonzero(sizes)
    loose = np.flatnonzero(plan.home == NOWHERE)
    if len(speaking) and len(loose):
        centres = np.stack([rows.vantage.centre(totals[n], int(sizes[n])) for n in speaking])
        _give(plan.home, rows, loose, _Issues(speaking, centres), settings.last_call_cosine)


def found_new(rows: Rows, plan: Plan, settings: Fitted, fresh: Flags) -> None:
    """Clusters among rows that are nowhere become issues where enough people tell them.

    ``fresh`` marks rows that no scan has looked at. What was left loose before is clustered again
    only where one of them, or a row that has just joined an issue, is linked to it: a cluster is
    connected by cosines of the threshold, so the others would come out as they did.
    """
    home = plan.home != NOWHERE
    among = np.flatnonzero(rows.owner == NOWHERE)
    stirred = (fresh != home)[among]
    rest = among[linked(rows.vectors(among), stirred, settings.same_issue_cosine)]
    rest = rest[plan.home[rest] == NOWHERE]
    for members in grouped(clustered(rows, rest, settings.same_issue_cosine)):
        found_or_few(rows, plan, rest[members], settings)


def found_or_few(rows: Rows, plan: Plan, members: Labels, settings: Fitted) -> None:
    people = rows.crowd(members)
    if people >= settings.new_issue_min_voices:
        plan.found(members)
    else:
        plan.few[members] = people > 1
