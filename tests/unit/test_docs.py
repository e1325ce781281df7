"""What a person can use is written down."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer.main

from voc.bootstrap.fetching import CollectSettings
from voc.bootstrap.settings import (
    EnvironmentSettings,
    FileSettings,
    PrivacySettings,
    ReportSettings,
    RetentionSettings,
)
from voc.cli.app import app
from voc.renderers.catalogues import catalogue
from voc.report.sections import SECTIONS
from voc.text.watch.item import FIELDS

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def commands(group: Any, path: str = "voc") -> list[tuple[str, Any]]:
    """By path. Typer has carried commands and groups of its own since 0.20, beside click's."""
    found = []
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            found += commands(command, f"{path} {name}")
        else:
            found.append((f"{path} {name}", command))
    return found


COMMANDS = commands(typer.main.get_command(app))


@pytest.mark.parametrize(("path", "command"), COMMANDS, ids=[path for path, _ in COMMANDS])
def test_every_command_and_option_is_documented(path: str, command: Any) -> None:
    text = (DOCS / "cli.md").read_text(encoding="utf-8")
    start = re.search(rf"^## .*`{path}\b", text, re.MULTILINE)
    assert start, f"docs/cli.md has no heading for `{path}`"
    section = re.split(r"^## ", text[start.end() :], flags=re.MULTILINE)[0]
    heading = text[start.start() :].splitlines()[0]
    options = {
        flag
        for parameter in command.params
        for flag in (*parameter.opts, *parameter.secondary_opts)
        if flag.startswith("--") and flag != "--help"
    }
    assert not {flag for flag in options if flag not in heading + section}


def test_every_setting_is_documented() -> None:
    text = (DOCS / "settings.md").read_text(encoding="utf-8")
    for name in EnvironmentSettings.model_fields:
        assert f"`VOC_{name.upper()}`" in text
    tables = (ReportSettings, RetentionSettings, PrivacySettings, CollectSettings)
    for name in (name for table in tables for name in table.model_fields):
        assert re.search(rf"^{name} = ", text, re.MULTILINE)
    for name in FileSettings.model_fields:
        assert re.search(rf"^({name} = |\[+{name}\])", text, re.MULTILINE), name


def test_every_report_section_is_documented() -> None:
    text = (DOCS / "reports.md").read_text(encoding="utf-8")
    for section in SECTIONS:
        assert f"`{section.__name__}`" in text


def test_every_field_of_watch_queries_is_documented() -> None:
    text = (DOCS / "watch-queries.md").read_text(encoding="utf-8")
    for field in FIELDS:
        assert re.search(rf"`{field}:?`", text), field


def contracts() -> dict[str, list[list[str]]]:
    """Layers of each package, topmost first, rooms of one layer together."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {
        contract["containers"][0]: [layer.split(" | ") for layer in contract["layers"]]
        for contract in pyproject["tool"]["importlinter"]["contracts"]
    }


def test_the_architecture_page_draws_the_import_contract() -> None:
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    drawing = text.split("```")[1]
    lines = [line for line in drawing.splitlines() if line.startswith("   ")]
    names = [re.split(r"\s{2,}", line.strip())[0] for line in lines]
    drawn = [room for name in names for room in re.split(r" [│→] ", name)]
    assert drawn == [room for layer in contracts()["voc"] for room in layer]


def test_the_architecture_page_tells_the_rooms_of_insight() -> None:
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    *rooms, _ = contracts()["voc.insight"]
    for room in (room for layer in rooms for room in layer):
        assert f"| `{room}/` |" in text, room


def test_links_between_pages_lead_somewhere() -> None:
    for page in [*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]:
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name} links to {link}"


def test_every_flag_says_whether_it_leaves_the_cleaned_numbers() -> None:
    text = (DOCS / "reports.md").read_text(encoding="utf-8")
    for flag in catalogue("en")["flags"]:
        assert re.search(rf"^\| `{flag}` \|.*\| (yes|no) \|$", text, re.MULTILINE), flag
