"""Keyboard mash, padding, the same words over and over; copied filler is in fillers."""

import re
from itertools import pairwise

from voc.text.flags import fillers
from voc.text.flags.lexicon import Lexicon, letters, listed, weight
from voc.text.opened import Opened

_MOST_LETTERS = 400  # mash and padding are short; longer texts are looked at from their start

_ROWS = {
    letter: (row, column)
    for row, keys in enumerate(("qwertyuiop", "asdfghjkl", "zxcvbnm"))
    for column, letter in enumerate(keys)
}
_DIGITS = re.compile(r"\d+")
_LATIN_WORD = re.compile(r"[a-z]+")
_WORD = re.compile(r"[a-z]+|[ㄱ-ㅣ]+|[^\W\d_a-zㄱ-ㅣ]+")
_JAMO_RUN = re.compile(r"[ㄱ-ㅣ]{4,}")
_FEELING = frozenset("ㅋㅎㅠㅜㅡㅇㄱㅅㄷㅊ")  # laughter, tears, thanks, a nod
_LAUGHING = frozenset("haeilo")
_VOWELS = frozenset("aeiouy")
_TO_AND_FRO = 3  # steps between keys that lie side by side
_KNOWN_WORDS = frozenset({"property", "typewriter"})

# What Chinese typists get when they strike the home row: syllables of a, s, d, f, g, h, j, k, l.
_HOME_ROW = frozenset(
    "旦世始界姐借届戒阿啊爱安暗按岸傲奥澳撒萨洒塞赛伞散色森杀沙啥傻闪善少烧绍社设射谁身深什神生声省胜失师诗施十时识实食史使始是市事势视试"
    "收手首受书输叔熟属数刷双水说思斯私死四似搜苏俗素速算虽随岁孙所索圣士式室释司丝士诉打大达答带代待袋但当到道得的地灯等低底点电定订"
    "掉丢东冬动都斗读度短段断对队多夺弟帝第敌迪滴蒂发法范饭方房放飞非费分份丰风封疯佛夫服福府付复副父富否反犯翻防仿纺芳粉奋烦返泛"
    "梵芬顿给个各根跟更工公功共股骨故顾瓜刮关官管光广规鬼国果过够固归该改盖干敢刚港高搞告哥歌格哈海害含汉和河合黑后候呼湖虎护花华化画话"
    "怀欢环回会混活火货获或恍惚红几机积基及级极急集己记技际季济继加家价假架间件见建江将讲交角脚教接街节结解今金进近经京精景静究九酒就具"
    "据决觉军健看开康考科可克客课空口苦况款狂昆困扩拉来啦兰浪老乐类理里力立利联连脸练"
)
_MASH = re.compile(
    r"阿斯[顿蒂达]|阿三大|啊实打|大苏打|撒旦|撒大[声苏]|范德萨|士大夫|发给[发和]|水电费"
    r"|规范化[股规]|股份和|撒地方|撒的发|发生地方|发的撒|第三方[士是发]"
    r"|电放费|更好[就和]|法国红酒|梵蒂冈|红红火火恍|恍恍惚惚红|发顺丰|爱上[的大对]|奥术大师|阿萨德"
    r"|的说法是"
)
_JUDGING = re.compile(r"[好很快贵坏还吃]|不错|一般")

_PADDING = Lexicon(
    listed("""
    测试 测 试 test testing 1 2 3 123 凑 凑字 凑字数 凑个字数 凑够 凑满 凑数 字数 字数不够 不够 够
    够了 够了没 够了没有 没有 没 十五 15 二十 20 十 10 八 六 个 字 个字 字儿 才能 评价 才 能 提交
    随便 写写 写 随便写写 打字 打 点字 再来 一点 一些 怎么办 还 还差 差 几个 多少 为了 为 拿 领 赚
    得 积分 京豆 豆 豆子 金币 淘金币 淘气值 任务 做任务 完成 就 行 行了 好了 了 吧 的 要求 必须
    必填 要 满 水 灌水 纯属 以上 以下 省略 此处 复制 粘贴 啊 呀 哈 呵 嗯 哦 呢 是 我 在 这 是在
    就是 只是 懒得 不知道 说 说什么 什么 啥 不知道说什么 不知道写什么 无话可说 系统 非要 让 我写
    不 不行 至少 最少 少 多 字以上 评论 글자수 글자 수 채우기 채우기용 채우는 중 채웁니다 채워요
    포인트 때문에 받으려고 쓰는 리뷰 용 최소 자 이상 써야 해서 아무말 아무 말 의미없는 padding
    filler words character characters minimum count limit to reach the just for points need more
    text blah filling fill space required is this a i so it
""")
)
_PADDED = Opened(
    "测试|test|凑|字数|够|随便写写|打字|为了|拿|领|赚|就是为|글자|채우|포인트|minimum|character|blah|filler",
    r"测试测试|^test|凑[够满]?.{0,3}字|凑数|字数不|(?:字数){2}|够.{0,2}字|随便写写|打字"
    r"|(?:为了|拿|领|赚|就是为).{0,3}(?:京豆|豆子|积分|金币)"
    r"|글자\s?수|채우|포인트\s?(?:때문|받으)|minimum (?:character|word)"
    r"|character (?:limit|count|minimum)"
    r"|blah|filler",
)

# One unit this often is no emphasis any more ("太差了太差了太差了" is).
_MIN_TIMES = 3
_MIN_UNIT_TEXT = 9
_MIN_REPEATED = 7  # of one letter
_LAUGHTER = frozenset("哈呵嘻嘿啊ㅋㅎㅠㅜhw6")
_EMPHASIS = 6  # times, of units of one to four letters: "재밌다 재밌다 재밌다" is one
_WORD_WEIGHT = 4
# Who fills a box says something nice. A longer sentence without praise is said again in anger, or
# is worth reading once.
_PRAISE = re.compile(
    r"[好赞棒香甜美优爽酷快值牛鲜]|不错|满意|喜欢|推荐|可以|给力|性价比|实惠|便宜|划算|支持|正品"
    r"|信赖|放心|舒适|舒服|适合|方便|够用|좋|조아|최고|맛있|재밌|재미있|강추|추천|만족|굿|짱|대박"
    r"|good|nice|love|great|best|perfect|awesome|excellent|thank"
)
# A complaint or a wish said many times is still one, and nobody pads with it.
_HEARD = re.compile(
    r"不(?![错会])|没(?!得说|话说)|[无漏苦冷硬痒痛碎裂差烂贵慢坏假骗丑臭滚退死破]|一般|问题|怎么"
    r"|垃圾|失望|后悔|恶心|坑|希望|建议|投诉"
    r"|[霉虫脏毒吐疼馊腥腻烫伤肿贱]|异味|有味|过期|变质|拉肚|腹泻|过敏|脸红|发红|恶劣|欺负|退[款货钱]"
    r"|召回|太[甜咸淡酸辣油干软湿大小少薄厚吵]"
    r"|滥|鄙视|无语|返修|二手"
    r"|최악|별로|쓰레기|허접|노잼|잼없|재미없|지루|낚였|짜증|곰팡이|벌레|늦|환불|교환|불량|고장|실망|후회|비싸|배탈|아파"
    r"|bad|worst|terrible|awful|trash|please|refund|leak|mold|mould|stale|rotten|expired|broke|sick"
    r"|not|(?:do|does|did|ca|wo|is)n'?t|never|waste|hate|disappoint|allerg|crash"
)
_WALKS = re.compile(r"(?:[a-z]{3,}[0-9]+){2,}")
_NUMBERING = re.compile(r"一二三四五六|甲乙丙丁|abcdefg|가나다라마")


def because(text: str) -> str | None:
    """Why ``text`` says nothing; None where it may."""
    head = text[:_MOST_LETTERS]
    plain = letters(head)
    for reason in (
        _no_words(head, plain),
        _repeated(plain),
        _padding(head, plain),
        _mash(head, plain),
    ):
        if reason is not None:
            return reason
    return fillers.because(text)


def _no_words(text: str, plain: str) -> str | None:
    """Digits or points alone; emoji, "666" and "!!!" are signs of feeling."""
    if plain and not plain.isdigit():
        return None
    emoji = [sign for sign in text if ord(sign) >= 0x2600]
    if not plain and len(emoji) >= _MIN_UNIT_TEXT and len(set(emoji)) == 1:
        return f"says one thing over and over: {len(emoji)} times {emoji[0]}"
    if plain:
        return (
            f"digits alone: {plain[:12]}"
            if len(plain) >= 5 and set(plain) not in ({"6"}, {"8"})
            else None
        )
    points = sum(sign in ".。,，、;；:：…·*#/\\-=+_|~`'\"" for sign in text)
    if points >= 3 and points == len(text.replace(" ", "").replace("\n", "")) and "^" not in text:
        return "points alone"
    return None


def _repeated(plain: str) -> str | None:
    size = len(plain)
    if size < _MIN_REPEATED or len(set(plain)) * _MIN_TIMES > size:
        return None
    period = _period(plain)
    unit, times = plain[:period], size // period
    few = len(set(plain)) * 4 <= size  # "上下上下左右左右" and again
    if times < _MIN_TIMES and not (times >= 2 and few):
        return None
    if size < _MIN_UNIT_TEXT and (period > 1 or _LAUGHTER.issuperset(unit)):
        return None
    if _HEARD.search(unit) or _is_emphasis(unit, times):
        return None
    return f"says one thing over and over: {times} times {unit[:20]}"


def _is_emphasis(unit: str, times: int) -> bool:
    """Whether ``unit`` was meant each of the ``times``, not only written to be longer."""
    if weight(unit) > _WORD_WEIGHT:
        return times >= _MIN_TIMES and not _PRAISE.search(unit)
    return times < _EMPHASIS and not _walks(unit)


def _period(text: str) -> int:
    """The length of the shortest unit that ``text`` repeats, the last time perhaps cut; linear."""
    borders = [0] * len(text)
    length = 0
    for at in range(1, len(text)):
        while length and text[at] != text[length]:
            length = borders[length - 1]
        length += text[at] == text[length]
        borders[at] = length
    return len(text) - borders[-1]


def _padding(text: str, plain: str) -> str | None:
    sign = _PADDED.search(text)
    if sign is None or len(plain) < 3:
        return None
    if _PADDING.words(text, most_rest=0.2 * weight(text)) is None:
        return None
    return f"writes to fill the box: {sign[0]}"


def _mash(text: str, plain: str) -> str | None:
    numbering = _NUMBERING.search(plain)
    if numbering and 8 <= len(plain) <= 4 * len(numbering[0]) and not _JUDGING.search(plain):
        return f"counts: {numbering[0]}"
    mashed = [word for word in _LATIN_WORD.findall(text) if _struck(word)]
    mashed += [
        run for run in _JAMO_RUN.findall(text) if not _FEELING.issuperset(run) and len(set(run)) > 2
    ]
    if mashed and _is_most(mashed, text):
        return f"struck at random: {mashed[0][:12]}"
    if _WALKS.fullmatch(plain) and all(map(_walks, _LATIN_WORD.findall(plain))):
        return f"struck at random: {plain[:12]}"
    return _mashed_han(_LATIN_WORD.sub("", plain), bool(mashed))


def _is_most(mashed: list[str], text: str) -> bool:
    """Whether little stands beside ``mashed``, and no complaint that it only fills up."""
    if weight("".join(mashed)) * 2 <= weight(_DIGITS.sub("", text)):
        return False
    struck = frozenset(mashed)
    words = (word for word in _WORD.findall(text) if word not in struck)
    return not any(map(_HEARD.search, words))


def _struck(word: str) -> bool:
    if len(word) < 6 or word in _KNOWN_WORDS or _LAUGHING.issuperset(word):
        return False
    steps = [_near(a, b) for a, b in pairwise(word) if a != b]  # "goooood" is stretched
    # "hmmmmm" has one step, "jjjjkkkkjjjj" goes to and fro.
    if sum(steps) >= 0.8 * len(steps) and (len(set(word)) > 2 or len(steps) >= _TO_AND_FRO):
        return True
    if not _VOWELS & set(word) and len(set(word)) > 3:
        return True
    return len(word) >= 9 and _period(word) * 3 <= len(word)


def _near(a: str, b: str) -> bool:
    row, column = _ROWS[a]
    other, at = _ROWS[b]
    return row == other and abs(column - at) <= 1


def _walks(word: str) -> bool:
    """Whether every key lies beside the one before."""
    if len(word) < 3 or not _ROWS.keys() >= set(word):
        return False
    return all(a != b and _near(a, b) for a, b in pairwise(word))


def _mashed_han(plain: str, suspected: bool) -> str | None:
    if len(plain) < 8 or not _HOME_ROW.issuperset(plain):
        return None
    if _JUDGING.search(plain) or _HEARD.search(plain):
        return None
    mark = _MASH.search(plain)
    if len(set(plain)) < 3:  # "哈哈哈哈", "啦啦啦啦": stretched, not struck
        return None
    if mark is None and not suspected and len(set(plain)) > 0.6 * len(plain):
        return None
    return f"struck at random: {plain[:12]}"
