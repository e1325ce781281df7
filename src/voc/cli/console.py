"""How commands talk: data to stdout, everything else to stderr."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

CHANNELS = 5  # named of those a text stands in besides

stderr = Console(stderr=True, highlight=False)


def now() -> datetime:
    """The clock of the command line; everything below takes the time as an argument."""
    return datetime.now(UTC)


def print_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def also_in(channels: Sequence[tuple[str, int]]) -> str:
    """ ", also in 3 more places: weibo 2, toutiao"; "" where there is none."""
    count = sum(times for _, times in channels)
    shown = [f"{name} {times:,}" if times > 1 else name for name, times in channels[:CHANNELS]]
    if (further := len(channels) - CHANNELS) > 0:
        shown.append(f"and {further:,} more channels" if further > 1 else "and one more channel")
    named = ", ".join(shown)
    more = "one more place" if count == 1 else f"{count:,} more places"
    return f", also in {more}: {named}" if count else ""


@contextmanager
def progress(what: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """A counter on stderr while attached to a terminal; call it with how many are done."""
    columns = (
        SpinnerColumn(),
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=stderr, transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.update(task, completed=done)
