"""``voc sources`` against a web on loopback."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.internet import Net, Site, World, internet
from voc.cli.app import app
from voc.errors import InputError, NotFoundError

NEWS, SHOP = "127.1.0.1", "127.1.0.2"
SPEC = """
rows = "data.comments"
[fields]
text = "content"
external_id = "id"
rating = "score"
author = "nick"
product = "goods.name"
posted_at = "time"
title = "headline"
[paging]
parameter = "page"
"""


@pytest.fixture(scope="module")
def net() -> Iterator[Net]:
    sites = (
        Site(host=NEWS, articles=12, page_bytes=6_000),
        Site(host=SHOP, articles=1, reviews=25, linked=10),
    )
    with internet(World(sites=sites)) as opened:
        yield opened


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOC_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("VOC_DATABASE_URL", raising=False)
    settings('[[groups]]\nname = "媒体"\nevery = "30 min"\n')
    return tmp_path


@pytest.fixture(params=["sqlite", "postgresql"])
def either_database(
    home: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if request.param == "postgresql":
        monkeypatch.setenv("VOC_DATABASE_URL", request.getfixturevalue("postgres_database"))


def settings(more: str = "") -> None:
    asked = '[collect]\nallow = ["127.0.0.0/8"]\ndelay_s = 0.01\n'
    Path("voc.toml").write_text(asked + more, encoding="utf-8")


def voc(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["sources", *arguments], catch_exceptions=False)


def listed() -> list[dict[str, object]]:
    told: list[dict[str, object]] = json.loads(voc("list", "--json").output)
    return told


def test_an_address_is_found_out_added_listed_and_removed(net: Net) -> None:
    added = voc("add", net.url(NEWS, "/"), "--name", "新闻", "--group", "媒体")
    assert "Found a page that names a feed (rss20) of 12 items" in added.output
    assert "Added “新闻” (feed, channel 127.1.0.1)." in added.output
    (row,) = listed()
    assert (row["name"], row["kind"], row["group"], row["health"]) == (
        "新闻", "feed", "媒体", "new",
    )  # fmt: skip
    assert row["place"] == net.url(NEWS, "/feed.rss")
    with pytest.raises(InputError, match="is a source already: “新闻”"):
        voc("add", net.url(NEWS, "/feed.rss"))
    voc("remove", "新闻")
    assert listed() == []
    with pytest.raises(NotFoundError):
        voc("remove", "新闻")


def test_a_spec_being_written_is_tried_before_it_is_added(net: Net) -> None:
    Path("spec.toml").write_text(SPEC, encoding="utf-8")
    place = net.url(SHOP, "/api/reviews")
    told = voc("check", place, "--kind", "json", "--spec", "spec.toml", "--rows", "1").output
    assert "10 rows or items" in told
    assert "title: (empty: nothing found at “headline”)" in told
    assert f"next page: {place}?page=2" in told
    assert "row 2" not in told
    voc("add", place, "--kind", "json", "--spec", "spec.toml", "--name", "店铺")
    (trial,) = json.loads(voc("check", "店铺", "--json").output)
    assert (trial["ok"], trial["page"]["usable"]) == (True, 10)


@pytest.mark.usefixtures("either_database")
def test_a_source_of_the_file_is_listed_and_not_removed_by_command(net: Net) -> None:
    settings(f'[[sources]]\nname = "站"\nkind = "feed"\nurl = "{net.url(NEWS, "/feed.rss")}"\n')
    assert [row["origin"] for row in listed()] == ["file"]
    with pytest.raises(InputError, match=r"voc\.toml"):
        voc("remove", "站")
    settings()
    assert listed() == []


def test_checking_all_tells_the_dead_and_exits_1(net: Net) -> None:
    settings(
        f'[[sources]]\nname = "站"\nkind = "feed"\nurl = "{net.url(NEWS, "/feed.rss")}"\n'
        f'[[sources]]\nname = "死"\nkind = "feed"\nurl = "{net.url(NEWS, "/gone.rss")}"\n'
    )
    told = voc("check", "--all")
    assert told.exit_code == 1
    assert "✓ 站: 12 rows or items" in told.output
    assert "✗ 死: gone:" in told.output


@pytest.mark.usefixtures("either_database")
def test_a_list_of_feeds_is_added_once() -> None:
    outlines = "".join(
        f'<outline text="{name}" xmlUrl="https://{host}.example/feed"/>'
        for name, host in (("一", "a"), ("一", "b"), ("", "c"))
    )
    Path("feeds.opml").write_text(f"<opml><body>{outlines}</body></opml>", encoding="utf-8")
    assert voc("add", "--opml", "feeds.opml").output == "3 sources added, 0 known.\n"
    assert voc("add", "--opml", "feeds.opml").output == "0 sources added, 3 known.\n"
    assert [row["name"] for row in listed()] == ["c.example/feed", "一", "一 2"]


def test_of_a_list_one_address_in_two_spellings_is_one_source_and_a_password_is_none() -> None:
    places = (
        "https://a.example/feed",
        "https://A.example:443/feed",
        "https://u:pass@b.example/feed",
    )
    outlines = "".join(f'<outline text="站" xmlUrl="{place}"/>' for place in places)
    Path("feeds.opml").write_text(f"<opml><body>{outlines}</body></opml>", encoding="utf-8")
    told = voc("add", "--opml", "feeds.opml")
    assert told.stdout == "1 sources added, 1 known.\n"
    assert "the address of “站” has a password in it" in told.stderr
    assert [row["place"] for row in listed()] == ["https://a.example/feed"]
    assert "pass@" not in told.output


def test_a_folder_is_a_source_and_its_path_is_whole(home: Path) -> None:
    Path("导出").mkdir()
    assert "Added “导出” (folder, channel 导出)." in voc("add", "导出").output
    assert listed()[0]["place"] == str(home / "导出")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("add", "people"), "neither an address of the web"),
        (("add", "https://a.example", "--kind", "json"), "needs a spec"),
        (("add", "--opml", "none.opml"), "Cannot read"),
        (("check", "nobody"), "No source is called"),
        (("check", "https://a.example", "--kind", "json", "--spec", "none.toml"), "Cannot read"),
    ],
)
def test_what_cannot_be_done_is_told_in_words(arguments: tuple[str, ...], says: str) -> None:
    with pytest.raises(InputError, match=says):
        voc(*arguments)
