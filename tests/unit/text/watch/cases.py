"""Queries with texts they must and must not find, written before the matcher was.

What is found is told as quotes of what was written, title and text first; ``None`` is no match.
"""

from typing import Any, NamedTuple

from voc.text.watch.item import Watched


class Case(NamedTuple):
    query: str
    item: Watched
    quotes: tuple[str, ...] | None


def case(query: str, text: str, *quotes: str | None, **fields: Any) -> Case:
    found = None if quotes == (None,) else tuple(str(quote) for quote in quotes)
    return Case(query, Watched(text=text, **fields), found)


ANY_PLACE = (
    case("漏气", "打开一看包装漏气了", "漏气"),
    case("漏气", "漏了气的袋子", None),
    case("气", "漏气，泄气，生气", "气", "气", "气"),
    case("海苔", "这家的海苔脆片真脆", "海苔"),
    case("海苔", "海里的青苔", None),
    case("口感很脆", "口感很脆很香", "口感很脆"),
    case("脆", "薄脆饼", "脆"),
    case("포장", "포장이 터졌어요", "포장"),
    case("포장", "새포장은 좋네요", "포장"),
    case("맛있", "정말 맛있어요 또 맛있게", "맛있", "맛있"),
    case("맛없", "맛있어요", None),
)
WHOLE_WORDS = (
    case("leak", "The pouch had a leak.", "leak"),
    case("leak", "The pouch leaks", None),
    case("leak*", "Leaking! It leaked, a leak", "Leaking", "leaked", "leak"),
    case("leak*", "no sleakiness at all", None),
    case("art", "party in the cart", None),
    case("vivo", "用了vivo手机三年", "vivo"),
    case("vivo", "用了vivoX100手机", None),
    case("vivo*", "用了vivoX100手机", "vivoX100"),
    case("5g", "15g一袋，不是5G网络", "5G"),
    case("5天", "放了15天还行", None),
    case("5天", "放了 5天就软了", "5天"),
    case("nike", "my #nike_air shoes", "nike"),
    case("don't", "I DON’T like it", "DON’T"),
    case("漏*", "漏气漏油", "漏", "漏"),
    case("😡", "又漏了😡😡", "😡", "😡"),
)
BOTH_SCRIPTS = (
    case("漏气", "包裝漏氣了", "漏氣"),
    case("包裝漏氣", "包装漏气了", "包装漏气"),
    case("餅乾", "饼干软了", "饼干"),
    case("饼干", "餅乾軟了", "餅乾"),
    case("頭髮", "里面有头发", "头发"),
    case("后来", "後來就壞了", "後來"),
    case("头发", "發頭的事", None),
    case("麵包", "吃面包", "面包"),
    case("著名", "這家著名的店", "著名"),
    case("乾", "餅乾", "乾"),
)
WIDTH_AND_CASE = (
    case("iphone", "ＩＰｈｏｎｅ手机壳", "ＩＰｈｏｎｅ"),
    case("ＩＰＨＯＮＥ", "my iPhone broke", "iPhone"),
    case("a4纸", "买了Ａ４紙", "Ａ４紙"),
    case("パン", "パンが好き", "パン"),
    case("맛있어요", "맛있어요", "맛있어요"),
    case("漏气", "包装漏\u200b气了", "漏\u200b气"),
    case("漏气", "包装<b>漏</b>气了", "漏</b>气"),
)
PHRASES = (
    case('"fell apart"', "It FELL  apart in a week", "FELL  apart"),
    case('"fell apart"', "it fell down and came apart", None),
    case('"fell apart"', "it fell\napart", "fell\napart"),
    case('"not good"', "not goodness", None),
    case('"customer serv"*', "customer service was rude", "customer service"),
    case('"serv*"', "service", None),
    case('"serv*"', "find . -name serv*", "serv*"),
    case('"5,000mAh"', "电池5,000mAh够用", "5,000mAh"),
    case("“不好吃”", "真的不好吃", "不好吃"),
    case("「不好吃」", "真的不好吃", "不好吃"),
    case('"A and B"', "plan a AND b", "a AND b"),
    case('"或"', "或早或晚", "或", "或"),
    case('"배송 지연"', "배송 지연으로 화나요", "배송 지연"),
    case('"배송 지연"', "지연 배송", None),
    case('"好吃 便宜"', "好吃便宜", None),
)
LOGIC = (
    case("漏气 包装", "包装漏气", "包装", "漏气"),
    case("漏气 包装", "袋子漏气", None),
    case("漏气 AND 包装", "包装漏气", "包装", "漏气"),
    case("漏气 OR 漏油", "又漏油又漏气", "漏油", "漏气"),
    case("漏气 OR 漏油", "漏水", None),
    case("漏气 NOT 退货", "漏气了", "漏气"),
    case("漏气 NOT 退货", "漏气了要退货", None),
    case("漏气 AND NOT (退货 OR 换货)", "漏气了，换货吧", None),
    case("漏气 OR 受潮 软", "漏气而已", "漏气"),
    case("漏气 OR 受潮 软", "受潮而已", None),
    case("(漏气 OR 受潮) 软", "漏气而已", None),
    case("(漏气 OR 受潮) 软", "受潮变软", "受潮", "软"),
    case("漏气 NOT NOT 软", "漏气又软", "漏气", "软"),
    case("漏气 NOT (NOT 软 OR 甜)", "漏气又软", "漏气", "软"),
    case("漏气 NOT (NOT 软 OR 甜)", "漏气又软又甜", None),
    case("苹果 NOT 苹果手机", "苹果手机不错", None),
    case("苹果 NOT 苹果手机", "苹果很甜", "苹果"),
    case("（漏气　OR　漏油）包装", "包装漏油", "包装", "漏油"),
    case("refund AND (slow OR late)", "Refund came LATE", "Refund", "LATE"),
    case("배송 NOT 빠르", "배송이 빠르네요", None),
)
NEARNESS = (
    case("漏气 NEAR/3 袋", "袋子又漏气", "袋", "漏气"),
    case("漏气 NEAR/1 袋", "袋子又漏气", None),
    case("漏气 NEAR/0 袋", "袋漏气", "袋", "漏气"),
    case("漏气 NEAR/0 袋", "袋，漏气", "袋", "漏气"),
    case("cap NEAR/2 broken", "the cap arrived totally broken", "cap", "broken"),
    case("cap NEAR/1 broken", "the cap arrived totally broken", None),
    case("broken NEAR/2 cap", "cap was broken", "cap", "broken"),
    case("好 NEAR/5 好", "很好", None),
    case("好 NEAR/5 好", "好不好", "好", "好"),
    case("包装 NEAR/5 装袋", "包装袋", None),
    case("(漏气 OR 漏油) NEAR/2 (瓶 OR 盖)", "瓶子还好，盖子漏油", "盖", "漏油"),
    case("漏 NEAR/1 盖", "盖漏。瓶子也很好看但是漏", "盖", "漏"),
    case("屏幕 NEAR/3 cracked", "屏幕 was badly cracked", "屏幕", "cracked"),
    case("포장 NEAR/1 터졌", "포장이 다 터졌어요", "포장", "터졌"),
    case("포장 NEAR/1 터졌", "포장이 배송 중에 터졌어요", None),
    case("软 NEAR/9 潮", "软", None, title="潮"),
    case("甜 NEAR/2 (太 OR 很) NOT 不甜", "太甜", "太", "甜"),
)
FIELDS = (
    case("漏气", "还行", "漏气", title="包装漏气"),
    case("title:漏气", "漏气", None, title="还行"),
    case("text:漏气", "还行", None, title="漏气"),
    case("product:海苔", "脆", "海苔", product="海苔脆片40g"),
    case("product:海苔 脆", "脆", "脆", "海苔", product="海苔脆片40g"),
    case("product:海苔", "海苔脆", None, product="坚果"),
    case("product:海苔", "海苔脆", None),
    case("product：“nori crisps”", "ok", "Nori Crisps", product="Nori Crisps 40 g"),
    case("product:(海苔 OR 坚果) NOT product:礼盒", "脆", None, product="坚果礼盒"),
    case("brand:旺旺", "好", "旺旺", brands=("三只松鼠", "旺旺")),
    case('brand:"松鼠 旺旺"', "好", None, brands=("三只松鼠", "旺旺")),
    case("channel:jd", "好", "JD", channel="JD-self"),
    case("channel:jd", "好", None, channel="jdx"),
    case("lang:zh", "好", "zh", language="zh-Hant"),
    case("lang:zh-hans", "好", None, language="zh-Hant"),
    case("lot:L2026* 苦", "苦", "苦", "L20260312A", lot="L20260312A"),
    case("kind:media 召回", "召回", "召回", "media", kind="media"),
    case("url:example.com", "x", "example.com", url="https://www.example.com/a"),
)
NUMBERS = (
    case("rating<3", "x", rating=2.0),
    case("rating<3", "x", None, rating=3.0),
    case("rating<=3 软", "软", "软", rating=3.0),
    case("rating≤3", "x", rating=3.0),
    case("rating＜３", "x", rating=1.0),
    case("rating < 3", "x", None),
    case("软 NOT rating<3", "软", "软"),
    case("rating:5 漏气", "漏气", "漏气", rating=5.0),
    case("rating=4.5", "x", rating=4.5),
    case("rating>=1 rating<=2", "x", None, rating=4.0),
)

CASES = (
    *ANY_PLACE,
    *WHOLE_WORDS,
    *BOTH_SCRIPTS,
    *WIDTH_AND_CASE,
    *PHRASES,
    *LOGIC,
    *NEARNESS,
    *FIELDS,
    *NUMBERS,
)
