"""Parcels to word and to send. Texts are our own."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from voc.types.alert import (
    Message,
    MessageState,
    NewMessage,
    On,
    Parcel,
    Quote,
    Target,
    Telling,
    Told,
)
from voc.types.feedback import FeedbackId
from voc.types.issue import IssueId

AT = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
FACTS = {
    "state": "rising", "product": "海苔脆", "count": 12, "before": 9, "expected": 2.4, "ratio": 5.0,
    "low": 2.1, "high": None, "p": 0.0004, "days": 7, "hours": 24.0, "health": "failing",
    "failures": 3, "error": "timeout", "succeeded_at": "2026-11-01T20:00:00+00:00",
}  # fmt: skip


def quote(text: str = "海苔受潮了,一点都不脆", **fields: object) -> Quote:
    made = Quote(feedback_id=FeedbackId("f1"), text=text, channel="tmall", posted_at=AT, url=None)
    return replace(made, **fields)


def telling(
    number: int = 1,
    name: str = "受潮 · 不脆",
    quotes: tuple[Quote, ...] = (quote(),),
    **fields: object,
) -> Telling:
    new = NewMessage(
        key=f"{number}", target="team", urgent=False, at=AT, what=Told.OPENED, on=On.RISING,
        rule="defects", subject="issue:D12", issue_id=IssueId("D12"), facts=FACTS,
    )  # fmt: skip
    message = Message(
        id=f"{number:08x}" + "0" * 24, seq=number, new=replace(new, **fields),
        state=MessageState.WAITING, parcel=None, tries=1, due_at=None, lease_until=None,
        delivered_at=None, error=None,
    )  # fmt: skip
    return Telling(message=message, name=name, quotes=quotes)


def parcel(*tellings: Telling) -> Parcel:
    told = tellings or (telling(),)
    return Parcel(id=told[0].message.id, tellings=told)


def target(**fields: object) -> Target:
    made = Target(name="team", zone=ZoneInfo("Asia/Shanghai"), language="zh")
    return replace(made, **fields)
