"""Poems, news and lessons pasted where a review should stand."""

import re

from voc.text.flags.lexicon import letters

# The first words of what people paste most; poems of old, none of them a living author's.
_KNOWN = re.compile(
    r"床前明月光|疑是地上霜|春眠不觉晓|处处闻啼鸟|白日依山尽|黄河入海流|欲穷千里目|锄禾日当午"
    r"|汗滴禾下土|鹅鹅鹅曲项向天歌|曲项向天歌|离离原上草|一岁一枯荣"
    r"|明月几时有|把酒问青天|滚滚长江东逝水|浪花淘尽英雄|大江东去浪淘尽|千古风流人物"
    r"|两个黄鹂鸣翠柳|一行白鹭上青天|朝辞白帝彩云间|千里江陵一日还"
    r"|飞流直下三千尺|日照香炉生紫烟|红豆生南国|春来发几枝|慈母手中线|游子身上衣|少小离家老大回"
    r"|清明时节雨纷纷|停车坐爱枫林晚|远上寒山石径斜"
    r"|月落乌啼霜满天|独在异乡为异客|千山鸟飞绝|松下问童子|空山不见人|君不见黄河之水天上来"
    r"|将进酒杯莫停|人生若只如初见|众里寻他千百度"
    r"|关关雎鸠|蒹葭苍苍|采菊东篱下|国破山河在|好雨知时节|会当凌绝顶|故人西辞黄鹤楼|劝君更尽一杯酒"
    r"|秦时明月汉时关|葡萄美酒夜光杯|碧玉妆成一树高"
    r"|寻寻觅觅冷冷清清|怒发冲冠凭栏处|春花秋月何时了|问君能有几多愁|无言独上西楼|枯藤老树昏鸦"
    r"|小桥流水人家|北国风光千里冰封|人之初性本善|天地玄黄宇宙洪荒"
    r"|赵钱孙李周吴郑王|学而时习之|道可道非常道|臣本布衣|先帝创业未半|庆历四年春|山不在高有仙则名"
    r"|落霞与孤鹜|豫章故郡|横看成岭侧成峰|水光潋滟晴方好"
    r"|轻轻的我走了|从前有座山山里有座庙|小白兔白又白|小燕子穿花衣"
    r"|동해물과백두산|나보기가역겨워|죽는날까지하늘을|loremipsumdolorsitamet|quickbrownfox"
    r"|tobeornottobe"
    r"|onceuponatime|twinkletwinkle|shalicomparethee|fourscoreandseven"
)
_NEWS = re.compile(
    r"本报讯|新华社|新华网|央视新闻|中新社|中新网|人民日报|记者(?!证)|通讯员|据[^,。\n]{2,8}报道"
    r"|据悉|新闻发布会|发布会|国务院|省委|市委|市政府|总书记|主席|代表大会|外交部|发言人"
    r"|同比|环比|百分点|气象台|预报|东北风|西北风|东南风|西南风|最高气温|最低气温|股市|沪指|收盘"
    r"|央行|联储|选举|出席|会议|讲话|讯\b"
    r"|기자\s?=|연합뉴스|국무회의|정부는|대통령|밝혔다|전했다|발표했다|의결|기상청"
    r"|reuters|associated press|told reporters|spokes(?:man|woman|person)|according to officials"
    r"|prime minister|parliament|the government|shares (?:rose|fell)"
)
_LESSON = re.compile(
    r"发源于|流经|全长|流域|面积|人口|位于|公里|海拔|首都|省会|盆地|高原|平原|公元|世纪|王朝|朝代"
    r"|是(?:世界|亚洲|中国|我国|全国)|第一大|第一长|最大的|之一"
    r"|学名|属于|哺乳|动物|植物|细胞|分子|原子|定理|定律|公式|三角形|等于|光合作用|地球|太阳系"
    r"|行星|经济学|哲学|马克思|文明|古国|起源于|简称"
    r"|은하|지구|인구|면적|세기|위치한|century|located in|population|capital of|planet|theorem"
    r"|species"
)
_SONG = re.compile(
    r"啦啦啦|嘿哟|哟嘿|噢噢|哦耶|嘟嘟|风吹|风儿|微风|雨落|细雨|山岗|月亮|月光|星星|星空|流星|黑夜"
    r"|白日|彼岸|岸|天涯|海角|远方|流浪|窗台|故乡|云朵|白云|蝴蝶|花开|花落|夕阳|炊烟|梦里|眼泪|唱"
    r"|歌"
    r"|la la la|oh oh oh|yeah yeah|moonlight|baby"
)
_SPEAKER = re.compile(r"[我俺咱]|\b(?:i|my|we)\b")
# Whoever writes one of these speaks of what was bought.
_GOODS = re.compile(
    r"[买卖购货吃喝退换穿洗书读屏]|作者|好看|好用|难用|不错|质量|效果|感觉|味道|口感|快递|物流"
    r"|包装|配送"
    r"|服务|客服|价格|便宜|正品|推荐|满意|喜欢|失望|垃圾|好评|差评|酒店|房间|手机|京东|淘宝|当当"
    r"|牛奶|动力|油耗"
    # News of goods is no filler, least of all of bad ones.
    r"|产品|品牌|食品|消费者|新品|召回|抽检|检出|超标|不合格|下架|投诉|曝光|无耻|黑心|[毒霉]"
    r"|배송|구매|상품|제품|포장|맛|좋|추천"
    r"|\b(?:bought|product|quality|shipping|buy|book|recommend|seller)\b"
)
# Whoever writes one of these beside a known line only quotes it.
_QUOTING = re.compile(
    r"[“”\"「『《很真]|书|印|茶|读|味|孩子|包装|意境|质量|不错|好看|好听|喜欢|非常|特别|环境|早餐"
    r"|入住|酒店|物流|快递|客服|发货|服务|价格|希望|建议|收到"
    r"|\b(?:my|bought|product|quality|love|nice)\b|포장|배송|좋"
)
_LINE = re.compile(r"[^,。!?;:、\n\s]+")
# Not in poems of old, but in every second sentence of today.
_TODAY = re.compile(
    r"[的了吗呢吧很这那们哦啊都贵真太]|就是|还是|有点|非常|不错|质量|物流|服务|速度|包装|发货|价格"
    r"|满意|卖家|宝贝|快递"
    r"|手机|屏幕|味道|好吃|新鲜|美食|小聚|比较|房间|设施|不要|没有"
)
_GENRES = (("news", _NEWS, 2), ("a lesson", _LESSON, 3), ("a song", _SONG, 3))
_MIN_LINES = 4
_MIN_WEIGHT = 20


def because(text: str) -> str | None:
    """Why ``text`` is copied from somewhere else; None where it may be a customer's own."""
    plain = letters(text)
    known = _KNOWN.search(plain)
    if (
        known is not None
        and _is_all(known[0], plain)
        and not _QUOTING.search(text)
        and not _GOODS.search(text)
    ):
        return f"copied: {known[0]}"
    if len(plain) < _MIN_WEIGHT:
        return None
    if _is_verse(text):
        return "verse: lines of one length in the language of old"
    if _GOODS.search(text):
        return None
    # Only songs say "I".
    for name, signs, least in _GENRES[-1:] if _SPEAKER.search(text) else _GENRES:
        found = list(dict.fromkeys(signs.findall(text)))
        if len(found) >= least:
            return f"reads like {name}: {', '.join(found[:3])}"
    return None


def _is_all(known: str, plain: str) -> bool:
    """Whether ``plain`` is little more than the ``known`` line, or all in the language of old."""
    return len(known) * 5 >= len(plain) or not _TODAY.search(plain.replace(known, ""))


def _is_verse(text: str) -> bool:
    if _TODAY.search(text):
        return False
    lines = _LINE.findall(text)
    if len(lines) < _MIN_LINES:
        return False
    size = len(lines[0])
    if len(frozenset(lines)) < _MIN_LINES:  # a cry, not a poem
        return False
    return size in (5, 7) and all(len(line) == size for line in lines)
