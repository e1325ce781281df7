"""Reports as canonical JSON: what the store keeps and what `voc report verify` reads."""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any, cast
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter, ValidationError

from voc.errors import InputError
from voc.report.canonical import BLOCKS, encoded, plain
from voc.types.report import Block, Period, Report, Section
from voc.types.taxonomy import TopicName

# Raised when a field is renamed or changes its meaning; new fields alone do not raise it.
SCHEMA_VERSION = 2


# What a file that is no report can do to a reader; OSError is a zone named like a folder.
_UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, RecursionError, OSError)


class JsonRenderer:
    """Data for machines: the same in every language."""

    suffix = "json"

    def render(self, report: Report, language: str) -> bytes:
        return dump(report)


def dump(report: Report) -> bytes:
    """``report`` as canonical JSON. Equal reports give equal bytes."""
    return encoded({"schema": SCHEMA_VERSION, "report": plain(report)})


def load(data: bytes) -> Report:
    """The report that ``dump`` wrote. Raises InputError where ``data`` is none."""
    try:
        content = json.loads(data)
        version = content["schema"]
        if version == SCHEMA_VERSION:
            return _report(content["report"])
    except _UNREADABLE as err:
        raise InputError(
            f"Not a report voc wrote: {_reason(err)}. Give the .json file of `voc report`."
        ) from err
    raise InputError(
        f"The report has schema {version}, this voc reads {SCHEMA_VERSION}. "
        "Make the report again with this version."
    )


def _report(content: Mapping[str, Any]) -> Report:
    zone = ZoneInfo(content["zone"])
    period = _read(Period, content["period"])
    return Report(
        id=_read(str, content["id"]),
        period=_in_zone(period, zone),
        product=None if content["product"] is None else _read(str, content["product"]),
        zone=zone.key,
        recipe_ids=tuple(_read(str, id_) for id_ in content["recipe_ids"]),
        sections=tuple(_section(section) for section in content["sections"]),
        topic_names=tuple(_read(TopicName, name) for name in content["topic_names"]),
    )


def _section(content: Mapping[str, Any]) -> Section:
    blocks = tuple(_block(block) for block in content["blocks"])
    return Section(key=_read(str, content["key"]), blocks=blocks)


def _block(content: Mapping[str, Any]) -> Block:
    fields = {name: value for name, value in content.items() if name != "block"}
    return cast(Block, _read(BLOCKS[content["block"]], fields))


def _in_zone(period: Period, zone: ZoneInfo) -> Period:
    """JSON keeps the offset of a time, not the name of its zone."""
    return replace(period, start=period.start.astimezone(zone), end=period.end.astimezone(zone))


def _read(kind: type, content: Any) -> Any:
    return _adapter(kind).validate_python(content)


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _reason(err: Exception) -> str:
    if isinstance(err, ValidationError):
        first = err.errors()[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    return f"no {err}" if isinstance(err, KeyError) else str(err)
