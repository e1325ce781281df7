from datetime import UTC, datetime

import pytest

from tests.conformance.store.samples import feedback
from tests.unit.pipeline.dairy import annotator
from voc.pipeline.annotate import Item
from voc.pipeline.scan import batches
from voc.types.document import Span
from voc.types.feedback import Feedback, FeedbackId, FeedbackKind

NEWS = "据悉，省委昨日出席会议，发言人说今年人口同比微增。"


@pytest.mark.parametrize(
    ("kind", "flags"), [(FeedbackKind.REVIEW, ("noise",)), (FeedbackKind.MEDIA, ())]
)
def test_a_text_is_flagged_as_what_it_is(kind: FeedbackKind, flags: tuple[str, ...]) -> None:
    found = annotator().prepare(Item(FeedbackId("a"), NEWS, None, kind)).flags
    assert tuple(flag.name for flag in found) == flags


def test_a_scan_says_of_each_text_what_it_is() -> None:
    posted_at = datetime(2026, 9, 1, tzinfo=UTC)
    article = feedback(
        "a", text=NEWS, kind=FeedbackKind.MEDIA, posted_at=posted_at, passages=(Span(0, 5),)
    )

    def pages(*, after: int, limit: int) -> list[tuple[int, Feedback]]:
        return [] if after else [(1, article)]

    item = Item(article.id, NEWS, posted_at, FeedbackKind.MEDIA, (Span(0, 5),))
    assert list(batches(pages)) == [[item]]


def test_of_a_mention_its_passages_are_read() -> None:
    item = Item(FeedbackId("a"), NEWS, None, FeedbackKind.MEDIA, (Span(0, 2),))
    assert annotator().prepare(item).text == "据悉"
