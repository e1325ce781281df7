"""The child process: `python -m voc.channels.tables.child_main READER PATH`.

Writes JSON, one value a line: arrays of rows (number, cells, null), at the end perhaps a string,
the reason why there are no more.
"""

import json
import os
import sys
from importlib import import_module
from itertools import islice
from pathlib import Path

from voc.channels.tables.child import CPU_LIMIT_S, MEMORY_LIMIT, encode
from voc.errors import InputError

if sys.platform == "linux":  # elsewhere the kernel does not keep to a limit of address space
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_LIMIT_S, CPU_LIMIT_S))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


_BATCH = 200  # rows a line; one row a line took twice as long


def main(reader: str, path: Path) -> None:
    rows = import_module(f"voc.channels.tables.{reader}_rows").rows(_openable(path))
    try:
        while batch := [(number, cells, None) for number, cells in islice(rows, _BATCH)]:
            _write(batch)
    except InputError as err:
        _write(str(err))


def _openable(path: Path) -> Path:
    """The native readers open names in UTF-8 only; on Linux, where others occur, an open file has
    a second name.
    """
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return Path(f"/proc/self/fd/{os.open(path, os.O_RDONLY)}")
    return path


def _write(message: object) -> None:
    line = json.dumps(message, default=encode, ensure_ascii=False) + "\n"
    sys.stdout.buffer.write(line.encode(errors="surrogatepass"))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
