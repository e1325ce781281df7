"""Topics that people add to the ones the models know."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicName:
    """What reports call a topic that people added."""

    topic: str
    zh: str
    en: str
    ko: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomTopic:
    """A topic as the person wrote it who added it."""

    name: TopicName
    description: str
    examples: tuple[str, ...]  # clauses as customers write them


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicFit:
    """Where a topic lies in an encoder's space, and how near is near enough.

    Likeness is the cosine to ``direction``, seen from ``centre``; see voc.insight.likeness.
    """

    encoder: str  # name and digest: the numbers mean nothing to another
    centre: tuple[float, ...]  # mean vector of stored clauses
    direction: tuple[float, ...]  # unit length
    held_out: tuple[float, ...]  # likeness of each example to the others, ascending
    threshold: float  # a clause as like as this is of the topic
    caught: float  # share of stored clauses that are, rightly or not

    @property
    def recall(self) -> float:
        """Share of the examples that the others would have caught."""
        return sum(one >= self.threshold for one in self.held_out) / len(self.held_out)


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedTopic:
    """A topic ready to be read by."""

    topic: CustomTopic
    fit: TopicFit
