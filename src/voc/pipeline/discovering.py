"""Gives every voice a vector once, then files each shelf."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, replace

from voc.insight.discovery.basis import basis_of
from voc.insight.discovery.filing import Filing, Turn, due, file_anew, file_new
from voc.insight.discovery.fitting import fitted
from voc.insight.discovery.opening import opened
from voc.insight.discovery.retelling import retold
from voc.insight.packing import pack
from voc.pipeline.phrases import Reading
from voc.ports.models import PhraseEncoder
from voc.ports.store import Store
from voc.types.issue import (
    Discovery,
    KnownIssue,
    Mark,
    Place,
    PlacedVoice,
    Shelf,
    Voice,
    Why,
)
from voc.types.scan import Recipe, ScanTally

# One transaction each: a kill loses the vectors of so many texts, and no more.
BATCH = 2_000

Page = Callable[..., list[tuple[int, tuple[Voice, ...]]]]


@dataclass(frozen=True, slots=True)
class Means:
    """What voices are read with, and turned into vectors."""

    reading: Reading
    encoder: PhraseEncoder


@dataclass(frozen=True, slots=True)
class _Ledger:
    """What is known before a scan files its voices."""

    space: str
    basis: str
    known: dict[Shelf, list[KnownIssue]]
    loose: dict[Shelf, list[PlacedVoice]]
    filed: dict[Shelf, int]
    marks: dict[Shelf, Mark]


def discover(store: Store, means: Means, recipe: Recipe, regroup: bool = False) -> Discovery:
    """Every loose voice joins an issue, founds one, or is single with the reason.

    A shelf that grew enough, or whose basis changed, is grouped as a whole; with ``regroup`` all
    are. The order of rows changes nothing. Voices that leave still say where their issue lies.
    """
    space = space_of(means.encoder, recipe)
    kept, left = retold(store.reread_voices())
    encode_voices(store, means, space)
    store.settle_vectors(space)
    told_anew = {told.place for _, told in kept}
    with store.snapshot():  # a person may split an issue while its shelf is grouped
        ledger = _ledger(store, space, recipe, told_anew)
        shelves = sorted({*ledger.loose, *ledger.known}, key=lambda s: (s.kind, s.product or ""))
        filings = [_file(store, ledger, shelf, recipe, regroup) for shelf in shelves]
    fresh = (one.voice for own in ledger.loose.values() for one in own if one.why is None)
    return replace(opened(filings, means.reading.tell, fresh), kept=kept, left=left)


def _ledger(store: Store, space: str, recipe: Recipe, told_anew: Set[Place]) -> _Ledger:
    loose = (one for one in store.loose(space) if one.voice.place not in told_anew)
    return _Ledger(
        space=space,
        basis=basis_of(space, recipe),
        known=_by_shelf(store.known_issues(space)),
        loose=_loose_by_shelf(loose),
        filed=store.filed_counts(),
        marks={mark.shelf: mark for mark in store.marks()},
    )


def space_of(encoder: PhraseEncoder, recipe: Recipe) -> str:
    """Other rules of words make other vectors of the same clause."""
    return f"{encoder.name}, words {recipe.word_rules}"


def encode_voices(store: Store, means: Means, space: str) -> None:
    """Batch by batch, so that a killed scan goes on where it was."""
    for page in (store.unvectored, store.unvectored_members):
        _encode_all(store, means, space, page)


def _encode_all(store: Store, means: Means, space: str, ask: Page) -> None:
    after = 0
    while page := ask(space, after=after, limit=BATCH):
        voices = [voice for _, own in page for voice in own]
        packed = pack(means.encoder.encode([means.reading.wording(voice) for voice in voices]))
        rows = [(voice, row.tobytes()) for voice, row in zip(voices, packed, strict=True)]
        store.keep_vectors(space, rows)
        after = page[-1][0]


def _file(store: Store, ledger: _Ledger, shelf: Shelf, recipe: Recipe, regroup: bool) -> Filing:
    known, loose = ledger.known.get(shelf, []), ledger.loose.get(shelf, [])
    mark = ledger.marks.get(shelf)
    voices = ledger.filed.get(shelf, 0) + len(loose)
    if mark and not regroup and not due(mark, voices, ledger.basis, recipe):
        return file_new(shelf, known, loose, fitted(recipe, mark))
    filed = store.filed(shelf, ledger.space) if known else ()
    turn = Turn(mark, ledger.basis)
    return file_anew(shelf, known, [*loose, *filed], recipe, turn)


def _by_shelf(known: Iterable[KnownIssue]) -> dict[Shelf, list[KnownIssue]]:
    shelves = defaultdict(list)
    for one in known:
        shelves[Shelf(kind=one.issue.kind, product=one.issue.product)].append(one)
    return dict(shelves)


def _loose_by_shelf(loose: Iterable[PlacedVoice]) -> dict[Shelf, list[PlacedVoice]]:
    shelves = defaultdict(list)
    for one in loose:
        shelves[Shelf(kind=one.voice.kind, product=one.voice.product)].append(one)
    return dict(shelves)


def with_discovery(annotated: ScanTally, discovery: Discovery) -> ScanTally:
    taken = sum(len(issue.taken) for issue in discovery.opened)
    founding = sum(len(issue.voices) for issue in discovery.opened) - taken
    joined, single = len(discovery.joined), len(discovery.single)
    whys = [one.why for one in discovery.single]
    return replace(
        annotated,
        voices=joined + founding + single,
        joined=joined,
        founding=founding,
        single=single,
        verdicts=whys.count(Why.VERDICT),
        few=whys.count(Why.FEW),
        issues_opened=len(discovery.opened),
        shelves_regrouped=sum(mark.voices > 0 for mark in discovery.marks),
        moved=len(discovery.moved) + taken,
        merged=len(discovery.merged),
        split=sum(issue.split_from is not None for issue in discovery.opened),
        kept=len(discovery.kept),
        left=len(discovery.left),
    )
