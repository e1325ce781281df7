"""Texts with wishes, prepared as a scan prepares them."""

from datetime import UTC, datetime
from functools import cache

from voc.ml.jieba_segmenter import JiebaSegmenter
from voc.ml.opencc_folder import OpenCCFolder
from voc.ml.word_lists import WordLists
from voc.text.document import plain, prepare
from voc.types.feedback import FeedbackId
from voc.types.idea import WishingText

FOLDER = OpenCCFolder()
_segmenter, _gazetteer = cache(JiebaSegmenter), cache(WordLists)


def fold(text: str) -> str:
    return plain(text, FOLDER)


def wishing(
    text: str,
    name: str = "f1",
    *,
    author: str | None = None,
    product: str | None = "牛肉干",
    suggested: bool = True,
    at: datetime = datetime(2026, 10, 20, tzinfo=UTC),
) -> WishingText:
    """``suggested``: a model read every clause as a suggestion."""
    document = prepare(FeedbackId(name), text, _segmenter(), FOLDER, _gazetteer())
    clauses = tuple((clause.start, clause.end) for clause in document.clauses)
    return WishingText(
        feedback_id=FeedbackId(name), channel="tmall", product=product, counted_at=at, dated=True,
        author_key=author, text=text, entities=document.entities,
        clauses=clauses if suggested else (), filed=(),
    )  # fmt: skip
