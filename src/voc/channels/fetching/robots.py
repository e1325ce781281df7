"""robots.txt by RFC 9309, asked once a session and host, and the pace that it asks for.

Scrapy parses it. What Scrapy leaves out is done here: a robots.txt that cannot be asked forbids
all, and Crawl-delay is kept to.
"""

import asyncio
import random
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser, RobotParser

from voc.channels.fetching import pacing
from voc.channels.fetching.failures import TroubleError, is_retried
from voc.channels.fetching.hops import Hops
from voc.channels.fetching.policy import FetchPolicy
from voc.channels.fetching.robots_work import MOST_WORK, work
from voc.types.fetching import Why

# RFC 9309 asks for 500 KiB at least; what comes behind is not read.
LARGEST = 512 << 10


@dataclass(frozen=True, slots=True)
class _Rules:
    parser: RobotParser | None  # None: nothing is forbidden
    trouble: TroubleError | None = None  # it could not be asked: everything is forbidden


class Robots:
    """What each host allows. One a session."""

    def __init__(
        self, crawler: Crawler, hops: Hops, policy: FetchPolicy, rng: random.Random
    ) -> None:
        self._crawler = crawler
        self._hops = hops
        self._policy = policy
        self._rng = rng
        self._rules: dict[str, asyncio.Task[_Rules]] = {}
        # Places of its own: a page may have one already while a robots.txt is waited for.
        self._places = asyncio.Semaphore(policy.at_once)

    async def check(self, url: str) -> None:
        """Raises TroubleError where robots.txt says no, or cannot be asked."""
        parts = urlsplit(url)
        place = f"{parts.scheme}://{parts.netloc}"
        if place not in self._rules:
            self._rules[place] = asyncio.create_task(self._ask(place))
        # Shielded: who is cancelled while waiting for it must not end it for the others.
        rules = await asyncio.shield(self._rules[place])
        if rules.trouble is not None:
            raise replace(rules.trouble)  # one raised again and again keeps all its tracebacks
        if rules.parser is None:
            return
        if not rules.parser.allowed(url, self._policy.agent):
            raise TroubleError(
                Why.ROBOTS, f"robots.txt of {parts.netloc} forbids {url}", final=True
            )
        self._keep_pace(parts.hostname or "", rules.parser)

    async def _ask(self, place: str) -> _Rules:
        url = f"{place}/robots.txt"
        for tries in range(self._policy.most_retries + 1):
            try:
                async with self._places:
                    response = await self._hops.follow(url, cut_at=LARGEST)
            except TroubleError as trouble:
                if trouble.why is Why.REDIRECTS or _is_absent(trouble.status):
                    return _Rules(None)
                if not is_retried(trouble.why) or tries == self._policy.most_retries:
                    return _Rules(None, _forbidding(trouble, url))
                wait = trouble.wait_s
                if wait is None:
                    wait = pacing.backoff(tries, self._policy.backoff_s, self._rng)
                if wait > self._policy.longest_wait_s:
                    return _Rules(None, _forbidding(trouble, url))
                await asyncio.sleep(wait)
            else:
                return self._read(response, url)
        raise AssertionError("the last try returns")

    def _read(self, response: Response, url: str) -> _Rules:
        body = response.body[:LARGEST]
        if work(body.decode("utf-8", errors="replace")) > MOST_WORK:
            told = f"{url} names so many readers and rules that it cannot be read"
            return _Rules(None, TroubleError(Why.ROBOTS, told, final=True))
        return _Rules(ProtegoRobotParser.from_crawler(self._crawler, body))

    def _keep_pace(self, host: str, parser: RobotParser) -> None:
        """Raises TroubleError where the host asks for more patience than the policy has."""
        delay = parser.crawl_delay(self._policy.agent)
        if not delay:
            return
        most = self._policy.longest_delay_s
        if delay > most:
            raise TroubleError(
                Why.ROBOTS,
                f"robots.txt of {host} asks for {delay:g} s between two requests; the most that is "
                f"waited for is {most:g} s (longest_delay_s)",
                final=True,
            )
        self._hops.keep_delay(host, delay)


def _is_absent(status: int | None) -> bool:
    """4xx: there are no rules. Not 429, which asks to be left alone."""
    return status is not None and 400 <= status < 500 and status != 429


def _forbidding(trouble: TroubleError, url: str) -> TroubleError:
    told = f"{trouble.message}; while {url} cannot be asked, nothing else is"
    return replace(trouble, message=told, final=True)
