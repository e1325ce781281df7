"""The shipped models behind the port; what they answer is in tests/golden/readings."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voc.bootstrap import readers, recipe
from voc.errors import ModelError
from voc.ml import encoder_files, ngram_model
from voc.ml.cascade import CascadeClassifier, doubt, effort
from voc.ml.encoder import Encoder
from voc.ml.jieba_segmenter import JiebaSegmenter
from voc.ml.opencc_folder import OpenCCFolder
from voc.ml.scores import probabilities
from voc.ports.models import Classifier
from voc.text.document import prepare
from voc.types.document import Document
from voc.types.feedback import FeedbackId
from voc.types.opinion import TOPICS, Intent, Polarity, Profile, Reading, Severity

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

Classifiers = dict[Profile, Classifier]


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    segmenter, folder = JiebaSegmenter(), OpenCCFolder()
    return [prepare(FeedbackId(str(i)), t, segmenter, folder) for i, t in enumerate(TEXTS)]


@pytest.fixture(scope="module")
def classifiers() -> Classifiers:
    return {one: readers.classifier(recipe.current(one), threads=1) for one in Profile}


@pytest.fixture(scope="module", params=list(Profile))
def classifier(request: pytest.FixtureRequest, classifiers: Classifiers) -> Classifier:
    return classifiers[request.param]


@pytest.fixture(scope="module")
def alone(classifier: Classifier, documents: list[Document]) -> list[Reading]:
    """Each document read by itself."""
    return [classifier.read([document])[0] for document in documents]


@pytest.mark.parametrize("profile", list(Profile))
def test_a_classifier_is_named_after_its_models(profile: Profile, classifiers: Classifiers) -> None:
    current = recipe.current(profile)
    name = classifiers[profile].name
    assert name == (f"{current.model}+{current.encoder}" if current.encoder else current.model)


def test_the_fast_profile_never_asks_the_encoder(
    classifiers: Classifiers, documents: list[Document]
) -> None:
    assert not any(reading.deep for reading in classifiers[Profile.FAST].read(documents))


def test_the_accurate_profile_always_asks_the_encoder(
    classifiers: Classifiers, documents: list[Document]
) -> None:
    assert all(reading.deep for reading in classifiers[Profile.ACCURATE].read(documents))


def test_the_standard_profile_asks_the_encoder_where_the_student_doubts(
    classifiers: Classifiers, documents: list[Document]
) -> None:
    current = recipe.current(Profile.STANDARD)
    student = ngram_model.load(recipe.folder_of(current.model))
    doubts = doubt(probabilities(student.calibrations, [student.raw_scores(documents)]))
    read = classifiers[Profile.STANDARD].read(documents)
    asked = doubts > current.most_doubt * effort(documents)
    assert [reading.deep for reading in read] == asked.tolist()
    for document, reading in zip(documents, read, strict=True):
        expert = classifiers[Profile.ACCURATE if reading.deep else Profile.FAST]
        assert reading == expert.read([document])[0]


def test_a_long_text_must_be_doubted_more(documents: list[Document]) -> None:
    long, short = (d for d in documents if d.source in (TEXTS[0], TEXTS[2]))
    assert effort([long, short])[0] > effort([short])[0] >= 0.5


def test_models_that_were_not_made_for_each_other_are_refused(tmp_path: Path) -> None:
    current = recipe.current()
    student = ngram_model.load(recipe.folder_of(current.model))
    other = ngram_model.save(student, tmp_path / "other")
    stranger = ngram_model.load(tmp_path / "other")
    encoder = Encoder(encoder_files.load(recipe.folder_of(current.encoder)), threads=1)
    with pytest.raises(ModelError, match=f"not beside {other}"):
        CascadeClassifier(stranger, encoder, current, Profile.STANDARD)


def test_one_reading_a_document_in_order(classifier: Classifier, documents: list[Document]) -> None:
    assert [r.id for r in classifier.read(documents)] == [d.id for d in documents]
    assert classifier.read([]) == []


@settings(deadline=None, max_examples=20)
@given(order=st.permutations(range(len(TEXTS))), size=st.integers(1, len(TEXTS)))
def test_a_reading_does_not_depend_on_its_neighbours(
    classifier: Classifier,
    documents: list[Document],
    alone: list[Reading],
    order: list[int],
    size: int,
) -> None:
    chosen = order[:size]
    assert classifier.read([documents[i] for i in chosen]) == [alone[i] for i in chosen]


def test_more_documents_than_a_batch_holds_are_all_read(
    classifier: Classifier, documents: list[Document]
) -> None:
    readings = classifier.read(documents * 52)
    assert readings == classifier.read(documents) * 52


def test_opinions_stand_in_text_order_within_their_text(
    classifier: Classifier, documents: list[Document]
) -> None:
    for document, reading in zip(documents, classifier.read(documents), strict=True):
        starts = [opinion.start for opinion in reading.opinions]
        assert starts == sorted(starts)
        assert all(0 <= o.start < o.end <= len(document.source) for o in reading.opinions)
        assert all(o.topic in TOPICS and 0 <= o.confidence <= 1 for o in reading.opinions)


def test_severity_and_intent_agree(classifier: Classifier, documents: list[Document]) -> None:
    for reading in classifier.read(documents):
        for opinion in reading.opinions:
            if opinion.intent is Intent.COMPLAINT:
                assert opinion.polarity is not Polarity.POSITIVE
                assert opinion.severity is not Severity.NONE
            if opinion.intent is Intent.PRAISE:
                assert opinion.severity is Severity.NONE


def test_a_text_without_letters_still_gets_a_reading(
    classifier: Classifier, documents: list[Document]
) -> None:
    (reading,) = classifier.read([documents[TEXTS.index("!!!")]])
    assert reading.opinions == ()
