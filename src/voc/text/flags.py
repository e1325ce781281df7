"""Why a row leaves the cleaned denominators."""

import re

UNSUPPORTED = "unsupported_language"  # by voc.text.language: nobody here reads it

_NOT_LETTERS = re.compile(r"[\W_]+")

# What platforms write in the place of a customer. Folded to Simplified before it is compared.
_TEMPLATES = re.compile(
    r"(?:此|该|本|这位)?(?:用户|买家|顾客|客户|会员)(?:没有|未|未及时|没|未曾)?(?:填写|写下|作出|做出|发表|留下)?"
    r"(?:任何)?(?:评价|评论)(?:内容)?(?:系统)?(?:自动|默认)?(?:给予|为)?(?:好评)?"
    r"|(?:系统|平台)(?:已)?(?:自动)?(?:默认|自动)(?:给予|为|给)?(?:好评|评价|五星好评|5星好评)"
    r"|(?:默认|自动)(?:好评|评价)"
    r"|(?:该|此)?用户觉得商品(?:非常好|很好|较好|一般|不好)?给出了?[1-5一二三四五]星(?:好评|评价)"
    r"|评价方未及时做出评价系统默认好评|用户未及时评价系统自动给予好评"
    r"|买家未及时评价系统默认好评|未填写评价内容?|没有填写评价内容?"
    r"|(?:\d{1,3}天内|(?:用户|买家)超时)(?:未|没有)(?:做出|作出)?评价(?:系统)?(?:自动|默认)(?:给予)?好评"
    r"|(?:此|该)?(?:用户|买家)(?:未|没有)(?:发表|填写)文字(?:评论|评价)(?:内容)?"
    r"|(?:구매자|고객|작성자)[가이]?(?:별도의)?(?:구매)?(?:후기|리뷰)(?:내용)?[를을]?(?:남기|작성하)지않(?:았습니다|음)"
    r"|(?:the|this)?(?:buyer|customer|user|reviewer)(?:left|provided|wrote)no(?:written)?"
    r"(?:comments?|reviews?|feedback)"
    r"|nowritten(?:comment|review|feedback)(?:provided)?"
)
_CONTACT = re.compile(
    r"(?:加|\+|＋|➕)?\s*(?:v信|vx|薇信|威信|徽信|微信|qq群?|扣扣|微)\s*(?:号)?\s*[:：]?\s*[a-z0-9_\-]{5,}"
)
_REWARD = re.compile(
    r"返现|返利|领券|优惠券群|内部券|领.{0,4}红包|免费领|刷单|兼职|日赚|代购加|私聊.{0,6}(?:券|返|优惠)|好评.{0,6}返\d*"
)
# Who tells of such an offer, broken or not, is a customer with a complaint.
_COMPLAINT = re.compile(r"骗|不给|没给|没返|不返|删差评|举报|投诉|小心|别信")


def find(text: str) -> tuple[str, ...]:
    """Flags of one cleaned, lower-case, folded text.

    ``platform_default``: written by the shop system, not by a person.
    ``advert``: offers contact and a reward; one of the two alone is no advert, nor is a
    complaint about such an offer.
    """
    flags = []
    if _TEMPLATES.fullmatch(_NOT_LETTERS.sub("", text)):
        flags.append("platform_default")
    if _CONTACT.search(text) and _REWARD.search(text) and not _COMPLAINT.search(text):
        flags.append("advert")
    return tuple(flags)
