"""One shelf of a scan: where each voice goes, and what became of known issues."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from voc.insight.discovery.clusters import Labels
from voc.insight.discovery.fitting import Fitted, fitted, marked
from voc.insight.discovery.joining import found_new, joined
from voc.insight.discovery.regrouping import regrouped
from voc.insight.discovery.rows import NOWHERE, Plan, Rows, grouped, rows_of
from voc.insight.discovery.settings import DiscoverySettings
from voc.insight.packing import cosine, total
from voc.types.feedback import FeedbackId
from voc.types.issue import (
    By,
    Happening,
    IssueId,
    KnownIssue,
    Mark,
    Merge,
    Move,
    PlacedVoice,
    Shelf,
    Single,
    Voice,
    Why,
)

# Cosines that differ by less are equal: which voice is the most central must not hang on the last
# bit of a sum.
_DECIMALS = 5
# So many of its most central voices give an issue its name.
NAMING = 200


@dataclass(frozen=True, slots=True)
class Turn:
    """What a shelf was grouped by the last time, and is now."""

    before: Mark | None
    basis: str

    @property
    def carries(self) -> bool:
        """Whether issues of another basis are carried over."""
        return self.before is not None and self.before.basis != self.basis

    @property
    def goes_on(self) -> bool:
        return self.before is not None and self.before.basis == self.basis


@dataclass(frozen=True, slots=True)
class Group:
    """A new issue without its name."""

    voices: tuple[Voice, ...]  # most central first
    taken: tuple[tuple[IssueId, Voice], ...]  # of these: filed until now, and where
    split_from: IssueId | None
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    shelf: Shelf
    joined: tuple[tuple[IssueId, Voice], ...]
    opened: tuple[Group, ...]
    single: tuple[Single, ...]
    merged: tuple[Merge, ...] = ()
    moved: tuple[Move, ...] = ()
    drifted: tuple[tuple[KnownIssue, tuple[Voice, ...]], ...] = ()  # and its central voices
    happened: tuple[Happening, ...] = ()
    mark: Mark | None = None


def due(mark: Mark | None, voices: int, basis: str, settings: DiscoverySettings) -> bool:
    """Whether a shelf that now holds ``voices`` is to be grouped as a whole."""
    if mark is None or mark.basis != basis:
        return True
    return voices > mark.voices * (1 + settings.regroup_growth)


def file_new(
    shelf: Shelf,
    known: Sequence[KnownIssue],
    loose: Iterable[PlacedVoice],
    settings: Fitted,
) -> Filing:
    """Loose voices join known issues, found new ones, or are single with the reason.

    ``settings``: fitted to the shelf as it was when it was last grouped as a whole.
    """
    voices = sorted(loose, key=_order)
    speaking = [one for one in voices if _speaks(one)]
    rows = rows_of(speaking, [one.issue.id for one in known], settings.vantage)
    plan = joined(rows, known, settings)
    plan.few[:] = [one.why is Why.FEW for one in speaking]
    found_new(rows, plan, settings, np.array([one.why is None for one in speaking], dtype=np.bool_))
    return Filing(
        shelf=shelf,
        joined=_joined(speaking, plan, known),
        opened=_groups(speaking, rows, plan, known),
        single=_single(voices, speaking, plan),
    )


def file_anew(
    shelf: Shelf,
    known: Sequence[KnownIssue],
    everything: Iterable[PlacedVoice],
    settings: DiscoverySettings,
    turn: Turn,
) -> Filing:
    """All voices of a shelf, filed and loose, grouped as a whole and reconciled with the ledger."""
    voices = sorted(everything, key=_order)
    speaking = [one for one in voices if _speaks(one)]
    rows = rows_of(speaking, [one.issue.id for one in known])
    mark = marked(shelf, rows, len(voices), turn.basis)
    own = fitted(settings, mark)
    rows = replace(rows, vantage=own.vantage)
    plan = regrouped(rows, known, own)
    drifted = _drifted(rows, plan, known, settings) if turn.goes_on else []
    carried = _carried(rows, plan, known, turn) if turn.carries else []
    return Filing(
        shelf=shelf,
        joined=_joined(speaking, plan, known),
        opened=_groups(speaking, rows, plan, known),
        single=_single(voices, speaking, plan),
        merged=tuple(
            Merge(source=known[one].issue.id, target=known[into].issue.id, because=because)
            for one, (into, because) in sorted(plan.merged.items())
        ),
        moved=_moved(speaking, rows, plan, known),
        drifted=tuple(
            (known[n], _central(speaking, rows, np.flatnonzero(plan.home == n))[:NAMING])
            for n, _ in drifted
        ),
        happened=(*carried, *(happening for _, happening in drifted)),
        mark=mark,
    )


def _order(one: PlacedVoice) -> tuple[FeedbackId, int, int, str]:
    return one.voice.place


def _speaks(one: PlacedVoice) -> bool:
    return any(one.packed)


def _joined(
    voices: Sequence[PlacedVoice], plan: Plan, known: Sequence[KnownIssue]
) -> tuple[tuple[IssueId, Voice], ...]:
    return tuple(
        (known[home].issue.id, one.voice)
        for one, home in zip(voices, plan.home.tolist(), strict=True)
        if one.issue is None and NOWHERE < home < plan.known
    )


def _moved(
    voices: Sequence[PlacedVoice], rows: Rows, plan: Plan, known: Sequence[KnownIssue]
) -> tuple[Move, ...]:
    """From one known issue to another that did not take it over as a whole."""
    moves = []
    for one, owner, home in zip(voices, rows.owner.tolist(), plan.home.tolist(), strict=True):
        stays = plan.merged[owner][0] if owner in plan.merged else owner
        if owner != NOWHERE and home != stays and home < plan.known:
            source, target = known[stays].issue.id, known[home].issue.id
            moves.append(Move(voice=one.voice, source=source, target=target))
    return tuple(moves)


def _groups(
    voices: Sequence[PlacedVoice], rows: Rows, plan: Plan, known: Sequence[KnownIssue]
) -> tuple[Group, ...]:
    new = np.flatnonzero(plan.home >= plan.known)
    members = [new[one] for one in _split_by(plan.home[new])]
    return tuple(
        _group(voices, rows, own, known, plan.split.get(int(plan.home[own[0]])))
        for own in sorted(members, key=lambda own: int(own[0]))
    )


def _split_by(labels: Labels) -> list[Labels]:
    order = np.argsort(labels, kind="stable")
    return [own for own in np.split(order, np.flatnonzero(np.diff(labels[order])) + 1) if len(own)]


def _group(
    voices: Sequence[PlacedVoice],
    rows: Rows,
    own: Labels,
    known: Sequence[KnownIssue],
    split: tuple[int, str] | None,
) -> Group:
    return Group(
        voices=_central(voices, rows, own),
        taken=tuple(
            (one.issue, one.voice)
            for one in (voices[row] for row in own.tolist())
            if one.issue is not None
        ),
        split_from=known[split[0]].issue.id if split else None,
        because=split[1] if split else "",
    )


def _central(voices: Sequence[PlacedVoice], rows: Rows, own: Labels) -> tuple[Voice, ...]:
    """Most central first, then by place."""
    vectors = rows.vectors(own)
    central = np.round(vectors @ vectors.mean(axis=0), _DECIMALS)
    return tuple(voices[own[n]].voice for n in np.lexsort((own, -central)).tolist())


def _single(
    voices: Sequence[PlacedVoice], speaking: Sequence[PlacedVoice], plan: Plan
) -> tuple[Single, ...]:
    why = {
        id(one): Why.FEW if few else Why.ALONE
        for one, home, few in zip(speaking, plan.home.tolist(), plan.few.tolist(), strict=True)
        if home == NOWHERE
    }
    return tuple(
        Single(voice=one.voice, why=why.get(id(one), Why.VERDICT), before=one.why)
        for one in voices
        if one.issue is None and (id(one) in why or not _speaks(one))
    )


def _drifted(
    rows: Rows, plan: Plan, known: Sequence[KnownIssue], settings: DiscoverySettings
) -> list[tuple[int, Happening]]:
    found = []
    members = grouped(np.where(plan.home < plan.known, plan.home, NOWHERE) + 1)[1:]
    for number, (one, own) in enumerate(zip(known, members, strict=False)):
        if not one.voices or not len(own):
            continue
        alike = cosine(total(rows.packed[own]), one.named)
        if alike < settings.drift_cosine:
            told = f"its voices are alike by {alike:.2f} to those it was named by"
            found.append((number, Happening(issue_id=one.issue.id, what="drifted", because=told)))
    return found


def _carried(rows: Rows, plan: Plan, known: Sequence[KnownIssue], turn: Turn) -> list[Happening]:
    """What became of each issue now that the basis changed."""
    was = turn.before.basis if turn.before else ""
    goal = np.array([plan.merged.get(n, (n, ""))[0] for n in range(len(known))], dtype=np.int64)
    filed = np.flatnonzero(rows.owner != NOWHERE)
    stays = filed[plan.home[filed] == goal[rows.owner[filed]]]
    all_, kept = (np.bincount(rows.owner[own], minlength=len(known)) for own in (filed, stays))
    return [
        Happening(
            issue_id=one.issue.id,
            what="carried",
            by=By.RECIPE,
            because=f"{kept[n]:,} of {all_[n]:,} voices stay, from {was} to {turn.basis}",
        )
        for n, one in enumerate(known)
    ]
