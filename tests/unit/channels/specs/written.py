"""Pages, answers and specs as tests write them."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from voc.channels.specs.rows import read_rows
from voc.types.collected import Fetched
from voc.types.feedback import FeedbackKind, RawFeedback, Reject
from voc.types.source import FieldRule, Keep, Origin, Paging, Source, SourceKind, Spec
from voc.types.trial import RowsPage

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)  # noon in Shanghai
URL = "https://shop.example/item/7/reviews?page=1"


def page(body: str | bytes, kind: str = "text/html; charset=utf-8", url: str = URL) -> Fetched:
    return Fetched(
        url=url,
        final_url=url,
        status=200,
        headers={"content-type": kind},
        body=body.encode() if isinstance(body, str) else body,
        fetched_at=NOW,
        from_cache=False,
    )


def json_page(value: Any, url: str = URL) -> Fetched:
    return page(json.dumps(value), "application/json", url)


def source(kind: SourceKind = SourceKind.REVIEWS, spec: Spec | None = None) -> Source:
    return Source(
        name="shop",
        kind=kind,
        place=URL,
        channel="shop.example",
        tells=FeedbackKind.REVIEW,
        keep=Keep.ALL,
        origin=Origin.FILE,
        digest="0",
        spec=spec,
    )


def spec(
    rows: str,
    fields: Mapping[str, str | FieldRule],
    constants: Mapping[str, str] | None = None,
    paging: Paging | None = None,
) -> Spec:
    rules = {
        name: FieldRule(path=rule) if isinstance(rule, str) else rule
        for name, rule in fields.items()
    }
    return Spec(rows=rows, fields=rules, constants=constants or {}, paging=paging)


def read(answer: Fetched, told: Spec, kind: SourceKind = SourceKind.REVIEWS) -> RowsPage:
    return read_rows(answer, told, source(kind, told), ZONE, NOW)


def taken(answer: Fetched, told: Spec, kind: SourceKind = SourceKind.REVIEWS) -> list[RawFeedback]:
    rows = read(answer, told, kind).rows
    assert not [row for row in rows if isinstance(row, Reject)], rows
    return [row for row in rows if isinstance(row, RawFeedback)]


def reasons(answer: Fetched, told: Spec, kind: SourceKind = SourceKind.REVIEWS) -> list[str]:
    return [row.reason for row in read(answer, told, kind).rows if isinstance(row, Reject)]
