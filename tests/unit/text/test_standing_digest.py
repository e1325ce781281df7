"""A standing query is asked anew where what it finds may be something else, and only there."""

import pytest

from voc.errors import QueryError
from voc.text.watch.parser import parse
from voc.text.watch.standing import digest, fields

HERE = {"zone": "Asia/Shanghai", "names": "n1"}


def test_all_fields_that_a_query_names_are_found() -> None:
    query = (
        "a OR (title:b NOT product:(c OR d) brand:x NEAR/3 brand:y) AND rating<3 posted>2026-01-01"
    )
    assert fields(parse(query)) == {"title", "product", "brand", "rating", "posted"}
    assert fields(parse("漏气 OR 漏油")) == frozenset()


def test_another_query_or_kind_is_another_digest() -> None:
    told = {digest(q, kind, **HERE) for q in ("漏气", "漏油") for kind in ("all", "media")}
    assert len(told) == 4


@pytest.mark.parametrize(
    ("query", "hangs_on"),
    [("漏气", set()), ("posted>2026-01-01", {"zone"}), ("漏气 OR brand:良品铺子", {"names"})],
)
def test_zone_and_names_count_where_the_query_asks_for_them(query: str, hangs_on: set[str]) -> None:
    told = digest(query, "all", **HERE)
    changed = {part for part in HERE if digest(query, "all", **HERE | {part: "other"}) != told}
    assert changed == hangs_on


def test_a_query_that_cannot_be_read_has_none() -> None:
    with pytest.raises(QueryError, match="Column 4"):
        digest("苹果 和 华为", "all", **HERE)
