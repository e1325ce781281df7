"""Work in threads and in processes of its own."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from voc.schedule.work import Action, Outcome, Task, WorkError, in_process, in_thread
from voc.types.schedule import Run, RunState

RUN = Run(
    id=1, job="scan", due_at=datetime(2026, 11, 2, tzinfo=UTC), state=RunState.RUNNING, attempt=1
)
HOUR = timedelta(hours=1)


def begun(action: Action) -> tuple[Task, threading.Event]:
    ended = threading.Event()
    return action.start([RUN], ended.set), ended


def outcome(action: Action) -> Outcome | None:
    task, ended = begun(action)
    assert ended.wait(60)
    return task.poll()


def command(*arguments: str) -> Action:
    def told(document: Any, runs: Sequence[Run]) -> Outcome:
        return Outcome(tally={"told": document["now"] is not None, "runs": len(runs)})

    return in_process(lambda runs: arguments, told, HOUR)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VOC_HOME", str(tmp_path))
    monkeypatch.delenv("VOC_DATABASE_URL", raising=False)
    return tmp_path


def test_a_thread_tells_what_came_of_it() -> None:
    assert outcome(in_thread(lambda runs: Outcome(tally={"n": 1}))) == Outcome(tally={"n": 1})


def test_whatever_fails_in_a_thread_is_the_jobs_error() -> None:
    def broken(runs: Sequence[Run]) -> Outcome:
        raise ZeroDivisionError("x" * 10_000)

    with pytest.raises(WorkError, match="ZeroDivisionError") as caught:
        outcome(in_thread(broken))
    assert len(str(caught.value)) <= 2_000


def test_a_command_runs_in_a_process_of_its_own(home: Path) -> None:
    assert outcome(command("runs", "--json")) == Outcome(tally={"told": True, "runs": 1})


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("runs", "--ask", "nothing"), "No job is called “nothing”"),
        (("no-such-command",), "No such command"),
        (("--version",), "JSONDecodeError"),
    ],
)
def test_what_a_command_complains_of_is_the_runs_error(
    home: Path, arguments: tuple[str, ...], told: str
) -> None:
    with pytest.raises(WorkError, match=told):
        outcome(command(*arguments))


def test_a_command_that_is_stopped_is_gone(home: Path) -> None:
    task, ended = begun(command("collect"))
    assert task.poll() is None
    assert task.stop()
    assert ended.is_set()
    with pytest.raises(WorkError, match="SIGKILL"):
        task.poll()


PARENT = """
import sys, time
from datetime import timedelta
from voc.schedule.work import ProcessTask
task = ProcessTask(["collect"], lambda told: None, lambda: None)
print(task._process.pid, flush=True)
time.sleep(60)
"""


def test_who_is_killed_takes_the_processes_of_its_work_along(home: Path) -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert alive(child)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    wait_for(lambda: not alive(child))


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def wait_for(what: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not what():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)
