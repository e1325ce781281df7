"""Physical lines of a text file, each decoded by itself, in bounded memory."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from voc.channels.tables.source import READ_ERRORS, open_text
from voc.errors import InputError
from voc.text.names import file_name

LINE_LIMIT = 1 << 20  # bytes; the longest real review line seen is under 20 KB
_SAMPLE = 256 << 10  # bytes looked at to tell which encoding a file is mostly in

# Below this, UTF-8 takes two bytes a character, and a pair of common GB18030 characters can pass
# for it. From here on it takes three in a pattern that Chinese GB18030 does not show by chance.
_TELLING = "\u0800"


class Line(NamedTuple):
    number: int  # from 1
    text: str  # with its line end
    problem: str | None  # why the line cannot be used; its text is then only a stand-in


def read_lines(path: Path) -> Iterator[Line]:
    """Every line of a text file in UTF-8, GB18030, both mixed, or UTF-16; gzipped or not.

    Raises InputError as open_text does, and where the file breaks off in the middle.
    """
    gb18030 = _mostly_gb18030(path)
    number = 0
    with open_text(path) as source:
        try:
            while raw := source.readline(LINE_LIMIT + 1):
                number += 1
                if len(raw) > LINE_LIMIT and not raw.endswith(b"\n"):
                    _skip_line(source)
                    yield Line(number, "", f"a line longer than {LINE_LIMIT >> 20} MiB")
                else:
                    yield _line(number, raw, gb18030)
        except READ_ERRORS as err:
            raise InputError(
                f"{file_name(path)} breaks off after line {number}: {err}. The lines before it "
                "were read; import a whole copy to add the rest."
            ) from err


def _skip_line(source: IO[bytes]) -> None:
    while (raw := source.readline(LINE_LIMIT)) and not raw.endswith(b"\n"):
        pass


def _line(number: int, raw: bytes, gb18030: bool) -> Line:
    text = _decode(raw, gb18030)
    if text is None:
        return Line(number, raw.decode(errors="replace"), "not valid UTF-8 or GB18030")
    if "\0" in text:
        return Line(number, text, "NUL bytes: damaged, or UTF-16 without a mark at its start")
    return Line(number, text.removeprefix("\ufeff") if number == 1 else text, None)


def _decode(raw: bytes, gb18030: bool) -> str | None:
    """UTF-8 if it is valid UTF-8, else GB18030, else None.

    ``gb18030`` settles bytes that are valid as both and hold only two-byte UTF-8 characters.
    """
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return _decode_gb18030(raw)
    if not gb18030 or text.isascii() or max(text) >= _TELLING:
        return text
    return _decode_gb18030(raw) or text


def _decode_gb18030(raw: bytes) -> str | None:
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError:
        return None


def _mostly_gb18030(path: Path) -> bool:
    """Whether more of the first lines are GB18030 only than are surely UTF-8."""
    votes = 0
    for raw in _sample(path).splitlines():
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            votes += _decode_gb18030(raw) is not None
        else:
            votes -= not text.isascii() and max(text) >= _TELLING
    return votes > 0


def _sample(path: Path) -> bytes:
    sample = bytearray()
    with open_text(path) as source:
        try:
            while len(sample) < _SAMPLE and (line := source.readline(_SAMPLE)):
                sample += line
        except READ_ERRORS:
            pass  # told with its line number when the lines are read
    return bytes(sample)
