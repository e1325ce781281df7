"""``voc sources``."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer

from voc.bootstrap import settings as settings_module
from voc.bootstrap import source_tools, wiring
from voc.bootstrap.settings import Settings
from voc.bootstrap.sources import SourceSettings, told_error
from voc.cli.console import now, print_json, progress
from voc.cli.source_lines import state_lines, state_row, trial_lines
from voc.errors import InputError, SettingsError
from voc.ports.store import Store
from voc.text.names import path_text
from voc.text.shown import shown
from voc.text.web_addresses import canonical
from voc.types.feedback import FeedbackKind
from voc.types.source import Keep, Origin, Source, SourceDay, SourceKind

DAYS = 7  # that items a day are counted over
_LONGEST_NAME = 100
NONE = "No sources. Write [[sources]] into voc.toml, or `voc sources add URL`; see docs/sources.md."

app = typer.Typer(help="Where feedback is collected from, and how it fares.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Kind = Annotated[SourceKind | None, typer.Option(help="What it is. Default: found out.")]
Spec = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="TOML file that tells how rows or links are found."),
]


@app.callback()
def root() -> None:
    """Where feedback is collected from, and how it fares."""


@app.command("add")
def add(
    place: Annotated[
        str | None,
        typer.Argument(metavar="[URL|FOLDER]", help="An address of the web, or a folder."),
    ] = None,
    opml: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Add every feed of a feed reader's list.")
    ] = None,
    name: Annotated[str | None, typer.Option(help="Default: as it calls itself.")] = None,
    kind: Kind = None,
    channel: Annotated[str | None, typer.Option(help="Default: the host.")] = None,
    group: Annotated[str | None, typer.Option(help="One of [[groups]] of voc.toml.")] = None,
    every: Annotated[str | None, typer.Option(help='"15 min", or cron.')] = None,
    keep: Annotated[Keep | None, typer.Option(help="Default: mentions of media.")] = None,
    tells: Annotated[FeedbackKind | None, typer.Option(help="Default: by its kind.")] = None,
    spec: Spec = None,
    as_json: Json = False,
) -> None:
    """Add a source: ask its address once and find out what it is, or take a list of feeds."""
    if (opml is None) == (place is None and kind is not SourceKind.PUSH):
        raise typer.BadParameter("Name an address, a folder, or --opml FILE.")
    if opml is not None and (name or kind or spec):
        raise typer.BadParameter("--name, --kind and --spec are of one source, not of a list.")
    settings = settings_module.load()
    _check_group(settings, group)
    chosen = {
        "channel": channel, "group": group, "every": every, "keep": keep, "tells": tells,
    }  # fmt: skip
    if opml is not None:
        told, says = _from_opml(opml, chosen), None
    else:
        told, says = _one(settings, place, name, kind, spec, chosen)
    found = [_source(one, Path.cwd()) for one in told]
    sources = _stored(settings, found, is_list=opml is not None, is_named=name is not None)
    if as_json:
        rows = [_row(one) for one in sources]
        print_json({"added": len(sources), "found": says, "sources": rows})
    elif opml is not None:
        typer.echo(f"{len(sources):,} sources added, {len(told) - len(sources):,} known.")
    else:
        (one,) = sources
        prefix = f"Found {says}. " if says else ""
        typer.echo(f"{prefix}Added “{one.name}” ({one.kind}, channel {one.channel}).")


@app.command("list")
def list_(as_json: Json = False) -> None:
    """List sources with their health, their last success, items a day and what is wrong."""
    settings = settings_module.load()
    store = wiring.open_store(settings)
    try:
        source_tools.keep_file_sources(store, settings, now())
        sources = store.sources()
        states = {state.source: state for state in store.source_states()}
        today = now().astimezone(settings.zone).date()
        days = store.source_days(today - timedelta(days=DAYS - 1))
    finally:
        store.close()
    of: dict[str, list[SourceDay]] = defaultdict(list)
    for day in days:
        of[day.source].append(day)
    rows = [state_row(one, states.get(one.name), of[one.name], DAYS) for one in sources]
    if as_json:
        print_json(rows)
        return
    for line in state_lines(rows, settings.zone):
        typer.echo(line)
    if not rows:
        typer.echo(NONE)


@app.command("check")
def check(
    place: Annotated[
        str | None, typer.Argument(metavar="[NAME|URL]", help="A source, or an address to try.")
    ] = None,
    every_one: Annotated[bool, typer.Option("--all", help="All sources.")] = False,
    kind: Kind = None,
    spec: Spec = None,
    rows: Annotated[int, typer.Option(min=1, max=100, help="Rows shown of each.")] = 3,
    as_json: Json = False,
) -> None:
    """Show what a source would give now, field by field, and why one is empty. Stores nothing."""
    if (place is None) != every_one:
        raise typer.BadParameter("Name a source or an address, or --all.")
    from voc.pipeline.source_trials import try_sources

    settings = settings_module.load()
    sources = _to_check(settings, place, kind, spec)
    readers = source_tools.source_readers(settings, now())
    trials = []
    with progress("Asking", total=len(sources)) as advance:
        for trial in try_sources(source_tools.fetcher(settings), readers, sources, rows):
            trials.append(trial)
            advance(len(trials))
            if not as_json:
                for line in trial_lines(trial, brief=every_one):
                    typer.echo(line)
    if as_json:
        print_json([asdict(trial) | {"ok": trial.ok} for trial in trials])
    if any(trial.error is not None for trial in trials):
        raise typer.Exit(1)


@app.command("remove")
def remove(name: Annotated[str, typer.Argument(help="As in `voc sources list`.")]) -> None:
    """Remove a source that was added; what it told stays."""
    store = wiring.open_store(settings_module.load())
    try:
        store.remove_source(name)
    finally:
        store.close()
    typer.echo(f"Removed “{name}”. What it told stays.")


def _stored(
    settings: Settings, sources: Sequence[Source], *, is_list: bool, is_named: bool
) -> list[Source]:
    """Those that are new, as they are stored: a name that was found is made free.

    Of a list the known are left out; another source that is known is an InputError.
    """
    store = wiring.open_store(settings)
    try:
        source_tools.keep_file_sources(store, settings, now())
        if not is_list:
            _check_new(sources[0], store)
        fresh = list(sources) if is_named else _unknown(sources, store)
        store.add_sources(fresh, now())
        return fresh
    finally:
        store.close()


def _one(
    settings: Settings,
    place: str | None,
    name: str | None,
    kind: SourceKind | None,
    spec: Path | None,
    chosen: dict[str, Any],
) -> tuple[list[dict[str, Any]], str | None]:
    """What was told of one source, and what was found out of it."""
    told = chosen | ({"spec": _spec(spec)} if spec else {})
    if place is None or kind is SourceKind.PUSH:
        return [told | {"name": name or place, "kind": SourceKind.PUSH}], None
    if kind is SourceKind.FOLDER or (kind is None and Path(place).is_dir()):
        folder = Path(place).resolve()
        named = {"name": name or folder.name, "kind": SourceKind.FOLDER, "path": folder}
        return [told | named], None
    if canonical(place) is None:
        raise InputError(f"“{place}” is neither an address of the web (https://…) nor a folder.")
    if kind is not None:
        return [told | {"name": name or _name(place), "kind": kind, "url": place}], None
    if spec is not None:
        raise InputError("With a spec name --kind too: reviews, json or list.")
    from voc.pipeline.source_finding import find_out

    readers = source_tools.source_readers(settings, now())
    with progress("Asking"):
        found = find_out(source_tools.fetcher(settings), readers, place)
    told |= {"name": name or _short(found.title) or _name(found.url), "kind": found.kind}
    return [told | {"url": found.url}], found.says


def _from_opml(path: Path, chosen: dict[str, Any]) -> list[dict[str, Any]]:
    """Each under a name of its own. Raises InputError where the list holds none."""
    feeds = source_tools.opml(path)
    for reject in feeds.rejects:
        typer.echo(f"voc: {reject.where}: {reject.reason}", err=True)
    if not feeds.links:
        raise InputError(f"{path} names no feeds.")
    names: set[str] = set()
    told = []
    for link in feeds.links:
        if "@" in urlsplit(link.url).netloc:
            told_of = f"the address of “{_short(link.title) or 'a feed'}” has a password in it"
            typer.echo(f"voc: {path_text(path)}: {told_of}; it is left out.", err=True)
            continue
        name = _free(_short(link.title) or _name(link.url), names)
        names.add(name)
        told.append(chosen | {"name": name, "kind": SourceKind.FEED, "url": link.url})
    return told


def _unknown(sources: Sequence[Source], store: Store) -> list[Source]:
    """Without those whose address is a source already, under names that are free."""
    known = store.sources()
    places = {canonical(one.place) for one in known}
    names = {one.name for one in known}
    fresh = []
    for one in sources:
        place = canonical(one.place)
        if place is None or place not in places:
            free = _free(one.name, names)
            names.add(free)
            places.add(place)
            fresh.append(replace(one, name=free))
    return fresh


def _check_new(source: Source, store: Store) -> None:
    """Raises InputError where the address is a source already, whatever it is called."""
    place = canonical(source.place) or source.place
    for known in store.sources():
        if known.place and (known.place == source.place or canonical(known.place) == place):
            raise InputError(f"{source.place} is a source already: “{known.name}”.")


def _free(name: str, taken: Iterable[str]) -> str:
    used, number, free = set(taken), 2, name
    while free in used:
        free = f"{name[: _LONGEST_NAME - 8]} {number}"
        number += 1
    return free


def _source(told: dict[str, Any], base: Path) -> Source:
    given = {key: value for key, value in told.items() if value is not None}
    try:
        return SourceSettings.model_validate(given).source(Origin.STORE, base)
    except ValueError as err:
        raise InputError(f"Source “{told['name']}”, {told_error(err)}") from err


def _spec(path: Path) -> Any:
    """The table that [sources.spec] holds; a file may hold it under that name too."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as err:
        raise InputError(f"Cannot read {path}: {err.strerror}. Check the path.") from err
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as err:
        raise InputError(f"{path} is no TOML: {err}.") from err
    return told["spec"] if list(told) == ["spec"] else told


def _to_check(
    settings: Settings, place: str | None, kind: SourceKind | None, spec: Path | None
) -> tuple[Source, ...]:
    known = {source.name: source for source in _known(settings)}
    if place is None:
        return tuple(known.values())
    if place in known:
        one = known[place]
        if spec is None and kind is None:
            return (one,)
        told: dict[str, Any] = {
            "name": place,
            "kind": kind or one.kind,
            "channel": one.channel,
            "tells": one.tells,
        }
        told |= {"url": one.place, "secret_headers": dict(one.secret_headers)}
        return (_source(told | ({"spec": _spec(spec)} if spec else {}), Path.cwd()),)
    if canonical(place) is None:
        raise InputError(f"No source is called “{place}”. See `voc sources list`.")
    told_, _ = _one(settings, place, place[:_LONGEST_NAME], kind, spec, {})
    return tuple(_source(one, Path.cwd()) for one in told_)


def _known(settings: Settings) -> tuple[Source, ...]:
    """Those of the file as they stand there now, and those of the store."""
    in_file = source_tools.file_sources(settings)
    store = wiring.open_store(settings)
    try:
        added = [one for one in store.sources() if one.origin is Origin.STORE]
    finally:
        store.close()
    return (*in_file, *added)


def _check_group(settings: Settings, group: str | None) -> None:
    known = [one.name for one in settings.file.groups]
    if group is not None and group not in known:
        raise SettingsError(
            f"No [[groups]] of voc.toml is called “{group}”. "
            f"There are: {', '.join(known) or 'none'}."
        )


def _row(source: Source) -> dict[str, Any]:
    return {
        "name": source.name, "kind": source.kind, "place": source.place,
        "channel": source.channel, "tells": source.tells, "keep": source.keep,
        "group": source.group, "every": source.every,
    }  # fmt: skip


def _short(title: str | None) -> str | None:
    """A title as a name; None where nothing of it can be shown."""
    return shown(title or "", _LONGEST_NAME).strip() or None


def _name(url: str) -> str:
    """Host and path, where a source does not say how it is called."""
    address = canonical(url) or url
    return address.partition("://")[2].rstrip("/")[:_LONGEST_NAME]
