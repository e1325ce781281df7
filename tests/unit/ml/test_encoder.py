"""The encoder that ships, at run time."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from voc.bootstrap import recipe
from voc.errors import ModelError
from voc.ml import encoder_files
from voc.ml.encoder import Encoder
from voc.ml.encoder_files import BLOCK, packed, unpacked
from voc.ml.jieba_segmenter import JiebaSegmenter
from voc.ml.opencc_folder import OpenCCFolder
from voc.ml.scores import RawScores
from voc.text.document import prepare
from voc.types.document import Document, Span
from voc.types.feedback import FeedbackId
from voc.types.issue import Vectors

FOLDER = recipe.folder_of(recipe.current().encoder)
TEXTS = (
    "味道不错，就是包装漏气。希望改进包装！",
    "太甜了 齁嗓子 再也不买了",
    "👍👍👍",
    "",
    "給孩子買的，幾好食",
    "Tasty but too sweet. Won't buy again",
    "맛있는데 포장이 별로에요",
    "喺" * 500,
    "第一天很好用，第二天就坏了，" * 40,
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.load(FOLDER, threads=2)


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    segmenter, folder = JiebaSegmenter(), OpenCCFolder()
    return [prepare(FeedbackId(str(i)), t, segmenter, folder) for i, t in enumerate(TEXTS)]


@pytest.fixture(scope="module")
def alone(encoder: Encoder, documents: list[Document]) -> list[RawScores]:
    """Scores of each document by itself."""
    return [encoder.raw_scores([document]) for document in documents]


@settings(deadline=None, max_examples=20)
@given(order=st.permutations(range(len(TEXTS))), size=st.integers(1, len(TEXTS)))
def test_scores_do_not_depend_on_the_batch_to_the_last_bit(
    encoder: Encoder,
    documents: list[Document],
    alone: list[RawScores],
    order: list[int],
    size: int,
) -> None:
    together = encoder.raw_scores([documents[i] for i in order[:size]])
    assert np.array_equal(together.texts, [alone[i].texts[0] for i in order[:size]])
    clauses = np.concatenate([alone[i].clauses for i in order[:size]])
    assert np.array_equal(together.clauses, clauses)


def test_scores_do_not_depend_on_the_number_of_threads(documents: list[Document]) -> None:
    one, two = (Encoder.load(FOLDER, threads).raw_scores(documents) for threads in (1, 2))
    assert np.array_equal(one.texts, two.texts)


def test_every_clause_of_a_long_text_is_scored(encoder: Encoder, documents: list[Document]) -> None:
    scores = encoder.raw_scores(documents)
    assert len(scores.clauses) == sum(len(document.clauses) for document in documents)
    assert np.isfinite(scores.clauses).all()


def test_vectors_have_unit_length_or_none(encoder: Encoder) -> None:
    lengths = np.linalg.norm(encoder.encode(["包装漏气", "！！", ""]), axis=1)
    assert lengths == pytest.approx([1, 0, 0])
    assert encoder.encode([]).shape == (0, 384)


def nearest(vectors: Vectors) -> list[int]:
    alike = vectors @ vectors.T
    np.fill_diagonal(alike, -1)
    return list(alike.argmax(axis=1))


def test_the_same_complaint_is_nearest_in_another_language(encoder: Encoder) -> None:
    texts = ["包装漏气了", "the package was leaking air", "价格太贵了", "it is too expensive"]
    assert nearest(encoder.encode(texts)) == [1, 0, 3, 2]


def test_sentiment_is_toward_the_one_that_is_named(encoder: Encoder) -> None:
    segmenter, folder = JiebaSegmenter(), OpenCCFolder()
    text = "评测显示，青岚的续航明显优于对手，而暮原的手机发热严重，被大量用户投诉。"
    document = prepare(FeedbackId("x"), text, segmenter, folder)
    for name, label in (("青岚", "positive"), ("暮原", "negative")):
        start = text.index(name)
        found = encoder.toward(document, [Span(start, start + len(name))])
        assert found.label == label, name


def test_a_name_that_is_not_in_the_text_has_no_sentiment(
    encoder: Encoder, documents: list[Document]
) -> None:
    found = encoder.toward(documents[0], [Span(900, 905)])
    assert found.label == "neutral"
    assert found.confidence == 0


@pytest.mark.parametrize("name", ["arrays.npz", "tokenizer.json"])
def test_a_damaged_or_missing_file_is_named(tmp_path: Path, name: str) -> None:
    folder = shutil.copytree(FOLDER, tmp_path / "encoder")
    path = folder / name
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(ModelError, match=f"{name} is damaged.*Copy the model folder again"):
        encoder_files.load(folder)
    path.unlink()
    with pytest.raises(ModelError, match=f"{name}.*restore the shipped one"):
        encoder_files.load(folder)


@given(
    arrays.arrays(
        np.float32, (3, 2 * BLOCK), elements=st.floats(-8, 8, width=16, allow_subnormal=False)
    )
)
def test_weights_of_four_bits_are_stored_without_loss(weights: Vectors) -> None:
    once = unpacked(*packed(weights))
    assert np.array_equal(unpacked(*packed(once)), once)
