"""What judges the proofs of collecting sees what is wrong, and only that."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bench.collecting.asker import jumping
from bench.collecting.homes import Home
from bench.collecting.manners import manners
from bench.collecting.truth import Compared, Later, compare
from tests.internet import Asked, Net, Published, Site, World, internet
from tests.internet.worlds import pausing

POLITE, SLOW = "127.1.0.1", "127.1.0.2"
SITES = (Site(host=POLITE), Site(host=SLOW, robots=pausing(2)))
ALL, MENTIONS = "127.8.0.1", "127.8.0.2"
WORLD = World(
    sites=(
        Site(host=ALL, articles=4, private_every=4, noindex_every=3, page_bytes=0),
        Site(host=MENTIONS, articles=4, named_every=2, page_bytes=0),
    )
)
KEEPS = {ALL: "all", MENTIONS: "mentions"}


@pytest.fixture(scope="module")
def net() -> Iterator[Net]:
    with internet(WORLD) as running:
        yield running


@dataclass
class Held:
    """A store as far as the judge looks at it."""

    home: Home
    net: Net
    urls: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def knows(self, host: str, one: Published) -> None:
        self.urls.append(self.net.url(host, one.path))

    def keeps(self, one: Published) -> None:
        self.texts.append("\n".join(one.paragraphs))

    def compared(self, later: Later | None = None) -> Compared:
        engine = sa.create_engine(self.home.url)
        with engine.begin() as connection:
            for table, column, rows in (
                ("items", "url", self.urls),
                ("feedback", "text", self.texts),
            ):
                connection.execute(sa.text(f"CREATE TABLE {table} ({column} TEXT)"))
                for row in rows:
                    connection.execute(sa.text(f"INSERT INTO {table} VALUES (:row)"), {"row": row})
        engine.dispose()
        return compare(self.home, self.net, KEEPS, later)


@pytest.fixture
def held(net: Net, tmp_path: Path) -> Held:
    """As it must be: of ALL the first two, of MENTIONS the second and the fourth."""
    made = Held(Home(tmp_path, ""), net)
    for host in KEEPS:
        for one in net.articles(host):
            if not one.private:
                made.knows(host, one)
    for host, number in ((ALL, 0), (ALL, 1), (MENTIONS, 1), (MENTIONS, 3)):
        made.keeps(net.articles(host)[number])
    return made


def test_a_store_that_holds_what_was_published_is_right(held: Held) -> None:
    found = held.compared()
    assert found.holds
    assert (found.published, found.items, found.due_in_store, found.kept) == (7, 7, 4, 4)


def test_an_item_that_is_not_known_is_seen(held: Held) -> None:
    lost = held.urls.pop()
    assert held.compared().unknown == (lost,)


def test_a_text_that_was_lost_is_seen(held: Held, net: Net) -> None:
    held.texts.pop()
    assert held.compared().missing == (net.url(MENTIONS, net.articles(MENTIONS)[3].path),)


def test_a_text_that_is_stored_twice_is_seen(held: Held, net: Net) -> None:
    held.keeps(net.articles(ALL)[0])
    assert held.compared().doubled == (net.articles(ALL)[0].code,)


@pytest.mark.parametrize(("host", "number"), [(ALL, 2), (ALL, 3), (MENTIONS, 0)])
def test_a_text_that_asked_not_to_be_kept_or_names_nobody_is_seen(
    host: str, number: int, held: Held, net: Net
) -> None:
    held.keeps(net.articles(host)[number])
    assert held.compared().uncalled == (net.articles(host)[number].code,)


def test_what_a_later_query_hears_must_be_there_from_then_on_and_may_before(
    held: Held, net: Net
) -> None:
    first = net.articles(MENTIONS)[0]
    term = first.paragraphs[0][:12]
    may = Later(term=term, first={ALL: 4, MENTIONS: 4})
    must = Later(term=term, first={ALL: 4, MENTIONS: 0})
    held.keeps(first)
    assert held.compared(may).holds
    assert compare(held.home, net, KEEPS, must).due_in_store == 5


def test_a_newer_text_is_waited_for_and_the_older_one_may_stay(tmp_path: Path) -> None:
    with internet(WORLD) as net:
        made = Held(Home(tmp_path, ""), net)
        for host in KEEPS:
            for one in net.articles(host):
                made.knows(host, one)
        wanted = [net.articles(ALL)[0], net.articles(ALL)[1], *net.articles(MENTIONS)[1::2]]
        for one in wanted:
            made.keeps(one)
        edited = net.edit(ALL, 0)
        assert made.compared().missing == (net.url(ALL, edited.path),)


def test_the_clock_jumps_when_it_is_told_to() -> None:
    now = jumping([(0, -3600), (1000, 7200)])
    assert timedelta(minutes=59) < datetime.now(UTC) - now() < timedelta(minutes=61)
    assert abs(jumping([])() - datetime.now(UTC)) < timedelta(minutes=1)


def asked(host: str, path: str, at: float, at_once: int = 1) -> Asked:
    return Asked(
        at=at, until=at + 1, host=host, path=path, status=200, sent=1, at_once=at_once, cut=False
    )


def polite_round() -> list[Asked]:
    return [
        asked(POLITE, "/robots.txt", 0),
        asked(SLOW, "/robots.txt", 0),
        asked(POLITE, "/feed.rss", 0.1),
        asked(SLOW, "/feed.rss", 0.1),
        asked(POLITE, "/news/1.html", 0.6, at_once=2),
        asked(SLOW, "/news/1.html", 2.1),
    ]


def test_a_polite_round_is_told_as_one() -> None:
    seen = manners(polite_round(), SITES, delay_s=0.5, pause_s=2)
    assert seen.hold(at_once=2)
    assert seen.most_at_once == 2
    assert (seen.own.least_gap_s, seen.own.most_early_s) == (0.5, 0)
    assert (seen.asked_for.least_gap_s, seen.asked_for.most_early_s) == (2.0, 0)


def test_lag_between_asking_and_the_log_is_no_bad_manners_unless_it_adds_up() -> None:
    times = [0.6, 2.0, 4.0, 6.0]
    lagging = [asked(SLOW, f"/news/{at}.html", at) for at in times]
    rules = asked(SLOW, "/robots.txt", 0)
    assert manners([rules, *lagging], SITES, 0.5, 2).asked_for.most_early_s == 0.6
    assert manners([rules, *lagging], SITES, 0.5, 2).hold(at_once=2)
    hasty = [asked(SLOW, f"/news/{number}.html", number * 1.5) for number in range(5)]
    assert not manners([rules, *hasty], SITES, 0.5, 2).hold(at_once=2)


@pytest.mark.parametrize(
    "bad",
    [
        asked(POLITE, "/private/1.html", 9),
        asked(POLITE, "/news/2.html", 9, at_once=3),
        asked(SLOW, "/news/2.html", 2.9),
    ],
)
def test_one_impolite_request_is_seen(bad: Asked) -> None:
    assert not manners([*polite_round(), bad], SITES, 0.5, 2).hold(at_once=2)


def test_a_page_asked_before_the_rules_is_seen() -> None:
    assert manners(polite_round()[2:], SITES, 0.5, 2).before_rules == (POLITE, SLOW)
