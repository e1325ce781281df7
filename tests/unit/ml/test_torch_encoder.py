"""Encoders that people name in place of ours."""

import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

from tests import tiny_encoder
from voc.errors import ModelError
from voc.ml.torch_encoder import TorchEncoder, encoder_name

TEXTS = ("味道很好", "包装漏气了", "a", "不推荐，很差，包装太差，慢")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("models") / "tiny"
    tiny_encoder.save(path)
    return path


@pytest.fixture(scope="module")
def encoder(folder: Path) -> TorchEncoder:
    return TorchEncoder.load(str(folder))


def test_a_folder_of_plain_transformers_gives_vectors_of_unit_length(encoder: TorchEncoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), tiny_encoder.WIDTH)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_texts_without_letters_have_no_direction(encoder: TorchEncoder) -> None:
    vectors = encoder.encode(["！！", "好", ""])
    assert not vectors[[0, 2]].any()
    assert vectors[1].any()


def test_no_texts_give_no_vectors(encoder: TorchEncoder) -> None:
    assert encoder.encode([]).shape == (0, tiny_encoder.WIDTH)


def test_neighbours_move_a_vector_by_rounding_at_most(encoder: TorchEncoder) -> None:
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    np.testing.assert_allclose(encoder.encode(TEXTS), alone, atol=1e-5)
    np.testing.assert_allclose(encoder.encode(TEXTS[::-1])[::-1], alone, atol=1e-5)


def test_its_name_is_known_before_it_is_loaded(encoder: TorchEncoder, folder: Path) -> None:
    assert encoder.name == encoder_name(str(folder))
    assert encoder.name.startswith("tiny@")


def test_its_name_changes_with_its_files_and_with_nothing_else(
    folder: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "tiny"
    shutil.copytree(folder, copy)
    (copy / ".git").mkdir()
    (copy / ".git" / "HEAD").write_text("main")
    assert encoder_name(str(copy)) == encoder_name(str(folder))
    (copy / "config.json").write_text("{}")
    assert encoder_name(str(copy)) != encoder_name(str(folder))


def test_a_folder_without_a_model_says_what_it_must_hold(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(
        ModelError, match=r"does not load.*must be a model of sentence-transformers"
    ):
        TorchEncoder.load(str(tmp_path))


def test_damaged_weights_are_told(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "tiny"
    shutil.copytree(folder, copy)
    (copy / "model.safetensors").write_bytes(b"torn")
    with pytest.raises(ModelError, match="does not load"):
        TorchEncoder.load(str(copy))


@pytest.mark.parametrize("name", ["./no/such/folder", "nobody/no-such-encoder"])
def test_a_name_that_is_not_at_hand_is_not_asked_for_offline(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(ModelError, match="no folder, nor a model that could be downloaded"):
        TorchEncoder.load(name)


def test_without_torch_it_says_what_to_install(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelError, match=r"pip install 'voc\[models\]'"):
        TorchEncoder.load(str(folder))
