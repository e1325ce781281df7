from datetime import UTC

import pytest

from tests.unit.text.watch.cases import CASES, Case
from voc.ml.opencc_folder import OpenCCFolder
from voc.text.watch.matcher import compile_queries

FOLDER = OpenCCFolder()


@pytest.mark.parametrize("case", CASES, ids=[f"{case.query} | {case.item.text}" for case in CASES])
def test_a_query_finds_what_it_says_and_no_more(case: Case) -> None:
    hits = compile_queries({"it": case.query}, FOLDER, UTC).matches(case.item)
    quotes = tuple(place.quote for place in hits[0].places) if hits else None
    assert quotes == case.quotes


def test_many_queries_at_once_answer_as_each_does_alone() -> None:
    queries = {case.query: case.query for case in CASES}
    together = compile_queries(queries, FOLDER, UTC)
    alone = [compile_queries({query: query}, FOLDER, UTC) for query in queries]
    for case in CASES:
        one_by_one = tuple(hit for matcher in alone for hit in matcher.matches(case.item))
        assert together.matches(case.item) == one_by_one
