"""``voc scan``."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import typer

from voc.bootstrap import recipe, wiring
from voc.bootstrap import settings as settings_module
from voc.cli.console import now, print_json, progress
from voc.pipeline.scan import Outcome, run_scan


def scan(
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Only what was posted since, or is undated."),
    ] = None,
    reread: Annotated[
        bool, typer.Option("--reread", help="Also read again what another recipe read.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Read what is new and file its complaints and wishes. A killed scan goes on where it was."""
    settings = settings_module.load()
    store = wiring.open_store(settings)
    try:
        with progress("Reading") as advance:
            outcome = run_scan(
                store,
                wiring.scan_tools(settings),
                recipe.current(),
                now(),
                since=since.replace(tzinfo=settings.zone) if since else None,
                reread=reread,
                progress=advance,
            )
    finally:
        store.close()
    _tell(outcome, as_json)


def _tell(outcome: Outcome | None, as_json: bool) -> None:
    if as_json:
        print_json(asdict(outcome) if outcome else None)
    elif outcome is None:
        typer.echo("Nothing new to scan.")
    else:
        for line in outcome_lines(outcome):
            typer.echo(line)


def outcome_lines(outcome: Outcome) -> list[str]:
    """What a scan did; every line's numbers add up."""
    tally = outcome.scan.tally
    return [
        f"Scan {outcome.scan.id} under recipe {outcome.scan.recipe_id}: {tally.read:,} read, "
        f"{tally.flagged:,} of them flagged, {tally.opinions:,} opinions.",
        f"Of {tally.voices:,} complaints and wishes {tally.joined:,} joined known issues, "
        f"{tally.founding:,} opened {tally.issues_opened:,} new, {tally.single:,} stand alone.",
        f"Reading took {outcome.annotation_s:.1f} s, grouping {outcome.grouping_s:.1f} s.",
    ]
