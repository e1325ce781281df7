"""The parts of a scene: who uses it, where, when, what for; flavours and ingredients.

The gazetteer finds words in cleaned, lower-case, folded text; what stands around a word decides
whether it is part of a scene. 早上 is a time of use in 早上冲一杯 and none in 早上下单.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from voc.text import purposes
from voc.text.places import touching
from voc.types.document import Named, Span

# A clause about buying or bringing tells no scene of use.
_DELIVERY = re.compile(
    r"快递|快件|送货|配送|发货|到货|下单|收到|签收|物流|客服|售后|派送|派件|送到|送达|寄到|寄来|店员|营业员|打电话|下的单|买的时候|"
    r"deliver|arriv|shipp|courier|order|customer service|refund|배송|택배|주문|도착|고객센터|상담"
)
# Places and times near which a clause about delivery is still no scene; who and what for stay.
_PLACED = frozenset({"where", "when"})
_TOLD_BY = re.compile(
    r"\s?(?:们)?(?:推荐|介绍|安利|说(?!好吃|喜欢|不错)|告诉|种草|态度|服务|电话"
    r"|told|recommended|suggested|mentioned|who told|[가이]?\s?추천|[이가]?\s?알려)"
)
_SELLER = re.compile(r"(?:店家|卖家|客服|老板|快递)(?:的)?$|like a $|best $")
_COMPANY = re.compile(r"(?:这|那|贵|你们|该|快递|物流|什么|家)(?:个|家)?$")
_TAIL = re.compile(
    r"的?(?:时候|期间|途中|路上|之后|以后|之前|以前|(?:完|过)?[后前](?!台|面|排)|时(?!间|尚|效|代)"
    r"|完(?!美|全|好)|\s?(?:때|중|후|전))"
)
_DOING = re.compile(
    r"(?:^|(?<=[,。!?;\n\s]))(?:在|我|每次|平时|有时候?|一般|或者|特别是|尤其|适合|当)*"
    r"(?P<doing>[\u4e00-\u9fff]{2,8}?)(?:的)?时候"
    r"|(?P<ko>[가-힣]{1,4}(?:\s[가-힣]{1,4})?[할볼갈먹을릴칠킬플울쉴잘탈])\s때"
)
_PLAIN_DOING = re.compile(
    r"什么|啥|收到|打开|拆|买|下单|用的?$|吃的?$|喝的?$|刚|来的?$|到的?$|开始"
    r"|第一|这|那|有的?$|不|选|问|拿到|好的?$|小$|活动|搞|发货|付|拍"
)
_FLAVOUR_AFTER = re.compile(
    r"(?:和|、|/|跟|,)?\s?(?:风味|口味|味(?!精|同|如|道)|味道|香(?:味|型|气|的|$)|的味"
    r"|\s?flavou?r|\s?scent|\s?taste|\s?맛|\s?향(?!료))"
)
_LISTED = re.compile(r"\s?(?:和|跟|与|、|/|,|or|and|랑|이랑|하고|과|와|&)\s?")
_ENGLISH = re.compile(r"[a-z]")
_CONTENTS = re.compile(
    r"配料|成分|含|添加|加了?|放了?|里面|有|多|无|不含|颗粒|粒|碎|纯|真|用料|提取|过敏|浓度|精华|"
    r"contain|ingredient|made (?:with|of|from)|with real"
    r"|\bwith\b|\bno\b|\bfree\b|real|allerg|extract|chunks|pieces|"
    r"들어|함유|성분|원재료|재료|알레르기|첨가|무"
)
_GIVE = re.compile(r"送(?:给|了|的)?$|送我?$|孝敬$|寄给$|带给$")
_USED_AS = re.compile(
    r"(?:当|做|作|作为|当作|代替|替代|代|用来|用于|拿来"
    r"|as|for|as a|for my|for a|는|용)(?:了|成|个)?\s?$"
)
_USED_KO = re.compile(r"\s?(?:으로|로|용|대신|대용)")
# 薄荷的, 荔枝的: one of several kinds.
_BARE = re.compile(r"(?:味|口味)?的(?=[,。!?;\n]|也|更|最|很|太|永远|比|都|卖|好|不|$)")
# More often the maker of a phone than a fruit.
_BRANDS = frozenset({"apple"})
_TASTES = frozenset({"spicy", "cumin", "garlic", "sweet_sour", "soy_sauce"})
# Meals are what for where something serves as one, else a time.
_MEALS = frozenset({"breakfast", "lunch", "dinner", "supper", "tea_time"})
_NO_GIFT = re.compile(r"(?:收到|赠送的?|没有?|附赠的?|小|店家送的?|卖家送的?|送的?)$")


def find(text: str, words: Sequence[Named], clauses: Sequence[Span]) -> Iterator[Named]:
    """Parts of scenes among ``words`` of the gazetteer and doings that no list holds."""
    uses = list(purposes.find(text))
    yield from uses
    # 降温 in 挂脖子降温 and 蛋白 in 补蛋白 tell no more than the use does.
    words = [word for word in words if word.type == "who" or not _inside(word, uses)]
    doing = "时候" in text or "때" in text
    placed = doing or any(word.type in _PLACED for word in words)
    delivery = [span for span in clauses if placed and _DELIVERY.search(text, span.start, span.end)]
    flavours = _flavours(text, words)
    for number, word in enumerate(words):
        if word.type == "food" and (number in flavours or word.value in _TASTES):
            yield replace(word, type="flavour")
        elif word.type == "food":
            yield from _food(text, word, clauses)
        elif word.type == "who":
            yield from _who(text, word)
        elif word.type == "what_for":
            yield from _purpose(text, word)
        elif word.type not in _PLACED:
            yield word
        elif not _within(word, delivery):
            yield from _placed(text, word)
    if doing:
        yield from _doings(text, words, delivery)


def _who(text: str, word: Named) -> Iterator[Named]:
    if _TOLD_BY.match(text, word.end) or _SELLER.search(text, max(0, word.start - 8), word.start):
        return
    yield word
    give = _GIVE.search(text, max(0, word.start - 4), word.start)
    if give:
        yield Named(type="what_for", value="gift", start=give.start(), end=word.start)


def _placed(text: str, word: Named) -> Iterator[Named]:
    if word.type == "where":
        if not _COMPANY.search(text, max(0, word.start - 3), word.start):
            yield word
        return
    tail = _TAIL.match(text, word.end)
    yield replace(word, end=tail.end()) if tail else word


def _purpose(text: str, word: Named) -> Iterator[Named]:
    used = _USED_AS.search(text, max(0, word.start - 8), word.start)
    if word.value in _MEALS and not used and not _USED_KO.match(text, word.end):
        yield replace(word, type="when")
    elif word.value != "gift" or not _NO_GIFT.search(text, max(0, word.start - 5), word.start):
        yield word


def _food(text: str, word: Named, clauses: Sequence[Span]) -> Iterator[Named]:
    """An ingredient: of what it is; a flavour where it is one of several kinds."""
    held = touching(clauses, word.start, word.start + 1)
    if held and _CONTENTS.search(text, held[0].start, held[0].end):
        yield replace(word, type="ingredient")
    elif _ENGLISH.match(text[word.start]) or _BARE.match(text, word.end):
        yield replace(word, type="flavour")
    elif word.value not in _BRANDS:
        yield replace(word, type="ingredient")


def _flavours(text: str, words: Sequence[Named]) -> set[int]:
    """Numbers of the foods with a word for flavours behind them, or behind the list they are in."""
    found: set[int] = set()
    for number in reversed(range(len(words))):
        word = words[number]
        if word.type == "food" and (
            _FLAVOUR_AFTER.match(text, word.end) or _is_listed(text, words, number, found)
        ):
            found.add(number)
    return found


def _is_listed(text: str, words: Sequence[Named], number: int, flavours: set[int]) -> bool:
    """Whether the next word is a flavour and in one list with this one."""
    if number + 1 == len(words):
        return False
    word, following = words[number], words[number + 1]
    if following.type != "flavour" and number + 1 not in flavours:
        return False
    return _LISTED.fullmatch(text, word.end, following.start) is not None


def _doings(text: str, words: Sequence[Named], delivery: Sequence[Span]) -> Iterator[Named]:
    """搬砖的时候, 쉴 때: times told by what one does."""
    for match in _DOING.finditer(text):
        group = match.lastgroup or "doing"
        start, end = match.start(group), match.end()
        told = Named(type="when", value=match[group].rstrip("的"), start=start, end=end)
        known = any(word.type == "when" for word in touching(words, start, end))
        if not (known or _PLAIN_DOING.search(match[group]) or _within(told, delivery)):
            yield told


def _within(word: Named, spans: Sequence[Span]) -> bool:
    return bool(touching(spans, word.start, word.start + 1))


def _inside(word: Named, others: Sequence[Named]) -> bool:
    return any(
        other.start <= word.start and word.end <= other.end
        for other in touching(others, word.start, word.end)
    )
