"""The trace of one review: what of it can be held against others, without its words."""

import hashlib

from voc.text.flags import praise
from voc.text.flags.lexicon import letters, weight
from voc.text.frames import frame
from voc.types.feedback import FeedbackKind
from voc.types.opinion import SentimentLabel
from voc.types.paid_reviews import LONG, Told, Trace

# Nobody was paid for these: no person wrote them, or nobody here can read them.
_NO_VOICE = frozenset({"platform_default", "advert", "noise", "unsupported_language"})

_FIVE_STARS = 5.0


def trace(told: Told, text: str, product: str) -> Trace:
    """Of ``told``; ``text`` and ``product`` are its own, in plain form."""
    feedback = told.feedback
    counts = feedback.kind is FeedbackKind.REVIEW and _NO_VOICE.isdisjoint(told.flags)
    praising = counts and _praises(told)
    size = weight(text)
    framed = frame(text, product) if praising else None
    return Trace(
        feedback_id=feedback.id,
        posted_at=feedback.posted_at,
        product=number("product", product) if counts and product else None,
        author=number("author", feedback.author_key) if counts and feedback.author_key else None,
        praise=praising,
        hollow=praising and praise.is_hollow(text),
        weight=size,
        same=_same(told, text, size) if praising else None,
        frame=None if framed is None else number("frame", framed),
    )


def number(*parts: str) -> int:
    """63 bits that stand for ``parts``, the same everywhere, or stored traces meet nothing."""
    digest = hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest()) >> 1


def _praises(told: Told) -> bool:
    if told.sentiment is SentimentLabel.NEGATIVE:
        return False
    if told.feedback.rating is None:
        return told.sentiment is SentimentLabel.POSITIVE
    return told.feedback.rating >= _FIVE_STARS


def _same(told: Told, text: str, size: int) -> int:
    """Long texts are the same as their copies; short ones as those in the very same letters."""
    return number("copy", told.first) if size >= LONG else number("text", letters(text))
