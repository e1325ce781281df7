"""The child process: `python -m voc.channels.fetching.child_main`.

Reads frames from its standard input, first the policy, then asks, until it ends; writes answers.
"""

import asyncio
import os
import random
import sys
import threading
from typing import Any

from twisted.internet.main import installReactor

from voc.channels.fetching.addresses import allowed
from voc.channels.fetching.clock import now
from voc.channels.fetching.crawl import opened
from voc.channels.fetching.desk import Desk
from voc.channels.fetching.frames import BEAT_S, Frame, Inbox, Outbox, answer_frame, ask_of
from voc.channels.fetching.gate import RESOLVING_THREADS, GuardedReactor, Names
from voc.channels.fetching.hops import Hops
from voc.channels.fetching.policy import FetchPolicy
from voc.channels.fetching.robots import Robots
from voc.channels.fetching.transfers import Meter

if sys.platform == "linux":  # elsewhere the kernel does not keep to a limit of address space
    import resource

    # It takes 0.3 GiB where nothing is under way, and as much again where all limits on what is
    # under way and what waits are reached.
    MEMORY_LIMIT = 2 << 30
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, _most = resource.getrlimit(resource.RLIMIT_NOFILE)
    _files = 8192 if _most == resource.RLIM_INFINITY else min(8192, _most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (_files, _most))

_STACK = 512 << 10  # of threads that ask name servers; the system's 8 MB would use the limit up
_PARENT = os.getppid()


def most_on_wire(largest: int) -> int:
    """Headers without an end are cut where the largest body would be, sent in small chunks."""
    return 2 * largest + (1 << 20)


class Line:
    """The pipes to the parent, inside the loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop, most_waiting: int) -> None:
        self._loop = loop
        self._inbox = Inbox()
        self._outbox = Outbox(sys.stdout.fileno())
        self._most_waiting = most_waiting
        self.room = asyncio.Event()  # set while the parent takes what is fetched
        self.room.set()

    def say(self, frame: Frame) -> None:
        if not self._outbox.waiting:
            self._loop.add_writer(sys.stdout.fileno(), self._flush)
        self._outbox.add(frame)
        if self._outbox.waiting > self._most_waiting:
            self.room.clear()

    def beat(self) -> None:
        """Lives; whoever has something to say is heard anyway. A new parent is none."""
        if os.getppid() != _PARENT:
            os._exit(1)
        if not self._outbox.waiting:
            self.say(Frame({}))
        self._loop.call_later(BEAT_S, self.beat)

    def _flush(self) -> None:
        try:
            self._outbox.flush()
        except BrokenPipeError:
            os._exit(1)
        if not self._outbox.waiting:
            self._loop.remove_writer(sys.stdout.fileno())
        if self._outbox.waiting <= self._most_waiting:
            self.room.set()


def main() -> None:
    frames, inbox = _first_frames()
    policy = FetchPolicy.from_json(frames[0].head["policy"])
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    reactor = GuardedReactor(loop, allowed(policy.allow), policy.connect_s, most_on_wire(0))
    installReactor(reactor)
    threading.stack_size(_STACK)
    reactor.suggestThreadPoolSize(RESOLVING_THREADS)
    resolver: Any = Names(policy.names, reactor.nameResolver)
    reactor.installNameResolver(resolver)
    serving = loop.create_task(_serve(policy, reactor, frames[1:], inbox))
    serving.add_done_callback(_ended)
    reactor.run(installSignalHandlers=False)


def _first_frames() -> tuple[list[Frame], Inbox]:
    inbox = Inbox()
    while piece := os.read(sys.stdin.fileno(), 1 << 16):
        if found := inbox.fed(piece):
            return found, inbox
    os._exit(1)


async def _serve(
    policy: FetchPolicy, reactor: GuardedReactor, first: list[Frame], inbox: Inbox
) -> None:
    loop = asyncio.get_running_loop()
    line = Line(loop, policy.answers_waiting)
    rng = random.SystemRandom()  # spreads retries
    crawler = await opened(policy)
    hops = Hops(crawler, Meter(), policy, now)
    robots = Robots(crawler, hops, policy, rng)
    desk = Desk(
        hops,
        robots,
        policy,
        clock=now,
        rng=rng,
        give=lambda answer: line.say(answer_frame(answer)),
        room=line.room,
    )

    def put(frame: Frame) -> None:
        ask = ask_of(frame)
        reactor.most_bytes = max(reactor.most_bytes, most_on_wire(ask.largest))
        desk.put(ask)

    def on_readable() -> None:
        piece = os.read(sys.stdin.fileno(), 1 << 16)
        if not piece:  # the parent left the session, or is dead
            os._exit(0)
        for frame in inbox.fed(piece):
            put(frame)

    for frame in first:
        put(frame)
    loop.add_reader(sys.stdin.fileno(), on_readable)
    line.beat()


def _ended(serving: "asyncio.Task[None]") -> None:
    """What cannot start says why on its way out."""
    if serving.cancelled() or (error := serving.exception()) is None:
        return
    sys.stderr.write(f"{type(error).__name__}: {error}\n")
    sys.stderr.flush()
    os._exit(1)


if __name__ == "__main__":
    main()
