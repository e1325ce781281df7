"""Files that commands write."""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file beside ``path`` to write to, which takes its place at the end.

    After an error ``path`` is as it was: a command that reads what it writes, or fails half-way,
    destroys nothing. Pipes and devices are written to as they are. Raises OSError.
    """
    if path.exists() and not path.is_file():
        yield path
        return
    path = path.resolve()  # what a link leads to is replaced, not the link
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        yield part
        if path.exists():
            shutil.copymode(path, part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
