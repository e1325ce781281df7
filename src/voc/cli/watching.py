"""``voc watch``."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta, tzinfo
from pathlib import Path
from typing import Annotated, Any

import typer

from voc.bootstrap import settings as settings_module
from voc.bootstrap import wiring
from voc.cli.console import also_in, now, print_json, progress
from voc.errors import InputError
from voc.pipeline.standing import tell
from voc.pipeline.watching import Heard, Listening
from voc.types.watch import Watch, WatchCount

TOP = 10
RECENT = timedelta(days=7)
NONE = "No standing queries. Write [[watch]] into voc.toml; see docs/watch-queries.md."

app = typer.Typer(
    help="Watch queries: what the standing ones found, what another would find.",
    no_args_is_help=True,
)


@app.callback()
def root() -> None:
    """Watch queries: what the standing ones found, what another would find."""


@app.command("list")
def list_(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the standing queries of voc.toml and how much each has found."""
    settings = settings_module.load()
    store = wiring.open_store(settings)
    try:
        counts = store.watch_counts(now() - RECENT)
    finally:
        store.close()
    watches = wiring.standing(settings)
    if as_json:
        print_json([_count_row(watch, counts.get(watch.name)) for watch in watches])
        return
    for watch in watches:
        typer.echo(_account_of(watch, counts.get(watch.name), settings.zone))
    if not watches:
        typer.echo(NONE)


@app.command("show")
def show(
    name: Annotated[str, typer.Argument(help="As in `voc watch list`.")],
    top: Annotated[int, typer.Option(min=1, help="How many matches are shown.")] = TOP,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show what a standing query found, the latest first."""
    settings = settings_module.load()
    watch = _named(name, wiring.standing(settings))
    store = wiring.open_store(settings)
    try:
        with store.snapshot():
            count = store.watch_counts(now() - RECENT).get(watch.name)
            known = _is_asked(watch, count)
            told = tell(store, wiring.listeners(settings), watch, top) if known else ()
    finally:
        store.close()
    if as_json:
        rows = [_row(one.heard) | {"elsewhere": one.elsewhere} for one in told]
        print_json(_count_row(watch, count) | {"latest": rows})
        return
    for one in told:
        typer.echo(f"{_line(one.heard)}{also_in(one.elsewhere)}")
    typer.echo(_account_of(watch, count, settings.zone))


@app.command("try")
def try_(
    query: Annotated[str, typer.Argument(help="As docs/watch-queries.md tells.")],
    texts: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="A file of texts or a folder of them, not the store."),
    ] = None,
    top: Annotated[int, typer.Option(min=0, help="How many matches are shown.")] = TOP,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show what a watch query finds, the latest first. Changes nothing."""
    with progress("Listening") as advance:
        found = wiring.try_watch_query(
            settings_module.load(), query, texts, top=top, progress=advance
        )
    if as_json:
        print_json(_told(found))
        return
    for heard in found.first:
        typer.echo(_line(heard))
    typer.echo(_account(found))


def _named(name: str, watches: Sequence[Watch]) -> Watch:
    found = next((watch for watch in watches if watch.name == name), None)
    if found is None:
        known = ", ".join(f"“{watch.name}”" for watch in watches) or "none"
        raise InputError(f"No [[watch]] of voc.toml is called “{name}”. There are: {known}.")
    return found


def _is_asked(watch: Watch, count: WatchCount | None) -> bool:
    """As it stands in voc.toml now."""
    return count is not None and count.digest == watch.digest


def _count_row(watch: Watch, count: WatchCount | None) -> dict[str, Any]:
    row = {"name": watch.name, "query": watch.query, "kind": watch.kind}
    if count is None or not _is_asked(watch, count):
        return row | {"asked": False}
    return row | {
        "asked": True,
        "matches": count.matches,
        "last_7_days": count.recent,
        "first": count.first,
        "last": count.last,
    }


def _account_of(watch: Watch, count: WatchCount | None, zone: tzinfo) -> str:
    if count is None or not _is_asked(watch, count):
        return f"{watch.name}: new or changed, the next `voc scan` asks it"
    if count.first is None or count.last is None:
        return f"{watch.name}: no matches"
    matches = "1 match" if count.matches == 1 else f"{count.matches:,} matches"
    first, last = (f"{moment.astimezone(zone):%Y-%m-%d}" for moment in (count.first, count.last))
    return (
        f"{watch.name}: {matches}, {count.recent:,} in the last 7 days; first {first}, last {last}"
    )


def _told(found: Listening) -> dict[str, Any]:
    return {
        "texts": found.texts,
        "rejected": found.rejected,
        "matched": found.matched,
        "first": [_row(heard) for heard in found.first],
    }


def _row(heard: Heard) -> dict[str, Any]:
    return {
        "where": heard.where,
        "product": heard.item.product,
        "channel": heard.item.channel,
        "posted_at": heard.item.posted_at,
        "places": [asdict(place) for place in heard.places],
        "excerpt": heard.excerpt,
    }


def _line(heard: Heard) -> str:
    about = ", ".join(one for one in (heard.item.product, heard.item.channel) if one)
    return f"“{heard.excerpt}” {about or 'no product'} ({heard.where})"


def _account(found: Listening) -> str:
    account = f"{found.matched:,} of {found.texts:,} texts match"
    if found.rejected:
        account += f", {found.rejected:,} rows held none"
    return f"{account}."
