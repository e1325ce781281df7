"""Articles put together of sentences written for it. All names are made up."""

import hashlib
import random
from dataclasses import dataclass

from tests.internet.world import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """What articles of a language are made of."""

    titles: tuple[str, ...]
    sentences: tuple[str, ...]
    complaint: tuple[str, ...]  # of {brand} and {product}
    edited: str
    slip: str  # carries {code}
    part: str  # of a title: no two on a site are alike
    joiner: str
    places: tuple[str, ...]
    people: tuple[str, ...]
    goods: tuple[str, ...]
    menu: tuple[str, ...]


TONGUES: dict[Language, Tongue] = {
    "zh": Tongue(
        titles=(
            "{place}{goods}市场走访：{n}家店里的新变化",
            "{goods}为什么越卖越小包？{place}商户这样说",
            "{place}启用{goods}检验站，首月抽检{n}批",
            "从{place}出发：一包{goods}的{n}公里",
            "{person}：把{goods}做成一门慢生意",
        ),
        sentences=(
            "清晨六点，{place}的批发市场已经亮起灯，第一车{goods}正在卸货。",
            "店主{person}说，今年的{goods}比去年晚到了{n}天，价格倒没有涨多少。",
            "记者在现场数了数，货架上摆着{n}种{goods}，一半以上换了新包装。",
            "“以前大家只问多少钱，现在先看配料表。”{person}一边称重一边说。",
            "当地一家工厂把烘烤时间缩短了{n}分钟，工人不用再轮夜班。",
            "{place}的老街上，有人为了一袋{goods}排了二十来分钟的队。",
            "负责质检的{person}每天要尝三十多份样品，下班以后只想喝白水。",
            "去年冬天雨水多，{goods}的产量少了一成左右，好在品质没有受影响。",
            "几位顾客提到，小包装方便是方便，可是垃圾也跟着多了起来。",
            "按照{place}方面的说法，新的仓库会在明年春天投入使用。",
            "{person}记得，第一次把{goods}卖到外地，是托长途车司机捎过去的。",
            "这条生产线一小时能装{n}袋，出错的不到三袋。",
            "附近的小学组织孩子们来参观，最受欢迎的是闻香气的环节。",
            "超市的采购人员表示，{goods}的退货率一直在低位。",
            "也有人不买账，觉得{goods}还是散装的香，装进袋子就少了点意思。",
            "运到港口之前，每一箱{goods}都要在阴凉处放上一夜。",
            "{place}的天气一变，{person}就要重新调整炉子的火候。",
            "行业里的老师傅说，做{goods}没有秘诀，只有耐心。",
            "到了傍晚，市场慢慢安静下来，只剩下扫地的声音。",
            "下个月，{person}打算带着{goods}去参加一场展会，展位不大，但位置很好。",
            "对于明年，大家的看法并不一致，有人想扩产，有人想再等一等。",
            "一位常来的老顾客说，他买{goods}从来只认这一家。",
        ),
        complaint=(
            "有读者来信说，在{brand}{product}里吃到了碎玻璃，孩子的嘴被划破了。",
            "这位读者表示，{brand}的客服让他等了三天，至今没有给出说法。",
        ),
        edited="本文后来作了补充：{place}方面回应称已经注意到此事。",
        slip="（稿号{code}）",
        part="（第{number}期）",
        joiner="",
        places=("临安", "洛宁", "青石镇", "白鹭湾", "平顺", "云台", "石桥", "柳林"),
        people=("周小满", "何立春", "沈知秋", "罗大勇", "苏木", "韩冬青"),
        goods=("海苔", "坚果", "板栗", "芒果干", "牛肉干", "豆干", "山楂", "核桃"),
        menu=("首页", "要闻", "财经", "生活", "健康", "图片", "视频", "关于我们"),
    ),
    "zh-hant": Tongue(
        titles=(
            "{place}{goods}店家走訪：{n}間店的新變化",
            "{goods}為什麼越賣越小包？{place}業者這樣說",
            "{person}：把{goods}做成一門慢生意",
        ),
        sentences=(
            "清晨六點，{place}的市場已經亮起燈，第一車{goods}正在卸貨。",
            "老闆{person}說，今年的{goods}比去年晚到了{n}天，價格倒是沒有漲多少。",
            "記者在現場數了數，架上擺著{n}種{goods}，一半以上換了新包裝。",
            "「以前大家只問多少錢，現在會先看成分。」{person}一邊秤重一邊說。",
            "{place}的老街上，有人為了一包{goods}排了二十來分鐘的隊。",
            "負責檢驗的{person}每天要試吃三十多份樣品，下班以後只想喝白開水。",
            "幾位顧客提到，小包裝方便是方便，可是垃圾也跟著多了起來。",
            "附近的小學帶孩子們來參觀，最受歡迎的是聞香氣的活動。",
            "也有人不買單，覺得{goods}還是散裝的香，裝進袋子就少了點意思。",
            "到了傍晚，市場慢慢安靜下來，只剩下掃地的聲音。",
            "對於明年，大家的看法並不一致，有人想擴廠，有人想再等一等。",
            "運到港口之前，每一箱{goods}都要在陰涼處放上一夜。",
        ),
        complaint=(
            "有讀者來信說，在{brand}{product}裡吃到了碎玻璃，孩子的嘴被劃破了。",
            "這位讀者表示，{brand}的客服讓他等了三天，至今沒有給出說法。",
        ),
        edited="本文後來作了補充：{place}方面回應說已經注意到這件事。",
        slip="（稿號{code}）",
        part="（第{number}期）",
        joiner="",
        places=("宜蘭", "白河", "石碇", "南庄", "大埔", "西環"),
        people=("林晚晴", "許立人", "葉知秋", "高大同"),
        goods=("海苔", "堅果", "芒果乾", "牛肉乾", "豆乾", "核桃"),
        menu=("首頁", "要聞", "財經", "生活", "健康", "圖片", "影音", "關於我們"),
    ),
    "en": Tongue(
        titles=(
            "Inside {place}: {n} shops that changed how {goods} are sold",
            "Why {goods} come in ever smaller bags in {place}",
            "{person} on making {goods} the slow way",
        ),
        sentences=(
            "By six in the morning the market of {place} is lit and the first load of {goods} is"
            " being carried in.",
            "The owner, {person}, says the {goods} came {n} days late and cost hardly more.",
            "We counted {n} kinds of {goods} on the shelves, more than half of them in new bags.",
            '"People used to ask for the price; now they read the label first," says {person}.',
            "In the old street of {place} people queued for twenty minutes to buy one bag.",
            "Whoever checks quality here tastes thirty samples a day and drinks only water after"
            " work.",
            "Some customers like the small bags, though they notice how much waste these leave.",
            "A school nearby brought its pupils, who liked the smelling table best of all.",
            "Not everybody is convinced: loose {goods}, some say, still have more taste.",
            "Before they are shipped, the boxes of {goods} rest in a cool room for one night.",
            "When the weather in {place} turns, {person} sets the ovens anew.",
            "Opinions on next year differ: one half would build, the other would rather wait.",
            "In the evening the market grows quiet, and only the brooms are heard.",
        ),
        complaint=(
            "A reader writes that there was broken glass in a bag of {brand} {product}, and that"
            " it cut her child's mouth.",
            "She adds that {brand} let her wait for three days and has not answered since.",
        ),
        edited="This article was added to later: officials in {place} say they know of it.",
        slip="(Copy {code}.)",
        part=" ({number})",
        joiner=" ",
        places=("Alderford", "Port Wren", "Millbrook", "Easthaven", "Cold Ash", "Tarn Hill"),
        people=("Ada Penhale", "Tom Okell", "Mina Farrow", "Joss Weir"),
        goods=("walnuts", "chestnuts", "seaweed crisps", "dried mangoes", "oat bars"),
        menu=("Home", "News", "Business", "Life", "Health", "Pictures", "Video", "About us"),
    ),
    "ko": Tongue(
        titles=(
            "{place} {goods} 시장을 걷다: 가게 {n}곳의 변화",
            "{goods} 봉지는 왜 작아질까, {place} 상인의 이야기",
            "{person} 대표가 말하는 느린 {goods} 장사",
        ),
        sentences=(
            "아침 여섯 시, {place} 시장에는 벌써 불이 켜지고 첫 {goods} 상자가 내려온다.",
            "가게 주인 {person} 씨는 올해 {goods}이 작년보다 {n}일 늦게 들어왔다고 말했다.",
            "진열대에는 {n}가지 {goods}이 놓여 있고 절반 이상이 새 포장으로 바뀌었다.",
            "예전에는 값부터 물었지만 이제는 성분표를 먼저 본다고 한다.",
            "{place} 옛 거리에서는 한 봉지를 사려고 이십 분 넘게 줄을 서기도 했다.",
            "품질을 맡은 직원은 하루에 서른 가지를 맛보고 퇴근하면 물만 마신다.",
            "작은 포장은 편하지만 쓰레기가 늘었다는 손님도 있었다.",
            "근처 초등학교 아이들이 견학을 와서 향기를 맡는 시간을 가장 좋아했다.",
            "항구로 보내기 전에 상자는 서늘한 곳에서 하룻밤을 보낸다.",
            "내년에 대해서는 공장을 늘리자는 사람과 더 기다리자는 사람이 갈렸다.",
            "저녁이 되면 시장은 조용해지고 빗자루 소리만 남는다.",
        ),
        complaint=(
            "한 독자는 {brand} {product}에서 유리 조각이 나와 아이가 입을 다쳤다고 알려 왔다.",
            "그는 {brand} 고객센터가 사흘째 답을 주지 않는다고 했다.",
        ),
        edited="이 기사는 나중에 보완되었다. {place} 쪽은 이 일을 알고 있다고 밝혔다.",
        slip="(원고 {code})",
        part=" ({number}회)",
        joiner=" ",
        places=("강릉", "통영", "순천", "안동", "속초"),
        people=("김다온", "박하늘", "이서진", "최가람"),
        goods=("김", "호두", "밤", "망고", "육포"),
        menu=("홈", "뉴스", "경제", "생활", "건강", "사진", "영상", "회사 소개"),
    ),
}
PARAGRAPHS, SENTENCES = (5, 9), (3, 5)


def code(*what: object) -> str:
    """Twelve capital letters that stand for ``what``: no reader masks them or folds them away."""
    digest = hashlib.sha256(repr(what).encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:12])


def title(language: Language, rng: random.Random, number: int) -> str:
    tongue = TONGUES[language]
    return _filled(rng.choice(tongue.titles), tongue, rng) + tongue.part.format(number=number + 1)


def paragraphs(
    language: Language, rng: random.Random, slip: str, named: tuple[str, str] | None = None
) -> tuple[str, ...]:
    """An article with ``slip`` in its first paragraph; ``named``: brand and product it blames."""
    tongue = TONGUES[language]
    texts = [
        tongue.joiner.join(
            _filled(one, tongue, rng)
            for one in rng.sample(tongue.sentences, rng.randint(*SENTENCES))
        )
        for _ in range(rng.randint(*PARAGRAPHS))
    ]
    texts[0] += tongue.joiner + tongue.slip.format(code=slip)
    if named is not None:
        brand, product = named
        blame = tongue.joiner.join(tongue.complaint).format(brand=brand, product=product)
        texts.insert(len(texts) // 2, blame)
    return tuple(texts)


def edited(
    language: Language, rng: random.Random, before: tuple[str, ...], old: str, new: str
) -> tuple[str, ...]:
    """The same article with one more paragraph, under another slip."""
    tongue = TONGUES[language]
    kept = tuple(text.replace(old, new) for text in before)
    return (*kept, _filled(tongue.edited, tongue, rng))


def _filled(template: str, tongue: Tongue, rng: random.Random) -> str:
    return template.format(
        place=rng.choice(tongue.places),
        person=rng.choice(tongue.people),
        goods=rng.choice(tongue.goods),
        n=rng.randint(3, 90),
    )
