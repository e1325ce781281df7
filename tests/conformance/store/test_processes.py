"""What holds when several processes use one database, or one dies."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.conformance.store.samples import (
    LATER,
    RECIPE,
    STARTED,
    feedback,
    new_issue,
    reading,
    voice,
)
from voc.errors import StoreError
from voc.ports.store import Store
from voc.stores.sql_store import SqlStore
from voc.types.issue import Discovery, IssueId
from voc.types.scan import ScanTally

PATIENCE_S = 30

HOLD = """
with store.lock():
    print("held", flush=True)
    time.sleep(60)
"""

ADD = """
print("ready", flush=True)
sys.stdin.readline()
batches = [[feedback(str(n)) for n in range(at, at + 100)] for at in range(0, 2000, 100)]
print(sum(store.add(batch[::step], []).added for batch in batches[::step]), flush=True)
"""

ADD_FOR_EVER = """
for at in range(0, 10**9, 100):
    store.add([feedback(str(n)) for n in range(at, at + 100)], [])
    print(at, flush=True)
"""

UPGRADE = """
print("ready", flush=True)
sys.stdin.readline()
store.upgrade()
print(store.count(), flush=True)
"""


@contextmanager
def process(url: str, script: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A Python process with ``store`` open on ``url``; killed at the end."""
    opening = (
        "import sys, time\n"
        "from tests.conformance.store.samples import feedback\n"
        "from voc.stores.sql_store import SqlStore\n"
        "store = SqlStore(sys.argv[1])\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", opening + script, url, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    ) as started:
        yield started
        started.kill()


def start_together(*started: subprocess.Popen[str]) -> None:
    for each in started:
        assert each.stdout.readline() == "ready\n"
    for each in started:
        each.stdin.write("go\n")
        each.stdin.flush()


def lock_when_free(store: Store) -> None:
    """A server takes a moment to notice that a client died."""
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            with store.lock():
                return
        except StoreError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def test_another_process_cannot_scan_until_the_first_is_killed(store: Store, database: str) -> None:
    with process(database, HOLD) as holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreError, match="another scan is running"), store.lock():
            pass
        holder.kill()
        holder.wait()
        lock_when_free(store)


def test_two_processes_importing_the_same_rows_store_each_once(store: Store, database: str) -> None:
    forwards, backwards = ADD.replace("step", "1"), ADD.replace("step", "-1")
    with process(database, forwards) as one, process(database, backwards) as other:
        start_together(one, other)
        added = [int(each.stdout.readline()) for each in (one, other)]
    assert sum(added) == store.count() == 2000


def test_an_import_that_is_killed_leaves_whole_batches(store: Store, database: str) -> None:
    with process(database, ADD_FOR_EVER) as importer:
        for _ in range(3):
            importer.stdout.readline()
        importer.kill()
        importer.wait()
    assert store.count() >= 300
    assert store.count() % 100 == 0


def test_a_person_changes_issues_while_an_import_runs(store: Store, database: str) -> None:
    store.add([feedback("a")], [])
    opened = (new_issue(voice(feedback("a"))),)
    found = Discovery(joined=(), opened=opened, single=())
    scan = store.open(RECIPE, STARTED)
    store.save(scan, [reading(feedback("a"))])
    store.finish(scan, found, ScanTally(), LATER)
    with process(database, ADD_FOR_EVER) as importer:
        importer.stdout.readline()
        for number in range(200):
            store.rename(IssueId("D1"), str(number), LATER)
        assert importer.poll() is None
    assert len(store.events(IssueId("D1"))) == 201


def test_two_processes_may_upgrade_at_once(empty_database: str) -> None:
    with process(empty_database, UPGRADE) as one, process(empty_database, UPGRADE) as other:
        start_together(one, other)
        assert [each.stdout.readline() for each in (one, other)] == ["0\n", "0\n"]


def test_an_upgrade_while_a_scan_runs_changes_nothing(store: Store, database: str) -> None:
    with store.lock():
        second = SqlStore(database)
        second.upgrade()
        assert second.count() == 0
        second.close()
