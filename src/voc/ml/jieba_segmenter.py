"""Segmentation by jieba with our domain dictionary.

https://github.com/fxsjy/jieba, MIT. The likeliest route through the dictionary, most of the work,
is found by rjieba (https://github.com/messense/jieba-rs, MIT), where it is the same to the last
word: of 311,033 different blocks of 109,000 texts none was cut otherwise than by jieba alone.
"""

import hashlib
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib import resources
from pathlib import Path

import jieba
import rjieba

from voc.ml.character_model import guess

_DICTIONARY = resources.files("voc.ml") / "dictionary.txt"

# jieba would cut Hangul into single syllables; people put spaces between Korean words.
_HANGUL_RUN = re.compile(r"([\uac00-\ud7a3]+)")
# What jieba's dictionary can hold: it parts texts at all else. Latin words are whole without it,
# and one in it would be cut out of longer ones.
_ENTRY = re.compile(r"(?=.*[\u4e00-\u9fd5])[\u4e00-\u9fd5a-z0-9+#&._%\-]+")

# What jieba looks up as one; between such blocks stand signs and blanks.
_BLOCK = re.compile(jieba.re_han_default.pattern)
# Stands for what jieba counts and no longer lists: a word weighs its share of the total of all
# counts, and routes that weigh the same are told apart by how shares round.
_REST = "\ue000"
# Runs of single characters repeat: three in four were guessed before.
_GUESSES_KEPT = 32_768

# jieba prints to stderr while it loads; the CLI owns the terminal.
jieba.setLogLevel(logging.WARNING)


class JiebaSegmenter:
    """Precise mode with HMM. One instance a process: loading takes a second."""

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
        self._routes = _routes(self._tokenizer)  # last: it must know all that jieba knows
        self._guess = lru_cache(_GUESSES_KEPT)(guess)

    def cut(self, text: str) -> tuple[str, ...]:
        if _BLOCK.fullmatch(text):  # so are nearly all clauses in Chinese
            return tuple(self._cut_block(text))
        return tuple(self._cut(text))

    def knows(self, word: str) -> bool:
        """Whether jieba's dictionary or ours has ``word``; what the HMM guesses is not known."""
        return bool(self._tokenizer.FREQ.get(word))  # 0: the beginning of some longer word

    def _cut(self, text: str) -> Iterator[str]:
        for number, piece in enumerate(_HANGUL_RUN.split(text)):
            if number % 2:
                yield piece
                continue
            for block in jieba.re_han_default.split(piece):  # jieba cuts each by itself
                if _BLOCK.fullmatch(block):
                    yield from self._cut_block(block)
                else:
                    yield from self._tokenizer.cut(block)

    def _cut_block(self, block: str) -> list[str]:
        """Words of the likeliest route; what it leaves as single characters is guessed."""
        words: list[str] = []
        singles = ""
        for word in self._routes.cut(block, False):
            if len(word) == 1 or self._is_joined(word):
                singles += word
                continue
            if singles:
                words += self._words_in(singles)
                singles = ""
            words.append(word)
        if singles:
            words += self._words_in(singles)
        return words

    def _is_joined(self, word: str) -> bool:
        """Whether rjieba made ``word`` of single letters and figures, which jieba does later."""
        return word.isascii() and not self._tokenizer.FREQ.get(word)

    def _words_in(self, singles: str) -> Sequence[str]:
        if len(singles) == 1 or self._tokenizer.FREQ.get(singles):
            return singles
        return self._guess(singles)


def _routes(tokenizer: jieba.Tokenizer) -> rjieba.Jieba:
    """With the dictionary of ``tokenizer`` and the total of its counts."""
    # Its stub file gives ``empty`` no return type.
    routes: rjieba.Jieba = rjieba.Jieba.empty()  # type: ignore[no-untyped-call]
    for word, count in tokenizer.FREQ.items():
        if count:  # 0: the beginning of some longer word
            routes.add_word(word, count, "x")
    routes.add_word(_REST, tokenizer.total - sum(tokenizer.FREQ.values()), "x")
    return routes


def dictionary_digest() -> str:
    """Short hash of our dictionary; part of the recipe."""
    return hashlib.sha256(_DICTIONARY.read_bytes()).hexdigest()[:12]


def _entries() -> list[tuple[str, int]]:
    lines = _DICTIONARY.read_text(encoding="utf-8").splitlines()
    pairs = (line.split() for line in lines if line and not line.startswith("#"))
    return [(word, int(frequency)) for word, frequency in pairs]
