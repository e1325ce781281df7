"""Table ``[schedule]`` of voc.toml."""

from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from voc.errors import InputError
from voc.pipeline.timing.rhythms import parse_length, parse_quiet, parse_rhythm
from voc.types.schedule import QuietHours, Rhythm

OFF = "off"


def _rhythm(text: str) -> str:
    try:
        parse_rhythm(text)
    except InputError as err:
        raise ValueError(str(err)) from err
    return text


def _rhythm_or_off(text: str) -> str:
    return text if text == OFF else _rhythm(text)


def _quiet(text: str) -> str:
    try:
        parse_quiet(text)
    except InputError as err:
        raise ValueError(str(err)) from err
    return text


def _length(text: str) -> str:
    try:
        parse_length(text)
    except InputError as err:
        raise ValueError(str(err)) from err
    return text


RhythmText = Annotated[str, AfterValidator(_rhythm)]
RhythmOrOff = Annotated[str, AfterValidator(_rhythm_or_off)]
QuietText = Annotated[str, AfterValidator(_quiet)]
LengthText = Annotated[str, AfterValidator(_length)]


class ScheduleSettings(BaseModel):
    """Table ``[schedule]`` of voc.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    collect: RhythmText = Field(
        default="15 min", description="How often sources are asked that say nothing of it."
    )
    scan: RhythmText = Field(
        default="1 day",
        description="How often at least; besides, after each round that kept something.",
    )
    weekly: RhythmOrOff = Field(
        default="0 8 * * 1", description="When the report of the last week is written."
    )
    monthly: RhythmOrOff = Field(
        default="0 8 1 * *", description="When the report of the last month is written."
    )
    alerts: RhythmOrOff = Field(
        default="1 min", description="How often alerts are looked for and sent at least."
    )
    quiet: QuietText | None = Field(
        default=None, description="Hours in which no source is asked, unless its group says others."
    )
    jitter: LengthText | None = Field(
        default=None, description="Sources are asked up to so much later, each group by its own."
    )

    @property
    def quiet_hours(self) -> QuietHours | None:
        return parse_quiet(self.quiet) if self.quiet else None

    @property
    def jitter_length(self) -> timedelta:
        return parse_length(self.jitter) if self.jitter else timedelta()


def rhythm_or_none(text: str) -> Rhythm | None:
    """None: off."""
    return None if text == OFF else parse_rhythm(text)
