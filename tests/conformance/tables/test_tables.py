"""Every table format, built in or from outside, keeps these promises."""

import gzip
import time
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conformance.tables.writers import WRITERS
from voc.channels.feedback_file import FeedbackFile
from voc.channels.tables.formats import formats
from voc.channels.tables.table import Contents, Row
from voc.errors import InputError
from voc.types.feedback import RawFeedback, Reject

FORMATS = formats()
SHANGHAI = ZoneInfo("Asia/Shanghai")
COLUMNS = ("评论内容", "用户名", "商品名称")
ROWS = [
    ("海苔受潮了，不脆", "小鱼", "海苔"),
    ('他说:"太甜了"，\n换行再说', None, "板栗"),
    ("  前后有空格  ", "匿名", None),
    ("눅눅해요 😢", "a,b;c|d\te", "김"),
]

# What a spreadsheet can hold: no control characters, no half of a surrogate pair.
cell_texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
    | st.sampled_from("\n\t"),
    max_size=40,
)


@pytest.fixture(params=FORMATS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def read(name: str, path: Path) -> Contents:
    return FORMATS[name](path).read()


def written(name: str, folder: Path, columns: tuple[str, ...], rows: list[tuple]) -> Path:
    path = folder / f"reviews{FORMATS[name].suffixes[0]}"
    WRITERS[name](path, columns, rows)
    return path


def values(contents: Contents) -> list[dict]:
    rows = list(contents.rows)
    assert all(isinstance(row, Row) for row in rows), rows
    return [{k: v for k, v in row.cells.items() if v is not None} for row in rows]


def test_every_format_has_a_writer_in_this_suite() -> None:
    assert set(FORMATS) == set(WRITERS)


def test_the_same_table_gives_the_same_rows_in_every_format(name: str, tmp_path: Path) -> None:
    contents = read(name, written(name, tmp_path, COLUMNS, ROWS))
    assert contents.columns == COLUMNS
    assert values(contents) == [
        {column: cell for column, cell in zip(COLUMNS, row, strict=True) if cell is not None}
        for row in ROWS
    ]


def test_asking_twice_yields_the_same_rows(name: str, tmp_path: Path) -> None:
    path = written(name, tmp_path, COLUMNS, ROWS)
    table = FORMATS[name](path)
    first, second = table.read(), table.read()
    assert list(first.rows) == list(second.rows) == list(read(name, path).rows)


def test_a_row_says_where_it_stands(name: str, tmp_path: Path) -> None:
    path = written(name, tmp_path, ("text", "n"), [("a", "1"), ("b", "2")])
    places = [row.where for row in read(name, path).rows]
    assert all(place.startswith(f"{path.name}:") for place in places)
    first, second = (int(place.rpartition(":")[2]) for place in places)
    assert second == first + 1


def test_stopping_half_way_leaves_nothing_behind(name: str, tmp_path: Path) -> None:
    rows = [(f"text {i}", str(i)) for i in range(5_000)]
    contents = read(name, written(name, tmp_path, ("text", "n"), rows))
    assert isinstance(next(contents.rows), Row)
    contents.rows.close()  # an open file or child process would warn, and warnings are errors


def test_numbers_and_times_mean_the_same_in_every_format(name: str, tmp_path: Path) -> None:
    posted = datetime(2026, 9, 30, 21, 14, 5)  # noqa: DTZ001  files hold times without a zone
    columns = ("id", "text", "rating", "posted_at", "produced_on", "lot")
    rows = [
        (900001, "受潮", 1, posted, datetime(2026, 3, 12), "L20260312"),  # noqa: DTZ001
        (900002, "脆", 4.5, posted, datetime(2026, 3, 12), "L20260312"),  # noqa: DTZ001
        (900003, "没写日期", None, None, None, None),
    ]
    source = FeedbackFile(
        written(name, tmp_path, columns, rows),
        channel="shop",
        mapping={},
        zone=SHANGHAI,
        now=datetime(2026, 11, 21, tzinfo=UTC),
    )
    read_back = [item for item in source.read() if isinstance(item, RawFeedback)]
    assert [
        (f.external_id, f.text, f.rating, f.posted_at, str(f.produced_on), f.lot) for f in read_back
    ] == [
        ("900001", "受潮", 1.0, posted.replace(tzinfo=SHANGHAI), "2026-03-12", "L20260312"),
        ("900002", "脆", 4.5, posted.replace(tzinfo=SHANGHAI), "2026-03-12", "L20260312"),
        ("900003", "没写日期", None, None, "None", None),
    ]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(cell_texts, min_size=1, max_size=60))
def test_any_text_reads_back_as_it_was_written(
    name: str, texts: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    rows = [(str(i), text) for i, text in enumerate(texts)]
    path = written(name, tmp_path_factory.mktemp("any"), ("n", "text"), rows)
    assert [row.cells["text"] for row in read(name, path).rows if isinstance(row, Row)] == [
        text or None for text in texts
    ]


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    data=st.binary(max_size=600)
    | st.text('",\n\r\t;|ab好\0"', max_size=200).map(str.encode)
    | st.builds(bytes.__add__, st.sampled_from([b"PK\x03\x04", b"PAR1", b"\x1f\x8b"]), st.binary())
)
def test_random_bytes_are_rows_rejects_or_an_input_error(
    name: str, data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("noise") / f"noise{FORMATS[name].suffixes[0]}"
    path.write_bytes(data)
    start = time.perf_counter()
    try:
        items = list(read(name, path).rows)
    except InputError:
        items = []
    assert all(isinstance(item, Row | Reject) for item in items)
    assert time.perf_counter() - start < 5, "starting a child takes most of it on a busy machine"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a PNG image"),
        (b"%PDF-1.7\n" + bytes(100), "a PDF document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Excel workbook"),
    ],
)
def test_what_is_no_table_is_named_for_what_it_is(
    name: str, content: bytes, told: str, tmp_path: Path
) -> None:
    path = tmp_path / f"reviews{FORMATS[name].suffixes[0]}"
    path.write_bytes(content)
    with pytest.raises(InputError, match=told):
        read(name, path)


def test_a_table_cut_off_in_the_middle_is_an_input_error(name: str, tmp_path: Path) -> None:
    path = written(name, tmp_path, COLUMNS, ROWS * 500)
    if FORMATS[name].gzipped:
        path.write_bytes(gzip.compress(path.read_bytes()))
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    with pytest.raises(InputError, match=path.name):
        list(read(name, path).rows)


def test_gzip_is_read_where_the_format_says_so_whatever_the_suffix(
    name: str, tmp_path: Path
) -> None:
    path = written(name, tmp_path, COLUMNS, ROWS)
    plain = list(read(name, path).rows)
    path.write_bytes(gzip.compress(path.read_bytes()))
    if FORMATS[name].gzipped:
        assert list(read(name, path).rows) == plain
    else:
        with pytest.raises(InputError, match="a gzip file"):
            read(name, path)


def test_ten_thousand_columns_are_refused(name: str, tmp_path: Path) -> None:
    columns = tuple(f"c{i}" for i in range(10_000))
    path = written(name, tmp_path, columns, [columns])
    with pytest.raises(InputError, match=r"10,000 columns; the limit is 1,000"):
        read(name, path)


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"jsonl"}))  # a key cannot come twice
def test_two_columns_of_one_name_are_refused(name: str, tmp_path: Path) -> None:
    path = written(name, tmp_path, ("text", "评分", "评分"), [("a", "1", "2")])
    with pytest.raises(InputError, match=r"several columns called '评分'"):
        read(name, path)
