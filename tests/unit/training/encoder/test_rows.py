"""Labelled texts as rows of tokens and what is known of them."""

import pytest

from tests import tiny_encoder
from voc.ml.jieba_segmenter import JiebaSegmenter
from voc.ml.opencc_folder import OpenCCFolder
from voc.ml.scores import LABELS
from voc.training.corpus import Reader
from voc.training.encoder.cars import CAR_LABELS, CAR_SET
from voc.training.encoder.rows import TRAINING_WINDOW, Row, label_columns, rows
from voc.training.labelled import LabelledText, Labels, MarkedOpinion, Target
from voc.types.opinion import Intent, Polarity, Severity

SOUR = Labels(
    sentiment=Polarity.NEGATIVE,
    topics={"taste": True, "price": False},
    intents={Intent.COMPLAINT: True},
    severity=Severity.MINOR,
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(JiebaSegmenter(), OpenCCFolder())


def row(reader: Reader, text: LabelledText) -> Row:
    (found,) = rows(tiny_encoder.tokenizer(), reader.prepared([text]))
    return found


def value(known: object, label: str) -> int:
    return int(known[LABELS.index(label)])  # type: ignore[index]  # an array


def test_a_row_holds_what_is_known_of_the_text_and_of_nothing_else(reader: Reader) -> None:
    found = row(reader, LabelledText(text="不好吃", source="seed", labels=SOUR))
    assert value(found.whole, "polarity:negative") == 1
    assert value(found.whole, "tone:negative") == 1
    assert value(found.whole, "topic:taste") == 1
    assert value(found.whole, "topic:price") == 0
    assert value(found.whole, "topic:packaging") == -1
    assert value(found.whole, "severity:minor") == 1
    assert value(found.whole, "intent:praise") == -1


def test_each_clause_has_its_tokens_and_its_labels(reader: Reader) -> None:
    text = LabelledText(
        text="味道好，包装差", source="test", labels=Labels(),
        opinions=(
            MarkedOpinion(start=0, end=3, topic="taste", polarity=Polarity.POSITIVE),
            MarkedOpinion(start=4, end=7, topic="packaging", polarity=Polarity.NEGATIVE),
        ),
    )  # fmt: skip
    found = row(reader, text)
    assert found.clauses == ((1, 4), (5, 8))
    assert [value(part, "topic:taste") for part in found.parts] == [1, 0]
    assert [value(part, "topic:packaging") for part in found.parts] == [0, 1]
    assert [value(part, "polarity:negative") for part in found.parts] == [0, 1]


def test_the_sentiment_of_a_whole_text_is_no_tone_of_its_clauses(reader: Reader) -> None:
    found = row(reader, LabelledText(text="不好吃", source="seed", labels=SOUR))
    assert value(found.parts[0], "polarity:negative") == 1
    assert value(found.parts[0], "tone:negative") == -1


def test_of_a_long_text_the_first_window_is_learnt_from(reader: Reader) -> None:
    found = row(reader, LabelledText(text="味道好，" * 90, source="test", labels=SOUR))
    assert len(found.ids) <= TRAINING_WINDOW + 2
    assert len(found.clauses) == len(found.parts) == len(found.part_weights) == TRAINING_WINDOW // 4


def test_what_is_named_is_found_among_the_tokens_behind_what_cleaning_moved(
    reader: Reader,
) -> None:
    text = "<b>好吃</b>，包装差"
    start = text.index("包装")
    target = Target(start=start, end=start + 2, polarity=Polarity.POSITIVE)
    found = row(reader, LabelledText(text=text, source="test", labels=Labels(), targets=(target,)))
    ((polarity, (first, stop)),) = found.targets
    assert tuple(Polarity)[polarity] is Polarity.POSITIVE
    named = map(tiny_encoder.tokenizer().id_to_token, found.ids[first:stop].tolist())
    assert "".join(named) == "包装"


def test_only_texts_of_the_car_set_know_its_topics(reader: Reader) -> None:
    native = frozenset({CAR_LABELS[0]})
    cars = row(reader, LabelledText(text="味道好", source=CAR_SET, labels=Labels(), native=native))
    assert cars.cars is not None
    assert cars.cars.tolist() == [1] + [0] * (len(CAR_LABELS) - 1)
    assert row(reader, LabelledText(text="味道好", source="seed", labels=SOUR)).cars is None


def test_our_own_texts_come_more_often_instead_of_weighing_much(reader: Reader) -> None:
    own, other = (
        row(reader, LabelledText(text="不好吃", source=source, labels=SOUR, weight=weight))
        for source, weight in (("seed", 5.0), ("test", 1.0))
    )
    assert own.repeats > other.repeats == 1
    assert own.weight < 5


def test_labels_of_a_kind_lie_together() -> None:
    columns = label_columns("severity:")
    assert LABELS[columns] == tuple(f"severity:{severity.value}" for severity in Severity)
