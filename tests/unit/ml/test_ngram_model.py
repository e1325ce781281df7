from pathlib import Path

import numpy as np
import pytest

from voc.errors import ModelError
from voc.ml.calibration import Calibration
from voc.ml.model_folder import model_name
from voc.ml.ngram_features import NgramFeatures
from voc.ml.ngram_model import NgramModel, from_bytes, in_bytes, load, save
from voc.ml.scores import LABELS
from voc.types.document import Clause, Document, Language
from voc.types.feedback import FeedbackId

MODEL = NgramModel(
    features=NgramFeatures(("太", "太甜", "\ttoo\tsweet"), np.array([1, 2, 3], dtype=np.float32)),
    weights=np.linspace(-2, 3, 3 * len(LABELS), dtype=np.float32).reshape(3, -1),
    bias=np.linspace(-1, 1, len(LABELS), dtype=np.float32),
    car_weights=in_bytes(np.linspace(-1, 1, 6, dtype=np.float32).reshape(3, -1)),
    car_bias=np.array([-1, 1], dtype=np.float32),
    calibrations={"topics": Calibration(np.eye(2, dtype=np.float32), np.zeros(2, np.float32))},
    name="unsaved",
)


def test_a_saved_model_loads_as_it_was(tmp_path: Path) -> None:
    name = save(MODEL, tmp_path / "m")
    loaded = load(tmp_path / "m")
    assert loaded.name == name == model_name(tmp_path / "m")
    assert loaded.features.vocabulary == MODEL.features.vocabulary
    assert np.abs(loaded.weights - MODEL.weights).max() < 0.02  # a byte a weight
    document = Document(
        id=FeedbackId(""), source="太甜", text="太甜", language=Language.ZH_HANS,
        clauses=(Clause(start=0, end=2, at=0, text="太甜", tokens=("太甜",)),),
        entities=(), flags=(),
    )  # fmt: skip
    assert np.array_equal(loaded.car_scores([document]), MODEL.car_scores([document]))
    assert np.array_equal(loaded.calibrations["topics"].matrix, np.eye(2))


def test_the_same_model_gives_the_same_bytes(tmp_path: Path) -> None:
    assert save(MODEL, tmp_path / "a" / "m") == save(MODEL, tmp_path / "b" / "m")


def test_what_is_stored_in_bytes_stays_as_it_is() -> None:
    once = from_bytes(*in_bytes(MODEL.weights))
    assert np.array_equal(from_bytes(*in_bytes(once)), once)


def test_a_feature_without_weight_is_stored() -> None:
    assert not from_bytes(*in_bytes(np.zeros((2, 3), dtype=np.float32))).any()


def test_a_changed_file_is_refused_by_name(tmp_path: Path) -> None:
    save(MODEL, tmp_path)
    path = tmp_path / "arrays.npz"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(ModelError, match=r"arrays\.npz is damaged"):
        load(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    save(MODEL, tmp_path)
    (tmp_path / "arrays.npz").unlink()
    with pytest.raises(ModelError, match=r"arrays\.npz"):
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
