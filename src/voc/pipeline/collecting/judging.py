"""Items that were asked, with what the store knows that bears on them."""

from collections.abc import Callable, Sequence
from datetime import datetime

from voc.pipeline.collecting.line import ItemTask, Line
from voc.pipeline.collecting.reading import ReadPage
from voc.pipeline.collecting.tools import CollectTools, RoundStore
from voc.pipeline.collecting.verdicts import Asked, Verdict, failed, read, unchanged
from voc.types.collected import Article
from voc.types.feedback import Reject
from voc.types.fetching import Answered, Failed, Unchanged
from voc.types.items import Item


class Judging:
    def __init__(
        self, store: RoundStore, tools: CollectTools, clock: Callable[[], datetime]
    ) -> None:
        self._store, self._tools, self._clock = store, tools, clock

    def apart(self, pages: Sequence[ReadPage]) -> tuple[list[ReadPage], list[ReadPage]]:
        """Those that may be judged now, and those whose name one of them claims.

        Of two addresses of one page the second is told by what is stored of the first. Pages that
        name themselves come first.
        """
        claimed: set[str] = set()
        now: list[ReadPage] = []
        later: list[ReadPage] = []
        for one in sorted(pages, key=lambda page: _name(page) != page[0].item.url):
            names = {one[0].item.url, _name(one)}
            (later if names & claimed else now).append(one)
            claimed |= names
        return now, later

    def page(self, line: Line, task: ItemTask, answer: Answered, page: Article | Reject) -> Verdict:
        asked = self._asked(line, task, self._namesake(task.item, page))
        return read(asked, page, answer.validators)

    def without_page(self, line: Line, task: ItemTask, answer: Unchanged | Failed) -> Verdict:
        asked = self._asked(line, task, None)
        return unchanged(asked) if isinstance(answer, Unchanged) else failed(asked, answer)

    def _asked(self, line: Line, task: ItemTask, namesake: Item | None) -> Asked:
        return Asked(
            item=task.item,
            source=line.source,
            said=line.said.get(task.item.url),
            at=self._clock(),
            plan=self._tools.plan,
            namesake=namesake,
        )

    def _namesake(self, item: Item, page: Article | Reject) -> Item | None:
        if isinstance(page, Reject) or page.canonical_url in {None, item.url}:
            return None
        found = self._store.item(page.canonical_url or "")
        return found if found is not None and found.url != item.url else None


def _name(page: ReadPage) -> str:
    task, _, article = page
    told = article.canonical_url if isinstance(article, Article) else None
    return told or task.item.url
