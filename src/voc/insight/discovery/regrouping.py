"""The periodic way: a shelf is clustered as a whole, and what is found is held against the ledger.

The ledger stays where the evidence is not clear, for people know issues by their ids. An id stays
with the most of its voices. Issues that a person pinned, merged, split or dismissed take no part:
they take new voices in, and nothing else changes them.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from voc.insight.discovery.clusters import Labels
from voc.insight.discovery.joining import found_or_few, joined
from voc.insight.discovery.packing import centre
from voc.insight.discovery.rows import NOWHERE, Plan, Rows, clustered, grouped
from voc.insight.discovery.settings import DiscoverySettings
from voc.types.issue import KnownIssue, Totals, Vector

Overlaps = Mapping[int, Counter[int]]  # by cluster: how many voices of each known issue


@dataclass(frozen=True, slots=True)
class _Fresh:
    """The clustering of today."""

    members: list[Labels]  # rows of each cluster
    overlaps: Overlaps
    heirs: dict[int, int]  # cluster: the known issue that goes on in it


@dataclass(slots=True)
class _Shelf:
    """What decisions are made on. Sums stay as they were before voices move, so that no decision
    hangs on the order of others."""

    rows: Rows
    plan: Plan
    known: Sequence[KnownIssue]
    settings: DiscoverySettings
    totals: Totals  # (known, d)
    sizes: Labels  # (known,)

    @property
    def clear(self) -> float:
        """Two halves as alike as this would be joined whatever else is near."""
        return self.settings.same_issue_cosine + self.settings.clear_margin

    def centre(self, issue: int) -> Vector:
        return centre(self.totals[issue], int(self.sizes[issue]))

    def rest(self, issue: int, own: Labels) -> Vector:
        """The centre of an issue without ``own``; of these where it has no others."""
        if len(own) == self.sizes[issue]:
            return self.centre(issue)
        left = self.totals[issue] - self.rows.packed[own].sum(axis=0, dtype=np.int32)
        return centre(left, int(self.sizes[issue]) - len(own))

    def merge(self, source: int, target: int, because: str) -> None:
        self.plan.merged[source] = (target, because)
        self.plan.home[self.plan.home == source] = target
        self.totals[target] += self.totals[source]
        self.sizes[target] += self.sizes[source]


def regrouped(rows: Rows, known: Sequence[KnownIssue], settings: DiscoverySettings) -> Plan:
    plan = joined(rows, known, settings)
    firm = np.array([one.issue.firm for one in known] + [False], dtype=np.bool_)  # last: NOWHERE
    free = np.flatnonzero(~firm[plan.home])
    labels = clustered(rows, free, settings.same_issue_cosine)
    fresh = _held_against([free[members] for members in grouped(labels)], plan.home)
    shelf = _Shelf(rows, plan, known, settings, *_sums(rows, plan.home, len(known)))
    _merge(shelf, fresh)
    before = plan.home.copy()
    for number, members in enumerate(fresh.members):
        heir = fresh.heirs.get(number)
        if heir is None:
            _found(shelf, members, before)
        else:
            # An issue that went into another may have been the heir of a smaller part.
            _gather(shelf, members, plan.merged.get(heir, (heir, ""))[0], before)
    return plan


def _sums(rows: Rows, home: Labels, known: int) -> tuple[Totals, Labels]:
    totals = np.zeros((known, rows.packed.shape[1]), dtype=np.int32)
    filed = np.flatnonzero(home != NOWHERE)
    for members in grouped(home[filed]):
        if len(members):
            own = filed[members]
            totals[home[own[0]]] = rows.packed[own].sum(axis=0, dtype=np.int32)
    return totals, np.bincount(home[filed], minlength=known).astype(np.int64)


def _held_against(members: list[Labels], home: Labels) -> _Fresh:
    overlaps = {
        number: Counter(home[rows][home[rows] != NOWHERE].tolist())
        for number, rows in enumerate(members)
    }
    return _Fresh(members, overlaps, _heirs(overlaps))


def _heirs(overlaps: Overlaps) -> dict[int, int]:
    """One issue a cluster and one cluster an issue: who shares the most voices first."""
    pairs = sorted(
        (-shared, issue, cluster)
        for cluster, counts in overlaps.items()
        for issue, shared in counts.items()
    )
    heirs: dict[int, int] = {}
    taken: set[int] = set()
    for _, issue, cluster in pairs:
        if cluster not in heirs and issue not in taken:
            heirs[cluster] = issue
            taken.add(issue)
    return heirs


def _merge(shelf: _Shelf, fresh: _Fresh) -> None:
    """Issues most of whose voices lie in one cluster become one, where they are clearly alike."""
    sizes = shelf.sizes.copy()
    for cluster, counts in fresh.overlaps.items():
        whole = [issue for issue, n in counts.items() if 2 * n > sizes[issue]]
        if fresh.heirs.get(cluster) not in whole:
            continue
        first, *others = sorted(whole, key=lambda i: _precedence(shelf.known[i], int(sizes[i]), i))
        fresh.heirs[cluster] = first
        for other in others:
            alike = float(shelf.centre(first) @ shelf.centre(other))
            # Two names that people gave stay two.
            if shelf.known[other].issue.title is None and alike >= shelf.clear:
                shelf.merge(other, first, f"their voices are alike by {alike:.2f}")


def _precedence(known: KnownIssue, size: int, number: int) -> tuple[bool, int, int]:
    """An id that a person gave a title goes on, then the larger one, then the older."""
    return known.issue.title is None, -size, number


def _found(shelf: _Shelf, members: Labels, before: Labels) -> None:
    """A cluster that no issue goes on in: loose voices, and those that clearly belong to them."""
    loose = members[before[members] == NOWHERE]
    strays = _clearly_nearer(shelf, members, before, _mean(shelf.rows, members))
    group = np.sort(np.concatenate([loose, strays]))
    if shelf.rows.crowd(group) < shelf.settings.new_issue_min_voices:
        shelf.plan.few[loose] = shelf.rows.crowd(group) > 1
        return
    position = shelf.plan.found(group)
    origins = Counter(before[strays].tolist())
    origin, shared = min(origins.items(), key=lambda one: (-one[1], one[0]), default=(NOWHERE, 0))
    if 2 * shared > len(group):
        told = f"{shared:,} of its {len(group):,} voices stood there and are clearly apart"
        shelf.plan.split[position] = (origin, told)


def _gather(shelf: _Shelf, members: Labels, heir: int, before: Labels) -> None:
    """The issue that goes on in a cluster takes what is loose there, and what is clearly its."""
    goal = shelf.centre(heir)
    others = members[before[members] != heir]
    shelf.plan.home[_clearly_nearer(shelf, others, before, goal)] = heir
    loose = members[before[members] == NOWHERE]
    near = shelf.rows.vectors(loose) @ goal >= shelf.settings.same_issue_cosine
    shelf.plan.home[loose[near]] = heir
    if len(apart := loose[~near]):
        found_or_few(shelf.rows, shelf.plan, apart, shelf.settings)


def _clearly_nearer(shelf: _Shelf, members: Labels, before: Labels, goal: Vector) -> Labels:
    """Of ``members``, those filed, yet nearer to ``goal`` by a margin than to their own issue."""
    found = [np.zeros(0, dtype=np.int64)]
    for owner, own in _by_owner(members, before).items():
        vectors = shelf.rows.vectors(own)
        gain = vectors @ goal - vectors @ shelf.rest(owner, own)
        found.append(own[gain >= shelf.settings.clear_margin])
    return np.sort(np.concatenate(found))


def _by_owner(members: Labels, home: Labels) -> dict[int, Labels]:
    owned = defaultdict(list)
    for row in members[home[members] != NOWHERE].tolist():
        owned[int(home[row])].append(row)
    return {owner: np.array(own, dtype=np.int64) for owner, own in sorted(owned.items())}


def _mean(rows: Rows, of: Labels) -> Vector:
    mean: Vector = rows.vectors(of).mean(axis=0)
    return mean
