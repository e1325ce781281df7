"""How well the text layer reads: languages, words, privacy, flags, lots, days and scenes.

    python bench/text_quality.py [--own] [--show FILE] --out proof/text-quality.json

Measures texts of our own, those written by others and real ones in VOC_EVAL_DATA (default
../shared/data) side by side, each with the same figures, and fails where a floor is missed.
--own measures our own texts alone. --show writes every masked place of real reviews that nobody has
read to a file, for a verdict in bench/masked_places.tsv.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import measure
from quality import discovered, hollow, languages, private, segments, things


@dataclass(frozen=True, slots=True)
class Line:
    """What is promised of a figure, named by its way through the record."""

    figure: str
    least: float | None = None
    most: float | None = None

    def kept(self, value: float) -> bool:
        return (self.least is None or value >= self.least) and (
            self.most is None or value <= self.most
        )


def _everywhere(
    figure: str, least: float | None = None, most: float | None = None
) -> Iterator[Line]:
    """Of a task's texts of every origin."""
    task, name = figure.split(".", 1)
    return (Line(f"{task}.{origin}.{name}", least, most) for origin in ("own", "unseen", "others"))


LINES = (
    *_everywhere("languages.accuracy", least=0.98),
    *_everywhere("languages.scripts", least=0.97),
    Line("languages.real.accuracy", least=0.98),
    Line("languages.real.least", least=0.98),
    Line("languages.real.scripts.least", least=0.97),
    Line("languages.real.texts_per_s.with_folding", least=50_000),
    Line("words.real.over_jieba", least=0),
    Line("words.real.over_jieba_folded", least=0),
    Line("words.real.identical.share", least=1),
    Line("words.new.of_products", least=30),
    *_everywhere("privacy.recall", least=0.97),
    *_everywhere("privacy.near_misses_masked", most=3),
    Line("privacy.reviews.false_per_1000", most=2),
    *_everywhere("flags.least_recall", least=0.9),
    *_everywhere("flags.least_precision", least=0.95),
    *_everywhere("flags.genuine_flagged", most=0),
    Line("flags.gold.dev.share", most=0.01),
    Line("flags.gold.test.share", most=0.01),
    *_everywhere("lots.exact", least=0.95),
    *_everywhere("scenes.f1", least=0.75),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--own", action="store_true")
    parser.add_argument("--show", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    data = None if arguments.own else Path(os.environ.get("VOC_EVAL_DATA", "../shared/data"))
    if data is not None and not (data.is_dir() and (data.parent / "adv").is_dir()):
        sys.exit(f"{data} and the cases beside it are not here. Set VOC_EVAL_DATA, or ask --own.")
    if arguments.show and data is not None:
        places = private.unread(data)
        arguments.show.write_text("".join(f"{place}\n" for place in places), encoding="utf-8")
    figures = measured(data)
    lines = judged(figures)
    holds = all(line["holds"] for line in lines)
    measure.write(
        arguments.out, {**measure.machine(), "holds": holds, "lines": lines, "figures": figures}
    )
    return 0 if holds else 1


def measured(data: Path | None) -> dict[str, Any]:
    """Figures by task and origin; without ``data`` of our own texts alone."""
    tasks: dict[str, dict[str, Callable[[], Any]]] = {
        "languages": _ours(languages.own, "languages"),
        "privacy": _ours(private.own, "privacy"),
        "flags": _ours(hollow.own, "hollow"),
        "lots": _ours(things.own_lots, "lots"),
        "scenes": _ours(things.own_scenes, "scenes"),
    }
    if data is not None:
        tasks["languages"]["real"] = lambda: languages.real(data)
        tasks["words"] = {
            "real": lambda: segments.real(data),
            "new": lambda: discovered.real(data),
        }
        tasks["privacy"]["others"] = lambda: private.by_others(data)
        tasks["privacy"]["reviews"] = lambda: private.in_reviews(data)
        tasks["flags"]["others"] = lambda: hollow.by_others(data)
        tasks["flags"]["gold"] = lambda: hollow.in_gold(data)
        tasks["lots"]["others"] = lambda: things.lots_by_others(data)
        tasks["scenes"]["others"] = lambda: things.scenes_by_others(data)
    return {
        task: {origin: measure_it() for origin, measure_it in origins.items()}
        for task, origins in tasks.items()
    }


def _ours(measure_it: Callable[[str], Any], name: str) -> dict[str, Callable[[], Any]]:
    """Of the texts the rules were made with, and of those written after."""
    return {
        "own": lambda: measure_it(name),
        "unseen": lambda: measure_it(f"{name}_unseen"),
    }


def judged(figures: dict[str, Any]) -> list[dict[str, Any]]:
    """Every promise about something measured, and whether it is kept."""
    found = ((line, _at(figures, line.figure)) for line in LINES)
    return [
        {
            "figure": line.figure,
            **({"least": line.least} if line.least is not None else {"most": line.most}),
            "value": value,
            "holds": line.kept(value),
        }
        for line, value in found
        if value is not None
    ]


def _at(figures: dict[str, Any], path: str) -> float | None:
    """None where that origin was not measured; a figure that its origin lacks is an error."""
    task, origin, *rest = path.split(".")
    value = figures.get(task, {}).get(origin)
    if value is None:
        return None
    for name in rest:
        value = value[name]
    return float(value)


if __name__ == "__main__":
    sys.exit(main())
