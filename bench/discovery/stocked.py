"""A store as a product has it after a year of use, made in minutes instead of hours.

A sample of reviews (bench/discovery/volume.py) is imported, read and filed by the product itself.
Then its rows are written again and again: another id, another author, another vector. What a scan
asks of old rows hangs on their number and on where they lie, not on their words, and both are as
with real ones: of a voice written again the vector is that of the sample with noise (the shares of
bench/discovery/scale.py), keys of texts are random, so that no row is a copy of the one it was made
from. At last one scan of the product files all voices and judges.
"""

import json
import resource
import shutil
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from typing import Any

import numpy as np
import sqlalchemy as sa

from bench.discovery import volume
from bench.discovery.scale import ALONE, LONE_SHARE, TOLD_SHARE, unit
from voc.bootstrap import settings as settings_module
from voc.bootstrap import wiring
from voc.bootstrap.settings import Settings
from voc.insight.packing import STEPS, pack
from voc.pipeline.scan import run_scan
from voc.ports.store import Store
from voc.stores import schema
from voc.stores.schema import REVISION

SEED = 20261123
# Read by the product: enough that their clauses are no few ones.
SAMPLE = 20_000
# The day after the last of the generated year.
TODAY = volume.START + timedelta(weeks=volume.WEEKS)

FIGURES = "stock.json"  # of the scan that filed all, beside the database

Expressions = Mapping[str, sa.ColumnElement[object]]


def made(work: Path, reviews: int, sample: int) -> Path:
    """The home of such a store, made by this recipe and schema or taken as it was left."""
    recipe = wiring.recipe_in_force(settings_module.load()).id
    home = work / f"{reviews}-of-{sample}-{recipe}-{REVISION}"
    if not home.exists():
        part = home.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        if reviews > sample:
            shutil.copytree(made(work, sample, sample), part)
        else:
            part.mkdir(parents=True)
        _make(part, reviews, sample)
        part.rename(home)
    return home


def _make(home: Path, reviews: int, sample: int) -> None:
    settings = settings_module.load().with_home(home)
    store = wiring.open_store(settings)
    try:
        if reviews > sample:
            _write_again(settings, reviews // sample)
        else:
            _take_in(store, settings, sample)
        figures = _filed(store, settings)
    finally:
        store.close()
    (home / FIGURES).write_text(json.dumps(figures), encoding="utf-8")


def _write_again(settings: Settings, rounds: int) -> None:
    engine = sa.create_engine(settings.database_url)
    with engine.begin() as connection:
        _Rows(connection).written_again(rounds)
    engine.dispose()


def _take_in(store: Store, settings: Settings, count: int) -> None:
    made = volume.reviews(volume.pools(volume.labelled()), count, SEED)
    path = settings.home / "sample.jsonl"
    volume.write(made, path)
    wiring.import_feedback_file(store, settings, path, now=moment())
    path.unlink()


def _filed(store: Store, settings: Settings) -> dict[str, float]:
    """All voices filed as a whole, with the vectors there are."""
    tools, recipe = wiring.scan_tools(settings), wiring.recipe_in_force(settings)
    started, used = time.perf_counter(), time.process_time()
    run_scan(store, tools, recipe, moment(), regroup=True)
    return {
        "voices": sum(mark.voices for mark in store.marks()),
        "issues": len(store.issues()),
        "scan of all, s": round(time.perf_counter() - started, 1),
        "scan of all, processor s": round(time.process_time() - used, 1),
        "scan of all, peak MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def moment() -> datetime:
    """When the scans of the stock run: the evening before today."""
    return datetime.combine(TODAY, time_of_day(), UTC) - timedelta(hours=1)


class _Rows:
    """Writes the rows of the sample again, by the database itself."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        last = sa.select(sa.func.max(schema.feedback.c.seq))
        self._length = connection.execute(last).scalar_one()
        self._rng = np.random.default_rng(SEED)
        self._voices, self._vectors = self._told()

    def written_again(self, rounds: int) -> None:
        """Until the sample stands there ``rounds`` times."""
        for number in range(1, rounds):
            shift = number * self._length
            self._again(schema.feedback, shift, _of_another(number))
            self._again(schema.readings, shift, {"filed": sa.false()})
            self._again(schema.opinions, shift, {})
            self._again(schema.appearances, shift, _elsewhere(shift))
            self._again(schema.traces, shift, _other_words(number))
            self._again(schema.suspicions, shift, {})
            self._connection.execute(sa.insert(schema.voice_vectors), self._moved(shift))

    def _again(self, table: sa.Table, shift: int, changed: Expressions) -> None:
        """The rows of the sample, ``shift`` numbers later, with other values in some columns."""
        place = table.c["seq" if table is schema.feedback else "feedback_seq"]
        values = {column.name: column for column in table.columns}
        values |= {place.name: place + shift} | dict(changed)
        rows = sa.select(*values.values()).where(place <= self._length)
        self._connection.execute(sa.insert(table).from_select(list(values), rows))

    def _told(self) -> tuple[list[dict[str, Any]], np.ndarray]:
        """The voices, and their vectors."""
        query = sa.select(*(c for c in schema.voice_vectors.c if c.name != "why"))
        rows = [dict(row) for row in self._connection.execute(query).mappings()]
        packed = np.frombuffer(b"".join(row["vector"] for row in rows), dtype=np.int8)
        return rows, packed.reshape(len(rows), -1).astype(np.float32) / STEPS

    def _moved(self, shift: int) -> list[dict[str, Any]]:
        """The voices told again in other words; a third tell what nobody else tells."""
        alone = self._rng.random(len(self._voices)) < ALONE
        share = np.where(alone, LONE_SHARE, TOLD_SHARE)[:, None].astype(np.float32)
        noise = unit(self._rng.standard_normal(self._vectors.shape, dtype=np.float32))
        moved = pack(unit(np.sqrt(share) * self._vectors + np.sqrt(1 - share) * noise))
        moved[~self._vectors.any(axis=1)] = 0  # what says nothing says nothing again
        return [
            {**one, "feedback_seq": one["feedback_seq"] + shift, "vector": row.tobytes()}
            for one, row in zip(self._voices, moved, strict=True)
        ]


def _of_another(number: int) -> Expressions:
    table = schema.feedback.c
    return {
        "id": sa.func.substr(table.id, 1, 56) + f"{number:08x}",
        "external_id": table.external_id + f"-{number}",
        "author_key": sa.func.substr(table.author_key, 1, 56) + f"{number:08x}",
    }


def _elsewhere(shift: int) -> Expressions:
    table = schema.appearances.c
    keys = sa.case(
        (table.signature.is_not(None), sa.func.randomblob(sa.func.length(table.signature)))
    )
    return {"copy_of": table.copy_of + shift, "signature": keys}


def _other_words(number: int) -> Expressions:
    table = schema.traces.c
    return {name: table[name] - number for name in ("author", "same", "frame")}
