"""One address, and where it leads: requests one after the other until there is an answer.

Scrapy's own redirects are not used: they go on in the queue of the host that was asked first,
send all headers on but two, and notice circles by their length only.
"""

from collections.abc import Awaitable, Callable, Mapping
from time import monotonic
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from voc.channels.fetching import pacing
from voc.channels.fetching.asked import check_address, check_headers
from voc.channels.fetching.clock import Clock
from voc.channels.fetching.failures import CrowdedError, TroubleError, of_status, trouble
from voc.channels.fetching.policy import FetchPolicy
from voc.channels.fetching.transfers import TRANSFER, Meter, Transfer
from voc.types.fetching import Why

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SENT = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,"
    "*/*;q=0.8",
    "Accept-Language": "zh, ko;q=0.9, en;q=0.8, *;q=0.5",
}
Check = Callable[[str], Awaitable[None]]


async def anything(url: str) -> None:
    """Nobody forbids."""


class Hops:
    """Requests through Scrapy's downloader, which keeps to the pace of each host."""

    def __init__(self, crawler: Crawler, meter: Meter, policy: FetchPolicy, clock: Clock) -> None:
        self._crawler = crawler
        self._meter = meter
        self._policy = policy
        self._clock = clock
        self._delays: dict[str, float] = {}

    def keep_delay(self, host: str, delay_s: float) -> None:
        """From now on at least so long between two requests to a host, one at a time."""
        if self._delays.get(host, 0.0) >= delay_s:  # another port of it may have asked for more
            return
        self._delays[host] = delay_s
        told = max(delay_s, self._policy.delay_s)
        downloader = self._crawler.engine.downloader
        # Of slots that are made anew after a pause, and of the one that there is.
        downloader.per_slot_settings[host] = {"concurrency": 1, "delay": told, "jitter": 0.0}
        if slot := downloader.slots.get(host):
            slot.delay, slot.concurrency = told, 1

    def pause_s(self, host: str) -> float:
        """How long until the host may be asked again."""
        slot = self._crawler.engine.downloader.slots.get(host)
        return max(0.0, slot.lastseen + slot.delay - monotonic()) if slot else 0.0

    async def follow(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        validators: Mapping[str, str] | None = None,
        check: Check = anything,
        largest: int | None = None,
        cut_at: int | None = None,
        in_turn: bool = False,
    ) -> Response:
        """The answer at the end, of status 2xx, or 304 where ``validators`` were sent.

        ``headers`` go to the origin of ``url`` alone. Raises TroubleError or CrowdedError.
        """
        origin = _origin(url)
        seen: set[str] = set()
        for _ in range(self._policy.most_redirects + 1):
            check_address(url)
            seen.add(url)
            await check(url)
            own = headers if headers and _origin(url) == origin else {}
            sent = {**_SENT, "User-Agent": self._policy.user_agent, **check_headers(own)}
            response = await self._once(
                url, {**sent, **(validators or {})}, largest or (8 << 20), cut_at, in_turn
            )
            if response.status == 304 and validators:
                return response
            target = _target(response)
            if target is None:
                self._check_status(response)
                return response
            if target in seen:
                raise TroubleError(Why.REDIRECTS, f"{url} leads back to {target}", response.status)
            url = target
        raise TroubleError(
            Why.REDIRECTS, f"more than {self._policy.most_redirects} redirects, the last to {url}"
        )

    async def _once(
        self, url: str, headers: Mapping[str, str], largest: int, cut_at: int | None, in_turn: bool
    ) -> Response:
        host = urlsplit(url).hostname or ""
        transfer = Transfer(
            meter=self._meter, read_s=self._policy.read_s, cut_at=cut_at, in_turn=in_turn
        )
        try:
            request = Request(
                url,
                headers=dict(headers),
                dont_filter=True,
                meta={
                    TRANSFER: transfer,
                    "download_slot": host,
                    "download_maxsize": largest,
                    "download_timeout": self._policy.total_s,
                    # A host that names its pace is held to it.
                    "autothrottle_dont_adjust_delay": host in self._delays,
                },
            )
            response = await self._crawler.engine.download_async(request)
        except (CrowdedError, TroubleError):
            raise
        except Exception as err:  # all that libraries of four makers raise over what comes
            raise trouble(err, url, largest) from err
        finally:
            transfer.ended()
        # The least pause counts from here: a request that was long on its way is not followed too
        # soon. What AutoThrottle adds counts from its start, as Scrapy means it.
        if slot := self._crawler.engine.downloader.slots.get(host):
            least = max(self._delays.get(host, 0.0), self._policy.delay_s)
            slot.lastseen = max(slot.lastseen, transfer.head_at + least - slot.delay)
        return response

    def _check_status(self, response: Response) -> None:
        told = response.headers.get("Retry-After")
        now = self._clock()
        wait_s = pacing.retry_after(told.decode("latin-1") if told else None, now)
        if found := of_status(response.status, response.url, wait_s, now):
            raise found


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc


def _target(response: Response) -> str | None:
    """Where a redirect leads, without its fragment."""
    told = response.headers.get("Location")
    if response.status not in _REDIRECTS or not told:
        return None
    try:
        target = urljoin(response.url, told.decode("utf-8", errors="replace").strip())
        return Request(target).url.partition("#")[0]  # what the letters of an address are sent as
    except ValueError as err:
        raise TroubleError(
            Why.REDIRECTS, f"{response.url} leads to no address of the web", response.status
        ) from err
