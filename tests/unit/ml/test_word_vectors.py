from pathlib import Path

import numpy as np
import pytest

from voc.errors import ModelError
from voc.ml.word_vectors import WordVectors, load_words, save_words


def words(seed: int = 3) -> WordVectors:
    chance = np.random.default_rng(seed)
    vectors = chance.standard_normal((4, 16)).astype(np.float32) / 10
    return WordVectors.of(("受潮", "¬脆", "눅눅", "leak"), vectors, vectors[0])


def test_what_is_saved_is_what_is_loaded(tmp_path: Path) -> None:
    save_words(words(), tmp_path)
    loaded = load_words(tmp_path)
    assert loaded.vocabulary == words().vocabulary
    every = np.arange(4)
    np.testing.assert_allclose(loaded.rows(every), words().rows(every), rtol=1e-3, atol=1e-4)


def test_bytes_keep_the_vectors() -> None:
    vectors = np.random.default_rng(3).standard_normal((50, 192)).astype(np.float32)
    kept = WordVectors.of(tuple(map(str, range(50))), vectors, vectors[0]).rows(np.arange(50))
    cosines = (kept * vectors).sum(1) / np.linalg.norm(vectors, axis=1) ** 2
    assert cosines.min() > 0.99


def test_the_same_vectors_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        save_words(words(), tmp_path / name)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


@pytest.mark.parametrize("file", ["directions.npy", "lengths.npy", "vocabulary.txt"])
def test_a_damaged_file_is_named(tmp_path: Path, file: str) -> None:
    save_words(words(), tmp_path)
    with (tmp_path / file).open("ab") as damaged:
        damaged.write(b"x")
    with pytest.raises(ModelError, match=file):
        load_words(tmp_path)


def test_another_format_is_refused(tmp_path: Path) -> None:
    save_words(words(), tmp_path)
    config = tmp_path / "config.json"
    config.write_text(config.read_text().replace("voc-words-1", "voc-words-9"))
    with pytest.raises(ModelError, match="voc-words-9"):
        load_words(tmp_path)


def test_a_missing_folder_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="Restore the shipped folder"):
        load_words(tmp_path / "none")
