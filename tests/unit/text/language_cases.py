"""Short texts of our own, by the language a reader of all of them would name."""

import json
from pathlib import Path

_LINES = (Path(__file__).parent / "cases" / "languages.jsonl").read_text(encoding="utf-8")
_ROWS = [json.loads(line) for line in _LINES.splitlines()]

CASES = tuple((row["text"], row["language"]) for row in _ROWS)
