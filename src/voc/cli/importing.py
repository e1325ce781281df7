"""``voc import``."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from voc.bootstrap import settings as settings_module
from voc.bootstrap import wiring
from voc.bootstrap.settings import Settings
from voc.cli.console import now, print_json, progress
from voc.cli.raw import KEPT
from voc.errors import InputError
from voc.ports.store import Store
from voc.text.names import file_name, path_text
from voc.types.feedback import Reject
from voc.types.scan import Tally

Importer = Callable[..., Tally]  # a path and on_progress


REJECTS_LISTED = 1000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file."""

    file: str
    tally: Tally  # of a file that could not be read to its end, what was stored before
    error: str | None = None


class Kind(StrEnum):
    FEEDBACK = "feedback"
    SHIPMENTS = "shipments"
    SALES = "sales"


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
    """Store feedback, shipments or sales from files. Importing a file twice changes nothing."""
    if not files and not rejects:
        raise typer.BadParameter("Name at least one file, or --rejects.")
    settings = settings_module.load()
    store = wiring.open_store(settings)
    try:
        import_one = _importer(kind, store, settings, channel, parse_mapping(map_ or []))
        outcomes = [_import_one(path, import_one, as_json) for path in files or []]
        listed = _listed_rejects(store) if rejects else None
    finally:
        store.close()
    if files and kind is Kind.FEEDBACK and settings.file.privacy.keep_raw:
        typer.echo(KEPT, err=True)
    if as_json:
        _print_document(outcomes, listed)
    elif listed is not None:
        _print_rejects(listed)
    if any(outcome.error for outcome in outcomes):
        raise typer.Exit(1)
    if strict and any(outcome.tally.rejected for outcome in outcomes):
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
    if kind is Kind.SALES:
        return partial(wiring.import_sale_file, store, settings, mapping=mapping, now=now())
    return partial(wiring.import_shipment_file, store, settings, mapping=mapping)


def _import_one(path: Path, import_one: Importer, as_json: bool) -> Outcome:
    """One file; where it cannot be read, that is told and the next one's turn comes."""
    name, told, tally = file_name(path), path_text(path), Tally()
    with progress(f"Importing {name}") as tell:

        def on_progress(so_far: Tally) -> None:
            nonlocal tally
            tally = so_far
            tell(so_far.read)

        try:
            tally = import_one(path, on_progress=on_progress)
        except InputError as err:
            typer.echo(f"voc: {err}", err=True)
            return Outcome(told, tally, str(err))
    if not as_json:
        typer.echo(f"{name}: {tally_line(tally)}")
    return Outcome(told, tally)


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


def _listed_rejects(store: Store) -> list[Reject]:
    """The newest; says so where there are more."""
    found = store.rejects(limit=REJECTS_LISTED + 1)
    if len(found) > REJECTS_LISTED:
        typer.echo(
            f"Only the newest {REJECTS_LISTED:,} rejects are listed; there are more.", err=True
        )
    return found[:REJECTS_LISTED]


def _print_rejects(listed: list[Reject]) -> None:
    for reject in listed:
        typer.echo(f"{reject.where}: {reject.reason}")
    if not listed:
        typer.echo("No rejects.")


def _print_document(outcomes: list[Outcome], listed: list[Reject] | None) -> None:
    """One document for all files; ``rejects`` only where they were asked for."""
    document: dict[str, object] = {"files": [_file_entry(outcome) for outcome in outcomes]}
    if listed is not None:
        document["rejects"] = [asdict(reject) for reject in listed]
    print_json(document)


def _file_entry(outcome: Outcome) -> dict[str, object]:
    entry = {"file": outcome.file, **asdict(outcome.tally)}
    return entry | ({"error": outcome.error} if outcome.error else {})
