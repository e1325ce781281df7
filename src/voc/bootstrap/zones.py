"""Time zones by name."""

from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator


def _known(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as err:
        raise ValueError(f"no time zone called {name!r}; try Asia/Shanghai") from err
    return name


ZoneName = Annotated[str, AfterValidator(_known)]
