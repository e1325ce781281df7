"""``voc alerts``."""

from datetime import datetime, tzinfo
from typing import Annotated, Any

import typer

from voc.bootstrap import settings as settings_module
from voc.bootstrap import wiring
from voc.cli.console import now, print_json, stderr
from voc.pipeline.delivering import Delivered
from voc.types.alert import Alert, AlertState, Message, MessageState

TOP = 20
NONE = "No alerts. Write [[alerts]] and [[targets]] into voc.toml; see docs/alerts.md."

app = typer.Typer(
    help="Alerts: what is open, who was told, and whether it arrived.", no_args_is_help=True
)
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.callback()
def root() -> None:
    """Alerts: what is open, who was told, and whether it arrived."""


@app.command("list")
def list_(
    every: Annotated[
        bool, typer.Option("--all", help="Also alerts that are over and messages that arrived.")
    ] = False,
    top: Annotated[int, typer.Option(min=1, help="How many messages are shown.")] = TOP,
    as_json: JsonOption = False,
) -> None:
    """List alerts that are open and messages that have not arrived."""
    settings = settings_module.load()
    store = wiring.open_store(settings)
    try:
        with store.snapshot():
            alerts = [one for one in store.alerts() if every or one.state is AlertState.OPEN]
            messages = [
                one
                for one in store.messages(top)
                if every or one.state is not MessageState.DELIVERED
            ]
    finally:
        store.close()
    if as_json:
        print_json(
            {"alerts": [_alert_row(one) for one in alerts],
             "messages": [_message_row(one) for one in messages]}
        )  # fmt: skip
        return
    for alert in alerts:
        typer.echo(_alert_line(alert, settings.zone))
    for message in messages:
        typer.echo(_message_line(message, settings.zone))
    if not alerts and not messages:
        typer.echo("Nothing is open." if settings.file.alerts else NONE)


@app.command("check")
def check(as_json: JsonOption = False) -> None:
    """Look at everything that rules are about, and put out what is news. Sends nothing."""
    from voc.bootstrap import alerting

    settings = settings_module.load()
    store = wiring.open_store(settings)
    try:
        raised = alerting.raise_alerts(store, settings, now(), alerting.ears(settings))
    finally:
        store.close()
    if as_json:
        news = [
            {"what": one.what, "rule": one.alert.rule, "subject": one.alert.subject}
            for one in raised.news
        ]
        print_json({"open": raised.open, "news": news, "messages": raised.messages})
        return
    for one in raised.news:
        typer.echo(f"{one.what}: {one.alert.subject} ({one.alert.rule})")
    typer.echo(f"{_counted(raised.open, 'alert')} open, {_counted(raised.messages, 'message')} new")


@app.command("deliver")
def deliver(
    parked: Annotated[
        bool, typer.Option("--parked", help="Also try again what was given up.")
    ] = False,
    target: Annotated[
        str | None, typer.Option(help="With --parked: only what was for this one.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Send the messages that are due now. Exit 1 where a target failed."""
    from voc.bootstrap import alerting

    settings = settings_module.load()
    if target is not None:
        if not parked:
            raise typer.BadParameter("--target goes with --parked")
        alerting.target_called(settings, target)
    store = wiring.open_store(settings)
    try:
        if parked:
            store.unpark(target)
        done = alerting.deliver(store, settings, now)
    finally:
        store.close()
    _tell(done, as_json=as_json)
    if done.failed or done.strangers:
        raise typer.Exit(1)


@app.command("test")
def test(
    target: Annotated[str, typer.Argument(help="Name of one of [[targets]].")],
) -> None:
    """Send a message that tells of nothing, to see whether a target works."""
    from voc.bootstrap import alerting

    alerting.try_target(settings_module.load(), target, now())
    typer.echo(f"{target} took it.")


def _tell(done: Delivered, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {"delivered": done.delivered, "failed": done.failed, "parked": done.parked,
             "strangers": done.strangers}
        )  # fmt: skip
        return
    typer.echo(f"{_counted(done.delivered, 'message')} delivered")
    for line in done.failed:
        stderr.print(line, markup=False)
    if done.parked:
        stderr.print(
            f"{_counted(done.parked, 'message')} tried too often and given up. "
            "`voc alerts deliver --parked` tries again."
        )
    for name in done.strangers:
        stderr.print(
            f"Messages wait for “{name}”, which is no [[targets]] of voc.toml.", markup=False
        )


def _counted(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count:,} {what}s"


def _alert_line(alert: Alert, zone: tzinfo) -> str:
    figures = ", ".join(
        f"{name} {_short(alert.facts[name])}"
        for name in ("state", "health", "product", "count", "expected", "ratio", "failures")
        if alert.facts.get(name) is not None
    )
    told = f", told {_day(alert.told_at, zone)}" if alert.told_at else ""
    return (
        f"{alert.state}: {alert.subject} ({alert.rule}) since {_day(alert.since, zone)}{told}; "
        f"{figures}"
    )


def _message_line(message: Message, zone: tzinfo) -> str:
    new = message.new
    about = f"{new.what} {new.subject}" if new.what else f"“{new.title}”"
    error = f": {message.error}" if message.error else ""
    tries = f", {_counted(message.tries, 'try').replace('trys', 'tries')}" if message.tries else ""
    return (
        f"{message.state}: {about} for {new.target}, {_day(new.at, zone)}{tries}{error} "
        f"[{message.id[:8]}]"
    )


def _short(value: Any) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def _day(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def _alert_row(alert: Alert) -> dict[str, Any]:
    return {
        "rule": alert.rule,
        "subject": alert.subject,
        "state": alert.state,
        "since": alert.since,
        "told": alert.told,
        "told_at": alert.told_at,
        "issue_id": alert.issue_id,
        "facts": dict(alert.facts),
    }


def _message_row(message: Message) -> dict[str, Any]:
    new = message.new
    return {
        "id": message.id,
        "state": message.state,
        "target": new.target,
        "what": new.what or "post",
        "rule": new.rule,
        "subject": new.subject,
        "title": new.title,
        "at": new.at,
        "tries": message.tries,
        "due_at": message.due_at,
        "delivered_at": message.delivered_at,
        "error": message.error,
    }
