"""``voc serve``."""

from contextlib import closing
from datetime import UTC, datetime
from typing import Annotated

import typer

from voc.bootstrap import settings, wiring
from voc.bootstrap.source_tools import keep_file_sources
from voc.cli.console import stderr


def serve(
    host: Annotated[
        str, typer.Option(help="Address to listen on; any but loopback exposes voc.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port.")] = 8080,
    allowed_host: Annotated[
        list[str] | None,
        typer.Option(help="Host name clients may use, beside localhost. Repeatable."),
    ] = None,
) -> None:
    """Serve the API and the report pages, on loopback unless told otherwise."""
    import uvicorn

    from voc.api import create_app

    if host not in {"127.0.0.1", "::1", "localhost"}:
        stderr.print("Warning: listening beyond this machine; voc has no log-in yet.")
    loaded = settings.load()
    # Opened here first: what is wrong with model, database or sources is told in one line.
    wiring.annotator(loaded)
    with closing(wiring.open_store(loaded)) as store:
        keep_file_sources(store, loaded, datetime.now(UTC))
    api = create_app(loaded, allowed_hosts=[host, *(allowed_host or [])])
    uvicorn.run(api, host=host, port=port, server_header=False)
