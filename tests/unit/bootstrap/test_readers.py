"""What readers are built by."""

from pathlib import Path

import pytest

from voc.bootstrap import readers, settings, taxonomy
from voc.ml import torch_encoder


def test_custom_topics_follow_the_vectors_of_a_stand_in_and_its_recipe_the_heads_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def in_force(_: Path, encoder: str) -> tuple[()]:
        asked.append(encoder)
        return ()

    monkeypatch.setenv("VOC_HOME", str(tmp_path))
    monkeypatch.setenv("VOC_ENCODER", "tiny")
    monkeypatch.setattr(torch_encoder, "encoder_name", lambda _: "tiny@1")
    monkeypatch.setattr(taxonomy, "in_force", in_force)
    built = readers.readers(settings.load())
    assert asked == ["tiny@1"]
    assert built.recipe.encoder.startswith("tiny@1+")


def test_a_process_loads_the_dictionary_once() -> None:
    assert readers.segmenter(()) is readers.text_layer(()).segmenter
