"""``voc import``."""

from collections.abc import Callable
from dataclasses import asdict
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from voc.bootstrap import settings as settings_module
from voc.bootstrap import wiring
from voc.bootstrap.settings import Settings
from voc.cli.console import now, print_json, progress
from voc.ports.store import Store
from voc.types.scan import Tally

Importer = Callable[..., Tally]  # a path and on_progress


class Kind(StrEnum):
    FEEDBACK = "feedback"
    SHIPMENTS = "shipments"


def import_(
    files: Annotated[
        list[Path] | None, typer.Argument(help="CSV, TSV, XLSX, JSONL or Parquet, also gzipped.")
    ] = None,
    kind: Annotated[Kind, typer.Option(help="What the files hold.")] = Kind.FEEDBACK,
    channel: Annotated[
        str | None, typer.Option(help="Channel of rows that name none. Default: the file's name.")
    ] = None,
    map_: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="FIELD=COLUMN", help="Where a field is found. Repeatable."),
    ] = None,
    rejects: Annotated[
        bool, typer.Option("--rejects", help="List rows that could not be read, newest first.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 3 if rows were rejected.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Store feedback or shipments from files. Importing a file twice changes nothing."""
    if not files and not rejects:
        raise typer.BadParameter("Name at least one file, or --rejects.")
    settings = settings_module.load()
    store = wiring.open_store(settings)
    try:
        import_one = _importer(kind, store, settings, channel, parse_mapping(map_ or []))
        tallies = [_import_one(path, import_one, as_json) for path in files or []]
        if rejects:
            _list_rejects(store, as_json)
    finally:
        store.close()
    if strict and any(tally.rejected for tally in tallies):
        raise typer.Exit(3)


def _importer(
    kind: Kind, store: Store, settings: Settings, channel: str | None, mapping: dict[str, str]
) -> Importer:
    if kind is Kind.FEEDBACK:
        return partial(
            wiring.import_feedback_file,
            store,
            settings,
            channel=channel,
            mapping=mapping,
            now=now(),
        )
    return partial(wiring.import_shipment_file, store, settings, mapping=mapping)


def _import_one(path: Path, import_one: Importer, as_json: bool) -> Tally:
    with progress(f"Importing {path.name}") as tell:
        tally = import_one(path, on_progress=lambda so_far: tell(so_far.read))
    if as_json:
        print_json({"file": str(path), **asdict(tally)})
    else:
        typer.echo(f"{path.name}: {tally_line(tally)}")
    return tally


def tally_line(tally: Tally) -> str:
    """One sentence a tally; the numbers always add up to the first."""
    line = f"{tally.read:,} rows read, {tally.added:,} added, {tally.known:,} known"
    return line + (f", {tally.rejected:,} rejected (see --rejects)" if tally.rejected else "")


def parse_mapping(pairs: list[str]) -> dict[str, str]:
    """``["text=评论"]`` to ``{"text": "评论"}``; ``rating=`` leaves a column out.

    Raises BadParameter.
    """
    mapping = {}
    for pair in pairs:
        field, equals, column = pair.partition("=")
        if not (equals and field):
            raise typer.BadParameter(f"--map {pair!r}: write FIELD=COLUMN, e.g. text=评论内容.")
        mapping[field.strip()] = column.strip()
    return mapping


def _list_rejects(store: Store, as_json: bool) -> None:
    listed = store.rejects(limit=1000)
    if as_json:
        print_json([asdict(reject) for reject in listed])
        return
    for reject in listed:
        typer.echo(f"{reject.where}: {reject.reason}")
    if not listed:
        typer.echo("No rejects.")
