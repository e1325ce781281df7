"""Looks a zip archive over before a reader of workbooks unpacks it into memory."""

import zipfile
import zlib
from pathlib import Path
from typing import IO

from voc.errors import InputError
from voc.text.names import file_name

UNPACKED_LIMIT = 512 << 20  # bytes; a full sheet of 1,048,576 rows and 10 columns unpacks to less
_MEMBER_LIMIT = 10_000

# Real workbooks unpack to 5-20 times their size, tables of equal rows to about 100 times.
_RATIO_LIMIT = 200
_RATIO_FREE = 32 << 20  # bytes; below this a ratio does no harm

_LOCAL_HEADER = 30  # bytes; the lengths of name and extra field stand in its last four
_CHUNK = 256 << 10


def check_archive(path: Path) -> None:
    """Raises InputError where the archive is damaged, or unpacks to more than it may or declares.

    Every member is unpacked once, piece by piece: the sizes an archive declares can lie.
    """
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as file:
            members = archive.infolist()
            _check_declared(path, members)
            for member in members:
                _check_member(path, file, member)
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OSError) as err:
        raise InputError(f"{file_name(path)} is a damaged workbook: {err}. Save it again.") from err


def _check_declared(path: Path, members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    ratio = unpacked / max(1, path.stat().st_size)
    if unpacked > UNPACKED_LIMIT or len(members) > _MEMBER_LIMIT:
        raise InputError(
            f"{file_name(path)} unpacks to {unpacked >> 20:,} MiB in {len(members):,} parts; the "
            f"limit is {UNPACKED_LIMIT >> 20} MiB. Split the workbook or save it as CSV."
        )
    if unpacked > _RATIO_FREE and ratio > _RATIO_LIMIT:
        raise InputError(
            f"{file_name(path)} unpacks to {ratio:,.0f} times its size, as a zip bomb does; the "
            f"limit is {_RATIO_LIMIT} times. If it is an honest table, save it as CSV."
        )


def _check_member(path: Path, file: IO[bytes], member: zipfile.ZipInfo) -> None:
    if member.compress_type == zipfile.ZIP_STORED:
        return  # cannot grow
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise InputError(f"{file_name(path)} is packed in a way workbooks are not. Save it again.")
    file.seek(member.header_offset + _LOCAL_HEADER - 4)
    lengths = file.read(4)
    file.seek(
        int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little"),
        1,
    )
    if _unpacked_size(file, member) > member.file_size:
        raise InputError(
            f"{file_name(path)} unpacks to more than it declares, as a zip bomb does. "
            "If it is an honest table, save it as CSV."
        )


def _unpacked_size(file: IO[bytes], member: zipfile.ZipInfo) -> int:
    """Bytes a member unpacks to, counted until just past what it declares."""
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    packed_left, size, pending = member.compress_size, 0, b""
    while size <= member.file_size and not unpacker.eof:
        if not pending:
            pending = file.read(min(_CHUNK, packed_left))
            packed_left -= len(pending)
            if not pending:
                break
        size += len(unpacker.decompress(pending, _CHUNK))
        pending = unpacker.unconsumed_tail
    return size
