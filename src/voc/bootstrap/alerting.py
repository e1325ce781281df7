"""Joins alerts to what they are judged by and to who is told."""

import os
from collections.abc import Callable
from datetime import datetime

from voc.bootstrap import alerts, wiring
from voc.bootstrap.settings import Settings
from voc.errors import InputError
from voc.notify.receivers import Receivers
from voc.pipeline import alerting, delivering
from voc.pipeline.alerting import Ears, Raised
from voc.pipeline.delivering import Delivered
from voc.ports.store import Store
from voc.types.alert import On, Rule, Target


def rules(settings: Settings) -> tuple[Rule, ...]:
    return tuple(rule for entry in settings.file.alerts for rule in entry.rules())


def targets(settings: Settings) -> tuple[Target, ...]:
    report = settings.file.report
    return tuple(
        alerts.target(entry, report.zone, report.language) for entry in settings.file.targets
    )


def target_called(settings: Settings, name: str) -> Target:
    """Raises InputError."""
    known = targets(settings)
    found = next((one for one in known if one.name == name), None)
    if found is None:
        there = ", ".join(f"“{one.name}”" for one in known) or "none"
        raise InputError(f"No [[targets]] of voc.toml is called “{name}”. There are: {there}.")
    return found


def notifier(settings: Settings) -> Receivers:
    addresses = {entry.name: entry.address for entry in settings.file.targets}
    return Receivers(addresses, os.environ.get)


def ears(settings: Settings) -> Ears | None:
    """For who looks again and again; None where no rule needs them."""
    launches = any(rule.on is On.RIVAL_LAUNCH for rule in rules(settings))
    return wiring.ears(settings) if launches else None


def raise_alerts(
    store: Store, settings: Settings, now: datetime, ears: Ears | None = None
) -> Raised:
    """What the rules of voc.toml make of what is known now; nothing is sent."""
    return alerting.raise_alerts(store, rules(settings), now, ears=ears, collected=store)


def deliver(store: Store, settings: Settings, clock: Callable[[], datetime]) -> Delivered:
    """Send what is due now."""
    return delivering.deliver(store, notifier(settings), targets(settings), clock)


def try_target(settings: Settings, name: str, now: datetime) -> None:
    """Send a message that tells of nothing. Raises InputError, NotifyError."""
    target = target_called(settings, name)
    parcel = delivering.trial(
        target, "voc", f"This is a test of the target “{name}”. Nothing happened.", now
    )
    notifier(settings).send(target, parcel)
