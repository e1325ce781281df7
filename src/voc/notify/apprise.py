"""Everything that Apprise knows: Slack, e-mail, Teams, Telegram and a hundred more.

https://github.com/caronc/apprise, BSD-2-Clause. It is loaded when something is sent. Of what it can
do only "send this text there" is used: no configuration files, attachments, plugins from folders or
storage.
"""

import logging
import multiprocessing
import re
import resource
import signal
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from voc.errors import NotifyError, SettingsError
from voc.notify.posting import LIMIT_S
from voc.notify.wording import letter
from voc.types.alert import Parcel, Target

if TYPE_CHECKING:
    from apprise.plugins import NotifyBase

# It takes their "200, but refused" for a success; see voc.notify.robots.
ROOMS = {"wecombot": "wecom", "dingtalk": "dingtalk", "feishu": "feishu", "lark": "feishu"}
_LEAST_BYTES = 120  # a text message; less holds no alert
_SECRET_FROM = 4  # characters: shorter parts of an address are no secrets
_LOG = logging.getLogger("apprise")

# What the process that sends may take. It reads answers to their end, however long they are.
_MOST_MEMORY = 2 * 1024**3
_START_S = 25.0  # to load a hundred services on a busy machine; not counted as the receiver's
_READY = "ready"


@dataclass(frozen=True, slots=True)
class Apprise:
    """``url`` as https://github.com/caronc/apprise/wiki tells for each service.

    Each message is sent by a process of its own, which is killed at the limit: neither a receiver
    that hangs nor an answer without end is left behind in ours.
    """

    url: str
    limit_s: float = LIMIT_S

    def send(self, target: Target, parcel: Parcel) -> None:
        _check(self.url)
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(
            target=_run, args=(theirs, self.url, target, parcel, self.limit_s), daemon=True
        )
        process.start()
        theirs.close()
        try:
            self._wait(ours)
        finally:
            process.kill()
            process.join()
            process.close()
            ours.close()

    def _wait(self, told: Connection) -> None:
        who = _service(self.url)
        if not told.poll(_START_S):
            raise NotifyError(f"The process that sends to {who} did not start in time.")
        try:
            said = told.recv()
            if said == _READY:
                if not told.poll(self.limit_s):
                    raise NotifyError(f"{who} did not answer within {self.limit_s:g} s.")
                said = told.recv()
        except EOFError:
            raise NotifyError(f"The process that sends to {who} died.") from None
        if said:
            raise NotifyError(said)


def _run(told: Connection, url: str, target: Target, parcel: Parcel, limit_s: float) -> None:
    """In a process of its own: tells when it is ready, then what went wrong, "" where nothing."""
    signal.alarm(int(_START_S + limit_s) + 2)  # also where nobody is left to kill it
    with suppress(ValueError, OSError):  # where less is allowed already
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    try:
        service = _built(url)
        told.send(_READY)
        _send(service, url, target, parcel)
    except (NotifyError, SettingsError) as err:
        told.send(str(err))
    except MemoryError:
        told.send(f"{_service(url)} answered without end.")
    else:
        told.send("")


def _send(service: "NotifyBase", url: str, target: Target, parcel: Parcel) -> None:
    taken = max(_LEAST_BYTES, _room(service))
    shown = letter(parcel, target, min(target.most_bytes or taken, taken))
    with _Warnings() as warnings:
        delivered = _notify(service, shown.title, shown.text)
    if not delivered:
        said = f": {_masked(warnings.first, url)}" if warnings.first else "."
        raise NotifyError(f"{_service(url)} did not take the message{said}")


def _notify(service: "NotifyBase", title: str, text: str) -> bool:
    from apprise import NotifyFormat, NotifyType

    try:
        return bool(
            service.notify(
                body=text,
                title=title,
                notify_type=NotifyType.WARNING,
                body_format=NotifyFormat.TEXT,
            )
        )
    except Exception as err:  # each of a hundred plugins raises its own
        raise NotifyError(f"{service.service_name} failed: {type(err).__name__}.") from None


def _built(url: str) -> "NotifyBase":
    try:
        import apprise
    except ModuleNotFoundError as err:
        raise SettingsError(
            f"This target needs the Python package {err.name}: pip install 'voc[alerts]'."
        ) from err
    # The pictures it would link to lie on another's server.
    asset = apprise.AppriseAsset(
        app_id="voc", app_desc="voc", app_url="", image_url_mask="", image_url_logo="",
        http_redirects=False, async_mode=False, pgp_autogen=False, pem_autogen=False,
    )  # fmt: skip
    with _Warnings():
        service = apprise.Apprise.instantiate(url, asset=asset)
    if service is None:
        raise SettingsError(
            f"Apprise knows no service for this address ({_service(url)}), "
            "or a part of it is missing. See docs/alerts.md."
        )
    return service


def _room(service: "NotifyBase") -> int:
    """Bytes of a text. Apprise counts characters; no character is less than a byte.

    Where it has no place for a title it puts that before the text.
    """
    titled = 0 if service.title_maxlen > 0 else 260
    return int(service.body_maxlen) - titled


def _check(url: str) -> None:
    if (kind := ROOMS.get(_service(url))) is not None:
        raise SettingsError(
            f'Write kind = "{kind}" for this target, and in its variable the https:// address '
            "that the room shows: its refusals are seen only so."
        )


def _service(url: str) -> str:
    """What stands before ``://``; where nothing does, all of it may be a token."""
    found = re.match(r"([A-Za-z][A-Za-z0-9+.-]{0,39})://", url)
    return found[1].lower() if found else "a service without a name"


def _masked(said: str, url: str) -> str:
    """A warning without any part of the address but its host, where it is one.

    Of some services a token stands in its place: ``tgram://NUMBER:TOKEN/…``, ``slack://TOKEN/…``.
    """
    try:
        parts = urlsplit(url)
        own = {*parts.path.split("/"), *parts.query.replace("=", "&").split("&")}
        own |= {parts.username or "", parts.password or ""}
        own |= {one for one in re.split("[:@]", parts.netloc) if "." not in one}
    except ValueError:
        own = {url}
    for secret in sorted(own | {unquote(one) for one in own}, key=len, reverse=True):
        if len(secret) >= _SECRET_FROM:
            said = said.replace(secret, "***")
    return " ".join(said.split())[:300]


class _Warnings(logging.Handler):
    """The first thing that Apprise warns of, kept from every log.

    What it says at lower levels holds messages and addresses: it is not let through at all.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.first = ""

    def emit(self, record: logging.LogRecord) -> None:
        self.first = self.first or record.getMessage()

    def __enter__(self) -> "_Warnings":
        _LOG.setLevel(logging.WARNING)
        _LOG.propagate = False
        _LOG.addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        _LOG.removeHandler(self)
