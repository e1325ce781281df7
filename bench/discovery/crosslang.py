"""The same problem told in four languages, among thousands of other complaints.

    voc bench discovery crosslang [--out FILE]

Texts of one problem are to stand in one issue: 8 problems told by nine people each in both Chinese
scripts, Korean and English, written by others (adv/crosslang.jsonl beside VOC_EVAL_DATA); and the
same of bench/languages.tsv, our own. 2,000 other complaints, as many of each language, come from
negative reviews. Discovery is the shipped one: its words, vectors and threshold; no product is
told. A pair counts where at least one of the two is of a labelled problem.
"""

import argparse
import csv
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from bench import measure
from bench.discovery.sources import rows
from voc.bootstrap import settings as settings_module
from voc.bootstrap import wiring
from voc.insight.discovery.filing import Turn, file_anew
from voc.insight.discovery.packing import pack
from voc.pipeline.phrases import Reading
from voc.pipeline.scan import Tools
from voc.text.clauses import split
from voc.types.feedback import FeedbackId
from voc.types.issue import IssueKind, PlacedVoice, Shelf, Voice
from voc.types.opinion import Profile, Severity

HERE = Path(__file__).parent
OUT = HERE.parents[1] / "proof" / "discovery-crosslang.json"
OTHERS = 2_000
SEED = 20261122
SHELF = Shelf(kind=IssueKind.DEFECT, product=None)
FLOOR = 0.75
# As long as what people tell one problem in: labelled texts have 4 to 60 characters.
SHORTEST, LONGEST = 6, 60
STARS = ("1", "2")
Say = tuple[str, str | None, str]  # text, problem, language


@dataclass(frozen=True, slots=True)
class _Other:
    language: str
    name: str
    parts: tuple[str, ...]


_SETS = (
    _Other("zh-Hans", "online_shopping_10_cats", ("dev", "test")),
    _Other("zh-Hant", "openrice_senti_hant", ("train", "dev", "test")),
    _Other("ko", "nsmc_sentiment_ko", ("dev", "test")),
    _Other("en", "ar_miner_informative_en", ("dev", "test")),
)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="voc bench discovery crosslang", description=__doc__)
    parser.add_argument("--others", type=int, default=OTHERS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args(arguments)
    data = Path(os.environ.get("VOC_EVAL_DATA", "../shared/data"))
    others = list(complaints(data, given.others, Random(given.seed))) if data.is_dir() else []
    settings = settings_module.load()
    tools = wiring.scan_tools(settings, Profile.FAST)
    figures = {
        name: {
            "alone": scored(said, tools),
            f"among {len(others):,}": scored([*said, *others], tools),
        }
        for name, said in _labelled(data).items()
    }  # fmt: skip
    result = {
        "machine": measure.machine(),
        "recipe": wiring.recipe_in_force(settings, Profile.FAST).id,
        "others": dict(Counter(language for _, _, language in others)),
        "floor": FLOOR,
        **figures,
    }
    measure.write(given.out, result)
    return 0


def _labelled(data: Path) -> dict[str, list[Say]]:
    """By name: what others wrote, where it is, and our own."""
    found = {}
    adv = data.parent / "adv" / "crosslang.jsonl"
    if adv.exists():
        lines = map(json.loads, adv.read_text(encoding="utf-8").splitlines())
        found["written by others"] = [(row["text"], row["problem"], row["lang"]) for row in lines]
    with (HERE.parent / "languages.tsv").open(encoding="utf-8") as file:
        own = list(csv.DictReader(file, delimiter="\t"))
    found["our own"] = [
        (
            row["text"],
            f"{row['product']} {row['problem']}" if row["problem"].isalpha() else None,
            "",
        )
        for row in own
    ]
    return found


def complaints(data: Path, count: int, rng: Random) -> Iterator[Say]:
    """As many clauses of negative reviews of each language, or all there are."""
    for other in _SETS:
        clauses = [c for text in _negative(data, other) for c in _clauses(text)]
        chosen = list(dict.fromkeys(clauses))
        rng.shuffle(chosen)
        for text in chosen[: count // len(_SETS)]:
            yield text, None, other.language


def _negative(data: Path, other: _Other) -> Iterator[str]:
    for row in rows(data, other.name, other.parts):
        starred = row["rating"] in STARS and row["label"] not in {"0", "1"}
        if row["label"] in {"0", "negative"} or starred:
            yield row["text"]


def _clauses(text: str) -> Iterator[str]:
    pieces = (text[span.start : span.end] for span in split(text))
    return (piece for piece in pieces if SHORTEST <= len(piece) <= LONGEST)


def scored(said: Sequence[Say], tools: Tools) -> dict[str, Any]:
    """Pair precision, recall and F1 of the issues the shipped discovery makes of ``said``."""
    issues = _issues([text for text, _, _ in said], tools)
    problems = [problem for _, problem, _ in said]
    return pair_f1(issues, problems) | {
        "issues that hold one": len({issue for issue, problem in zip(issues, problems, strict=True)
                                     if problem and issue is not None}),
        "alone": sum(issue is None and problem is not None
                     for issue, problem in zip(issues, problems, strict=True)),
    }  # fmt: skip


def pair_f1(issues: Sequence[int | None], problems: Sequence[str | None]) -> dict[str, float]:
    """Over pairs of which one or both have a problem; a text without an issue is with nobody."""
    of_problem = Counter(problem for problem in problems if problem)
    of_issue: dict[int, list[str | None]] = {}
    for issue, problem in zip(issues, problems, strict=True):
        if issue is not None:
            of_issue.setdefault(issue, []).append(problem)
    same = sum(_pairs(count) for count in of_problem.values())
    said = hits = 0
    for members in of_issue.values():
        counts = Counter(members)
        strangers = counts.pop(None, 0)
        said += _pairs(counts.total()) + counts.total() * strangers
        hits += sum(_pairs(count) for count in counts.values())
    precision, recall = hits / max(1, said), hits / max(1, same)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def _issues(texts: Sequence[str], tools: Tools) -> list[int | None]:
    """The number of the issue each text is filed under, as a first scan files them."""
    recipe = wiring.recipe_in_force(settings_module.load(), Profile.FAST)
    reading = Reading(tools.words, tools.folder)
    voices = [_voice(number, text) for number, text in enumerate(texts)]
    packed = pack(tools.encoder.encode([reading.wording(voice) for voice in voices]))
    placed = [
        PlacedVoice(voice=voice, packed=row.tobytes(), issue=None, why=None)
        for voice, row in zip(voices, packed, strict=True)
    ]
    found = file_anew(SHELF, [], placed, recipe, Turn(None, "bench"))
    of = {voice.feedback_id: n for n, group in enumerate(found.opened) for voice in group.voices}
    return [of.get(voice.feedback_id) for voice in voices]


def _voice(number: int, text: str) -> Voice:
    return Voice(
        feedback_id=FeedbackId(f"t{number:05}"), start=0, end=len(text), quote=text,
        kind=SHELF.kind, product=SHELF.product, topic="overall", severity=Severity.MINOR,
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
