"""The parent's side: port Fetcher over a child process that does the fetching."""

import os
import selectors
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import IO

from voc.channels.extra import require
from voc.channels.fetching.frames import Frame, Inbox, Outbox, answer_of, ask_frame
from voc.channels.fetching.policy import FetchPolicy
from voc.errors import CollectError
from voc.types.fetching import Answer, Ask

_COMMAND = (sys.executable, "-m", "voc.channels.fetching.child_main")
# The child says every few seconds that it is alive; who says nothing for so long hangs.
_LONGEST_SILENCE_S = 60.0
_PIECE = 1 << 18
# What the child needs of the environment. No proxy and no secret is among it.
_KEPT = ("PATH", "LANG", "LC_ALL", "SSL_CERT_FILE", "SSL_CERT_DIR", "LD_LIBRARY_PATH", "TMPDIR")


class ScrapyFetcher:
    """Port Fetcher. Raises SettingsError where voc[collect] is not installed."""

    def __init__(self, policy: FetchPolicy, longest_silence_s: float = _LONGEST_SILENCE_S) -> None:
        require("protego", "scrapy", "twisted")
        self._policy = policy
        self._longest_silence_s = longest_silence_s

    @contextmanager
    def session(self) -> Iterator["ChildSession"]:
        with tempfile.TemporaryFile() as complaints, _start(complaints) as child:
            try:
                yield ChildSession(child, self._policy, complaints, self._longest_silence_s)
            finally:
                child.kill()


def _start(complaints: IO[bytes]) -> "subprocess.Popen[bytes]":
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ} | {
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        # A dead name server answers nobody; glibc would wait ten seconds for each.
        "RES_OPTIONS": "timeout:3 attempts:2",
        # Allocators that reserve address space ahead would use the limit up unused.
        "MALLOC_ARENA_MAX": "2",
    }
    return subprocess.Popen(
        _COMMAND,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=complaints,
        bufsize=0,
    )


class ChildSession:
    """Port Fetching. Of one thread at a time."""

    def __init__(
        self,
        child: "subprocess.Popen[bytes]",
        policy: FetchPolicy,
        complaints: IO[bytes],
        longest_silence_s: float,
    ) -> None:
        if child.stdin is None or child.stdout is None:
            raise ValueError("the child needs pipes")
        self._child = child
        self._complaints = complaints
        self._answers: deque[Answer] = deque()
        self._inbox = Inbox()
        self._outbox = Outbox(child.stdin.fileno())
        self._from_child = child.stdout.fileno()
        self._to_child = child.stdin.fileno()
        self._open = 0
        self._longest_silence_s = longest_silence_s
        self._silent_s = 0.0  # listened to since the child said something, over all takes
        self._outbox.add(Frame({"policy": policy.to_json()}))

    @property
    def open(self) -> int:
        return self._open

    @property
    def pid(self) -> int:
        return self._child.pid

    def put(self, ask: Ask) -> None:
        self._outbox.add(ask_frame(ask))
        self._open += 1
        self._flush()

    def take(self, wait_s: float | None = None) -> Answer | None:
        until = None if wait_s is None else monotonic() + wait_s
        most = self._longest_silence_s
        while not self._answers:
            if not self._open:
                return None
            left = most if until is None else until - monotonic()
            if self._listen(max(0.0, min(left, most))):
                continue
            if self._silent_s >= most:
                raise CollectError(
                    "The fetching process hangs. Collect again; what was stored is kept."
                )
            if until is not None and monotonic() >= until:
                return None
        self._open -= 1
        return self._answers.popleft()

    def _listen(self, wait_s: float) -> bool:
        """Move what can be moved, waiting once; whether the child said anything."""
        writing = [self._to_child] if self._outbox.waiting else []
        with selectors.DefaultSelector() as selector:  # select() knows no file beyond the 1,024th
            selector.register(self._from_child, selectors.EVENT_READ)
            for one in writing:
                selector.register(one, selectors.EVENT_WRITE)
            began = monotonic()
            ready = {key.fd for key, _ in selector.select(wait_s)}
        if self._to_child in ready:
            self._flush()
        if self._from_child not in ready:
            # Who was stopped together with the child heard nothing because it did not listen.
            self._silent_s += min(monotonic() - began, wait_s)
            return False
        self._silent_s = 0.0
        piece = os.read(self._from_child, _PIECE)
        if not piece:
            raise self._dead()
        self._answers.extend(answer_of(one) for one in self._inbox.fed(piece) if one.head)
        return True

    def _flush(self) -> None:
        """A child that is dead is noticed, and told of, by who takes."""
        try:
            self._outbox.flush()
        except BrokenPipeError:
            raise self._dead() from None

    def _dead(self) -> CollectError:
        code = self._child.wait()
        self._complaints.seek(0, os.SEEK_END)
        self._complaints.seek(max(0, self._complaints.tell() - 2000))
        last = self._complaints.read().decode(errors="replace").strip().rpartition("\n")[2]
        return CollectError(
            f"The fetching process died (exit code {code}{': ' + last if last else ''}). "
            "Collect again; what was stored is kept."
        )
