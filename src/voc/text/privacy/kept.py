"""Numbers of things: lots, bar codes, models. However much they look like a person's, they stay."""

import re

_LABEL = (
    r"(?:批次?[号號]|批次|条形?码|條碼|[货貨款][号號]|型[号號]|序列[号號]|[防追][伪偽溯][码碼]"
    r"|(?:商品|[产產]品|物料|[货貨]品|生产|生產)(?:[编編][号號码碼]|ID)"
    r"|[许許]可[证證](?:[编編]?[号號])?"
    r"|[备備]案[号號]|准字|[专專]利[号號]?|[标標][准準][号號]?"
    r"|로트(?:\s?번호)?|(?:제조|상품|제품|모델|시리얼|일련)\s?번호|바코드|모델명?|품번"
    r"|(?<![A-Za-z])(?i:(?<!\ba )(?<!\bwhole )(?<!\bparking )lot|batch"
    r"|bar ?code|model|serial|sku|upc|ean|isbn|s/?n|imei|asin|patent|p/n"
    r"|(?:part|item|style|article)(?= ?(?:no\b|number|code|#)))"
    r"(?:\s?(?i:no|number|code|id|번호))?)"
)
# Where a sentence or a line ends, what follows is something else: "love this model. 415-555-0132".
_SAID = r"(?:(?<=[Nn][Oo])\.)?(?!\.\s|[ .]*\n)[\s.:#是为為은는]{0,4}"
_KEPT = re.compile(rf"{_LABEL}{_SAID}[A-Za-z]{{0,6}}-?\d[0-9A-Za-z]*(?:[\-/][0-9A-Za-z]+)*")


def hidden(text: str) -> str:
    """``text`` with a sign in place of each character of such a number and its label."""
    return _KEPT.sub(lambda thing: "〓" * len(thing[0]), text)
