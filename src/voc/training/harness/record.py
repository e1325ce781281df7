"""The committed record of an evaluation: figures, and digests of all they came from."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from voc.evaluation.bootstrap import Estimate
from voc.training.harness.measuring import Pass
from voc.training.harness.verdict import Outcome, Told, Verdict

_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What figures came from."""

    date: date
    machine: str
    models: Mapping[str, str]  # by profile, as its classifier names itself
    settings: Mapping[str, Any]  # of the recipe, that they were read with
    weights: Mapping[str, str]  # SHA-256 by folder and file
    data: Mapping[str, str]  # the same
    code: str  # SHA-256


def record_of(outcome: Outcome, origin: Origin) -> dict[str, Any]:
    """As plain data. An estimate is [value, low, high]."""
    return {
        "split": outcome.evaluation.split,
        "date": origin.date.isoformat(),
        "machine": origin.machine,
        "models": dict(origin.models),
        "settings": dict(origin.settings),
        "lines": {verdict.line.task: _line(verdict) for verdict in outcome.verdicts},
        "figures": {name: _figure(one) for name, one in outcome.told.items()},
        "sets": {
            f"{name} {profile}": _pass(seen)
            for name, by_profile in outcome.evaluation.passes.items()
            for profile, seen in by_profile.items()
        },
        "baseline_texts_per_s": {
            f"{name} {who}": round(speed)
            for name, by_who in outcome.evaluation.speeds.items()
            for who, speed in by_who.items()
        },
        "weights_sha256": dict(origin.weights),
        "data_sha256": dict(origin.data),
        "code_sha256": origin.code,
    }


def _line(verdict: Verdict) -> dict[str, Any]:
    found = verdict.found
    over = found.over_baseline if found else None
    return {
        "figure": verdict.line.figure,
        "met": verdict.met,
        "value": None if found is None else _numbers(found.figure),
        "over_baseline": None if over is None else _numbers(over),
    }


def _figure(told: Told) -> dict[str, Any]:
    values = {who: _numbers(one) for who, one in told.values.items()}
    over = {f"{who} over baseline": _numbers(one) for who, one in told.over_baseline.items()}
    return {"texts": told.texts, **values, **over}


def _numbers(estimate: Estimate) -> list[float]:
    return [round(number, _DIGITS) for number in (estimate.value, estimate.low, estimate.high)]


def _pass(seen: Pass) -> dict[str, Any]:
    return {
        "texts_per_s": round(seen.texts_per_s),
        "deep_share": round(seen.deep_share, _DIGITS),
        "groups": {
            name: [texts, round(value, _DIGITS)] for name, (texts, value) in seen.groups.items()
        },
        "confusion": seen.confusion,
        "labels": {
            task: {
                label: {name: round(value, _DIGITS) for name, value in values.items()}
                for label, values in labels.items()
            }
            for task, labels in seen.labels.items()
        },
    }


def write_record(path: Path, record: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_dumped(record), encoding="utf-8", newline="\n")


def _dumped(record: Mapping[str, Any]) -> str:
    """One line an entry, so that two records can be compared line by line."""
    parts = [f"{json.dumps(key)}: {_entries(value)}" for key, value in record.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _entries(value: Any) -> str:
    if not isinstance(value, dict) or not value:
        return json.dumps(value, ensure_ascii=False)
    lines = [
        f" {json.dumps(key, ensure_ascii=False)}: {json.dumps(entry, ensure_ascii=False)}"
        for key, entry in value.items()
    ]
    return "{\n" + ",\n".join(lines) + "\n}"


def read_records(folder: Path) -> list[dict[str, Any]]:
    """All committed records, by file name."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
