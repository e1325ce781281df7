"""Measures parts of voc on this machine."""

import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from itertools import chain, cycle, islice
from pathlib import Path
from typing import Any

import voc
from voc.bootstrap import assets, readers
from voc.bootstrap.settings import Settings
from voc.channels.texts import read_texts
from voc.errors import InputError
from voc.pipeline import text_speed
from voc.pipeline.new_words import SourceText
from voc.pipeline.text_speed import TextSpeed
from voc.runners.local import LocalRunner


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What figures of time must be read with."""

    date: str
    cores: int | None
    processor: str
    python: str


def machine(now: datetime) -> Machine:
    return Machine(
        date=now.date().isoformat(),
        cores=os.cpu_count(),
        processor=platform.processor() or platform.machine(),
        python=platform.python_version(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What is measured on."""

    texts: tuple[str, ...]
    different: int  # fewer than texts where they were repeated


def texts_of(path: Path | None, number: int) -> Texts:
    """``number`` texts of a file or a folder, else of what ships, over again where there are fewer.

    Raises InputError where there are none.
    """
    found = tuple(islice(_read(path), number))
    if not found:
        raise InputError(f"{path} holds no text to measure on.")
    return Texts(texts=tuple(islice(cycle(found), number)), different=len(set(found)))


def measure_text(settings: Settings, texts: Sequence[str], workers: int) -> TextSpeed:
    """How fast ``texts`` are prepared, step by step and over ``workers`` processes."""
    return text_speed.measure(
        texts,
        partial(readers.text_layer, settings.file.names),
        LocalRunner(workers),
        processor=time.process_time,
        wall=time.perf_counter,
    )


def text_record(found: TextSpeed, workers: int, at: datetime) -> dict[str, Any]:
    """The figures of a run as files keep them, the slowest step first."""
    spent = sum(found.steps.values())
    slowest = sorted(found.steps.items(), key=lambda step: -step[1])
    return {
        **asdict(machine(at)),
        "texts": found.texts,
        "characters": round(found.characters / found.texts, 1),
        "workers": workers,
        "texts_per_s": round(found.texts_per_s),
        "us_per_text": _us(spent, found),
        "steps": {
            step: {"us_per_text": _us(s, found), "share": round(s / spent, 3)}
            for step, s in slowest
        },
    }


def run_discovery(part: str, arguments: Sequence[str]) -> int:
    """Run a part of bench/discovery with its own arguments, in a process of its own.

    Measuring code is no part of the package: it reads sets and compares with programs that nobody
    needs to run voc. Gives the exit status. Raises InputError where voc is no clone.
    """
    root = Path(voc.__file__).parents[2]
    folder = root / "bench" / "discovery"
    if not folder.is_dir():
        raise InputError(
            "`voc bench discovery` needs a clone of the project: bench/ is not installed."
        )
    parts = sorted(path.stem for path in folder.glob("*.py") if _is_part(path))
    if part not in parts:
        raise InputError(f"No part called '{part}'. There are: {', '.join(parts)}.")
    paths = map(str, (root, root / "bench", root / "src", os.environ.get("PYTHONPATH", "")))
    command = [sys.executable, str(folder / f"{part}.py"), *arguments]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
    return subprocess.run(command, env=env, check=False).returncode


def _is_part(path: Path) -> bool:
    """Whether a file of bench/discovery is run by itself; the others help these."""
    return '__name__ == "__main__"' in path.read_text(encoding="utf-8")


def _us(seconds: float, found: TextSpeed) -> float:
    return round(1e6 * seconds / found.texts, 1)


def _read(path: Path | None) -> Iterator[str]:
    own = (assets.folder("samples") / "feedback", assets.folder("training") / "reviews.jsonl")
    paths = own if path is None else (path,)
    rows = chain.from_iterable(read_texts(one) for one in paths)
    return (row.text for row in rows if isinstance(row, SourceText))
