"""How seldom a source is called silent that is not, and how soon one that is.

    python bench/collecting/silence.py --out bench/results/silence.json

Sources tell as Poisson does, with a rhythm of the week: alarms a year of those that go on, and days
until those that stop for good are told, seen once a day over what `voc collect` asks of the past.
"""

import argparse
import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

import numpy as np

from voc.insight.health.judging import PAST
from voc.insight.health.silence import silence

DAY = timedelta(days=1)
START = date(2026, 1, 5)  # a Monday
WEEKS: dict[str, Sequence[float]] = {
    "even": (1, 1, 1, 1, 1, 1, 1),
    "workdays": (1, 1, 1, 1, 1, 0.05, 0.05),
    "mondays": (1, 0, 0, 0, 0, 0, 0),
}
A_DAY = (0.1, 0.2, 0.5, 1.0, 3.0, 10.0, 50.0)
YEARS, STOPPED, WATCHED = 60, 100, 130
SEEN = PAST // DAY


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    out: Path | None = parser.parse_args().out
    began = perf_counter()
    rows = [row(name, a_day) for name in WEEKS for a_day in A_DAY]
    told = json.dumps(
        {"years": YEARS, "stopped": STOPPED, "seconds": round(perf_counter() - began), "of": rows},
        indent=1,
    )
    print(told)
    if out is not None:
        out.write_text(f"{told}\n")


def row(week: str, a_day: float) -> dict[str, object]:
    found = delays(a_day, WEEKS[week])
    known = [one for one in found if one is not None]
    return {
        "week": week,
        "items_a_day": a_day,
        "false_alarms_a_year": round(false_alarms(a_day, WEEKS[week]), 2),
        "told_after_days": float(np.median(known)) if known else None,
        "nine_of_ten_within": float(np.percentile(known, 90)) if known else None,
        "no_habit": round(found.count(None) / len(found), 2),
    }


def drawn(a_day: float, week: Sequence[float], days: int, rng: np.random.Generator) -> list[bool]:
    weights = np.array([week[n % 7] for n in range(days)])
    return [bool(one) for one in rng.poisson(a_day * weights * 7 / sum(week)) > 0]


def is_silent(told: Sequence[bool], today: int) -> bool:
    seen = range(today - SEEN, today)
    days = [START + n * DAY for n in seen]
    telling = [day for day, n in zip(days, seen, strict=True) if told[n]]
    quiet = silence(telling, days, START + today * DAY)
    return quiet is not None and quiet.unusual


def false_alarms(a_day: float, week: Sequence[float]) -> float:
    told = drawn(a_day, week, SEEN + 365 * YEARS, np.random.default_rng(3))
    alarms, silent = 0, False
    for today in range(SEEN, len(told)):
        if told[today]:
            silent = False
        elif not silent:
            silent = is_silent(told, today)
            alarms += silent
    return alarms / YEARS


def delays(a_day: float, week: Sequence[float]) -> list[int | None]:
    rng = np.random.default_rng(4)
    return [delay(a_day, week, SEEN + number % 7, rng) for number in range(STOPPED)]


def delay(a_day: float, week: Sequence[float], stop: int, rng: np.random.Generator) -> int | None:
    """Days from its stop until it is told; None where it never had a habit."""
    told = drawn(a_day, week, stop, rng) + [False] * WATCHED
    return next((n for n in range(WATCHED) if is_silent(told, stop + n)), None)


if __name__ == "__main__":
    main()
