"""Numbers of identity cards and bank cards, told from others by their check digits."""

import re
from collections.abc import Callable, Iterator

from voc.text.privacy import checks
from voc.types.document import Span

_SEP = r"[ \-]?"
_SAID = (
    r"(?:[ \-]?(?i:numbers?|num|no|id|card)(?![A-Za-z]))?"
    r"(?: ?(?i:is|was)(?![A-Za-z]))?[^0-9A-Za-z]{0,8}"
)
_IDENTITY_LABEL = (
    r"(?:身[份分][证證](?:[号號件][码碼]?|字[号號])?|[证證]件[号號]?|居留[证證]|二代[证證]"
    r"|[统統]一[证證][号號]|[回][乡鄉][证證][号號]?|通行[证證][号號]?|[健社]保卡?[号號]"
    r"|[护護]照[号號]?|港澳通行[证證]|台胞[证證]|[驾駕][驶駛]?[证證照][号號]?"
    r"|(?:운전)?면허(?:증|\s?번호)?|주민(?:등록)?\s?번호|민증(?:\s?번호)?|외국인\s?등록\s?번호"
    r"|여권(?:\s?번호|(?=[은는이]?\s?[A-Z]))"
    r"|(?<![A-Za-z])(?i:hkid|nric|ssn?|soc(?:ial)?\.? (?:sec(?:urity)?|insurance)"
    r"|national insurance|ni(?= n(?:o|umber))"
    r"|passport|driver'?s licen[cs]e|driving licen[cs]e|id (?:card|number|no)))"
)
_BANK_LABEL = (
    r"(?:[银銀]行卡|信用卡|借[记記]卡|[储儲]蓄卡|[卡][号號]|[账帳賬帐][号號户戶]|[户戶][头頭]"
    r"|카드|계좌"
    r"|(?<![A-Za-z])(?i:visa|master ?card|amex|unionpay|credit card|debit card|card|account|acct"
    r"|a/c))"
)
_BANK = (
    r"(?:[银銀]行|[工农農建招交中][行]|[邮郵](?:局|储|儲)|匯豐|汇丰|恒生|渣打|中銀"
    r"|(?:국민|우리|하나|기업|신한|부산|대구|경남|광주|전북|제주|씨티|수협)\s?은행|신한|농협"
    r"|(?:카카오|토스)뱅크|케이뱅크|새마을금고|신협|우체국"
    r"|(?<![A-Za-z])(?i:hsbc|hang seng|citibank|barclays|lloyds|natwest|chase|wells fargo))"
)
# Names that mean other things too: only a card or an account right after them says so.
_ALSO_A_WORD = r"(?:浦[发發]|民生|平安|[兴興][业業]|光大|[华華]夏|[广廣][发發]|信用社)"
_KOREAN_SHORT = r"(?:국민|우리|하나|기업|제일|씨티|수협|카뱅|토뱅|케뱅|새마을)"
_TAIWAN = r"(?:玉山|國泰(?:世華)?|台新|富邦|華南|彰[化銀]|合庫|土銀|兆豐|永豐|台企|聯邦|遠東)"
# Neither a day nor what something costs.
_NO_DAY = r"(?!(?:19|20)\d{2}[\-./ ]?[01]\d(?:[\-./ ]?[0-3]\d)?(?![0-9]))"
_NOR_COST = r"(?![0-9A-Za-z]|[.,]\d|\s?[元块塊円원])"
# People group the figures as they like: 6-8-4, 6-6-6, by fours.
_MAINLAND = rf"[1-8](?:{_SEP}\d){{5}}{_SEP}(?:1{_SEP}9|2{_SEP}0)(?:{_SEP}\d){{9}}{_SEP}[0-9Xx]"
_SHAPES: dict[str, tuple[str, Callable[[str], bool]]] = {
    "mainland": (_MAINLAND, checks.mainland_identity),
    "taiwan": (r"[A-Za-z][12A-Da-d89]\d{2}(?:\d{6}| \d{3} \d{3})", checks.taiwan_identity),
    "hong_kong": (r"[A-Za-z]{1,2} ?\d{6} ?\([0-9Aa]\)", checks.hong_kong_identity),
    "korean": (r"\d{6} ?- ?[1-8]\d{6}", checks.korean_identity),
    "unbroken": (r"\d{6}[1-8]\d{6}", checks.korean_identity_unbroken),
    "account": (
        r"[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?",
        checks.account,
    ),
    # China UnionPay alone or any card in its usual groups.
    "bank": (
        r"62\d{14,17}|62\d{4}[ \-]\d{10,13}"
        r"|(?=(?:[ \-]?\d){16,19}(?![ \-]?\d))62\d\d(?:[ \-]\d{3,6}){3,4}"
        r"|(?:[3-6]\d{3}[ \-]\d{4}[ \-]\d{4}[ \-]\d{4}(?:[ \-]\d{3})?)"
        r"|3[47]\d{2}[ \-]\d{6}[ \-]\d{5}",
        checks.luhn,
    ),
}
_ALONE = re.compile(
    r"(?=[0-9A-Za-z])(?<![0-9A-Za-z])(?<!\d[.\-])(?:"
    + "|".join(f"(?P<{kind}>{shape})" for kind, (shape, _) in _SHAPES.items())
    + r")(?![0-9A-Za-z])"
)
# After its label a number is what the label says, mistyped or not.
# The first characters of labels, so that other places in a text are passed over at once.
_STARTS = (
    "身证證居二统統回通健社护護港台驾駕운면주민외여银銀信借储儲卡账帳賬帐户戶카계工农農建招交中邮郵匯汇恒渣"
    "국우하기신부대경광전제씨수농토케새浦民平兴興光华華广廣玉國富彰合土兆永台聯遠轉转"
    "HhNnSsDdPpIiVvMmAaUuCcBbLlWwFf"
)
_LABELLED = re.compile(
    rf"(?=[{_STARTS}])(?:{_IDENTITY_LABEL}{_SAID}(?P<identity>[A-Za-z]{{1,2}} ?\d{{6,9}}[A-Z]?"
    rf"(?: ?\([0-9Aa]\))?"
    rf"|{_MAINLAND}|[A-Z]\d{{3}}[A-Z]\d{{4}}|\d{{6}}(?:{_SEP}|/)\d{{7}}"
    rf"|[A-Z]{{2}} ?\d\d ?\d\d ?\d\d ?[A-D]|[A-Z]{{2,5}}\d{{6}}[A-Z0-9]{{5}}|\d{{15}}|\d{{12}}"
    rf"|(?!(?:19|20)\d{{6}})\d{{8,9}}|\d{{2}}-\d{{2}}-\d{{6}}-\d{{2}}"
    rf"|\d{{3}}[ \-]\d{{2,3}}[ \-]\d{{3,4}})(?![0-9A-Za-z])"
    rf"|(?<![A-Za-z])(?:(?i:social)"
    rf"|SIN){_SAID}(?P<social>\d{{3}}[ \-]\d{{2,3}}[ \-]\d{{3,4}})(?![0-9A-Za-z])"
    rf"|{_BANK_LABEL}{_SAID}{_NO_DAY}(?P<account>\d(?:{_SEP}\d){{7,18}}){_NOR_COST}"
    rf"|{_BANK}{_SAID}{_NO_DAY}(?P<held>\d(?:{_SEP}\d){{9,18}}){_NOR_COST}"
    rf"|(?:{_ALSO_A_WORD}|卡[里上裡]?)[\s:,]{{0,3}}(?P<card>[3-6](?:{_SEP}\d){{14,18}}){_NOR_COST}"
    rf"|{_KOREAN_SHORT}\s?{_NO_DAY}(?=(?:-?\d){{11,16}}(?!\d))(?P<kept>\d{{3,6}}"
    rf"(?:-\d{{2,7}}){{2,3}}){_NOR_COST}"
    rf"|(?:{_TAIWAN}"
    rf"|[匯汇轉转][款账帳到给給入]{{1,3}})[\s:]{{0,3}}"
    rf"(?P<coded>\(?\d{{3}}\)?[ \-]?\d{{10,14}}){_NOR_COST}"
    rf"|(?:[轉转][數数]快|(?<![A-Za-z])FPS ID){_SAID}(?P<fast>\d{{7,9}}){_NOR_COST})"
    rf"|(?<![0-9A-Za-z.])(?P<before>[3-6](?:{_SEP}\d){{15}})(?=[^0-9.。!?\n]{{0,24}}(?:"
    rf"(?<![A-Za-z])card(?![A-Za-z])|[的张張]卡|카드))"
)
# A lot has this shape too: letters, full date, shift.
_DATED = re.compile(r"[A-Za-z]20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d")


def find(text: str) -> Iterator[Span]:
    """Identity and bank cards: by label, or by shape and check digit."""
    for match in _LABELLED.finditer(text):
        yield Span(*match.span(match.lastgroup or 0))
    for match in _ALONE.finditer(text):
        kind = match.lastgroup or ""
        number = re.sub(r"[ \-()]", "", match[0])
        if _SHAPES[kind][1](number) and not _DATED.fullmatch(number):
            yield Span(*match.span())
