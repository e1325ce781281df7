"""Real reviews week by week, incidents planted: what is raised, how late, and what for nothing.

    voc bench discovery replay [--tuning] [--seeds 101,102] [--processes 2]

Each seed is a market of 36 weeks (bench/discovery/worlds.py) that the product itself goes through:
import, weekly scan with the fast profile, what the scan raised. A text is read once and the reading
kept, since reading is not what is measured here. A finished seed is kept under VOC_HOME and not run
again, unless the recipe, the code of src/voc or the plan changed. Thresholds may be tuned on
TUNING seeds; SCORED seeds are for the record.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench import measure
from bench.discovery.playing import Played, play_all, recipe_id
from bench.discovery.sources import Sources, own, sources
from bench.discovery.worlds import Plan
from voc.bootstrap import settings as settings_module
from voc.evaluation.alarms import false_alarms, score, told, verdicts

# Whoever sets a threshold looks at the first; nobody at the second before all is set.
TUNING = (1, 2, 3, 4)
SCORED = (101, 102, 103, 104, 105, 106, 107, 108)
OUT = Path(__file__).parents[2] / "proof" / "discovery-replay.json"

# Figure, its way through the figures of a judge, the least or the most it may be.
FLOORS: tuple[tuple[str, tuple[str, ...], float | None, float | None], ...] = (
    ("8 and more in time", ("by_reports_written", "8 and more", "in_time", "share"), 0.9, None),
    ("4-7 in time", ("by_reports_written", "4-7", "in_time", "share"), 0.6, None),
    ("false alarms", ("false_alarms", "per_line_and_quarter"), None, 1.0),
    ("harmless bursts raised", ("harmless", "raised"), None, 1.0),
    ("lot first", ("lots", "first_suspect", "share"), 0.9, None),
    ("lot accused for nothing", ("lots", "accused_without_lot", "share"), None, 0.05),
)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="voc bench discovery replay", description=__doc__)
    parser.add_argument("--tuning", action="store_true", help="the seeds to tune on")
    parser.add_argument("--seeds", type=_numbers, help="others, with commas between")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--own", action="store_true", help="our own texts, whatever is there")
    parser.add_argument("--work", type=Path, help="where finished seeds are kept")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args(arguments)
    seeds = given.seeds or (TUNING if given.tuning else SCORED)
    texts = own() if given.own else sources()
    plan = Plan()
    work = given.work or settings_module.load().home / "bench" / "replay"
    played = play_all(texts, seeds, plan, work, given.processes)
    result = record(played, texts, plan)
    out = given.out or (work / "tuning.json" if given.tuning or given.seeds else OUT)
    measure.write(out, result)
    return 0 if all(line["holds"] for line in result["floors"].values()) else 1


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(",")))


def record(played: Sequence[Played], texts: Sources, plan: Plan) -> dict[str, Any]:
    """All figures, then every incident's fate; no text of others."""
    names = sorted({name for one in played for name in one.heard}, reverse=True)
    figures = {name: score((one.truth, one.heard[name]) for one in played) for name in names}
    return {
        "machine": measure.machine(),
        "recipe": recipe_id(),
        "texts": texts.name,
        "seeds": [one.seed for one in played],
        "weeks": plan.weeks,
        "reviews": sum(one.reviews for one in played),
        "processor_s": round(sum(one.processor_s for one in played)),
        "floors": dict(_floors(figures[names[0]])),
        "figures": figures,
        "judged by": names[0],
        "incidents": list(_fates(played, names[0])),
        "false alarms": list(_false(played, names[0])),
    }


def _floors(figures: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is promised and what was reached; a figure that nothing gives holds nothing."""
    for name, way, least, most in FLOORS:
        value: Any = figures
        for step in way:
            value = value[step]
        holds = value is not None and (least is None or value >= least)
        holds = holds and (most is None or value <= most)
        yield name, {"value": value, "least": least, "most": most, "holds": holds}


def _fates(played: Sequence[Played], judge: str) -> Iterator[dict[str, Any]]:
    for one in played:
        for verdict in verdicts(one.truth, one.heard[judge]):
            yield told(verdict)


def _false(played: Sequence[Played], judge: str) -> Iterator[dict[str, Any]]:
    for one in played:
        for alarm, planted in false_alarms(one.truth, one.heard[judge].alarms):
            yield {
                "seed": one.seed,
                "at": f"{alarm.at:%F}",
                "issue": alarm.issue_id,
                "line": alarm.line,
                "voices": len(alarm.voices),
                "planted among them": planted,
                "critical": alarm.critical,
                "because": alarm.because,
            }


if __name__ == "__main__":
    sys.exit(main())
