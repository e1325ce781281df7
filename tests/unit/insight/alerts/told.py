"""Nouns of alerts to judge. Texts are our own."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from voc.types.alert import Finding, Message, MessageState, NewMessage, On, Rule, Target
from voc.types.issue import Issue, IssueId, IssueKind, IssueState
from voc.types.signal import Signal, SignalState

NOW = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def rule(on: On = On.NEW, **fields: object) -> Rule:
    return replace(Rule(name="rule", on=on, targets=("team",)), **fields)


def finding(subject: str = "issue:D1", **fields: object) -> Finding:
    made = Finding(subject=subject, opens=True, facts={"count": 7})
    return replace(made, **fields)


def issue(id_: str = "D1", **fields: object) -> Issue:
    made = Issue(
        id=IssueId(id_),
        kind=IssueKind.DEFECT,
        state=IssueState.OPEN,
        product="海苔脆",
        topic="texture",
        terms=("受潮", "不脆"),
        title=None,
        pinned=False,
        merged_into=None,
    )
    return replace(made, **fields)


def signal(id_: str = "D1", **fields: object) -> Signal:
    made = Signal(
        issue_id=IssueId(id_),
        state=SignalState.NEW,
        raised=True,
        product=None,
        channel=None,
        region=None,
        first_seen=date(2026, 10, 20),
        start=date(2026, 10, 26),
        end=date(2026, 11, 2),
        count=7,
        before=1,
        expected=0.2,
        ratio=35.0,
        low=4.0,
        high=None,
        p=0.001,
        q=0.002,
        danger=None,
        because="test",
    )
    return replace(made, **fields)


def target(**fields: object) -> Target:
    return replace(Target(name="team", zone=UTC, language="en"), **fields)


def message(seq: int, **fields: object) -> Message:
    """Fields of the message, or of what is new in it."""
    new = NewMessage(key=f"key {seq}", target="team", urgent=False, at=NOW - HOUR)
    own = {name: fields.pop(name) for name in list(fields) if hasattr(new, name)}
    made = Message(
        id=f"{seq:032x}",
        seq=seq,
        new=replace(new, **own),
        state=MessageState.WAITING,
        parcel=None,
        tries=0,
        due_at=None,
        lease_until=None,
        delivered_at=None,
        error=None,
    )
    return replace(made, **fields)
