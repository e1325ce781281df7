"""What holds of every query and every text."""

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.text.watch import naive
from voc.errors import QueryError
from voc.text.watch.item import Watched
from voc.text.watch.matcher import compile_queries
from voc.text.watch.nearness import partnered
from voc.text.watch.parser import parse
from voc.text.watch.query import And, Compare, Near, Node, Not, Or, Term

TEXTS = st.text(alphabet="漏气氣软abA1 。", max_size=24)
RATINGS = st.sampled_from([None, 1.0, 3.0])
ITEMS = st.builds(Watched, text=TEXTS, title=TEXTS, product=TEXTS, rating=RATINGS)
WORDS = st.text(alphabet="漏气氣软abA1", min_size=1, max_size=3)
PHRASES = st.lists(WORDS, min_size=1, max_size=2).map(" ".join)


class Folder:
    def fold(self, text: str) -> str:
        return text.replace("氣", "气")


def terms(field: str | None) -> st.SearchStrategy[Term]:
    return st.builds(Term, PHRASES, st.just(1), st.booleans(), st.just(field))


def nears(field: str | None) -> st.SearchStrategy[Near]:
    side = st.lists(terms(field), min_size=1, max_size=2).map(tuple)
    return st.builds(Near, side, side, st.integers(0, 4), st.just(1))


FIELDS = st.sampled_from([None, "title", "text", "product"])
COMPARES = st.builds(
    Compare, st.just("rating"), st.sampled_from("<="), st.sampled_from([1.0, 2.0]), st.just(1)
)
LEAVES = st.one_of(FIELDS.flatmap(terms), FIELDS.flatmap(nears), COMPARES)


def joined(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(nodes, min_size=2, max_size=3).map(tuple)
    return st.one_of(nodes.map(Not), several.map(And), several.map(Or))


NODES: st.SearchStrategy[Node] = st.recursive(LEAVES, joined, max_leaves=6)


def written(node: Node) -> str:
    match node:
        case Not(part):
            return f"NOT {written(part)}"
        case And(parts):
            return f"({' '.join(map(written, parts))})"
        case Or(parts):
            return f"({' OR '.join(map(written, parts))})"
        case Term(text=text, prefix=prefix, field=field):
            return f'{field + ":" if field else ""}"{text}"{"*" if prefix else ""}'
        case Near(left=left, right=right, distance=distance):
            return f"({written_side(left)} NEAR/{distance} {written_side(right)})"
        case Compare(field=field, operator=operator, value=value):
            return f"{field}{operator}{value}"


def written_side(side: tuple[Term, ...]) -> str:
    return written(side[0] if len(side) == 1 else Or(side))


@given(NODES)
def test_what_is_written_is_what_is_read(node: Node) -> None:
    query = f"product:x OR {written(node)} x"
    wanted = Or((Term("x", 1, field="product"), And((node, Term("x", 1)))))
    assert parse(query) == wanted


@given(st.lists(NODES, min_size=1, max_size=5), ITEMS)
def test_many_queries_in_one_pass_answer_as_a_naive_reader_does(
    nodes: list[Node], item: Watched
) -> None:
    readable = {
        f"{number}": node
        for number, node in enumerate(nodes)
        if not naive.holds(node, Watched(text=""))
    }
    queries = {name: written(node) for name, node in readable.items()}
    hits = compile_queries(queries, Folder(), UTC).matches(item)
    assert [hit.query for hit in hits] == [
        name for name, node in readable.items() if naive.holds(node, item)
    ]


@given(NODES)
def test_a_query_that_an_empty_text_would_match_is_refused(node: Node) -> None:
    if naive.holds(node, Watched(text="")):
        with pytest.raises(QueryError, match="nearly everything"):
            parse(written(node))
    else:
        parse(written(node))


@given(st.lists(FIELDS.flatmap(terms), min_size=1, max_size=3), ITEMS)
def test_every_place_holds_one_of_the_words(words: list[Term], item: Watched) -> None:
    query = {"it": " OR ".join(map(written, words))}
    wanted = {
        (term_field, naive.plain(term.text))
        for term in words
        for term_field in ((term.field,) if term.field else ("title", "text"))
    }
    fields = {"title": item.title, "text": item.text, "product": item.product}
    for hit in compile_queries(query, Folder(), UTC).matches(item):
        assert hit.places
        for place in hit.places:
            assert (fields[place.field] or "")[place.start : place.end] == place.quote
            said = naive.plain(place.quote)
            assert any(said.startswith(text) for field, text in wanted if field == place.field)


RANGES = st.lists(st.tuples(st.integers(0, 19), st.integers(1, 4)), max_size=8).map(
    lambda pairs: [(start, start + length) for start, length in pairs]
)


@given(RANGES, RANGES, st.integers(0, 5), st.lists(st.integers(0, 1), min_size=24, max_size=24))
def test_partners_are_those_that_trying_all_pairs_finds(
    ranges: list[tuple[int, int]],
    others: list[tuple[int, int]],
    distance: int,
    begins: list[int],
) -> None:
    units = [sum(begins[:at]) for at in range(len(begins) + 1)]

    def near(one: tuple[int, int], other: tuple[int, int]) -> bool:
        first, second = sorted((one, other))
        return first[1] <= second[0] and units[second[0]] - units[first[1]] <= distance

    wanted = [one for one in ranges if any(near(one, other) for other in others)]
    assert partnered(ranges, others, distance, units) == wanted


def refused_at(query: str) -> int | None:
    """The column of the error, None where the query can be asked."""
    try:
        compile_queries({"it": query}, Folder(), UTC).matches(Watched(text=query))
    except QueryError as err:
        return err.column
    return None


HEAPS = st.text(alphabet='漏气 ab"“”()*:<>=-,NEARODT/1', max_size=30)


@given(st.one_of(st.text(max_size=60), HEAPS))
def test_any_text_is_asked_or_refused_with_a_column_within_it(query: str) -> None:
    column = refused_at(query)
    assert column is None or 1 <= column <= len(query) + 1
