"""Rows of HTML and of JSON as feedback."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.channels.specs.written import (
    NOW,
    URL,
    ZONE,
    json_page,
    page,
    read,
    reasons,
    source,
    spec,
    taken,
)
from voc.channels.specs.document import UnreadableError
from voc.channels.specs.rows import MOST_ROWS, try_rows
from voc.types.feedback import FeedbackKind, RawFeedback, Reject
from voc.types.source import FieldRule, Paging, SourceKind

REVIEWS = """
<html><body><h1 class="goods">烤海苔脆片</h1>
<ul>
 <li class="review" data-id="r1"><b>小王</b><i class="star star-8"></i>
  <p>包装漏气，<em>受潮</em>了<br>不会再买</p>
  <time>2026-11-18 09:30</time><a href="/r/1">详情</a></li>
 <li class="review" data-id="r2"><b>匿名用户</b><i class="star star-10"></i>
  <p>好吃</p><time>昨天 14:30</time></li>
</ul></body></html>"""
FIELDS = {
    "text": "p",
    "external_id": "::attr(data-id)",
    "author": "b::text",
    "rating": FieldRule(path="i::attr(class)", pattern=r"star-(\d+)", best=10),
    "posted_at": "time",
    "product": "//h1",
    "url": "a::attr(href)",
}


def test_each_field_is_read_from_its_place() -> None:
    first, second = taken(page(REVIEWS), spec("li.review", FIELDS))
    assert first.text == "包装漏气，受潮了\n不会再买"
    assert (first.external_id, first.author, first.rating) == ("r1", "小王", 4.0)
    assert first.posted_at is not None
    assert first.posted_at.astimezone(UTC) == datetime(2026, 11, 18, 1, 30, tzinfo=UTC)
    assert (first.product, first.url) == ("烤海苔脆片", "https://shop.example/r/1")
    assert (first.channel, first.kind) == ("shop.example", FeedbackKind.REVIEW)
    assert first.where == f"{URL}, row 1"
    assert (second.author, second.rating, second.url) == (None, 5.0, None)
    assert second.posted_at is not None
    assert second.posted_at.isoformat() == "2026-11-19T14:30:00+08:00"


def test_xpath_reads_the_same_as_css() -> None:
    by_path = spec(
        "//li[@class='review']",
        {"text": "./p", "external_id": "./@data-id", "author": "./b/text()"},
    )
    assert [(row.external_id, row.author) for row in taken(page(REVIEWS), by_path)] == [
        ("r1", "小王"),
        ("r2", None),
    ]


def test_letters_are_read_as_the_page_declares_them() -> None:
    body = f"<meta charset=gbk>{REVIEWS}".encode("gb18030")
    assert taken(page(body, "text/html"), spec("li.review", FIELDS))[1].text == "好吃"


def test_json_is_read_by_jmespath_from_the_row_or_from_the_top() -> None:
    answer = json_page(
        {
            "goods": {"name": "海苔脆"},
            "data": [
                {"id": 7, "body": "受潮", "stars": 8, "at": 1763600000123, "tags": ["差", "退货"]}
            ],
        }
    )
    told = spec(
        "data",
        {
            "text": "body",
            "external_id": "id",
            "title": "tags[1]",
            "product": "$.goods.name",
            "rating": FieldRule(path="stars", best=10),
            "posted_at": FieldRule(path="at", time_format="epoch_ms"),
        },
    )
    (row,) = taken(answer, told, SourceKind.JSON)
    assert (row.text, row.external_id, row.title, row.product) == ("受潮", "7", "退货", "海苔脆")
    assert row.rating == 4.0
    assert row.posted_at == datetime.fromtimestamp(1763600000.123, UTC)


def test_json_inside_a_call_and_in_gbk_is_read_too() -> None:
    body = 'jsonp12({"rows": [{"t": "好吃"}]});'.encode("gb18030")
    answer = page(body, "application/javascript; charset=GBK")
    assert taken(answer, spec("rows", {"text": "t"}), SourceKind.JSON)[0].text == "好吃"


def test_megabytes_of_blanks_behind_a_call_are_read_over_at_once() -> None:
    started = time.process_time()
    with pytest.raises(UnreadableError, match="no JSON"):
        taken(page(f"jsonp12(){' ' * (4 << 20)}x"), spec("rows", {"text": "t"}), SourceKind.JSON)
    assert time.process_time() - started < 5


def test_a_follow_up_comes_right_after_what_it_follows() -> None:
    answer = json_page(
        [{"t": "好吃", "more": "三天后拉肚子", "at": "2026-11-10", "later": "3天后"}]
    )
    told = spec("@", {"text": "t", "follow_up": "more", "posted_at": "at", "follow_up_at": "later"})
    first, second = taken(answer, told, SourceKind.JSON)
    assert second.kind is FeedbackKind.FOLLOW_UP
    assert second.follows is first
    assert second.posted_at is not None
    assert second.posted_at.isoformat() == "2026-11-13T00:00:00+08:00"


def test_constants_stand_in_every_row_and_give_way_to_what_is_found() -> None:
    answer = json_page([{"t": "好", "p": "海苔"}, {"t": "坏"}])
    told = spec("@", {"text": "t", "product": "p"}, constants={"product": "脆片", "region": "华东"})
    rows = taken(answer, told, SourceKind.JSON)
    assert [(row.product, row.region) for row in rows] == [("海苔", "华东"), ("脆片", "华东")]


def test_a_row_that_cannot_be_used_is_a_reject_with_its_number() -> None:
    answer = json_page([{"t": "好"}, {}, {"t": "x", "stars": "many"}, {"t": "y", "at": "soon"}])
    told = spec("@", {"text": "t", "rating": "stars", "posted_at": "at"})
    rows = read(answer, told, SourceKind.JSON).rows
    assert isinstance(rows[0], RawFeedback)
    rejects = [row for row in rows if isinstance(row, Reject)]
    assert [reject.where.rsplit(", ", 1)[1] for reject in rejects] == ["row 2", "row 3", "row 4"]
    assert rejects[0].reason == "no text"
    assert "rating" in rejects[1].reason
    assert "posted_at" in rejects[2].reason


@pytest.mark.parametrize(
    ("body", "kind", "says"),
    [
        ("{", "application/json", "no JSON"),
        ("<html>login</html>", "text/html", "no JSON"),
        ('{"a": NaN}', "application/json", "no JSON"),
        ("[" * 100_000, "application/json", "nested more than 200 deep"),
        ("", "application/json", "no JSON"),
    ],
)
def test_an_answer_that_is_no_json_is_refused_in_words(body: str, kind: str, says: str) -> None:
    with pytest.raises(UnreadableError, match=says):
        read(page(body, kind), spec("@", {"text": "t"}), SourceKind.JSON)


def test_a_page_that_is_no_html_is_refused_in_words() -> None:
    with pytest.raises(UnreadableError, match="not a page"):
        read(page("%PDF", "application/pdf"), spec("li", {"text": "p"}))


def test_brackets_within_strings_count_for_no_depth() -> None:
    answer = json_page([{"t": "[" * 1_000 + '\\"{'}])
    assert len(taken(answer, spec("@", {"text": "t"}), SourceKind.JSON)) == 1


def test_no_more_rows_than_the_limit_are_read_and_the_rest_is_told() -> None:
    answer = json_page([{"t": f"第{n}条"} for n in range(MOST_ROWS + 5)])
    rows = read(answer, spec("@", {"text": "t"}), SourceKind.JSON).rows
    assert len(rows) == MOST_ROWS + 1
    assert isinstance(rows[-1], Reject)
    assert "5 rows left out" in rows[-1].reason


def test_a_pattern_that_would_run_for_ever_is_stopped_and_the_page_ends_in_time() -> None:
    answer = json_page([{"t": "好", "p": "a" * 40 + "!"}] * 50)
    told = spec("@", {"text": "t", "product": FieldRule(path="p", pattern="(a|aa)+$")})
    assert all("takes too long" in reason for reason in reasons(answer, told, SourceKind.JSON))


def test_a_time_that_may_be_told_as_hours_ago_is_no_part_of_what_identifies_a_row() -> None:
    answer = json_page([{"t": "好", "at": "2026-11-18 08:00"}])
    plain = spec("@", {"text": "t", "posted_at": "at"})
    exact = FieldRule(path="at", time_format="%Y-%m-%d %H:%M")
    formed = spec("@", {"text": "t", "posted_at": exact})
    assert not taken(answer, plain, SourceKind.JSON)[0].time_identifies
    assert taken(answer, formed, SourceKind.JSON)[0].time_identifies


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("nowhere", "nothing found at “nowhere”"),
        (FieldRule(path="p", pattern=r"\d+"), r"the pattern “\d+” does not match it"),
        ("o", "found 1 at “o”, an object, not a value"),
        ("yes", "found 1 at “yes”, which says true"),
    ],
)
def test_a_dry_run_tells_why_a_field_is_empty(rule: str | FieldRule, why: str) -> None:
    answer = json_page([{"t": "好", "p": "海苔", "o": {"a": 1}, "yes": True}])
    told = spec("@", {"text": "t", "product": rule})
    trial = try_rows(answer, told, source(SourceKind.JSON, told), ZONE, NOW, most=3)
    assert {one.field: one.why for one in trial.rows[0].fields}["product"] == why
    assert (trial.found, trial.usable) == (1, 1)


def test_a_dry_run_shows_what_was_found_where_the_format_does_not_fit() -> None:
    answer = json_page([{"t": "好", "at": "18.11.2026"}])
    told = spec("@", {"text": "t", "posted_at": FieldRule(path="at", time_format="%Y-%m-%d")})
    trial = try_rows(answer, told, source(SourceKind.JSON, told), ZONE, NOW, most=3)
    field = {one.field: one for one in trial.rows[0].fields}["posted_at"]
    assert field.raw == "18.11.2026"
    assert field.why is not None
    assert "does not fit the time format “%Y-%m-%d”" in field.why
    assert trial.rows[0].reject is not None
    assert trial.usable == 0


def test_a_dry_run_says_that_the_path_to_the_rows_finds_nothing() -> None:
    told = spec("li.gone", {"text": "p"})
    trial = try_rows(page(REVIEWS), told, source(spec=told), ZONE, NOW, most=3)
    assert trial.found == 0
    assert "finds nothing" in trial.trouble[0]


def test_a_page_that_asks_not_to_be_kept_is_not() -> None:
    html = f'<meta name="robots" content="noindex">{REVIEWS}'
    with pytest.raises(UnreadableError, match="noindex"):
        read(page(html), spec("li.review", FIELDS))


def test_a_follow_up_may_be_told_as_hours_ago() -> None:
    answer = json_page([{"t": "好吃", "more": "拉肚子", "later": "3小时前"}])
    told = spec("@", {"text": "t", "follow_up": "more", "follow_up_at": "later"})
    _, second = taken(answer, told, SourceKind.JSON)
    assert second.posted_at is not None
    assert second.posted_at.isoformat() == "2026-11-20T01:00:00+00:00"


def test_what_a_dry_run_shows_moves_no_cursor() -> None:
    answer = json_page([{"t": "好\x1b[2J\x1b]0;x\x07", "p": "\ud800"}])
    told = spec("@", {"text": "t", "product": "p"})
    trial = try_rows(answer, told, source(SourceKind.JSON, told), ZONE, NOW, most=3)
    for one in trial.rows[0].fields:
        assert one.raw is not None
        assert one.raw.isprintable()
        one.raw.encode()


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abc"), inner),
        max_leaves=20,
    ),
    st.sampled_from(["@", "a", "a[]", "a.b", "[*]"]),
)
def test_whatever_an_answer_holds_each_row_is_taken_rejected_or_the_page_refused(
    value: object, rows: str
) -> None:
    told = spec(
        rows,
        {
            "text": "a",
            "rating": "b",
            "posted_at": "c",
            "external_id": "b",
            "url": "c",
            "author": "b",
        },
        paging=Paging(next_path="c", parameter="p"),
    )
    try:
        found = read(json_page(value), told, SourceKind.JSON)
    except UnreadableError:
        return
    assert all(isinstance(row, RawFeedback | Reject) for row in found.rows)


@given(st.text(max_size=300))
def test_whatever_a_page_holds_each_row_is_taken_rejected_or_the_page_refused(html: str) -> None:
    try:
        found = read(page(f"<li>{html}".encode("utf-8", "replace")), spec("li", {"text": "::text"}))
    except UnreadableError:
        return
    assert all(isinstance(row, RawFeedback | Reject) for row in found.rows)
