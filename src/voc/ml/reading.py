"""From probabilities to readings: what is said aloud, and what follows from what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
import numpy.typing as npt

from voc.ml.calibration import Floats
from voc.ml.scores import Probabilities
from voc.text.demands import refusals
from voc.text.flags import defaults
from voc.types.document import Clause, Document
from voc.types.feedback import FeedbackKind
from voc.types.opinion import (
    TOPICS,
    Intent,
    Opinion,
    Polarity,
    Reading,
    Scored,
    Sentiment,
    SentimentLabel,
    Severity,
)

_POLARITIES = tuple(Polarity)
_INTENTS = tuple(Intent)
_SEVERITIES = tuple(Severity)
_NEGATIVE, _NEUTRAL, _POSITIVE = (_POLARITIES.index(polarity) for polarity in Polarity)
_COMPLAINT, _SUGGESTION = _INTENTS.index(Intent.COMPLAINT), _INTENTS.index(Intent.SUGGESTION)
_PRAISE = _INTENTS.index(Intent.PRAISE)
_SIDE_OF_INTENT = ((_COMPLAINT, _NEGATIVE), (_PRAISE, _POSITIVE))
_CRITICAL = _SEVERITIES.index(Severity.CRITICAL)
_OVERALL = TOPICS.index("overall")

Stance = tuple[int, Intent | None]  # of a clause: its polarity's place in Polarity, its intent

# Enough to tell apart, few enough to be the same on every machine.
_DIGITS = 4


class Thresholds(Protocol):
    """From when on a probability is said aloud. A Recipe is one."""

    @property
    def topic_threshold(self) -> float: ...

    @property
    def further_topic_threshold(self) -> float:
        """Of every topic of a clause but its likeliest: a clause mostly speaks of one thing."""
        ...

    @property
    def intent_threshold(self) -> float: ...

    @property
    def wish_threshold(self) -> float:
        """Of a clause that wishes for something."""
        ...

    @property
    def unhappy_threshold(self) -> float:
        """Of P(negative) of a text, from when on it complains though no clause of it does."""
        ...

    @property
    def critical_threshold(self) -> float:
        """Lower than others: a danger that is missed costs more than a false alarm."""
        ...

    @property
    def mixed_margin(self) -> float:
        """A text is mixed only where P(positive) and P(negative) are this close."""
        ...


def readings(
    documents: Sequence[Document], found: Probabilities, thresholds: Thresholds, *, deep: bool
) -> list[Reading]:
    """One reading a document, in order. ``deep``: whether the encoder had its say."""
    opinions = _opinions(documents, found, thresholds)
    return [
        Reading(
            id=document.id,
            language=document.language,
            sentiment=_sentiment(found.text_polarity[row], opinions[row], thresholds),
            opinions=tuple(opinions[row]),
            intents=_intents(found.text_intents[row], thresholds.intent_threshold),
            severity=_severity(found.text_severity[row], opinions[row], thresholds),
            entities=document.entities,
            flags=document.flags,
            deep=deep,
        )
        for row, document in enumerate(documents)
    ]


def _opinions(
    documents: Sequence[Document], found: Probabilities, thresholds: Thresholds
) -> list[list[Opinion]]:
    """Per document, the opinions of its clauses in text order."""
    opinions: list[list[Opinion]] = [[] for _ in documents]
    severities: list[list[Floats]] = [[] for _ in documents]
    clauses = [clause for document in documents for clause in document.clauses]
    for row, topic, (polarity, intent) in _told(documents, found, thresholds):
        sure = found.clause_topics[row, topic] * found.clause_polarity[row, polarity]
        severities[found.owner[row]].append(found.clause_severity[row])
        opinions[found.owner[row]].append(
            Opinion(
                topic=TOPICS[topic],
                polarity=_POLARITIES[polarity],
                intent=intent,
                severity=_clause_severity(
                    found.clause_severity[row], polarity, intent, thresholds.critical_threshold
                ),
                confidence=_rounded(sure),
                start=clauses[row].start,
                end=clauses[row].end,
            )
        )
    return list(map(_only_the_danger, opinions, severities))


def _only_the_danger(opinions: list[Opinion], severities: list[Floats]) -> list[Opinion]:
    """Of a text, the danger is what tells of it most clearly, and what is critical by itself.

    The threshold of danger is low, lest a text that tells of one be missed. Beside "it cut his
    gums" the clause "I sent a photo" passes it too, and is what it most likely is instead.
    """
    dangers = [
        float(likely[_CRITICAL])
        for one, likely in zip(opinions, severities, strict=True)
        if one.severity is Severity.CRITICAL
    ]
    return [
        _without_danger(one, likely)
        if one.severity is Severity.CRITICAL
        and likely[_CRITICAL] < max(dangers)
        and int(likely.argmax()) != _CRITICAL
        else one
        for one, likely in zip(opinions, severities, strict=True)
    ]


def _without_danger(opinion: Opinion, severities: Floats) -> Opinion:
    likeliest = _likeliest_severity(severities, least=int(opinion.intent is Intent.COMPLAINT))
    return replace(opinion, severity=_SEVERITIES[likeliest])


def _told(
    documents: Sequence[Document], found: Probabilities, thresholds: Thresholds
) -> list[tuple[int, int, Stance]]:
    """Clause, topic and stance of each opinion, in text order."""
    spoken = _spoken(found, thresholds)
    clauses = [clause for document in documents for clause in document.clauses]
    stances = {
        row: _stance(
            clauses[row], found.clause_polarity[row], found.clause_intents[row], thresholds
        )
        for row in np.flatnonzero(spoken.any(axis=1)).tolist()
    }
    for row in list(_unvoiced(documents, found, stances, thresholds)):
        stances[row] = (_NEGATIVE, Intent.COMPLAINT)
        spoken[row, _likeliest_topic(found.clause_topics[row], thresholds)] = True
    return [(row, topic, stances[row]) for row, topic in np.argwhere(spoken).tolist()]


def _unvoiced(
    documents: Sequence[Document],
    found: Probabilities,
    stances: Mapping[int, Stance],
    thresholds: Thresholds,
) -> Iterator[int]:
    """The clause that complains, of each text that is negative while no clause of it is.

    The most negative one of those that speak of nothing: "行驶中B柱异响" tells a fault, but of no
    topic that is likely. An article that tells of misfortune complains of nothing, unless its
    passages tell it of us.
    """
    negative = found.text_polarity[:, _NEGATIVE]
    unhappy = found.text_polarity.argmax(axis=1) == _NEGATIVE
    unhappy &= negative >= thresholds.unhappy_threshold
    unhappy[[found.owner[row] for row, stance in stances.items() if _blames_or_asks(stance)]] = (
        False
    )
    for at in np.flatnonzero(unhappy).tolist():
        document = documents[at]
        article = document.kind is FeedbackKind.MEDIA and not document.mention
        if document.flags or article:
            continue
        rows = np.flatnonzero(found.owner == at).tolist()
        silent = [
            row
            for row, clause in zip(rows, document.clauses, strict=True)
            if row not in stances and _says_something(clause)
        ]
        if silent:
            yield max(silent, key=lambda row: float(found.clause_polarity[row, _NEGATIVE]))


def _blames_or_asks(stance: Stance) -> bool:
    polarity, intent = stance
    return polarity == _NEGATIVE or intent is Intent.SUGGESTION


def _says_something(clause: Clause) -> bool:
    """Neither signs alone nor what a shop system fills in."""
    return bool(clause.tokens) and defaults.because(clause.text) is None


def _likeliest_topic(topics: Floats, thresholds: Thresholds) -> int:
    """The topic, where one is likely, else the whole."""
    best = int(topics.argmax())
    return best if topics[best] >= thresholds.topic_threshold / 2 else _OVERALL


def _spoken(found: Probabilities, thresholds: Thresholds) -> npt.NDArray[np.bool_]:
    """(clauses, topics): what each clause speaks of.

    A complaint or wish is about something even where no topic is sure: the likeliest one. Where
    none is likely a wish is about the whole, and a complaint about nothing that can be named.
    """
    surest = found.clause_topics >= found.clause_topics.max(axis=1, keepdims=True, initial=0)
    spoken: npt.NDArray[np.bool_] = (found.clause_topics >= thresholds.topic_threshold) & (
        surest | (found.clause_topics >= thresholds.further_topic_threshold)
    )
    wish = found.clause_intents[:, _SUGGESTION] >= thresholds.wish_threshold
    complaint = found.clause_intents[:, _COMPLAINT] >= thresholds.intent_threshold
    likely = found.clause_topics.max(axis=1, initial=0) >= thresholds.topic_threshold / 2
    rows = np.flatnonzero((wish | (complaint & likely)) & ~spoken.any(axis=1))
    best = found.clause_topics[rows].argmax(axis=1)
    spoken[rows, np.where(likely[rows], best, _OVERALL)] = True
    return spoken


def _stance(clause: Clause, polarity: Floats, intents: Floats, thresholds: Thresholds) -> Stance:
    """Polarity and intent of a clause, of one mind.

    A wish outranks the complaint it mends and keeps its polarity; who asks for redress alone (空调
    不制冷希望厂家处理) wishes for nothing new and complains. A complaint is never positive nor
    praise negative: a neutral clause takes the side of its intent, another keeps its own. What is
    negative and no wish is a complaint (so in 98 % of the gold dev texts).
    """
    side = int(polarity.argmax())
    if intents[_SUGGESTION] >= thresholds.wish_threshold:
        if side != _POSITIVE and refusals.asks_redress(clause.text):
            return _NEGATIVE, Intent.COMPLAINT
        return side, Intent.SUGGESTION
    fitting = [(i, s) for i, s in _SIDE_OF_INTENT if side in (s, _NEUTRAL)]
    if side == _NEGATIVE:
        return side, Intent.COMPLAINT
    intent, taken = max(fitting, key=lambda pair: float(intents[pair[0]]))
    if intents[intent] >= thresholds.intent_threshold:
        return taken, _INTENTS[intent]
    return side, None


def _clause_severity(
    severities: Floats, polarity: int, intent: Intent | None, threshold: float
) -> Severity:
    """The likeliest; a complaint is at least minor, what is not negative and no wish harmless."""
    if intent is not Intent.SUGGESTION and polarity != _NEGATIVE:
        return Severity.NONE
    return _SEVERITIES[_worst(severities, threshold, least=int(intent is Intent.COMPLAINT))]


def _sentiment(polarity: Floats, opinions: Sequence[Opinion], thresholds: Thresholds) -> Sentiment:
    negative, positive = float(polarity[_NEGATIVE]), float(polarity[_POSITIVE])
    score = _rounded(positive - negative)
    both = min(
        max((o.confidence for o in opinions if o.polarity is side), default=0.0)
        for side in (Polarity.NEGATIVE, Polarity.POSITIVE)
    )
    if both >= thresholds.topic_threshold and abs(positive - negative) < thresholds.mixed_margin:
        return Sentiment(label=SentimentLabel.MIXED, score=score, confidence=both)
    best = int(polarity.argmax())
    return Sentiment(
        label=SentimentLabel(_POLARITIES[best].value),
        score=score,
        confidence=_rounded(polarity[best]),
    )


def _intents(intents: Floats, threshold: float) -> tuple[Scored, ...]:
    said = [
        row for row in np.argsort(-intents, kind="stable").tolist() if intents[row] >= threshold
    ]
    return tuple(Scored(label=_INTENTS[i].value, confidence=_rounded(intents[i])) for i in said)


def _severity(severities: Floats, opinions: Sequence[Opinion], thresholds: Thresholds) -> Scored:
    """Of the worst problem told: none without a problem, critical where one clause is."""
    told = any(opinion.polarity is Polarity.NEGATIVE for opinion in opinions)
    worst = _worst(severities, thresholds.critical_threshold) if told else 0
    if any(opinion.severity is Severity.CRITICAL for opinion in opinions):
        worst = _CRITICAL
    return Scored(label=_SEVERITIES[worst].value, confidence=_rounded(severities[worst]))


def _worst(severities: Floats, threshold: float, least: int = 0) -> int:
    """The likeliest (its place in Severity) from ``least`` on; critical not below ``threshold``."""
    return (
        _CRITICAL if severities[_CRITICAL] >= threshold else _likeliest_severity(severities, least)
    )


def _likeliest_severity(severities: Floats, least: int) -> int:
    """Of what is not critical."""
    return least + int(severities[least:_CRITICAL].argmax())


def _rounded(probability: float) -> float:
    return round(float(probability), _DIGITS)
