"""A receiver of the user's own: one POST of JSON with everything, and an id to tell repeats by."""

from dataclasses import asdict, dataclass
from typing import Any

from voc.notify.posting import LIMIT_S, post
from voc.notify.wording import letter, title_of, told
from voc.types.alert import Parcel, Target, Telling

VERSION = 1
MOST_BYTES = 256 * 1024  # of a text; the figures and quotes beside it are whole


@dataclass(frozen=True, slots=True)
class Webhook:
    url: str
    limit_s: float = LIMIT_S

    def send(self, target: Target, parcel: Parcel) -> None:
        post(self.url, payload(target, parcel), {"X-Voc-Message-Id": parcel.id}, self.limit_s)


def payload(target: Target, parcel: Parcel) -> dict[str, Any]:
    most_bytes = target.most_bytes or MOST_BYTES
    shown = letter(parcel, target, most_bytes)
    return {
        "version": VERSION,
        "id": parcel.id,
        "target": target.name,
        "title": shown.title,
        "text": shown.text,
        "messages": [_message(one, target, most_bytes) for one in parcel.tellings],
    }


def _message(telling: Telling, target: Target, most_bytes: int) -> dict[str, Any]:
    message, new = telling.message, telling.message.new
    return {
        "id": message.id,
        "at": new.at.isoformat(),
        "what": new.what or "post",
        "on": new.on,
        "rule": new.rule,
        "subject": new.subject,
        "name": telling.name,
        "issue_id": new.issue_id,
        "facts": dict(new.facts),
        "title": title_of(telling, target),
        "text": told(telling, target, most_bytes).text,
        "link": new.link,
        "quotes": [
            asdict(one) | {"posted_at": one.posted_at and one.posted_at.isoformat()}
            for one in telling.quotes
        ],
    }
