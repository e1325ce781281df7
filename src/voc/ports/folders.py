"""Folders of this machine that others put files into."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderFile:
    path: Path
    name: str  # within its folder, printable
    url: str  # "file:///…": what it is remembered as
    changed_at: datetime  # aware, UTC, in whole seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderLook:
    """What lies in a folder."""

    ready: Sequence[FolderFile]  # in order of name
    waiting: int = 0  # files that are being written still


class WatchedFolders(Protocol):
    def look(self, folder: Path, now: datetime) -> FolderLook:
        """Raises InputError where the folder cannot be read."""
        ...

    def digest(self, file: FolderFile) -> str | None:
        """Of its bytes; None where it changed meanwhile, or is gone."""
        ...
