"""Fields, quotes, encodings: what text tables look like in the wild."""

import csv
import io
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voc.channels.tables.csv import CsvTable
from voc.channels.tables.table import Row
from voc.errors import InputError
from voc.types.feedback import Reject


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "reviews.csv"


def read(path: Path, content: bytes | str) -> list[Row | Reject]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(CsvTable(path).read().rows)


def cells(items: list[Row | Reject], column: str = "text") -> list:
    return [item.cells[column] if isinstance(item, Row) else item.reason for item in items]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_told_from_the_header(path: Path, delimiter: str) -> None:
    rows = read(path, f"text{delimiter}rating\n好吃{delimiter}5\n")
    assert rows == [Row("reviews.csv:2", {"text": "好吃", "rating": "5"})]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_usual_encoding_is_told_by_itself(path: Path, encoding: str) -> None:
    items = read(path, "评论内容,评分\n海苔受潮了,2\n板栗太甜,3\n".encode(encoding))
    assert cells(items, "评论内容") == ["海苔受潮了", "板栗太甜"]


def test_lines_of_two_encodings_in_one_file_are_each_read_in_their_own(path: Path) -> None:
    lines = (f"脆的海苔{i},{i}\n".encode("gb18030" if i % 3 else "utf-8") for i in range(100))
    assert cells(read(path, b"text,n\n" + b"".join(lines))) == [f"脆的海苔{i}" for i in range(100)]


def test_bytes_valid_in_both_encodings_go_with_the_majority_of_the_file(path: Path) -> None:
    both = "模,1\n".encode("gb18030")
    assert both.decode("utf-8") == "ģ,1\n"
    mostly = "text,n\n好吃的板栗,1\n".encode("gb18030")
    assert cells(read(path, mostly + both)) == ["好吃的板栗", "模"]
    mostly = "text,n\n好吃的板栗,1\n".encode()
    assert cells(read(path, mostly + both)) == ["好吃的板栗", "ģ"]


def test_a_line_in_neither_encoding_is_a_reject_with_its_number(path: Path) -> None:
    items = read(path, b"text,n\nok,1\n\xff\xff\xff,2\nfine,3\n")
    assert items[1] == Reject(where="reviews.csv:3", reason="not valid UTF-8 or GB18030")
    assert cells([items[0], items[2]]) == ["ok", "fine"]


def test_nul_bytes_cost_their_row_only(path: Path) -> None:
    items = read(path, b"text,n\na\0b,1\nfine,2\n")
    assert isinstance(items[0], Reject)
    assert "NUL" in items[0].reason
    assert cells(items[1:]) == ["fine"]


def test_a_quoted_cell_may_span_lines(path: Path) -> None:
    items = read(path, 'text,n\n"第一行\n第二行",1\nnext,2\n')
    assert cells(items) == ["第一行\n第二行", "next"]
    assert [item.where for item in items] == ["reviews.csv:2", "reviews.csv:4"]


def test_an_unclosed_quote_costs_its_line_and_not_the_file(path: Path) -> None:
    rest = "".join(f"好吃,{i}\n" for i in range(200_000))
    items = read(path, f'text,n\nok,1\n"没有关上,2\n{rest}')
    rejects = [item for item in items if isinstance(item, Reject)]
    assert [item.where for item in rejects] == ["reviews.csv:3"]
    assert "quote" in rejects[0].reason
    assert len(items) == 200_002


def test_an_unclosed_quote_near_the_end_costs_its_line_only(path: Path) -> None:
    items = read(path, 'text,n\n"没有关上,1\nfine,2\n')
    assert cells(items) == ["a quote is opened and not closed", "fine"]


def test_a_bad_line_inside_a_quoted_cell_rejects_the_whole_record_once(path: Path) -> None:
    items = read(path, b'text,n\n"one\n\xff\xff\nthree",1\nfine,2\n')
    assert cells(items) == ["not valid UTF-8 or GB18030", "fine"]


def test_a_file_of_open_quotes_is_read_in_linear_time(path: Path) -> None:
    start = time.perf_counter()
    items = read(path, "text,n\n" + 'a","b\n' * 150_000)
    assert len(items) == 150_000
    assert all(isinstance(item, Reject) for item in items)
    assert time.perf_counter() - start < 20, "unbounded look-ahead would take hours"


def test_missing_cells_at_the_end_are_empty_and_surplus_ones_reject(path: Path) -> None:
    items = read(path, "text,n,m\na,1\nb,1,2,,\nc,1,2,3\n共 3 条\n")
    assert [item.cells for item in items[:2] if isinstance(item, Row)] == [
        {"text": "a", "n": "1", "m": None},
        {"text": "b", "n": "1", "m": "2"},
    ]
    assert cells(items[2:]) == [
        "4 cells in a table of 3 columns",
        "one cell in a table of 3 columns",
    ]


def test_blank_lines_and_empty_rows_are_no_rows(path: Path) -> None:
    assert cells(read(path, "\n\ntext,n\n\n,\n   a,1\n\n")) == ["   a"]


def test_a_header_without_rows_is_an_empty_table(path: Path) -> None:
    assert read(path, "text,n\n") == []


def test_old_line_ends_are_named(path: Path) -> None:
    with pytest.raises(InputError, match="carriage return"):
        read(path, "text,n\ra,1\rb,2\r")


@pytest.mark.parametrize("content", ["<!DOCTYPE html><table>", "\ufeff\n<html>"])
def test_a_web_page_named_csv_is_named_for_what_it_is(path: Path, content: str) -> None:
    with pytest.raises(InputError, match=r"is a web page.*save it as \.xlsx"):
        read(path, content)


def test_damaged_utf16_is_an_input_error(path: Path) -> None:
    with pytest.raises(InputError, match="damaged UTF-16"):
        read(path, "text,n\n好,1\n".encode("utf-16") + b"\x00")


csv_texts = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=st.lists(st.tuples(csv_texts, csv_texts), max_size=30),
    delimiter=st.sampled_from(",\t;|"),
)
def test_whatever_csv_writer_writes_reads_back_equal(
    rows: list[tuple[str, str]],
    delimiter: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows([("a", "b"), *rows])
    items = read(tmp_path_factory.mktemp("csv") / "any.csv", file.getvalue())
    kept = [row for row in rows if any(row)]
    assert [tuple(item.cells.values()) if isinstance(item, Row) else item for item in items] == [
        (a or None, b or None) for a, b in kept
    ]
