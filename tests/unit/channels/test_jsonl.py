import json
from pathlib import Path

import pytest

from voc.channels.tables.jsonl import JsonlTable
from voc.channels.tables.table import Row, Unreadable
from voc.errors import InputError
from voc.types.feedback import Reject


def read(folder: Path, *lines: str) -> list[Row | Reject]:
    path = folder / "posts.jsonl"
    path.write_text("\n".join(lines))
    return list(JsonlTable(path).read().rows)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("[1, 2]", "not a JSON object"),
        ("null", "not a JSON object"),
        ("{'text': 1}", "not JSON: Expecting property name enclosed in double quotes"),
        ("[" * 100_000, "not JSON: RecursionError"),
        ('{"text": ' + "1" * 5_000 + "}", "not JSON: ValueError"),
    ],
)
def test_lines_that_are_no_objects_are_rejects(tmp_path: Path, line: str, reason: str) -> None:
    assert read(tmp_path, '{"text": "a"}', line, '{"text": "b"}') == [
        Row("posts.jsonl:1", {"text": "a"}),
        Reject(where="posts.jsonl:2", reason=reason),
        Row("posts.jsonl:3", {"text": "b"}),
    ]


def test_values_keep_their_kind_and_nested_ones_are_unreadable(tmp_path: Path) -> None:
    line = '{"a": 1, "b": 4.5, "c": true, "d": null, "e": NaN, "f": [1], "g": {"h": 1}, "i": ""}'
    nested = Unreadable("a nested value")
    (row,) = read(tmp_path, line)
    assert isinstance(row, Row)
    assert row.cells == {
        "a": 1,
        "b": 4.5,
        "c": "true",
        "d": None,
        "e": None,
        "f": nested,
        "g": nested,
        "i": None,
    }


def test_columns_are_those_of_all_first_rows(tmp_path: Path) -> None:
    path = tmp_path / "posts.jsonl"
    path.write_text("\n".join(json.dumps({f"k{i}": i}) for i in range(5)))
    assert JsonlTable(path).read().columns == ("k0", "k1", "k2", "k3", "k4")


def test_objects_without_a_value_are_no_rows(tmp_path: Path) -> None:
    assert read(tmp_path, "{}", '{"text": null}', "", '{"text": "a"}') == [
        Row("posts.jsonl:4", {"text": "a"})
    ]


def test_a_file_without_objects_says_what_its_first_line_is(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="its first line is not a JSON object"):
        read(tmp_path, "[]", "[]")
