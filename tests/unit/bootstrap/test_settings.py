import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from voc.bootstrap import plugins, recipe
from voc.bootstrap.settings import load
from voc.errors import PluginError, SettingsError
from voc.types.opinion import Profile


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("VOC_HOME", "VOC_DATABASE_URL", "VOC_AUTHOR_KEY", "VOC_CONFIG", "VOC_WORKERS"):
        monkeypatch.delenv(name, raising=False)


def test_without_any_setting_everything_has_a_default() -> None:
    settings = load()
    assert settings.home == Path(".voc")
    assert settings.database_url.startswith("sqlite:////")
    assert settings.zone.key == "Asia/Shanghai"


def test_the_environment_and_the_file_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOC_DATABASE_URL", "postgresql://voc@localhost/voc")
    Path("voc.toml").write_text('[report]\nzone = "Asia/Seoul"\nlanguage = "ko"\n')
    settings = load()
    assert settings.database_url == "postgresql://voc@localhost/voc"
    assert settings.zone.key == "Asia/Seoul"
    assert settings.file.report.language == "ko"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[report]\nzone = "Asia/Shangai"\n', "no time zone called 'Asia/Shangai'"),
        ('[report]\nlanguage = "fr"\n', "language"),
        ("[reports]\n", "reports"),
        ("zone =", "voc.toml"),
    ],
)
def test_a_wrong_setting_is_named(text: str, told: str) -> None:
    Path("voc.toml").write_text(text)
    with pytest.raises(SettingsError, match=told):
        load()


NAMED = """
competitors = ["百草味", {name = "三只松鼠", aliases = ["松鼠家"]}]
flavours = ["藤椒", "斑斓"]
ingredients = ["奇亚籽", "斑斓"]

[[products]]
name = "脆冬枣"
aliases = ["冬枣脆", "脆冬枣"]
brand = "良品铺子"

[[brands]]
name = "良品铺子"
aliases = ["Bestore"]
"""


def test_names_of_the_user_are_read() -> None:
    Path("voc.toml").write_text(NAMED)
    told = {(name.kind, name.value): name.forms for name in load().file.names}
    assert told == {
        ("product", "脆冬枣"): ("脆冬枣", "冬枣脆"),
        ("brand", "良品铺子"): ("良品铺子", "Bestore"),
        ("competitor", "百草味"): ("百草味",),
        ("competitor", "三只松鼠"): ("三只松鼠", "松鼠家"),
        ("flavour", "藤椒"): ("藤椒",),
        ("ingredient", "奇亚籽"): ("奇亚籽",),
        ("food", "斑斓"): ("斑斓",),  # named as both
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[products]]\naliases = ["A1"]\n', "products 1.name"),
        ('[[products]]\nname = "脆冬枣"\nalias = ["枣"]\n', "products 1.alias"),
        ('[[brands]]\nname = "良"\n', "too short"),
        ('flavours = ["藤椒", 3]\n', "flavours 2"),
        ('flavours = "藤椒"\n', "flavours"),
        ('competitors = ["A b"]\n[[brands]]\nname = "ab"\n', "“A b” stands for two things"),
        ('[[brands]]\nname = "一家"\nbrand = "二家"\n', "brands 1.brand"),
    ],
)
def test_a_wrong_name_is_told_with_its_place(text: str, told: str) -> None:
    Path("voc.toml").write_text(text)
    with pytest.raises(SettingsError, match=told):
        load()


def test_standing_queries_are_read() -> None:
    Path("voc.toml").write_text(
        '[[watch]]\nname = " leaks "\nquery = "漏气 OR 漏油"\n'
        '[[watch]]\nname = "recalls"\nquery = "召回"\nkind = "media"\n'
    )
    told = [(one.name, one.query, one.kind.value) for one in load().file.watch]
    assert told == [("leaks", "漏气 OR 漏油", "all"), ("recalls", "召回", "media")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('name = "leaks"\nquery = "苹果 和 华为"\n', r"\[\[watch\]\] “leaks”, query: Column 4: "),
        ('name = "all"\nquery = "NOT 好吃"\n', "“all”, query: Column 5: "),
        ('name = "leaks"\n', r"watch 2\.query"),
        ('name = " "\nquery = "漏气"\n', r"watch 2\.name"),
        ('name = "a\\nb"\nquery = "漏气"\n', r"watch 2\.name"),
        ('name = "a\\u0000b"\nquery = "漏气"\n', r"watch 2\.name"),
        ('name = "leaks"\nquery = "漏气"\nkind = "news"\n', r"watch 2\.kind"),
        ('name = "leaks"\nquery = "漏气"\nalert = true\n', r"watch 2\.alert"),
        ('name = "first"\nquery = "漏气"\n', "Setting voc.toml: two .*watch.* are called “first”"),
    ],
)
def test_a_wrong_standing_query_is_told_with_its_name_and_column(text: str, told: str) -> None:
    good = '[[watch]]\nname = "first"\nquery = "漏油"\n'
    Path("voc.toml").write_text(f"{good}[[watch]]\n{text}")
    with pytest.raises(SettingsError, match=told):
        load()


def test_names_change_the_recipe_and_their_order_in_the_file_does_not() -> None:
    Path("voc.toml").write_text('flavours = ["藤椒", "海盐"]\n')
    named = recipe.current(names=load().file.names)
    Path("voc.toml").write_text('flavours = ["海盐", "藤椒"]\n')
    assert recipe.current(names=load().file.names).id == named.id
    assert named.id != recipe.current().id


def test_a_short_secret_is_refused_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOC_AUTHOR_KEY", "hunter2")
    with pytest.raises(SettingsError) as refused:
        load()
    assert "hunter2" not in str(refused.value)


def test_a_secret_does_not_show_when_settings_are_printed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VOC_AUTHOR_KEY", "correct horse battery staple")
    assert "horse" not in repr(load())


def test_a_damaged_key_file_is_not_replaced_in_silence() -> None:
    load().author_secret()
    key = Path(".voc/author.key")
    key.write_text("")
    with pytest.raises(SettingsError, match="backup"):
        load().author_secret()
    assert key.read_text() == ""


def test_a_process_killed_while_it_makes_the_key_leaves_no_empty_one() -> None:
    killed = (
        "import os, secrets; from voc.bootstrap.settings import load; "
        "secrets.token_hex = lambda size: os._exit(9); load().author_secret()"
    )
    assert subprocess.run([sys.executable, "-c", killed], check=False).returncode == 9
    assert len(load().author_secret()) == 64


def test_first_imports_at_once_agree_on_one_key() -> None:
    settings = load()
    start = Barrier(8)

    def first_import(_: int) -> bytes:
        start.wait()
        return settings.author_secret()

    with ThreadPoolExecutor(8) as threads:
        keys = set(threads.map(first_import, range(8)))
    assert keys == {settings.author_secret()}
    assert [path.name for path in Path(".voc").iterdir()] == ["author.key"]


def test_a_home_that_cannot_be_written_to_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("file").touch()
    monkeypatch.setenv("VOC_HOME", "file")
    with pytest.raises(SettingsError, match="VOC_AUTHOR_KEY"):
        load().author_secret()


def test_a_settings_file_that_was_named_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOC_CONFIG", "vok.toml")
    with pytest.raises(SettingsError, match=r"no file vok\.toml.*VOC_CONFIG"):
        load()


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system cannot limit cores")
def test_as_many_workers_start_as_there_are_cores_to_use() -> None:
    usable = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(usable)})
    try:
        assert load().environment.workers == 1
    finally:
        os.sched_setaffinity(0, usable)


def test_a_plugin_that_is_none_gets_a_hint() -> None:
    with pytest.raises(PluginError, match="Did you mean 'html'"):
        plugins.load("renderers", "htm")


def test_the_recipe_names_the_models_that_ship() -> None:
    current = recipe.current()
    assert current.id.startswith(recipe.CURRENT)
    for model in (current.model, current.encoder, current.phrases):
        assert recipe.folder_of(model).is_dir()


def test_every_profile_is_a_recipe_of_its_own() -> None:
    recipes = [recipe.current(profile) for profile in Profile]
    assert len({r.id for r in recipes}) == len(recipes)
    assert recipe.current() == recipe.current(Profile.STANDARD)
    assert not recipe.current(Profile.FAST).encoder
