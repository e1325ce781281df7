"""``voc watch``."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from voc.bootstrap import settings as settings_module
from voc.bootstrap import wiring
from voc.cli.console import print_json, progress
from voc.pipeline.watching import Heard, Listening

TOP = 10

app = typer.Typer(help="Watch queries: see what one would find.", no_args_is_help=True)


@app.callback()
def root() -> None:
    """Watch queries: see what one would find."""


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
