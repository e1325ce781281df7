"""The words of the trade that jieba lacks. Loads no jieba: every recipe asks for their digest."""

import hashlib
from importlib import resources

_FILE = resources.files("voc.ml") / "dictionary.txt"


def dictionary_digest() -> str:
    """Short hash of our dictionary; part of the recipe."""
    return hashlib.sha256(_FILE.read_bytes()).hexdigest()[:12]


def entries() -> list[tuple[str, int]]:
    """Words and their counts."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    pairs = (line.split() for line in lines if line and not line.startswith("#"))
    return [(word, int(count)) for word, count in pairs]
