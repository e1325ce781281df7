"""What a server is to send, and in what manner."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Manner(StrEnum):
    PLAIN = "plain"
    HANG = "hang"  # nothing is sent, the connection stays open
    HEAD_THEN_HANG = "head then hang"  # the head and half of the body
    DROP = "drop"  # the head and half of the body, then the connection is reset
    REFUSE = "refuse"  # nothing is sent, the connection is closed
    TRICKLE = "trickle"  # a byte of the body each ``wait_s``
    ENDLESS = "endless"  # the body again and again, in chunks, until the asker goes


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    declared: int | None = None  # Content-Length that is claimed; None: the truth
    manner: Manner = Manner.PLAIN
    wait_s: float = 0.0  # before the first byte; of TRICKLE between two


def html(text: bytes, charset: str | None = "utf-8", status: int = 200) -> Reply:
    kind = "text/html" if charset is None else f"text/html; charset={charset}"
    return Reply(status=status, headers={"Content-Type": kind}, body=text)


def plain(text: str, status: int = 200) -> Reply:
    kind = {"Content-Type": "text/plain; charset=utf-8"}
    return Reply(status=status, headers=kind, body=text.encode())


def moved(to: str, status: int = 302) -> Reply:
    return Reply(
        status=status, headers={"Location": to, "Content-Type": "text/html"}, body=b"moved"
    )
