"""Takes asks and gives answers: queues by host, retries, rests, and who waits for what."""

import asyncio
import random
import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urlsplit

from scrapy.http import Response

from voc.channels.fetching import pacing
from voc.channels.fetching.asked import check_address
from voc.channels.fetching.clock import Clock
from voc.channels.fetching.failures import CrowdedError, TroubleError, is_no_connection, is_retried
from voc.channels.fetching.hops import Hops, anything
from voc.channels.fetching.policy import FetchPolicy
from voc.channels.fetching.robots import Robots
from voc.channels.fetching.transfers import LARGE
from voc.types.collected import Fetched
from voc.types.fetching import Answer, Answered, Ask, Failed, Unchanged, Validators, Why

# After so many asks in a row that found nobody, the host is left alone for a while and what waits
# for it fails at once: a dead host with 200 items would keep a round busy for an hour.
_MOST_UNANSWERED = 3
_LEFT_ALONE_S = 120.0
_LARGE_AT_ONCE = 4
_LONGEST_HEADER = 8192
_MOST_HEADERS = 100
# Validators are a server's own words, and sent back to it.
_SENDABLE = re.compile(r"[\x20-\x7e]{1,1024}")


@dataclass(slots=True)
class _Job:
    ask: Ask
    tries: int = 0
    in_turn: bool = False  # large, and asked again when memory was short


@dataclass(slots=True)
class _Host:
    waiting: deque[_Job] = field(default_factory=deque)
    working: int = 0
    rests_until: float = 0.0  # of the loop's clock
    rests: TroubleError | None = None  # why
    unanswered: int = 0


class Desk:
    def __init__(
        self,
        hops: Hops,
        robots: Robots,
        policy: FetchPolicy,
        *,
        clock: Clock,
        rng: random.Random,
        give: Callable[[Answer], None],
        room: asyncio.Event,
    ) -> None:
        self._hops = hops
        self._robots = robots
        self._policy = policy
        self._clock = clock
        self._rng = rng
        self._give = give
        self._room = room
        self._places = asyncio.Semaphore(policy.at_once)
        self._large = asyncio.Semaphore(_LARGE_AT_ONCE)
        self._hosts: dict[str, _Host] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._loop = asyncio.get_running_loop()

    def put(self, ask: Ask) -> None:
        self._queue(_Job(ask))

    def _queue(self, job: _Job) -> None:
        host = self._hosts.setdefault(_host_of(job.ask.url), _Host())
        host.waiting.append(job)
        self._work_on(host)

    def _work_on(self, host: _Host) -> None:
        if host.working < self._policy.per_host:
            host.working += 1
            worker = self._loop.create_task(self._work(host))
            self._workers.add(worker)
            worker.add_done_callback(self._workers.discard)

    async def _work(self, host: _Host) -> None:
        try:
            while host.waiting:
                if (rest := host.rests_until - self._loop.time()) > 0:
                    if host.rests is not None and rest > self._policy.longest_wait_s:
                        self._fail(host.waiting.popleft(), host.rests)
                        continue
                    await asyncio.sleep(rest)
                    continue
                await self._do(host, host.waiting.popleft())
        finally:
            host.working -= 1

    async def _do(self, host: _Host, job: _Job) -> None:
        try:
            answer = await self._ask(job)
        except CrowdedError:
            job.in_turn = True
            self._back(host, job, 0.0)
        except TroubleError as trouble:
            self._judge(host, job, trouble)
        except Exception as err:  # a bug of ours must not leave an ask without an answer
            self._fail(
                job,
                TroubleError(Why.CONNECTION, f"{job.ask.url}: {type(err).__name__}: {err}"[:300]),
            )
        else:
            host.unanswered = 0
            self._give(answer)

    async def _ask(self, job: _Job) -> Answer:
        """Wait first for what may take long, and only then take one of the places."""
        check_address(job.ask.url)
        if job.ask.obey_robots:
            await self._robots.check(job.ask.url)
        await asyncio.sleep(self._hops.pause_s(_host_of(job.ask.url)))
        async with self._large if job.in_turn else self._places:
            await self._room.wait()
            return await self._follow(job)

    async def _follow(self, job: _Job) -> Answer:
        ask = job.ask
        response = await self._hops.follow(
            ask.url,
            headers=ask.headers,
            validators=_conditions(ask.validators),
            check=self._robots.check if ask.obey_robots else anything,
            largest=ask.largest,
            in_turn=job.in_turn,
        )
        if len(response.body) > LARGE and not job.in_turn and not self._room.is_set():
            raise CrowdedError  # what is unpacked by now may be much larger than what came
        now = self._clock()
        if response.status == 304:
            return Unchanged(id=ask.id, at=now)
        headers = _headers(response)
        page = Fetched(
            url=ask.url,
            final_url=response.url,
            status=response.status,
            headers=headers,
            body=response.body,
            fetched_at=now,
            from_cache=False,
        )
        told = Validators(
            etag=_sendable(headers.get("etag")),
            last_modified=_sendable(headers.get("last-modified")),
        )
        return Answered(id=ask.id, page=page, validators=told)

    def _judge(self, host: _Host, job: _Job, trouble: TroubleError) -> None:
        """Ask again after a while, or tell what is the matter."""
        if trouble.why is Why.RATE:
            wait = trouble.wait_s
            if wait is None:
                wait = pacing.backoff(job.tries, self._policy.backoff_s, self._rng)
            host.rests_until = max(host.rests_until, self._loop.time() + wait)
            host.rests = trouble
            if wait > self._policy.longest_wait_s:
                self._fail(job, trouble)
                return
        else:
            wait = pacing.backoff(job.tries, self._policy.backoff_s, self._rng)
        if is_retried(trouble.why) and not trouble.final and job.tries < self._policy.most_retries:
            job.tries += 1
            self._back(host, job, wait)
            return
        self._count(host, trouble)
        self._fail(job, trouble)

    def _count(self, host: _Host, trouble: TroubleError) -> None:
        host.unanswered = host.unanswered + 1 if is_no_connection(trouble.why) else 0
        if host.unanswered >= _MOST_UNANSWERED:
            host.rests_until = self._loop.time() + _LEFT_ALONE_S
            host.rests = TroubleError(
                trouble.why, f"{trouble.message}; the host did not answer {host.unanswered} times "
                "in a row and is left alone for a while",
            )  # fmt: skip

    def _back(self, host: _Host, job: _Job, wait_s: float) -> None:
        self._loop.call_later(wait_s, self._queue, job)

    def _fail(self, job: _Job, trouble: TroubleError) -> None:
        self._give(
            Failed(
                id=job.ask.id,
                at=self._clock(),
                why=trouble.why,
                message=trouble.message,
                status=trouble.status,
                retry_at=trouble.retry_at,
            )
        )


def _host_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _conditions(validators: Validators) -> dict[str, str]:
    found = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, told in found.items() if (value := _sendable(told))}


def _sendable(validator: str | None) -> str | None:
    """Nor is one kept that cannot be sent back."""
    return validator if validator and _SENDABLE.fullmatch(validator) else None


def _headers(response: Response) -> dict[str, str]:
    return {
        name.decode("latin-1").lower(): b",".join(values).decode("latin-1")[:_LONGEST_HEADER]
        for name, values in islice(response.headers.items(), _MOST_HEADERS)
    }
