"""Opens a file of text lines: unzips it, turns UTF-16 into UTF-8, refuses what is no text."""

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from voc.errors import InputError
from voc.text.names import file_name

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# First bytes, what they are, what to do about it.
_KINDS: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG", "a PNG image", "Export the table itself as CSV or XLSX"),
    (b"\xff\xd8\xff", "a JPEG image", "Export the table itself as CSV or XLSX"),
    (b"GIF8", "a GIF image", "Export the table itself as CSV or XLSX"),
    (b"%PDF", "a PDF document", "Export the table itself as CSV or XLSX"),
    (b"PK\x03\x04", "a zip archive", "Name it .xlsx if it is a workbook, else unpack it"),
    (b"PK\x05\x06", "an empty zip archive", "Export the table again"),
    (
        b"\xd0\xcf\x11\xe0",
        "an old Excel workbook (.xls) or one with a password",
        "Save it as .xlsx without a password",
    ),
    (b"PAR1", "a Parquet file", "Name it .parquet"),
    (b"\x1f\x8b", "a gzip file", "Unpack it"),
    (b"Rar!\x1a", "a RAR archive", "Unpack it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "Unpack it"),
    (b"BZh", "a bzip2 file", "Unpack it"),
    (b"\xfd7zXZ", "an xz file", "Unpack it"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file", "Unpack it"),
    (b"SQLite format 3\0", "an SQLite database", "Export the table as CSV"),
    (b"<!doctype", "a web page", "Open it in a spreadsheet program and save it as .xlsx"),
    (b"<html", "a web page", "Open it in a spreadsheet program and save it as .xlsx"),
    (b"<table", "a web page", "Open it in a spreadsheet program and save it as .xlsx"),
    (b"<?xml", "an XML file", "Open it in a spreadsheet program and save it as .xlsx"),
)
_HEAD = 64
_GZIP = b"\x1f\x8b"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

# What a damaged or cut gzip stream, or a failing disk, raises while reading.
READ_ERRORS = (EOFError, OSError, zlib.error)


def kind_of(head: bytes) -> tuple[str, str] | None:
    """What a file with these first bytes is and what to do, or None for text or the unknown."""
    lowered = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for magic, kind, advice in _KINDS:
        if head.startswith(magic) or (magic[:1] == b"<" and lowered.startswith(magic)):
            return kind, advice
    return None


def head_of(path: Path) -> bytes:
    """The first bytes of a file. Raises InputError where it is empty or cannot be read."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as err:
        raise InputError(f"Cannot read {file_name(path)}: {err.strerror}.") from err
    if not head:
        raise InputError(f"{file_name(path)} is empty. Export it again.")
    return head


@contextmanager
def open_text(path: Path) -> Iterator[IO[bytes]]:
    """The bytes of a text file, unzipped, as UTF-8 where it was UTF-16, else as they are.

    Raises InputError for an empty file and for what is known to be no text.
    """
    head = head_of(path)
    with path.open("rb") as file:
        source: IO[bytes] = file
        if head.startswith(_GZIP):
            source = cast(IO[bytes], gzip.GzipFile(fileobj=file))
            head = _unzipped_head(path, source)
        if kind := kind_of(head):
            raise InputError(f"{file_name(path)} is {kind[0]}, not a table of text. {kind[1]}.")
        if head.startswith(_UTF16):
            source = io.BufferedReader(_Utf16AsUtf8(source, file_name(path)))
        yield source


def _unzipped_head(path: Path, source: IO[bytes]) -> bytes:
    try:
        head = source.read(_HEAD)
        source.seek(0)
    except READ_ERRORS as err:
        raise InputError(
            f"{file_name(path)} is a damaged gzip file: {err}. Fetch it again."
        ) from err
    if not head:
        raise InputError(f"{file_name(path)} holds nothing. Export it again.")
    return head


class _Utf16AsUtf8(io.RawIOBase):
    """Reads UTF-16 (what Excel calls Unicode text) as if it were UTF-8."""

    def __init__(self, source: IO[bytes], name: str) -> None:
        self._source = source
        self._name = name
        self._decoder = codecs.getincrementaldecoder("utf-16")()
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        while not self._ready:
            chunk = self._source.read(io.DEFAULT_BUFFER_SIZE)
            self._ready = self._decode(chunk).encode()
            if not chunk:
                break
        view = memoryview(buffer)
        size = min(len(view), len(self._ready))
        view[:size], self._ready = self._ready[:size], self._ready[size:]
        return size

    def _decode(self, chunk: bytes) -> str:
        try:
            return self._decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as err:
            raise InputError(f"{self._name} is damaged UTF-16. Save it as UTF-8.") from err
