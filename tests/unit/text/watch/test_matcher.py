import time
from contextlib import suppress
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.unit.text.watch.test_laws import Folder
from voc.errors import QueryError
from voc.text.watch.item import Watched
from voc.text.watch.matcher import Hit, Matcher, Place, compile_queries


def matcher(*queries: str, zone: str = "UTC") -> Matcher:
    return compile_queries({query: query for query in queries}, Folder(), ZoneInfo(zone))


def names(found: tuple[Hit, ...]) -> list[str]:
    return [hit.query for hit in found]


def test_a_hit_says_which_query_and_where() -> None:
    item = Watched(text="<b>包装</b>漏氣了", title="差评", product="海苔")
    (hit,) = matcher("product:海苔 漏气 NOT 好吃").matches(item)
    assert hit.places == (Place("text", 9, 11, "漏氣"), Place("product", 0, 2, "海苔"))


def test_hits_come_in_the_order_of_the_queries() -> None:
    asked = matcher("包装", "rating<3", "漏气", "甜")
    assert names(asked.matches(Watched(text="漏气包装", rating=1.0))) == [
        "包装",
        "rating<3",
        "漏气",
    ]


def test_a_day_is_cut_in_the_zone_of_the_report() -> None:
    late = Watched(text="x", posted_at=datetime(2025, 12, 31, 17, 0, tzinfo=UTC))
    queries = ("posted>=2026-01-01", "posted:2025-12-31", "posted<2026-01-01")
    assert names(matcher(*queries, zone="Asia/Shanghai").matches(late)) == ["posted>=2026-01-01"]
    assert names(matcher(*queries).matches(late)) == ["posted:2025-12-31", "posted<2026-01-01"]


def test_undated_and_unrated_compare_as_nothing() -> None:
    queries = ("posted<2030-01-01 x", "posted>=2000-01-01 x", "rating>=0 x", "x NOT rating>=0")
    assert names(matcher(*queries).matches(Watched(text="x"))) == ["x NOT rating>=0"]


def test_no_queries_find_nothing() -> None:
    assert matcher().matches(Watched(text="漏气")) == ()


def test_text_that_cleans_to_nothing_is_found_by_nothing() -> None:
    assert matcher("b", "漏气").matches(Watched(text="<b>\u200b \ud800")) == ()


NESTED = tuple("a" * length for length in range(1, 30))
EVIL = {
    "nested words in one long word": (NESTED, "a"),
    "nested words at every place": (tuple("好" * n for n in range(1, 8)), "好"),
    "prefixes of one long word": (tuple(f"{word}*" for word in NESTED), "a"),
    "near, all with all": (("好 NEAR/100 坏",), "好坏"),
    "near, never": (("好 NEAR/0 坏",), "好，很，坏，很，"),
    "what a regular expression would choke on": (('"(a+)+$"', '"(a|a)*b"'), "a"),
    "stars and dots": (('".*.*.*=.*"', "a*"), "x=x"),
}


@pytest.mark.parametrize(("queries", "unit"), EVIL.values(), ids=EVIL)
def test_time_grows_no_faster_than_the_text(queries: tuple[str, ...], unit: str) -> None:
    asked = matcher(*queries)

    def seconds(length: int) -> float:
        item = Watched(text=unit * (length // len(unit)))
        took = []
        for _ in range(3):
            started = time.process_time()
            asked.matches(item)
            took.append(time.process_time() - started)
        return min(took)

    # Eight times the text; work that grew with its square would take 64 times as long.
    assert seconds(4_000) < 24 * max(seconds(500), 0.0002)


@pytest.mark.parametrize(
    "query", [" OR ".join(f"w{number}" for number in range(1_100)), "NOT " * 2_400, "“" * 9_000]
)
def test_no_query_is_slow_to_read_or_to_refuse(query: str) -> None:
    started = time.process_time()
    with suppress(QueryError):
        matcher(query)
    assert time.process_time() - started < 1.0
