"""``voc classify``."""

import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated, TextIO

import typer

from voc.bootstrap import settings as settings_module
from voc.bootstrap import wiring
from voc.bootstrap.settings import Settings
from voc.cli.console import progress
from voc.cli.files import replacing
from voc.cli.profiles import ProfileOption
from voc.errors import InputError
from voc.pipeline.answers import Question
from voc.types.opinion import Profile

BATCH = 256


def classify(
    file: Annotated[
        str, typer.Argument(help="JSONL or a table with `text`, else one text a line; - is stdin.")
    ],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Write here, not to stdout.")
    ] = None,
    profile: ProfileOption = None,
) -> None:
    """Read sentiment, topics, intents and severity of each text, as JSON lines."""
    settings = settings_module.load()
    answers = _answers(
        wiring.questions(settings, file), settings, profile or settings.environment.profile
    )
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


def _answers(
    questions: Iterator[Question], settings: Settings, profile: Profile
) -> Iterator[dict[str, object]]:
    batches = iter(lambda: list(islice(questions, BATCH)), [])
    with progress("Classifying") as tell:
        for number, answers in enumerate(wiring.answers(settings, profile, batches), start=1):
            yield from answers
            tell(number * BATCH)
