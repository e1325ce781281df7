from typing import Protocol

from voc.types.document import Named, Word


class Segmenter(Protocol):
    """Cuts text into words."""

    def cut(self, text: str) -> tuple[str, ...]:
        """The words of ``text`` in order, none empty; their concatenation is ``text``."""
        ...


class WordReader(Protocol):
    """Tells the words that discovery compares clauses by. Models read a segmenter's."""

    def read(self, text: str) -> tuple[Word, ...]:
        """The words of cleaned, lower-case, folded ``text`` in order, punctuation left out."""
        ...


class Lexicon(Protocol):
    """The words a segmenter has in its dictionary."""

    def knows(self, word: str) -> bool: ...


class Dictionary(Segmenter, Lexicon, Protocol):
    """Cuts text and tells which of the pieces are words."""


class ScriptFolder(Protocol):
    """Folds Traditional Chinese to Simplified."""

    def fold(self, text: str) -> str:
        """``text`` in Simplified characters, of the same length."""
        ...


class Gazetteer(Protocol):
    """Knows the words for persons, places, times, purposes, flavours and ingredients."""

    def find(self, text: str) -> list[Named]:
        """Known words in cleaned, lower-case, folded ``text``, in order and apart."""
        ...
