"""What customers ask a maker for, in cleaned, lower-case, folded text."""

import re
from collections.abc import Iterator, Sequence

from voc.types.document import Named, Span

# What may stand between "I wish" and the wish.
_POLITE = (
    r"(?:贵司|贵公司|你们|厂家|厂商|商家|店家|卖家|老板|品牌方?|官方|店铺|以后|下次|今后|将来|能够|能不能|能|可以|可|也|"
    r"早日|尽快|早点|赶紧|真的|大家多|后期|后续|还是|在|有机会)*"
)
_REST = r"[^,。!?;\n…~]{2,40}"
# Mere hopes and advice to other shoppers ask no maker for anything.
_HOPE = (
    r"(?!(?:有效|有用|好用|用久|能用|管用|耐用|有效果|效果|质量|喜欢|坚持|不要踩|别踩|不会|会|越来越|自己|我|他|她|它能|"
    r"孩子|宝宝|大家|各位|亲|姐妹|朋友|别买|不要买|谨慎|慎|试试|尝试|搭配|先|购买|买|入手|囤|冷藏|冰|多喝|配|一次|"
    r"能瘦|变|有帮助|对|是正品|下单|看))"
)
_WISH = re.compile(
    rf"(?:希望|期待|盼望?着?|恳请|诚恳建议|强烈建议|(?<!不)建议|最好|求求|拜托|麻烦|请(?=你们|厂家|商家)){_POLITE}"
    rf"(?P<hope>{_HOPE}{_REST})"
    # 如果有芋头味就好了, 要是能少放点糖，就更好了
    rf"|(?:要是|如果|若是?|假如|倘若){_POLITE}(?P<were>[^。!?;\n…~,]{{2,40}}?)(?:的?话)?,?\s?"
    r"(?:那?(?:就|会|更))(?:更|太|很|非常|还)?(?:好|完美|棒|满意|赞|爽|方便)"
    rf"|(?:能不能|能否|可不可以|可否|可以不可以|是不是可以|是否可以|能不能够){_POLITE}(?P<ask>{_REST})"
    rf"|(?:什么时候|啥时候|何时|几时)(?:才)?(?:能|可以|会)?(?P<when>(?:再)?(?:出|上|返|补|推|有|做|恢复|回归){_REST})"
    rf"|(?:跪求|求|坐等|蹲|等一个|等着|催)(?:你们|官方|厂家)?(?P<beg>(?:一个|个)?(?:增|出|返|上新|上架|补货|加|推|复|做|回归|改){_REST})"
    rf"|(?<!不)(?:好想|想要|想|要)(?:一?个|一款)?(?P<want>(?:无|低|少|不加|没有|更|小|大|带|一个|一款|个)"
    rf"[^,。!?;\n…~]{{1,20}}(?:的|版|版本|款|装|口味|味)(?![a-z一-龥]))"
    rf"|(?:怎么|为什么|为啥|为何|干嘛|何不)(?:还)?不(?P<whynot>(?:出|做|推|加|改|搞|用|设计|生产|考虑){_REST})"
    rf"|(?:应该|应当|可以考虑|不妨|考虑)(?P<should>(?:出|加|改|换|增|减|推|做|多|少|再|把|降|用|配|提高|设){_REST})"
    rf"|(?P<more>[^,。!?;\n…~]{{1,12}}能(?:不能)?(?:再|更|多|少)[^,。!?;\n…~]{{1,12}})吗"
    r"|(?P<were_so>[^,。!?;\n…~\s]{2,20}?)(?:那?就|会)(?:更|最)?(?:好|完美)了(?!没)"
    r"|(?P<some>[^,。!?;\n…~\s]{1,8}再[^,。!?;\n…~\s]{1,8}[点些])(?=[,。!?;\n…~]|吧|$)"
    r"|(?P<make>(?:给[^,。!?;\n…~\s]{1,6})?出(?:个|一?款|点)[^,。!?;\n…~\s]{2,14})吧"
    r"|(?<!特)(?:(?:好|很|特别|真)?想(?:看到|吃到|喝到|用到|买到))(?P<see>[^,。!?;\n…~\s]{2,20})"
    r"|(?P<only_not>(?:别|不要)(?:只|光|老)(?:做|出|卖|有)[^,。!?;\n…~\s]{1,12})"
    rf"|(?:please|pls|plz|kindly)\s(?P<please>(?!note|be aware|don't buy|beware|read)[^,.!?;\n]{{4,60}})"
    r"|(?<![a-z])(?:(?:i|we|i'd|we'd)?\s?(?:really\s|just\s)?(?:wish|hope)(?!\s(?:this|i|we|my|he|she))(?:\s(?:that|they|it|there|you|the company))*"
    r"(?:\s(?:would|will|could|can|came|come|was|were|had|made|make|be|make it|sold|offered))*)\s(?P<en_wish>[^,.!?;\n]{3,60})"
    r"|(?:would|i'd|we'd|'d)\s(?:really\s|absolutely\s)?(?:love|like|appreciate)(?:\sto\s(?:see|have|buy|get))?(?:\sif\s(?:they|you|it)(?:\s(?:could|would|made|had|came))?)?\s"
    r"(?P<love>[^,.!?;\n]{4,60})"
    r"|(?:you|they|company|brand|makers?)\s(?:guys\s)?(?:really\s)?(?:should|need to|ought to|could)\s(?:consider\s|just\s|really\s)?"
    r"(?P<en_should>(?:add|make|offer|sell|bring|come|include|change|use|put|reduce|release|switch|improve|go back|lower|have|create|get rid)[^,.!?;\n]{3,60})"
    r"|(?:needs|it needs|could use|should have|should come (?:in|with))\s(?P<needs>(?:a|an|more|less|to|better|smaller|larger|bigger)\s[^,.!?;\n]{3,50})"
    r"|(?:can|could) you (?:guys )?(?:please )?(?P<can>[^,.!?;\n]{4,60})|why (?:not|don't (?:they|you)) (?P<en_whynot>[^,.!?;\n]{4,60})"
    r"|(?:would be|it'd be) (?:so |even |really )?(?:nice|great|better|perfect|awesome|good) (?:if|to have|with)(?: (?:they|it|you|there))?(?: (?:had|came|were|was|made|could|would|offered|sold))*\s"
    r"(?P<nice>[^,.!?;\n]{4,60})"
    r"|if only (?:it|they|there|you)?(?: (?:had|came|were|was|made))*\s?(?P<only>[^,.!?;\n]{4,60})"
    r"|(?<![a-z])(?P<bring>bring back [^,.!?;\n]{3,40})"
)
_KOREAN = re.compile(
    r"(?:으면|면|았으면|었으면|였으면|했으면|됐으면|으면은)\s?(?:더\s|정말\s|진짜\s|참\s)*(?:좋겠|좋을|완벽)"
    r"|(?<=[가-힣])\s?(?:주세요|주시면|주시길|주셨으면|줬으면|주면|주실|바랍니다|바라요|바래요|부탁)"
    r"|(?:나왔으면|있었으면|했으면)(?!\s?좋)"
)
# Of instructions and thanks, not wishes: 참고해주세요.
_KOREAN_OTHER = re.compile(
    r"(?:참고|조심|감안|확인|기억|많이|사|구매|추천|고려해서\s구매)해?\s?$|주의"
)
_PARTICLES = " 吧呢啊哦呀啦了哈嘛吗~的话謝谢"
_EN_END = re.compile(r"\s(?:but|because|so that|since|though|thanks|again)\s.*$")
_ASKED_LATE = re.compile(r"(?:就|会|那)?(?:更|最)?(?:好|完美)(?:了|些)?$")


def find(text: str, clauses: Sequence[Span]) -> Iterator[Named]:
    """Wishes in order, none inside another; the span holds what is wished for."""
    for match in _WISH.finditer(text):
        yield from _named(text, *match.span(match.lastgroup or 0))
    if "면" in text or "주" in text or "바" in text or "부탁" in text:
        yield from _korean(text, clauses)


def _korean(text: str, clauses: Sequence[Span]) -> Iterator[Named]:
    """A wish ends with its verb: it reaches from the clause's start to there."""
    done = 0
    for match in _KOREAN.finditer(text):
        start = max([done, *(span.start for span in clauses if span.start < match.start())])
        if start < done or _KOREAN_OTHER.search(text, start, match.start()):
            continue
        yield from _named(text, start, match.end())
        done = match.end()


def _named(text: str, start: int, end: int) -> Iterator[Named]:
    wished = _ASKED_LATE.sub("", _EN_END.sub("", text[start:end]))
    wished = wished.rstrip(_PARTICLES)
    blanks = len(wished) - len(wished.lstrip())
    if len(wished) - blanks >= 2:
        yield Named(
            type="wish",
            value=wished.strip(),
            start=start + blanks,
            end=start + len(wished),
        )
