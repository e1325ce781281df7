"""The fetcher against servers of this machine that behave in all the ways servers do."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.integration.asked import POLICY, ask, ask_all, failed, page
from tests.integration.small_web import SmallWeb, after, answer, endless, in_turn, packed
from voc.channels.fetching.fetcher import ChildSession, ScrapyFetcher
from voc.types.fetching import (
    Answered,
    Ask,
    Failed,
    Unchanged,
    Validators,
    Why,
)

# A request that the server sees late, on a busy machine, is nearer to the next.
LATE_S = 0.08
_HOSTS = (f"127.1.{one // 250}.{one % 250 + 1}" for one in itertools.count())


@pytest.fixture(scope="module")
def web() -> Iterator[SmallWeb]:
    with SmallWeb() as served:
        yield served


@pytest.fixture(scope="module")
def fetching() -> Iterator[ChildSession]:
    """One session for most tests: each has hosts of its own."""
    with ScrapyFetcher(POLICY).session() as session:
        yield session


@pytest.fixture
def host() -> str:
    return next(_HOSTS)


@pytest.fixture
def other() -> str:
    return next(_HOSTS)


def gaps(web: SmallWeb, host: str) -> list[float]:
    times = [one.at for one in web.asked(host, robots=True)]
    return [later - earlier for earlier, later in itertools.pairwise(times)]


# What is sent and what comes back


def test_a_page_comes_back_as_it_was_sent(web: SmallWeb, fetching: ChildSession, host: str) -> None:
    sent = answer(
        body="芒果干".encode("gb18030"), ETag='"7"', Last_Modified="Mon, 02 Nov 2026 08:00:00 GMT",
        Content_Type="text/html; charset=gbk", X_Robots_Tag="noindex",
    ).replace(b"ETag", b"Set-Cookie: a=1\r\nVary: x\r\nVary: y\r\nETag")  # fmt: skip
    web.tell("/a", sent)
    told = page(ask(fetching, web.url(host, "/a")))
    assert told.page.body.decode("gb18030") == "芒果干"
    assert told.page.headers["content-type"] == "text/html; charset=gbk"
    assert told.page.headers["x-robots-tag"] == "noindex"
    assert told.page.headers["vary"] == "x,y"
    assert (told.page.status, told.page.url, told.page.final_url) == (
        200, web.url(host, "/a"), web.url(host, "/a"),
    )  # fmt: skip
    assert told.validators == Validators(etag='"7"', last_modified="Mon, 02 Nov 2026 08:00:00 GMT")
    assert abs(datetime.now(UTC) - told.page.fetched_at) < timedelta(seconds=30)


def test_validators_that_no_store_takes_are_none(
    web: SmallWeb, fetching: ChildSession, host: str
) -> None:
    web.tell("/odd", answer(ETag='"a\0b"', Last_Modified="x" * 2000))
    assert page(ask(fetching, web.url(host, "/odd"))).validators == Validators()


def test_servers_are_told_who_asks_and_nothing_else(
    web: SmallWeb, fetching: ChildSession, host: str
) -> None:
    web.tell("/first", answer(Set_Cookie="visitor=7"))
    ask(fetching, web.url(host, "/first"))
    ask(fetching, web.url(host, "/second"))
    for seen in web.asked(host, robots=True):
        assert seen.headers["user-agent"].startswith("voc/")
        assert "+https://example.com/voc" in seen.headers["user-agent"]
        assert set(seen.headers) == {
            "host", "user-agent", "accept", "accept-language", "accept-encoding",
        }  # fmt: skip


@pytest.mark.parametrize("way", ["gzip", "deflate", "br", "zstd"])
def test_packed_answers_are_unpacked(
    web: SmallWeb, fetching: ChildSession, host: str, way: str
) -> None:
    web.tell(f"/{way}", answer(body=packed(way, b"a page " * 999), Content_Encoding=way))
    told = page(ask(fetching, web.url(host, f"/{way}"), largest=7000))
    assert told.page.body == b"a page " * 999


def test_what_has_not_changed_is_not_sent_again(
    web: SmallWeb, fetching: ChildSession, host: str
) -> None:
    web.tell("/feed", b'HTTP/1.1 304 Not Modified\r\nETag: "8"\r\n\r\n')
    known = Validators(etag='W/"8"', last_modified="Mon, 02 Nov 2026 08:00:00 GMT")
    told = ask(fetching, web.url(host, "/feed"), validators=known)
    assert isinstance(told, Unchanged)
    assert web.asked(host)[0].headers["if-none-match"] == 'W/"8"'
    assert web.asked(host)[0].headers["if-modified-since"] == known.last_modified
    # A 304 that nobody asked for holds nothing.
    assert failed(ask(fetching, web.url(host, "/feed"))).why is Why.STATUS


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (401, Why.DENIED), (403, Why.DENIED), (451, Why.DENIED), (404, Why.GONE), (410, Why.GONE),
        (418, Why.STATUS), (500, Why.SERVER), (206, Why.STATUS), (300, Why.STATUS),
    ],
)  # fmt: skip
def test_statuses_that_are_no_answer(
    web: SmallWeb, fetching: ChildSession, host: str, status: int, why: Why
) -> None:
    web.tell(f"/{status}", answer(status))
    told = failed(ask(fetching, web.url(host, f"/{status}")))
    assert (told.why, told.status) == (why, status)
    assert web.url(host, f"/{status}") in told.message


# robots.txt


def test_robots_txt_is_asked_once_and_obeyed(
    web: SmallWeb, fetching: ChildSession, host: str
) -> None:
    rules = b"User-agent: *\nDisallow: /\n\nUser-agent: voc\nDisallow: /private\nAllow: /private/ok"
    web.tell("/robots.txt", answer(body=rules), host)
    told = ask_all(
        fetching,
        *(Ask(id=0, url=web.url(host, path)) for path in ("/a", "/private/b", "/private/ok", "/c")),
    )
    assert [type(one) for one in told] == [Answered, Failed, Answered, Answered]
    assert failed(told[1]).why is Why.ROBOTS
    assert not failed(told[1]).why.passing
    assert sorted(web.paths(host)) == ["/a", "/c", "/private/ok", "/robots.txt"]


def test_robots_txt_of_the_users_own_host_is_not_asked_where_they_say_so(
    web: SmallWeb, fetching: ChildSession, host: str
) -> None:
    web.tell("/robots.txt", answer(body=b"User-agent: *\nDisallow: /"), host)
    page(ask(fetching, web.url(host, "/mine"), obey_robots=False))
    assert web.paths(host) == ["/mine"]


@pytest.mark.parametrize("status", [500, 503])
def test_nothing_is_asked_while_robots_txt_cannot_be(
    web: SmallWeb, fetching: ChildSession, host: str, status: int
) -> None:
    web.tell("/robots.txt", answer(status), host)
    told = [failed(one) for one in ask_all(fetching, *[Ask(id=0, url=web.url(host))] * 3)]
    assert {one.why for one in told} == {Why.SERVER}
    assert "robots.txt" in told[0].message
    assert web.paths(host) == ["/robots.txt"] * (1 + POLICY.most_retries)


def test_robots_txt_that_comes_after_a_burst_of_errors_is_obeyed(
    web: SmallWeb, fetching: ChildSession, host: str
) -> None:
    rules = answer(body=b"User-agent: *\nDisallow: /no")
    web.tell("/robots.txt", in_turn(answer(503), answer(500), rules), host)
    told = ask_all(
        fetching, Ask(id=0, url=web.url(host, "/no")), Ask(id=0, url=web.url(host, "/yes"))
    )
    assert failed(told[0]).why is Why.ROBOTS
    assert page(told[1])


def test_a_robots_txt_that_never_ends_is_read_to_its_limit(
    web: SmallWeb, fetching: ChildSession, host: str
) -> None:
    head = b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /no\n"
    web.tell("/robots.txt", endless(head, b"# and so on\n" * 999), host)
    told = ask_all(
        fetching, Ask(id=0, url=web.url(host, "/no")), Ask(id=0, url=web.url(host, "/yes"))
    )
    assert failed(told[0]).why is Why.ROBOTS
    assert page(told[1])


def test_the_robots_txt_of_where_a_redirect_leads_is_obeyed_too(
    web: SmallWeb, fetching: ChildSession, host: str, other: str
) -> None:
    web.tell("/robots.txt", answer(body=b"User-agent: *\nDisallow: /inner"), other)
    web.tell("/to-inner", answer(302, Location=web.url(other, "/inner")), host)
    assert failed(ask(fetching, web.url(host, "/to-inner"))).why is Why.ROBOTS
    assert web.paths(other) == ["/robots.txt"]


def test_crawl_delay_is_kept_between_all_requests_to_a_host(
    web: SmallWeb, fetching: ChildSession, host: str
) -> None:
    web.tell("/robots.txt", answer(body=b"User-agent: *\nCrawl-delay: 0.4"), host)
    asks = [Ask(id=0, url=web.url(host, f"/{number}")) for number in range(4)]
    assert all(isinstance(one, Answered) for one in ask_all(fetching, *asks))
    assert min(gaps(web, host)) > 0.4 - LATE_S


def test_a_host_that_asks_for_more_patience_than_we_have_is_not_asked(
    web: SmallWeb, fetching: ChildSession, host: str
) -> None:
    web.tell("/robots.txt", answer(body=b"User-agent: *\nCrawl-delay: 3600"), host)
    told = failed(ask(fetching, web.url(host)))
    assert told.why is Why.ROBOTS
    assert "3600 s" in told.message
    assert web.paths(host) == ["/robots.txt"]


# Pace


@pytest.mark.parametrize(("per_host", "delay_s"), [(1, 0.2), (3, 0.0)])
def test_a_host_is_never_asked_more_often_or_more_at_a_time_than_the_policy_says(
    web: SmallWeb, host: str, per_host: int, delay_s: float
) -> None:
    web.tell("/slow", after(0.3, answer()), host)
    asks = [Ask(id=0, url=web.url(host, "/slow"))] * (4 if per_host == 1 else 12)
    with ScrapyFetcher(replace(POLICY, per_host=per_host, delay_s=delay_s)).session() as session:
        assert all(isinstance(one, Answered) for one in ask_all(session, *asks))
    assert web.most_at_once[host] == per_host
    assert min(gaps(web, host)) > delay_s - LATE_S


def test_a_server_that_asks_for_a_moment_gets_it_and_others_do_not_wait(
    web: SmallWeb, fetching: ChildSession, host: str, other: str
) -> None:
    web.tell("/busy", in_turn(answer(429, Retry_After="1"), answer()), host)
    fetching.put(Ask(id=1, url=web.url(host, "/busy")))
    fetching.put(Ask(id=2, url=web.url(host, "/next")))
    fetching.put(Ask(id=3, url=web.url(other, "/x")))
    order = [page(told).id for told in iter(lambda: fetching.take(10), None)]
    assert order[0] == 3
    busy = [one for one in web.asked(host) if one.path == "/busy"]
    rest = [one.at - busy[0].at for one in web.asked(host) if one is not busy[0]]
    assert min(rest) > 0.99


def test_a_server_that_asks_to_be_left_alone_is(
    web: SmallWeb, fetching: ChildSession, host: str
) -> None:
    web.tell("/limit", answer(503, Retry_After="3600"), host)
    asks = [Ask(id=0, url=web.url(host, "/limit"))] * 5
    told = [failed(one) for one in ask_all(fetching, *asks)]
    assert {one.why for one in told} == {Why.RATE}
    for one in told:
        assert one.retry_at is not None
        assert abs(one.retry_at - one.at - timedelta(hours=1)) < timedelta(seconds=30)
    assert len(web.asked(host)) == 1


def test_bursts_of_errors_are_outlived_and_errors_without_end_told(
    web: SmallWeb, fetching: ChildSession, host: str
) -> None:
    web.tell("/burst", in_turn(answer(500), answer(502), answer()), host)
    web.tell("/down", answer(500), host)
    told = ask_all(
        fetching, Ask(id=0, url=web.url(host, "/burst")), Ask(id=0, url=web.url(host, "/down"))
    )
    assert page(told[0])
    assert failed(told[1]).why is Why.SERVER
    asked = [one.path for one in web.asked(host)]
    assert asked.count("/down") == 1 + POLICY.most_retries
