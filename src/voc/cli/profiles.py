"""The option of every command that reads texts."""

from typing import Annotated

import typer

from voc.types.opinion import Profile

ProfileOption = Annotated[
    Profile | None,
    typer.Option(help="Who reads: the quick one, the thorough one or both. Default: VOC_PROFILE."),
]
