"""Known parts of a word the vocabulary does not hold."""

import re
from collections.abc import Container

_DIGIT = re.compile(r"\d")
_SYLLABIC = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]")

# A Latin word's letters say nothing one by one; from four on its beginning is often its stem.
_LEAST_STEM = 4


def known_parts(word: str, known: Container[str]) -> tuple[str, ...]:
    """``word`` itself where known, else its parts; () for what no part is known of.

    Parts of Han and Hangul words are the longest known ones from left to right, so that rare
    compounds and Korean endings count: 눅눅하네요 is 눅눅하 and 네요. Of a Latin word it is the
    longest known beginning. What holds a digit (a lot, a size, a model) means nothing.
    """
    if _DIGIT.search(word):
        return ()
    if word in known:
        return (word,)
    if _SYLLABIC.search(word):
        return _from_left(word, known)
    stem = _longest(word, 0, known)
    return (stem,) if len(stem) >= _LEAST_STEM else ()


def _from_left(word: str, known: Container[str]) -> tuple[str, ...]:
    parts = []
    start = 0
    while start < len(word):
        part = _longest(word, start, known)
        if part:
            parts.append(part)
        start += len(part) or 1
    return tuple(parts)


def _longest(word: str, start: int, known: Container[str]) -> str:
    ends = range(len(word), start, -1)
    return next((word[start:end] for end in ends if word[start:end] in known), "")
