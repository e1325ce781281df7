"""Sources as rows, and rows as sources."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

import sqlalchemy as sa

from voc.types.feedback import FeedbackKind
from voc.types.source import (
    FieldRule,
    Health,
    Keep,
    Origin,
    Paging,
    PagingStop,
    Source,
    SourceDay,
    SourceKind,
    SourceState,
    Spec,
)

COUNTS = tuple(one.name for one in fields(SourceDay) if one.name not in {"source", "day"})
STATES = tuple(one.name for one in fields(SourceState) if one.name != "source")
# Not in the definition: they are columns of their own.
_COLUMNS = frozenset({"name", "origin", "digest"})


def definition(source: Source) -> dict[str, Any]:
    """All of ``source`` that has no column of its own, as JSON."""
    return {name: value for name, value in asdict(source).items() if name not in _COLUMNS}


def source_from(row: sa.Row[Any]) -> Source:
    told = dict(row.definition)
    told["kind"] = SourceKind(told["kind"])
    told["tells"] = FeedbackKind(told["tells"])
    told["keep"] = Keep(told["keep"])
    told["spec"] = told["spec"] and _spec(told["spec"])
    return Source(name=row.name, origin=Origin(row.origin), digest=row.digest, **told)


def _spec(told: Mapping[str, Any]) -> Spec:
    paging = told["paging"]
    return Spec(
        rows=told["rows"],
        fields={name: FieldRule(**rule) for name, rule in told["fields"].items()},
        constants=told["constants"],
        paging=paging and Paging(**paging | {"stop": PagingStop(paging["stop"])}),
    )


def state_from(row: sa.Row[Any]) -> SourceState:
    told = {name: getattr(row, name) for name in STATES}
    return SourceState(source=row.name, **told | {"health": Health(row.health)})


def day_from(row: sa.Row[*tuple[Any, ...]]) -> SourceDay:
    # Some 100,000 a round: by place, not by name.
    source, day, asked, unchanged, failed, new, read, kept, counted, rejected = row
    return SourceDay(
        source=source,
        day=day,
        asked=asked,
        unchanged=unchanged,
        failed=failed,
        new=new,
        read=read,
        kept=kept,
        counted=counted,
        rejected=rejected,
    )


def counts(day: SourceDay) -> dict[str, int]:
    return {name: getattr(day, name) for name in COUNTS}
