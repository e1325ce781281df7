"""What the two processes say to each other: a head in JSON, and bytes as they came.

Never pickle: what the child says was shaped by strangers.
"""

import json
import os
import struct
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from voc.types.collected import Fetched
from voc.types.fetching import Answer, Answered, Ask, Failed, Unchanged, Validators, Why

_SIZES = struct.Struct("!II")
_PIECE = 1 << 18
BEAT_S = 5.0  # the child says so often, by a frame with an empty head, that it is alive


@dataclass(frozen=True, slots=True)
class Frame:
    head: Mapping[str, Any]
    body: bytes = b""

    def packed(self) -> bytes:
        head = json.dumps(self.head).encode()
        return b"".join((_SIZES.pack(len(head), len(self.body)), head, self.body))


class Inbox:
    """Frames out of pieces of a stream."""

    def __init__(self) -> None:
        self._held = bytearray()

    def fed(self, piece: bytes) -> list[Frame]:
        """The frames that are whole with this piece."""
        self._held += piece
        found: list[Frame] = []
        at = 0
        with memoryview(self._held) as view:
            while len(view) - at >= _SIZES.size:
                head, body = _SIZES.unpack_from(view, at)
                start = at + _SIZES.size
                if len(view) < start + head + body:
                    break
                told = json.loads(bytes(view[start : start + head]))
                at = start + head + body
                found.append(Frame(told, bytes(view[start + head : at])))
        del self._held[:at]
        return found


class Outbox:
    """Bytes on their way into a pipe that never makes its writer wait."""

    def __init__(self, descriptor: int) -> None:
        os.set_blocking(descriptor, False)
        self._descriptor = descriptor
        self._pieces: deque[memoryview] = deque()
        self.waiting = 0  # bytes

    def add(self, frame: Frame) -> None:
        packed = frame.packed()
        self._pieces.append(memoryview(packed))
        self.waiting += len(packed)

    def flush(self) -> None:
        """Write what the pipe takes now. Raises BrokenPipeError."""
        while self._pieces:
            first = self._pieces[0]
            try:
                written = os.write(self._descriptor, first[:_PIECE])
            except BlockingIOError:
                return
            self.waiting -= written
            if written == len(first):
                self._pieces.popleft()
            else:
                self._pieces[0] = first[written:]


def ask_frame(ask: Ask) -> Frame:
    return Frame(
        {
            "id": ask.id,
            "url": ask.url,
            "etag": ask.validators.etag,
            "last_modified": ask.validators.last_modified,
            "headers": dict(ask.headers),
            "obey_robots": ask.obey_robots,
            "largest": ask.largest,
        }
    )


def ask_of(frame: Frame) -> Ask:
    head = frame.head
    return Ask(
        id=head["id"],
        url=head["url"],
        validators=Validators(etag=head["etag"], last_modified=head["last_modified"]),
        headers=head["headers"],
        obey_robots=head["obey_robots"],
        largest=head["largest"],
    )


def answer_frame(answer: Answer) -> Frame:
    match answer:
        case Answered(id=number, page=page, validators=validators):
            head = {
                "is": "answered",
                "id": number,
                "url": page.url,
                "final_url": page.final_url,
                "status": page.status,
                "headers": dict(page.headers),
                "at": page.fetched_at.isoformat(),
                "etag": validators.etag,
                "last_modified": validators.last_modified,
            }
            return Frame(head, page.body)
        case Unchanged(id=number, at=at):
            return Frame({"is": "unchanged", "id": number, "at": at.isoformat()})
        case Failed(id=number):
            return Frame(
                {
                    "is": "failed",
                    "id": number,
                    "at": answer.at.isoformat(),
                    "why": answer.why.value,
                    "message": answer.message,
                    "status": answer.status,
                    "retry_at": answer.retry_at.isoformat() if answer.retry_at else None,
                }
            )


def answer_of(frame: Frame) -> Answer:
    head = frame.head
    at = datetime.fromisoformat(head["at"])
    if head["is"] == "unchanged":
        return Unchanged(id=head["id"], at=at)
    if head["is"] == "failed":
        again = head["retry_at"]
        return Failed(
            id=head["id"],
            at=at,
            why=Why(head["why"]),
            message=head["message"],
            status=head["status"],
            retry_at=datetime.fromisoformat(again) if again else None,
        )
    page = Fetched(
        url=head["url"],
        final_url=head["final_url"],
        status=head["status"],
        headers=head["headers"],
        body=frame.body,
        fetched_at=at,
        from_cache=False,
    )
    validators = Validators(etag=head["etag"], last_modified=head["last_modified"])
    return Answered(id=head["id"], page=page, validators=validators)
