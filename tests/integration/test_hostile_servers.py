"""Servers that mean harm, or are broken as if they did: each is refused within limits, and the
others are asked as if it were not there.
"""

import asyncio
import itertools
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.integration.asked import POLICY, ask, ask_all, failed, page
from tests.integration.small_web import Seen, SmallWeb, answer, endless, packed
from voc.channels.fetching.fetcher import ChildSession, ScrapyFetcher
from voc.types.fetching import Answered, Ask, Failed, Why

_HOSTS = (f"127.2.{one // 250}.{one % 250 + 1}" for one in itertools.count())
MB = 1 << 20


@pytest.fixture(scope="module")
def web() -> Iterator[SmallWeb]:
    with SmallWeb() as served:
        yield served


@pytest.fixture(scope="module")
def fetching() -> Iterator[ChildSession]:
    with ScrapyFetcher(replace(POLICY, most_retries=0)).session() as session:
        yield session


@pytest.fixture
def host() -> str:
    return next(_HOSTS)


@pytest.fixture
def other() -> str:
    return next(_HOSTS)


def peak_mb(session: ChildSession) -> float:
    lines = Path(f"/proc/{session.pid}/status").read_text().splitlines()
    return int(next(one for one in lines if one.startswith("VmHWM")).split()[1]) / 1024


# Places that are none of the public internet


@pytest.mark.parametrize(
    "place",
    [
        "127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.1", "127.1", "0", "0.1.2.3",
        "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]", "localhost", "LOCALHOST", "10.1.2.3", "172.16.0.1", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255", "[fd00::1]", "[fe80::1]",
        "[ff02::1]", "inside.example", "１２７.0.0.1", "127。0。0。1",
    ],
)  # fmt: skip
def test_places_on_this_machine_and_in_this_network_are_refused(
    web: SmallWeb, guarded: ChildSession, place: str
) -> None:
    before = len(web.seen)
    for obeys in (True, False):
        told = failed(ask(guarded, f"http://{place}:{web.port}/", obey_robots=obeys))
        assert told.why is Why.FORBIDDEN, told
        assert not told.why.passing
    assert len(web.seen) == before


@pytest.fixture(scope="module")
def guarded() -> Iterator[ChildSession]:
    """As users have it: nothing is allowed."""
    with ScrapyFetcher(replace(POLICY, allow=())).session() as session:
        yield session


def test_a_redirect_into_this_network_is_refused(web: SmallWeb, host: str) -> None:
    inside = socket.create_server(("127.0.0.1", 0))
    targets = [
        f"http://127.0.0.1:{inside.getsockname()[1]}/",
        "http://2130706433:81/",
        "http://localhost/",
        "http://[::1]:8080/",
        "//169.254.169.254/latest/meta-data/",
        "http://inside.example/",
    ]
    for number, target in enumerate(targets):
        web.tell(f"/{number}", answer(302, Location=target), host)
    opened = (f"{host}:{web.port}",)
    with inside, ScrapyFetcher(replace(POLICY, allow=opened)).session() as session:
        asks = [Ask(id=0, url=web.url(host, f"/{number}")) for number in range(len(targets))]
        told = ask_all(session, *asks)
        assert [failed(one).why for one in told] == [Why.FORBIDDEN] * len(targets)
        inside.settimeout(0)
        with pytest.raises(BlockingIOError):
            inside.accept()


@pytest.mark.parametrize("port", [22, 25, 6667])
def test_ports_of_other_services_are_refused(guarded: ChildSession, port: int) -> None:
    told = failed(ask(guarded, f"http://8.8.8.8:{port}/", obey_robots=False))
    assert told.why is Why.FORBIDDEN
    assert f"port {port}" in told.message


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://example.com/", "data:text/html,x", "gopher://example.com",
        "javascript:alert(1)", "example.com", "", "http://", "http:///x", "http://[::1", "http://a:b/",
        "http://a:99999/", "http://user:secret@example.com/", f"http://{'a' * 64}.example/",
        "http://exa mple.com/", "http://a..b/", "http://\x00/", "http://" + "a" * 9000,
        "http://example.com/\ud800", "http://8.8.8.8\\@127.0.0.1/", "http://exa\tmple.com/",
        "s3://bucket/x", "HTTP//example.com",
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_not_asked(fetching: ChildSession, url: str) -> None:
    told = failed(ask(fetching, url))
    assert told.why is Why.ADDRESS, told
    assert "secret" not in told.message


# Redirects


def test_a_redirect_is_followed_and_told(
    web: SmallWeb, fetching: ChildSession, host: str, other: str
) -> None:
    web.tell("/old", answer(301, Location="/older"), host)
    web.tell("/older", answer(308, Location=web.url(other, "/new#part")), host)
    told = page(ask(fetching, web.url(host, "/old")))
    assert (told.page.url, told.page.final_url) == (
        web.url(host, "/old"), web.url(other, "/new"),
    )  # fmt: skip


def test_circles_and_chains_without_end_are_left(
    web: SmallWeb, fetching: ChildSession, host: str, other: str
) -> None:
    web.tell("/a", answer(302, Location=web.url(other, "/b")), host)
    web.tell("/b", answer(302, Location=web.url(host, "/a")), other)
    web.tell("/self", answer(302, Location="/self"), host)
    for number in range(40):
        web.tell(f"/{number}", answer(302, Location=f"/{number + 1}"), host)
    web.tell("/file", answer(302, Location="file:///etc/passwd"), host)
    web.tell("/secret", answer(302, Location="http://user:word@example.com/"), host)
    asks = [Ask(id=0, url=web.url(host, f"/{one}")) for one in ("a", "self", "0", "file", "secret")]
    told = [failed(one).why for one in ask_all(fetching, *asks)]
    assert told == [Why.REDIRECTS] * 3 + [Why.ADDRESS] * 2
    assert len([one for one in web.paths(host) if one[1:].isdigit()]) == 1 + POLICY.most_redirects


def test_secrets_are_told_to_the_host_they_are_meant_for_alone(
    web: SmallWeb, fetching: ChildSession, host: str, other: str
) -> None:
    web.tell("/there", answer(302, Location="/here"), host)
    web.tell("/here", answer(302, Location=web.url(other, "/away")), host)
    secret = {"Authorization": "Bearer 7", "X-Api-Key": "7"}
    page(ask(fetching, web.url(host, "/there"), headers=secret))
    for seen in web.asked(host):
        assert (seen.headers["authorization"], seen.headers["x-api-key"]) == ("Bearer 7", "7")
    for seen in (*web.asked(other, robots=True), *web.seen[-1:]):
        assert not {"authorization", "x-api-key", "referer"} & set(seen.headers)
    robots = [one for one in web.asked(host, robots=True) if one.path == "/robots.txt"]
    assert not any("x-api-key" in one.headers for one in robots)


@pytest.mark.parametrize("name", ["Host", "user-agent", "Cookie", "Content-Length"])
def test_headers_that_say_who_we_are_are_not_for_sources_to_set(
    web: SmallWeb, fetching: ChildSession, host: str, name: str
) -> None:
    told = failed(ask(fetching, web.url(host), headers={name: "another"}))
    assert told.why is Why.ADDRESS


def test_a_header_cannot_smuggle_in_another(
    web: SmallWeb, fetching: ChildSession, host: str
) -> None:
    told = ask(fetching, web.url(host), headers={"X-Key": "7\r\nHost: elsewhere\r\n\r\nGET /x"})
    assert failed(told).why is Why.ADDRESS
    assert web.asked(host) == []


# Bodies


def test_ten_gigabytes_are_refused_before_they_come(
    web: SmallWeb, fetching: ChildSession, host: str
) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n"
    web.tell("/huge", endless(head, b"x" * 65536), host)
    assert failed(ask(fetching, web.url(host, "/huge"))).why is Why.TOO_LARGE
    assert peak_mb(fetching) < 300


@pytest.mark.parametrize(
    "head", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"]
)
def test_bodies_without_an_end_are_cut(
    web: SmallWeb, fetching: ChildSession, host: str, head: bytes
) -> None:
    piece = b"x" * 65536
    if b"chunked" in head:
        piece = b"10000\r\n" + piece + b"\r\n"
    web.tell("/endless", endless(head, piece), host)
    assert failed(ask(fetching, web.url(host, "/endless"))).why is Why.TOO_LARGE
    assert peak_mb(fetching) < 300


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (b"HTTP/1.1 200 OK\r\n", b"X-Header: and so on\r\n" * 3000),
        (b"HTTP/1.1 200 OK\r\nX: ", b"x" * 65536),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 3000),
        (b"", b"no HTTP at all " * 5000),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 3000),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", b"x" * 65536),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", b"T: x\r\n" * 3000),
    ],
)
def test_what_has_no_end_elsewhere_is_cut_too(
    web: SmallWeb, fetching: ChildSession, host: str, head: bytes, piece: bytes
) -> None:
    web.tell("/endless", endless(head, piece), host)
    started = time.monotonic()
    told = failed(ask(fetching, web.url(host, "/endless"), largest=MB))
    assert told.why in {Why.CONNECTION, Why.TOO_LARGE, Why.TIMEOUT}
    assert time.monotonic() - started < POLICY.total_s + 3
    assert peak_mb(fetching) < 300


@pytest.mark.parametrize("way", ["gzip", "deflate", "br", "zstd"])
def test_bombs_are_refused(web: SmallWeb, fetching: ChildSession, host: str, way: str) -> None:
    bomb = packed(way, bytes(200 * MB))
    assert len(bomb) < MB
    web.tell(f"/{way}", answer(body=bomb, Content_Encoding=way), host)
    assert failed(ask(fetching, web.url(host, f"/{way}"))).why is Why.BOMB
    assert peak_mb(fetching) < 300


def test_bombs_in_bombs_and_in_robots_txt_are_refused(
    web: SmallWeb, fetching: ChildSession, host: str, other: str
) -> None:
    nested = packed("gzip", packed("gzip", packed("gzip", bytes(100 * MB))))
    web.tell("/nested", answer(body=nested, Content_Encoding="gzip, gzip, gzip"), host)
    assert failed(ask(fetching, web.url(host, "/nested"))).why is Why.BOMB
    bomb = packed("gzip", bytes(100 * MB))
    web.tell("/robots.txt", answer(body=bomb, Content_Encoding="gzip"), other)
    assert failed(ask(fetching, web.url(other, "/x"))).why is Why.BOMB
    assert web.asked(other) == []


@pytest.mark.parametrize(
    ("packing", "body"),
    [("gzip", b"no gzip"), ("br", b"no brotli \xff"), ("zstd", b"no zstd"), ("lzma", b"x")],
)
def test_damaged_and_unknown_packings_are_told(
    web: SmallWeb, fetching: ChildSession, host: str, packing: str, body: bytes
) -> None:
    web.tell("/x", answer(body=body, Content_Encoding=packing), host)
    assert failed(ask(fetching, web.url(host, "/x"))).why is Why.UNREADABLE


# Time


def test_servers_that_hang_or_trickle_are_left_and_the_others_asked_meanwhile(
    web: SmallWeb, fetching: ChildSession
) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
    web.tell("/hangs", endless(b"", b"", 0.1))
    web.tell("/starts", endless(head, b"", 0.1))
    web.tell("/trickles", endless(head, b"x", 0.3))
    number = itertools.count()
    bad = {next(number): way for way in ("hangs", "starts", "trickles") for _ in range(10)}
    started = time.monotonic()
    for one, way in bad.items():
        fetching.put(Ask(id=one, url=web.url(next(_HOSTS), f"/{way}")))
    good = [next(number) for _ in range(50)]
    for one in good:
        fetching.put(Ask(id=one, url=web.url(next(_HOSTS))))
    first = [fetching.take(10) for _ in good]
    assert {one.id for one in first if isinstance(one, Answered)} == set(good)
    assert time.monotonic() - started < POLICY.read_s
    told = [fetching.take(10) for _ in bad]
    assert {one.why for one in told if isinstance(one, Failed)} == {Why.TIMEOUT}
    assert {one.id for one in told if one} == set(bad)
    assert time.monotonic() - started < POLICY.total_s + 2


def test_an_address_where_nobody_answers_is_left_soon(fetching: ChildSession, host: str) -> None:
    """A queue that is full takes no connection, and the system tells nobody."""
    with socket.create_server((host, 0), backlog=0) as full:
        port = full.getsockname()[1]
        held = [socket.socket() for _ in range(8)]
        for one in held:
            one.setblocking(False)
            one.connect_ex((host, port))
        started = time.monotonic()
        told = failed(ask(fetching, f"http://{host}:{port}/", obey_robots=False))
        for one in held:
            one.close()
    assert told.why is Why.TIMEOUT
    assert time.monotonic() - started < POLICY.connect_s + 1


def test_a_dead_host_is_asked_a_few_times_and_the_rest_fails_at_once(
    fetching: ChildSession, host: str
) -> None:
    asks = [Ask(id=0, url=f"http://{host}:1/{n}", obey_robots=n % 2 == 0) for n in range(200)]
    started = time.monotonic()
    told = ask_all(fetching, *asks)
    assert {failed(one).why for one in told} == {Why.CONNECTION}
    assert "left alone" in failed(told[-1]).message
    assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    "sent",
    [
        b"", b"garbage\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", b"HTTP/1.1 99999 X\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 302 X\r\nLocation: http://[::1\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 X\r\nLocation: http://\xff\xfe\xfd\x00\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 429 X\r\nRetry-After: Mon, 99 Foo 99999 99:99:99\r\nContent-Length: 0\r\n\r\n",
    ],
)  # fmt: skip
def test_whatever_a_server_says_the_ask_is_answered(
    web: SmallWeb, fetching: ChildSession, host: str, sent: bytes
) -> None:
    async def says(_: Seen, writer: asyncio.StreamWriter) -> None:
        writer.write(sent)
        writer.close()

    web.tell("/x", says, host)
    assert isinstance(ask(fetching, web.url(host, "/x")), Failed)
    # A host that broke off once is asked again like any other.
    assert page(ask(fetching, web.url(host, "/fine")))
