"""Idea cards of data/samples and of 20,000 real texts, written for a stranger to judge.

    python bench/discovery/ideas.py samples|real OUT.md     needs VOC_EVAL_DATA for "real"

Reads with the fast profile into a throw-away home. Of each card a judge asks: do the quotes ask
the maker for one and the same thing, and could it be made? Advice to shoppers, praise, hopes for
luck and one person's repeats make a card wrong.
"""

import json
import os
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from ideas_mix import lines, rows

from voc.bootstrap import settings as settings_module
from voc.bootstrap import wiring
from voc.bootstrap.settings import Settings
from voc.pipeline.ideas import find_ideas
from voc.pipeline.scan import run_scan
from voc.ports.store import Store
from voc.types.idea import IdeaCard, Ideas
from voc.types.opinion import Profile

SAMPLES = Path(__file__).parents[2] / "data" / "samples" / "feedback"
DATA = Path(os.environ.get("VOC_EVAL_DATA", "../shared/data"))
TOP = 30
TEXTS = 20_000
# The samples end on 31 October 2026; a clock before that would refuse them as not yet written.
SAMPLES_END = datetime(2026, 11, 1, 12, tzinfo=UTC)


def found(what: str, home: Path) -> Ideas:
    settings = settings_module.load().with_home(home)
    settings.keep_author_key("the same key in every run of this bench")
    store = wiring.open_store(settings)
    try:
        now = max(datetime.now(UTC), SAMPLES_END)
        for path in _files(what, home):
            wiring.import_feedback_file(store, settings, path, now=now)
        _scan(store, settings, now)
        tools = wiring.idea_tools(settings)
        if what == "real":
            tools = replace(tools, lines=lines(DATA, TEXTS))
        return find_ideas(store, tools)
    finally:
        store.close()


def _files(what: str, home: Path) -> list[Path]:
    if what == "samples":
        return sorted(SAMPLES.iterdir())
    path = home / "mix.jsonl"
    with path.open("w", encoding="utf-8") as lines:
        for row in rows(DATA, TEXTS):
            told = {name: value for name, value in row.items() if value and name != "line"}
            lines.write(json.dumps(told, ensure_ascii=False) + "\n")
    return [path]


def _scan(store: Store, settings: Settings, now: datetime) -> None:
    recipe = wiring.recipe_in_force(settings, Profile.FAST)
    run_scan(store, wiring.scan_tools(settings, Profile.FAST), recipe, now)


def sheet(ideas: Ideas) -> str:
    cards = ideas.cards[:TOP]
    lines = [f"# {len(cards)} of {len(ideas.cards)} cards; {ideas.wishes} wishes read", ""]
    for number, card in enumerate(cards, start=1):
        lines += _card(number, card)
    return "\n".join(lines) + "\n"


def _card(number: int, card: IdeaCard) -> list[str]:
    thing = card.value or " ".join(card.names)
    products = ", ".join(f"{product} {people}" for product, people in card.products)
    return [
        f"## {number}. {thing.replace('_', ' ')} ({card.kind.value})",
        f"{card.priority.people} people; {products}",
        *(f"- {quote.product}: {' '.join(quote.quote.split())}" for quote in card.quotes),
        "",
    ]


def main() -> None:
    what, out = sys.argv[1], Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as home:
        out.write_text(sheet(found(what, Path(home))), encoding="utf-8")
    print(out)


if __name__ == "__main__":
    main()
