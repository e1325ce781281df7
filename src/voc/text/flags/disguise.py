"""Words of adverts in other characters that sound alike, which hides them from word filters."""

import re

from voc.text.flags.lexicon import letters

# A word as it is written, what it may be written with, and how many characters must be wrong: one
# of three may be a slip (优惠卷, 公中号), two are none.
_SPELLINGS = (
    ("公众号", ("公工功宫攻供弓恭躬共", "众中忠仲种钟终重衷", "号好豪濠浩皓毫壕告"), 2),
    ("优惠券", ("优犹忧悠幽由尤", "惠慧会汇蕙橞恵绘", "券卷巻劵蜷捲"), 2),
    ("浏览器", ("浏刘", "览揽", "器"), 1),
    ("领取", ("领", "取娶趣"), 1),
    ("添加", ("添", "迦"), 1),
    ("加微", ("迦", "v微薇"), 1),
    ("加下他微", ("嘉", "下个", "他她我", "微薇威"), 1),
)
_SIGNS = r"[\W_]{0,4}"  # stand between the characters to the same end
# Any first character before the words: few texts hold one, and those that hold none cost little.
_HIDDEN = re.compile(
    f"[{''.join(first for _, (first, *_), _ in _SPELLINGS)}](?:"
    + "|".join(
        f"((?<=[{first}]){''.join(f'{_SIGNS}[{sound}]' for sound in rest)})"
        for _, (first, *rest), _ in _SPELLINGS
    )
    + ")"
)
# "手工中号" is a size, "释迦" a fruit, "趣味" fun.
_OTHER = re.compile(r"[手做加施员职]工|释迦|领趣味")
# What such words lead to, itself perhaps a little disguised.
_GOAL = re.compile(
    rf"[券卷巻劵蜷捲]|领{_SIGNS}[取去区曲到娶趣]|折扣|活{_SIGNS}动|优惠|返现|红包|省了|[连链]接"
)
_FAR = 40  # characters between the two, at most
# Who writes one of these repeats the words to warn of them.
_WARNING = re.compile(r"(?<![不无没])骗|别信|别上当|小心|举报|投诉|广告")


def because(text: str) -> str | None:
    """Why ``text`` is an advert that hides its words from filters; None where none is hidden."""
    hidden = [found for found in _HIDDEN.finditer(text) if _is_wrong(found)]
    if not hidden or _WARNING.search(text):
        return None
    first = hidden[0]
    other = next((found for found in hidden if found.lastindex != first.lastindex), None)
    beside = other or next(filter(None, map(_goal, hidden)), None)
    if beside is None:
        return None
    return f"hides its words from filters: {letters(first[0])}, {letters(beside[0])}"


def _is_wrong(found: re.Match[str]) -> bool:
    word, _, least = _SPELLINGS[(found.lastindex or 1) - 1]
    around = found.string[max(0, found.start() - 1) : found.end() + 1]
    if _OTHER.search(around):
        return False
    pairs = zip(letters(found[0]), word, strict=True)
    return sum(own != right for own, right in pairs) >= least


def _goal(hidden: re.Match[str]) -> re.Match[str] | None:
    """What the word leads to, other than the word itself."""
    start, end = max(0, hidden.start() - _FAR), hidden.end() + _FAR
    found = _GOAL.search(hidden.string, start, hidden.start())
    return found or _GOAL.search(hidden.string, hidden.end(), end)
