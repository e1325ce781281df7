"""The shipped model behind the port; what it answers is in tests/golden/readings."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voc.bootstrap import recipe
from voc.ml.jieba_segmenter import JiebaSegmenter
from voc.ml.model_files import model_name
from voc.ml.ngram_classifier import NgramClassifier
from voc.ml.opencc_folder import OpenCCFolder
from voc.text.document import prepare
from voc.types.document import Document
from voc.types.feedback import FeedbackId
from voc.types.opinion import TOPICS, Intent, Polarity, Severity

MODEL = Path(__file__).parents[3] / "models" / "ngram-1"
TEXTS = (
    "味道不错，就是包装漏气。希望改进包装！",
    "太甜了 齁嗓子 再也不买了",
    "吃出一根头发",
    "👍👍👍",
    "",
    "!!!",
    "給孩子買的，幾好食",
    "Tasty but too sweet. Won't buy again",
    "맛있는데 포장이 별로에요",
    "喺" * 500,
)


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[Document]:
    segmenter, folder = JiebaSegmenter(tmp_path_factory.mktemp("jieba")), OpenCCFolder()
    return [prepare(FeedbackId(str(i)), t, segmenter, folder) for i, t in enumerate(TEXTS)]


@pytest.fixture(scope="module")
def classifier() -> NgramClassifier:
    return NgramClassifier.load(MODEL, recipe.current())


def test_the_classifier_is_named_after_its_model(classifier: NgramClassifier) -> None:
    assert classifier.name == model_name(MODEL)


def test_one_reading_a_document_in_order(
    classifier: NgramClassifier, documents: list[Document]
) -> None:
    assert [r.id for r in classifier.read(documents)] == [d.id for d in documents]
    assert classifier.read([]) == []


@settings(deadline=None)
@given(order=st.permutations(range(len(TEXTS))), size=st.integers(1, len(TEXTS)))
def test_a_reading_does_not_depend_on_its_neighbours(
    classifier: NgramClassifier, documents: list[Document], order: list[int], size: int
) -> None:
    alone = [classifier.read([document])[0] for document in documents]
    chosen = order[:size]
    assert classifier.read([documents[i] for i in chosen]) == [alone[i] for i in chosen]


def test_more_documents_than_a_batch_holds_are_all_read(
    classifier: NgramClassifier, documents: list[Document]
) -> None:
    readings = classifier.read(documents * 60)
    assert readings == classifier.read(documents) * 60


def test_opinions_stand_in_text_order_within_their_text(
    classifier: NgramClassifier, documents: list[Document]
) -> None:
    for document, reading in zip(documents, classifier.read(documents), strict=True):
        starts = [opinion.start for opinion in reading.opinions]
        assert starts == sorted(starts)
        assert all(0 <= o.start < o.end <= len(document.source) for o in reading.opinions)
        assert all(o.topic in TOPICS and 0 <= o.confidence <= 1 for o in reading.opinions)


def test_severity_and_intent_agree(classifier: NgramClassifier, documents: list[Document]) -> None:
    for reading in classifier.read(documents):
        for opinion in reading.opinions:
            if opinion.intent is Intent.COMPLAINT:
                assert opinion.polarity is not Polarity.POSITIVE
                assert opinion.severity is not Severity.NONE
            if opinion.intent is Intent.PRAISE:
                assert opinion.severity is Severity.NONE


def test_a_text_without_letters_still_gets_a_reading(
    classifier: NgramClassifier, documents: list[Document]
) -> None:
    (reading,) = classifier.read([documents[TEXTS.index("!!!")]])
    assert reading.opinions == ()
