"""The shrunken versions of `make proof-collect` and `make proof-collect-recall`."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.collecting.manners import manners
from tests.internet import Asked, Site
from tests.internet.worlds import SLOW_ROBOTS

ROOT = Path(__file__).parents[2]
POLITE, SLOW = "127.1.0.1", "127.1.0.2"
SITES = (Site(host=POLITE), Site(host=SLOW, robots=SLOW_ROBOTS))


def proof(name: str, tmp_path: Path, *arguments: str) -> dict[str, Any]:
    out = tmp_path / f"{name}.json"
    command = [sys.executable, "-m", f"bench.collecting.{name}", "--out", str(out), *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stderr[-4000:]}\n{done.stdout[-4000:]}"
    result: dict[str, Any] = json.loads(out.read_text())
    return result


def test_rounds_find_every_article_and_ask_politely(tmp_path: Path) -> None:
    result = proof(
        "rounds", tmp_path, "--sources", "20", "--items", "200", "--edits", "5", "--delay-s", "0.1"
    )
    first, unchanged, due = (result["rounds"][name] for name in ("first", "unchanged", "due"))
    assert first["pages"] == 200
    assert unchanged["pages"] == 0
    assert due["pages"] >= 5
    assert result["truth"]["kept"] == 20


def test_nothing_is_lost_or_doubled_over_kills_faults_jumps_and_another_recipe(
    tmp_path: Path,
) -> None:
    result = proof(
        "recall", tmp_path, "--kills", "3", "--sources", "8", "--items", "80", "--settling", "4",
        "--database", "sqlite",
    )  # fmt: skip
    found = result["databases"]["sqlite"]
    assert len(found["kills"]) == 3
    assert found["published_meanwhile"] >= 48


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
    seen = manners(polite_round(), SITES, delay_s=0.5)
    assert seen.hold(at_once=2)
    assert seen.most_at_once == 2
    assert (seen.own.least_gap_s, seen.own.most_early_s) == (0.5, 0)
    assert (seen.asked_for.least_gap_s, seen.asked_for.most_early_s) == (2.0, 0)


def test_lag_between_asking_and_the_log_is_no_bad_manners_unless_it_adds_up() -> None:
    times = [0.6, 2.0, 4.0, 6.0]
    lagging = [asked(SLOW, f"/news/{at}.html", at) for at in times]
    rules = asked(SLOW, "/robots.txt", 0)
    assert manners([rules, *lagging], SITES, 0.5).asked_for.most_early_s == 0.6
    assert manners([rules, *lagging], SITES, 0.5).hold(at_once=2)
    hasty = [asked(SLOW, f"/news/{number}.html", number * 1.5) for number in range(5)]
    assert not manners([rules, *hasty], SITES, 0.5).hold(at_once=2)


@pytest.mark.parametrize(
    "bad",
    [
        asked(POLITE, "/private/1.html", 9),
        asked(POLITE, "/news/2.html", 9, at_once=3),
        asked(SLOW, "/news/2.html", 2.9),
    ],
)
def test_one_impolite_request_is_seen(bad: Asked) -> None:
    assert not manners([*polite_round(), bad], SITES, 0.5).hold(at_once=2)


def test_a_page_asked_before_the_rules_is_seen() -> None:
    assert manners(polite_round()[2:], SITES, 0.5).before_rules == (POLITE, SLOW)
