from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.insight.voices import placed
from voc.insight.discovery.retelling import retold
from voc.types.issue import IssueKind, Voice


def voice(start: int, end: int, kind: IssueKind = IssueKind.DEFECT) -> Voice:
    return replace(placed("受潮", "a").voice, kind=kind, start=start, end=end)


def places(*voices: Voice) -> list[tuple[int, int]]:
    return [(each.start, each.end) for each in voices]


def test_the_same_clause_stays_and_takes_what_is_read_now() -> None:
    now = replace(voice(4, 9), topic="freshness")
    kept, left = retold([((voice(4, 9),), (voice(0, 3), now))])
    assert kept == ((voice(4, 9), now),)
    assert left == ()


@pytest.mark.parametrize("now", [(0, 12), (5, 9), (4, 7), (6, 11)])
def test_a_clause_that_is_cut_elsewhere_is_the_same_clause(now: tuple[int, int]) -> None:
    kept, left = retold([((voice(4, 9),), (voice(*now),))])
    assert places(*(told for _, told in kept)) == [now]
    assert left == ()


@pytest.mark.parametrize("now", [(0, 3), (9, 12), (8, 16)])
def test_a_neighbour_is_another_clause(now: tuple[int, int]) -> None:
    assert retold([((voice(4, 9),), (voice(*now),))]) == ((), (voice(4, 9),))


def test_a_complaint_that_is_read_as_a_wish_leaves() -> None:
    wish = voice(4, 9, IssueKind.IDEA)
    assert retold([((voice(4, 9),), (wish,))]) == ((), (voice(4, 9),))


def test_of_two_clauses_read_as_one_the_more_alike_stays() -> None:
    kept, left = retold([((voice(0, 3), voice(4, 12)), (voice(0, 12),))])
    assert places(*(old for old, _ in kept)) == [(4, 12)]
    assert places(*left) == [(0, 3)]


def test_a_clause_that_is_told_no_more_leaves() -> None:
    assert retold([((voice(4, 9),), ())]) == ((), (voice(4, 9),))
    assert retold([]) == ((), ())


spans = st.tuples(st.integers(0, 20), st.integers(1, 8)).map(lambda span: (span[0], sum(span)))
clauses = st.lists(st.builds(lambda s, k: voice(*s, k), spans, st.sampled_from(IssueKind)),
                   unique_by=lambda each: each.place, max_size=6)  # fmt: skip


@given(clauses, clauses)
def test_every_voice_filed_stays_once_or_leaves(filed: list[Voice], told: list[Voice]) -> None:
    kept, left = retold([(filed, told)])
    assert sorted(places(*(old for old, _ in kept), *left)) == sorted(places(*filed))
    now = [each.place for _, each in kept]
    assert len(set(now)) == len(now)
    assert all(old.kind is new.kind for old, new in kept)


@given(clauses)
def test_what_is_read_as_before_stays_as_it_was(filed: list[Voice]) -> None:
    kept, left = retold([(filed, filed)])
    assert left == ()
    assert all(old == new for old, new in kept)
