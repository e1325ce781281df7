"""Answers unpacked by Scrapy, which counts while it unpacks; what it refuses is told as a bomb."""

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from voc.channels.fetching.failures import TroubleError
from voc.channels.fetching.transfers import TRANSFER, Transfer
from voc.types.fetching import Why

# Packed once, or packed by a cache again; whoever packs more often wants to keep us busy.
_MOST_TIMES = 2
_KNOWN = frozenset({"", "identity", "gzip", "x-gzip", "deflate", "br", "zstd"})


class Unpacking(HttpCompressionMiddleware):
    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        told = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1").lower()
        packings = [one.strip() for one in told.split(",")]
        if unknown := [one for one in packings if one not in _KNOWN]:
            raise TroubleError(
                Why.UNREADABLE, f"{request.url} is packed as {unknown[0][:40]!r}", final=True
            )
        if len(packings) > _MOST_TIMES:
            raise _bomb(request)
        try:
            unpacked = super().process_response(request, response)
        except IgnoreRequest as err:
            raise _bomb(request) from err
        except Exception as err:  # each of the four unpackers raises errors of its own
            raise TroubleError(
                Why.UNREADABLE, f"{request.url} is packed as {told}, and damaged", final=True
            ) from err
        if isinstance(unpacked, Response):
            transfer: Transfer = request.meta[TRANSFER]
            transfer.unpacked(len(unpacked.body))
        return unpacked


def _bomb(request: Request) -> TroubleError:
    most = request.meta["download_maxsize"]
    return TroubleError(Why.BOMB, f"{request.url} unpacks to more than {most:,} bytes", final=True)
