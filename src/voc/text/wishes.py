"""What customers ask a maker for, in cleaned, lower-case, folded text."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from voc.text import english_wishes
from voc.text.opened import Opened
from voc.types.document import Named, Span

# What may stand between "I wish" and the wish.
_POLITE = (
    r"(?:贵司|贵公司|你们|厂家|厂商|商家|店家|卖家|老板|品牌方?|官方|店铺|以后|下次|今后|将来|能够|能不能|能"
    r"|可以|可|也|早日|尽快|早点|赶紧|真的|后期|后续|还是|在|有机会)*"
)
_IN = r"[^,。!?;\n…~]"  # within a clause
_REST = rf"{_IN}{{2,40}}"
# Mere hopes and advice to other shoppers ask no maker for anything.
_NO_HOPE = (
    r"(?!有效|有用|好用|用久|能用|管用|耐用|效果|质量|喜欢|坚持|不要踩|别踩|不会|会|越来越|自己|我|他|她|它能"
    r"|孩子|宝宝|大家|各位|亲|姐妹|朋友|别买|不要买|谨慎|慎|试试|尝试|搭配|先|购买|买|入手|囤|冷藏|冰|多喝|配"
    r"|一次|能瘦|变|有帮助|对|是正品|下单|看)"
)
_CHINESE = Opened(
    "希望|期待|盼|恳请|建议|最好|求|拜托|麻烦|请|要是|如果|若|假如|倘若|能不能|能否|可不可以|可否"
    "|可以不可以|是不是可以|是否可以|什么时候|啥时候|何时|几时|跪求|坐等|蹲|等一个|等着|催|好想|想|要|怎么"
    "|为什么|为啥|为何|干嘛|何不|应该|应当|可以考虑|不妨|考虑|给|出|别|不要",
    r"(?:希望|(?<![的很所])期待(?!太|值)|盼望?着?|恳请|(?<!不)建议|最好(?!的|是|看|吃|喝|用|玩)|求求|拜托|麻烦|请(?=你们|厂家|商家))"
    rf"{_POLITE}(?P<hope>{_NO_HOPE}{_REST})"
    # 如果有芋头味就好了, 要是能少放点糖，就更好了
    rf"|(?:要是|如果|若是?|假如|倘若){_POLITE}(?P<were>[^。!?;\n…~,]{{2,40}}?)(?:的?话)?,?\s?"
    r"那?(?:就|会|更)(?:更|太|很|非常|还)?(?:好|完美|棒|满意|赞|爽|方便)"
    r"|(?:能不能够?|能否|可不可以|可否|可以不可以|是不是可以|是否可以)"
    rf"{_POLITE}(?P<ask>{_REST})"
    r"|(?:什么时候|啥时候|何时|几时)才?(?:能|可以|会)?"
    rf"(?P<when>再?(?:出|上|返|补|推|有|做|恢复|回归){_REST})"
    r"|(?:跪求|求|坐等|蹲|等一个|等着|催)(?:你们|官方|厂家)?"
    rf"(?P<beg>(?:一个|个)?(?:增|出|返|上新|上架|补货|加|推|复|做|回归|改){_REST})"
    r"|(?<!不)(?:好想|想要|想|要)(?:一?个|一款)?(?P<want>(?:无|低|少|不加|没有|更|小|大|带|一个|一款|个)"
    rf"{_IN}{{1,20}}(?:的|版|版本|款|装|口味|味)(?![a-z一-龥]))"
    r"|(?:怎么|为什么|为啥|为何|干嘛|何不)还?不"
    rf"(?P<whynot>(?:出|做|推|加|改|搞|用|设计|生产|考虑){_REST})"
    r"|(?:应该|应当|可以考虑|不妨|考虑)"
    rf"(?P<should>(?:出(?![自现了来门问])|加|改|换|增|减|推|做|多|少|再|把|降|用|配|提高|设){_REST})"
    rf"|(?P<make>(?:给{_IN}{{1,6}})?出(?:个|一?款|点){_IN}{{2,14}})吧"
    rf"|想(?:看到|吃到|喝到|用到|买到)(?P<see>{_IN}{{2,20}})"
    rf"|(?P<only_not>(?:别|不要)(?:只|光|老)(?:做|出|卖|有){_IN}{{1,12}})",
)
# Wishes told at the end of their clause: 色温能调就好了, 鞋底再静音点, 盐能再低点吗.
_CHINESE_END = re.compile(
    rf"(?:能|再|多|少){_IN}{{1,12}}(?=那?(?:就|会)(?:更|最)?(?:好|完美)了(?!没))"
    rf"|再{_IN}{{1,8}}[点些](?=[,。!?;\n…~吧]|$)"
    rf"|能(?:不能)?(?:再|更|多|少){_IN}{{1,12}}(?=吗)"
)
# One of these is in every such wish.
_END_CUE = re.compile("就|会|再|吗")
_KOREAN = re.compile(
    r"(?:으면|면|았으면|었으면|였으면|했으면|됐으면|으면은)\s?(?:더\s|정말\s|진짜\s|참\s)*(?:좋겠|좋을|완벽)"
    r"|(?<=[가-힣])\s?(?:주세요|주시면|주시길|주셨으면|줬으면|주면|주실|바랍니다|바라요|바래요|부탁)"
    r"|(?:나왔으면|있었으면|했으면)(?!\s?좋)"
)
_KOREAN_CUE = re.compile("면|주|바라|바랍|바래|부탁")
# Of instructions and thanks, not wishes: 참고해주세요.
_KOREAN_OTHER = re.compile(
    r"(?:참고|조심|감안|확인|기억|많이|사|구매|추천|고려해서\s구매)해?\s?$|주의"
)
_PARTICLES = " 吧呢啊哦呀啦了哈嘛吗~的话謝谢"
_ASKED_LATE = re.compile(r"(?:就|会|那)?(?:更|最)?(?:好|完美)(?:了|些)?$")


def find(text: str, clauses: Sequence[Span]) -> list[Named]:
    """Wishes, none inside another; the span holds what is wished for."""
    found: list[Named] = []
    found += _opened(text, _CHINESE)
    if english_wishes.CUE.search(text):
        found += _opened(text, english_wishes.ENGLISH)
    if _END_CUE.search(text):
        found += _closed(text, clauses, _CHINESE_END, found)
    if _KOREAN_CUE.search(text):
        found += _closed(text, clauses, _KOREAN, found)
    return found


def _opened(text: str, ways: Opened) -> Iterator[Named]:
    """Wishes that follow the words for wishing."""
    for match in ways.finditer(text):
        yield from _named(text, *match.span(match.lastgroup or 0))


def _closed(
    text: str, clauses: Sequence[Span], ways: re.Pattern[str], known: Sequence[Named]
) -> Iterator[Named]:
    """Wishes that end with the words for wishing: they reach from their clause's start to there."""
    ends = list(ways.finditer(text))
    if not ends:
        return
    starts = [0, *(span.start for span in clauses)]
    taken = bytearray(len(text))
    for wish in known:
        taken[wish.start : wish.end] = bytes([True]) * (wish.end - wish.start)
    done = 0
    for match in ends:
        start = max(done, starts[bisect_right(starts, match.start()) - 1])
        if _KOREAN_OTHER.search(text, start, match.start()):
            continue
        if not any(taken[start : match.end()]):
            yield from _named(text, start, match.end())
        done = match.end()


def _named(text: str, start: int, end: int) -> Iterator[Named]:
    wished = _ASKED_LATE.sub("", english_wishes.END.sub("", text[start:end]))
    wished = wished.rstrip(_PARTICLES)
    blanks = len(wished) - len(wished.lstrip())
    if len(wished) - blanks >= 2:
        yield Named(
            type="wish",
            value=wished.strip(),
            start=start + blanks,
            end=start + len(wished),
        )
