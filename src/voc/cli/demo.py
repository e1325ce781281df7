"""``voc demo``."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from voc.bootstrap import assets, wiring
from voc.bootstrap import settings as settings_module
from voc.bootstrap.settings import Settings
from voc.cli import console
from voc.cli.collecting import tally_lines
from voc.cli.importing import tally_line
from voc.cli.reporting import FORMATS, Language, write_report
from voc.cli.sample_site import serving, with_sources
from voc.cli.scanning import outcome_lines
from voc.errors import SettingsError
from voc.pipeline.scan import run_scan
from voc.ports.store import Store
from voc.types.report import Cadence
from voc.types.scan import Tally

# The samples end on 31 October 2026. A clock before that would refuse them as not yet written.
SAMPLES_END = datetime(2026, 11, 1, 12, tzinfo=UTC)


# No secret: the samples name nobody. With the same key everybody's demo shows the same report.
DEMO_KEY = "voc demo, the same for everybody"


def demo(
    out: Annotated[Path, typer.Option(help="Where the demo's data and reports go.")] = Path(
        "demo-output"
    ),
    lang: Annotated[Language, typer.Option(help="Language of the reports.")] = Language.ZH,
) -> None:
    """Import the samples, collect from their site, scan them and write both reports."""
    settings = settings_module.load().with_home(out / "home")
    settings.keep_author_key(DEMO_KEY)
    store = wiring.open_store(settings)
    try:
        _import_samples(store, settings)
        _collect(settings)
        tools, current = wiring.scan_tools(settings), wiring.recipe_in_force(settings)
        outcome = run_scan(store, tools, current, _now())
        for line in outcome_lines(outcome) if outcome else ["Nothing new to scan."]:
            typer.echo(line)
        for cadence in Cadence:
            written = write_report(store, settings, cadence, out=out, lang=lang, formats=FORMATS)
            for path in written:
                typer.echo(path)
        html = next(path for path in written if path.suffix == ".html")
        typer.echo(f"Open {html.resolve()}")
    finally:
        store.close()


def _now() -> datetime:
    return max(console.now(), SAMPLES_END)


def _collect(settings: Settings) -> None:
    """One round over the samples' own site, which this machine serves to itself meanwhile."""
    from voc.bootstrap.collecting import collect

    samples = assets.folder("samples")
    with serving(samples / "site", settings.home / "site-port") as origin:
        asked = with_sources(settings, samples / "collect.toml", origin)
        try:
            lines = tally_lines(collect(asked, (), _now))
        except SettingsError as err:  # installed without what collecting needs: the rest goes on
            lines = [f"not collected. {err}"]
        for line in lines:
            typer.echo(f"The samples' site: {line}")


def _import_samples(store: Store, settings: Settings) -> None:
    samples = assets.folder("samples")
    total = Tally()
    for path in sorted((samples / "feedback").iterdir()):
        tally = wiring.import_feedback_file(store, settings, path, now=_now())
        typer.echo(f"{path.name}: {tally_line(tally)}")
        total += tally
    shipped = wiring.import_shipment_file(store, settings, samples / "shipments.csv")
    typer.echo(f"shipments.csv: {tally_line(shipped)}")
    typer.echo(f"Feedback: {tally_line(total)}")
