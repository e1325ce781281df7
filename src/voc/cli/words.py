"""``voc words``."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from voc.bootstrap import settings as settings_module
from voc.bootstrap import wiring
from voc.cli.console import print_json, progress
from voc.pipeline.new_words import Proposal, Proposals

app = typer.Typer(
    help="Words customers use: find those the dictionary lacks.", no_args_is_help=True
)

TOP = 50
# A word said less often than this has too few neighbours to tell whether it stands free.
LEAST = 20


@app.callback()
def root() -> None:
    """Words customers use: find those the dictionary lacks."""


@app.command("discover")
def discover(
    texts: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="A file of texts or a folder of them, not the store."),
    ] = None,
    top: Annotated[int, typer.Option(min=1, max=10_000, help="How many words at most.")] = TOP,
    least: Annotated[int, typer.Option(min=2, help="How often a word stands at least.")] = LEAST,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Propose dictionary entries: Chinese words the dictionary lacks. Changes nothing."""
    with progress("Reading") as advance:
        found = wiring.discover_words(
            settings_module.load(), texts, least=least, top=top, progress=advance
        )
    if as_json:
        print_json(_told(found))
        return
    for proposal in found.words:
        for line in _lines(proposal):
            typer.echo(line)
    typer.echo(_account(found))


def _told(found: Proposals) -> dict[str, Any]:
    return {
        "texts": found.texts,
        "rejected": found.rejected,
        "whole": found.whole,
        "words": [_row(proposal) for proposal in found.words],
    }


def _row(proposal: Proposal) -> dict[str, Any]:
    word = proposal.word
    return {
        "word": word.word,
        "count": word.count,
        "cohesion": round(word.cohesion, 2),
        "left_entropy": round(word.left, 2),
        "right_entropy": round(word.right, 2),
        "examples": [{"where": one.where, "quote": one.quote} for one in proposal.examples],
    }


def _lines(proposal: Proposal) -> Iterator[str]:
    word = proposal.word
    yield (
        f"{word.word} {word.count}  cohesion {word.cohesion:.1f}, "
        f"free {word.left:.1f} before and {word.right:.1f} after"
    )
    for example in proposal.examples:
        yield f"  “{example.quote}” ({example.where})"


def _account(found: Proposals) -> str:
    account = f"{len(found.words):,} words from {found.texts:,} texts"
    if found.rejected:
        account += f", {found.rejected:,} rows held none"
    if not found.whole:
        account += "; there are more texts than are read at once"
    return f"{account}."
