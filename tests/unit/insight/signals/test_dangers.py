"""A danger is told once: what others told of the product before is raised by its growth alone."""

from dataclasses import replace

import numpy as np
import pytest

from voc.insight.packing import pack
from voc.insight.signals.dangers import told, unheard_of
from voc.types.feedback import FeedbackId
from voc.types.issue import IssueId
from voc.types.signal import Danger

D1, D2 = IssueId("D1"), IssueId("D2")
NUTS = "坚果"


def vector(*numbers: float) -> bytes:
    of = np.array([numbers], dtype=np.float32)
    return pack(of / np.linalg.norm(of))[0].tobytes()


GLASS, SPLINTER, MOULD = vector(1, 0, 0), vector(0.9, 0.3, 0), vector(0, 0, 1)


def danger(issue_id: IssueId, *vectors: bytes, sure: float = 0.9, product: str = NUTS) -> Danger:
    return Danger(
        issue_id=issue_id,
        feedback_id=FeedbackId(f"of {issue_id}"),
        clauses=len(vectors),
        confidence=sure,
        people=1,
        product=product,
        vectors=vectors,
    )


def test_the_first_of_its_kind_is_unheard_of() -> None:
    assert unheard_of({D1: danger(D1, GLASS)}, {}) == {D1}
    assert unheard_of({D1: danger(D1, GLASS)}, {NUTS: [MOULD]}) == {D1}


def test_what_was_told_of_the_product_before_is_known() -> None:
    assert not unheard_of({D1: danger(D1, SPLINTER)}, {NUTS: [MOULD, GLASS]})


def test_another_product_knows_nothing_of_it() -> None:
    assert unheard_of({D1: danger(D1, GLASS)}, {"肉脯": [GLASS]}) == {D1}


def test_one_clause_of_a_new_kind_is_enough() -> None:
    assert unheard_of({D1: danger(D1, SPLINTER, MOULD)}, {NUTS: [GLASS]}) == {D1}


def test_of_one_scan_the_surest_is_raised() -> None:
    told = {D1: danger(D1, GLASS, sure=0.7), D2: danger(D2, SPLINTER, sure=0.95)}
    assert unheard_of(told, {}) == {D2}


def test_what_has_no_vector_is_never_known() -> None:
    assert unheard_of({D1: danger(D1)}, {NUTS: [GLASS]}) == {D1}


@pytest.mark.parametrize(
    ("people", "articles", "who"),
    [
        (1, 0, "1 person tells"),
        (2, 0, "2 people tell"),
        (0, 1, "1 article tells"),
        (0, 3, "3 articles tell"),
        (1, 2, "1 person and 2 articles tell"),
    ],
)
def test_an_article_is_no_person(people: int, articles: int, who: str) -> None:
    one = replace(danger(D1, GLASS), people=people, articles=articles)
    assert told(one, unheard=True, growth="").startswith(f"{who} of a danger, ")
