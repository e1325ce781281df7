"""What `make demo` promises, on the real command and the real samples."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from voc.text.identity import feedback_id
from voc.types.feedback import FeedbackKind, RawFeedback

ROOT = Path(__file__).parents[2]
Card = Mapping[str, Any]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's folder, after the command was run as a person runs it."""
    folder = tmp_path_factory.mktemp("demo")
    env = {key: value for key, value in os.environ.items() if not key.startswith("VOC_")}
    done = subprocess.run(
        [sys.executable, "-m", "voc", "demo", "--out", str(folder)],
        env=env,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    last = done.stdout.splitlines()[-1].removeprefix("Open ")
    assert Path(last).suffix == ".html"
    assert Path(last).is_file()
    return folder


@pytest.fixture(scope="module")
def monthly(out: Path) -> dict[str, Any]:
    (path,) = out.glob("monthly-*.json")
    return dict(json.loads(path.read_text(encoding="utf-8"))["report"])


@pytest.fixture(scope="module")
def planted() -> dict[str, set[str]]:
    """Feedback ids of each planted story."""
    stories: dict[str, set[str]] = {}
    with (ROOT / "data" / "samples" / "planted.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            raw = RawFeedback(
                where="",
                channel=row["channel"],
                kind=FeedbackKind.REVIEW,
                text="-",
                external_id=row["id"],
            )
            stories.setdefault(row["story"], set()).add(feedback_id(raw, b"", lambda _: 0))
    return stories


def cards(report: Mapping[str, Any], section: str) -> list[Card]:
    (found,) = [s for s in report["sections"] if s["key"] == section]
    return [block for block in found["blocks"] if block["block"] == "issue"]


@cache
def voices(out: Path, issue_id: str) -> list[str]:
    """Feedback ids of an issue's most central voices, as `voc issue` tells them."""
    env = os.environ | {"VOC_HOME": str(out / "home")}
    command = [sys.executable, "-m", "voc", "issue", issue_id, "--json"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    return [voice["feedback_id"] for voice in json.loads(done.stdout)["voices"]]


def telling(out: Path, listed: list[Card], story: set[str]) -> list[Card]:
    """Cards that quote the story and most of whose issue's voices belong to it."""
    quoting = [c for c in listed if story & {quote["feedback_id"] for quote in c["quotes"]}]
    told = {card["issue_id"]: voices(out, card["issue_id"]) for card in quoting}
    return [
        card
        for card in quoting
        if 2 * sum(id_ in story for id_ in told[card["issue_id"]]) > len(told[card["issue_id"]])
    ]


@pytest.mark.parametrize(
    ("story", "section", "product"),
    [
        ("damp_seaweed", "defects", "烤海苔脆片"),
        ("sweet_chestnut", "defects", "甘栗仁"),
        ("mild_mango", "defects", "芒果干"),
        ("wish_vine_pepper", "wishes", "手撕牛肉干"),
    ],
)
def test_each_planted_story_is_listed_with_its_voices(
    out: Path,
    monthly: dict[str, Any],
    planted: dict[str, set[str]],
    story: str,
    section: str,
    product: str,
) -> None:
    found = telling(out, cards(monthly, section), planted[story])
    assert found, f"no {section} card tells of {story}"
    assert {card["product"] for card in found} == {product}
    assert max(len(card["quotes"]) for card in found) >= 2


def test_the_damp_seaweed_is_traced_to_its_lot(
    out: Path, monthly: dict[str, Any], planted: dict[str, set[str]]
) -> None:
    first, *_ = telling(out, cards(monthly, "defects"), planted["damp_seaweed"])
    assert first["lots"][0]["lot"] == "HT20260903A"
    assert first["lots"][0]["shipped"] == 18_000


def test_one_foreign_body_is_urgent_though_it_stands_alone(
    monthly: dict[str, Any], planted: dict[str, set[str]]
) -> None:
    (section,) = [s for s in monthly["sections"] if s["key"] == "urgent"]
    quoted = {block["feedback_id"] for block in section["blocks"] if block["block"] == "quote"}
    assert planted["foreign_matter"] <= quoted


def test_a_burst_of_praise_is_no_defect(out: Path, planted: dict[str, set[str]]) -> None:
    for path in out.glob("*.json"):
        report = json.loads(path.read_text(encoding="utf-8"))["report"]
        assert not telling(out, cards(report, "defects"), planted["promo_praise"])
