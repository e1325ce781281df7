"""Numbers of orders and parcels, by label, carrier or shape."""

import re
from collections.abc import Iterator

from voc.text.privacy.checks import postal_item
from voc.types.document import Span

_SAID = r"[\s:.#=是为為的은는이가]{0,4}(?:(?:is|was|are) #?)?"
# Figures, letters before or between them, in groups.
_CODE = r"[A-Za-z]{0,5}-?\d[0-9A-Za-z]*(?:[\-_][0-9A-Za-z]+)*(?: \d{2,6}(?![0-9A-Za-z]))*"
# What shops and carriers open a file for; its number leads to who asked.
_MATTER = (
    r"(?:[下订訂][单單購购]|售[后後]|退[货貨款]|[换換][货貨]|[维維报報]修|服[务務]|投[诉訴]"
    r"|客[诉訴]|申[请請诉訴]"
    r"|案件|受理|商[户戶]|[发發]票|[预預][约約订訂]|[凭憑][证證]|小票|快件|包裹)"
)
_NUMBER_OF = (
    rf"(?:{_MATTER}[单單]?(?:服[务務]|[处處]理)?[单單]?的?(?:[编編][号號码碼]|[号號][码碼]?|ID)"
    rf"|[单單]\s?(?i:no)\b"
    r"|流水[号號]|券[码碼]|核[销銷][码碼]|[兑兌][换換][码碼]|(?:[订訂][单單]|交易"
    r"|[货貨運运][单單])(?:[编編]?[号號][码碼]?|ID)"
    r"|[快物流递遞退换換售后後工单單]{0,4}[单單][号號]|(?:[运運]|快[递遞]|物流)[单單]?[号號]?"
    r"|托[运運][单單]?[号號]?"
    r"|(?:交易|支付|[订訂][单單])流水[号號]|取[件货貨][码碼号號]|提[货貨][码碼]|交[货貨]便"
    r"|追[踪蹤]的?[编編]?[码碼号號][码碼]?|[查配][询詢送][码碼编編][号號]?"
    r"|(?:주문서?|오더|구매|송장|운송장|등기|배송(?:\s?조회)?|접수|예약|결제|(?:카드|결제)\s?승인"
    r"|택배|환불|반품|교환"
    r"|영수증|문의|상담|거래|클레임)\s?번호|(?:운)?송장"
    r"|(?<![A-Za-z])(?i:order|tracking|waybill|shipment|invoice|parcel|package|consignment|booking"
    r"|confirmation|transaction|receipt|case|ticket|claim|return|refund|complaint|delivery|shipping"
    r"|purchase|service request|incident|(?:my|your) (?:reference|ref)|awb|rma)"
    r"(?: ?(?i:no|number|id|code|ref|reference|authori[sz]ation)\b|(?= ?#))"
    r"|(?<![A-Za-z])(?i:tracking|waybill|awb|rma|service request))"
)
_CARRIER = (
    r"(?:[顺順][丰豐]|中通|[圆圓]通|申通|[韵韻][达達]|[极極]兔|百世|[邮郵]政"
    r"|[京][东東](?:快[递遞]|物流)?|德邦|[菜][鸟鳥]|天天快[递遞]"
    r"|黑[猫貓](?:宅急便)?|新竹物流|宅[急配][便通]?|[丹][鸟鳥]|嘉里大[荣榮]|[蝦虾]皮店到店"
    r"|CJ대한통운|대한통운|쿠팡|일양|한진|롯데(?:택배|글로벌)?|로젠|우체국|경동"
    r"|(?<![A-Za-z])(?i:EMS|UPS|DHL|FedEx|USPS|Royal Mail|DPD|TNT|Evri|Yodel))"
    r"(?:快[递遞件运運]|速[运運递遞]|택배|包裹)?"
)
# The first characters of labels, so that other places in a text are passed over at once.
_STARTS = (
    "下订訂售退换換维維报報修服投客申案受商发發预預凭憑小快件包单單流券核兑兌交货貨运運物递遞后後工托支取提追查配"
    "顺順中圆圓韵韻极極百邮郵京德菜天黑新宅丹嘉蝦虾주오구송운등배접예결카택환반교영문상거클쿠일한롯로우경대"
    "OoTtWwSsIiPpCcBbRrDdMmYyAaEeUuFf"
)
_LABELLED = re.compile(
    rf"(?=[{_STARTS}])(?:{_NUMBER_OF}{_SAID}(?P<number>{_CODE})"
    rf"|{_CARRIER}{_SAID}(?P<parcel>{_CODE})"
    rf"|(?:[订訂工][单單]|{_MATTER}[单單]|包裹|주문|택배|(?<![A-Za-z])(?i:order"
    rf"|parcel)){_SAID}[(]?(?P<order>{_CODE})"
    rf"|(?<![A-Za-z])(?i:support ticket|invoice|consignment|complaint){_SAID}(?P<filed>{_CODE})"
    # Some words in between: nothing else has so many figures.
    r"|(?:[订訂][单單]|[单單][号號]|快[递遞]|物流|包裹|주문|택배|(?<![A-Za-z])(?i:order|parcel"
    r"|package))"
    r"[^0-9A-Za-z。！？!?\n]{1,16}(?P<far>[A-Za-z]{0,4}\d{12,22})(?![0-9A-Za-z]))"
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
_LEAST = {"number": 4, "filed": 6, "parcel": 9, "order": 8, "far": 12, "code": 8}
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
