"""``voc classify``."""

import json
import sys
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from typing import Annotated, TextIO

import typer

from voc.bootstrap import recipe, settings, wiring
from voc.cli.console import progress
from voc.cli.files import replacing
from voc.errors import InputError
from voc.pipeline.answers import Question, answer

BATCH = 256


def classify(
    file: Annotated[
        str, typer.Argument(help="JSONL or a table with `text`, else one text a line; - is stdin.")
    ],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Write here, not to stdout.")
    ] = None,
) -> None:
    """Read sentiment, topics, intents and severity of each text, as JSON lines."""
    answers = _answers(wiring.questions(file))
    if out is None:
        _write(answers, sys.stdout)
        return
    try:
        with replacing(out) as part, part.open("w", encoding="utf-8") as target:
            _write(answers, target)
    except OSError as err:
        raise InputError(f"Cannot write {out}: {err.strerror}. Check --out.") from err


def _write(answers: Iterator[dict[str, object]], target: TextIO) -> None:
    for given in answers:
        target.write(json.dumps(given, ensure_ascii=False) + "\n")


def _answers(questions: Iterator[Question]) -> Iterator[dict[str, object]]:
    annotator = wiring.annotator(settings.load())
    recipe_id = recipe.current().id
    with progress("Classifying") as tell:
        for number in count(1):
            batch = list(islice(questions, BATCH))
            if not batch:
                return
            yield from answer(batch, annotator, recipe_id)
            tell(number * BATCH)
