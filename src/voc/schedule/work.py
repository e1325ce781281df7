"""Work at runs: in a process of its own, or where it is light in a thread."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol

from voc.errors import VocError
from voc.types.schedule import Run

ERROR_LENGTH = 2_000  # characters of what went wrong that are kept


class WorkError(VocError):
    """An attempt failed; the message is kept with the run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of work."""

    tally: Mapping[str, Any] = field(default_factory=dict)  # as JSON
    asks: tuple[str, ...] = ()  # jobs that have something to do now


# Reads the JSON that a command printed for these runs.
Reader = Callable[[Any, Sequence[Run]], Outcome]
Clock = Callable[[], datetime]


class Task(Protocol):
    """Work that goes on."""

    def poll(self) -> Outcome | None:
        """What came of it; None while it goes on. Raises WorkError where it failed."""
        ...

    def stop(self) -> bool:
        """End it at once; whether it is gone."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """How jobs of a kind are done."""

    # Begins, and calls back from any thread when it ends.
    start: Callable[[Sequence[Run], Callable[[], None]], Task]
    limit: timedelta = timedelta(hours=1)  # what takes longer hangs, and is stopped


def in_thread(work: Callable[[Sequence[Run]], Outcome]) -> Action:
    """For what is light, and ends by itself."""
    return Action(start=lambda runs, ended: ThreadTask(work, runs, ended))


def in_process(
    arguments: Callable[[Sequence[Run]], Sequence[str]],
    told: Reader,
    limit: timedelta,
) -> Action:
    """A command of voc, given without ``voc``; ``told`` reads the JSON that it prints."""
    return Action(
        start=lambda runs, ended: ProcessTask(arguments(runs), partial(_read, told, runs), ended),
        limit=limit,
    )


class ThreadTask:
    def __init__(
        self,
        work: Callable[[Sequence[Run]], Outcome],
        runs: Sequence[Run],
        ended: Callable[[], None],
    ) -> None:
        self._work, self._runs, self._ended = work, runs, ended
        self._outcome: Outcome | None = None
        self._error: str | None = None
        self._thread = threading.Thread(target=self._do, name=runs[0].job, daemon=True)
        self._thread.start()

    def poll(self) -> Outcome | None:
        if self._error is not None:
            raise WorkError(self._error)
        return self._outcome

    def stop(self) -> bool:
        return not self._thread.is_alive()

    def _do(self) -> None:
        try:
            self._outcome = self._work(self._runs)
        except Exception as err:  # whatever fails in a job is the job's error
            self._error = _short(str(err) if isinstance(err, VocError) else repr(err))
        finally:
            self._ended()


class ProcessTask:
    """A command of voc in a process group of its own, that goes when this process does."""

    def __init__(
        self,
        arguments: Sequence[str],
        told: Callable[[Any], Outcome],
        ended: Callable[[], None],
    ) -> None:
        self._told, self._ended = told, ended
        self._outcome: Outcome | None = None
        self._error: str | None = None
        # We hold the other end: it closes however we end, and the child hears it.
        heard, self._lifeline = os.pipe()
        command = [sys.executable, "-m", "voc.schedule.child", str(heard), *arguments]
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                pass_fds=(heard,),
                start_new_session=True,
            )
        except OSError as err:
            os.close(self._lifeline)
            raise WorkError(f"No process could be started: {err.strerror}.") from err
        finally:
            os.close(heard)
        self._thread = threading.Thread(target=self._watch, name=arguments[0], daemon=True)
        self._thread.start()

    def poll(self) -> Outcome | None:
        if self._error is not None:
            raise WorkError(self._error)
        return self._outcome

    def stop(self) -> bool:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._thread.join(timeout=5)
        return not self._thread.is_alive()

    def _watch(self) -> None:
        out, err = self._process.communicate()
        os.close(self._lifeline)
        try:
            self._outcome = self._read(out, err.decode(errors="replace"))
        except Exception as error:  # what a command prints is told as it is
            self._error = _short(str(error) if isinstance(error, WorkError) else repr(error))
        finally:
            self._ended()

    def _read(self, out: bytes, err: str) -> Outcome:
        code = self._process.returncode
        if code < 0:
            raise WorkError(f"It was ended by {signal.Signals(-code).name}. {_last_line(err)}")
        if code:
            raise WorkError(_last_line(err) or f"It ended with code {code}.")
        return self._told(json.loads(out) if out.strip() else None)


def _read(reader: Reader, runs: Sequence[Run], told: Any) -> Outcome:
    try:
        return reader(told, runs)
    except (KeyError, TypeError, ValueError, AttributeError) as err:
        raise WorkError(f"What the command printed cannot be read: {err!r}") from err


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip().removeprefix("voc: ") if lines else ""


def _short(text: str) -> str:
    return text if len(text) <= ERROR_LENGTH else f"{text[: ERROR_LENGTH - 1]}…"
