"""Package sizes in cleaned, lower-case, folded text: "500g", "12袋装", "小包装", "12-pack"."""

import re
from collections.abc import Iterator

from voc.text.opened import Opened
from voc.types.document import Named

_NUMBER = r"(?:\d{1,5}(?:\.\d{1,3})?)"
_HAN_NUMBER = r"(?:\d{1,4}|[一两二三四五六八十]{1,2})"
_MEASURE = (
    r"(?:kg|g|ml|l|oz|lbs?|毫升|千克|公斤|克(?!拉)|升(?!级)|斤"
    r"|그램|킬로|리터|ounces?|grams?|liters?|litres?|fl\.? oz)"
)
_PIECE = (
    r"(?:小包|小袋|包|袋|盒|瓶|罐|支|片|枚|粒|颗|条|只|抽|卷|块|听|杯|个|张"
    r"|개입?|봉지?|병|캔|팩|포|매)"
)
_SIZE = Opened(
    r"[\d一两二三四五六八十独单小大中迷超散袋盒瓶罐桶家旅礼量便经分试体组双整补a-z소대낱개미여]",
    rf"(?<![\d.a-z]){_NUMBER}\s?-?{_MEASURE}(?![a-z])(?:\s?[*x×]\s?\d{{1,3}}\s?{_PIECE}?|装)?"
    rf"|(?<![\d.a-z第]){_HAN_NUMBER}\s?{_PIECE}(?:装(?!修|的?人)|(?=一箱|/箱|一盒|一袋|一包|入))"
    r"|(?<![\d.a-z])\d{1,3}[\s\-]?(?:packs?|ct|count|pieces?)(?![a-z])|pack of \d{1,3}"
    r"|(?:独立|单独)?(?:小|大|中|迷你|超大|散|袋|盒|瓶|罐|桶|家庭|家庭号|旅行|旅游|礼盒|量贩|便携|经济|分享|试用|体验|组合|双|单片|整箱|补充)"
    r"(?:包装(?!盒|袋|箱|很|不|太|也|破|烂|简|挺|好|完|有|没|都|差|精)|装(?=[^修着进在好了满不反上]|$)|号装)"
    r"|独立(?:小)?(?:包装|袋装|装)|小样|(?:大|小)规格|家庭号"
    r"|(?:travel|family|trial|mini|sample|value|bulk|jumbo|snack|king|party)[\s\-](?:size|pack|bag)d?"
    r"|single[\s\-]serve|individually wrapped"
    r"|소포장|대용량|소용량|낱개\s?포장|개별\s?포장|미니\s?사이즈|여행용",
)
# A size has a figure, is in English or Korean, or has one of these words.
_FIGURE = re.compile(r"[\da-z가-힣]")
_PACKED = re.compile("装|小样|大规格|小规格|家庭号|一箱|/箱|一盒|一袋|一包|入")
# Of a body, of a loss and of what is in a portion, not of a package.
_OTHER = re.compile(
    r"(?:体重|身高|重了|胖了?|瘦了?|少了|轻了|掉了|孩子|宝宝|每100|每日|per|(?:증량|감량))\s?$"
)


def find(text: str) -> Iterator[Named]:
    if not (_PACKED.search(text) or _FIGURE.search(text)):
        return
    for match in _SIZE.finditer(text):
        start, end = match.span()
        if not _OTHER.search(text, max(0, start - 6), start):
            yield Named(type="size", value=re.sub(r"\s", "", match[0]), start=start, end=end)
