"""What is left of a text when the words of a list are taken out."""

import re
from collections import defaultdict
from functools import lru_cache

_NOT_LETTERS = re.compile(r"[\W_]+")
_RUN = re.compile(r"[a-z]+(?:'[a-z]+)?|[0-9]+")
_LATIN = re.compile(r"[a-z]")


@lru_cache(maxsize=8)  # each kind of flag asks for those of the same text
def letters(text: str) -> str:
    """``text`` without blanks and signs."""
    return _NOT_LETTERS.sub("", text)


def weight(text: str) -> int:
    """How much ``text`` says, in Han characters: three Latin letters count as one."""
    latin = len(_LATIN.findall(text))
    return len(letters(text)) - latin + (latin + 2) // 3


def listed(words: str) -> frozenset[str]:
    """The words of a list with blanks between them."""
    return frozenset(words.split())


class Lexicon:
    """Words of any of our languages. Latin words match whole, others wherever they stand."""

    def __init__(self, words: frozenset[str]) -> None:
        self._words = words
        sizes: defaultdict[str, set[int]] = defaultdict(set)
        for word in self._words:
            sizes[word[0]].add(len(word))
        self._sizes = {first: sorted(of, reverse=True) for first, of in sizes.items()}

    def words(self, text: str, most_rest: float = 0) -> list[str] | None:
        """The words of ``text`` that are in the list, the longest first.

        None as soon as more than ``most_rest`` (see weight) is left, which in a text that speaks
        of something is after a few words. Linear: nothing is looked at twice.
        """
        found: list[str] = []
        rest = 0.0
        at = 0
        while at < len(text):
            run = _RUN.match(text, at) if text[at] <= "z" else None
            word = run[0] if run else self._longest(text, at)
            if word in self._words:
                found.append(word)
            else:
                rest += len(word) / 3 if run else text[at].isalnum()
                if rest > most_rest:
                    return None
            at += len(word) or 1
        return found

    def _longest(self, text: str, at: int) -> str:
        """The longest word of the list that stands at ``at``, "" for none."""
        for size in self._sizes.get(text[at], ()):
            if text[at : at + size] in self._words:
                return text[at : at + size]
        return ""
