"""``voc bench``."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from voc.bootstrap import settings as settings_module
from voc.cli.console import now, print_json, progress
from voc.cli.files import replacing
from voc.errors import InputError
from voc.pipeline.text_speed import LEAST

TEXTS = 20_000

app = typer.Typer(help="Measure voc on this machine.", no_args_is_help=True)


@app.callback()
def root() -> None:
    """Measure voc on this machine."""


@app.command("text")
def text(
    file: Annotated[
        Path | None,
        typer.Argument(help="Your texts, as `voc classify` reads them. Default: what ships."),
    ] = None,
    texts: Annotated[
        int, typer.Option(min=LEAST, help="How many: repeated where there are fewer.")
    ] = TEXTS,
    workers: Annotated[
        int | None, typer.Option(min=1, max=256, help="Processes. Default: VOC_WORKERS.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Write the figures here too, as JSON.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say how fast texts are prepared for reading, and where the time goes. Stores nothing."""
    from voc.bootstrap import benches

    settings = settings_module.load()
    spread = workers or settings.environment.workers
    given = benches.texts_of(file, texts)
    with progress("Preparing"):
        found = benches.measure_text(settings, given.texts, spread)
    record = benches.text_record(found, spread, now()) | {"different": given.different}
    if out is not None:
        _write(record, out)
    if as_json:
        print_json(record)
        return
    for line in _lines(record):
        typer.echo(line)


@app.command(
    "discovery", context_settings={"allow_extra_args": True, "ignore_unknown_options": True}
)
def discovery(
    context: typer.Context,
    part: Annotated[str, typer.Argument(help="Which: see docs/discovery-bench.md.")],
) -> None:
    """Measure discovery against truth: planted incidents, labelled texts, a million reviews.

    What follows PART is the part's own: `voc bench discovery PART --help`.
    """
    from voc.bootstrap import benches

    raise typer.Exit(benches.run_discovery(part, context.args))


def _write(record: dict[str, Any], out: Path) -> None:
    try:
        with replacing(out) as part:
            part.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    except OSError as err:
        raise InputError(f"Cannot write {out}: {err.strerror}. Check --out.") from err


def _lines(record: dict[str, Any]) -> Iterator[str]:
    yield f"{'step':<10}{'us a text':>10}{'share':>8}"
    for step, spent in record["steps"].items():
        yield f"{step:<10}{spent['us_per_text']:>10.1f}{spent['share']:>8.1%}"
    yield f"{'all':<10}{record['us_per_text']:>10.1f}"
    workers = f"{record['workers']} worker" + ("s" if record["workers"] > 1 else "")
    yield (
        f"{record['texts_per_s']:,} texts/s with {workers}: "
        f"{record['texts']:,} texts ({record['different']:,} different) "
        f"of {record['characters']} characters."
    )
    yield (
        f"{record['date']}, {record['processor']}, {record['cores']} cores, "
        f"Python {record['python']}."
    )
