"""The outbox: messages wait here until a receiver took them."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from voc.ports.alerts import Choose, OutboxStore
from voc.stores import schema
from voc.stores.engine import StorePart, chunks, insert
from voc.stores.feedback import feedback_seqs
from voc.types.alert import (
    Citation,
    Message,
    MessageState,
    NewMessage,
    On,
    Outcome,
    Told,
    Try,
)
from voc.types.feedback import FeedbackId
from voc.types.issue import IssueId

# Looked at to choose the next parcel. More can wait; a digest holds fewer.
MOST_LOOKED_AT = 500

_PLAIN = (
    "key", "target", "urgent", "at", "rule", "subject", "issue_id", "facts", "title", "body", "link"
)  # fmt: skip
_TABLE = schema.messages
_WAITS = _TABLE.c.state == MessageState.WAITING.value


class SqlOutbox(StorePart, OutboxStore):
    def put_out(self, messages: Sequence[NewMessage]) -> int:
        with self._database.writing() as connection:
            return write_messages(connection, messages)

    def messages(self, limit: int) -> tuple[Message, ...]:
        done = _TABLE.c.state == MessageState.DELIVERED.value
        query = sa.select(_TABLE).order_by(done, _TABLE.c.seq.desc()).limit(limit)
        with self._database.reading() as connection:
            return _with_citations(connection, map(_message, connection.execute(query).all()))

    def waiting_targets(self) -> tuple[str, ...]:
        target = _TABLE.c.target
        query = sa.select(target).where(_WAITS).distinct().order_by(target)
        with self._database.reading() as connection:
            return tuple(sorted(connection.scalars(query)))

    def claim_messages(
        self, target: str, since: datetime, choose: Choose, now: datetime, until: datetime
    ) -> tuple[Message, ...]:
        with self._database.writing() as connection:
            chosen = choose(_waiting(connection, target), _tries(connection, target, since))
            if not chosen:
                return ()
            parcel = chosen[0].parcel or chosen[0].id
            taken = {"parcel": parcel, "lease_until": until, "tries": _TABLE.c.tries + 1}
            for chunk in chunks([one.seq for one in chosen]):
                own = sa.update(_TABLE).where(_TABLE.c.seq.in_(chunk))
                connection.execute(own.values(taken))
            tried = {"target": target, "at": now, "parcel": parcel}
            connection.execute(sa.insert(schema.message_tries), tried)
            claimed = (
                replace(one, parcel=parcel, lease_until=until, tries=one.tries + 1)
                for one in chosen
            )
            return _with_citations(connection, claimed)

    def settle(self, parcel: str, tries: int, outcome: Outcome) -> None:
        own = sa.update(_TABLE).where(_TABLE.c.parcel == parcel, _WAITS)
        with self._database.writing() as connection:
            if outcome.delivered:
                # True whoever holds it by now: the receiver has it.
                done = {"state": MessageState.DELIVERED.value, "delivered_at": outcome.at}
                connection.execute(own.values(done | {"lease_until": None, "error": None}))
                return
            parked = outcome.again_at is None
            state = MessageState.PARKED if parked else MessageState.WAITING
            failed = {"state": state.value, "due_at": outcome.again_at, "error": outcome.error}
            held = own.where(_TABLE.c.tries == tries)
            connection.execute(held.values(failed | {"lease_until": None}))

    def unpark(self, target: str | None) -> int:
        parked = sa.update(_TABLE).where(_TABLE.c.state == MessageState.PARKED.value)
        if target is not None:
            parked = parked.where(_TABLE.c.target == target)
        again = {"state": MessageState.WAITING.value, "tries": 0, "due_at": None}
        with self._database.writing() as connection:
            return connection.execute(parked.values(again)).rowcount

    def forget_messages(self, before: datetime) -> int:
        done = _TABLE.c.state == MessageState.DELIVERED.value
        tries = schema.message_tries
        is_old = _TABLE.c.delivered_at < before
        with self._database.reading() as connection:  # it is asked every minute
            if connection.scalar(sa.select(_TABLE.c.seq).where(done, is_old).limit(1)) is None:
                return 0
        with self._database.writing() as connection:
            connection.execute(sa.delete(tries).where(tries.c.at < before))
            return connection.execute(sa.delete(_TABLE).where(done, is_old)).rowcount


def message_id(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def write_messages(connection: sa.Connection, messages: Sequence[NewMessage]) -> int:
    """How many were new."""
    return sum(_write(connection, message) for message in messages)


def _write(connection: sa.Connection, message: NewMessage) -> bool:
    row = {name: getattr(message, name) for name in _PLAIN} | {
        "id": message_id(message.key),
        "what": message.what and message.what.value,
        "on": message.on and message.on.value,
        "facts": dict(message.facts),
        "state": MessageState.WAITING.value,
        "tries": 0,
    }
    statement = insert(connection, _TABLE).values(row).on_conflict_do_nothing()
    seq = connection.scalar(statement.returning(_TABLE.c.seq))
    if seq is None:
        return False
    seqs = feedback_seqs(connection, list({one.feedback_id for one in message.citations}))
    quotes = [
        {
            "message_seq": seq,
            "number": number,
            "feedback_seq": seqs[one.feedback_id],
            "span_start": one.start,
            "span_end": one.end,
        }
        for number, one in enumerate(message.citations)
    ]
    if quotes:
        connection.execute(sa.insert(schema.message_quotes), quotes)
    return True


def _waiting(connection: sa.Connection, target: str) -> list[Message]:
    """Oldest first, of each lane as many as a parcel can need."""
    found: list[Message] = []
    for urgent in (True, False):
        lane = sa.select(_TABLE).where(_WAITS, _TABLE.c.target == target)
        lane = lane.where(_TABLE.c.urgent == sa.literal(urgent)).order_by(_TABLE.c.seq)
        found += map(_message, connection.execute(lane.limit(MOST_LOOKED_AT)).all())
    return found


def _tries(connection: sa.Connection, target: str, since: datetime) -> list[Try]:
    table = schema.message_tries.c
    query = sa.select(table.at, table.parcel).where(table.target == target, table.at > since)
    rows = connection.execute(query.order_by(table.at, table.seq)).all()
    return [Try(at=row.at, parcel=row.parcel) for row in rows]


def _message(row: sa.Row[Any]) -> Message:
    told = row._mapping
    new = NewMessage(
        **{name: told[name] for name in _PLAIN if name != "issue_id"},
        issue_id=row.issue_id and IssueId(row.issue_id),
        what=row.what and Told(row.what),
        on=told["on"] and On(told["on"]),
    )
    return Message(
        id=row.id,
        seq=row.seq,
        new=new,
        state=MessageState(row.state),
        parcel=row.parcel,
        tries=row.tries,
        due_at=row.due_at,
        lease_until=row.lease_until,
        delivered_at=row.delivered_at,
        error=row.error,
    )


def _with_citations(connection: sa.Connection, messages: Iterable[Message]) -> tuple[Message, ...]:
    """What was removed since is not cited."""
    listed = tuple(messages)
    cited: dict[int, list[Citation]] = {one.seq: [] for one in listed}
    quotes, feedback = schema.message_quotes, schema.feedback
    query = (
        sa.select(quotes.c.message_seq, feedback.c.id, quotes.c.span_start, quotes.c.span_end)
        .select_from(quotes.join(feedback))
        .order_by(quotes.c.message_seq, quotes.c.number)
    )
    for chunk in chunks(list(cited)):
        for row in connection.execute(query.where(quotes.c.message_seq.in_(chunk))):
            cited[row.message_seq].append(
                Citation(feedback_id=FeedbackId(row.id), start=row.span_start, end=row.span_end)
            )
    return tuple(
        replace(one, new=replace(one.new, citations=tuple(cited[one.seq]))) for one in listed
    )
