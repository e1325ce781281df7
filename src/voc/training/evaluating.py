"""``voc eval``: figures of a model, and the record that ties them to what was measured."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any

from voc.ports.models import Classifier
from voc.training.baseline import JUDGED_SETS, baseline_figures
from voc.training.corpus import Progress, Reader, load_corpus
from voc.training.figures import Figures, measure
from voc.training.labelled import gold_folder

# What decides a reading, besides the weights.
_CODE = ("ml", "text", "training")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Figures of one model on one split."""

    model: str  # name and digest, as the classifier gives it
    split: str  # "dev" or "test"
    thresholds: Mapping[str, float]  # that the figures were read with
    figures: Figures
    worse_than_baseline: tuple[str, ...]  # judged sets; empty is what a release needs


def evaluate(
    data: Path,
    split: str,
    *,
    classifier: Classifier,
    thresholds: Mapping[str, float],
    seed: Path,
    reader: Reader,
    progress: Progress,
) -> Evaluation:
    """Measure ``classifier`` and, in the same run, the baseline on the texts it learnt from.

    ``thresholds`` are those ``classifier`` was built with, for the record.
    """
    progress(f"reading the {split} splits")
    figures = measure(classifier, reader, data, split)
    progress("fitting the baseline")
    corpus = load_corpus(data, seed, reader, progress)
    figures |= baseline_figures(corpus.training, reader, data, split)
    return Evaluation(
        model=classifier.name,
        split=split,
        thresholds=thresholds,
        figures={name: round(value, 4) for name, value in sorted(figures.items())},
        worse_than_baseline=tuple(name for name in JUDGED_SETS if _is_worse(name, figures)),
    )


def _is_worse(name: str, figures: Mapping[str, float]) -> bool:
    """Judged by accuracy, as these sets are elsewhere; macro-F1 stands beside it in the record."""
    return figures[f"{name}.accuracy"] < figures[f"{name}.baseline_accuracy"]


def write_result(
    path: Path, evaluation: Evaluation, *, model: Path, data: Path, now: datetime, machine: str
) -> None:
    """The record committed under eval/results: figures with digests of all they came from."""
    record = {
        "model": evaluation.model,
        "split": evaluation.split,
        "thresholds": dict(evaluation.thresholds),
        "date": now.date().isoformat(),
        "machine": machine,
        "weights_sha256": _digest(model / "weights.npz"),
        "code_sha256": code_digest(),
        "data_sha256": data_digests(data, evaluation.split),
        "worse_than_baseline": list(evaluation.worse_than_baseline),
        "figures": evaluation.figures,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def read_results(folder: Path) -> list[dict[str, Any]]:
    """All committed records, by file name."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]


def code_digest() -> str:
    """One hash over the sources that decide a reading."""
    combined = hashlib.sha256()
    package = Path(str(resources.files("voc")))
    for folder in _CODE:
        for path in sorted((package / folder).rglob("*.py")):
            combined.update(path.relative_to(package).as_posix().encode())
            combined.update(path.read_bytes())
    return combined.hexdigest()


def data_digests(data: Path, split: str) -> dict[str, str]:
    """Hash of every file of the split that is measured on, and of the gold labels."""
    files = [*sorted(data.glob(f"*/{split}.*.gz")), gold_folder(data) / f"{split}.jsonl.gz"]
    return {f"{path.parent.name}/{path.name}": _digest(path) for path in files}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
