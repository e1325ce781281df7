"""What stands beside a wish: complaints it would answer, and who has the thing already."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from voc.insight.ideas.groups import Group
from voc.text.demands.things import complained_of
from voc.types.idea import Offered, RelatedComplaint
from voc.types.issue import IssueId

# Of an issue's voices so many, and at least two, tell what the wish would mend.
LEAST_SHARE = 0.25
LEAST_VOICES = 2
MOST_COMPLAINTS = 3


@dataclass(frozen=True, slots=True)
class Defect:
    """An open defect of the ledger as wishes are held against it."""

    id: IssueId
    product: str | None
    name: str
    terms: tuple[str, ...]
    said: tuple[str, ...]  # its voices, cleaned, lower case, Simplified


@dataclass(frozen=True, slots=True)
class Having:
    """One thing that voc.toml says a product of ours or a competitor comes in."""

    by: str
    ours: bool
    written: str  # as the user put it
    folded: str  # cleaned, lower case, Simplified
    values: frozenset[str]  # of the lists: "vine_pepper", "resealable"


def complaints(group: Group, defects: Iterable[Defect]) -> tuple[RelatedComplaint, ...]:
    """Defects of the same products that the wish answers, most voices first."""
    products = {product for product, _ in group.products}
    found: list[tuple[int, RelatedComplaint]] = []
    for defect in defects:
        if defect.product in products:
            shared, voices = _shared(group, defect)
            if voices >= max(LEAST_VOICES, LEAST_SHARE * len(defect.said)):
                found.append((voices, _related(defect, shared)))
    found.sort(key=lambda pair: (-pair[0], pair[1].issue_id))
    return tuple(related for _, related in found[:MOST_COMPLAINTS])


def _shared(group: Group, defect: Defect) -> tuple[str, int]:
    """What both tell and how many voices of the defect tell it."""
    if group.value is not None:
        words = Counter(filter(None, (complained_of(group.value, said) for said in defect.said)))
        return (min(words, key=lambda w: (-words[w], w)) if words else ""), words.total()
    shared = next((name for name in group.names if name in defect.terms), "")
    return shared, sum(shared in said for said in defect.said) if shared else 0


def _related(defect: Defect, shared: str) -> RelatedComplaint:
    return RelatedComplaint(
        issue_id=defect.id, product=defect.product, name=defect.name, shared=shared
    )


def offered(
    group: Group, havings: Iterable[Having], named: Mapping[str, Sequence[str]]
) -> tuple[Offered, ...]:
    """Who has it by voc.toml, ours first; then competitors that the wishes themselves name.

    ``named`` holds the competitors each feedback names.
    """
    by_list = [
        Offered(by=one.by, ours=one.ours, because=f"voc.toml: {one.written}")
        for one in havings
        if _has(group, one)
    ]
    by_wish: dict[str, str] = defaultdict(str)
    for wish in group.wishes:
        for competitor in named.get(wish.text.feedback_id, ()):
            by_wish[competitor] = by_wish[competitor] or wish.quote
    told = [Offered(by=by, ours=False, because=f"“{said}”") for by, said in sorted(by_wish.items())]
    return (*sorted(by_list, key=lambda one: (not one.ours, one.by)), *told)


def _has(group: Group, having: Having) -> bool:
    if group.value is not None:
        return group.value.removeprefix("more_") in having.values or group.value in having.values
    return all(name in having.folded for name in group.names)
