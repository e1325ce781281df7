"""Issues of one period as cards, ranked."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from voc.insight.change import LEAST_EVENTS
from voc.report.evidence import Filter, evidence
from voc.report.material import Material, lies_in
from voc.report.movement import events, issue_movement
from voc.report.quoting import telling
from voc.report.stories import by_channel, placed
from voc.types.feedback import FeedbackId
from voc.types.issue import Issue, IssueId, IssueKind
from voc.types.opinion import Severity
from voc.types.report import FeedbackFact, IssueCard, IssueVoice, LotCount, Movement, Period

# How many feedback a problem of this severity counts for when issues are ranked. Set by judgement:
# one report of a health risk outranks a handful of grumbles; major weighs little more than minor,
# for the model tells the two apart badly. The report states the rule.
SEVERITY_WEIGHTS: Mapping[Severity, int] = {
    Severity.NONE: 1,
    Severity.MINOR: 1,
    Severity.MAJOR: 2,
    Severity.CRITICAL: 10,
}
QUOTES_AN_ISSUE = 3
LOTS_AN_ISSUE = 8

_ORDER = {severity: number for number, severity in enumerate(Severity)}

Voices = Sequence[IssueVoice]


def ranked_cards(material: Material, kind: IssueKind) -> tuple[IssueCard, ...]:
    """A card for every issue of ``kind`` heard in the period; of ideas, for those heard before too.

    A wish stands until it is met: few voice it in one month, and its weight is what has gathered.
    Pinned ones first, then by severity-weighted count, then by count, then by all voices so far,
    then older first.
    """
    grouped = {
        id_: voices
        for id_, voices in _grouped(material).items()
        if material.issues[id_].kind is kind
        and (kind is IssueKind.IDEA or _within(material.period, voices))
    }
    heard = sorted(grouped, key=lambda id_: _rank(material, id_, grouped[id_]))
    return tuple(_card(material, material.issues[id_], grouped[id_]) for id_ in heard)


def issue_movements(material: Material) -> Mapping[IssueId, Movement]:
    """The raw movement of every issue that is large enough to test, of both kinds.

    Chosen by its voices of both periods together, which say nothing of how they lie: one that no
    card shows, or that fell silent, is a test like any other. Were only those counted that rank
    high now, chance rises would be picked and their number hidden.
    """
    moved = {}
    for id_, voices in _grouped(material).items():
        now, before = (
            _facts(_within(period, voices)).values()
            for period in (material.period, material.previous)
        )
        if events(now) + events(before) >= LEAST_EVENTS:
            moved[id_] = issue_movement(material, material.issues[id_].product, now, before)
    return moved


def _grouped(material: Material) -> Mapping[IssueId, list[IssueVoice]]:
    """The voices that count, by issue."""
    grouped: dict[IssueId, list[IssueVoice]] = defaultdict(list)
    for voice in material.voices:
        if not voice.fact.flagged:
            grouped[voice.issue_id].append(voice)
    return grouped


def _rank(material: Material, id_: IssueId, voices: Voices) -> tuple[bool, int, int, int, int, str]:
    worst: dict[FeedbackId, int] = {}
    for voice in _within(material.period, voices):
        weight = SEVERITY_WEIGHTS[voice.severity]
        worst[voice.fact.id] = max(weight, worst.get(voice.fact.id, 0))
    # Ids count up: of two, the shorter is the older.
    order = -sum(worst.values()), -len(worst), -len(_facts(voices))
    return not material.issues[id_].pinned, *order, len(id_), id_


def _card(material: Material, issue: Issue, voices: Voices) -> IssueCard:
    now, before = _within(material.period, voices), _within(material.previous, voices)
    facts = _facts(now)
    where: Filter = (("issue", issue.id), ("flagged", "no"))
    days = [v.fact.counted_at for v in voices if v.fact.dated]
    return IssueCard(
        issue_id=issue.id,
        kind=issue.kind,
        product=issue.product,
        topic=issue.topic,
        terms=issue.terms,
        title=issue.title,
        pinned=issue.pinned,
        count=len(facts),
        previous=len(_facts(before)),
        total=len(_facts(voices)),
        first_seen=min(days).astimezone(material.period.start.tzinfo).date() if days else None,
        severity=max((v.severity for v in now or voices), key=_ORDER.__getitem__),
        movement=issue_movement(material, issue.product, facts.values(), _facts(before).values()),
        lots=_lots(material, now, where),
        lot_known=len({v.fact.id for v in now if v.lot is not None}),
        channels=by_channel(fact.channel for fact in facts.values()),
        # Of a wish that nobody voiced in the period, what was said before.
        quotes=tuple(placed(material, q) for q in telling(now or voices, QUOTES_AN_ISSUE)),
        evidence=evidence(where, facts.values()),
    )


def _within(period: Period, voices: Voices) -> list[IssueVoice]:
    return [voice for voice in voices if lies_in(period, voice.fact)]


def _facts(voices: Voices) -> dict[FeedbackId, FeedbackFact]:
    return {voice.fact.id: voice.fact for voice in voices}


def _lots(material: Material, now: Voices, where: Filter) -> tuple[LotCount, ...]:
    named: dict[str, list[FeedbackFact]] = defaultdict(list)
    for voice in now:
        if voice.lot is not None:
            named[voice.lot.upper()].append(voice.fact)
    # People write codes in either case.
    counts = [
        LotCount(
            lot=lot,
            voices=len({fact.id for fact in facts}),
            shipped=_shipped(material, lot, {fact.product for fact in facts}),
            evidence=evidence((*where, ("lot", lot)), facts),
        )
        for lot, facts in named.items()
    ]
    return tuple(sorted(counts, key=lambda c: (-c.voices, c.lot))[:LOTS_AN_ISSUE])


def _shipped(material: Material, lot: str, products: set[str | None]) -> int | None:
    found = [
        shipment.quantity
        for shipment in material.shipments
        if shipment.lot.upper() == lot and shipment.product in products
    ]
    return sum(found) if found else None
