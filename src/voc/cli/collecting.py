"""``voc collect``."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated

import typer

from voc.bootstrap import settings as settings_module
from voc.cli.console import now, print_json, progress
from voc.types.rounds import RoundTally


def collect(
    source: Annotated[
        list[str] | None,
        typer.Option("--source", metavar="NAME", help="Ask this one only. Repeatable."),
    ] = None,
    once: Annotated[
        bool, typer.Option("--once", help="One round now, instead of the schedule for ever.")
    ] = False,
    limit: Annotated[
        float | None,
        typer.Option("--limit", metavar="SECONDS", min=0, help="Ask nothing new after so long."),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit 3 if anything failed or was rejected.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Ask sources for what is new: once, or whenever each is due."""
    if not once:
        if source or limit is not None or strict or as_json:
            raise typer.BadParameter("--source, --limit, --strict and --json go with --once.")
        _for_ever()
        return
    from voc.bootstrap.collecting import collect as one_round

    with progress("Pages asked") as advance:
        tally = one_round(
            settings_module.load(), source or (), now, progress=_told(advance), limit_s=limit
        )
    if as_json:
        print_json(asdict(tally))
    else:
        for line in tally_lines(tally):
            typer.echo(line)
    if strict and (tally.failures or tally.rejected):
        raise typer.Exit(3)


def _for_ever() -> None:
    from voc.schedule import run_forever

    run_forever(settings_module.load())


def _told(advance: Callable[[int], None]) -> Callable[[RoundTally], None]:
    return lambda tally: advance(tally.asked)


def tally_lines(tally: RoundTally) -> list[str]:
    """What a round did; every line's numbers add up."""
    if not tally.sources and not tally.busy:
        return ["There is no source to ask. Add one: voc sources add URL"]
    lines = [
        f"Asked {tally.asked:,} pages of {tally.sources:,} sources: "
        f"{tally.unchanged:,} unchanged, {tally.failures:,} failed.",
        f"New: {tally.new:,}. Read {tally.read:,}: {tally.kept:,} kept, {tally.counted:,} "
        f"counted, {tally.rejected:,} rejected.",
    ]
    if tally.failed:
        told = ", ".join(f"{why} {times:,}" for why, times in sorted(tally.failed.items()))
        lines.append(f"Failed: {told}. See `voc sources list`.")
    if tally.busy:
        lines.append(f"Left out: {tally.busy:,} sources that another process asks just now.")
    if tally.left:
        lines.append("Time was over before all was asked; the next round goes on.")
    return lines
