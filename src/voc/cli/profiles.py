"""The option of every command that reads texts."""

from typing import Annotated

import typer

from voc.types.opinion import Profile

ProfileOption = Annotated[
    Profile | None,
    typer.Option(
        help="Who reads: a quick model, the thorough one where that is unsure, or the thorough one "
        "always. Default: VOC_PROFILE."
    ),
]
