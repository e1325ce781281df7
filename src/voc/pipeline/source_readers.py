"""How pages of sources are read, for finding out what they are and for trying them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from voc.errors import InputError
from voc.ports.fetching import Fetching
from voc.types.collected import Article, Feed, FeedLink, Fetched, Sitemap
from voc.types.feedback import Reject
from voc.types.fetching import Answer, Answered, Ask, Failed
from voc.types.items import Lead
from voc.types.source import Source
from voc.types.trial import PageTrial


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReaders:
    """The adapters among it are joined in bootstrap."""

    feed: Callable[[Fetched], Feed]
    sitemap: Callable[[Fetched], Sitemap]
    links: Callable[[Fetched, Source | None], Sequence[Lead]]  # InputError: no page of links
    linked_feeds: Callable[[Fetched], Sequence[FeedLink]]  # InputError: no page
    article: Callable[[Fetched], Article | Reject]
    is_article: Callable[[str], bool]  # by its address
    rows: Callable[[Fetched, Source, int], PageTrial]  # the first so many; InputError: no rows
    folder: Callable[[Source, int], PageTrial]  # likewise
    headers: Callable[[Source], Mapping[str, str]]  # SettingsError: a secret is not set


def page_of(answer: Answer) -> Fetched:
    """Raises InputError where it brought none."""
    if isinstance(answer, Answered):
        return answer.page
    if isinstance(answer, Failed):
        raise InputError(f"{answer.why}: {answer.message}")
    raise InputError("the server says that nothing has changed")


def ask_page(session: Fetching, url: str) -> Fetched:
    """Raises InputError where there is no answer."""
    session.put(Ask(id=0, url=url))
    answer = session.take()
    if answer is None:
        raise InputError(f"Cannot ask {url}: no answer came.")
    try:
        return page_of(answer)
    except InputError as err:
        raise InputError(f"Cannot ask {url}: {err}") from err
