"""A tiny training from told problems to the encoder of clauses, so that it cannot rot."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from voc.bootstrap import recipe
from voc.errors import ModelError
from voc.ml import clause_encoder, encoder_files
from voc.ml.clause_encoder import ClauseEncoder, ClauseModel
from voc.ml.encoder_files import EncoderModel
from voc.training.base_encoder import BaseEncoder, cut
from voc.training.clauses.material import Material
from voc.training.clauses.tellings import Mixture, Telling
from voc.training.clauses.training import Schedule, train_clauses

TOLD = {
    "damp": ("海苔软了", "受潮了不脆", "회 김이 눅눅해요", "soggy seaweed"),
    "short": ("少了一包", "数量不对", "한 봉지 덜 왔어요", "one pack missing"),
}
MATERIAL = Material(
    tellings=tuple(
        Telling(family="seaweed", problem=problem, text=text)
        for problem, texts in TOLD.items()
        for text in texts
    ),
    others=("物流很快", "the screen is bright"),
)
SCHEDULE = Schedule(steps=4, frozen=11, mixture=Mixture(families=1, problems=2, others=2))


@pytest.fixture(scope="module")
def beside() -> EncoderModel:
    return encoder_files.load(recipe.folder_of(recipe.shipped_encoder()))


@pytest.fixture(scope="module")
def base() -> BaseEncoder:
    """Its layers and none of its words: clauses are spelt in those of the encoder beside it."""
    whole = BaseEncoder.installed().packed
    return BaseEncoder(cut(whole, (whole.begin, whole.end, whole.pad, whole.unknown)))


@dataclass(frozen=True)
class Training:
    model: ClauseModel
    checkpoints: Path
    told: list[str]


@pytest.fixture(scope="module")
def training(
    base: BaseEncoder, beside: EncoderModel, tmp_path_factory: pytest.TempPathFactory
) -> Training:
    checkpoints = tmp_path_factory.mktemp("clauses") / "checkpoints"
    told: list[str] = []
    return Training(trained(base, beside, checkpoints, told), checkpoints, told)


def trained(
    base: BaseEncoder, beside: EncoderModel, checkpoints: Path, told: list[str]
) -> ClauseModel:
    return train_clauses(
        base, beside, MATERIAL, schedule=SCHEDULE, checkpoints=checkpoints, progress=told.append
    )


@pytest.fixture(scope="module")
def encoder(
    training: Training, beside: EncoderModel, tmp_path_factory: pytest.TempPathFactory
) -> ClauseEncoder:
    folder = tmp_path_factory.mktemp("encoder") / "clauses-0"
    clause_encoder.save(training.model, folder)
    return ClauseEncoder.load(folder, beside, threads=1)


def test_tellings_it_was_taught_lie_nearer_than_others(encoder: ClauseEncoder) -> None:
    vectors = encoder.encode([telling.text for telling in MATERIAL.tellings])
    alike = vectors @ vectors.T
    assert alike[:4, :4].mean() > alike[:4, 4:].mean()


def test_a_vector_does_not_depend_on_its_neighbours(encoder: ClauseEncoder) -> None:
    texts = [telling.text for telling in MATERIAL.tellings]
    together = encoder.encode(texts)
    assert all(np.array_equal(together[i], encoder.encode([t])[0]) for i, t in enumerate(texts))


def test_what_says_nothing_has_no_direction(encoder: ClauseEncoder) -> None:
    vectors = encoder.encode(["", "!!", "软了"])
    assert not vectors[:2].any()
    assert np.isclose(np.linalg.norm(vectors[2]), 1)


def test_a_finished_training_is_taken_from_its_checkpoint(
    training: Training, base: BaseEncoder, beside: EncoderModel
) -> None:
    told: list[str] = []
    trained(base, beside, training.checkpoints, told)
    steps = [[line.startswith("step 4 of 4") for line in lines] for lines in (training.told, told)]
    assert [sum(taken) for taken in steps] == [1, 0]


def test_words_of_another_encoder_are_refused(training: Training, beside: EncoderModel) -> None:
    model = replace(training.model, words="others")
    with pytest.raises(ModelError, match="reads other words"):
        ClauseEncoder(model, beside, "x")
