"""Which words of a phrase tell what is wrong or wanted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from voc.insight.words.generic import (
    DEGREES,
    GENERIC,
    LIGHT_HEADS,
    LIGHT_TAILS,
    NEGATING_HEADS,
    NEGATIONS,
)
from voc.types.document import Word

# Stands before a word that is denied: "不够 酸" and "没有 酸味" tell ¬酸 and ¬酸味, so that 太甜
# does not meet 不甜.
DENIED = "¬"
# A denial does not reach across these: 还没吃就潮了 is damp, 没见过这么甜的 is sweet, and 不但
# denies nothing; "I don't know why it leaks", "won't buy again, it leaks". Korean denies by its
# grammar (Word.denied).
_UNDENYING = frozenset({
    "就", "过", "怎么", "怎么会", "为什么", "知道", "几天", "见过", "见", "吃过", "吃", "到", "只",
    "不但", "不仅", "不仅仅", "不光", "不得不", "得不", "only", "just", "know", "think", "believe",
    "understand", "expect", "see", "say", "tell", "like", "want", "recommend", "buy", "order",
    "purchase", "eat", "drink", "use", "try", "finish",
})  # fmt: skip
_NUMBER = re.compile(r"[\d.,:%/x*+\-]+[a-z]{0,2}")
# Counts or points, and names nothing: what the segmenter keeps whole of 寄来七袋, 那道线, 又涨两块.
# Not what is too little (没几片, 半瓶) or all (整箱), nor 二, which orders (二次包装), nor 千层.
_COUNTED = re.compile(
    "(?=..)[一两三四五六七八九十几每某这那哪]{1,2}[百千万]?"
    "[个件种款条张包袋盒瓶罐箱斤份位遍回趟次块道片颗粒根支只双套台部本杯碗口层把堆批天日周月年]?"
)
_GUARANTEE = "三包"  # by law: repair, exchange or refund, not three packs


@dataclass(frozen=True, slots=True)
class TellingWord:
    """One word that tells something."""

    key: str  # without degree and particles, DENIED before it where it is denied
    written: str  # as the customer put it, with the denial or degree before it: "不够酸", "太稀"


def telling(words: Sequence[Word], product: str | None) -> tuple[TellingWord, ...]:
    """The telling words in order; () for a verdict such as "太难吃了".

    Words of the product's own name tell nothing among voices about that product.
    """
    found: list[TellingWord] = []
    denial = degree = ""
    for word in words:
        if word.base in _UNDENYING:
            denial = degree = ""
            continue
        head, core = _parted(word)
        denial = head or denial
        if core and not _tells_nothing(core, product) and (denial or not _counts(core)):
            found.append(_told(core, word, denial, degree, bool(head) or word.denied))
            denial = ""
        degree = word.written if word.base in DEGREES else ""
    return tuple(found)


def _told(core: str, word: Word, denial: str, degree: str, denies_itself: bool) -> TellingWord:
    written = _without_tail(word.written)
    if denies_itself:
        return TellingWord(DENIED + core, written)
    if denial:
        return TellingWord(DENIED + core, _joined(denial, written))
    return TellingWord(core, _joined(degree, written))


def _parted(word: Word) -> tuple[str, str]:
    """What in ``word`` denies, and what is left of it without degree and particles."""
    if word.base in NEGATIONS or word.written in NEGATIONS:
        return word.written, ""
    if word.base in GENERIC or word.written in GENERIC:
        return "", ""
    bare = _without_head(_without_tail(word.base), LIGHT_HEADS)
    core = _without_head(bare, NEGATING_HEADS)
    return bare[: len(bare) - len(core)], core


def _without_head(word: str, heads: Sequence[str]) -> str:
    head = next((h for h in heads if word.startswith(h) and len(word) > len(h)), "")
    return word[len(head) :]


def _without_tail(word: str) -> str:
    tail = next((t for t in LIGHT_TAILS if word.endswith(t) and len(word) > len(t)), "")
    return word[: len(word) - len(tail)]


def _joined(before: str, word: str) -> str:
    return f"{before} {word}" if before and before.isascii() else before + word


def _tells_nothing(core: str, product: str | None) -> bool:
    if core in GENERIC or _NUMBER.fullmatch(core):
        return True
    return product is not None and len(core) > 1 and core in product.lower()


def _counts(core: str) -> bool:
    return core != _GUARANTEE and _COUNTED.fullmatch(core) is not None
