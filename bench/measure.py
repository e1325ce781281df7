"""Runs voc commands as whole processes; says how long they took and what memory they held."""

import hashlib
import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from voc.bootstrap import benches


@dataclass(frozen=True, slots=True)
class Run:
    """One finished command."""

    seconds: float
    peak_mib: float  # sum of resident memory over the process and its children: an upper bound
    stdout: str


def voc(*arguments: str, env: dict[str, str]) -> Run:
    """Run ``voc`` to its end. Raises RuntimeError with its stderr if it fails."""
    process = start(*arguments, env=env)
    peak = _Peak(process.pid)
    started = time.perf_counter()
    stdout, stderr = process.communicate()
    seconds = time.perf_counter() - started
    if process.returncode:
        raise RuntimeError(f"voc {' '.join(arguments)} exited {process.returncode}: {stderr}")
    return Run(seconds=seconds, peak_mib=peak.stop(), stdout=stdout)


def start(*arguments: str, env: dict[str, str]) -> subprocess.Popen[str]:
    """Start ``voc`` in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "voc", *arguments],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def environment(home: Path, database_url: str | None = None) -> dict[str, str]:
    """A home of its own and a fixed key, so that two homes give the same ids."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("VOC_")}
    env |= {"VOC_HOME": str(home), "VOC_AUTHOR_KEY": "a key for measuring only"}
    return env | ({"VOC_DATABASE_URL": database_url} if database_url else {})


def fingerprint(url: str, *, leave_out: frozenset[str] = frozenset()) -> dict[str, str]:
    """Per table: row count and a digest of its sorted rows, columns in ``leave_out`` left out."""
    engine = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    metadata = sa.MetaData()
    metadata.reflect(engine)
    found = {}
    with engine.connect() as connection:
        for table in metadata.sorted_tables:
            columns = [column for column in table.columns if column.name not in leave_out]
            rows = sorted(repr(tuple(row)) for row in connection.execute(sa.select(*columns)))
            digest = hashlib.sha256("\n".join(rows).encode()).hexdigest()
            found[table.name] = f"{len(rows)} rows {digest[:16]}"
    engine.dispose()
    return found


def machine() -> dict[str, Any]:
    """What figures of time must be read with."""
    return asdict(benches.machine(datetime.now(UTC)))


def write(out: Path, result: dict[str, Any]) -> None:
    text = json.dumps(result, ensure_ascii=False, indent=2) + "\n"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text, encoding="utf-8")
    print(text)


class _Peak:
    """Samples /proc every 50 ms."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._most = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self._thread.start()

    def stop(self) -> float:
        self._done.set()
        self._thread.join()
        return self._most / 1024

    def _sample(self) -> None:
        while not self._done.wait(0.05):
            self._most = max(self._most, sum(_resident_kib(pid) for pid in _tree(self._pid)))


def _tree(pid: int) -> list[int]:
    try:
        tasks = Path(f"/proc/{pid}/task").iterdir()
        children = [int(c) for t in tasks for c in (t / "children").read_text().split()]
    except OSError:
        return []
    return [pid, *(descendant for child in children for descendant in _tree(child))]


def _resident_kib(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)
