"""``voc scan``."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from voc.bootstrap import settings as settings_module
from voc.bootstrap import wiring
from voc.bootstrap.settings import Settings
from voc.cli.console import now, print_json, progress, stderr
from voc.cli.issues import issue_line, signal_line
from voc.cli.profiles import ProfileOption
from voc.cli.raw import KEPT
from voc.errors import SettingsError
from voc.insight.signals.priority import urgent
from voc.pipeline.rereading import run_reread
from voc.pipeline.scan import Outcome, run_scan
from voc.pipeline.standing import Asked, ask_all
from voc.ports.store import Store
from voc.types.opinion import Profile
from voc.types.scan import keeps_raw
from voc.types.signal import Signal

# Low enough that whoever else works on the machine does not notice.
BACKGROUND_NICENESS = 15


def scan(
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Only what was posted since, or is undated."),
    ] = None,
    profile: ProfileOption = None,
    reread: Annotated[
        bool, typer.Option("--reread", help="Read again what another recipe read, not what is new.")
    ] = False,
    background: Annotated[
        bool, typer.Option("--background", help="With --reread: leave it running, and return.")
    ] = False,
    regroup: Annotated[
        bool, typer.Option("--regroup", help="Group all voices anew as a whole; ids stay.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Read what is new and file its complaints and wishes. A killed scan goes on where it was."""
    if regroup and reread:
        raise typer.BadParameter("--regroup goes with a scan of what is new, not with --reread.")
    if background and not reread:
        raise typer.BadParameter("--background goes with --reread only.")
    settings = settings_module.load()
    chosen = profile or settings.environment.profile
    store = wiring.open_store(settings)
    try:
        if background:
            _leave_running(store, settings, since, chosen, as_json)
            return
        work = _reread if reread else partial(_scan, regroup=regroup)
        outcome = work(store, settings, chosen, since and since.replace(tzinfo=settings.zone))
        raised = urgent(store.signals(outcome.scan.id)) if outcome else ()
        if not as_json:  # before the queries are asked: it is filed, whatever becomes of them
            _tell(outcome, "Nothing to read again." if reread else "Nothing new to scan.")
            _tell_raised(store, raised)
        asked = Asked(queries=0) if reread else _ask(store, settings)
    finally:
        store.close()
    if as_json:
        print_json(_document(outcome, raised, asked))
    elif asked.texts:
        typer.echo(_asked_line(asked))


def _scan(
    store: Store,
    settings: Settings,
    profile: Profile,
    since: datetime | None,
    *,
    regroup: bool,
) -> Outcome | None:
    tools, current = wiring.scan_tools(settings, profile), wiring.recipe_in_force(settings, profile)
    with progress("Reading") as advance:
        return run_scan(
            store, tools, current, now(), since=since, upkeep=wiring.upkeep(settings),
            regroup=regroup, progress=advance,
        )  # fmt: skip


def _ask(store: Store, settings: Settings) -> Asked:
    """The standing queries, of what came in: even where nothing is new, a query may be."""
    with progress("Watching") as advance:
        return ask_all(store, wiring.listeners(settings), advance)


def _reread(
    store: Store, settings: Settings, profile: Profile, since: datetime | None
) -> Outcome | None:
    tools, current = wiring.scan_tools(settings, profile), wiring.recipe_in_force(settings, profile)
    total = store.count_outdated(current.id, since=since)
    with _reread_progress(total) as advance:
        return run_reread(
            store, tools, current, now(), since=since, upkeep=wiring.upkeep(settings),
            progress=advance,
        )  # fmt: skip


def _reread_progress(total: int) -> AbstractContextManager[Callable[[int], None]]:
    """A bar, or where nobody watches a line for each tenth, so that a log tells how far it is."""
    if sys.stderr.isatty():
        return progress("Reading again", total)
    tenth, told = total / 10, 0.0

    def tell(done: int) -> None:
        nonlocal told
        if done >= told + tenth:
            told = done
            stderr.print(f"{done:,} of {total:,} read again.")

    return nullcontext(tell)


def _leave_running(
    store: Store, settings: Settings, since: datetime | None, profile: Profile, as_json: bool
) -> None:
    """Starts the re-reading as a process of its own, at low priority, that outlives the terminal.

    Raises StoreError at once where one is running.
    """
    with store.reread_lock():
        pass
    log = settings.home / "reread.log"
    process = _start(log, ["--profile", profile, *(["--since", f"{since:%F}"] if since else [])])
    os.setpriority(os.PRIO_PROCESS, process, BACKGROUND_NICENESS)
    if as_json:
        print_json({"process": process, "log": str(log)})
    else:
        typer.echo(f"Reading again in process {process}; {log} tells how far it is.")


def _start(log: Path, options: list[str]) -> int:
    command = [sys.executable, "-m", "voc", "scan", "--reread", *options]
    try:
        with log.open("ab") as file:
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            ).pid
    except OSError as err:
        raise SettingsError(f"Cannot write {log}: {err.strerror}. Check VOC_HOME.") from err


def _tell(outcome: Outcome | None, nothing: str) -> None:
    for line in outcome_lines(outcome) if outcome else [nothing]:
        typer.echo(line)


def _tell_raised(store: Store, raised: Sequence[Signal]) -> None:
    for signal in raised:
        typer.echo(f"Raised: {issue_line(store.issue(signal.issue_id))}")
        typer.echo(f"    {signal_line(signal)}")


def _document(
    outcome: Outcome | None, raised: Sequence[Signal], asked: Asked
) -> dict[str, Any] | None:
    judged = {"raised": [asdict(signal) for signal in raised]} if outcome else {}
    watched = {"watched": asdict(asked)} if asked.queries else {}
    return ((asdict(outcome) if outcome else {}) | judged | watched) or None


def _asked_line(asked: Asked) -> str:
    queries = "The watch query" if asked.queries == 1 else f"{asked.queries:,} watch queries"
    texts = "1 new text" if asked.texts == 1 else f"{asked.texts:,} new texts"
    matches = "1 match" if asked.matches == 1 else f"{asked.matches:,} matches"
    return f"{queries} found {matches} in {texts}. `voc watch list` tells more."


def outcome_lines(outcome: Outcome) -> list[str]:
    """What a scan did; every line's numbers add up."""
    tally = outcome.scan.tally
    alone = tally.single - tally.verdicts - tally.few
    lines = [
        f"Scan {outcome.scan.id} under recipe {outcome.scan.recipe_id}: {tally.read:,} read, "
        f"{tally.deep:,} of them ({_share(tally.deep, tally.read)}) by the encoder; "
        f"{tally.flagged:,} flagged, {tally.opinions:,} opinions.",
        f"Of {tally.voices:,} complaints and wishes {tally.joined:,} joined known issues, "
        f"{tally.founding:,} opened {tally.issues_opened:,} new, {tally.single:,} are single: "
        f"{tally.verdicts:,} mere verdicts, {tally.few:,} told by too few, {alone:,} alone.",
    ]
    if tally.shelves_regrouped:
        lines.append(
            f"Grouped as a whole: {tally.shelves_regrouped:,} products and kinds; {tally.moved:,} "
            f"voices moved, {tally.merged:,} issues merged, {tally.split:,} split."
        )
    if filed := tally.kept + tally.left:
        lines.append(
            f"Of {filed:,} that were filed before and read again {tally.kept:,} keep their issue, "
            f"{tally.left:,} are told no more."
        )
    if tally.expired:
        lines.append(f"{tally.expired:,} were kept as long as [retention] says, and are removed.")
    if tally.unmasked:
        lines.append(f"Unmasked texts removed: {tally.unmasked:,}.")
    if keeps_raw(outcome.scan.recipe_id):
        lines.append(KEPT)
    return [
        *lines,
        f"Reading took {outcome.annotation_s:.1f} s, grouping {outcome.grouping_s:.1f} s.",
    ]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "0.0%"
