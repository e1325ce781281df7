"""The shipped models against what was promised of them."""

import os
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.told import Tell
from voc.bootstrap import readers, recipe
from voc.evaluation.gates import misses
from voc.ml.jieba_segmenter import JiebaSegmenter
from voc.ml.opencc_folder import OpenCCFolder
from voc.training.corpus import Reader
from voc.training.encoder.cars import CarReader
from voc.training.harness.digests import weights_digests
from voc.training.harness.measuring import evaluate
from voc.training.harness.plan import judged_sets
from voc.training.harness.record import read_records
from voc.training.harness.tasks import Models, Scope
from voc.training.harness.verdict import lines_of
from voc.types.opinion import Profile

ROOT = Path(__file__).parents[2]
TABLES = ROOT / "eval"
FLOORS = tomllib.loads((TABLES / "floors.toml").read_text(encoding="utf-8"))
HISTORY = tomllib.loads((TABLES / "floors-history.toml").read_text(encoding="utf-8"))
SLICE = 400  # texts of each dev split: the same ones every time
THREADS = 2
WHY = ("lowered_in", "dropped_in")
CURRENT = recipe.current(Profile.STANDARD)


def promises() -> dict[str, float]:
    """Every promise by its name in the history; the higher, the stricter."""
    found = {
        f"{profile} {figure}": floor
        for profile, floors in FLOORS["gates"].items()
        for figure, floor in floors.items()
    }
    for line in lines_of(FLOORS):
        for kind, value in (
            ("floor", line.floor),
            ("over baseline", line.over_baseline),
            ("ceiling", None if line.ceiling is None else -line.ceiling),
        ):
            if value is not None:
                found[f"{kind} {line.figure}"] = value
    return found


def test_the_history_knows_what_is_promised() -> None:
    last = {name: told["values"][-1] for name, told in HISTORY.items() if "dropped_in" not in told}
    assert last == promises(), "Add the new value to eval/floors-history.toml."


def test_no_promise_is_lowered_or_dropped_without_a_decision_record() -> None:
    named = {told[why] for told in HISTORY.values() for why in WHY if why in told}
    assert all((ROOT / "docs" / "decisions" / name).is_file() for name in named)
    lowered = {
        name
        for name, told in HISTORY.items()
        if any(later < earlier for earlier, later in pairwise(told["values"]))
    }
    assert lowered == {name for name, told in HISTORY.items() if "lowered_in" in told}


@pytest.fixture(scope="module")
def release() -> dict[str, Any]:
    """The test record of the shipped weights."""
    shipped = weights_digests([recipe.folder_of(CURRENT.model), recipe.folder_of(CURRENT.encoder)])
    for record in read_records(TABLES / "results"):
        if record["split"] == "test" and record["weights_sha256"] == shipped:
            return record
    pytest.fail("Measure the shipped models with `voc eval --split test -o eval/results/…`.")


def test_the_shipped_weights_were_measured_in_every_profile(release: dict[str, Any]) -> None:
    assert set(release["models"]) == set(Profile)


def test_the_shipped_weights_keep_every_line_but_those_marked_short(
    release: dict[str, Any],
) -> None:
    """In both directions: a line that is kept again loses its mark."""
    lines = {line.task: line for line in lines_of(FLOORS)}
    assert set(release["lines"]) == set(lines)
    missed = {task for task, line in release["lines"].items() if not line["met"]}
    assert missed == {task for task, line in lines.items() if line.short}


@pytest.fixture(scope="module")
def figures() -> dict[str, float] | None:
    """Of slices of the dev splits, called "profile figure"; None without labelled data."""
    data = Path(os.environ.get("VOC_EVAL_DATA", ROOT / ".." / "shared" / "data"))
    if not data.is_dir():
        return None
    measured = (Profile.FAST, Profile.STANDARD)
    scope = Scope(
        models=Models(
            readers={one: readers.classifier(recipe.current(one), THREADS) for one in measured},
            cars=CarReader(readers.shipped_student(), readers.shipped_encoder(THREADS)),
        ),
        data=data,
        tables=TABLES,
        split="dev",
        prepare=Reader(JiebaSegmenter(), OpenCCFolder()).document,
        most=SLICE,
    )
    evaluation = evaluate(judged_sets(scope), scope.split, [], lambda _: None)
    return {
        f"{who} {name}": figure.value
        for name, by_who in evaluation.figures.items()
        for who, figure in by_who.items()
    }


def test_the_shipped_models_reach_their_gates(figures: dict[str, float] | None, tell: Tell) -> None:
    if figures is None:
        tell("QUALITY GATES DID NOT RUN: no labelled data (VOC_EVAL_DATA).")
        return
    gates = {
        f"{profile} {figure}": floor
        for profile, floors in FLOORS["gates"].items()
        for figure, floor in floors.items()
    }
    missed = misses(figures, gates)
    assert not missed, "; ".join(map(str, missed))
