"""What sounds like a wish and gives a maker nothing to make, in cleaned, lower-case, folded text.

Written from the gold dev texts, the training splits of semeval2019_task9a, jd_phone_stream_zh and
zhijiang_ecom_absa, and our own samples.
"""

import re

_SHOPPER = (
    "大家|各位|姐妹|朋友|亲们|买家|消费者|读者|网友|后来者|想买的?|要买的?|准备买"
    "|购买的|入手的|后面的人|小伙伴|宝子"
)
_ADVICE = re.compile(
    rf"(?:建议|劝|推荐|提醒|奉劝)[^,。!?;\n]{{0,8}}(?:{_SHOPPER})"
    rf"|(?:{_SHOPPER})[^,。!?;\n]{{0,6}}(?:建议|别|不要|慎|可以|注意)"
    r"|(?:建议|最好|劝)(?:你|您|都|还是|可以|直接|先|一定|千万|自己|趁|在|个人)*"
    r"(?:别买|不要买|不买|慎|谨慎|买|购买|入手|下单|囤|试|去|选|配(?!个|一)|搭配|冷藏|"
    r"冰|冷冻|空腹|饭后|凉了?吃|热了?吃|蘸|看看|考虑一下|网购|绕|观望|等活动|使用)"
    r"|(?:建议|最好)[^,。!?;\n]{0,10}(?:的(?:人|朋友|同学|宝宝|妈妈)|党)(?:可以|先|就|"
    r"别|不要|还是)?"
    r"|不(?:建议|推荐)|(?:值得|强烈|非常)推荐|慎买|慎入|避雷|别踩|不要踩"
    r"|(?:建议|最好)(?:自己|自行|另外|再|先)*(?:加装|加固态|加根|配个?散热|另配|买个)"
    r"|如果(?:你|您)?(?:玩|是)[^,。!?]{0,8}建议"
    r"|(?:suggest|recommend|advise|urge)s?\s(?:that\s)?(?:(?:you|everyone|anyone|peopl"
    r"e|buyers|others|folks)\s(?:to\s)?(?:skip|buy|get|avoid|try|don't|not|look|go|wai"
    r"t|read|check|use|stay)|skip|buying|getting|avoid|trying|it\b|this\b|going|waitin"
    r"g)"
    r"|(?:you|buyers|everyone|anyone)\s(?:guys\s)?(?:should|might want to|need to|may "
    r"want to|better)\s(?:try|buy|get|skip|avoid|check|look|wait|read|download|not|nev"
    r"er|go|stay)"
    r"|(?:please|pls)\s(?:don't|do not|dont|never)\s(?:buy|waste|download|get)"
    r"|(?:don't|do not) (?:buy|waste)|save your money|stay away|look elsewhere"
    r"|추천(?:해|합|드|하)|사지\s?마|비추|드셔\s?보세요|써\s?보세요|사세요|구매하세요"
    r"|참고하"
)
_PRAISE = re.compile(
    r"(?:希望|期待|望|愿|祝)[^,。!?;\n]{0,12}?(?:继续|再接再厉|一直|越来越|越做越|越办"
    r"越|保持|更上一层|做大做强|生意兴隆|加油|再创|不忘初心|一如既往|坚持下去|更好的?("
    r"?:产品|发展|未来)?$)"
    r"|再接再厉|继续(?:保持|努力|加油)|一如既往|越(?:来|做|办|卖)越好"
    r"|do?n't (?:ever )?(?:change|stop making)|keep (?:it up|up the|going|making)"
    r"|keep doing|(?:最好|更好)的(?:国产|品牌)"
    r"|번창|변치\s?말|계속\s?(?:이렇게|유지|만들어)|初心不变"
)
_LUCK = re.compile(
    r"(?:希望|但愿|期待|望)[^,。!?;\n]{0,10}?(?:不是|别是|只是|没问题|没有问题|不要坏|"
    r"别坏|不坏|不要出|别出(?!现)|不出|用久|用得?久|用的|时间(?:长|久)|多用|耐用|能用|"
    r"寿命|有效|管用|有用|好用|好运|顺利|成功|正品|不负|不要(?:失望|让我)|喜欢|早日(?:"
    r"到|收)|快点到|尽快(?:到|收)|能瘦|变白|长出|不会|不要太(?:差|坑)|能撑|稳定|坚挺|"
    r"给力|有好|好起来|值得)"
    r"|集腋成裘|(?:希望|期待|但愿)[^,。!?;\n]{0,10}?(?:没啥|没什么|用得好|质量(?:能)?好|跟得?的?上"
    r"|好的?表现)"
    r"|(?:还在看|待观察|还没(?:用|试)|还不知道|不知道)[^。!?;]{0,6}(?:希望|期待|但愿)"
    r"|hope(?:fully)?\s(?:it|this|they|that|the\s\w+)\s(?:will\s)?(?:last|work|hold|ar"
    r"riv|help|get|stay|isn't|doesn't|don't|won't|is|be|taste)"
    r"|i hope (?:i|we|my|to|so)|希望(?:我|自己|宝宝|孩子|他|她|老公|妈妈|爸爸|老人)"
    r"|오래\s?쓸|오래\s?갔으면|고장\s?안\s?나|효과\s?있었으면|잘\s?쓰길"
)
_REDRESS = re.compile(
    r"退(?:货|款|钱|换|掉|还|差)|换货|赔|补(?:发|寄|一张|差价)|发票(?!功能)"
    r"|(?:个|的|下|给)(?:解释|说法|交代|答复)|解释一下"
    r"|(?:联系|回复|答复|处理|解决|核实|查一下|查清|检测|鉴定|催)(?:一下|下|我|吗|$|问"
    r"题|此|这)|尽快(?:发|处理|解决|回)|快点发|投诉|打假|工商"
    r"|refund|(?:send|sent|ship) me\s|give me (?:my|back|a (?:new|replacement))"
    r"|replace (?:mine|it|this)|contact me|reply to|get back to me"
    r"|my (?:money|order)\b|look into|(?:please|pls) help"
    r"|환불|교환\s?(?:해|부탁|좀)|보상|연락\s?(?:주|좀|부탁)|답변|재발송|다시\s?보내"
)
# Told to vent, not to ask: 能不能走点心, 要点脸行吗.
_VENTED = re.compile(
    r"走(?:点)?心|要(?:点)?脸|良心|任性"
    r"|(?:别|不要|不再)(?:再)?(?:坑|骗|欺|忽悠|糊弄|搞笑|消费)|被坑|上当|公德心"
    r"|能不能(?:行|好好)|倒闭|下架吧|建材市场|口香糖版|问问老顾客|笑话|恶心|垃圾"
    r"|什么玩意|为什么不(?:能|会|行|去死)"
    r"|带我去看看|就不能(?:不|别)|shame|get a life|learn (?:how )?to|양심|정신\s?차"
)
# A question, or a thing that is there already and praised.
_TOLD = re.compile(
    r"早知道?|送了|附送|赠送了|(?:也|还)送|已经(?:有|出|加|支持)|终于(?:有|出|等到)|期待已久"
    r"|(?:没|辜)负期待|满怀期待|期待(?:的|中的|了|值|已)|麻烦[事了的]"
    r"|(?:怕|嫌|很|挺|太|有点|好|不)麻烦|最好(?:的|吃|用|看|喝)(?!.*(?:能|再|更))"
    r"|不(?:知道?|晓得|清楚)[^,。!?;]{0,8}(?:能不能|可不可以|能否|会不会)|又麻烦|感觉应该|考虑(?:到|了|换|买|要|入|退|再)|不(?:敢)?要求|总不能"
    r"|how (?:do|can|to) (?:i|we|you)"
    r"|is (?:there|it) any (?:way|option) to (?:restore|recover)|glad"
    r"|thank you for adding|finally (?:added|have|has|got)|love that"
    r"|i (?:like|love) (?:the|how|that)|\bwas able to"
)

# The words for wishing and no word for what: PLEASE, 就更完美了, 提个建议哈.
_EMPTY = re.compile(
    r"^[^\w]*(?:(?:那|这样|一下|一个|那么)*(?:please|pls|plz|希望|(?:提|给)(?:个|点|一?些|点儿?)*小?建议"
    r"|(?:就|会|那就|就会)?更?(?:好|完美|棒|满意|好用|方便)了?|부탁(?:드려요|드립니다|해요)?|제발)"
    r"[吧哈啦呢呀哦,.!~\s]*)+[^\w]*$"
)
# It is better than it was: 做工更好了. With 就, 会, 要是, 加, … it is wished.
_BETTER_NOW = re.compile(
    r"^(?!.*(?:就|会|能|要是|如果|若|希望|再|将|最好|应该|可以|该|送|配|加|有|换|改|出)).*"
    r"更(?:好|棒|完美|方便)了$"
)

_REFUSED = (
    ("names nothing", _EMPTY),
    ("told, not asked", _BETTER_NOW),
    ("advice to shoppers", _ADVICE),
    ("praise", _PRAISE),
    ("a hope for luck", _LUCK),
    ("redress for one person", _REDRESS),
    ("vented, not asked", _VENTED),
    ("told, not asked", _TOLD),
)


def refused(before: str, said: str) -> str | None:
    """Why nothing can be made of it, or None. ``before`` holds words for asking that lead it in."""
    for because, pattern in _REFUSED:
        found = pattern.search(before + said)
        if found and found.end() > len(before):
            return f"{because}: {found[0]}"
    return None


def asks_redress(text: str) -> bool:
    """Whether a clause asks that something be put right: 空调不制冷希望厂家处理."""
    return _REDRESS.search(text) is not None


# Words for asking a maker: what a model took for a suggestion is one only beside these.
ASKED = re.compile(
    r"希望|期待|期盼|盼望?着|恳请|建议|最好|(?<![主只重需])要是|如果|假如|若|能不能|能否|可不可以"
    r"|可否|什么时候|啥时候|何时|几时"
    r"|(?<![要需追寻苛征力请])求(?!助|解|知)|坐等|蹲|许愿|等一个|好想|想要|怎么不|为什么不|为啥不|为何不|干嘛不|何不"
    r"|应[该当](?:最起码|至少|也|再|都)?(?:有[个一]|给|送|加|改|出|设|增|提供|配|多|标配|把|换|做|附|直接|在)|可以(?:考虑|出|加|做|改|换|增|再|多)|不妨"
    r"|就(?:更)?(?:好|完美)|更(?:好|完美|棒|满意)了|会更(?:好|方便|完美)|就.{0,4}满分"
    r"|(?:出|(?<!完)整(?!个(?!.*(?:吧|呗|嘛|撒|啊)))|搞|弄|来|做|加|换|给(?!.{1,6}(?:评|赞|星|分)))(?:个|点|一?款|一个|一?些|成|大|小).{1,12}(?:吧|"
    r"呗|嘛|行不|好不|伐|啊|$)"
    r"|安排上|(?:能|再|多|少).{1,10}[点些](?:就|吧|吗|会|更|$)"
    r"|(?:再|多|少).{1,8}[点些]$|需要(?:改|加|增|优|完善|提)|有待|别(?:再|把|只)|换回"
    r"|改回|恢复|做回|等.{2,8}等"
    r"|(?:不行|不好)(?:吗|么)|不能(?:再|也|多)[^,。!?;\n]{1,10}(?:吗|么)|好歹(?:也|给|用|送|加|放)"
    r"|pleas+e+|\bpls|\bplz|\bwish|\bhope"
    r"|would (?:also |really )?(?:be|love|like|prefer|appreciate)"
    r"|\bbe nice (?:if|to)|better if"
    r"|\bif (?:it|they|you|there|only)(?: \w+)? (?:had|have|has|could|can"
    r"|add\w*|supported|made|were|was|is added)\b|(?:stars?|perfect|better)\b.{0,40} if\b|is added"
    r"|\bcan (?:u|ya?ll|we|they)\b|waiting for|\ba request\b|would make it"
    r"|(?:downside|complaint|gripe|issue|problem|drawback)s? (?:\w+ ){0,3}?(?:is|are|being)\b"
    r"|still (?:isn'?t|no)\b|^(?:and |also |but )*(?:a bunch |lots )?more |need for"
    r"|doesn'?t have an?\b|would you be able|can'?t believe there"
    r"|'d (?:love|like)|should|could (?:use|you|add|be)|can you"
    r"|\bneeds? (?:to|a|an|more|some|dark|better|new|custom"
    r"|ability|other|\w+ (?:can|support))\b|we need|if only|bring back|come back"
    r"|is it possible to (?:add|get|make|have)"
    r"|needs? (?:improvement in|\w+ (?:mode|support|option|version))|needed to have"
    r"|i want \w+ to (?:include|add|have|support)|^(?:the )?ability to"
    r"|only thing (?:missing|i|it)|missing|lack(?:s|ing)?\b|no (?:option|way) (?:to|for)"
    r"|why (?:not|no|can't|don't)|why isn't"
    r"|^(?:add|allow|make|support|provide|enable|include|give|let|create|implement|bri"
    r"ng|offer|put|just add|maybe add|also add|try adding)\s"
    r"|면\s?(?:더\s|정말\s|진짜\s|참\s)*(?:좋|완벽)|주세요|주시|줬으면|바랍니다|바라"
    r"|바래|부탁|나왔으면|있었으면|했으면|필요"
)

# Of a clause that names a flavour: it is wanted, whatever a model took the clause for.
WANTED = re.compile(
    r"(?:什么时候|啥时候|几时|何时|多久)[^,。!?;\n]{0,8}?(?:安排|上|出|有|整|搞)"
    r"|有没有[^,。!?;\n]{0,8}?(?:的|味)|有在研发"
    r"|(?:搞|出|来|上|安排|做|弄)(?:个|点|一?款|一个)[^,。!?;\n]{0,14}(?:嘛|吧|呗|嘞|"
    r"撒|的$|味$)|许[^,。!?;\n]{0,2}愿"
    r"|(?:还|咋|怎么|为什么|为啥|为何)[^,。!?;\n]{0,3}不(?:出|安排|上|做)|不安排"
    r"|唯独缺|(?:就|还|只)缺(?:个|一?款|一个)|看过来|催[^,。!?;\n]{0,8}出"
    r"|期待[^,。!?;\n]{0,6}(?:款|味|口味)"
    r"|출시|나오면|만들어\s?주|내\s?주세요|when (?:will|are) you|\bwish\b|bring back"
    r"|would love|should make|please (?:make|do|add)"
)
