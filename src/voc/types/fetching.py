"""Questions to servers, and what comes of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from voc.types.collected import Fetched


class Why(StrEnum):
    """Why there is no answer that could be used. Stored: names stay."""

    ADDRESS = "address"  # none of the web, or one that cannot be
    DNS = "dns"  # nobody knows the name
    FORBIDDEN = "forbidden"  # a place on this machine or in this network
    CONNECTION = "connection"  # refused, reset or broken off
    TLS = "tls"
    TIMEOUT = "timeout"
    ROBOTS = "robots"  # robots.txt says no, or cannot be asked
    DENIED = "denied"  # 401, 403, 451: not for us, and we do not get around it
    GONE = "gone"  # 404, 410
    RATE = "rate"  # 429, or 503 with a time to wait for
    STATUS = "status"  # any other status that is no answer
    SERVER = "server"  # 5xx
    REDIRECTS = "redirects"  # a circle, or too many
    TOO_LARGE = "too_large"
    BOMB = "bomb"  # small on its way and huge when unpacked
    UNREADABLE = "unreadable"  # it came, and could not be read as what it should be

    @property
    def passing(self) -> bool:
        """Whether asking again later may help."""
        return self in {
            Why.DNS, Why.CONNECTION, Why.TLS, Why.TIMEOUT, Why.RATE, Why.STATUS, Why.SERVER,
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave to ask "is it still this?" by."""

    etag: str | None = None
    last_modified: str | None = None  # as sent


NO_VALIDATORS = Validators()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One address to be fetched with GET."""

    id: int  # the asker's own; comes back with the answer
    url: str
    validators: Validators = NO_VALIDATORS
    headers: Mapping[str, str] = field(default_factory=dict)
    obey_robots: bool = True  # False: robots.txt of a host that is the user's own, by their word
    largest: int = 8 << 20  # bytes, unpacked


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    id: int
    page: Fetched
    validators: Validators  # of this answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """304."""

    id: int
    at: datetime  # aware, UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    id: int
    at: datetime  # aware, UTC
    why: Why
    message: str  # for people: what failed, without the body
    status: int | None = None
    retry_at: datetime | None = None  # aware, UTC: where the server says when to come again


Answer = Answered | Unchanged | Failed
