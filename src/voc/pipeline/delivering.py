"""Empties the outbox: at least once, in order, and never two processes the same message at once."""

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from voc.errors import NotFoundError, NotifyError
from voc.insight.alerts.parcels import choose, pause
from voc.ports.alerts import Notifier, OutboxStore
from voc.ports.feedback import FeedbackStore
from voc.ports.ledger import LedgerStore
from voc.types.alert import (
    Citation,
    Message,
    MessageState,
    NewMessage,
    Outcome,
    Parcel,
    Quote,
    Target,
    Telling,
)
from voc.types.feedback import Feedback

# Longer than any notifier takes. What a process that died was sending is sent again after it.
LEASE = timedelta(seconds=60)
# One target that hangs must not keep the others waiting.
AT_ONCE = 8
MOST_PARCELS = 100  # to one target in one go
MOST_QUOTED = 600  # characters

Clock = Callable[[], datetime]


class Outbox(OutboxStore, LedgerStore, FeedbackStore, Protocol):
    """What is sent, and what its words are read from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What one go came to. Messages, but for ``failed``."""

    delivered: int = 0
    failed: tuple[str, ...] = ()  # "team: host answered 503": one a target
    parked: int = 0  # tried too often, and given up for now
    strangers: tuple[str, ...] = ()  # targets that messages wait for, and nobody knows

    def __add__(self, other: "Delivered") -> "Delivered":
        return Delivered(
            delivered=self.delivered + other.delivered,
            failed=self.failed + other.failed,
            parked=self.parked + other.parked,
            strangers=self.strangers + other.strangers,
        )


def deliver(
    store: Outbox, notifier: Notifier, targets: Sequence[Target], clock: Clock
) -> Delivered:
    """Send what is due now. What fails waits for its next try; nothing is waited for here."""
    waiting = frozenset(store.waiting_targets())
    known = [target for target in targets if target.name in waiting]
    strangers = tuple(sorted(waiting - {target.name for target in targets}))
    send = partial(_deliver_to, store, notifier, clock)
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="deliver") as pool:
        return sum(pool.map(send, known), Delivered(strangers=strangers))


def post(
    store: OutboxStore,
    target: str,
    title: str,
    body: str,
    *,
    key: str,
    now: datetime,
    link: str | None = None,
    urgent: bool = False,
    quotes: Sequence[Citation] = (),
) -> bool:
    """Put out something that is no alert, a report say; False where its key was put out before.

    The body is kept in the outbox: customers' words belong into ``quotes``, which are read when
    they are sent and vanish with the feedback they stand in.
    """
    message = NewMessage(
        key="\x1f".join(("post", target, key)),
        target=target,
        urgent=urgent,
        at=now,
        title=title,
        body=body,
        link=link,
        citations=tuple(quotes),
    )
    return store.put_out([message]) == 1


def trial(target: Target, title: str, body: str, now: datetime) -> Parcel:
    """A parcel of no alert, to see whether a target works; it passes by the outbox."""
    new = NewMessage(
        key=f"test {now.isoformat()}", target=target.name, urgent=True, at=now, title=title,
        body=body,
    )  # fmt: skip
    message = Message(
        id=hashlib.sha256(new.key.encode()).hexdigest()[:32], seq=0, new=new,
        state=MessageState.WAITING,
        parcel=None, tries=1, due_at=None, lease_until=None, delivered_at=None, error=None,
    )  # fmt: skip
    return Parcel(id=message.id, tellings=(Telling(message=message, name="", quotes=()),))


def _deliver_to(store: Outbox, notifier: Notifier, clock: Clock, target: Target) -> Delivered:
    done = Delivered()
    for _ in range(MOST_PARCELS):
        now = clock()
        claimed = store.claim_messages(
            target.name,
            now - target.rate.per,
            partial(choose, target, now=now),
            now,
            now + LEASE,
        )
        if not claimed:
            break
        one = _send(store, notifier, clock, target, claimed)
        done += one
        if one.failed:
            break
    return done


def _send(
    store: Outbox, notifier: Notifier, clock: Clock, target: Target, claimed: Sequence[Message]
) -> Delivered:
    first = claimed[0]
    parcel = Parcel(id=first.parcel or first.id, tellings=tellings(store, claimed))
    try:
        notifier.send(target, parcel)
    except NotifyError as err:
        now = clock()
        wait = pause(first.tries, err.again_after_s)
        again = now + wait if wait is not None else None
        outcome = Outcome(delivered=False, at=now, error=str(err), again_at=again)
        store.settle(parcel.id, first.tries, outcome)
        parked = 0 if wait is not None else len(claimed)
        return Delivered(failed=(f"{target.name}: {err}",), parked=parked)
    store.settle(parcel.id, first.tries, Outcome(delivered=True, at=clock()))
    return Delivered(delivered=len(claimed))


def tellings(store: Outbox, messages: Sequence[Message]) -> tuple[Telling, ...]:
    """With names and words as they stand now: what was forgotten is not told."""
    ids = {one.feedback_id for message in messages for one in message.new.citations}
    feedback = store.get(sorted(ids))
    return tuple(
        Telling(
            message=message,
            name=_name(store, message.new),
            quotes=tuple(
                _quote(feedback[one.feedback_id], one)
                for one in message.new.citations
                if one.feedback_id in feedback
            ),
        )
        for message in messages
    )


def _name(store: LedgerStore, new: NewMessage) -> str:
    if new.issue_id is None:
        return (new.subject or "").partition(":")[2]
    try:
        issue = store.issue(new.issue_id)
    except NotFoundError:
        return new.issue_id
    return issue.title or " · ".join(issue.terms) or new.issue_id


def _quote(feedback: Feedback, citation: Citation) -> Quote:
    text = replace(citation, end=min(citation.end, citation.start + MOST_QUOTED))
    return Quote(
        feedback_id=feedback.id,
        text=feedback.text[text.start : text.end],
        channel=feedback.channel,
        posted_at=feedback.posted_at,
        url=feedback.url,
    )
