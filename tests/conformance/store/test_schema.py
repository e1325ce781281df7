"""Migrations, and what the store says of a database it cannot use."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from tests.conformance.store.samples import STARTED, TEXT, feedback
from voc.errors import StoreError
from voc.stores.engine import Database
from voc.stores.schema import REVISION, metadata
from voc.stores.sql_store import SqlStore
from voc.stores.upgrade import alembic_config
from voc.types.forgetting import Retention

LOW, HIGH = -(2**63), 2**63 - 1  # keys use all 64 bits


def set_revision(url: str, revision: str) -> None:
    database = Database(url)
    with database.migrating() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = :r"), {"r": revision})
    database.engine.dispose()


def test_the_migrations_make_the_tables_the_code_expects(database: str) -> None:
    opened = Database(database)
    with opened.migrating() as connection:
        options = {"compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        differences = compare_metadata(context, metadata)
        head = ScriptDirectory.from_config(alembic_config(connection)).get_current_head()
    opened.engine.dispose()
    assert differences == []
    assert head == REVISION


def test_upgrading_again_changes_nothing(database: str) -> None:
    store = SqlStore(database)
    store.add([feedback("a")], [])
    store.upgrade()
    assert store.count() == 1
    store.close()


def test_a_database_without_tables_says_what_to_do(empty_database: str) -> None:
    store = SqlStore(empty_database)
    with pytest.raises(StoreError, match=r"has no tables of voc\. Run `voc db upgrade`"):
        store.count()
    store.upgrade()
    assert store.count() == 0
    store.close()


def test_a_database_that_answers_is_told_from_one_that_does_not(
    store: SqlStore, tmp_path: Path
) -> None:
    store.ping()
    with pytest.raises(StoreError):
        SqlStore(f"sqlite:///{tmp_path / 'none' / 'voc.db'}").ping()


def test_an_old_database_says_what_to_do(database: str) -> None:
    set_revision(database, "0000")
    store = SqlStore(database)
    with pytest.raises(StoreError, match=r"is at schema 0000\. Run `voc db upgrade`"):
        store.add([feedback("a")], [])
    store.close()


def test_a_database_of_a_newer_voc_is_left_alone(database: str) -> None:
    set_revision(database, "9999")
    store = SqlStore(database)
    for use in (store.count, store.upgrade):
        with pytest.raises(StoreError, match="newer than this voc"):
            use()
    store.close()


def upgraded(url: str, revision: str, fill: Callable[[sa.Connection], object]) -> SqlStore:
    """A store of now, from a database of ``revision`` that ``fill`` filled."""
    opened = Database(url)
    with opened.migrating() as connection:
        command.upgrade(alembic_config(connection), revision)
        fill(connection)
    opened.engine.dispose()
    store = SqlStore(url)
    store.upgrade()
    return store


def test_an_upgrade_names_the_reading_each_member_was_taken_from(empty_database: str) -> None:
    store = upgraded(empty_database, "0001", fill_as_of_0001)
    assert [[old.feedback_id for old in filed] for filed, _ in store.reread_voices()] == [["b"]]
    assert store.latest(reread=True) is None
    store.close()


def test_an_upgrade_keeps_undated_rows_from_the_scan_that_read_them_on(
    empty_database: str,
) -> None:
    def fill(connection: sa.Connection) -> None:
        fill_as_of_0001(connection)
        unread = (
            "INSERT INTO feedback (seq, id, channel, kind, text) VALUES (3, 'c', 's', 'r', 't')"
        )
        connection.execute(sa.text(unread))

    store = upgraded(empty_database, "0001", fill)
    kept_a_day = Retention(channels={"shop": 1, "s": 1})
    assert store.expired(kept_a_day, STARTED + timedelta(hours=23)) == 0
    assert store.expired(Retention(channels={"shop": 1}), STARTED + timedelta(hours=25)) == 2
    assert store.expired(kept_a_day, datetime.now(UTC) + timedelta(hours=25)) == 3
    store.close()


def test_an_upgrade_keeps_the_keys_that_copies_are_found_by(empty_database: str) -> None:
    more_than_are_moved_at_once = partial(fill_as_of_0005, texts=1_100)
    store = upgraded(empty_database, "0005", more_than_are_moved_at_once)
    keys = np.array([-500, 600, HIGH])
    assert [one.id for _, one in store.holders(keys)] == ["500", "600", "1100"]
    assert [one.id for _, one in store.holders(np.array([LOW]))] == ["500", "600"]
    store.close()


def fill_as_of_0005(connection: sa.Connection, texts: int) -> None:
    """First appearances, each found by its number and that below zero; two and the last by more."""
    tables = sa.MetaData()
    tables.reflect(connection)

    def put(name: str, *rows: dict[str, object]) -> None:
        connection.execute(sa.insert(tables.tables[name]), list(rows))

    put("recipes", {"id": "r", "body": {}})
    put("scans", {"id": 1, "recipe_id": "r", "started_at": STARTED, "state": "done", "tally": {}})
    seqs = range(1, texts + 1)
    fixed = {"channel": "shop", "kind": "review", "text": TEXT}
    put("feedback", *({"seq": seq, "id": str(seq), **fixed} for seq in seqs))
    put("appearances", *({"feedback_seq": seq, "scan_id": 1} for seq in seqs))
    put("bands", *({"key": key, "feedback_seq": seq} for seq in seqs for key in (seq, -seq)))
    more = ((LOW, 500), (LOW, 600), (HIGH, texts))
    put("bands", *({"key": key, "feedback_seq": seq} for key, seq in more))


def test_an_upgrade_keeps_rejects_from_today_on(empty_database: str) -> None:
    row = "INSERT INTO rejects (id, place, reason) VALUES ('d', 'shop.csv:9', 'no text')"
    store = upgraded(empty_database, "0005", lambda connection: connection.execute(sa.text(row)))
    now = datetime.now(UTC)
    assert store.expired(Retention(default=1), now + timedelta(hours=23)) == 0
    assert store.expired(Retention(default=1), now + timedelta(hours=25)) == 1
    store.close()


def test_an_upgrade_has_copies_that_lost_their_first_appearance_judged_anew(
    empty_database: str,
) -> None:
    store = upgraded(empty_database, "0005", fill_orphans_as_of_0005)
    flags = {
        one.feedback_id: [flag.name for flag in one.flags]
        for one in store.readings(STARTED - timedelta(days=1), STARTED + timedelta(days=1), None)
    }
    assert flags == {"first": [], "copy": ["copy"], "orphan": [], "advert": ["advert"]}
    assert [one.id for _, one in store.unfiled("r", after=0, limit=9)] == ["orphan", "advert"]
    store.close()


def fill_orphans_as_of_0005(connection: sa.Connection) -> None:
    """A first appearance and its copy, and two copies of what is gone."""
    tables = sa.MetaData()
    tables.reflect(connection)

    def put(name: str, **values: object) -> None:
        connection.execute(sa.insert(tables.tables[name]).values(values))

    copy, advert = ({"name": name, "because": "x"} for name in ("copy", "advert"))
    rows = {"first": [], "copy": [copy], "orphan": [copy], "advert": [advert, copy]}
    put("recipes", id="r", body={})
    put("scans", id=1, recipe_id="r", started_at=STARTED, state="done", tally={}, reread=False)
    for seq, (id_, flags) in enumerate(rows.items(), start=1):
        put("feedback", seq=seq, id=id_, channel="shop", kind="review", text=TEXT)
        put("readings", feedback_seq=seq, scan_id=1, first_scan_id=1, counted_at=STARTED,
            recipe_id="r", language="zh-Hans", sentiment="negative", sentiment_score=-1.0,
            sentiment_confidence=1.0, severity="minor", severity_confidence=1.0, intents=[],
            entities=[], flags=flags, flagged=bool(flags), deep=False)  # fmt: skip
        put("appearances", feedback_seq=seq, scan_id=1, copy_of=1 if id_ == "copy" else None,
            likeness=None if id_ == "first" else 0.9)  # fmt: skip


def fill_as_of_0001(connection: sa.Connection) -> None:
    """One voice that scan 2 filed of what scan 1 read, one that scan 2 read again since."""
    tables = sa.MetaData()
    tables.reflect(connection)

    def put(name: str, **values: object) -> None:
        connection.execute(sa.insert(tables.tables[name]).values(values))

    put("recipes", id="r", body={})
    for scan in (1, 2):
        put("scans", id=scan, recipe_id="r", started_at=STARTED, state="done", tally={})
    put("issues", id="D1", kind="defect", number=1, state="open", topic="t", terms=[], pinned=False)
    for seq, id_, read_by, filed_by in ((1, "a", 1, 2), (2, "b", 2, 1)):
        put("feedback", seq=seq, id=id_, channel="shop", kind="review", text=TEXT)
        put("readings", feedback_seq=seq, scan_id=read_by, first_scan_id=1, counted_at=STARTED,
            recipe_id="r", language="zh-Hans", sentiment="negative", sentiment_score=-1.0,
            sentiment_confidence=1.0, severity="minor", severity_confidence=1.0, intents=[],
            entities=[], flags=[], flagged=False)  # fmt: skip
        put("issue_members", feedback_seq=seq, span_start=0, span_end=5, kind="defect",
            issue_id="D1", rank=seq, scan_id=filed_by, topic="t", severity="minor")  # fmt: skip


def test_an_upgrade_makes_the_folder_of_a_file(tmp_path: Path) -> None:
    store = SqlStore(f"sqlite:///{tmp_path / 'new' / 'folder' / 'voc.db'}")
    store.upgrade()
    assert store.count() == 0
    store.close()


def test_sqlite_is_set_to_wal_with_foreign_keys(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'voc.db'}"
    SqlStore(url).upgrade()
    opened = Database(url)
    names = ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
    with opened.reading() as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]
    opened.engine.dispose()
    assert found == ["wal", 1, 1, 30_000]


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "photo.png"
    file.write_bytes(b"\x89PNG" * 500)
    store = SqlStore(f"sqlite:///{file}")
    for use in (store.count, store.upgrade):
        with pytest.raises(StoreError, match="not a database"):
            use()
    assert file.read_bytes() == b"\x89PNG" * 500


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="Cannot make the folder"):
        SqlStore(f"sqlite:///{tmp_path / 'file' / 'voc.db'}").upgrade()
    with pytest.raises(StoreError, match="Cannot open the database"):
        SqlStore(f"sqlite:///{tmp_path / 'none' / 'voc.db'}").count()


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///:memory:", "mysql://u:geheim@host/db", "oracle://u:geheim@h"]
)
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(StoreError, match="SQLite file or in PostgreSQL") as caught:
        SqlStore(url)
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://voc:geheim@127.0.0.1:1/voc",
        "postgres://voc:geheim@127.0.0.1:1/voc",
        "postgresql:///voc?host=127.0.0.1&port=1&password=geheim",
        "postgresql://voc:geheim@127.0.0.1:port/voc",
        "geheim",
    ],
)
def test_a_password_is_never_told(url: str) -> None:
    with pytest.raises(StoreError) as caught:
        SqlStore(url).count()
    told = f"{caught.value!r} {caught.value.__cause__!r} {caught.value.__cause__}"
    assert "VOC_DATABASE_URL" in told
    assert "geheim" not in told
