"""``voc drivers`` on reviews that were imported and scanned."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from voc.cli.app import app

DAMP, GOOD, PARCEL, PLAIN = "受潮不脆。", "很脆，口感好。", "快递太慢了。", "送给同事的。"


def voc(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, catch_exceptions=False)


def write(path: Path, *, rated: bool = True) -> Path:
    """200 people of two products; who got them damp gives two stars, who likes them five."""
    lines = ["评论内容,评分,商品名称,用户名,时间"]
    said = [(GOOD, 5), (GOOD, 5), (DAMP, 2), (PARCEL, 4), (PLAIN, 4)]
    for n in range(200):
        text, stars = said[n % 5]
        # Words of one's own, or the rest would be copies of the first.
        own = f"第{n}次买，{'自己' if n % 3 else '全家'}吃，{n * 7 % 100}号{n % 31}楼拿的"
        rating = stars - (n // 5 % 4 == 0) if rated else ""
        product = ("海苔脆", "薯片")[n % 2]
        lines.append(f"{text}{own},{rating},{product},u{n},2026-10-{1 + n % 28:02}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def rated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose rated reviews were scanned; ``voc drivers`` changes nothing in it."""
    return scanned(tmp_path_factory.mktemp("rated"), rated=True)


@pytest.fixture(scope="module")
def unrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return scanned(tmp_path_factory.mktemp("unrated"), rated=False)


def scanned(folder: Path, *, rated: bool) -> Path:
    home = folder / "home"
    with pytest.MonkeyPatch.context() as patch:
        live_in(home, patch)
        voc("import", str(write(folder / "shop.csv", rated=rated)))
        voc("scan", "--profile", "fast")
    return home


def live_in(home: Path, patch: pytest.MonkeyPatch) -> None:
    patch.chdir(home.parent)
    patch.setenv("VOC_HOME", str(home))
    patch.setenv("VOC_AUTHOR_KEY", "a key for these tests")
    patch.setenv("VOC_WORKERS", "1")
    patch.delenv("VOC_DATABASE_URL", raising=False)


def test_what_costs_stars_stands_in_the_table_and_in_json(
    rated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live_in(rated, monkeypatch)
    told = voc("drivers").stdout
    assert "200 rows of cleaned feedback with a rating, mean 3.75;" in told
    found = json.loads(voc("drivers", "--json").stdout)
    assert found["outcome"] == "rating"
    texture = next(one for one in found["topics"] if one["topic"] == "texture")
    assert texture["badly"]["when_told"]["high"] < -1
    assert texture["well"]["when_told"]["low"] > 0
    assert "texture" in told
    assert "Least squares on" in told


def test_a_window_or_a_product_holds_less(rated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    live_in(rated, monkeypatch)

    def rows(*options: str) -> int:
        return int(json.loads(voc("drivers", "--json", *options).stdout)["rows"])

    everything = rows()
    assert rows("--product", "薯片") < everything
    assert rows("--period", "2026-10") == everything
    assert rows("--period", "2026-W41") < everything
    assert rows("--since", "2026-10-15") < everything
    assert rows("--product", "nobody sells this") == 0
    assert "Too little data: 0 rows" in voc("drivers", "--period", "2025-01").stdout


def test_unrated_reviews_are_judged_by_what_was_read(
    unrated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live_in(unrated, monkeypatch)
    assert "nothing is rated" in voc("drivers").stdout


def test_bad_usage_is_told(rated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    live_in(rated, monkeypatch)
    both = CliRunner().invoke(app, ["drivers", "--period", "2026-10", "--since", "2026-10-01"])
    assert both.exit_code == 2
    assert "No feedback has been read" not in voc("drivers").stdout
