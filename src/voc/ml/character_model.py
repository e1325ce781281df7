"""Where words begin and end among characters that no dictionary joins: jieba's hidden Markov model.

Its tables, its sums in their order and its choice among equals, so that the words are the same.
jieba's own code is written for any states and takes three times as long.
"""

import re
from functools import cache

from jieba import finalseg

_CHINESE = re.compile(r"[\u4e00-\u9fd5]+")
_START = tuple(finalseg.start_P[state] for state in "BMES")
_STEPS = finalseg.trans_P
_S_B, _E_B, _S_S, _E_S = (_STEPS[one][two] for one, two in ("SB", "EB", "SS", "ES"))
_M_M, _B_M, _M_E, _B_E = (_STEPS[one][two] for one, two in ("MM", "BM", "ME", "BE"))


def guess(characters: str) -> tuple[str, ...]:
    """The likeliest words of ``characters``."""
    if not _CHINESE.fullmatch(characters):  # as 6月18号: figures stay together
        return tuple(finalseg.cut(characters))
    words: list[str] = []
    start = 0
    for at, state in enumerate(_states(characters), start=1):
        if state in "ES":
            words.append(characters[start:at])
            start = at
    return tuple(words)


def _states(characters: str) -> str:
    """A letter a character: B, M and E are a word's first, middle ones and last, S is all of it.

    b, m, e and s tell how likely the likeliest way to each state is, to_b and so on its letters.
    """
    first = _told(characters[0])
    b, m, e, s = (start + told for start, told in zip(_START, first, strict=True))
    to_b, to_m, to_e, to_s = "BMES"
    for character in characters[1:]:
        in_b, in_m, in_e, in_s = _told(character)
        s_b, e_b = s + _S_B + in_b, e + _E_B + in_b
        m_m, b_m = m + _M_M + in_m, b + _B_M + in_m
        m_e, b_e = m + _M_E + in_e, b + _B_E + in_e
        s_s, e_s = s + _S_S + in_s, e + _E_S + in_s
        # Of two that are equally likely jieba takes the state later in the alphabet.
        to_b, to_m, to_e, to_s = (
            to_s + "B" if s_b >= e_b else to_e + "B",
            to_m + "M" if m_m >= b_m else to_b + "M",
            to_m + "E" if m_e >= b_e else to_b + "E",
            to_s + "S" if s_s >= e_s else to_e + "S",
        )
        b, m, e, s = max(s_b, e_b), max(m_m, b_m), max(m_e, b_e), max(s_s, e_s)
    return to_s if s >= e else to_e


@cache
def _told(character: str) -> tuple[float, ...]:
    """How likely ``character`` is in each state."""
    return tuple(finalseg.emit_P[state].get(character, finalseg.MIN_FLOAT) for state in "BMES")
