"""What shops, couriers and hotels do: no product has to change."""

from voc.text.demands.thing import thing
from voc.types.idea import DemandKind

_SERVICE = DemandKind.SERVICE

# Everybody wants to pay less; no product changes by it.
PRICES = frozenset(
    {"more_promotions", "lower_price", "no_price_rise", "price_protection", "stable_price"}
)

SERVICES = (
    thing(
        "more_promotions",
        _SERVICE,
        (
            r"(?:多|经常|常|更多|再|继续)(?:搞|做|出|办|点|些|一些|来点|有|给点|一点)*(?:的)?("
            r"?:亲民)?(?:优惠|活动|促销|折扣|满减|秒杀)(?!期间)"
            r"|(?:给|有|发)(?:点|些|张|个)?(?:优惠)?券(?:的话)?(?!已)|给点优惠"
            r"|(?:优惠|活动|折扣|促销)(?:力度)?[^,。!?;\n]{0,4}?(?:更?多|大一?点|再)"
            r"|more (?:discounts|deals|sales|promotions|coupons)"
            r"|(?:할인|세일|행사|쿠폰).{0,4}(?:자주|많|더)"
        ),
    ),
    thing(
        "lower_price",
        _SERVICE,
        (
            r"(?:价格|价钱|售价)(?:上|方面)?(?:能|可以|要是|如果|稍微|希望|还)*(?:再|更|调)(?:"
            r"能|可以|调)*(?:降|便宜|低|底|优惠|实惠|亲民)"
            r"|(?:再|能|更)(?:便宜|优惠|实惠|亲民)(?:一?点|一?些)"
            r"|(?:价格|价钱)[^,。!?;\n]{0,4}下调"
            r"|(?:希望|什么时候|建议|求|赶紧|早日)[^,。!?;\n]{0,6}降价(?!太|了|快|这么|得)"
            r"|降低(?:价格|售价)|(?:lower|reduce|cut|drop|cheaper)\s(?:the\s)?(?:price|cost)s?"
            r"|(?:a bit |little |were |was )?cheaper|가격.{0,6}(?:저렴|내려|낮|싸)"
        ),
        (
            r"(?:太|有点|偏|好|比较|略)贵|价格(?:太|偏|有点|略|比较)?(?:高|贵)|too expensive"
            r"|overpriced|비싸"
        ),
    ),
    thing("no_price_rise", _SERVICE, r"(?:别|不要|不)(?:再)?涨价|don't raise (?:the )?price"),
    thing(
        "price_protection",
        _SERVICE,
        r"价保|保价|价格保护|price (?:match|protection)",
        r"(?:刚|才)?买(?:了|完)?就?(?:降价|跌价)|降价(?:太|这么|得)?快",
    ),
    thing(
        "stable_price",
        _SERVICE,
        (
            r"(?:不要|别|别再|不再|不)(?:再|那么|这么|老|总)*(?:快)?(?:降价|掉价|跌价)"
            r"|价格(?:能|可以)*(?:稳住|稳定)"
        ),
        r"(?:刚|才)买(?:了|完)?就?(?:降价|跌价)|掉价(?:太)?快",
    ),
    thing(
        "free_shipping",
        _SERVICE,
        r"(?:能|要是|可以|希望)[^,。!?]{0,4}包邮|free shipping|무료\s?배송",
    ),
    thing(
        "free_gift",
        _SERVICE,
        (
            r"(?:送|赠|加|给|配)(?:点|些|个|一些|几个|更多的?)?(?:小)?(?:赠品|礼品|礼物|试用装"
            r"|小东西|东西|配件)|free gifts?|사은품"
        ),
    ),
    thing(
        "faster_delivery",
        _SERVICE,
        (
            r"(?:快递|物流|发货|送货|配送)(?:速度)?[^,。!?;\n]{0,8}?(?:再|更|能|提高|加快|快)("
            r"?:快)?(?:一?点|一?些|速度)|(?:加快|提高)(?:发货|配送|物流|快递)的?速度|(?:加快)(?:发货|配送|物流|快递)"
            r"|faster (?:shipping|delivery)|배송.{0,6}(?:빨|빠르)"
        ),
        (
            r"(?:快递|物流|发货|配送)(?:太|很|有点|比较|特别)?慢"
            r"|배송이?\s?(?:너무\s?)?(?:느|늦)"
        ),
    ),
    thing(
        "home_delivery",
        _SERVICE,
        r"送(?:货)?(?:到家|上门|上楼)(?!了|很|快)|door(?:step)? delivery|문\s?앞",
    ),
    thing(
        "other_courier",
        _SERVICE,
        (
            r"(?:换|改|用|发|走|支持)(?:个|一家|成|别的|其他)?(?:快递(?:公司)?(?:吧|,|$|发)|顺"
            r"丰|京东快递|邮政|ems)|(?:different|other|another) courier|택배사"
        ),
    ),
    thing(
        "restock",
        _SERVICE,
        (
            r"补货|(?:再|重新|赶紧|快点?)(?:上架|上货|上新)|返场|restock\w*|back in stock"
            r"|재입고"
        ),
        r"(?:断|缺)货|没货|out of stock|품절",
    ),
    thing(
        "new_flavours",
        DemandKind.FLAVOUR,
        (
            r"(?:更多|多(?:出|几|点|些|种)?|其他|别的|新)(?:的|种|一些)?(?:口味|味道的|风味)"
            r"|(?:口味|风味)(?:能|再|可以)?(?:更)?(?:多|丰富)"
            r"|(?:more|other|new|different) flavou?rs|(?:다른|새로운|다양한)\s?맛"
        ),
    ),
    thing(
        "physical_store",
        _SERVICE,
        (
            r"(?:开|有)(?:个|家|更多)?(?:实体店|门店|专柜|线下店)"
            r"|(?:sell|sold|available) in (?:stores|shops)|매장.{0,4}(?:생기|열|있)"
        ),
    ),
    thing(
        "online_support",
        _SERVICE,
        (
            r"客服[^,。!?;\n]{0,8}?(?:再|更(?![换改新])|加强|提高|改进|改善)(?:专业|耐心|及时|热情|好)?"
            r"|(?:加强|提高)(?:客服|售后)(?:服务|质量|态度)?"
            r"|better (?:customer )?(?:service|support)"
        ),
        r"客服(?:态度)?(?:太|很|极|不|没)(?:差|理|好|回)|售后(?:太|很|极)?(?:差|不)",
    ),
    thing(
        "more_staff",
        _SERVICE,
        r"(?:多|增)(?:招|派|加|聘)(?:几个|点|些)?(?:人手|快递员?|客服|员工|服务员)",
    ),
)
