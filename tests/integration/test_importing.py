"""Files into a real store."""

import csv
import gzip
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from voc.channels.feedback_file import FeedbackFile
from voc.channels.occurrences import Occurrences
from voc.channels.shipment_file import ShipmentFile
from voc.errors import InputError
from voc.pipeline.importing import BATCH, import_feedback, import_shipments
from voc.stores.sql_store import SqlStore
from voc.types.feedback import Feedback, FeedbackKind
from voc.types.report import LotShipment
from voc.types.scan import Tally

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture
def store(sqlite_database: str) -> Iterator[SqlStore]:
    store = SqlStore(sqlite_database)
    yield store
    store.close()


def import_file(store: SqlStore, path: Path, heard: list[Tally] | None = None) -> Tally:
    source = FeedbackFile(path, channel=None, mapping={}, zone=ZONE, now=NOW)
    with Occurrences() as occurrence:
        on_progress = heard.append if heard is not None else None
        return import_feedback(source, store, b"secret", occurrence, on_progress)


def write(path: Path, *rows: tuple[str, ...]) -> Path:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def stored(store: SqlStore) -> list[Feedback]:
    batch = store.pending(since=None, after=0, limit=10_000)
    return [feedback for _, feedback in batch]


def test_importing_a_file_twice_changes_nothing(store: SqlStore, tmp_path: Path) -> None:
    path = write(
        tmp_path / "shop.csv",
        ("text", "author", "posted_at", "追评", "rating"),
        ("受潮了", "小鱼", "2026-09-30", "换货了", "2"),
        ("太甜", "", "", "", "3"),
        ("", "", "", "", "3"),
        ("甜", "", "", "", "9"),
    )
    assert import_file(store, path) == Tally(read=5, added=3, known=0, rejected=2)
    before, rejects = stored(store), store.rejects(10)
    assert import_file(store, path) == Tally(read=5, added=0, known=3, rejected=2)
    assert stored(store) == before
    assert store.rejects(10) == rejects


def test_a_lot_is_one_lot_however_it_is_spelt(store: SqlStore, tmp_path: Path) -> None:
    path = write(
        tmp_path / "shop.csv",
        ("text", "lot"),
        ("受潮了", "l20261012"),
        ("漏气", "Ｌ２０２６１０１２ "),
        ("太甜", ""),
    )
    import_file(store, path)
    assert [feedback.lot for feedback in stored(store)] == ["L20261012", "L20261012", None]


def test_the_same_rows_in_another_encoding_are_known(store: SqlStore, tmp_path: Path) -> None:
    path = write(tmp_path / "shop.csv", ("text", "author"), ("海苔受潮了", "小鱼"))
    import_file(store, path)
    path.write_bytes(path.read_text().encode("gb18030"))
    assert import_file(store, path) == Tally(read=1, known=1)


def test_twenty_people_writing_the_same_stay_twenty(store: SqlStore, tmp_path: Path) -> None:
    path = write(tmp_path / "shop.csv", ("text",), *[("好评",)] * 20)
    assert import_file(store, path).added == 20
    assert import_file(store, path) == Tally(read=20, known=20)


def test_a_follow_up_is_stored_under_what_it_follows(store: SqlStore, tmp_path: Path) -> None:
    path = write(
        tmp_path / "shop.csv", ("id", "text", "追评"), ("r1", "脆", "软了"), ("r2", "", "潮")
    )
    assert import_file(store, path).added == 3
    first, follow_up, lone = stored(store)
    assert (follow_up.kind, follow_up.parent_id) == (FeedbackKind.FOLLOW_UP, first.id)
    assert (lone.kind, lone.parent_id) == (FeedbackKind.FOLLOW_UP, None)
    assert len({first.id, follow_up.id, lone.id}) == 3


def test_a_lone_follow_up_stays_one_when_its_first_text_turns_up(
    store: SqlStore, tmp_path: Path
) -> None:
    import_file(store, write(tmp_path / "shop.csv", ("id", "text", "追评"), ("r2", "", "潮")))
    again = write(tmp_path / "shop.csv", ("id", "text", "追评"), ("r2", "脆", "潮"))
    assert import_file(store, again) == Tally(read=2, added=1, known=1)


def test_names_and_numbers_never_reach_the_store(store: SqlStore, tmp_path: Path) -> None:
    path = write(
        tmp_path / "shop.csv",
        ("text", "title", "author", "rating"),
        ("加我13812345678", "找a.b@c.com", "王小明", "5"),
        ("好", "", "王小明", "打13812345678"),
    )
    import_file(store, path)
    (feedback,) = stored(store)
    assert feedback.text == "加我***********"
    assert feedback.title == "找*********"
    assert feedback.author_key is not None
    store.close()
    content = b"".join(file.read_bytes() for file in tmp_path.glob("voc.db*"))
    assert "王小明".encode() not in content
    assert b"13812345678" not in content


def test_times_are_stored_in_utc(store: SqlStore, tmp_path: Path) -> None:
    import_file(store, write(tmp_path / "a.csv", ("text", "date"), ("好", "2026-09-30 07:00")))
    (feedback,) = stored(store)
    assert feedback.posted_at == datetime(2026, 9, 29, 23, tzinfo=UTC)


def test_the_tally_is_told_after_each_batch_and_adds_up(store: SqlStore, tmp_path: Path) -> None:
    rows = [(f"好吃{i}", "5" if i % 7 else "9") for i in range(2 * BATCH + 10)]
    heard: list[Tally] = []
    tally = import_file(store, write(tmp_path / "a.csv", ("text", "rating"), *rows), heard)
    assert [t.read for t in heard] == [BATCH, 2 * BATCH, 2 * BATCH + 10]
    assert heard[-1] == tally
    assert all(t.read == t.added + t.known + t.rejected for t in heard)


def test_a_file_that_breaks_off_keeps_the_rows_before(store: SqlStore, tmp_path: Path) -> None:
    rows = [(f"{i * 7919 % 10_007}号海苔受潮", str(i)) for i in range(5_000)]
    path = write(tmp_path / "a.csv", ("text", "id"), *rows)
    whole = gzip.compress(path.read_bytes())
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match=r"a\.csv breaks off after line \d+"):
        import_file(store, path)
    kept = store.count()
    assert 0 < kept < 5_000
    path.write_bytes(whole)
    assert import_file(store, path) == Tally(read=5_000, added=5_000 - kept, known=kept)


def test_shipments_are_imported_once(store: SqlStore, tmp_path: Path) -> None:
    path = write(
        tmp_path / "shipped.csv",
        ("商品", "批次", "数量", "发货日期"),
        ("海苔", "L1", "12,000", "2026-03-20"),
        ("海苔", "L1", "500", "2026-03-21"),
        ("海苔", "", "500", "2026-03-21"),
    )
    source = ShipmentFile(path, mapping={}, zone=ZONE)
    assert import_shipments(source, store) == Tally(read=3, added=2, rejected=1)
    assert import_shipments(source, store) == Tally(read=3, known=2, rejected=1)
    assert store.shipments() == (LotShipment(product="海苔", lot="L1", quantity=12_500),)
