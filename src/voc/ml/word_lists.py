"""Words of our gazetteers found in one pass.

By ahocorasick-rs, https://github.com/G-Research/ahocorasick_rs, Apache-2.0.
"""

import hashlib
import re
import tomllib
from importlib import resources

from ahocorasick_rs import AhoCorasick, MatchKind

from voc.ml.user_names import UserNames
from voc.text.places import touching
from voc.types.document import Named

_FOLDER = resources.files("voc.ml") / "gazetteers"
KINDS = ("who", "where", "when", "what_for", "flavour", "food", "ingredient", "not")

_LATIN = re.compile(r"[a-z]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")


class WordLists:
    """The gazetteers that ship and the user's names, which come first. One instance a process."""

    def __init__(self, names: UserNames | None = None) -> None:
        self._names = names
        self._words = _words()
        self._matcher = AhoCorasick(list(self._words), matchkind=MatchKind.LeftmostLongest)
        self._named = list(self._words.values())

    def find(self, text: str) -> list[Named]:
        shipped = self._shipped(text)
        own = self._names.find(text) if self._names else []
        if not own:
            return shipped
        free = [word for word in shipped if not touching(own, word.start, word.end)]
        return sorted([*own, *free], key=lambda word: word.start)

    def _shipped(self, text: str) -> list[Named]:
        return [
            Named(type=kind, value=value, start=start, end=end)
            for kind, value, start, end in (
                (*self._named[number], start, end)
                for number, start, end in self._matcher.find_matches_as_indexes(text)
            )
            if kind != "not" and _is_word(text, start, end)
        ]


def gazetteers_digest() -> str:
    """Short hash of our gazetteers; part of the recipe."""
    digest = hashlib.sha256()
    for kind in KINDS:
        digest.update((_FOLDER / f"{kind}.toml").read_bytes())
    return digest.hexdigest()[:12]


def _words() -> dict[str, tuple[str, str]]:
    """(kind, value) by word; a word of two lists is of the first."""
    found: dict[str, tuple[str, str]] = {}
    for kind in KINDS:
        lists = tomllib.loads((_FOLDER / f"{kind}.toml").read_text(encoding="utf-8"))
        for value, words in lists.items():
            for word in words:
                found.setdefault(word, (kind, value))
    return found


def _is_word(text: str, start: int, end: int) -> bool:
    """Latin words stand alone, Korean ones open a word, Chinese ones stand anywhere."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if _LATIN.match(text[start]):
        return not (_LATIN.match(before) or _LATIN.match(after))
    return not (_HANGUL.match(text[start]) and _HANGUL.match(before))
