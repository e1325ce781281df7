"""The shipped model against what was promised of it."""

import os
import tomllib
from pathlib import Path

import pytest
from voc.ml.model_files import model_name
from voc.ml.ngram_classifier import NgramClassifier

from voc.bootstrap import recipe
from voc.evaluation.gates import misses
from voc.ml.jieba_segmenter import JiebaSegmenter
from voc.ml.opencc_folder import OpenCCFolder
from voc.training.corpus import Reader
from voc.training.evaluating import read_results
from voc.training.figures import measure

ROOT = Path(__file__).parents[2]
MODEL = recipe.model_folder(recipe.current())
SLICE = 1000  # first texts of each dev split: the same ones every time


def test_the_shipped_weights_have_a_test_result() -> None:
    results = [r for r in read_results(ROOT / "eval" / "results") if r["split"] == "test"]
    assert model_name(MODEL) in {result["model"] for result in results}, (
        "Measure the shipped model with `voc eval --split test` and commit the result."
    )


def test_the_shipped_weights_are_no_worse_than_the_baseline() -> None:
    results = [
        r for r in read_results(ROOT / "eval" / "results") if r["model"] == model_name(MODEL)
    ]
    assert [result["worse_than_baseline"] for result in results] == [[]]


def test_the_shipped_model_reaches_its_floors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = Path(os.environ.get("VOC_EVAL_DATA", ROOT / ".." / "shared" / "data"))
    if not data.is_dir():
        with capsys.disabled():
            print(f"\nQUALITY GATES DID NOT RUN: no labelled data in {data} (VOC_EVAL_DATA).")
        return
    classifier = NgramClassifier.load(MODEL, recipe.current())
    reader = Reader(JiebaSegmenter(tmp_path), OpenCCFolder())
    figures = measure(classifier, reader, data, "dev", limit=SLICE)
    floors = tomllib.loads((ROOT / "eval" / "floors.toml").read_text(encoding="utf-8"))
    found = misses(figures, {f"{s}.{f}": v for s, fs in floors.items() for f, v in fs.items()})
    assert not found, "; ".join(map(str, found))
