"""Training and measuring on a data folder of invented texts."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from voc.ml.ngram_classifier import NgramClassifier

from tests.integration import tiny_training_data
from voc.bootstrap import recipe
from voc.errors import InputError
from voc.ml.jieba_segmenter import JiebaSegmenter
from voc.ml.opencc_folder import OpenCCFolder
from voc.training import Reader, evaluate, train, write_result
from voc.training.corpus import load_corpus
from voc.training.labelled import read_rows

SEED = Path(__file__).parents[2] / "data" / "training" / "seed.jsonl"


def quiet(_: str) -> None:
    """Progress nobody watches."""


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return Reader(JiebaSegmenter(tmp_path_factory.mktemp("jieba")), OpenCCFolder())


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    guided = [row | {"text": row["text"] + "呀"} for row in list(read_rows(SEED))[::20]]
    return tiny_training_data.write(tmp_path_factory.mktemp("sets"), guided)


@pytest.fixture(scope="module")
def model(data: Path, reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "tiny"
    train(data, folder, seed=SEED, reader=reader, progress=quiet)
    return folder


def test_a_text_of_a_dev_split_is_not_learnt_from(data: Path, reader: Reader) -> None:
    corpus = load_corpus(data, SEED, reader, quiet)
    texts = {text.text for text, _ in corpus.training}
    assert tiny_training_data.LEAKED not in texts
    assert corpus.held_out > 0
    gold_test = {row["text"] for row in read_rows(data.parent / "gold" / "test.jsonl.gz")}
    assert gold_test
    assert not gold_test & texts


def test_training_twice_gives_the_same_model(
    model: Path, data: Path, reader: Reader, tmp_path: Path
) -> None:
    train(data, tmp_path / "tiny", seed=SEED, reader=reader, progress=quiet)
    for name in ("weights.npz", "vocabulary.txt", "config.json"):
        assert (tmp_path / "tiny" / name).read_bytes() == (model / name).read_bytes()


def test_a_freshly_trained_model_has_learnt_what_it_was_shown(model: Path, reader: Reader) -> None:
    classifier = NgramClassifier.load(model, recipe.current())
    (reading,) = classifier.read([reader.document("太甜了，齁嗓子")])
    assert reading.sentiment.label == "negative"
    assert "complaint" in {intent.label for intent in reading.intents}


def test_a_result_names_what_it_was_measured_on(
    model: Path, data: Path, reader: Reader, tmp_path: Path
) -> None:
    classifier = NgramClassifier.load(model, recipe.current())
    thresholds = {"topic_threshold": recipe.current().topic_threshold}
    result = evaluate(
        data,
        "test",
        classifier=classifier,
        thresholds=thresholds,
        seed=SEED,
        reader=reader,
        progress=quiet,
    )
    path = tmp_path / "results" / "tiny.test.json"
    now = datetime(2026, 11, 21, tzinfo=UTC)
    write_result(path, result, model=model, data=data, now=now, machine="a desk")
    record = json.loads(path.read_text(encoding="utf-8"))
    assert record["model"] == classifier.name
    assert record["thresholds"] == thresholds
    assert record["date"] == "2026-11-21"
    assert "gold/test.jsonl.gz" in record["data_sha256"]
    assert "online_shopping_10_cats.baseline_accuracy" in record["figures"]


def test_a_missing_set_is_named(reader: Reader, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Check the data folder"):
        load_corpus(tmp_path / "data", SEED, reader, quiet)
