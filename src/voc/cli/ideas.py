"""``voc ideas``."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated

import typer

from voc.bootstrap import settings as settings_module
from voc.bootstrap import wiring
from voc.cli.console import print_json
from voc.types.idea import IdeaCard, Ideas, MediaTrend, Rise

SHOWN = 20  # cards
CHANNELS = 5


def ideas(
    product: Annotated[str | None, typer.Option(help="Only wishes about this product.")] = None,
    top: Annotated[int, typer.Option(min=1, help="At most so many cards.")] = SHOWN,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show what customers ask for, as cards: who, how many, with which words."""
    from voc.pipeline.ideas import find_ideas

    settings = settings_module.load()
    store = wiring.open_store(settings)
    try:
        found = find_ideas(store, wiring.idea_tools(settings), product)
    finally:
        store.close()
    if as_json:
        print_json({**asdict(found), "cards": [asdict(card) for card in found.cards[:top]]})
        return
    for line in _lines(found, top):
        typer.echo(line)


def _lines(found: Ideas, top: int) -> Iterator[str]:
    for number, card in enumerate(found.cards[:top], start=1):
        yield from _card_lines(number, card)
    if not found.cards:
        yield "No wish is shared by enough people yet. `voc scan` reads what is new."
    for trend in found.media:
        yield from _media_lines(trend)
    if (further := len(found.cards) - top) > 0:
        yield f"{further:,} further cards: --top {len(found.cards)} shows them."
    yield f"{found.wishes:,} wishes read, {found.alone:,} of them in no card: too few ask for them."


def _card_lines(number: int, card: IdeaCard) -> Iterator[str]:
    part = card.priority
    thing = (card.value or " ".join(card.names)).replace("_", " ")
    yield f"{number}. {thing} ({card.kind.value})  {card.id}"
    people = "one person" if part.people == 1 else f"{part.people:,} people"
    yield (
        f"   {people} × concrete {part.concrete:g} × trend {part.trend:g} = {part.score:g}"
        f"  ·  {_counted([(product or '-', n) for product, n in card.products])}"
    )
    yield f"   {_rise(card.rise)}"
    yield f"   on {_counted(card.channels)}{_articles(card.articles)}"
    if card.scenario:
        scenes = [(f"{kind} {value}".replace("_", " "), n) for kind, value, n in card.scenario]
        yield f"   told with: {_counted(scenes)}"
    if card.issues:
        yield f"   issues: {', '.join(card.issues)}"
    for complaint in card.complaints:
        yield f"   answers {complaint.issue_id} {complaint.name} (“{complaint.shared}”)"
    for one in card.offered:
        whose = "we have it" if one.ours else "a competitor has it, or is named beside it"
        yield f"   {whose}: {one.by} ({one.because})"
    for quote in card.quotes:
        yield f"   “{' '.join(quote.quote.split())}” ({quote.feedback_id})"


def _media_lines(trend: MediaTrend) -> Iterator[str]:
    told = ", ".join(trend.names)
    yield f"In the media more than before: {trend.value.replace('_', ' ')} ({trend.kind}; {told})"
    yield f"   {_rise(trend.rise)}; {trend.wishes:,} of our customers wish for it"
    for quote in trend.quotes:
        yield f"   “{' '.join(quote.quote.split())}” ({quote.feedback_id})"


def _rise(rise: Rise) -> str:
    return f"{rise.direction.replace('_', ' ')}: {rise.because}"


def _articles(count: int) -> str:
    if not count:
        return ""
    return "; one article tells of it" if count == 1 else f"; {count:,} articles tell of it"


def _counted(counts: list[tuple[str, int]] | tuple[tuple[str, int], ...]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts[:CHANNELS])
