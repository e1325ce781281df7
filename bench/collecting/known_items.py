"""What the store costs with a million known items.

    python bench/collecting/known_items.py --out bench/results/known_items.json
    python bench/collecting/known_items.py --url postgresql://…  # an empty database

1,000 sources, a tenth of the items to be asked again within 30 days, 18 weeks of days.
"""

import argparse
import json
import random
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import process_time

import sqlalchemy as sa

from voc.stores import schema
from voc.stores.sql_store import SqlStore
from voc.types.feedback import FeedbackKind
from voc.types.fetching import Validators
from voc.types.items import Entry, Item, ItemTaken, Lead
from voc.types.source import Keep, Origin, Source, SourceDay, SourceKind

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
NAMES = [f"paper{n}" for n in range(1000)]
DAYS = 126
ROUNDS = 15


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=1_000_000)
    parser.add_argument("--url")
    parser.add_argument("--out", type=Path)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = SqlStore(told.url or f"sqlite:///{folder}/voc.db")
        store.upgrade()
        fill(store, told.items // len(NAMES))
        found = {"items": store.count_items(), "processor_ms": measured(store)}
        store.close()
    text = json.dumps(found, indent=1)
    print(text)
    if told.out is not None:
        told.out.write_text(f"{text}\n")


def fill(store: SqlStore, each: int) -> None:
    rng = random.Random(1)
    store.keep_sources([source(name) for name in NAMES], NOW)
    with store._database.writing() as connection:
        ids = connection.execute(sa.select(schema.sources.c.id, schema.sources.c.name)).all()
        for number, name in ids:
            rows = [item_row(name, n, rng) for n in range(each)]
            connection.execute(sa.insert(schema.items), rows)
            days = [day_row(number, n) for n in range(DAYS)]
            connection.execute(sa.insert(schema.source_days), days)


def source(name: str) -> Source:
    return Source(
        name=name,
        kind=SourceKind.FEED,
        place=f"https://{name}.example/feed",
        channel=name,
        tells=FeedbackKind.MEDIA,
        keep=Keep.MENTIONS,
        origin=Origin.FILE,
        digest="1",
    )


def item_row(name: str, number: int, rng: random.Random) -> dict[str, object]:
    again = NOW + timedelta(minutes=rng.randrange(30 * 24 * 60))
    return {
        "url": f"https://{name}.example/news/{number}-{rng.getrandbits(64):x}.html",
        "source": name,
        "first_seen": NOW,
        "version": 1,
        "digest": "0" * 64,
        "etag": '"abc"',
        "asked": 1,
        "asked_at": NOW,
        "failures": 0,
        "due_at": None if number % 10 else again,
    }


def day_row(source_id: int, ago: int) -> dict[str, object]:
    counts = {"asked": 9, "unchanged": 1, "failed": 0, "new": 2, "read": 2, "kept": 1}
    day = NOW.date() - timedelta(days=ago)
    return {"source_id": source_id, "day": day, **counts, "counted": 1, "rejected": 0}


def measured(store: SqlStore) -> dict[str, tuple[float, float]]:
    rng = random.Random(2)
    table = schema.items.c
    with store._database.reading() as connection:
        urls = list(connection.scalars(sa.select(table.url).where(table.source == "paper7")))
    soon, month = NOW + timedelta(hours=2), NOW + timedelta(days=30)
    some = store.due_items(NAMES, soon, 50)
    today = SourceDay(source="paper7", day=NOW.date(), asked=1)

    def take(leads: Sequence[Lead]) -> int:
        url = "https://paper7.example/feed"
        return store.take_entry(Entry(source="paper7", url=url, taken_at=NOW), leads, today)

    def known(count: int) -> list[Lead]:
        return [Lead(url=url) for url in rng.sample(urls, min(count, len(urls)))]

    def new(count: int) -> list[Lead]:
        return [Lead(url=f"https://n.example/{rng.getrandbits(64)}") for _ in range(count)]

    steps: dict[str, Callable[[], object]] = {
        "take_entry, 50 known leads": lambda: take(known(50)),
        "take_entry, 50 new leads": lambda: take(new(50)),
        "take_entry, 1000 known leads": lambda: take(known(1000)),
        "take_entry, 1000 new leads": lambda: take(new(1000)),
        "due_items, none of 1000 sources": lambda: store.due_items(NAMES, NOW, 200),
        "due_items, 200 of 100000 due": lambda: store.due_items(NAMES, month, 200),
        "due_items, 1000 of 100000 due": lambda: store.due_items(NAMES, month, 1000),
        "due_items, one source": lambda: store.due_items(["paper9"], month, 50),
        "take_items, 50": lambda: store.take_items([taken(one) for one in some], [today]),
        "source_days, 18 weeks of 1000": lambda: store.source_days(NOW.date() - DAYS * DAY),
        "keep_states, 1000": lambda: store.keep_states(store.source_states()),
        "keep_sources, 1000 as before": lambda: store.keep_sources(store.sources(), NOW),
    }
    return {name: timed(step) for name, step in steps.items()}


DAY = timedelta(days=1)


def taken(item: Item) -> ItemTaken:
    return ItemTaken(
        url=item.url,
        version=1,
        digest=item.digest,
        validators=Validators(etag='"1"'),
        asked=item.asked + 1,
        failures=0,
        asked_at=item.due_at,
        due_at=item.due_at,
    )


def timed(step: Callable[[], object]) -> tuple[float, float]:
    """Median and worst, in ms of processor time: of SQLite all but the waiting for the disk."""
    took = []
    for _ in range(ROUNDS):
        began = process_time()
        step()
        took.append(1000 * (process_time() - began))
    return round(median(took), 1), round(max(took), 1)


if __name__ == "__main__":
    main()
