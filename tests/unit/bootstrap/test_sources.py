"""Sources of voc.toml: what they default to, and what is refused in words that name the source."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from voc.bootstrap import settings as settings_module
from voc.bootstrap import source_tools
from voc.errors import SettingsError
from voc.types.feedback import FeedbackKind
from voc.types.source import Keep, Origin, PagingStop, Source, SourceKind

JSON = """
[[sources]]
name = "店铺评论"
kind = "json"
url = "https://api.shop.example/reviews"
secret_headers = {Authorization = "SHOP_TOKEN"}
[sources.spec]
rows = "data.comments"
[sources.spec.fields]
text = "content"
external_id = "id"
rating = {path = "score", best = 10}
posted_at = {path = "time", time_format = "epoch_ms"}
[sources.spec.constants]
region = "华东"
[sources.spec.paging]
parameter = "page"
stop = "end"
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOC_HOME", str(tmp_path / "home"))
    return tmp_path


def read(text: str) -> tuple[Source, ...]:
    Path("voc.toml").write_text(text, encoding="utf-8")
    return source_tools.file_sources(settings_module.load())


def one(**told: Any) -> Source:
    lines = "\n".join(f"{key} = {value!r}" for key, value in told.items())
    return read(f"[[sources]]\n{lines}\n")[0]


def refused(text: str) -> str:
    with pytest.raises(SettingsError) as err:
        read(text)
    return str(err.value)


def test_media_keep_mentions_and_reviews_keep_all() -> None:
    feed = one(name="站", kind="feed", url="https://www.people.example/rss.xml")
    assert (feed.channel, feed.tells, feed.keep) == (
        "people.example", FeedbackKind.MEDIA, Keep.MENTIONS,
    )  # fmt: skip
    assert feed.origin is Origin.FILE
    (shop,) = read(JSON)
    assert (shop.channel, shop.tells, shop.keep) == (
        "api.shop.example", FeedbackKind.REVIEW, Keep.ALL,
    )  # fmt: skip


def test_a_spec_is_read_whole() -> None:
    (shop,) = read(JSON)
    assert shop.spec is not None
    assert shop.spec.fields["text"].path == "content"
    assert shop.spec.fields["rating"].best == 10
    assert shop.spec.constants == {"region": "华东"}
    assert shop.spec.paging is not None
    assert (shop.spec.paging.parameter, shop.spec.paging.stop) == ("page", PagingStop.END)
    assert shop.secret_headers == {"Authorization": "SHOP_TOKEN"}


def test_a_folder_lies_beside_the_file_and_names_its_columns(home: Path) -> None:
    (folder,) = read(
        '[[sources]]\nname = "导出"\nkind = "folder"\npath = "exports"\ncolumns = {text = "内容"}\n'
    )
    assert folder.place == str(home / "exports")
    assert (folder.channel, folder.tells) == ("导出", FeedbackKind.REVIEW)
    assert folder.spec is not None
    assert folder.spec.fields["text"].path == "内容"


def test_others_may_send() -> None:
    pushed = one(name="客服", kind="push")
    assert (pushed.place, pushed.channel, pushed.kind) == ("", "客服", SourceKind.PUSH)


def test_the_digest_tells_all_that_decides_what_is_taken_and_nothing_else() -> None:
    plain = one(name="a", kind="feed", url="https://a.example/f")
    renamed = one(name="b", kind="feed", url="https://a.example/f", every="1 h")
    assert plain.digest == renamed.digest
    changes: tuple[dict[str, str], ...] = (
        {"url": "https://a.example/g"}, {"keep": "all"}, {"channel": "x"}, {"tells": "review"},
        {"kind": "sitemap"},
    )  # fmt: skip
    told = {"name": "a", "kind": "feed", "url": "https://a.example/f"}
    digests = {one(**(told | change)).digest for change in changes}
    assert len(digests | {plain.digest}) == len(changes) + 1
    (before,), (after,) = read(JSON), read(JSON.replace("best = 10", "best = 5"))
    assert before.digest != after.digest
    assert replace(before, digest="") != replace(after, digest="")


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ('name = "站"\nkind = "feed"', "“站”, kind feed needs url"),
        ('name = "站"\nkind = "feed"\nurl = "people.example"', "no address of the web"),
        ('name = "站"\nkind = "fed"\nurl = "https://a.example"', "“站”, kind: Input should be"),
        ('name = "站"\nkind = "feed"\nurl = "https://a.example"\nevry = "1 h"', "“站”, evry"),
        ('name = "站"\nkind = "json"\nurl = "https://a.example"', "“站”, kind json needs a spec"),
        ('name = "站"\nkind = "folder"\nurl = "https://a.example"', "a folder needs path"),
        ('name = "站"\nkind = "folder"\npath = "x"\nkeep = "mentions"', "all is kept"),
        (
            'name = "站"\nkind = "folder"\npath = "x"\ncolumns = {txt = "a"}',
            "there is no field “txt”",
        ),
        ('name = "站"\nkind = "push"\nurl = "https://a.example"', "leave out url"),
        ('name = "站"\nkind = "feed"\nurl = "https://a.example"\ngroup = "g"', "no [[groups]]"),
        (
            'name = "站"\nkind = "feed"\nurl = "https://a.example"\n'
            'secret_headers = {Host = "HOST"}',
            "no header that a secret",
        ),
        (
            'name = "站"\nkind = "feed"\nurl = "https://a.example"\n'
            'secret_headers = {Cookie = "COOKIE"}',
            "no header that a secret",
        ),
        ('name = "站"\nkind = "feed"\nurl = "https://u:p@a.example"', "a name or password in it"),
        ('kind = "feed"\nurl = "https://a.example"', "[[sources]] 1, name"),
    ],
)
def test_what_is_wrong_is_told_with_the_name_of_the_source(told: str, says: str) -> None:
    assert says in refused(f"[[sources]]\n{told}\n")


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('"data.comments"', '"data..comments"', "spec: rows: “data..comments” is no JMESPath"),
        ('text = "content"', 'text = "content["', "spec: fields.text: "),
        ('text = "content"', "", "spec: no field “text”"),
        ('external_id = "id"', 'extern = "id"', "spec: there is no field “extern”"),
        (
            'external_id = "id"',
            'external_id = {path = "id", pattern = "("}',
            "spec: fields.external_id.pattern: “(” is no regular expression",
        ),
        ("best = 10", "best = 0", "best"),
        ('external_id = "id"', 'author = {path = "id", best = 5}', "only a rating has a best"),
        (
            'external_id = "id"',
            'author = {path = "id", time_format = "epoch"}',
            "only posted_at and follow_up_at are times",
        ),
        ('parameter = "page"', "", "name next_path, or parameter"),
        ('region = "华东"', 'place = "华东"', "there is no field “place”"),
    ],
)
def test_a_spec_that_cannot_work_is_refused_with_the_part_at_fault(
    before: str, after: str, says: str
) -> None:
    told = refused(JSON.replace(before, after))
    assert says in told
    assert "“店铺评论”" in told


@pytest.mark.parametrize("path", ["li >> p", "//li[", "./p/nothing(", "li::text::text"])
def test_a_selector_that_is_none_is_refused(path: str) -> None:
    told = f"""
[[sources]]
name = "评论"
kind = "reviews"
url = "https://a.example"
[sources.spec]
rows = {path!r}
fields = {{text = "p"}}
"""
    assert "spec: rows" in refused(told)


def test_a_list_has_no_pages() -> None:
    told = """
[[sources]]
name = "列表"
kind = "list"
url = "https://a.example"
spec = {rows = "a", paging = {next_path = "a.next"}}
"""
    assert "of a list the first page alone is asked" in refused(told)


def test_two_sources_of_one_name_are_refused() -> None:
    two = '[[sources]]\nname = "a"\nkind = "push"\n' * 2
    assert "two [[sources]] are called “a”" in refused(two)


def test_sources_may_share_a_group() -> None:
    (feed,) = read(
        '[[groups]]\nname = "媒体"\nevery = "15 min"\n'
        '[[sources]]\nname = "a"\nkind = "feed"\nurl = "https://a.example"\ngroup = "媒体"\n'
    )
    assert feed.group == "媒体"


def test_secrets_come_from_the_environment_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    (shop,) = read(JSON)
    with pytest.raises(SettingsError, match="SHOP_TOKEN is not set"):
        source_tools.secret_headers(shop)
    monkeypatch.setenv("SHOP_TOKEN", "Bearer abc")
    assert source_tools.secret_headers(shop) == {"Authorization": "Bearer abc"}
    monkeypatch.setenv("SHOP_TOKEN", "abc\r\nX-Injected: 1")
    with pytest.raises(SettingsError, match="cannot be sent"):
        source_tools.secret_headers(shop)
