"""The command line: ``voc --help``. docs/cli.md lists every command."""

import sys

from voc.cli.app import app
from voc.errors import VocError


def main() -> None:
    """Exit 0 ok, 1 failed, 2 bad usage, 3 finished with rejects under ``--strict``."""
    try:
        app(prog_name="voc")
    except VocError as err:
        print(f"voc: {err}", file=sys.stderr)  # noqa: T201  # the one message of a failed command
        sys.exit(1)
    except BrokenPipeError:
        sys.exit(0)
