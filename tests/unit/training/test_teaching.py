"""What a teacher's probabilities become for a student to learn."""

from collections.abc import Sequence
from types import SimpleNamespace

import numpy as np

from voc.ml.scores import INTENT, LABELS, POLARITY, SEVERITY, TONE, TOPIC, Probabilities
from voc.training.teaching import taught
from voc.types.document import Document

SURE, UNSURE, NO = 0.9, 0.5, 0.01


def document() -> Document:
    clauses = [SimpleNamespace(text=text, tokens=(text,)) for text in ("好吃", "盒子压扁了")]
    return SimpleNamespace(text="好吃，盒子压扁了", clauses=clauses)  # type: ignore[return-value]  # what is taught of


class FirstClauseSpeaksOfTaste:
    """Sure of one topic in one clause; of another it cannot tell."""

    name = "teacher"

    def read(self, documents: Sequence[Document]) -> Probabilities:
        topics = np.full((2, 20), NO, dtype=np.float32)
        topics[0, 0], topics[1, 5] = SURE, UNSURE
        return Probabilities(
            text_polarity=np.array([[0.5, 0.1, 0.4]], dtype=np.float32),
            text_intents=np.full((1, 7), SURE, dtype=np.float32),
            text_severity=np.array([[0.05, 0.9, 0.03, 0.02]], dtype=np.float32),
            clause_polarity=np.array([[0.05, 0.05, 0.9]] * 2, dtype=np.float32),
            clause_topics=topics,
            clause_intents=np.full((2, 7), NO, dtype=np.float32),
            clause_severity=np.full((2, 4), 0.25, dtype=np.float32),
            owner=np.zeros(2, dtype=np.int64),
        )


def rows() -> np.ndarray:
    found = taught(FirstClauseSpeaksOfTaste(), [document()], lambda _: None)  # type: ignore[arg-type]  # reads alone
    assert len(found.pieces) == len(found.known) == len(found.weights) == 3
    return found.known


def test_what_the_teacher_is_sure_of_is_learnt_and_the_rest_stays_unknown() -> None:
    text, first, second = rows()
    assert first[TOPIC][0] == 1
    assert first[TOPIC][1] == 0
    assert second[TOPIC][5] == -1
    assert set(text[POLARITY]) == {-1}
    assert set(second[SEVERITY]) == {-1}


def test_of_labels_that_exclude_each_other_one_holds() -> None:
    text, first, _ = rows()
    assert text[SEVERITY].tolist() == [0, 1, 0, 0]
    assert first[POLARITY].tolist() == [0, 0, 1]


def test_a_text_speaks_of_what_one_of_its_clauses_speaks_of() -> None:
    text, _, _ = rows()
    assert text[TOPIC][[0, 1, 5]].tolist() == [1, 0, -1]
    assert set(text[INTENT]) == {1}


def test_the_tone_of_texts_is_learnt_from_labels_alone() -> None:
    assert set(rows()[:, TONE].ravel()) == {-1}
    assert len(rows()[0]) == len(LABELS)
