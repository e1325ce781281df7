"""What becomes of an item that was asked. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from voc.pipeline.collecting.pauses import again_at
from voc.pipeline.collecting.texts import LONGEST_ADDRESS, plain_body, text_digest
from voc.pipeline.collecting.tools import Plan
from voc.types.collected import Article, Told
from voc.types.feedback import RawFeedback, Reject
from voc.types.fetching import NO_VALIDATORS, Failed, Validators, Why
from voc.types.items import Item, ItemTaken
from voc.types.source import Source, SourceDay, SourceKind

# A digest tells too what was read when it was made: the same text that may be kept now, and might
# not before, is read as a new one.
FROM_FEED, PAID, NOT_TO_KEEP, UNREADABLE = "feed:", "paid:", "noindex:", "unreadable:"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSaid:
    """What a feed told of an item besides its address."""

    body: str | None  # as sent
    title: str | None
    author: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An item, and what is known where it is judged."""

    item: Item
    source: Source
    said: FeedSaid | None  # by a feed, in this round
    at: datetime
    plan: Plan
    namesake: Item | None = None  # that the page calls itself, where it is another that is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    source: str
    taken: ItemTaken
    raw: RawFeedback | None = None  # the text of a new version
    reject: Reject | None = None
    unchanged: bool = False
    failed: Why | None = None
    counted: bool = False  # read, and not to be kept

    def day(self, kept: bool, rejected: bool, when: datetime) -> SourceDay:
        """What it adds to its day, once it is known what became of its text."""
        read = self.raw is not None or self.reject is not None or self.counted
        rejected = rejected or self.reject is not None
        return SourceDay(
            source=self.source,
            day=when.date(),
            asked=1,
            unchanged=int(self.unchanged),
            failed=int(self.failed is not None),
            read=int(read),
            kept=int(kept),
            rejected=int(rejected),
            counted=int(read and not kept and not rejected),
        )


def unchanged(asked: Asked) -> Verdict:
    """The server says that it is as it was."""
    return _same(asked, asked.item.validators)


def failed(asked: Asked, failure: Failed) -> Verdict:
    """No page; what the feed said of it may still be read, unless asking again may help."""
    if not failure.why.passing and (verdict := _by_feed(asked, failure)):
        return verdict
    failures = asked.item.failures + 1
    due = again_at(failure, failures, asked.at)
    return Verdict(
        source=asked.source.name,
        taken=replace(_as_it_was(asked), failures=failures, due_at=due),
        failed=failure.why,
    )


def read(asked: Asked, page: Article | Reject, validators: Validators) -> Verdict:
    """A page came."""
    if isinstance(page, Reject):
        return _unreadable(asked, page, validators)
    if _leads_up(page.url, asked.item.url):
        told = f"its address leads to {page.url} now"
        return failed(asked, Failed(id=0, at=asked.at, why=Why.GONE, message=told))
    return _second_address(asked, page) or _article(asked, page, validators)


def _article(asked: Asked, page: Article, validators: Validators) -> Verdict:
    if page.noindex:
        return _counted(asked, NOT_TO_KEEP + text_digest(page.text), validators, page)
    if page.paywalled:
        return _paid(asked, page, validators)
    digest = text_digest(page.text)
    if digest == asked.item.digest:
        return _same(asked, validators, page)
    return _new_text(asked, _raw(asked, page), digest, validators, page)


def _same(asked: Asked, validators: Validators, page: Article | None = None) -> Verdict:
    count = asked.item.asked + 1
    taken = replace(
        _as_it_was(asked),
        validators=validators,
        asked=count,
        failures=0,
        due_at=_due(asked, count),
        canonical_url=_other_name(page, asked.item),
    )
    return Verdict(source=asked.source.name, taken=taken, unchanged=True)


def _new_text(
    asked: Asked, raw: RawFeedback, digest: str, validators: Validators, page: Article | None
) -> Verdict:
    taken = ItemTaken(
        url=asked.item.url,
        version=asked.item.version + 1,
        digest=digest,
        validators=validators,
        asked=1,
        failures=0,
        due_at=_due(asked, 1),
        asked_at=asked.at,
        canonical_url=_other_name(page, asked.item),
    )
    return Verdict(source=asked.source.name, taken=taken, raw=raw)


def _counted(asked: Asked, digest: str, validators: Validators, page: Article) -> Verdict:
    """Read and not kept. What was read before stays the text that later ones are held against."""
    if digest == asked.item.digest:
        return _same(asked, validators, page)
    same = _same(asked, validators, page)
    known = asked.item.version > 0
    taken = replace(same.taken, digest=asked.item.digest if known else digest)
    return Verdict(source=asked.source.name, taken=taken, counted=True)


def _paid(asked: Asked, page: Article, validators: Validators) -> Verdict:
    """Nothing of what is not free to read is kept beyond what the feed gave away."""
    said = _said(asked)
    if said is None and _is_of_feed(asked.item):
        return _same(asked, validators, page)
    if said is None:
        return _counted(asked, PAID + text_digest(page.text), validators, page)
    return _feed_text(asked, said, validators, page)


def _unreadable(asked: Asked, page: Reject, validators: Validators) -> Verdict:
    if said := _said(asked):
        return _feed_text(asked, said, validators, None)
    digest = UNREADABLE + text_digest(page.reason)
    same = _same(asked, validators)
    if digest == asked.item.digest or _is_of_feed(asked.item):
        return same
    known = asked.item.version > 0
    # Asked whole the next time: that reading it failed says nothing of what the server has.
    taken = replace(
        same.taken, digest=asked.item.digest if known else digest, validators=NO_VALIDATORS
    )
    return Verdict(source=asked.source.name, taken=taken, reject=page)


def _second_address(asked: Asked, page: Article) -> Verdict | None:
    """Of a page that says it is another which is known: nothing of its own.

    Until the other was read it is put off; where that never comes, it stands for itself.
    """
    item, other = asked.item, asked.namesake
    if other is None or item.version > 0 or (other.version == 0 and other.due_at is None):
        return None
    if other.url != page.canonical_url and other.digest != text_digest(page.text):
        # Both claim a name that neither has. Some sites give all their pages one.
        return None
    if other.version == 0:
        again = max(other.due_at or asked.at, asked.at)
        return Verdict(source=asked.source.name, taken=replace(_as_it_was(asked), due_at=again))
    taken = replace(_as_it_was(asked), asked=item.asked + 1, failures=0, due_at=None)
    return Verdict(source=asked.source.name, taken=taken, counted=True)


def _by_feed(asked: Asked, failure: Failed) -> Verdict | None:
    said = _said(asked)
    if said is None:
        return None
    verdict = _feed_text(asked, said, asked.item.validators, None)
    failures = asked.item.failures + 1
    due = again_at(failure, failures, asked.at)
    return replace(
        verdict,
        taken=replace(verdict.taken, failures=failures, due_at=due),
        failed=failure.why,
        unchanged=False,
    )


def _said(asked: Asked) -> str | None:
    """The feed's own text, where no better one was read of the item before."""
    if asked.said is None or asked.said.body is None:
        return None
    if asked.item.version > 0 and not _is_of_feed(asked.item):
        return None
    return plain_body(asked.said.body)


def _is_of_feed(item: Item) -> bool:
    """Its page held nothing that may be read when its text was taken; that it does not is known."""
    return (item.digest or "").startswith(FROM_FEED)


def _feed_text(asked: Asked, text: str, validators: Validators, page: Article | None) -> Verdict:
    digest = FROM_FEED + text_digest(text)
    if digest == asked.item.digest:
        return _same(asked, validators, page)
    return _new_text(asked, _raw_of_feed(asked, text, page), digest, validators, page)


def _raw(asked: Asked, page: Article) -> RawFeedback:
    return _feedback(
        asked,
        text=page.text,
        title=page.title or asked.item.title,
        author=page.author or (asked.said.author if asked.said else None),
        posted=asked.item.posted or page.posted,
    )


def _raw_of_feed(asked: Asked, text: str, page: Article | None) -> RawFeedback:
    title, author = (asked.said.title, asked.said.author) if asked.said else (None, None)
    return _feedback(
        asked,
        text=text,
        title=title or asked.item.title,
        author=author,
        posted=asked.item.posted or (page.posted if page else None),
    )


def _feedback(
    asked: Asked, *, text: str, title: str | None, author: str | None, posted: Told | None
) -> RawFeedback:
    return RawFeedback(
        where=asked.item.url,
        channel=asked.source.channel,
        kind=asked.source.tells,
        text=text,
        external_id=version_id(asked.item.url, asked.item.version + 1),
        posted_at=posted.at if posted else None,
        author=author,
        title=title,
        url=asked.item.url,
    )


def version_id(url: str, version: int) -> str:
    """What feedback of one version of an item is known as on its channel."""
    return url if version == 1 else f"{url}#{version}"


def _as_it_was(asked: Asked) -> ItemTaken:
    item = asked.item
    return ItemTaken(
        url=item.url,
        version=item.version,
        digest=item.digest,
        validators=item.validators,
        asked=item.asked,
        failures=item.failures,
        due_at=item.due_at,
        asked_at=asked.at,
    )


def _due(asked: Asked, count: int) -> datetime | None:
    """A page that is a source of its own is asked whenever its source is."""
    if asked.source.kind is SourceKind.PAGE:
        return asked.at
    item = asked.item
    age = max(item.first_seen - item.posted.at, timedelta()) if item.posted else timedelta()
    return asked.plan(item.url, count, asked.at, age)


def _other_name(page: Article | None, item: Item) -> str | None:
    named = page.canonical_url if page is not None else None
    if named is None or named == item.url or len(named) > LONGEST_ADDRESS:
        return None
    return named


def _leads_up(found: str, url: str) -> bool:
    """To the front page or to the list it stood in: where pages that are gone lead to, on sites
    that say so no other way.
    """
    asked, led = urlsplit(url), urlsplit(found)
    if led.query:
        return False
    above, below = led.path.rstrip("/"), asked.path.rstrip("/")
    return (below != above and below.startswith(f"{above}/")) or (
        not above and not below and bool(asked.query)
    )
