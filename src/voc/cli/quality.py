"""``voc train`` and ``voc eval``: for those who make models."""

from pathlib import Path
from typing import Annotated

import typer


def train(
    data: Annotated[
        Path, typer.Option(help="Folder of labelled sets.", exists=True, file_okay=False)
    ],
    out: Annotated[Path, typer.Option(help="Folder the model is written to.")],
) -> None:
    """Train the classifier from labelled sets."""


def evaluate(
    data: Annotated[
        Path | None, typer.Option(help="Folder of labelled sets. Default: VOC_EVAL_DATA.")
    ] = None,
    split: Annotated[str, typer.Option(help="dev, or test once a model is final.")] = "dev",
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Write the result here as JSON.")
    ] = None,
) -> None:
    """Measure the shipped model on held-out splits beside a baseline trained in the same run."""
