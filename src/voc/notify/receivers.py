"""Which way leads to which target. Addresses are read from the environment when they are needed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from urllib.parse import urlsplit

from voc.errors import NotifyError, SettingsError
from voc.notify.apprise import Apprise
from voc.notify.posting import LIMIT_S
from voc.notify.robots import Robot, Room
from voc.notify.webhook import Webhook
from voc.ports.alerts import Notifier
from voc.types.alert import Parcel, Target


class Way(StrEnum):
    APPRISE = "apprise"
    WEBHOOK = "webhook"
    WECOM = "wecom"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where the secrets of a target stand."""

    way: Way
    url_env: str
    secret_env: str | None = None


class _Receiver(Protocol):
    def send(self, target: Target, parcel: Parcel) -> None: ...


@dataclass(frozen=True, slots=True)
class Receivers(Notifier):
    """Implements the port Notifier."""

    addresses: Mapping[str, Address]  # by name of the target
    environment: Callable[[str], str | None]
    limit_s: float = LIMIT_S

    def send(self, target: Target, parcel: Parcel) -> None:
        """What is wrong with an address is a failure of this target alone: others go on."""
        try:
            self._receiver(target).send(target, parcel)
        except SettingsError as err:
            raise NotifyError(str(err)) from err

    def _receiver(self, target: Target) -> _Receiver:
        address = self.addresses[target.name]
        url = self._value(target, address.url_env)
        if address.way is Way.APPRISE:
            return Apprise(url, self.limit_s)
        _check_web(target, address.url_env, url)
        if address.way is Way.WEBHOOK:
            return Webhook(url, self.limit_s)
        secret = self._value(target, address.secret_env) if address.secret_env else None
        return Robot(Room(address.way.value), url, secret, self.limit_s)

    def _value(self, target: Target, name: str) -> str:
        value = (self.environment(name) or "").strip()
        if not value:
            raise SettingsError(
                f"[[targets]] “{target.name}” needs the environment variable {name}, which is not "
                "set."
            )
        return value


def _check_web(target: Target, name: str, url: str) -> None:
    try:
        parts = urlsplit(url)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good or not url.isascii() or any(sign <= " " for sign in url):
        raise SettingsError(
            f"[[targets]] “{target.name}”: the value of {name} is no http:// or https:// address."
        )
