from pathlib import Path

import numpy as np
import pytest

from voc.errors import ModelError
from voc.ml.model_files import Calibration, NgramModel, load, model_name, save
from voc.ml.ngram_features import NgramFeatures

MODEL = NgramModel(
    features=NgramFeatures(("太", "太甜", "\ttoo\tsweet"), np.array([1, 2, 3], dtype=np.float32)),
    labels=("topic:taste", "topic:price"),
    weights=np.array([[0.5, -1], [2, 0], [0.25, 0.125]], dtype=np.float32),
    bias=np.array([-1, 0.5], dtype=np.float32),
    calibrations={"topics": Calibration(np.eye(2, dtype=np.float32), np.zeros(2, np.float32))},
    name="unsaved",
)


def test_a_saved_model_loads_as_it_was(tmp_path: Path) -> None:
    name = save(MODEL, tmp_path / "m")
    loaded = load(tmp_path / "m")
    assert loaded.name == name == model_name(tmp_path / "m")
    assert loaded.features.vocabulary == MODEL.features.vocabulary
    assert loaded.labels == MODEL.labels
    assert np.array_equal(loaded.weights, MODEL.weights)
    assert np.array_equal(loaded.calibrations["topics"].matrix, np.eye(2))


def test_the_same_model_gives_the_same_bytes(tmp_path: Path) -> None:
    assert save(MODEL, tmp_path / "a" / "m") == save(MODEL, tmp_path / "b" / "m")


@pytest.mark.parametrize("name", ["weights.npz", "vocabulary.txt"])
def test_a_changed_file_is_refused_by_name(tmp_path: Path, name: str) -> None:
    save(MODEL, tmp_path)
    path = tmp_path / name
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(ModelError, match=name):
        load(tmp_path)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "other"}'])
def test_a_configuration_of_another_kind_is_refused(tmp_path: Path, text: str) -> None:
    save(MODEL, tmp_path)
    (tmp_path / "config.json").write_text(text)
    with pytest.raises(ModelError, match="voc train"):
        load(tmp_path)


def test_a_folder_without_a_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="voc train"):
        load(tmp_path / "none")
    with pytest.raises(ModelError, match="voc train"):
        model_name(tmp_path / "none")
