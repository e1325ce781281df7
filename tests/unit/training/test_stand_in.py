"""Another encoder reads in place of ours, with heads fitted on our own sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from tests import tiny_encoder
from voc.errors import ModelError
from voc.ml.calibration import Calibration, Calibrations
from voc.ml.cascade import CascadeClassifier
from voc.ml.jieba_segmenter import JiebaSegmenter
from voc.ml.opencc_folder import OpenCCFolder
from voc.ml.scores import CALIBRATED, LABELS, RawScores, calibration_inputs
from voc.ml.stand_in import StandIn
from voc.ml.torch_encoder import TorchEncoder
from voc.ports.models import SentenceEncoder
from voc.training.corpus import Reader
from voc.training.stand_in import stand_in, stand_in_name
from voc.types.document import Document
from voc.types.issue import Vectors
from voc.types.opinion import Profile

OWN = Path(__file__).parents[3] / "data" / "training"
# Every so many sentences: enough to know every label, few enough to fit in seconds.
ONE_IN = 4
WORDS = (
    "好吃", "喜欢", "推荐", "不错", "满意", "很好", "好看", "快", "香",
    "难吃", "差", "漏", "坏", "退", "没", "太", "不好", "假", "破", "希望", "能不能", "要是",
)  # fmt: skip
THRESHOLDS = SimpleNamespace(
    topic_threshold=0.4, further_topic_threshold=0.5, intent_threshold=0.45, wish_threshold=0.3,
    unhappy_threshold=0.7, critical_threshold=0.3, mixed_margin=0.5, most_doubt=0.1,
)  # fmt: skip


class Words:
    """A sentence encoder that knows a few words, and counts what it was asked."""

    name = "words@1"

    def __init__(self) -> None:
        self.asked = 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += len(texts)
        said = [[1.0, *(word in text for word in WORDS)] for text in texts]
        vectors = np.array(said, dtype=np.float32).reshape(len(texts), 1 + len(WORDS))
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@dataclass(frozen=True)
class Silent:
    """A student that knows nothing."""

    calibrations: Calibrations
    name: str = "silent@1"

    def raw_scores(self, documents: Sequence[Document]) -> RawScores:
        clauses = sum(len(document.clauses) for document in documents)
        return RawScores.of_documents(
            documents,
            np.zeros((len(documents), len(LABELS)), dtype=np.float32),
            np.zeros((clauses, len(LABELS)), dtype=np.float32),
        )


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(JiebaSegmenter(), OpenCCFolder())


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own")
    for name in ("seed.jsonl", "reviews.jsonl"):
        lines = (OWN / name).read_text(encoding="utf-8").splitlines(keepends=True)
        (folder / name).write_text("".join(lines[::ONE_IN]), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def student(reader: Reader) -> Silent:
    raw = Silent({}).raw_scores([reader.document("好，坏")])
    inputs = calibration_inputs([raw])
    return Silent(
        {
            name: Calibration(
                np.zeros((inputs[name].shape[1], len(LABELS[columns])), dtype=np.float32),
                np.zeros(len(LABELS[columns]), dtype=np.float32),
            )
            for name, columns in CALIBRATED.items()
        }
    )


def fitted(
    encoder: SentenceEncoder, student: Silent, own: Path, reader: Reader, cache: Path
) -> StandIn:
    return stand_in(
        encoder, student, own=own, reader=lambda: reader, cache=cache, progress=lambda _: None
    )


def test_in_the_cascade_it_tells_praise_from_complaint(
    student: Silent, own: Path, reader: Reader, cache: Path
) -> None:
    encoder = fitted(Words(), student, own, reader, cache)
    cascade = CascadeClassifier(student, encoder, THRESHOLDS, Profile.ACCURATE)
    texts = ("很好吃，很喜欢，推荐", "太难吃了，还漏气，退货了")
    praise, complaint = cascade.read([reader.document(text) for text in texts])
    assert praise.sentiment.score > 0.1
    assert complaint.sentiment.score < -0.1
    assert complaint.deep


def test_heads_are_fitted_once_and_kept(
    student: Silent, own: Path, reader: Reader, cache: Path
) -> None:
    first = fitted(Words(), student, own, reader, cache)
    again = Words()
    kept = fitted(again, student, own, reader, cache)
    assert again.asked == 0
    documents = [reader.document("包装漏气了，味道不错")]
    np.testing.assert_array_equal(
        first.raw_scores(documents).clauses, kept.raw_scores(documents).clauses
    )


def test_its_name_changes_with_the_encoder_and_with_the_sentences(
    own: Path, tmp_path: Path
) -> None:
    (tmp_path / "seed.jsonl").write_bytes((own / "seed.jsonl").read_bytes())
    (tmp_path / "reviews.jsonl").write_text("", encoding="utf-8")
    names = {stand_in_name("a@1", own), stand_in_name("b@1", own), stand_in_name("a@1", tmp_path)}
    assert len(names) == 3
    assert stand_in_name("a@1", own) in names


def test_a_damaged_file_says_what_to_do(
    student: Silent, own: Path, reader: Reader, tmp_path: Path
) -> None:
    (tmp_path / f"{stand_in_name(Words.name, own)}.npz").write_bytes(b"torn")
    with pytest.raises(ModelError, match="Delete it; it is made anew"):
        fitted(Words(), student, own, reader, tmp_path)


def test_a_model_of_transformers_reads_texts_and_clauses(
    student: Silent, own: Path, reader: Reader, tmp_path: Path
) -> None:
    tiny_encoder.save(tmp_path / "tiny")
    encoder = fitted(
        TorchEncoder.load(str(tmp_path / "tiny")), student, own, reader, tmp_path / "cache"
    )
    raw = encoder.raw_scores([reader.document("味道好，包装差"), reader.document("！！")])
    assert raw.texts.shape == (2, len(LABELS))
    assert raw.clauses.shape == (2, len(LABELS))
    assert raw.owner.tolist() == [0, 0]
    assert encoder.name.startswith("tiny@")
    assert encoder.student == student.name
