"""Which words of a phrase tell what is wrong or wanted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from voc.insight.generic import (
    DEGREES,
    GENERIC,
    LIGHT_HEADS,
    LIGHT_TAILS,
    NEGATING_HEADS,
    NEGATIONS,
)

# Stands before a word that is denied: "不够 酸" and "没有 酸味" tell ¬酸 and ¬酸味, so that 太甜
# does not meet 不甜.
DENIED = "¬"
# A denial does not reach across these: 还没吃就潮了 is damp, 没见过这么甜的 is sweet, and 不但
# denies nothing.
_UNDENYING = frozenset({
    "就", "过", "怎么", "怎么会", "为什么", "知道", "几天", "见过", "见", "吃过", "吃", "到", "只",
    "不但", "不仅", "不仅仅", "不光", "不得不", "得不", "only", "just",
})  # fmt: skip
_NUMBER = re.compile(r"[\d.,:%/x*+\-]+[a-z]{0,2}")


@dataclass(frozen=True, slots=True)
class TellingWord:
    """One word that tells something."""

    key: str  # without degree and particles, DENIED before it where it is denied
    written: str  # as the customer put it, with the denial or degree before it: "不够酸", "太稀"


def telling(words: Sequence[str], product: str | None) -> tuple[TellingWord, ...]:
    """The telling words in order; () for a verdict such as "太难吃了".

    Words of the product's own name tell nothing among voices about that product.
    """
    found: list[TellingWord] = []
    denial = degree = ""
    for word in words:
        if word in _UNDENYING:
            denial = degree = ""
            continue
        head, core = _parted(word)
        denial = head or denial
        if core and not _tells_nothing(core, product):
            found.append(_told(core, word, denial, degree, bool(head)))
            denial = ""
        degree = word if word in DEGREES else ""
    return tuple(found)


def _told(core: str, word: str, denial: str, degree: str, denies_itself: bool) -> TellingWord:
    written = _without_tail(word)
    if denial:
        return TellingWord(DENIED + core, written if denies_itself else _joined(denial, written))
    return TellingWord(core, degree + written)


def _parted(word: str) -> tuple[str, str]:
    """What in ``word`` denies, and what is left of it without degree and particles."""
    if word in NEGATIONS:
        return word, ""
    if word in GENERIC:
        return "", ""
    bare = _without_head(_without_tail(word), LIGHT_HEADS)
    core = _without_head(bare, NEGATING_HEADS)
    return bare[: len(bare) - len(core)], core


def _without_head(word: str, heads: Sequence[str]) -> str:
    head = next((h for h in heads if word.startswith(h) and len(word) > len(h)), "")
    return word[len(head) :]


def _without_tail(word: str) -> str:
    tail = next((t for t in LIGHT_TAILS if word.endswith(t) and len(word) > len(t)), "")
    return word[: len(word) - len(tail)]


def _joined(denial: str, word: str) -> str:
    return f"{denial} {word}" if denial.isascii() else denial + word


def _tells_nothing(core: str, product: str | None) -> bool:
    if core in GENERIC or _NUMBER.fullmatch(core):
        return True
    return product is not None and len(core) > 1 and core in product.lower()
