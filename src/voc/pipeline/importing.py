"""From a channel's rows to the store: masked, keyed, given their ids, a batch at a time."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC
from typing import TypeVar

from voc.errors import InputError
from voc.ports.channels import Channel, SaleSource, ShipmentSource
from voc.ports.feedback import FeedbackStore
from voc.text.identity import author_key, feedback_id, follow_up_id, person_key
from voc.text.lots import lot_code
from voc.text.passages import are_apart
from voc.text.privacy import mask
from voc.types.document import Span
from voc.types.feedback import (
    Feedback,
    FeedbackId,
    FeedbackKind,
    Origin,
    RawFeedback,
    Reject,
    Sale,
    Shipment,
    Unmasked,
)
from voc.types.scan import Tally

BATCH = 1_000  # rows a transaction
Progress = Callable[[Tally], None]
Noun = TypeVar("Noun", RawFeedback, Shipment, Sale)


def import_feedback(
    channel: Channel,
    store: FeedbackStore,
    secret: bytes,
    occurrence: Callable[[str], int],
    on_progress: Progress | None = None,
    *,
    keep_raw: bool = False,
) -> Tally:
    """Store every row of ``channel`` once; ``on_progress`` hears the tally after each batch.

    With ``keep_raw`` what masking changed is stored beside it as it was written.

    ``occurrence`` counts from 0 how often it was asked for a key in this import. Where the
    channel breaks off in the middle, the rows before are stored and its InputError is raised.
    """
    admit = Admission(secret, occurrence)

    def save(rows: list[RawFeedback], rejects: list[Reject]) -> Tally:
        admitted = [(admit(row), row) for row in rows]
        origins = [admit.origin(feedback, row, keep_raw=keep_raw) for feedback, row in admitted]
        return store.add([feedback for feedback, _ in admitted], rejects, origins)

    return _import(channel.read(), save, on_progress)


def import_shipments(
    source: ShipmentSource, store: FeedbackStore, on_progress: Progress | None = None
) -> Tally:
    """As import_feedback, for shipped quantities."""
    return _import(source.read(), store.add_shipments, on_progress)


def import_sales(
    source: SaleSource, store: FeedbackStore, on_progress: Progress | None = None
) -> Tally:
    """As import_feedback, for sold quantities."""
    return _import(source.read(), store.add_sales, on_progress)


def _import(
    items: Iterable[Noun | Reject],
    save: Callable[[list[Noun], list[Reject]], Tally],
    on_progress: Progress | None,
) -> Tally:
    tally = Tally()
    for rows, rejects in _batches(items):
        tally += save(rows, rejects)
        if on_progress:
            on_progress(tally)
    return tally


def _batches(items: Iterable[Noun | Reject]) -> Iterator[tuple[list[Noun], list[Reject]]]:
    """Batches in order; the rows before an InputError come first, then the error."""
    rows: list[Noun] = []
    rejects: list[Reject] = []
    broken: InputError | None = None
    try:
        for item in items:
            if isinstance(item, Reject):
                rejects.append(item)
            else:
                rows.append(item)
            if len(rows) + len(rejects) == BATCH:
                yield rows, rejects
                rows, rejects = [], []
    except InputError as err:
        broken = err
    if rows or rejects:
        yield rows, rejects
    if broken:
        raise broken


def _unmasked(feedback: Feedback, raw: RawFeedback) -> Unmasked | None:
    """None where masking changed nothing."""
    if (feedback.text, feedback.title) == (raw.text, raw.title):
        return None
    return Unmasked(text=raw.text, title=raw.title)


def _checked(raw: RawFeedback) -> tuple[Span, ...]:
    """Masking replaces characters one for one, so they hold in what is stored."""
    if not are_apart(raw.passages, len(raw.text)):
        raise ValueError(f"{raw.where}: passages must lie in the text, in order and apart")
    return raw.passages


class Admission:
    """Makes stored feedback of raw rows; remembers the last one, which a follow-up follows."""

    def __init__(self, secret: bytes, occurrence: Callable[[str], int]) -> None:
        self._secret = secret
        self._occurrence = occurrence
        self._last: tuple[RawFeedback, FeedbackId] | None = None

    def __call__(self, raw: RawFeedback) -> Feedback:
        parent = self._parent(raw)
        feedback = Feedback(
            id=self._id(raw, parent),
            channel=raw.channel,
            kind=raw.kind,
            text=mask(raw.text),
            external_id=raw.external_id,
            posted_at=raw.posted_at.astimezone(UTC) if raw.posted_at else None,
            product=raw.product,
            sku=raw.sku,
            lot=lot_code(raw.lot) if raw.lot else None,
            produced_on=raw.produced_on,
            rating=raw.rating,
            author_key=author_key(raw.author, raw.channel, self._secret) if raw.author else None,
            region=raw.region,
            title=mask(raw.title) if raw.title else None,
            url=raw.url,
            parent_id=parent,
            passages=_checked(raw),
        )
        self._last = (raw, feedback.id)
        return feedback

    def origin(self, feedback: Feedback, raw: RawFeedback, *, keep_raw: bool) -> Origin:
        """Where ``raw`` came from, of which ``feedback`` was made."""
        return Origin(
            where=raw.where,
            person=raw.author and person_key(raw.author, self._secret),
            unmasked=_unmasked(feedback, raw) if keep_raw else None,
        )

    def _id(self, raw: RawFeedback, parent: FeedbackId | None) -> FeedbackId:
        """A follow-up whose first text is not there has the id it would have with it."""
        if parent is not None:
            return follow_up_id(parent)
        own = feedback_id(raw, self._secret, self._occurrence)
        return follow_up_id(own) if raw.kind is FeedbackKind.FOLLOW_UP else own

    def _parent(self, raw: RawFeedback) -> FeedbackId | None:
        if raw.follows is None:
            return None
        if self._last is None or self._last[0] is not raw.follows:
            raise ValueError(f"{raw.where}: a follow-up must come right after what it follows")
        return self._last[1]
