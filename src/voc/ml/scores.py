"""From raw scores, of one reader or of several side by side, to calibrated probabilities."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from voc.ml.calibration import Calibration, Calibrations, Floats
from voc.types.document import Document, Language
from voc.types.opinion import TOPICS, Intent, Polarity, Severity

POLARITY_LABELS = tuple(f"polarity:{p.value}" for p in Polarity)
TOPIC_LABELS = tuple(f"topic:{t}" for t in TOPICS)
INTENT_LABELS = tuple(f"intent:{i.value}" for i in Intent)
SEVERITY_LABELS = tuple(f"severity:{s.value}" for s in Severity)
# The sentiment of whole texts, learnt from whole texts alone: beside the polarity that texts and
# clauses share it reads 0.5-1.3 % more of the dev reviews right.
TONE_LABELS = tuple(f"tone:{p.value}" for p in Polarity)
LABELS = POLARITY_LABELS + TOPIC_LABELS + INTENT_LABELS + SEVERITY_LABELS + TONE_LABELS

_PARTS = (POLARITY_LABELS, TOPIC_LABELS, INTENT_LABELS, SEVERITY_LABELS)
_START = np.cumsum([0, *map(len, _PARTS)])
POLARITY = slice(_START[0], _START[1])
TOPIC = slice(_START[1], _START[2])
INTENT = slice(_START[2], _START[3])
SEVERITY = slice(_START[3], _START[4])
TONE = slice(_START[4], len(LABELS))

# The columns each calibration reads: of a whole text, and of a clause in it.
CALIBRATED = {
    f"{level}_{name}": columns
    for level in ("text", "clause")
    for name, columns in {
        "polarity": POLARITY, "topics": TOPIC, "intents": INTENT, "severity": SEVERITY,
    }.items()
    if (level, name) != ("text", "topics")  # topics are read in clauses, where they have a span
}  # fmt: skip

# Which of two models to believe on the sentiment of a text differs between languages: these have
# slopes and odds of their own beside those of all. The two Chinese scripts share theirs.
_LANGUAGES_APART = (Language.KO, Language.EN)


@dataclass(frozen=True, slots=True)
class RawScores:
    """What the heads say of texts and clauses before calibration."""

    texts: Floats  # (texts, len(LABELS))
    clauses: Floats  # (clauses, len(LABELS)), clauses of all texts in order
    owner: npt.NDArray[np.int64]  # (clauses,): row of the text a clause belongs to
    languages: tuple[Language, ...]  # of the texts

    @classmethod
    def of_documents(
        cls, documents: Sequence[Document], texts: Floats, clauses: Floats
    ) -> "RawScores":
        owner = [row for row, document in enumerate(documents) for _ in document.clauses]
        languages = tuple(document.language for document in documents)
        return cls(texts, clauses, np.array(owner, dtype=np.int64), languages)

    def of(self, rows: Sequence[int]) -> "RawScores":
        """Those of some texts, in this order."""
        new = np.full(len(self.texts), -1, dtype=np.int64)
        new[list(rows)] = np.arange(len(rows))
        return RawScores(
            self.texts[list(rows)],
            self.clauses[clause_rows := np.flatnonzero(new[self.owner] >= 0)],
            new[self.owner[clause_rows]],
            tuple(self.languages[row] for row in rows),
        )

    def highest(self) -> Floats:
        """(texts, len(LABELS)): the highest score among a text's clauses, else its own."""
        highest = np.full_like(self.texts, -np.inf)
        np.maximum.at(highest, self.owner, self.clauses)
        return np.where(np.isinf(highest), self.texts, highest)


@dataclass(frozen=True, slots=True)
class Probabilities:
    """Calibrated; rows sum to one for polarity and severity, not for topics and intents."""

    text_polarity: Floats  # (texts, 3), in the order of Polarity
    text_intents: Floats  # (texts, 7)
    text_severity: Floats  # (texts, 4)
    clause_polarity: Floats  # (clauses, 3)
    clause_topics: Floats  # (clauses, 20)
    clause_intents: Floats  # (clauses, 7)
    clause_severity: Floats  # (clauses, 4)
    owner: npt.NDArray[np.int64]  # (clauses,)


def calibration_inputs(readers: Sequence[RawScores]) -> dict[str, Floats]:
    """Per calibration the scores it reads, those of one reader after those of the other."""
    inputs = [_inputs(raw) for raw in readers]
    return {name: np.hstack([found[name] for found in inputs]) for name in CALIBRATED}


def _inputs(raw: RawScores) -> dict[str, Floats]:
    """A text's own scores and the highest of its clauses; of polarity its own are both heads'.

    A clause is judged by itself: given its text's scores as well, every clause of a text took
    on the topics and the side of its neighbours.
    """
    highest = raw.highest()
    inputs = {
        name: np.hstack([raw.texts[:, columns], highest[:, columns]])
        if name.startswith("text")
        else raw.clauses[:, columns]
        for name, columns in CALIBRATED.items()
    }
    polarity = np.hstack([raw.texts[:, TONE], inputs["text_polarity"]])
    return inputs | {"text_polarity": _apart(polarity, raw.languages)}


def _apart(scores: Floats, languages: Sequence[Language]) -> Floats:
    """The scores, and for each language apart the same again: zero in texts of another."""
    columns = [scores]
    for one in _LANGUAGES_APART:
        inside = np.array([[language is one] for language in languages], dtype=np.float32)
        columns += [scores * inside.reshape(-1, 1), inside.reshape(-1, 1)]
    return np.hstack(columns)


def probabilities(calibrations: Calibrations, readers: Sequence[RawScores]) -> Probabilities:
    """``readers``: scores of the same texts, as many readers as ``calibrations`` were fitted on."""
    found = {
        name: _squash(name, calibrations[name], scores)
        for name, scores in calibration_inputs(readers).items()
    }
    return Probabilities(owner=readers[0].owner, **found)


def is_exclusive(name: str) -> bool:
    """Whether exactly one label of this calibration holds."""
    return name.endswith(("polarity", "severity"))


def _squash(name: str, calibration: Calibration, scores: Floats) -> Floats:
    odds = np.clip(calibration(scores), -30, 30)
    if not is_exclusive(name):
        likely: Floats = (1 / (1 + np.exp(-odds))).astype(np.float32)
        return likely
    powers = np.exp(odds - odds.max(axis=1, keepdims=True))
    shares: Floats = (powers / powers.sum(axis=1, keepdims=True)).astype(np.float32)
    return shares
