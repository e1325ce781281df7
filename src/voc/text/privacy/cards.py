"""Numbers of identity cards and bank cards, told from others by their check digits."""

import re
from collections.abc import Callable, Iterator

from voc.text.privacy import checks
from voc.types.document import Span

_SEP = r"[ \-]?"
_SAID = r"[^0-9A-Za-z]{0,8}"
_IDENTITY_LABEL = (
    r"(?:身[份分][证證](?:[号號件][码碼]?|字[号號])?|[证證]件[号號]?|居留[证證]|[护護]照[号號]?|港澳通行[证證]|台胞[证證]|[驾駕][驶駛]?[证證照][号號]?"
    r"|운전면허(?:증|\s?번호)?|주민(?:등록)?\s?번호|외국인등록\s?번호|여권\s?번호"
    r"|(?<![A-Za-z])(?i:hkid|ssn|social security|passport|driver'?s licen[cs]e"
    r"|id (?:card|number|no)))"
)
_BANK_LABEL = (
    r"(?:[银銀]行卡|信用卡|借[记記]卡|[储儲]蓄卡|[卡][号號]|[账帳賬帐][号號户戶]|[户戶][头頭]|카드|계좌"
    r"|(?<![A-Za-z])(?i:visa|master ?card|amex|unionpay|credit card|debit card|card|account))"
)
_BANK = (
    r"(?:[银銀]行|[工农農建招交中][行]|[邮郵](?:局|储|儲)|匯豐|汇丰|恒生|渣打|中銀"
    r"|(?:국민|우리|하나|기업|신한|부산|대구|경남|광주|전북|제주|씨티|수협)\s?은행|신한|농협"
    r"|(?:카카오|토스)뱅크|케이뱅크|새마을금고|신협|우체국"
    r"|(?<![A-Za-z])(?i:hsbc|hang seng|citibank|barclays|lloyds|natwest|chase|wells fargo))"
)
# Neither a day nor what something costs.
_NO_DAY = r"(?!(?:19|20)\d{2}[\-./ ]?[01]\d(?:[\-./ ]?[0-3]\d)?(?![0-9]))"
_NOR_COST = r"(?![0-9A-Za-z]|[.,]\d|\s?[元块塊円원])"
_SHAPES: dict[str, tuple[str, Callable[[str], bool]]] = {
    "mainland": (
        rf"[1-8]\d{{5}}{_SEP}(?:18|19|20)\d{{6}}{_SEP}\d{{3}}[0-9Xx]",
        checks.mainland_identity,
    ),
    "taiwan": (r"[A-Za-z][12A-Da-d89]\d{8}", checks.taiwan_identity),
    "hong_kong": (r"[A-Za-z]{1,2}\d{6}\([0-9Aa]\)", checks.hong_kong_identity),
    "korean": (r"\d{6} ?- ?[1-8]\d{6}", checks.korean_identity),
    "unbroken": (r"\d{6}[1-8]\d{6}", checks.korean_identity_unbroken),
    "account": (
        r"[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?",
        checks.account,
    ),
    # China UnionPay alone or any card in its usual groups.
    "bank": (
        r"62\d{14,17}|(?:[3-6]\d{3}[ \-]\d{4}[ \-]\d{4}[ \-]\d{4}(?:[ \-]\d{3})?)"
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
_LABELLED = re.compile(
    rf"{_IDENTITY_LABEL}{_SAID}(?P<identity>[A-Za-z]{{1,2}}\d{{6,9}}(?: ?\([0-9Aa]\))?"
    rf"|[1-8]\d{{5}}{_SEP}\d{{4}}{_SEP}?\d{{4}}{_SEP}\d{{3}}[0-9Xx]|[A-Z]\d{{3}}[A-Z]\d{{4}}|\d{{6}}{_SEP}\d{{7}}"
    rf"|\d{{15}}|(?!(?:19|20)\d{{6}})\d{{8,9}}|\d{{3}}-\d{{2}}-\d{{4}}|\d{{2}}-\d{{2}}-\d{{6}}-\d{{2}})(?![0-9A-Za-z])"
    rf"|{_BANK_LABEL}{_SAID}{_NO_DAY}(?P<account>\d(?:{_SEP}\d){{7,18}}){_NOR_COST}"
    rf"|{_BANK}{_SAID}{_NO_DAY}(?P<held>\d(?:{_SEP}\d){{9,18}}){_NOR_COST}"
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
