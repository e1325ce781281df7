from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

from tests.told import pytest_terminal_summary

TESTS = Path(__file__).parents[1]


def written(*properties: Sequence[tuple[str, str]]) -> list[str]:
    """What the end of a session shows of these results and of one that is no test's."""
    lines: list[str] = []
    results = [SimpleNamespace(user_properties=found) for found in properties]
    stats = {"passed": results, "deselected": [SimpleNamespace()]}
    pytest_terminal_summary(SimpleNamespace(stats=stats, write_line=lines.append))
    return lines


def test_what_tests_tell_is_written_once_at_the_end() -> None:
    told = [("told", "NOT MEASURED")]
    assert written(told, told, [("other", "x")], []) == ["NOT MEASURED"]


def test_nothing_is_printed_where_a_worker_would_swallow_it() -> None:
    aside = "capsys." + "disabled"
    assert [path for path in TESTS.rglob("*.py") if aside in path.read_text("utf-8")] == []
