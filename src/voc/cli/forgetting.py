"""``voc forget``."""

from dataclasses import asdict
from typing import Annotated

import typer

from voc.bootstrap import settings as settings_module
from voc.bootstrap import wiring
from voc.cli.console import now, print_json
from voc.types.forgetting import Removed

NOTHING = (
    "No feedback by this name is stored, so nothing was removed and nothing is kept of the name: "
    "what comes of theirs later is taken in. Check how the channel writes it."
)
FORGOTTEN = (
    "They were forgotten before: nothing of theirs is stored, and what comes is turned away."
)

# One, and several.
_NAMES = {
    "feedback": ("feedback", "feedback"),
    "readings": ("reading", "readings"),
    "opinions": ("opinion", "opinions"),
    "unmasked": ("unmasked text", "unmasked texts"),
    "signatures": ("signature of a text", "signatures of texts"),
    "voices": ("voice in an issue", "voices in issues"),
    "issues_closed": ("issue closed", "issues closed"),
    "issues_renamed": ("issue renamed", "issues renamed"),
    "rejects": ("reject", "rejects"),
    "reports": ("report", "reports"),
    "topics": ("custom topic", "custom topics"),
}
_MENTIONS = (
    "The name may be a word of others too: {:,} titles, terms, examples or rejects that hold it "
    "stay. Change those that mean the person."
)


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
    """Remove all that a person wrote and what was made of it, and turn away what comes later.

    Exit status 1 where nothing by this name is stored: nothing is removed or turned away then.
    """
    if as_json and not (yes or dry_run):
        raise typer.BadParameter("--json goes with --yes or --dry-run: it cannot ask.")
    settings = settings_module.load()
    store = wiring.open_store(settings)
    try:
        if not (yes or dry_run):
            _ask(wiring.forget(store, settings, author, channel, now=now(), dry_run=True))
        removed = wiring.forget(store, settings, author, channel, now=now(), dry_run=dry_run)
        barred = wiring.barred(store, settings, author, channel)
    finally:
        store.close()
    if as_json:
        print_json({"dry_run": dry_run, "removed": asdict(removed), "turned_away": barred})
    elif removed.feedback:
        typer.echo(_told("Would be removed" if dry_run else "Removed", removed))
    else:
        typer.echo(FORGOTTEN if barred else NOTHING)
    if not (removed.feedback or barred):
        raise typer.Exit(1)


def _ask(removed: Removed) -> None:
    if removed.feedback:
        typer.echo(_told("Would be removed", removed))
        typer.confirm("Remove it for good?", abort=True)


def _told(what: str, removed: Removed) -> str:
    counts = asdict(removed)
    told = [
        f"{counts[kind]:,} {one if counts[kind] == 1 else several}"
        for kind, (one, several) in _NAMES.items()
        if counts[kind]
    ]
    if not removed.mentions:
        return f"{what}: {', '.join(told)}."
    return f"{what}: {', '.join(told)}. {_MENTIONS.format(removed.mentions)}"
