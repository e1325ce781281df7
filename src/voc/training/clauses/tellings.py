"""Problems told by several people, and which of them are held against each other."""

import random
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from voc.training.labelled import read_rows

_SEED = 20261122

_Chosen = TypeVar("_Chosen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    family: str  # of problems near one another: what goes wrong with nuts, in a hotel room
    problem: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixture:
    """What one step of training holds against each other."""

    families: int = 4
    problems: int = 4  # of each family
    tellings: int = 6  # of each problem
    others: int = 24  # clauses of which each is like none


def read_tellings(path: Path) -> tuple[Telling, ...]:
    """Lines of ``data/training/problems.jsonl``. Raises InputError."""
    return tuple(
        Telling(family=row["family"], problem=row["problem"], text=row["text"])
        for row in read_rows(path)
    )


def taught(telling: Telling) -> bool:
    """False for one family in eight: what was learnt is measured on these alone."""
    return zlib.crc32(telling.family.encode()) % 8 != 0


def steps_of(
    tellings: Sequence[Telling], others: int, mixture: Mixture, steps: int
) -> Iterator[tuple[list[int], list[int]]]:
    """(numbers of tellings, numbers of the ``others``) for each step; the same every time.

    Each family comes once before any comes again. Problems of one family are the hard ones to tell
    apart, and several of them stand in every step.
    """
    rng = random.Random(_SEED)  # noqa: S311 - shuffles, keeps no secret
    numbers = _by_family(tellings)
    waiting: list[str] = []
    for _ in range(steps):
        chosen: list[int] = []
        if len(waiting) < mixture.families:
            waiting += rng.sample(sorted(numbers), len(numbers))
        families, waiting = waiting[: mixture.families], waiting[mixture.families :]
        for family in dict.fromkeys(families):
            for problem in _some(rng, sorted(numbers[family]), mixture.problems):
                chosen += _some(rng, numbers[family][problem], mixture.tellings)
        yield chosen, _some(rng, range(others), mixture.others)


def _by_family(tellings: Sequence[Telling]) -> Mapping[str, Mapping[str, list[int]]]:
    numbers: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, telling in enumerate(tellings):
        numbers[telling.family][telling.problem].append(number)
    return numbers


def _some(rng: random.Random, of: Sequence[_Chosen], most: int) -> list[_Chosen]:
    return rng.sample(of, min(most, len(of)))
