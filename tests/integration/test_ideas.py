"""``voc ideas`` on the samples."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from voc.bootstrap import assets
from voc.cli.app import app

VOC_TOML = """
[[products]]
name = "手撕牛肉干"

[[products]]
name = "每日坚果"
flavours = ["藤椒味"]

[[competitors]]
name = "海岬"
features = ["自封袋"]
"""


def voc(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), catch_exceptions=False)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, read fast."""
    home = tmp_path_factory.mktemp("ideas")
    (home / "voc.toml").write_text(VOC_TOML, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        _settle(patch, home)
        files = sorted((assets.folder("samples") / "feedback").iterdir())
        assert voc("import", *map(str, files)).exit_code == 0
        assert voc("scan", "--profile", "fast").exit_code == 0
    return home


def _settle(patch: pytest.MonkeyPatch, home: Path) -> None:
    patch.setenv("VOC_HOME", str(home / "home"))
    patch.setenv("VOC_CONFIG", str(home / "voc.toml"))
    patch.setenv("VOC_AUTHOR_KEY", "the samples name nobody")
    patch.setenv("VOC_WORKERS", "1")
    patch.delenv("VOC_DATABASE_URL", raising=False)


@pytest.fixture(autouse=True)
def settled(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _settle(monkeypatch, home)


def test_the_planted_wish_leads_the_cards_and_our_catalogue_is_asked() -> None:
    found = json.loads(voc("ideas", "--json").stdout)
    first = found["cards"][0]
    assert (first["kind"], first["value"]) == ("flavour", "vine_pepper")
    assert first["priority"]["people"] >= 9
    assert {(one["by"], one["ours"]) for one in first["offered"]} == {("每日坚果", True)}
    zips = next(card for card in found["cards"] if card["value"] == "resealable")
    assert [one["by"] for one in zips["offered"]] == ["海岬"]


def test_every_card_has_two_people_behind_it() -> None:
    found = json.loads(voc("ideas", "--json", "--top", "99").stdout)
    assert all(card["priority"]["people"] >= 2 for card in found["cards"])
    assert found["wishes"] > found["alone"]


def test_cards_read_as_sentences_and_say_how_many_are_left() -> None:
    told = voc("ideas", "--top", "1").stdout
    assert "1. vine pepper (flavour)" in told
    assert "we have it: 每日坚果 (voc.toml: 藤椒味)" in told
    assert "further cards: --top" in told


def test_an_unknown_product_has_no_cards() -> None:
    assert "No wish is shared by enough people yet" in voc("ideas", "--product", "无此物").stdout
