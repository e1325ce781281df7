"""The daily way: new voices join known issues, the rest found new ones."""

from collections.abc import Sequence

import numpy as np

from voc.insight.discovery.clusters import Flags, Labels, linked, nearest
from voc.insight.discovery.packing import centre
from voc.insight.discovery.rows import NOWHERE, Plan, Rows, clustered, grouped
from voc.insight.discovery.settings import DiscoverySettings
from voc.types.issue import KnownIssue

_STRIPE = 20_000  # rows held in floats at once


def joined(rows: Rows, known: Sequence[KnownIssue], settings: DiscoverySettings) -> Plan:
    """Who is filed stays. A loose row joins the issue it is nearest to, where near enough."""
    home = rows.owner.copy()
    loose = np.flatnonzero(home == NOWHERE)
    speaking = [number for number, one in enumerate(known) if one.voices]
    if speaking and len(loose):
        centres = np.stack([centre(known[n].total, known[n].voices) for n in speaking])
        for start in range(0, len(loose), _STRIPE):
            stripe = loose[start : start + _STRIPE]
            best, cosine = nearest(rows.vectors(stripe), centres)
            near = cosine >= settings.same_issue_cosine
            home[stripe[near]] = np.array(speaking)[best[near]]
    return Plan(home, np.zeros(len(rows), dtype=np.bool_), len(known))


def found_new(rows: Rows, plan: Plan, settings: DiscoverySettings, fresh: Flags) -> None:
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


def found_or_few(rows: Rows, plan: Plan, members: Labels, settings: DiscoverySettings) -> None:
    people = rows.crowd(members)
    if people >= settings.new_issue_min_voices:
        plan.found(members)
    else:
        plan.few[members] = people > 1
