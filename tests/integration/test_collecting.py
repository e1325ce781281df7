"""Rounds of collecting over the small internet, with the real fetcher, readers and store."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.internet import Fault, Ill, Net, Published, Site, World, internet
from voc.bootstrap import settings as settings_module
from voc.bootstrap.collecting import collect
from voc.cli.app import app
from voc.stores.sql_store import SqlStore
from voc.types.feedback import Feedback
from voc.types.fetching import Why
from voc.types.rounds import RoundTally
from voc.types.source import Health, SourceState

FEED, MAPS, LIST, SHOP, FULL = "127.8.0.1", "127.8.0.2", "127.8.0.3", "127.8.0.4", "127.8.0.5"
SITES = (
    Site(host=FEED, articles=6, named_every=2, charset="gbk", declared="meta", private_every=3),
    Site(host=MAPS, articles=6, named_every=2, per_sitemap=2, language="en",
         kind="sitemap", entry="/sitemap_index.xml"),
    Site(host=LIST, articles=6, named_every=2, noindex_every=4, kind="list", entry="/list/"),
    Site(host=SHOP, articles=1, reviews=25, linked=10, named_every=1),
    Site(host=FULL, articles=4, named_every=1, paywalled_every=2, full_feed=True,
         entry="/feed.json"),
)  # fmt: skip
SETTINGS = """
[collect]
allow = ["127.0.0.0/8"]
delay_s = 0.02

[[brands]]
name = "屿禾"

[[sources]]
name = "feed"
kind = "feed"
url = "{feed}"

[[sources]]
name = "maps"
kind = "sitemap"
url = "{maps}"

[[sources]]
name = "list"
kind = "list"
url = "{list}"

[[sources]]
name = "full"
kind = "feed"
url = "{full}"

[[sources]]
name = "shop"
kind = "reviews"
url = "{shop}"
channel = "shop"
[sources.spec]
rows = ".review"
[sources.spec.fields]
text = ".text::text"
external_id = "::attr(data-id)"
rating = ".stars::attr(title)"
product = ".product::text"
posted_at = "time::attr(datetime)"
author = ".who::text"
[sources.spec.paging]
next_path = "a.next::attr(href)"

[[sources]]
name = "json"
kind = "json"
url = "{json}"
channel = "json"
[sources.spec]
rows = "items"
[sources.spec.fields]
text = "body"
external_id = "id"
rating = {{path = "stars", best = 10}}
posted_at = {{path = "created", time_format = "epoch_ms"}}
author = "author.name"
[sources.spec.paging]
next_path = "next"
parameter = "cursor"
"""


@pytest.fixture
def net() -> Iterator[Net]:
    # Of an archive nothing is asked again.
    with internet(World(sites=SITES, start=datetime.now(UTC) - timedelta(hours=8))) as net:
        yield net


@dataclass
class Home:
    """A home of voc whose clock is ahead by what a test says."""

    net: Net
    ahead: timedelta = timedelta(0)

    def round(self, *names: str) -> RoundTally:
        return collect(settings_module.load(), names, lambda: datetime.now(UTC) + self.ahead)

    def kept(self, host: str) -> list[Feedback]:
        rows = [one for one in self.everything() if one.url and f"//{host}:" in one.url]
        return sorted(rows, key=lambda one: str(one.external_id))

    def of_channel(self, channel: str) -> list[Feedback]:
        return [one for one in self.everything() if one.channel == channel]

    def everything(self) -> list[Feedback]:
        with stored() as store:
            return list(store.everything())

    def states(self) -> dict[str, SourceState]:
        with stored() as store:
            return {one.source: one for one in store.source_states()}


def stored() -> "closing[SqlStore]":
    return closing(SqlStore(settings_module.load().database_url))


@pytest.fixture(params=["sqlite", "postgresql"])
def home(
    request: pytest.FixtureRequest, net: Net, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Home:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOC_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("VOC_AUTHOR_KEY", "a key for these tests")
    monkeypatch.setenv("VOC_WORKERS", "1")
    monkeypatch.delenv("VOC_DATABASE_URL", raising=False)
    if request.param == "postgresql":
        monkeypatch.setenv("VOC_DATABASE_URL", request.getfixturevalue("postgres_database"))
    places = {
        "feed": net.entry(FEED), "maps": net.entry(MAPS), "list": net.entry(LIST),
        "full": net.entry(FULL), "shop": net.url(SHOP, "/reviews?page=1"),
        "json": net.url(SHOP, "/api/reviews/cursor"),
    }  # fmt: skip
    (tmp_path / "voc.toml").write_text(SETTINGS.format(**places), encoding="utf-8")
    return Home(net)


sqlite_only = pytest.mark.parametrize("home", ["sqlite"], indirect=True)


def wanted(net: Net, host: str) -> list[Published]:
    """What is to be kept of a host, oldest first."""
    return [
        one
        for one in net.articles(host)
        if one.names_brand and not one.private and not one.noindex and not one.removed
    ]


def test_two_rounds_and_what_happens_between_them(net: Net, home: Home) -> None:
    first = home.round()
    assert first.failed == {Why.ROBOTS: 2}  # articles that stand where robots may not go
    for host in (FEED, MAPS, LIST, FULL):
        texts = [one.text for one in home.kept(host)]
        assert len(texts) == len(wanted(net, host)), host
        for one in wanted(net, host):
            assert sum(one.code in text for text in texts) == 1, (host, one.path)
    assert all(one.passages and one.posted_at for one in home.kept(MAPS))
    by_id = {one.external_id: one for one in home.of_channel("shop")}
    assert set(by_id) == {one.id for one in net.reviews(SHOP)}
    assert all(by_id[one.id].text == one.text for one in net.reviews(SHOP))
    assert all(by_id[one.id].posted_at == one.at for one in net.reviews(SHOP))
    assert {one.external_id for one in home.of_channel("json")} == set(by_id)
    assert {state.health for state in home.states().values()} <= {Health.OK, Health.NEW}

    edited = net.edit(FEED, wanted(net, FEED)[0].number)
    net.edit(MAPS, wanted(net, MAPS)[0].number)
    new = net.publish(
        LIST, paragraphs=("屿禾的海苔脆片里吃出了玻璃碴，家长说孩子嘴巴出血了。" * 5,)
    )
    net.remove(MAPS, wanted(net, MAPS)[1].number)
    net.add_reviews(SHOP, 3)
    net.break_(FULL, Fault(ill=Ill.STATUS, status=503))
    net.forget_log()
    home.ahead = timedelta(hours=2)
    second = home.round()
    assert any(edited.code in one.text for one in home.kept(FEED))
    assert [str(one.external_id).count("#2") for one in home.kept(FEED)].count(1) == 1
    assert [str(one.external_id).count("#2") for one in home.kept(MAPS)].count(1) == 1
    assert any(one.url == net.url(LIST, new.path) for one in home.kept(LIST))
    assert len(home.of_channel("shop")) == 28
    assert second.failed[Why.GONE] == 1
    assert second.failed[Why.SERVER] >= 1
    assert second.kept == 3 + 3 + 3
    assert sum(one.status == 304 for one in net.log()) > 5
    assert all(not one.path.startswith("/private/") for one in net.log())


@sqlite_only
def test_the_command_tells_what_came_and_what_failed(net: Net, home: Home) -> None:
    net.switch_off(MAPS)
    asked = CliRunner().invoke(app, ["collect", "--once", "--source", "feed", "--source", "maps"])
    assert asked.exit_code == 0, asked.output
    assert "Asked" in asked.output
    assert "Failed: connection 1, robots 2." in asked.output
    again = CliRunner().invoke(app, ["collect", "--once", "--source", "feed", "--json"])
    told = json.loads(again.stdout)
    assert (told["sources"], told["asked"], told["unchanged"]) == (1, 1, 1)
    strict = CliRunner().invoke(app, ["collect", "--once", "--source", "maps", "--strict"])
    assert strict.exit_code == 3
    unknown = CliRunner().invoke(app, ["collect", "--once", "--source", "none"])
    assert unknown.exit_code == 1
    state = home.states()["maps"]
    assert (state.failures, state.error) == (2, "connection")


@sqlite_only
def test_copies_of_an_article_on_another_site_fold_under_the_first(net: Net, home: Home) -> None:
    story = (
        "家住城南的林女士说，她买的屿禾海苔脆片里有一块碎玻璃，孩子咬到后嘴唇流血，去医院缝了两针。"
        * 3,
    )
    first = net.publish(FEED, title="海苔里有玻璃", paragraphs=story)
    copy = net.publish(LIST, title="海苔里有玻璃（转载）", paragraphs=story)
    home.round("feed", "list")
    scanned = CliRunner().invoke(app, ["scan", "--profile", "fast"])
    assert scanned.exit_code == 0, scanned.output
    (one,) = [row for row in home.kept(FEED) if row.url == net.url(FEED, first.path)]
    with stored() as store:
        stories = store.stories([one.id])
    assert {row.url for row in stories[one.id]} == {
        net.url(FEED, first.path), net.url(LIST, copy.path),
    }  # fmt: skip


@sqlite_only
def test_a_round_that_is_killed_goes_on_where_it_was(net: Net, home: Home, tmp_path: Path) -> None:
    net.break_(None, Fault(ill=Ill.SLOW, wait_s=3.0))  # no round ends within the seconds below
    command = [sys.executable, "-m", "voc", "collect", "--once"]
    for seconds in (4.0, 6.0):
        with pytest.raises(subprocess.TimeoutExpired):  # killed with SIGKILL
            subprocess.run(command, cwd=tmp_path, timeout=seconds, check=False, capture_output=True)
    net.heal()
    home.round()
    for host in (FEED, MAPS, LIST, FULL):
        assert len(home.kept(host)) == len(wanted(net, host)), host
    assert len(home.of_channel("shop")) == len(home.of_channel("json")) == 25
