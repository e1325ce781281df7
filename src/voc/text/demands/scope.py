"""Whether a thing named in a clause is what the clause wishes for, or only stands in it."""

import re

from voc.text.demands.refusals import ASKED

_STOP = re.compile(r"[,，。!?;；\n…~～]+|\.(?!\d)|\b(?:but|although|though)\b|(?:但是?|不过|然而)")
# A wish may open before the clause that names its object, or close after it:
# 希望厂家听听意见,出个大包装; 要是有密封条,就更好了.
_OPENS = re.compile(
    r"希望|期待|建议|要是|如果|能不能|能否|please|plz|\bwish|\bhope|would (?:love|like)"
)
_CLOSES = re.compile(r"\s*(?:就|那就?|会|我就|would|will|it'?d|i(?:'d| would| will|'ll))|.{0,8}좋")
# What follows is why it is wished, or what it is compared with.
_ASIDE = re.compile(
    r"\b(?:because(?! of the lack)|since|cause|so (?:that )?i"
    r"|instead of|rather than|better than|than|unlike"
    r"|whenever|like (?:the|in|on|other|most))\b"
    r"|因为|不然|省得|免得|毕竟|比起|不像|而不是|否则|대신|보다"
)
_UNWANTED = re.compile(
    r"(?:不需要|没必要|无需|不想要|用不着)[^,。!?;]{0,6}$|(?<!能)(?:不要|别)$"
    r"|\b(?:don'?t|do not|doesn'?t|not|never) (?:really )?(?:need|want|asking for|care about)"
    r"(?: \w+){0,4} $|\bno need (?:for|to)(?: \w+){0,3} $"
)
_UNWANTED_AFTER = re.compile(r"[은는이가도]?\s?(?:필요\s?없|없어도)|(?:就|也)?(?:不用|不必|没必要)")
# What the writer means to do himself asks nothing of a maker.
_OWN = re.compile(
    r"(?:考虑|打算|准备|想着|回头|改天|自己|自行|自家)(?:着|要|去|再|先|给它?|是不是)*"
    r"(?:另外)?(?:加|买|贴|配|换|装|弄|入手?|戴|套)"
    r"|\bi(?:'m| am|'ll| will| might| may| was| plan to)(?: \w+)?? (?:consider(?:ing)?|thinking"
    r"|going to|planning|buy|add|get|put|make)(?:ing)?\b|\bmyself\b"
)
_OWN_KOREAN = re.compile(
    r"(?:제가|내가|직접|자가|따로)[^,.]{0,14}(?:려고|할까|겠|야지)|(?:할까|려고|볼까|살까)"
)
# Beside these the maker is meant: 建议厂家考虑加个膜.
_MAKER = re.compile(r"希望|建议|能不能|能否|可以|请|厂家|商家|官方|你们|please|\bif\b|you")
_MAKER_ASKED = re.compile(r"希望|建议|能不能|能否|please|pls|\bwish|\bhope|厂家|商家|官方")
# It is there and does not work: a defect, which is held elsewhere.
_BROKEN = re.compile(
    r"\s?(?:\w+ )?(?:problem|issue|bug|glitch)s?\b|的?(?:问题|毛病|故障)"
    r"|[은는이가]?\s?(?:오류|문제)"
)
# 如果放了内存卡，就不能双卡: a case that is told. A wish says what would be good of it.
_CASE = re.compile(r"(?<![主只重需])要是|如果|假如|倘若|(?<![a-z])if(?! only)(?![a-z])")
_GOOD = re.compile(
    r"(?:就|会|更|太|那)[^,。!?;]{0,4}(?:好|完美|棒|赞|爽|满意|方便|舒服|满分|无敌|nice|perfect|强|喜欢|"
    r"省|香|巅峰|实用|合适|划算|人性|值|漂亮|ok|牛|高兴|开心|五星|5星|不错|理想|绝|美|行了)|没话说|没的说|没得说"
    r"|满分|五星|5 ?星|最好(?:不过)?|不要太|좋|완벽"
    r"|\b(?:better|perfect|great|nice|love|like|awesome|good|best|stars?|amazing|worth|happy"
    r"|appreciat\w*|ideal|cool|sweet|use it|please|fantastic|wonderful|helpful|complete)\b"
)


def outside(said: str, start: int, end: int, beyond: str = "") -> str | None:
    """Why what stands at ``start`` to ``end`` is not what is wished for; None where it is.

    ``beyond`` holds what follows ``said`` in its text.
    """
    first, last = _clause(said, start, end)
    before, after = said[first:start], said[end:last]
    if _ASIDE.search(before):
        return "told beside the wish"
    if _UNWANTED.search(before) or _UNWANTED_AFTER.match(after):
        return "not wanted"
    if _BROKEN.match(after):
        return "a complaint in disguise"
    if _only_a_case(said, start, end, beyond):
        return "a case that is told"
    if _own(said[first:last]):
        return "the writer's own plan"
    return None if _wished(said, first, last) else "told beside the wish"


def _only_a_case(said: str, start: int, end: int, beyond: str) -> bool:
    first, last = _clause(said, start, end)
    if not _CASE.search(said[first:end]) or _MAKER_ASKED.search(said):
        return False
    return not (_GOOD.search(said[start:last] + beyond) or _GOOD.search(said))


def _clause(said: str, start: int, end: int) -> tuple[int, int]:
    first = max((stop.end() for stop in _STOP.finditer(said, 0, start)), default=0)
    stop = _STOP.search(said, end)
    return first, stop.start() if stop else len(said)


def _own(clause: str) -> bool:
    own = _OWN.search(clause)
    return bool(own and not _MAKER.search(clause[: own.start()])) or bool(
        _OWN_KOREAN.search(clause)
    )


def _wished(said: str, first: int, last: int) -> bool:
    """A wish of one clause was found by its words already."""
    beside = (_STOP.sub("", said[:first]), _STOP.sub("", said[last:]))
    if not any(part.strip() for part in beside):
        return True
    following = _STOP.sub("", said[last : last + 3], count=1) + said[last + 3 : last + 20]
    return bool(
        ASKED.search(said[first:last]) or _OPENS.search(said[:first]) or _CLOSES.match(following)
    )
