"""What idea cards are made of."""

from collections.abc import Callable

import pytest

from tests.conformance.store.samples import (
    LATER,
    RECIPE,
    STARTED,
    WISH,
    feedback,
    flag,
    new_issue,
    opinion,
    reading,
    voice,
)
from voc.ports.store import Store
from voc.types.document import Entity
from voc.types.feedback import FeedbackKind
from voc.types.issue import Discovery, IssueId, IssueKind
from voc.types.opinion import Intent
from voc.types.scan import ScanTally

Read = Callable[..., None]
FLAVOUR = Entity(type="flavour", value="vine_pepper", start=0, end=2)


@pytest.fixture
def read(store: Store) -> Read:
    """Stores and reads a feedback: its fields, then those of its reading."""

    def told(name: str, *, of: dict[str, object] | None = None, **fields: object) -> None:
        made = feedback(name, **(of or {}))
        store.add([made], [])
        wish = opinion(WISH, intent=Intent.SUGGESTION)
        store.save(store.open(RECIPE, STARTED), [reading(made, wish, **fields)])

    return told


def names(store: Store, product: str | None = None) -> list[str]:
    return [text.feedback_id for text in store.wishing(product)]


def test_a_suggestion_comes_with_its_span_its_author_and_its_issue(
    store: Store, read: Read
) -> None:
    read("a", of={"author_key": "key"})
    wished = voice(feedback("a"), WISH, kind=IssueKind.IDEA)
    found = Discovery(joined=(), opened=(new_issue(wished),), single=())
    store.finish(store.open(RECIPE, STARTED), found, ScanTally(), LATER)
    (text,) = store.wishing(None)
    assert text.clauses == (WISH,)
    assert text.filed == ((*WISH, IssueId("I1")),)
    assert (text.author_key, text.dated) == ("key", True)


def test_a_flavour_is_enough_to_be_looked_at(store: Store) -> None:
    for name, entities in (("a", (FLAVOUR,)), ("b", ())):
        store.add([feedback(name)], [])
        store.save(
            store.open(RECIPE, STARTED), [reading(feedback(name), opinion(), entities=entities)]
        )
    assert names(store) == ["a"]


def test_flagged_rows_and_other_products_are_left_out(store: Store, read: Read) -> None:
    read("a")
    read("b", flags=(flag("advert"),))
    read("c", of={"product": "芒果干"})
    assert names(store) == ["a", "c"]
    assert names(store, "芒果干") == ["c"]


def test_articles_are_no_wishes_and_wishes_no_articles(store: Store, read: Read) -> None:
    read("a")
    read("m", of={"kind": FeedbackKind.MEDIA}, entities=(FLAVOUR,))
    read("undated", of={"kind": FeedbackKind.MEDIA, "posted_at": None})
    assert names(store) == ["a"]
    (article,) = store.articles()
    assert (article.feedback_id, article.entities) == ("m", (FLAVOUR,))
