"""How long discovery of a first scan takes, how much memory, and how both grow.

    python bench/discovery/scale.py [REVIEWS …]     writes bench/results/discovery-growth.json

Voices are drawn with their vectors: real clause vectors of bench/complaints.tsv as centres with
noise around them, seeded, twenty products, two kinds. Of a review 0.6 voices are told, as of the
negative half of shop reviews; a third tell what nobody else tells. Each size runs in a process of
its own: peaks of memory do not fall.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from voc.bootstrap import recipe
from voc.insight.discovery.filing import Turn, file_anew, file_new
from voc.insight.packing import pack, stacked, total
from voc.types.feedback import FeedbackId
from voc.types.issue import (
    Issue,
    IssueId,
    IssueKind,
    IssueState,
    KnownIssue,
    PlacedVoice,
    Shelf,
    Voice,
)
from voc.types.opinion import Severity

BENCH = Path(__file__).parents[1]
SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)
VOICES_A_REVIEW = 0.6
PRODUCTS = 20
PROBLEMS = 120  # of one product and kind, the likeliest told a hundred times as often as the last
ALONE = 1 / 3
NUMBERS = 704  # of a vector, as of the shipped space
DAILY = 10_000  # reviews
CURRENT = recipe.current()


def shelves(reviews: int, seed: int) -> Iterator[tuple[Shelf, list[PlacedVoice]]]:
    chance = np.random.default_rng(seed)
    wanted = int(reviews * VOICES_A_REVIEW)
    sizes = chance.multinomial(wanted, chance.dirichlet(np.ones(PRODUCTS * len(IssueKind)) * 2))
    for number, size in enumerate(sizes.tolist()):
        kind = list(IssueKind)[number % 2]
        shelf = Shelf(kind=kind, product=f"product {number // 2}")
        # The same problems in every draw, whatever its seed.
        yield shelf, drawn(shelf, size, np.random.default_rng(number), chance, f"{seed}-{number}")


def drawn(
    shelf: Shelf, size: int, fixed: np.random.Generator, chance: np.random.Generator, name: str
) -> list[PlacedVoice]:
    centres = unit(fixed.standard_normal((PROBLEMS, NUMBERS), dtype=np.float32))
    often = 1 / np.arange(1, PROBLEMS + 1)
    problem = chance.choice(PROBLEMS, size, p=often / often.sum())
    packed = []
    for start in range(0, size, 20_000):
        part = problem[start : start + 20_000]
        noise = unit(chance.standard_normal((len(part), NUMBERS), dtype=np.float32))
        told = chance.random(len(part)) >= ALONE
        # Two voices of a problem are alike by 0.45 on the mean, as clauses of one problem are.
        vectors = np.where(told[:, None], 0.67 * centres[part] + 0.74 * noise, noise)
        packed += [row.tobytes() for row in pack(unit(vectors))]
    return [placed(shelf, f"{name}-{n}", one) for n, one in enumerate(packed)]


def unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def placed(shelf: Shelf, name: str, packed: bytes) -> PlacedVoice:
    voice = Voice(
        feedback_id=FeedbackId(f"{hash_of(name):064x}"),
        start=0,
        end=12,
        quote="twelve signs",
        kind=shelf.kind,
        product=shelf.product,
        topic="quality",
        severity=Severity.MINOR,
    )
    return PlacedVoice(voice=voice, packed=packed, issue=None, why=None)


def hash_of(name: str) -> int:
    import hashlib

    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=32).digest())


def measure(reviews: int) -> dict[str, object]:
    full = dict(shelves(reviews, 1))
    known: dict[Shelf, list[KnownIssue]] = {}
    turn = Turn(None, "bench")
    started, spent = time.perf_counter(), time.process_time()
    issues = filed = 0
    for shelf, voices in full.items():
        filing = file_anew(shelf, [], voices, CURRENT, turn)
        issues += len(filing.opened)
        filed += sum(len(group.voices) for group in filing.opened)
        packed = {one.voice: one.packed for one in voices}
        known[shelf] = [
            KnownIssue(issue=issue(shelf, n), voices=len(g.voices), total=summed, named=summed)
            for n, g in enumerate(filing.opened)
            for summed in [total(stacked([packed[voice] for voice in g.voices]))]
        ]
    result: dict[str, object] = {
        "reviews": reviews,
        "voices": sum(map(len, full.values())),
        "issues": issues,
        "in issues": filed,
        "full scan, s": round(time.perf_counter() - started, 1),
        "full scan, processor s": round(time.process_time() - spent, 1),
        "peak MB, input included": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    return result | daily(known)


def daily(known: dict[Shelf, list[KnownIssue]]) -> dict[str, object]:
    new = dict(shelves(DAILY, 2))
    started, joined, count = time.process_time(), 0, 0
    for shelf, voices in new.items():
        joined += len(file_new(shelf, known.get(shelf, []), voices, CURRENT).joined)
        count += len(voices)
    return {
        "daily voices": count,
        "joined": joined,
        "daily scan, processor s": round(time.process_time() - started, 2),
    }


def issue(shelf: Shelf, number: int) -> Issue:
    return Issue(
        id=IssueId(f"{shelf.kind}{shelf.product}{number}"),
        kind=shelf.kind,
        state=IssueState.OPEN,
        product=shelf.product,
        topic="quality",
        terms=(),
        title=None,
        pinned=False,
        merged_into=None,
    )


def main() -> None:
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(int(sys.argv[2]))))
        return
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    results = []
    for size in sizes:
        command = [sys.executable, __file__, "--one", str(size)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        results.append(json.loads(done.stdout))
        print(results[-1], flush=True)
    if tuple(sizes) == SIZES:
        path = BENCH / "results" / "discovery-growth.json"
        text = json.dumps({"recipe": CURRENT.id, "sizes": results}, indent=1)
        path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
