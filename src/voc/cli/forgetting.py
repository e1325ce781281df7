"""``voc forget``."""

from dataclasses import asdict
from typing import Annotated

import typer

from voc.bootstrap import settings as settings_module
from voc.bootstrap import wiring
from voc.cli.console import now, print_json
from voc.types.forgetting import Removed

NOTHING = "Nothing of theirs is stored."

_NAMES = {
    "feedback": "feedback",
    "readings": "readings",
    "opinions": "opinions",
    "signatures": "signatures of texts",
    "voices": "voices in issues",
    "issues_closed": "issues closed",
    "issues_renamed": "issues renamed",
    "rejects": "rejects",
    "reports": "reports",
    "topics": "custom topics",
}


def forget(
    author: Annotated[str, typer.Option(help="The person, as the channel writes the name.")],
    channel: Annotated[
        str | None, typer.Option(help="Only on this channel. Default: on every one.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be removed, and remove nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Remove all that a person wrote and what was made of it, and turn away what comes later."""
    if as_json and not (yes or dry_run):
        raise typer.BadParameter("--json goes with --yes or --dry-run: it cannot ask.")
    settings = settings_module.load()
    store = wiring.open_store(settings)
    try:
        if not (yes or dry_run):
            _ask(wiring.forget(store, settings, author, channel, now=now(), dry_run=True))
        removed = wiring.forget(store, settings, author, channel, now=now(), dry_run=dry_run)
    finally:
        store.close()
    if as_json:
        print_json({"dry_run": dry_run, "removed": asdict(removed)})
    else:
        typer.echo(_told("Would be removed" if dry_run else "Removed", removed))


def _ask(removed: Removed) -> None:
    if removed.feedback:
        typer.echo(_told("Would be removed", removed))
        typer.confirm("Remove it for good?", abort=True)


def _told(what: str, removed: Removed) -> str:
    counts = [f"{count:,} {_NAMES[name]}" for name, count in asdict(removed).items() if count]
    return f"{what}: {', '.join(counts)}." if counts else NOTHING
