"""One way to write a report down, so that equal reports have equal bytes and equal ids."""

import hashlib
import json
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from typing import Any

from voc.types.report import (
    Block,
    Chart,
    Figure,
    IssueCard,
    Note,
    Quote,
    Report,
    Table,
)

BLOCKS: dict[str, type[Block]] = {
    "note": Note,
    "figure": Figure,
    "table": Table,
    "chart": Chart,
    "issue": IssueCard,
    "quote": Quote,
}
_NAMES: dict[type, str] = {block: name for name, block in BLOCKS.items()}

DIGEST_LENGTH = 12


def id_of(report: Report) -> str:
    """ "weekly-2026-W44-all-1f3a9c2b77d0": safe in paths and links whatever the product's name.

    The last part is a digest over everything else: a report whose content was changed by hand no
    longer has its own id.
    """
    content = plain(replace(report, id=""))
    digest = hashlib.sha256(encoded(content)).hexdigest()[:DIGEST_LENGTH]
    product, period = report.product, report.period
    scope = "all" if product is None else hashlib.sha256(product.encode()).hexdigest()[:8]
    return f"{period.cadence}-{period.name}-{scope}-{digest}"


def encoded(content: Any) -> bytes:
    """Canonical JSON: sorted keys, UTF-8, one value a line, a line end at the end."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    return f"{text}\n".encode()


def plain(value: Any) -> Any:
    """``value`` in lists, dicts and scalars; blocks of a section carry their name as "block"."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if is_dataclass(value):
        told = {field: getattr(value, field.name) for field in fields(value)}
        # An optional field that is not there is not written: reports from before it keep their ids.
        content = {
            field.name: plain(item)
            for field, item in told.items()
            if item is not None or field.default is not None
        }
        name = _NAMES.get(type(value))
        return content | {"block": name} if name else content
    return value
