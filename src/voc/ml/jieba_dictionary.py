"""jieba's dictionary, of which a process reads what its texts ask for.

jieba puts all 349,045 words and their beginnings into one table before the first text, two thirds
of a second of every start. A word is looked up where a text has its first character, so the words
that begin with the characters of the text give the same cuts.
"""

from collections.abc import Iterator
from contextlib import closing

import jieba
import numpy as np

# Of the dictionary of jieba 0.42.1: the total of its lines, and what of it stands in lines that a
# later line for the same word replaces.
TOTAL = 60_101_967
REPLACED = 3


class LazyJieba:
    """jieba.Tokenizer with its own dictionary, filled character by character."""

    def __init__(self) -> None:
        self._tokenizer = jieba.Tokenizer()
        with closing(self._tokenizer.get_dict_file()) as file:
            self._lines = file.read().decode("utf-8")
        self._places = _places(self._lines)
        self._filled: set[str] = set()
        self._tokenizer.total = TOTAL
        self._tokenizer.initialized = True
        self.unlisted = REPLACED  # counts in the total that stand at no word

    def cut(self, text: str) -> Iterator[str]:
        self._fill(text)
        words: Iterator[str] = self._tokenizer.cut(text)
        return words

    def count(self, word: str) -> int:
        """0 for what is no word."""
        self._fill(word[:1])
        count: int = self._tokenizer.FREQ.get(word, 0)
        return count

    def add_word(self, word: str, count: int | None = None) -> int:
        """With this count, else the one that just keeps the word whole; returns it."""
        if count is None:
            self._fill(word)  # jieba cuts it
        self.unlisted += self.count(word)  # jieba's total keeps what is replaced
        self._tokenizer.add_word(word, count)
        return self.count(word)

    def _fill(self, text: str) -> None:
        if self._filled.issuperset(text):
            return
        for character in set(text) - self._filled:
            self._tokenizer.FREQ.update(self._words(character))
            self._filled.add(character)  # after its words: another thread may be cutting

    def _words(self, character: str) -> dict[str, int]:
        """Words that begin with ``character``, and 0 for the beginnings of longer ones."""
        counts: dict[str, int] = {}
        for place in self._places.get(character, ()):
            for line in self._lines[place].split("\n"):
                word, count, _ = line.split(" ")
                counts[word] = int(count)
                for end in range(1, len(word)):
                    counts.setdefault(word[:end], 0)
        return counts


def _places(lines: str) -> dict[str, list[slice]]:
    """The stretches of lines that begin with each character."""
    points = np.frombuffer(lines.encode("utf-32-le"), dtype=np.uint32)
    starts = np.concatenate([[0], np.flatnonzero(points == ord("\n")) + 1])
    firsts = starts[np.flatnonzero(np.diff(points[starts[:-1]], prepend=0))]
    places: dict[str, list[slice]] = {}
    for start, stop in zip(firsts.tolist(), [*firsts[1:].tolist(), len(lines)], strict=True):
        places.setdefault(lines[start], []).append(slice(start, stop - 1))
    return places
