"""``voc runs``."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, tzinfo
from itertools import groupby
from typing import Annotated, Any

import typer

from voc.bootstrap import settings as settings_module
from voc.bootstrap import wiring
from voc.cli.console import print_json
from voc.pipeline.timing.slots import next_due
from voc.types.schedule import Job, Run, RunState, Standing

TOP = 20
NEXT = 10  # due times that are told
_LIVE = {RunState.RUNNING, RunState.WAITING, RunState.ASKED}


def runs(
    top: Annotated[int, typer.Option(min=1, help="How many of the latest runs are shown.")] = TOP,
    ask: Annotated[
        str | None,
        typer.Option(metavar="JOB", help="Have this done as soon as the scheduler may."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List what is due when, what runs, and what became of the latest runs."""
    from voc.schedule.running import job_called, jobs_of

    settings = settings_module.load()
    store = wiring.open_store(settings)
    try:
        jobs = jobs_of(store, settings)
        if ask is not None:
            store.ask_for(job_called(jobs, ask).name)
        standing, latest = store.standing(), store.runs(top)
    finally:
        store.close()
    due = sorted((_next(job, standing), job.name) for job in jobs)
    if as_json:
        print_json(_document(standing, due, latest))
        return
    for line in (*_next_lines(due, standing.now, settings.zone), *_live_lines(standing)):
        typer.echo(line)
    for run in latest:
        if run.state not in _LIVE:
            typer.echo(_line(run, settings.zone))


def _next(job: Job, standing: Standing) -> datetime:
    since = standing.since.get(job.name, standing.now)
    return next_due(job, since, standing.latest.get(job.name), standing.now)


def _live(standing: Standing) -> list[Run]:
    found = [*standing.live.values(), *standing.asked.values()]
    return sorted(found, key=lambda run: (run.job, run.due_at))


def _next_lines(due: Sequence[tuple[datetime, str]], now: datetime, zone: tzinfo) -> list[str]:
    """Jobs that are due at one time on one line: a thousand sources often are."""
    lines = []
    for at, together in groupby(due, key=lambda one: one[0]):
        names = [name for _, name in together]
        more = f" and {len(names) - 3:,} more" if len(names) > 3 else ""
        when = "now" if at <= now else f"{at.astimezone(zone):%F %H:%M}"
        lines.append(f"Next: {when}  {', '.join(names[:3])}{more}")
    return lines[:NEXT]


def _live_lines(standing: Standing) -> list[str]:
    return [_live_line(run, standing.now) for run in _live(standing)]


def _live_line(run: Run, now: datetime) -> str:
    if run.state is RunState.RUNNING and run.lease_until and run.lease_until <= now:
        return f"Left: {run.job}, by {run.holder}; whoever comes next goes on with it."
    told = {
        RunState.RUNNING: f"Runs: {run.job}, attempt {run.attempt}, by {run.holder}",
        RunState.ASKED: f"Asked for: {run.job}",
    }
    again = f"Again at {run.retry_at:%F %H:%M} UTC: {run.job}. {run.error or ''}".rstrip()
    return told.get(run.state, again)


def _line(run: Run, zone: tzinfo) -> str:
    at = f"{run.ended_at.astimezone(zone):%F %H:%M}" if run.ended_at else ""
    numbers = {name: value for name, value in run.tally.items() if isinstance(value, int)}
    told = ", ".join(f"{name} {value:,}" for name, value in numbers.items() if value)
    return f"{at}  {run.state}  {run.job}  {run.error or told}".rstrip()


def _document(
    standing: Standing, due: Sequence[tuple[datetime, str]], latest: Sequence[Run]
) -> dict[str, Any]:
    return {
        "now": standing.now,
        "next": [{"job": name, "at": at} for at, name in due],
        "live": [asdict(run) for run in _live(standing)],
        "latest": [asdict(run) for run in latest],
    }
