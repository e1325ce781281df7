"""``voc report``."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from voc.bootstrap import settings as settings_module
from voc.bootstrap import taxonomy, wiring
from voc.bootstrap.settings import Settings
from voc.cli.console import print_json
from voc.cli.files import replacing
from voc.errors import InputError, NotFoundError, StoreError
from voc.ports.reports import REMOVED_MEANWHILE
from voc.ports.store import Store
from voc.types.report import Cadence, Report

FORMATS = ("html", "md", "json", "xlsx")
ALL_FORMATS = ",".join(FORMATS)

app = typer.Typer(help="Write a weekly or monthly report, or verify one.", no_args_is_help=True)


class Language(StrEnum):
    ZH = "zh"
    EN = "en"
    KO = "ko"


PeriodOption = Annotated[
    str | None,
    typer.Option(help="2026-W44 or 2026-10. Default: the latest that has feedback."),
]
ProductOption = Annotated[str | None, typer.Option(help="Only of this product.")]
LanguageOption = Annotated[
    Language | None, typer.Option(help="Default: report.language of voc.toml.")
]
FormatOption = Annotated[
    str, typer.Option("--format", help="Comma-separated: " + ", ".join(FORMATS) + ".")
]
OutOption = Annotated[
    Path | None, typer.Option("-o", "--out", help="Folder. Default: reports in VOC_HOME.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.callback()
def root() -> None:
    """Write a weekly or monthly report, or verify one."""


@app.command("weekly")
def weekly(
    period: PeriodOption = None,
    product: ProductOption = None,
    lang: LanguageOption = None,
    formats: FormatOption = ALL_FORMATS,
    out: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the report of one ISO week. Every quote is checked against the store first."""
    _report(Cadence.WEEKLY, period, product, lang, formats, out, as_json)


@app.command("monthly")
def monthly(
    period: PeriodOption = None,
    product: ProductOption = None,
    lang: LanguageOption = None,
    formats: FormatOption = ALL_FORMATS,
    out: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the report of one month. Every quote is checked against the store first."""
    _report(Cadence.MONTHLY, period, product, lang, formats, out, as_json)


@app.command("verify")
def verify(
    file: Annotated[Path, typer.Argument(help="A report's JSON.", exists=True, dir_okay=False)],
) -> None:
    """Hold a report written earlier against the store: every quote, every number's rows."""
    from voc.pipeline.reporting import verify_stored

    store = wiring.open_store(settings_module.load())
    try:
        report = wiring.load_report(file.read_bytes())
        verify_stored(store, report)
    finally:
        store.close()
    typer.echo(f"{report.id}: every quote and every number matches the store.")


def _report(
    cadence: Cadence,
    period: str | None,
    product: str | None,
    lang: Language | None,
    formats: str,
    out: Path | None,
    as_json: bool,
) -> None:
    settings = settings_module.load()
    store = wiring.open_store(settings)
    try:
        paths = write_report(
            store,
            settings,
            cadence,
            period=period,
            product=product,
            out=out or settings.home / "reports",
            lang=lang or Language(settings.file.report.language),
            formats=[name.strip() for name in formats.split(",")],
        )
    finally:
        store.close()
    if as_json:
        print_json({"files": [str(path) for path in paths]})
    else:
        for path in paths:
            typer.echo(path)


def write_report(
    store: Store,
    settings: Settings,
    cadence: Cadence,
    *,
    out: Path,
    lang: Language,
    formats: Sequence[str],
    period: str | None = None,
    product: str | None = None,
) -> list[Path]:
    """Make one report and write it in each format; returns the files, in order of formats."""
    from voc.pipeline.reporting import choose_period, make_report

    renderers = [wiring.renderer(name) for name in formats]
    chosen = choose_period(store, cadence, period, settings.zone)
    names = taxonomy.topic_names(settings.home)
    report = make_report(store, chosen, product, wiring.dump_report, names)
    try:
        out.mkdir(parents=True, exist_ok=True)
        paths = []
        for renderer in renderers:
            path = out / f"{report.id}.{lang}.{renderer.suffix}"
            with replacing(path) as part:
                part.write_bytes(renderer.render(report, lang))
            paths.append(path)
    except OSError as err:
        raise InputError(f"Cannot write to {out}: {err.strerror}. Check --out.") from err
    _check_kept(store, report, paths)
    return paths


def _check_kept(store: Store, report: Report, paths: Sequence[Path]) -> None:
    """Who was forgotten since the store took the report must not stand in its files."""
    try:
        store.report_data(report.id)
    except NotFoundError as err:
        for path in paths:
            path.unlink(missing_ok=True)
        raise StoreError(REMOVED_MEANWHILE) from err
