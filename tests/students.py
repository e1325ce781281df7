"""The student that ships, read from its files once a worker."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from voc.bootstrap import assets
from voc.ml import ngram_model
from voc.ml.ngram_model import NgramModel

MODELS = assets.folder("models")


@pytest.fixture(scope="session", autouse=True)
def shipped_student_read_once() -> Iterator[None]:
    """Every command of every test would unpack it anew, half a second each.

    Nobody may write into it meanwhile; models that tests train are read as ever.
    """
    load = ngram_model.load

    @cache
    def shipped(folder: Path) -> NgramModel:
        model = load(folder)
        for array in (model.weights, model.bias, *model.car_weights, model.car_bias):
            array.flags.writeable = False
        return model

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            ngram_model,
            "load",
            lambda folder: shipped(folder) if folder.is_relative_to(MODELS) else load(folder),
        )
        yield
