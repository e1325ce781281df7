"""How jobs are done: mostly by voc's own commands, each in a process of its own.

A command that dies, or takes all memory, takes no other down; what it used is given back. All of
them go on where they were when they are begun again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta
from functools import cache, partial
from typing import Any

from voc.bootstrap import alerting
from voc.bootstrap.settings import Settings
from voc.pipeline.alerting import Ears
from voc.ports.store import Store
from voc.report.periods import period_of, previous
from voc.schedule.jobs import ALERTS, COLLECT, REPORT, SCAN, source_of
from voc.schedule.work import Action, Clock, Outcome, in_process, in_thread
from voc.types.report import Cadence
from voc.types.schedule import Run

# A round begins nothing new after this long: what came due meanwhile is asked in the next one.
ROUND_S = 600


def actions(store: Store, settings: Settings, clock: Clock) -> Mapping[str, Action]:
    """By kind of job."""
    ears = cache(partial(alerting.ears, settings))  # made when first needed
    return {
        COLLECT: in_process(_collect, _collected, timedelta(hours=1)),
        SCAN: in_process(lambda runs: ["scan", "--json"], _scanned, timedelta(days=2)),
        REPORT: in_process(partial(_report, settings), _reported, timedelta(hours=6)),
        ALERTS: in_thread(partial(_alert, store, settings, clock, ears)),
    }


def _collect(runs: Sequence[Run]) -> list[str]:
    named = [f"--source={source_of(run.job)}" for run in runs]
    return ["collect", "--once", "--json", "--limit", str(ROUND_S), *named]


def _collected(told: Any, runs: Sequence[Run]) -> Outcome:
    tally = numbers(told)
    asks = (SCAN,) if tally.get("kept") else ()
    # Those alone: whoever is asked once a day is not asked again because another is slow.
    waiting = set(told.get("waiting", ())) if isinstance(told, dict) else set()
    rest = tuple(run.job for run in runs if source_of(run.job) in waiting)
    return Outcome(tally=tally, asks=(*asks, *rest))


def _scanned(told: Any, runs: Sequence[Run]) -> Outcome:
    scan = told.get("scan") if isinstance(told, dict) else None
    tally = scan.get("tally") if isinstance(scan, dict) else told
    return Outcome(tally=numbers(tally), asks=(ALERTS,))


def _report(settings: Settings, runs: Sequence[Run]) -> list[str]:
    (run,) = runs
    cadence = Cadence(run.job.partition(":")[2])
    # The one that is over: on Monday morning that of the week before.
    period = previous(period_of(run.due_at, cadence, settings.zone))
    return ["report", cadence.value, "--period", period.name, "--json"]


def _reported(told: Any, runs: Sequence[Run]) -> Outcome:
    return Outcome(tally={"files": [str(file)[-200:] for file in told["files"]][:20]})


def _alert(
    store: Store,
    settings: Settings,
    clock: Clock,
    ears: Callable[[], Ears | None],
    runs: Sequence[Run],
) -> Outcome:
    raised = alerting.raise_alerts(store, settings, clock(), ears())
    delivered = alerting.deliver(store, settings, clock)
    found = {"open": raised.open, "news": len(raised.news), "messages": raised.messages}
    return Outcome(tally=found | numbers(asdict(delivered)))


def numbers(told: Any) -> dict[str, Any]:
    """What is short of a document: numbers, and mappings of them."""
    if not isinstance(told, dict):
        return {}
    plain = {name: value for name, value in told.items() if isinstance(value, int | float)}
    nested = {name: value for name, value in told.items() if isinstance(value, dict)}
    return plain | {name: found for name, value in nested.items() if (found := numbers(value))}
