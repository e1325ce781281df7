"""`python -m bench.discovery PART …`: what `voc bench discovery PART` starts."""

import sys
from importlib import import_module

from bench.discovery import PARTS


def main() -> int:
    part, *arguments = sys.argv[1:] or [""]
    if part not in PARTS:
        sys.exit(f"No part called '{part}'. There are: {', '.join(PARTS)}.")
    found: int = import_module(f"bench.discovery.{part}").main(arguments)
    return found


if __name__ == "__main__":
    sys.exit(main())
