"""A home of voc, the process that collects into it, and what that process took."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tests.internet import Net

ROOT = Path(__file__).parents[2]
SAMPLE_S = 0.25
# Workers of a killed process end by themselves within this time; those that do not are a defect.
ORPHANS_S = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """One process that came to its end."""

    seconds: float
    tally: dict[str, Any]
    peak_mib: float  # all its processes together, each page counted once (PSS)
    cpu_s: float  # of all its processes


def sources(net: Net, keeps: Mapping[str, str]) -> str:
    """All hosts of ``net`` as voc.toml names them; ``keeps``: "all" or "mentions", by host."""
    return "".join(
        f"""
[[sources]]
name = "{site.host}"
kind = "{site.kind}"
url = "{net.entry(site.host)}"
keep = "{keeps[site.host]}"
"""
        for site in net.world.sites
    )


class Home:
    """One VOC_HOME, its database and its voc.toml."""

    def __init__(self, path: Path, config: str, database_url: str | None = None) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self._path = path
        self.url = database_url or f"sqlite:///{path / 'voc.db'}"
        env = {key: text for key, text in os.environ.items() if not key.startswith("VOC_")}
        self._env = env | {
            "VOC_HOME": str(path),
            "VOC_AUTHOR_KEY": "a key for measuring only",
            "VOC_CONFIG": str(path / "voc.toml"),
            # What stands in this clone, wherever voc is installed from.
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }
        if database_url:
            self._env["VOC_DATABASE_URL"] = database_url
        self.configure(config)

    def configure(self, config: str) -> None:
        (self._path / "voc.toml").write_text(config, encoding="utf-8")

    def start(self, jumps: Sequence[tuple[float, float]]) -> subprocess.Popen[str]:
        """A round of all sources of voc.toml."""
        clock = self._path / "clock.json"
        clock.write_text(json.dumps(jumps), encoding="utf-8")
        return subprocess.Popen(
            [sys.executable, "-m", "bench.collecting.asker", str(clock)],
            env=self._env,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def collect(self, jumps: Sequence[tuple[float, float]] = ()) -> Ran:
        """One round to its end. Raises RuntimeError with what it said where it fails."""
        started = time.perf_counter()
        process = self.start(jumps)
        meter = Meter(process.pid)
        stdout, stderr = process.communicate()
        seconds = time.perf_counter() - started
        peak_mib, cpu_s = meter.stop()
        if process.returncode:
            raise RuntimeError(f"Collecting exited {process.returncode}: {stderr}")
        return Ran(seconds=seconds, tally=json.loads(stdout), peak_mib=peak_mib, cpu_s=cpu_s)

    def kill_while_collecting(
        self, after_s: float, jumps: Sequence[tuple[float, float]] = ()
    ) -> bool:
        """kill -9 of the process alone, as the kernel would; whether it was still at work.

        Raises RuntimeError where its children outlive it, or where it failed by itself.
        """
        process = self.start(jumps)
        try:
            _, stderr = process.communicate(timeout=after_s)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.communicate()
            _wait_for_orphans(process.pid)
            return True
        if process.returncode:
            raise RuntimeError(f"Collecting exited {process.returncode}: {stderr}")
        return False

    @contextmanager
    def database(self) -> Iterator[sa.Connection]:
        engine = sa.create_engine(self.url.replace("postgresql://", "postgresql+psycopg://"))
        try:
            with engine.connect() as connection:
                yield connection
        finally:
            engine.dispose()


class Meter:
    """Samples memory and processor time of a process and all below it."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._most_kib = 0
        self._ticks: dict[int, int] = {}
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> tuple[float, float]:
        """Most MiB at once, and seconds of processor time up to the last sample."""
        self._done.set()
        self._thread.join()
        return self._most_kib / 1024, sum(self._ticks.values()) / os.sysconf("SC_CLK_TCK")

    def _watch(self) -> None:
        while not self._done.wait(SAMPLE_S):
            pids = _tree(self._pid)
            self._most_kib = max(self._most_kib, sum(_shared_out_kib(pid) for pid in pids))
            self._ticks |= {pid: ticks for pid in pids if (ticks := _ticks(pid))}


def _tree(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [int(child) for t in tasks for child in (t / "children").read_text().split()]
    except OSError:
        return []
    return [pid, *(below for child in children for below in _tree(child))]


def _shared_out_kib(pid: int) -> int:
    """Resident memory, what is shared divided by those who share it."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _ticks(pid: int) -> int:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return 0
    fields = stat.rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _wait_for_orphans(group: int) -> None:
    deadline = time.monotonic() + ORPHANS_S
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise RuntimeError("Processes outlived the one that collected and was killed.")
