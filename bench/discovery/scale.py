"""How long discovery of a first scan takes, how much memory, and how both grow.

    voc bench discovery scale [REVIEWS …] [--out FILE]

Vectors are given: those of the complaints in data/training/problems.jsonl in the shipped space,
each voice a telling of its problem with noise, seeded; twenty products, two kinds. Of a review 0.6
voices are told, as of the negative half of shop reviews; a third tell what nobody else tells. Each
size runs in a process of its own: peaks of memory do not fall.
"""

import argparse
import hashlib
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from bench.discovery.by_hand import open_issue, placed_voice
from bench.discovery.problems import TOLD, Reader, shipped
from voc.bootstrap import benches, recipe
from voc.insight.discovery.filing import Turn, file_anew, file_new
from voc.insight.discovery.fitting import fitted
from voc.insight.discovery.packing import pack, stacked, total
from voc.training.clauses.tellings import read_tellings
from voc.types.issue import IssueKind, KnownIssue, Mark, PlacedVoice, Shelf

OUT = Path(__file__).parents[2] / "proof" / "discovery-scale.json"
SIZES = (10_000, 100_000, 1_000_000)
MOST_SECONDS, MOST_MB = 600, 4096
VOICES_A_REVIEW = 0.6
PRODUCTS = 20
PROBLEMS = 120  # of one product and kind, the likeliest told a hundred times as often as the last
ALONE = 1 / 3
# In a squared vector: of the telling. Two voices of one telling are alike by as much, two of a
# problem by half of that.
TOLD_SHARE = 0.8
LONE_SHARE = 0.1
DAILY = 10_000  # reviews
CURRENT = recipe.current()


@dataclass(frozen=True)
class Tellings:
    vectors: np.ndarray  # (n, d), in the shipped space
    problem: np.ndarray  # (n,), from 0 on

    @property
    def of_problem(self) -> list[np.ndarray]:
        return [np.flatnonzero(self.problem == one) for one in range(self.problem.max() + 1)]


def real_tellings() -> Tellings:
    told = read_tellings(TOLD)
    reader = Reader()
    numbers: dict[str, int] = defaultdict(lambda: len(numbers))
    vectors = shipped()([reader.wording(one.text, None) for one in told])
    problem = np.array([numbers[one.problem] for one in told])
    says = vectors.any(axis=1)
    return Tellings(vectors[says], np.unique(problem[says], return_inverse=True)[1])


def shelves(
    tellings: Tellings, reviews: int, seed: int
) -> Iterator[tuple[Shelf, list[PlacedVoice]]]:
    chance = np.random.default_rng(seed)
    wanted = int(reviews * VOICES_A_REVIEW)
    sizes = chance.multinomial(wanted, chance.dirichlet(np.ones(PRODUCTS * len(IssueKind)) * 2))
    members = tellings.of_problem
    for number, size in enumerate(sizes.tolist()):
        kind = list(IssueKind)[number % 2]
        shelf = Shelf(kind=kind, product=f"product {number // 2}")
        # The same problems in every draw, whatever its seed.
        problems = np.random.default_rng(number).choice(len(members), PROBLEMS, replace=False)
        rows = drawn(tellings, [members[one] for one in problems], size, chance)
        yield (
            shelf,
            [
                placed_voice(shelf, name_of(f"{seed}-{number}-{n}"), "twelve signs", one)
                for n, one in enumerate(rows)
            ],
        )


def drawn(
    tellings: Tellings, problems: list[np.ndarray], size: int, chance: np.random.Generator
) -> Iterator[bytes]:
    often = 1 / np.arange(1, PROBLEMS + 1)
    for start in range(0, size, 20_000):
        count = min(20_000, size - start)
        told = chance.choice(PROBLEMS, count, p=often / often.sum())
        which = np.array([chance.choice(problems[one]) for one in told])
        share = np.where(chance.random(count) < ALONE, LONE_SHARE, TOLD_SHARE)[:, None]
        noise = unit(chance.standard_normal((count, tellings.vectors.shape[1]), dtype=np.float32))
        vectors = np.sqrt(share) * tellings.vectors[which] + np.sqrt(1 - share) * noise
        yield from (row.tobytes() for row in pack(unit(vectors)))


def unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def name_of(number: str) -> str:
    return hashlib.blake2b(number.encode(), digest_size=32).hexdigest()


def measure(tellings: Tellings, reviews: int) -> dict[str, object]:
    full = dict(shelves(tellings, reviews, 1))
    known: dict[Shelf, list[KnownIssue]] = {}
    marks: dict[Shelf, Mark] = {}
    turn = Turn(None, "bench")
    started, spent = time.perf_counter(), time.process_time()
    issues = filed = 0
    for shelf, voices in full.items():
        filing = file_anew(shelf, [], voices, CURRENT, turn)
        marks[shelf] = filing.mark
        issues += len(filing.opened)
        filed += sum(len(group.voices) for group in filing.opened)
        packed = {one.voice: one.packed for one in voices}
        known[shelf] = [
            KnownIssue(
                issue=open_issue(shelf, f"{shelf.kind}{shelf.product}{n}"),
                voices=len(g.voices),
                total=summed,
                named=summed,
            )
            for n, g in enumerate(filing.opened)
            for summed in [total(stacked([packed[voice] for voice in g.voices]))]
        ]
    result: dict[str, object] = {
        "reviews": reviews,
        "voices": sum(map(len, full.values())),
        "numbers of a vector": tellings.vectors.shape[1],
        "issues": issues,
        "in issues": filed,
        "full scan, s": round(time.perf_counter() - started, 1),
        "full scan, processor s": round(time.process_time() - spent, 1),
        "peak MB, input included": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    return result | daily(tellings, known, marks)


def daily(
    tellings: Tellings, known: dict[Shelf, list[KnownIssue]], marks: dict[Shelf, Mark]
) -> dict[str, object]:
    new = dict(shelves(tellings, DAILY, 2))
    started, joined, count = time.process_time(), 0, 0
    for shelf, voices in new.items():
        settings = fitted(CURRENT, marks[shelf].alike, marks[shelf].voices)
        joined += len(file_new(shelf, known[shelf], voices, settings).joined)
        count += len(voices)
    return {
        "daily voices": count,
        "joined": joined,
        "daily scan, processor s": round(time.process_time() - started, 2),
    }


def apart(*arguments: str) -> str:
    """Run in a process of its own; a peak of memory counts from that of the one that starts it."""
    command = [sys.executable, __file__, *arguments]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


def within(largest: dict[str, object]) -> bool:
    seconds, peak = largest["full scan, processor s"], largest["peak MB, input included"]
    return seconds <= MOST_SECONDS and peak <= MOST_MB


def main() -> None:
    if sys.argv[1:2] == ["--tellings"]:
        tellings = real_tellings()
        np.savez(sys.argv[2], vectors=tellings.vectors, problem=tellings.problem)
        return
    if sys.argv[1:2] == ["--one"]:
        given = np.load(sys.argv[2])
        print(json.dumps(measure(Tellings(given["vectors"], given["problem"]), int(sys.argv[3]))))
        return
    parser = argparse.ArgumentParser(prog="voc bench discovery scale")
    parser.add_argument("reviews", nargs="*", type=int, default=SIZES)
    parser.add_argument("--out", type=Path, default=OUT)
    asked = parser.parse_args()
    sizes = []
    with tempfile.TemporaryDirectory() as folder:
        tellings = str(Path(folder) / "tellings.npz")
        apart("--tellings", tellings)
        for reviews in asked.reviews:
            sizes.append(json.loads(apart("--one", tellings, str(reviews))))
            print(sizes[-1], flush=True)
    result = {
        "recipe": CURRENT.id,
        "machine": asdict(benches.machine(datetime.now(UTC))),
        "floor": {"processor s": MOST_SECONDS, "peak MB": MOST_MB, "met": within(sizes[-1])},
        "sizes": sizes,
    }
    asked.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
