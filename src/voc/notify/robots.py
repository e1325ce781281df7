"""Robots of WeCom, DingTalk and Feishu rooms.

They answer 200 also where they refuse, and say so in their JSON alone. Apprise 2.2 looks at the
status only, and would lose what a room's limit on messages refuses.
"""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from voc.errors import NotifyError
from voc.notify.fitting import cut
from voc.notify.posting import LIMIT_S, Answered, host, post
from voc.notify.wording import letter
from voc.types.alert import Parcel, Target


class Room(StrEnum):
    WECOM = "wecom"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"


# UTF-8, of title and text together: WeCom documents 2,048 for texts, DingTalk 20,000 for a whole
# message, Feishu 20 KB for a request. JSON needs room beside the words.
MOST_BYTES: Mapping[Room, int] = {Room.WECOM: 2048, Room.DINGTALK: 16_000, Room.FEISHU: 16_000}
# Of their own refusals, those that pass: too many messages a minute.
_BUSY = frozenset({45009, 130101, 11232, 9499})
_BUSY_S = 60.0


@dataclass(frozen=True, slots=True)
class Robot:
    """``url`` is what the room shows; ``secret`` signs where its settings ask for that."""

    room: Room
    url: str
    secret: str | None = None
    limit_s: float = LIMIT_S

    def send(self, target: Target, parcel: Parcel) -> None:
        most_bytes = min(target.most_bytes or MOST_BYTES[self.room], MOST_BYTES[self.room])
        title = cut(letter(parcel, target, most_bytes).title, most_bytes // 4)
        text = letter(parcel, target, most_bytes - len(title.encode()) - 1).text
        url, payload = self._signed(f"{title}\n{text}", int(time.time()))
        _check(post(url, payload, {"X-Voc-Message-Id": parcel.id}, self.limit_s), self.url)

    def _signed(self, text: str, now_s: int) -> tuple[str, dict[str, Any]]:
        if self.room is Room.FEISHU:
            own = {"msg_type": "text", "content": {"text": text}}
            if self.secret is None:
                return self.url, own
            key = f"{now_s}\n{self.secret}".encode()
            return self.url, own | {"timestamp": str(now_s), "sign": _signature(key, b"")}
        own = {"msgtype": "text", "text": {"content": text}}
        if self.secret is None or self.room is Room.WECOM:
            return self.url, own
        moment = str(now_s * 1000)
        sign = _signature(self.secret.encode(), f"{moment}\n{self.secret}".encode())
        return _with(self.url, {"timestamp": moment, "sign": sign}), own


def _signature(key: bytes, words: bytes) -> str:
    return base64.b64encode(hmac.new(key, words, hashlib.sha256).digest()).decode()


def _with(url: str, more: Mapping[str, str]) -> str:
    parts = urlsplit(url)
    query = [*parse_qsl(parts.query, keep_blank_values=True), *more.items()]
    return urlunsplit(parts._replace(query=urlencode(query)))


def _check(answered: Answered, url: str) -> None:
    """Raises NotifyError where the room says that it did not take the message."""
    try:
        told = json.loads(answered.body)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise NotifyError(
            f"{host(url)} answered {answered.status}, but not as a room's robot does."
        )
    codes = [told[name] for name in ("errcode", "code", "StatusCode") if name in told]
    if not codes or any(code != 0 for code in codes):
        code = next((code for code in codes if code != 0), "nothing")
        busy = isinstance(code, int) and code in _BUSY
        raise NotifyError(
            f"{host(url)} refused the message: its code is {str(code)[:20]}. Its documentation "
            "tells what that means; often a key, a keyword or a signature that the room asks for.",
            _BUSY_S if busy else None,
        )
