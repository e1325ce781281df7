"""What watch queries look at."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

# Where a word is looked for when the query names no field.
TEXT_FIELDS = ("title", "text")
NAME_FIELDS = ("product", "brand", "channel", "lang", "kind", "region", "sku", "lot", "url")
NUMBER_FIELDS = ("rating",)
DAY_FIELDS = ("posted",)
FIELDS = (*TEXT_FIELDS, *NAME_FIELDS, *NUMBER_FIELDS, *DAY_FIELDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """One piece of feedback or one media item as watch queries see it."""

    text: str  # as stored
    title: str | None = None
    product: str | None = None
    brands: tuple[str, ...] = ()  # named in the text or known from the channel
    channel: str | None = None
    language: str | None = None  # of voc.types.document.Language
    kind: str | None = None  # of voc.types.feedback.FeedbackKind
    region: str | None = None
    sku: str | None = None
    lot: str | None = None
    url: str | None = None
    rating: float | None = None  # 1 to 5 stars
    posted_at: datetime | None = None  # aware

    def parts(self) -> Iterator[tuple[str, str]]:
        """Every written value and its field, in the order of ``FIELDS``; a brand is a part each."""
        values = (
            ("title", self.title),
            ("text", self.text),
            ("product", self.product),
            *(("brand", brand) for brand in self.brands),
            ("channel", self.channel),
            ("lang", self.language),
            ("kind", self.kind),
            ("region", self.region),
            ("sku", self.sku),
            ("lot", self.lot),
            ("url", self.url),
        )
        return ((field, value) for field, value in values if value)
