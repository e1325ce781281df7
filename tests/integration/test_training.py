"""Training on a data folder of invented texts."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.integration import tiny_training_data
from voc.bootstrap import recipe
from voc.errors import InputError
from voc.ml import ngram_model
from voc.ml.cascade import StudentClassifier
from voc.ml.jieba_segmenter import JiebaSegmenter
from voc.ml.opencc_folder import OpenCCFolder
from voc.training.corpus import Reader, load_corpus
from voc.training.labelled import read_rows
from voc.training.sets import OwnTexts
from voc.training.student import TrainingReport, train
from voc.training.teaching import Teacher, unlabelled_texts

OURS = Path(__file__).parents[2] / "data" / "training"
ONE_IN = 4  # of our own texts: a training is nearly as long as there are texts


def quiet(_: str) -> None:
    """Progress nobody watches."""


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(JiebaSegmenter(), OpenCCFolder())


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    guided = [
        row | {"text": row["text"] + "呀"} for row in list(read_rows(OURS / "seed.jsonl"))[::20]
    ]
    return tiny_training_data.write(tmp_path_factory.mktemp("sets"), guided)


@pytest.fixture(scope="module")
def own(data: Path, tmp_path_factory: pytest.TempPathFactory) -> OwnTexts:
    folder = tmp_path_factory.mktemp("own")
    for name in ("seed.jsonl", "reviews.jsonl", "media.jsonl"):
        lines = (OURS / name).read_text(encoding="utf-8").splitlines(keepends=True)
        (folder / name).write_text("".join(lines[::ONE_IN]), encoding="utf-8")
    return OwnTexts(folder, data.parent / "labels")


@dataclass(frozen=True)
class Trained:
    folder: Path
    report: TrainingReport


@pytest.fixture(scope="module")
def untaught(
    data: Path, own: OwnTexts, reader: Reader, tmp_path_factory: pytest.TempPathFactory
) -> Trained:
    folder = tmp_path_factory.mktemp("models") / "tiny"
    return Trained(
        folder, train(data, folder, own=own, reader=reader, teacher=None, progress=quiet)
    )


def test_a_text_of_a_dev_split_is_not_learnt_from(
    data: Path, own: OwnTexts, reader: Reader
) -> None:
    corpus = load_corpus(data, own, reader, quiet)
    texts = {text.text for text, _ in corpus.training}
    assert tiny_training_data.LEAKED not in texts
    assert corpus.held_out > 0
    gold_test = {row["text"] for row in read_rows(data.parent / "gold" / "test.jsonl.gz")}
    assert gold_test
    assert not gold_test & texts


def test_training_twice_gives_the_same_model(
    untaught: Trained, data: Path, own: OwnTexts, reader: Reader, tmp_path: Path
) -> None:
    train(data, tmp_path / "tiny", own=own, reader=reader, teacher=None, progress=quiet)
    for name in ("arrays.npz", "config.json"):
        assert (tmp_path / "tiny" / name).read_bytes() == (untaught.folder / name).read_bytes()


def test_a_freshly_trained_model_has_learnt_what_it_was_shown(
    untaught: Trained, reader: Reader
) -> None:
    classifier = StudentClassifier(ngram_model.load(untaught.folder), recipe.current())
    (reading,) = classifier.read([reader.document("太甜了，齁嗓子")])
    assert reading.sentiment.label == "negative"
    assert "complaint" in {intent.label for intent in reading.intents}


def test_a_student_that_is_taught_learns_more_rows(
    untaught: Trained, data: Path, own: OwnTexts, reader: Reader, tmp_path: Path
) -> None:
    alone = len(ngram_model.load(untaught.folder).features.vocabulary)
    teacher = Teacher.load(recipe.folder_of(recipe.shipped_encoder()), threads=2)
    report = train(data, tmp_path / "tiny", own=own, reader=reader, teacher=teacher, progress=quiet)
    texts = set(unlabelled_texts(data))
    assert tiny_training_data.LEAKED in texts
    assert report.rows > untaught.report.rows + len(texts) - 1
    assert report.teacher == teacher.name
    assert report.features == alone


def test_a_missing_set_is_named(own: OwnTexts, reader: Reader, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Check the data folder"):
        load_corpus(tmp_path / "data", own, reader, quiet)
