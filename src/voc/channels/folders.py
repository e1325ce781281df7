"""Watched folders: which files are there, and whole."""

import hashlib
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from voc.channels.tables.formats import suffixes
from voc.errors import InputError
from voc.ports.folders import FolderFile, FolderLook
from voc.text.names import path_text

# A file that was written to so recently may be written to still.
SETTLED_S = 10
MOST_FILES = 10_000  # of one folder and those inside it
_CHUNK = 1 << 20
_LOCKS = ("~$", ".")  # what Excel puts beside an open file; hidden files


class TableFolders:
    """Folders of files that `voc import` reads, those inside them too. Links are not followed."""

    def __init__(self, most_files: int = MOST_FILES) -> None:
        self._most = most_files

    def look(self, folder: Path, now: datetime) -> FolderLook:
        ready: list[FolderFile] = []
        waiting = 0
        for path in _tables(folder, self._most):
            try:
                changed = path.stat().st_mtime
            except OSError:  # gone since
                continue
            # A clock that runs ahead must not make a file wait for ever.
            if 0 <= now.timestamp() - changed < SETTLED_S:
                waiting += 1
                continue
            name = path_text(path.relative_to(folder))
            changed_at = datetime.fromtimestamp(int(changed), UTC)
            ready.append(FolderFile(path=path, name=name, url=path.as_uri(), changed_at=changed_at))
        return FolderLook(ready=ready, waiting=waiting)

    def digest(self, file: FolderFile) -> str | None:
        told = hashlib.blake2b(digest_size=16)
        try:
            with file.path.open("rb") as opened:
                before = os.fstat(opened.fileno())
                while chunk := opened.read(_CHUNK):
                    told.update(chunk)
                after = os.fstat(opened.fileno())
        except OSError:
            return None
        same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
        return told.hexdigest() if same else None


def _tables(folder: Path, most: int) -> list[Path]:
    """Raises InputError for no folder, and for one of too many files."""
    found = []
    for path in _files(folder):
        found.append(path)
        if len(found) > most:
            raise InputError(
                f"{path_text(folder)} holds more than {most:,} files. Move those away that "
                "were taken in."
            )
    return sorted(found)


def _files(folder: Path) -> Iterator[Path]:
    endings = tuple(suffixes())
    endings += tuple(f"{one}.gz" for one in endings)

    def refuse(err: OSError) -> None:
        raise InputError(
            f"Cannot read {path_text(folder)}: {err.strerror}. Check `path` of the source."
        ) from err

    for place, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            path = Path(place, name)
            wanted = name.lower().endswith(endings) and not name.startswith(_LOCKS)
            if wanted and path.is_file() and not path.is_symlink():
                yield path
