from pathlib import Path

import pytest

from voc.bootstrap import plugins, recipe
from voc.bootstrap.settings import load
from voc.errors import PluginError, SettingsError


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


def test_a_plugin_that_is_none_gets_a_hint() -> None:
    with pytest.raises(PluginError, match="Did you mean 'html'"):
        plugins.load("renderers", "htm")


def test_the_recipe_names_the_model_that_ships() -> None:
    current = recipe.current()
    assert current.id.startswith(recipe.CURRENT)
    assert recipe.model_folder(current).is_dir()
