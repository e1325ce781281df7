"""Scrapy, with what of it is used, and nothing that listens, logs, guesses or remembers."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.settings import Settings

from voc.channels.fetching.policy import FetchPolicy
from voc.channels.fetching.transfers import PatientHandler, on_bytes, on_headers
from voc.channels.fetching.unpacking import Unpacking

# At zero delay Scrapy lets more requests through than a host's limit.
_LEAST_DELAY_S = 0.01


def settings(policy: FetchPolicy) -> Settings:
    delay = max(policy.delay_s, _LEAST_DELAY_S)
    return Settings(
        {
            "TWISTED_REACTOR": None,  # the process has installed its own
            "LOG_ENABLED": False,
            "TELNETCONSOLE_ENABLED": False,
            "REMOTE_CONTROL_ENABLED": False,
            "COOKIES_ENABLED": False,
            "HTTPCACHE_ENABLED": False,
            "HTTPPROXY_ENABLED": False,
            "REFERER_ENABLED": False,
            "RETRY_ENABLED": False,
            "REDIRECT_ENABLED": False,
            "METAREFRESH_ENABLED": False,
            "EXTENSIONS_BASE": {},
            "EXTENSIONS": {"scrapy.extensions.throttle.AutoThrottle": 0},
            "DOWNLOADER_MIDDLEWARES_BASE": {},
            "DOWNLOADER_MIDDLEWARES": {Unpacking: 500},
            "SPIDER_MIDDLEWARES_BASE": {},
            "DOWNLOAD_HANDLERS_BASE": {},
            "DOWNLOAD_HANDLERS": {"http": PatientHandler, "https": PatientHandler},
            "DOWNLOAD_VERIFY_CERTIFICATES": True,
            "DOWNLOAD_WARNSIZE": 0,
            "CONCURRENT_REQUESTS": policy.at_once,
            "CONCURRENT_REQUESTS_PER_DOMAIN": policy.per_host,
            "DOWNLOAD_DELAY": delay,
            "DOWNLOAD_DELAY_JITTER": 0.0,  # it would make delays shorter as often as longer
            "AUTOTHROTTLE_ENABLED": True,
            "AUTOTHROTTLE_START_DELAY": delay,
            "AUTOTHROTTLE_MAX_DELAY": max(policy.longest_delay_s, delay),
            "AUTOTHROTTLE_TARGET_CONCURRENCY": float(policy.per_host),
        }
    )


class Asking(Spider):
    """Open for as long as the process is."""

    name = "voc"

    async def start(self) -> AsyncIterator[Any]:
        return
        yield


async def opened(policy: FetchPolicy) -> Crawler:
    """A crawler that takes requests."""
    crawler = Crawler(Asking, settings(policy))
    ready = asyncio.Event()

    def on_opened(**_: Any) -> None:
        ready.set()

    def on_idle(**_: Any) -> None:
        raise DontCloseSpider

    listeners = (
        (on_opened, signals.spider_opened),
        (on_idle, signals.spider_idle),
        (on_bytes, signals.bytes_received),
        (on_headers, signals.headers_received),
    )
    for listener, signal in listeners:
        crawler.signals.connect(listener, signal=signal, weak=False)
    crawling = asyncio.ensure_future(crawler.crawl_async())
    opening = asyncio.ensure_future(ready.wait())
    await asyncio.wait({crawling, opening}, return_when=asyncio.FIRST_COMPLETED)
    if crawling.done():
        await crawling
    return crawler
