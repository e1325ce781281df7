"""Lot codes that people copy from a package, in cleaned, lower-case, folded text."""

import re
import unicodedata
from collections.abc import Iterator

from voc.types.document import Named

_SAID = r"(?:[\s.:#(\[【]|是|为|写着|写的|印着|印的|的是|显示|is\s|was\s|는\s|은\s){0,6}"
# "slot" and "a lot 2026" speak of no lot.
_WORD = r"(?<![a-z])(?<!\ba )(?:lot|batch)"
_LABEL = (
    r"(?:(?:(?:生产|产品|制造)?批(?:次(?:号码?|编号|代码)?|号码?)|生产编号|喷码|钢印|打码"
    r"|로트(?:\s*(?:번호|넘버))?|배치\s*번호|제조\s?번호|생산\s?번호"
    rf"|{_WORD}(?:\s*(?:no|number|code|id|번호|号码?)(?![a-z])|(?=[\s.:#(])))(?:\s*/\s*lot)?{_SAID}"
    # With nothing between, a long number or one letter and figures: "lotion500" is none.
    rf"|{_WORD}(?=\d{{6}}|\d+[a-z]|[a-z]\d))"
)
_UNIT = r"(?:ml|kg|mg|g|l|oz|lbs?|pcs|cm|mm|w|mah|%)"
# What follows a count; "3袋子" and "3包装" count nothing.
_COUNTED = r"\s*(?:[年件个月元块瓶罐支片天]|[袋盒箱](?!子)|包(?!装))"
# Figures and letters with at least one figure, but no year, no measure and no count of something.
_CODE = (
    rf"(?=[a-z0-9\-/]*\d)(?!\d{{4}}(?![a-z0-9\-]))(?!\d+{_UNIT}(?![a-z0-9]))"
    rf"[a-z0-9](?:[a-z0-9\-]|/(?=[a-z0-9])){{2,18}}[a-z0-9](?!-?[a-z0-9])(?!{_COUNTED})"
)
_LOT = re.compile(
    rf"{_LABEL}(?P<labelled>{_CODE})"
    # The label may follow: "20260521b批次", "l26071这批".
    r"|(?<![a-z0-9.\-/])(?P<told>(?=[a-z\-]*\d)(?:[a-z]{1,3}-?\d[a-z0-9\-]{2,14}|\d{6,8}[a-z]\d?|\d{8}))"
    r"\s?(?:的|这|那|这个|那个|这一|那一)?批(?!准|发)"
    # Without a label only the shape letters + full date (+ shift) is taken for a lot.
    r"|(?<![a-z0-9])(?P<shaped>[a-z]{1,4}20\d{2}(?:0[1-9]|1[0-2])"
    r"(?:0[1-9]|[12]\d|3[01])[a-z0-9]{0,3})(?![a-z0-9])"
)
# One of these is in every lot: most texts are not looked at further.
_SIGN = re.compile(r"批|生产编号|喷码|钢印|打码|로트|배치|제조|생산|lot|batch|20\d{2}[01]\d[0-3]\d")
_FURTHER = re.compile(
    rf"\s*(?:[、,/&+]|和|与|跟|及|以及|and|or|와|과|하고|랑)\s*(?P<code>(?=[a-z]|\d{{6}}){_CODE})"
)

_SIGNS = re.compile(r"[\s\-_./:#]+")


def lot_code(text: str) -> str:
    """A lot as every part of the service spells it: plain forms, no blanks around, upper case."""
    return unicodedata.normalize("NFKC", text).strip().upper()


def lot_key(code: str) -> str:
    """What lots are compared by: people and files set dashes and blanks in one code as they like.

    Two codes of one maker that differ in nothing else would be taken for one.
    """
    return _SIGNS.sub("", lot_code(code))


def find(text: str) -> Iterator[Named]:
    """Lots in order; of "lot A12 and A13" both."""
    if not _SIGN.search(text):
        return
    for match in _LOT.finditer(text):
        group = match.lastgroup or "shaped"
        yield _named(match, group)
        end = match.end(group)
        while group == "labelled" and (further := _FURTHER.match(text, end)):
            yield _named(further, "code")
            end = further.end()


def _named(match: re.Match[str], group: str) -> Named:
    start, end = match.span(group)
    return Named(type="lot", value=lot_code(match[group]), start=start, end=end)
