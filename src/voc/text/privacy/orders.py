"""Numbers of orders and parcels, by label, carrier or shape."""

import re
from collections.abc import Iterator

from voc.text.privacy.checks import postal_item
from voc.types.document import Span

_SAID = r"[\s:.#=是为為的은는이]{0,4}(?:(?:is|was|are) #?)?"
# Figures, letters before or between them, in groups.
_CODE = r"[A-Za-z]{0,5}-?\d[0-9A-Za-z]*(?:[\-_][0-9A-Za-z]+)*(?: \d{2,6}(?![0-9A-Za-z]))*"
_NUMBER_OF = (
    r"(?:(?:[订訂][单單]|交易|[货貨運运][单單])(?:[编編]?[号號][码碼]?|ID)"
    r"|[快物流递遞退换換售后後工单單]{0,4}[单單][号號]|(?:[运運]|快[递遞]|物流)[单單]?[号號]?|托[运運][单單]?[号號]?"
    r"|(?:交易|支付|[订訂][单單])流水[号號]|取[件货貨][码碼号號]|提[货貨][码碼]|交[货貨]便"
    r"|追[踪蹤][码碼号號]|[查配][询詢送][码碼编編][号號]?"
    r"|(?:주문|송장|운송장|등기|배송|접수|예약|결제|택배|환불)\s?번호|(?:운)?송장"
    r"|(?<![A-Za-z])(?i:order|tracking|waybill|shipment|invoice|parcel|package|consignment|booking"
    r"|confirmation|transaction|receipt|case|ticket|claim)"
    r"(?: ?(?i:no|number|id|code|ref|reference)\b|(?= ?#))"
    r"|(?<![A-Za-z])(?i:tracking|waybill|awb|rma))"
)
_CARRIER = (
    r"(?:[顺順][丰豐]|中通|[圆圓]通|申通|[韵韻][达達]|[极極]兔|百世|[邮郵]政|[京][东東](?:快[递遞]|物流)?|德邦|[菜][鸟鳥]|天天快[递遞]"
    r"|黑[猫貓](?:宅急便)?|新竹物流|宅[急配][便通]?|CJ대한통운|대한통운|한진|롯데(?:택배|글로벌)?|로젠|우체국|경동"
    r"|(?<![A-Za-z])(?i:EMS|UPS|DHL|FedEx|USPS|Royal Mail|DPD|TNT))"
    r"(?:快[递遞件运運]|速[运運递遞]|택배|包裹)?"
)
_LABELLED = re.compile(
    rf"{_NUMBER_OF}{_SAID}(?P<number>{_CODE})"
    rf"|{_CARRIER}{_SAID}(?P<parcel>{_CODE})"
    rf"|(?:[订訂][单單]|包裹|주문|택배|(?<![A-Za-z])(?i:order|parcel)){_SAID}[(]?(?P<order>{_CODE})"
    # Some words in between: nothing else has so many figures.
    r"|(?:[订訂][单單]|[单單][号號]|快[递遞]|物流|包裹|주문|택배|(?<![A-Za-z])(?i:order|parcel|package))"
    r"[^0-9A-Za-z。！？!?\n]{1,16}(?P<far>[A-Za-z]{0,4}\d{12,22})(?![0-9A-Za-z])"
)
_TOLD_AFTER = re.compile(
    r"(?<![0-9A-Za-z.])(?P<code>[A-Za-z]{0,5}\d{8,22})(?= ?(?:就?是|为|為)?(?:我的|我|本)?"
    r"(?:这|這)?(?:[订訂][单單]|快[递遞]|[运運][单單]|[单單][号號]))"
)
# Shapes that no lot has: carriers' letters, a shop's groups, the postal union's check digit.
_SHAPED = re.compile(
    r"(?<![0-9A-Za-z])(?:SF\d{12,13}|YT\d{13}|JT\d{13}|JD[A-Z]{0,2}\d{11,13}|1Z[0-9A-Z]{16}"
    r"|TBA\d{12}|\d{3}-\d{7}-\d{7}|9[2-5]\d{20}|(?P<postal>[A-Z]{2}\d{9}[A-Z]{2}))(?![0-9A-Za-z])"
)
# Codes of lockers may have four figures; other numbers are looked for from five on.
PICK_UP_HINT = re.compile(r"[取提][件货貨][码碼号號]")
# So many figures a number has at least, the looser its label the more.
_LEAST = {"number": 4, "parcel": 9, "order": 8, "far": 12, "code": 8}
_DATE = re.compile(r"20\d{2}-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])")


def find(text: str) -> Iterator[Span]:
    """Order and parcel numbers."""
    for pattern in (_LABELLED, _TOLD_AFTER):
        for match in pattern.finditer(text):
            kind = match.lastgroup or ""
            code = match[kind]
            if sum(map(str.isdigit, code)) >= _LEAST[kind] and not _DATE.fullmatch(code):
                yield Span(*match.span(kind))
    for match in _SHAPED.finditer(text):
        if not match["postal"] or postal_item(match[0]):
            yield Span(*match.span())
