"""Issues of one period as cards, ranked."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from voc.insight.change import LEAST_EVENTS
from voc.report.evidence import Filter, evidence
from voc.report.material import Material, lies_in
from voc.report.movement import called_together, issue_movement
from voc.report.quoting import telling
from voc.report.stories import by_channel, placed
from voc.types.feedback import FeedbackId
from voc.types.issue import Issue, IssueId, IssueKind
from voc.types.opinion import Severity
from voc.types.report import FeedbackFact, IssueCard, IssueVoice, LotCount, Period

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
    grouped: dict[IssueId, list[IssueVoice]] = defaultdict(list)
    for voice in material.voices:
        if material.issues[voice.issue_id].kind is kind and not voice.fact.flagged:
            grouped[voice.issue_id].append(voice)
    heard = [
        id_
        for id_, voices in grouped.items()
        if kind is IssueKind.IDEA or _within(material.period, voices)
    ]
    heard.sort(key=lambda id_: _rank(material, id_, grouped[id_]))
    return _tested([_card(material, material.issues[id_], grouped[id_]) for id_ in heard])


def _tested(cards: Sequence[IssueCard]) -> tuple[IssueCard, ...]:
    """Issues too small for any verdict would only weaken the tests of the others."""
    large = [card for card in cards if card.count + card.previous >= LEAST_EVENTS]
    told = called_together([card.movement for card in large])
    moved = {card.issue_id: each for card, each in zip(large, told, strict=True)}
    return tuple(replace(card, movement=moved.get(card.issue_id, card.movement)) for card in cards)


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
