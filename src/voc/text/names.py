"""Names of files, whatever encoding they were unpacked in."""

import os
from pathlib import Path


def file_name(path: Path) -> str:
    """The last part of ``path`` as text that can be printed and stored.

    Zip archives from Windows bring names in GB18030; the rest of a name that is neither UTF-8
    nor GB18030 becomes U+FFFD.
    """
    return _decoded(path.name)


def path_text(path: Path) -> str:
    """All of ``path``, part by part: a folder may be named in another encoding than a file."""
    return str(Path(*map(_decoded, path.parts)))


def _decoded(name: str) -> str:
    raw = os.fsencode(name)
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode(errors="replace")
