"""``voc train`` and ``voc eval``: for those who make models."""

import platform
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from voc.bootstrap import assets, recipe, wiring
from voc.bootstrap import settings as settings_module
from voc.cli.console import now, print_json, stderr
from voc.errors import InputError


class Split(StrEnum):
    DEV = "dev"
    TEST = "test"


def train(
    data: Annotated[
        Path, typer.Option(help="Folder of labelled sets.", exists=True, file_okay=False)
    ],
    out: Annotated[Path, typer.Option(help="Folder the model is written to.")],
) -> None:
    """Train the classifier from labelled sets and our own sentences."""
    from voc.training import train as fit

    reader = wiring.training_reader(settings_module.load())
    report = fit(data, out, seed=_seed(), reader=reader, progress=stderr.print)
    print_json(asdict(report))


def evaluate(
    data: Annotated[
        Path | None, typer.Option(help="Folder of labelled sets. Default: VOC_EVAL_DATA.")
    ] = None,
    split: Annotated[Split, typer.Option(help="test only once a model is final.")] = Split.DEV,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Write the record here too, with digests.")
    ] = None,
) -> None:
    """Measure the shipped model on held-out splits beside a baseline fitted in the same run."""
    from voc.training import evaluate as measure
    from voc.training import write_result

    settings = settings_module.load()
    folder = data or settings.environment.eval_data
    if not folder.is_dir():
        raise InputError(f"There are no labelled sets in {folder}. Set VOC_EVAL_DATA or --data.")
    current = recipe.current()
    evaluation = measure(
        folder,
        split.value,
        classifier=wiring.annotator(settings).classifier,
        thresholds={
            "topic_threshold": current.topic_threshold,
            "intent_threshold": current.intent_threshold,
            "wish_threshold": current.wish_threshold,
            "mixed_margin": current.mixed_margin,
        },
        seed=_seed(),
        reader=wiring.training_reader(settings),
        progress=stderr.print,
    )
    if out is not None:
        write_result(
            out,
            evaluation,
            model=recipe.model_folder(current),
            data=folder,
            now=now(),
            machine=platform.machine(),
        )
    print_json(asdict(evaluation))
    if evaluation.worse_than_baseline:
        raise typer.Exit(1)


def _seed() -> Path:
    return assets.folder("training") / "seed.jsonl"
