"""Ids that stay when a file is read again or cleaning rules change, and keys in place of names."""

import hashlib
import hmac
from collections.abc import Callable

from voc.types.feedback import FeedbackId, RawFeedback

_SEPARATOR = "\x1f"  # no field holds it: importers refuse control characters


def author_key(author: str, channel: str, secret: bytes) -> str:
    """A keyed hash in place of a name: the same person on one channel, nobody to others."""
    return _keyed(secret, "author", channel, author)


def person_key(author: str, secret: bytes) -> str:
    """As author_key, the same on every channel. Kept of the forgotten alone."""
    return _keyed(secret, "person", author)


def feedback_id(raw: RawFeedback, secret: bytes, occurrence: Callable[[str], int]) -> FeedbackId:
    """The id of one row.

    By channel and the channel's own id; where there is none, by a hash of channel, author, time,
    product, text and the row's occurrence number among equal rows, so that twenty people writing
    the same two characters stay twenty. ``occurrence(key)`` counts how often it was asked for
    ``key`` before, in this import. A time that is another one at each asking counts as none. The
    hash of a text is keyed: a phone number in it could else be guessed.
    """
    if raw.external_id is not None:
        return FeedbackId(_plain("external", raw.channel, raw.external_id))
    key = _keyed(
        secret,
        "row",
        raw.channel,
        raw.author or "",
        raw.posted_at.isoformat() if raw.posted_at and raw.time_identifies else "",
        raw.product or "",
        raw.text,
    )
    return FeedbackId(_plain("row", key, str(occurrence(key))))


def follow_up_id(parent: FeedbackId) -> FeedbackId:
    """A follow-up is identified by what it follows."""
    return FeedbackId(_plain("follow-up", parent))


def _plain(*parts: str) -> str:
    joined = _SEPARATOR.join(parts).encode()
    return hashlib.blake2b(joined, digest_size=12).hexdigest()


def _keyed(secret: bytes, *parts: str) -> str:
    return hmac.new(secret, _SEPARATOR.join(parts).encode(), hashlib.sha256).hexdigest()[:32]
