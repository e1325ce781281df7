"""What is under way: how long it keeps silent, and how much memory all of it takes."""

import asyncio
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.exceptions import DownloadTimeoutError, StopDownload
from scrapy.http import Response

from voc.channels.fetching.failures import CrowdedError

TRANSFER = "voc_transfer"
# An answer beyond LARGE is broken off where all that are under way take more than MOST_BYTES, and
# asked again when they are done, a few such at a time.
LARGE = 1 << 20
MOST_BYTES = 96 << 20


@dataclass(slots=True, kw_only=True)
class Transfer:
    """One request that is being answered."""

    meter: "Meter"
    read_s: float
    in_turn: bool = False  # has a place among the large ones: is never broken off
    cut_at: int | None = None  # bytes after which the rest is not needed
    taken: int = 0
    head_at: float = 0.0  # monotonic: when the server had certainly seen the request
    _limit: asyncio.Timeout | None = field(default=None, init=False)

    def begins(self, limit: asyncio.Timeout) -> None:
        self._limit = limit
        self.lives()

    def lives(self) -> None:
        if self._limit is not None and not self._limit.expired():
            self._limit.reschedule(asyncio.get_running_loop().time() + self.read_s)

    def came(self, size: int) -> None:
        """Raises StopDownload where no more of it is wanted."""
        self.lives()
        self.taken += size
        self.meter.add(size)
        if self.cut_at is not None and self.taken >= self.cut_at:
            raise StopDownload(fail=False)
        if self.taken > LARGE and not self.in_turn and self.meter.is_full:
            raise StopDownload(fail=True)

    def unpacked(self, size: int) -> None:
        """What came is this large now, and in memory until it is told. Raises CrowdedError."""
        if size > LARGE and not self.in_turn and self.meter.is_full:
            raise CrowdedError
        self.taken = size
        self.meter.add(size)

    def ended(self) -> None:
        self.meter.add(-self.taken)
        self.taken = 0


class Meter:
    """Bytes in memory of all answers under way."""

    def __init__(self) -> None:
        self._bytes = 0

    @property
    def is_full(self) -> bool:
        return self._bytes > MOST_BYTES

    def add(self, size: int) -> None:
        self._bytes += size


class PatientHandler(HTTP11DownloadHandler):
    """Scrapy's own, which limits the whole time only, with a limit on silence."""

    async def download_request(self, request: Request) -> Response:
        transfer: Transfer = request.meta[TRANSFER]
        try:
            async with asyncio.timeout(transfer.read_s) as limit:
                transfer.begins(limit)
                return await super().download_request(request)
        except TimeoutError as err:
            raise DownloadTimeoutError(f"nothing came for {transfer.read_s:g} seconds") from err
        except StopDownload as err:
            raise CrowdedError from err
        finally:
            transfer.ended()


def on_bytes(data: bytes, request: Request, **_: Any) -> None:
    transfer: Transfer = request.meta[TRANSFER]
    transfer.came(len(data))


def on_headers(request: Request, **_: Any) -> None:
    transfer: Transfer = request.meta[TRANSFER]
    transfer.head_at = monotonic()
    transfer.lives()
