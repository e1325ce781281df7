"""What looks like a name with a typing error and is made of other words: 好朋友 is no 好丽友.

Read on 39,713 shop reviews with 26 names of milk, sweets, shampoo and electronics: of 173 near
forms 165 held such words, and one of them was an error; of the other 8 it was 3. Of errors made on
purpose nine in ten are still found, of lost characters four in ten: the rest of a name is words.
"""

from collections.abc import Iterator, Sequence

from voc.ports.language import Dictionary
from voc.text.near_names import Near, wrong
from voc.text.places import touching
from voc.types.document import Span


def known_words(text: str, dictionary: Dictionary) -> Iterator[Span]:
    """Where ``text`` has words of two characters or more that the dictionary holds."""
    start = 0
    for word in dictionary.cut(text):
        if len(word) > 1 and dictionary.knows(word):
            yield Span(start, start + len(word))
        start += len(word)


def is_other_word(near: Near, text: str, words: Sequence[Span]) -> bool:
    """Whether one of ``words``, those known in ``text``, holds the error or an edge of ``near``."""
    error = wrong(text[near.start : near.end], near.form)
    first, last = near.start + error.start, near.start + error.end
    return any(
        _inside(word, near.start)
        or _inside(word, near.end)
        or (word.start < last and first < word.end)
        for word in touching(words, near.start - 1, near.end + 1)
    )


def _inside(word: Span, edge: int) -> bool:
    return word.start < edge < word.end
