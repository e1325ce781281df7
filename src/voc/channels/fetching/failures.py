"""What went wrong, as the house tells it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from service_identity import VerificationError
from twisted.internet.error import ConnectError
from twisted.web.client import ResponseFailed

from voc.types.fetching import Why


@dataclass(eq=False)  # an exception must have a hash
class TroubleError(Exception):
    """No answer that could be used."""

    why: Why
    message: str
    status: int | None = None
    wait_s: float | None = None  # how long the server asks to be left alone
    retry_at: datetime | None = None  # the same as a time
    final: bool = False  # asking again in this session is in vain


class RefusedError(Exception):
    """A place that nobody may connect to."""


class CrowdedError(Exception):
    """Memory is short for a large answer; it is asked again when there is room."""


_NO_CONNECTION = frozenset({Why.DNS, Why.CONNECTION, Why.TLS, Why.TIMEOUT})
# What another try in the same session may mend.
_RETRIED = frozenset({Why.DNS, Why.CONNECTION, Why.TIMEOUT, Why.SERVER, Why.RATE})


def is_no_connection(why: Why) -> bool:
    return why in _NO_CONNECTION


def is_retried(why: Why) -> bool:
    return why in _RETRIED


# What exceptions mean, in words that begin with the address; whether asking again is in vain.
_MEANINGS: tuple[tuple[type[Exception], Why, str, bool], ...] = (
    (RefusedError, Why.FORBIDDEN, "{url} is not asked: {error}", True),
    (CannotResolveHostError, Why.DNS, "{url}: no name server knows the host", False),
    (DownloadTimeoutError, Why.TIMEOUT, "{url}: {error}", False),
    (DownloadCancelledError, Why.TOO_LARGE, "{url} sends more than {largest:,} bytes", True),
    (UnsupportedURLSchemeError, Why.ADDRESS, "{url} is no address of the web", True),
    (DownloadConnectionRefusedError, Why.CONNECTION, "{url}: the connection was refused", False),
    (ResponseDataLossError, Why.CONNECTION, "{url}: the answer broke off", False),
)
_LONGEST_MESSAGE = 300


def trouble(error: Exception, url: str, largest: int) -> TroubleError:
    """What an exception of downloading means."""
    if isinstance(error, TroubleError):
        return error
    for kind, why, words, final in _MEANINGS:
        if isinstance(error, kind):
            return TroubleError(
                why, words.format(url=url, error=error, largest=largest), final=final
            )
    if tls := _tls(error):
        return TroubleError(Why.TLS, f"{url}: {tls}"[:_LONGEST_MESSAGE])
    told = f"{type(error).__name__}: {error}"
    if isinstance(error, DownloadFailedError | ConnectError):
        told = "the connection broke off, or spoke no HTTP"
    return TroubleError(Why.CONNECTION, f"{url}: {told}"[:_LONGEST_MESSAGE])


def _tls(error: BaseException) -> str | None:
    cause = error.__cause__ if isinstance(error, DownloadFailedError) else error
    reasons = [one.value for one in cause.reasons] if isinstance(cause, ResponseFailed) else [cause]
    for reason in reasons:
        if isinstance(reason, VerificationError):
            return "the certificate is of another host"
        if isinstance(reason, SSL.Error):
            told = "; ".join(str(one[-1]) for one in reason.args[0]) if reason.args else ""
            return f"no safe connection: {told or 'broken off'}"
    return None


def of_status(status: int, url: str, wait_s: float | None, now: datetime) -> TroubleError | None:
    """What a status without an answer in it means; None of one that is an answer."""
    if 200 <= status < 300 and status != 206:
        return None
    why = _why(status, waits=wait_s is not None)
    told = f"{url} answered {status}"
    again = None if wait_s is None else now + timedelta(seconds=wait_s)
    return TroubleError(why, told, status=status, wait_s=wait_s, retry_at=again)


def _why(status: int, *, waits: bool) -> Why:
    if status == 429 or (status == 503 and waits):
        return Why.RATE
    if status in {401, 402, 403, 407, 451}:
        return Why.DENIED
    if status in {404, 410}:
        return Why.GONE
    return Why.SERVER if status >= 500 else Why.STATUS
