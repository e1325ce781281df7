"""Phone numbers as people in China, Taiwan, Hong Kong, Korea and elsewhere write them."""

import re
from collections.abc import Iterator

from voc.text.privacy.plain import SPELT_RUN, spelt_out
from voc.types.document import Span

_SEP = r"(?: ?- ?|[ \n]{0,2})"
_ANY = r"[ \-._·]"
# Signs that people put between the groups of a number, the same one each time.
_SIGN = r"[._·/~|]"
# A list of prices or sizes has the look of a number in groups: "139/1399/1599元".
_NO_PRICE = r"(?<![价價寸¥$￥])(?<![价價][位格])"
_NOR_PRICE = r"(?!\s?(?:[元块塊円원档檔款]|[两兩三][档檔种種款]))"


def _from(code: str) -> str:
    """The code of a country before a number, where a sign shows that it is one."""
    return rf"(?:\((?:\+|00)?{code}\)|(?:\+|00){code}|{code}-){_SEP}(?:\(0\))?{_SEP}"


# Written right after letters too ("wx138..."): no lot has this shape but by chance.
_MOBILE = (
    r"(?<![0-9])(?<!\d\.)(?:"
    rf"(?:(?:\((?:\+|00)?86\)|(?:\+|00?)?86){_SEP})?"
    rf"(?:1[3-9]\d{_SEP}(?:\d{{4}}{_SEP}\d{{4}}|\d{{3}}{_SEP}\d{{5}})"
    rf"|1[3-9]\d{{2}}{_SEP}(?:\d{{4}}{_SEP}\d{{3}}|\d{{3}}{_SEP}\d{{4}})"
    rf"|1[3-9]\d{{3}}{_SEP}\d{{6}})"
    rf"|{_NO_PRICE}1[3-9]\d(?P<sign>{_SIGN})\d{{4}}(?P=sign)\d{{4}}(?!(?P=sign)\d){_NOR_PRICE}"
    rf"|(?<!\d{_ANY})1(?:{_ANY}\d){{10}}(?!{_ANY}\d)"
    r")(?![0-9A-Za-z])"
)
_OTHER = (
    # Not inside a longer run of digits or letters: lots, order numbers and amounts stay.
    r"(?<![0-9A-Za-z])(?<!\d[.\-])(?:"
    r"(?:00|011[ \-])(?:33|34|39|44|49|6[0-6]|8[1246]|85[23]"
    r"|886)[ \-](?:[ \-()]{0,2}\d){7,12}"  # from abroad
    rf"|(?:{_from('82')}0?|0)1[016-9](?:(?:{_SEP}|\) ?)\d{{3,4}}{_SEP}"
    rf"|(?P<kr>{_SIGN})\d{{3,4}}(?P=kr))\d{{4}}"
    rf"|(?:{_from('82')}0?|0)(?:2|[3-7]\d|50\d)[\-)] ?\d{{3,4}}-\d{{4}}"  # Korean landline
    rf"|(?:{_from('886')}0?|0)9\d{{2}}"  # Taiwan mobile
    rf"(?:{_SEP}\d{{3}}{_SEP}\d{{3}}|(?P<tw>{_SIGN})\d{{3}}(?P=tw)\d{{3}})"
    rf"|\(0[2-8]\d{{0,2}}\){_SEP}\d{{3,4}}{_SEP}\d{{4}}|0[2-8]\d?-\d{{3,4}}-\d{{4}}"
    r"|0[2-8]\d?-\d{7,8}|0[2-8][ \-](?!20[12]\d)\d{3,4}[ \-]?\d{4}"  # Taiwan landline
    r"|0(?:37|49|82|89)[ \-]\d{3}[ \-]?\d{3,4}"
    rf"|{_from('886')}0?[2-8]\d?{_SEP}\d{{3,4}}{_SEP}\d{{4}}"
    rf"|(?:0\d{{2,3}}[\- ]|\(0\d{{2,3}}\){_SEP})\d{{3,4}}{_SEP}\d{{4}}"  # mainland landline
    r"|0(?:10|2\d|[3-9]\d{2})/(?!20[12]\d)[2-8]\d{6,7}"
    r"|0800-\d{3}-\d{3}|[48]00-?\d{3}-?\d{4}|[48]00-\d{4}-?\d{3}"  # hotlines
    rf"|(?:{_from('85[23]')}|85[23]{_SEP})\d{{4}}{_SEP}\d{{4}}(?<!\d{{11}})"  # Hong Kong, Macao
    # North America: no area and no exchange begins with 0 or 1, or is a call for help (911).
    r"|(?P<american>(?:\+?1[ \-.])?(?:\([2-9]\d\d\)[ \-.]{0,2}[2-9]\d\d"
    r"|[2-9](?!11)\d\d[ \-.][2-9](?!11)\d\d)[ \-.]\d{4})"
    r"|0(?:\d{4} \d{6}|\d{4} \d{3} \d{3}|\d{3} \d{3} \d{4}|\d{2} \d{4} \d{4})"  # Britain
    r"|07[1-57-9]\d{2}(?:\d{6}|-\d{3}-\d{3})"
    r"|\+\d{1,3}(?:[ \-.()]{0,2}\d){7,13}"  # any other country
    r")(?![0-9A-Za-z])"
)
# Seven digits say nothing by themselves; after such a word they are a phone.
_CALLED = (
    r"(?:[电電][话話]|打[給给俾畀到去返過过嚟黎來来]{0,3}我?|搵我|[手座][机機]|手提|[热熱][线線]"
    r"|(?<![^\W\d_a-zA-Z])[号號][码碼]|[联聯][系繫絡络]方式|致[电電]|[拨撥]打?"
    r"|전화|연락처|고객센터|대표번호|핸드폰|휴대폰|폰"
    r"|(?<![A-Za-z])(?i:tel|phone|call(?: ?我)?|mobile|cell|fax|ring(?: me)?(?: on)?))"
    r"(?:[号號][码碼]?|번호|(?i: number| no))?[\s:.是为為은는]{0,3}"
    r"(?P<called>(?!(?:19|20)\d{2}[\-./ ]?[01]\d(?:[\-./ ]?[0-3]\d)?(?!\d))"
    r"\(?\d(?:[ \-()]{0,2}\d){6,11})(?![0-9A-Za-z.]|\s?[元块塊円원])"  # what a phone costs stays
)
# Of whom a person writes that they be reached: after such words a whole number is a phone, with its
# commas or without any sign between.
_REACHED = (
    r"(?:(?:搵|冧[把巴]|留低|[联聯][系繫絡络]|[回覆])[咗到返]?我?[的嘅]?|(?<![A-Za-z])(?i:sms"
    r"|whats ?app|text)|[我嘅個个](?i:number))"
    r"[\s:.是係系為为去]{0,3}(?P<short>[35-9]\d{3}[ \-]?\d{4})(?![0-9A-Za-z.\-]|\s?[元块塊円원])"
    r"|(?:手[机機]|[电電][话話]|[打拨撥]|[号號][码碼]?)[\s:.是為为]{0,3}"
    r"(?P<listed>1[3-9]\d(?P<comma>[,、])\d{4}(?P=comma)\d{4})(?![0-9A-Za-z]|(?P=comma)\d)"
)
_DIALLED = (
    r"(?<![A-Za-z])(?i:(?:(?:my|his|her|our|your|their)(?: \w{4,9})? number|phone number"
    r"|mobile number|cell(?:phone)? number|(?:my|his|her|our) (?:phone|cell|mobile|landline)"
    r"|call|text|ring|dial|sms|reach|contact|phone)(?:(?: back)? (?:me|us|him|her|them|back))?)"
    r"[\s:.,]{0,2}(?:(?i:is|was|at|on|to|=)[\s:]{1,2})?"
    r"(?P<dialled>1?[2-9]\d{2}-?[2-9]\d{6}|0[1-9]\d{8,9})(?![0-9A-Za-z]|[.\-]\d)"
)
_PHONE = re.compile(rf"(?=[0-9+(])(?:{_MOBILE}|{_OTHER})")
_LABELLED = re.compile(
    rf"(?=[打搵电電手座热熱号號联聯致拨撥전연고대핸휴폰TtPpCcMmFfRr])(?:{_CALLED})"
)
_TOLD = re.compile(rf"(?=[搵冧留联聯回覆手电電打拨撥号號我嘅個个SsWwTt])(?:{_REACHED})")
_TOLD_IN_ENGLISH = re.compile(rf"(?=[MmHhOoYyTtPpCcRrDdSs])(?:{_DIALLED})")
SPELT_HINT = re.compile(SPELT_RUN)
_SPELT_MOBILE = re.compile(
    rf"(?<!\d)(?:{_MOBILE}|(?:01[016-9]{_SEP}\d{{3,4}}{_SEP}\d{{4}}"
    rf"|09\d{{2}}{_SEP}\d{{3}}{_SEP}\d{{3}})(?!\d))"
)
_ENGLISH_FIGURE = r"(?i:zero|oh|one|two|three|four|five|six|seven|eight|nine)"
ENGLISH_HINT = re.compile(
    r"(?i:one|two|three|four|five)[ ,.\-]{1,2}(?i:zero|oh|one|two|three|four|five)"
)
_ENGLISH = re.compile(
    rf"(?<![A-Za-z]){_ENGLISH_FIGURE}(?:[ ,.\-]{{1,2}}{_ENGLISH_FIGURE}){{9,14}}(?![A-Za-z])"
)
# Eight figures in a row, as in Hong Kong and Macao: a phone where a name stands before them.
_SHORT = re.compile(r"(?<![0-9A-Za-z.\-])[235689]\d{3}[ \-]?\d{4}(?![0-9A-Za-z.\-])(?<!20\d{6})")


def find(text: str) -> Iterator[Span]:
    """Phone numbers, by shape or after a word for them."""
    for match in _PHONE.finditer(text):
        if not (match["american"] and _all_round(match["american"])):
            yield Span(*match.span())
    for match in _LABELLED.finditer(text):
        yield Span(*match.span("called"))
    for match in _TOLD.finditer(text):
        yield Span(*match.span("short" if match["short"] else "listed"))
    for match in _TOLD_IN_ENGLISH.finditer(text):
        yield Span(*match.span("dialled"))


def _all_round(number: str) -> bool:
    """ "250 500 1000": a row of amounts. Of eight million phones none is told like that."""
    return all(int(group) % 50 == 0 for group in re.findall(r"\d{3,}", number))


def find_spelt(text: str) -> Iterator[Span]:
    """Mobile numbers told in words, wholly or in part: "一三八…", "138一二…", "공일공…"."""
    told = spelt_out(text)
    for match in _SPELT_MOBILE.finditer(told):
        start, end = match.span()
        if not text[start:end].isascii():
            yield Span(start, end)


def find_english(text: str) -> Iterator[Span]:
    """Numbers told in English words, ten of them at least."""
    for match in _ENGLISH.finditer(text):
        yield Span(*match.span())


def find_short(text: str) -> Iterator[Span]:
    """Numbers that are phones only if a name stands before them."""
    for match in _SHORT.finditer(text):
        yield Span(*match.span())
