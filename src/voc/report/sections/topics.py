"""What people talk of, and how."""

from collections import defaultdict

from voc.report.evidence import CLEAN, evidence
from voc.report.material import Material
from voc.types.feedback import FeedbackId
from voc.types.opinion import TOPICS, Polarity
from voc.types.report import Chart, Note, Section, Table

# Bars of the chart; the table has them all.
CHARTED = 10

Mentions = dict[str, dict[Polarity, set[FeedbackId]]]


def topics(material: Material) -> Section:
    mentions = _mentions(material)
    if not mentions:
        return Section(key="topics", blocks=(Note(key="no_topics"),))
    ordered = sorted(mentions, key=lambda topic: (-_size(mentions, topic), _place(topic)))
    return Section(
        key="topics",
        blocks=(
            Note(key="topics_rule"),
            _chart(material, mentions, ordered[:CHARTED]),
            _table(material, mentions, ordered),
        ),
    )


def _mentions(material: Material) -> Mentions:
    """Feedback by topic and polarity; a row counts once each."""
    rows = {fact.id for fact in material.customers}
    mentions: Mentions = defaultdict(lambda: {polarity: set() for polarity in Polarity})
    for opinion in material.opinions:
        if opinion.feedback_id in rows:
            mentions[opinion.topic][opinion.polarity].add(opinion.feedback_id)
    return mentions


def _chart(material: Material, mentions: Mentions, shown: list[str]) -> Chart:
    told = {Polarity.NEGATIVE, Polarity.POSITIVE}
    # One condition for the whole chart would name no topic: its rows are all that have opinions.
    return Chart(
        key="topic_polarity",
        mark="diverging_bars",
        points=tuple(
            (topic, polarity.value, len(mentions[topic][polarity]))
            for topic in shown
            for polarity in Polarity
            if polarity in told
        ),
        evidence=evidence(CLEAN, material.customers),
    )


def _table(material: Material, mentions: Mentions, ordered: list[str]) -> Table:
    return Table(
        key="topics",
        columns=("topic", "rows", *(polarity.value for polarity in Polarity)),
        rows=tuple(
            (topic, _size(mentions, topic), *(len(ids) for ids in mentions[topic].values()))
            for topic in ordered
        ),
        evidence=tuple(
            evidence(
                (*CLEAN, ("topic", topic)),
                (material.by_id[id_] for id_ in _rows(mentions, topic)),
            )
            for topic in ordered
        ),
    )


def _rows(mentions: Mentions, topic: str) -> set[FeedbackId]:
    return set().union(*mentions[topic].values())


def _size(mentions: Mentions, topic: str) -> int:
    return len(_rows(mentions, topic))


def _place(topic: str) -> int:
    return TOPICS.index(topic) if topic in TOPICS else len(TOPICS)
