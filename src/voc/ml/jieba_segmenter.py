"""Segmentation by jieba with our domain dictionary.

https://github.com/fxsjy/jieba, MIT.
"""

import hashlib
import logging
import re
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path

import jieba

_DICTIONARY = resources.files("voc.ml") / "dictionary.txt"

# jieba would cut Hangul into single syllables; people put spaces between Korean words.
_HANGUL_RUN = re.compile(r"([\uac00-\ud7a3]+)")
# What jieba's dictionary can hold: it parts texts at all else. Latin words are whole without it,
# and one in it would be cut out of longer ones.
_ENTRY = re.compile(r"(?=.*[\u4e00-\u9fd5])[\u4e00-\u9fd5a-z0-9+#&._%\-]+")

# jieba prints to stderr while it loads; the CLI owns the terminal.
jieba.setLogLevel(logging.WARNING)


class JiebaSegmenter:
    """Precise mode with HMM. One instance a process: loading takes half a second."""

    def __init__(self, cache: Path, words: Iterable[str] = ()) -> None:
        """``cache`` keeps jieba's prefix dictionary; never the shared temporary folder.

        ``words`` of the user, folded, join the dictionary of this instance alone.
        """
        cache.mkdir(parents=True, exist_ok=True)
        self._tokenizer = jieba.Tokenizer()
        self._tokenizer.tmp_dir = str(cache)
        self._tokenizer.cache_file = "jieba-0.42.1.cache"
        self._tokenizer.initialize()
        for word, frequency in _entries():
            self._tokenizer.add_word(word, frequency)
        for word in sorted(set(words)):  # each one's frequency depends on those before
            if _ENTRY.fullmatch(word):
                self._tokenizer.add_word(word)

    def cut(self, text: str) -> tuple[str, ...]:
        return tuple(self._cut(text))

    def knows(self, word: str) -> bool:
        """Whether jieba's dictionary or ours has ``word``; what the HMM guesses is not known."""
        return bool(self._tokenizer.FREQ.get(word))  # 0: the beginning of some longer word

    def _cut(self, text: str) -> Iterator[str]:
        for number, piece in enumerate(_HANGUL_RUN.split(text)):
            if number % 2:
                yield piece
            elif piece:
                yield from self._tokenizer.cut(piece)


def dictionary_digest() -> str:
    """Short hash of our dictionary; part of the recipe."""
    return hashlib.sha256(_DICTIONARY.read_bytes()).hexdigest()[:12]


def _entries() -> list[tuple[str, int]]:
    lines = _DICTIONARY.read_text(encoding="utf-8").splitlines()
    pairs = (line.split() for line in lines if line and not line.startswith("#"))
    return [(word, int(frequency)) for word, frequency in pairs]
