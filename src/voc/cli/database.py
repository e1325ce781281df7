"""``voc db``: the schema."""

import typer

from voc.bootstrap import settings, wiring

app = typer.Typer(help="The database.", no_args_is_help=True)


@app.callback()
def root() -> None:
    """The database."""


@app.command("upgrade")
def upgrade() -> None:
    """Bring the database to this version's schema. Safe to run at any time."""
    wiring.open_store(settings.load()).close()
    typer.echo("The database is at this version's schema.")
