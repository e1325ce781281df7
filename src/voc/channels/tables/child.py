"""Reads formats that need native code in a child process whose memory is limited.

A workbook of two cells, one in the last row and one in the last column, or one text referred to
by a million cells, makes a reader ask for more memory than there is, and native code that is
refused memory aborts its process. In a child that is one more unreadable file.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from voc.channels.tables.grid import Record
from voc.channels.tables.table import Unreadable
from voc.errors import InputError
from voc.text.names import file_name

# Address space of the child. A workbook of 200,000 rows and 12 columns takes 0.3 GiB.
MEMORY_LIMIT = 2 << 30
CPU_LIMIT_S = 600


def records_from_child(reader: str, path: Path) -> Iterator[Record]:
    """The records ``voc.channels.tables.{reader}_rows`` finds in ``path``.

    Raises InputError where it cannot read the file or does not survive it.
    """
    read = 0
    decoder = json.JSONDecoder(object_hook=_decode)
    with _start(reader, path) as process:
        try:
            for line in process.stdout or ():
                if not line.endswith(b"\n"):  # it died while writing
                    break
                message = decoder.decode(line.decode(errors="surrogatepass"))
                if isinstance(message, str):
                    raise InputError(f"{file_name(path)} cannot be read: {message}.{_so_far(read)}")
                read += len(message)
                yield from map(Record._make, message)
            code = process.wait()
        finally:
            process.kill()
    if code:
        raise InputError(
            f"{file_name(path)} is damaged, or reading it needs more than {MEMORY_LIMIT >> 30} GiB "
            f"of memory. Save it again, split it, or save it as CSV.{_so_far(read)}"
        )


def _so_far(read: int) -> str:
    return f" The {read - 1:,} rows before it were read." if read > 1 else ""


def _start(reader: str, path: Path) -> "subprocess.Popen[bytes]":
    # The child finds voc where this process found it. Allocators and thread pools that reserve
    # address space ahead, more on machines of more cores, would use the limit up unused.
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "ARROW_DEFAULT_MEMORY_POOL": "system",
        "MALLOC_ARENA_MAX": "2",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    command = [sys.executable, "-m", "voc.channels.tables.child_main", reader, str(path)]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )


def encode(value: object) -> dict[str, str]:
    """What JSON lacks, on its way out of the child."""
    if isinstance(value, datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Unreadable):
        return {"unreadable": value.reason}
    raise TypeError(f"no cell: {type(value)}")


def _decode(value: dict[str, str]) -> Any:
    match value:
        case {"datetime": text}:
            return datetime.fromisoformat(text)
        case {"date": text}:
            return date.fromisoformat(text)
        case {"unreadable": reason}:
            return Unreadable(reason)
        case _:
            return value
