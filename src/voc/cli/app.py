"""All commands, joined."""

import typer

import voc
from voc.cli import (
    alerting,
    bench,
    classify,
    collecting,
    database,
    demo,
    driving,
    forgetting,
    ideas,
    importing,
    issues,
    quality,
    raw,
    reporting,
    running,
    scanning,
    serving,
    sources,
    topics,
    training,
    watching,
    words,
)

app = typer.Typer(
    help="Voice of Customer on your own machine: reviews in, defects and ideas out.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("demo")(demo.demo)
app.command("import")(importing.import_)
app.command("collect")(collecting.collect)
app.command("scan")(scanning.scan)
app.command("runs")(running.runs)
app.command("issues")(issues.issues)
app.command("issue")(issues.issue)
app.command("drivers")(driving.drivers)
app.command("ideas")(ideas.ideas)
app.command("classify")(classify.classify)
app.command("forget")(forgetting.forget)
app.command("raw")(raw.raw)
app.command("serve")(serving.serve)
app.command("eval")(quality.evaluate)
app.add_typer(reporting.app, name="report")
app.add_typer(topics.app, name="topics")
app.add_typer(words.app, name="words")
app.add_typer(watching.app, name="watch")
app.add_typer(sources.app, name="sources")
app.add_typer(alerting.app, name="alerts")
app.add_typer(database.app, name="db")
app.add_typer(training.app, name="train")
app.add_typer(bench.app, name="bench")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"voc {voc.__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version and exit."
    ),
) -> None:
    """Voice of Customer on your own machine: reviews in, defects and ideas out."""
