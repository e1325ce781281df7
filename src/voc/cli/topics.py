"""``voc topics``."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from voc.bootstrap import readers, taxonomy, wiring
from voc.bootstrap import settings as settings_module
from voc.bootstrap.topic_file import topic_from
from voc.cli.console import print_json, progress
from voc.errors import InputError
from voc.insight.likeness import hangs_together, lift
from voc.pipeline.topic_trial import Likely, Trial, try_topic
from voc.renderers.catalogues import taxonomy as shipped
from voc.types.taxonomy import CustomTopic

app = typer.Typer(help="What voc listens for: list it, add to it.", no_args_is_help=True)

# Ten to fifteen thousand clauses: what one in two hundred speaks of is then known to a quarter.
TEXTS = 3_000
MOST_TEXTS = 50_000  # their vectors take a quarter of a gigabyte


class Switch(StrEnum):
    ON = "on"
    OFF = "off"


NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="As in `voc topics list`.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.callback()
def root() -> None:
    """What voc listens for: list it, add to it."""


@app.command("list")
def list_(as_json: JsonOption = False) -> None:
    """List every topic with its names, the custom ones last."""
    home = settings_module.load().home
    on = {fitted.topic.name.topic for fitted in taxonomy.switched_on(home)}
    rows = [
        *({"topic": topic, **entry, "custom": False, "on": True}
          for topic, entry in shipped().items()),
        *(_row(topic) | {"on": topic.name.topic in on} for topic in taxonomy.custom_topics(home)),
    ]  # fmt: skip
    if as_json:
        print_json(rows)
        return
    for row in rows:
        state = f" [custom, {'on' if row['on'] else 'off'}]" if row["custom"] else ""
        names = " · ".join(str(row[language]) for language in ("zh", "en", "ko"))
        typer.echo(f"{row['topic']}{state}  {names}  {row['covers']}")


@app.command("add")
def add(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="Small letters, e.g. drinking-straw.")
    ],
    description: Annotated[str, typer.Option(help="One line on what it covers.")],
    example: Annotated[
        list[str] | None, typer.Option(help="A clause as a customer writes it; 5 to 20 of them.")
    ] = None,
    examples: Annotated[
        Path | None, typer.Option(metavar="FILE", help="More of them, one a line.")
    ] = None,
    zh: Annotated[str | None, typer.Option(help="Its name in Chinese reports.")] = None,
    en: Annotated[str | None, typer.Option(help="Its name in English reports.")] = None,
    ko: Annotated[str | None, typer.Option(help="Its name in Korean reports.")] = None,
) -> None:
    """Write a custom topic down, switched off."""
    named = {key: value for key, value in {"zh": zh, "en": en, "ko": ko}.items() if value}
    given = [*(example or []), *(_lines_of(examples) if examples else [])]
    topic = topic_from(name, {"description": description, "examples": given, **named})
    path = taxonomy.add(settings_module.load().home, topic)
    typer.echo(f"{path}: written, and off. See what it would catch: `voc topics try {name}`.")


@app.command("try")
def try_(
    name: NameArgument,
    texts: Annotated[
        int, typer.Option(min=100, max=MOST_TEXTS, help="How many stored texts to try it on.")
    ] = TEXTS,
    as_json: JsonOption = False,
) -> None:
    """Show what a custom topic would have caught in the store. Changes no result."""
    settings = settings_module.load()
    topic = taxonomy.written(settings.home, name)
    store = wiring.open_store(settings)
    try:
        with progress("Comparing") as advance:
            trial = try_topic(
                store,
                wiring.annotator(settings, settings.environment.profile),
                readers.sentence_encoder(settings),
                topic,
                texts=texts,
                progress=advance,
            )
    finally:
        store.close()
    taxonomy.keep_trial(settings.home, trial.fitted)
    if as_json:
        print_json(_told(trial))
        return
    for line in _trial_lines(trial):
        typer.echo(line)


@app.command("switch")
def switch(
    name: NameArgument,
    to: Annotated[Switch, typer.Argument(help="on: as it was tried last.")],
) -> None:
    """Switch a custom topic on or off. Scans from then on read it, or no longer."""
    home = settings_module.load().home
    if to is Switch.ON:
        taxonomy.switch_on(home, name)
    else:
        taxonomy.switch_off(home, name)
    typer.echo(
        f"{name} is {to}, from the next `voc scan` on. `voc scan --reread` reads again what was "
        "read before."
    )


def _row(topic: CustomTopic) -> dict[str, Any]:
    name = topic.name
    return {
        "topic": name.topic,
        "zh": name.zh,
        "en": name.en,
        "ko": name.ko,
        "covers": topic.description,
        "custom": True,
    }


def _lines_of(path: Path) -> list[str]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as err:
        raise InputError(f"Cannot read {path}: {err}. --examples is UTF-8, one a line.") from err
    return [line for line in lines if line.strip()]


def _told(trial: Trial) -> dict[str, Any]:
    fit = trial.fitted.fit
    return {
        "topic": _row(trial.fitted.topic),
        "hangs_together": hangs_together(fit),
        "examples": len(fit.held_out),
        "recall": round(fit.recall, 4),
        "lift": round(lift(fit), 1),
        "threshold": fit.threshold,
        "stored": trial.stored,
        "texts": trial.texts,
        "clauses": trial.clauses,
        "caught": trial.caught,
        "by_product": [{"product": name, "clauses": n} for name, n in trial.products],
        "by_topic": [{"topic": name, "clauses": n} for name, n in trial.topics],
        "nearest": [asdict(one) for one in trial.nearest],
        "caught_last": [asdict(one) for one in trial.caught_last],
        "missed_first": [asdict(one) for one in trial.missed_first],
    }


def _trial_lines(trial: Trial) -> Iterator[str]:
    fit = trial.fitted.fit
    name, examples = trial.fitted.topic.name.topic, len(fit.held_out)
    yield (
        f"{round(fit.recall * examples)} of {examples} examples are caught by the others. Of "
        f"{trial.clauses:,} clauses in {trial.texts:,} of {trial.stored:,} stored texts "
        f"{trial.caught:,} would have been caught ({trial.caught / trial.clauses:.2%})."
    )
    yield f"By product: {_counted(trial.products, 'no product')}"
    yield f"Read in them now: {_counted(trial.topics, 'no topic')}"
    yield "Nearest:"
    yield from map(_line, trial.nearest)
    yield f"Just caught, from {fit.threshold:.2f} on:"
    yield from map(_line, trial.caught_last)
    yield "Just missed:"
    yield from map(_line, trial.missed_first)
    if hangs_together(fit):
        yield f"If these are right: `voc topics switch {name} on`."
    else:
        yield taxonomy.weakness(trial.fitted)


def _counted(counts: Sequence[tuple[str | None, int]], nameless: str) -> str:
    return " · ".join(f"{name or nameless} {count:,}" for name, count in counts) or "-"


def _line(one: Likely) -> str:
    about = f"{one.product or 'no product'}, {', '.join(one.topics) or 'no topic'}"
    return f"  {one.likeness:.2f} “{one.quote}” {about} ({one.feedback_id})"
