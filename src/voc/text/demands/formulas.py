"""What is in it, and how much of it."""

from voc.text.demands.thing import Thing, thing
from voc.types.idea import DemandKind

_FORMULA = DemandKind.FORMULA
_MORE = r"(?:再|更|偏|做回|够|多|加|重)"
_NO_MORE = (
    r"(?:不要|不用|别|不|没)(?:要|做|放|加|弄|再)?(?:得|的)?(?:那么|这么|太|这样|辣么|"
    r"很)"
)


def _taste(name: str, zh: str, en: str, ko_more: str, ko_less: str) -> tuple[Thing, Thing]:
    """More and less of one taste or property."""
    return (
        thing(
            f"more_{name}",
            _FORMULA,
            (
                rf"{_MORE}(?:一?点|一?些)?(?:儿)?(?:{zh})(?!(?:的)?(?:话|呢))"
                rf"|(?:{zh})(?:度|味)?(?:能|可以|再|更)*(?:再|更)?(?:重|浓|足|高|强|多)?(?:一点|一"
                r"些|点|些|一丢丢)(?:儿)?(?:的|就|更|会|吧|$)"
                rf"|(?:偏|做回)(?:{zh})|(?:more|bit more) (?:{en})(?![a-z])"
                rf"|(?:make|was|were) (?:it )?(?:{en})er|(?:{ko_more})"
            ),
            (
                rf"(?:{zh})都?(?:{zh})?不(?:起来|够)|(?:{zh})味?呢|"
                rf"(?:不|没|不够|不太|没有|一点都?不)(?:有|够|太|怎么)?(?:{zh})"
                rf"|not (?:very |that )?(?:{en}) enough|not (?:{en})|안\s?(?:{ko_more})"
            ),
        ),
        thing(
            f"less_{name}",
            _FORMULA,
            (
                rf"{_NO_MORE}(?:{zh})|(?:少|减|低|淡)(?:一?点|一?些|了)?(?:的)?(?:{zh})"
                rf"|(?:{zh})(?:度|味)?(?:能|可以|再|做)*(?:降低?|减|少|低|淡)(?:一?点|一?些)?"
                rf"|(?:降低?|减少?|减轻)(?:一?点|一?些)?(?:{zh})(?:度|味)?"
                rf"|less (?:{en})(?![a-z])|not (?:so|as|too) (?:{en})(?![a-z])"
                rf"|too (?:{en})(?![a-z]).{{0,30}}(?:please|tone|reduce|cut)|(?:{ko_less})"
            ),
            (
                rf"(?:太|过|好|超|齁|有点|偏|死)(?:{zh})|(?:{zh})(?:死|到|得|过头|哭|齁)"
                rf"|too (?:{en})(?![a-z])|너무\s?(?:{ko_less})"
            ),
        ),
    )


FORMULAS = (
    *_taste("sweet", "甜", "sweet", r"더\s?달", r"덜\s?달|단맛.{0,3}(?:줄|약)|달지\s?않"),
    *_taste("sour", "酸", "sour|tart", r"더\s?(?:시|새콤)|새콤하면", r"덜\s?(?:시|새콤)"),
    *_taste("spicy", "辣", "spicy|hot", r"더\s?맵|더\s?매[운콤]", r"덜\s?맵|덜\s?매[운콤]"),
    *_taste("salty", "咸", "salty", r"더\s?짜", r"덜\s?짜|짜지\s?않"),
    *_taste("greasy", "油腻?(?!性|管)|腻", "greasy|oily", r"더\s?기름", r"덜\s?(?:기름|느끼)"),
    *_taste(
        "strong",
        "浓|香味?",
        "strong|scented|fragrant",
        r"더\s?진|향.{0,3}(?:진|강)",
        r"향.{0,4}(?:약|연|덜)",
    ),
    *_taste("hard", "硬", "hard", r"더\s?딱딱", r"덜\s?딱딱"),
    *_taste("soft", "软|嫩", "soft|tender", r"더\s?(?:부드|말랑)", r"덜\s?말랑"),
    *_taste("crunchy", "脆", "crunchy|crispy", r"더\s?바삭", r"덜\s?바삭"),
    thing(
        "sugar_free",
        _FORMULA,
        (
            r"无糖|零糖|0糖|不加糖|代糖|sugar[\s-]?free|no (?:added )?sugar|unsweetened"
            r"|without (?:the )?sugar|무설탕|무가당|제로\s?슈거"
        ),
        r"糖(?:太|放|分)?(?:多|高)|太甜|too sweet",
    ),
    thing(
        "less_sugar",
        _FORMULA,
        (
            r"(?:少|减|低|控)(?:一?点|一?些)?糖(?!果|水铺|尿)|糖(?:能|再|可以|分)?(?:少|减|低)"
            r"|less sugar|low(?:er)?[\s-]sugar|reduced[\s-]sugar|저당|설탕.{0,3}(?:줄|적|덜)"
        ),
        r"太甜|齁甜|甜(?:得|到|死)|too sweet|너무\s?달",
    ),
    thing(
        "less_salt",
        _FORMULA,
        (
            r"(?:少|减|低|淡|控)(?:一?点|一?些)?(?:盐|钠)|淡盐"
            r"|(?:盐|钠)(?:能|再|可以|含量)?(?:少|减|低)|less (?:salt|sodium)"
            r"|low(?:er)?[\s-](?:salt|sodium)|저염|나트륨.{0,3}(?:줄|적)"
        ),
        r"太咸|齁咸|好咸|too salty|너무\s?짜",
    ),
    thing(
        "less_oil",
        _FORMULA,
        (
            r"(?:少|减|低)(?:一?点|一?些)?(?:油|脂)(?!漆)|低脂|非油炸|脱脂|low[\s-]fat"
            r"|less (?:oil|fat)|baked|저지방|기름.{0,3}(?:줄|적)"
        ),
        r"太油|油腻|too (?:oily|greasy)",
    ),
    thing(
        "decaf",
        _FORMULA,
        (
            r"(?:无|去|低|脱|冇|不含|没有)咖啡因|低因|decaf\w*|caffeine[\s-]free"
            r"|without (?:the )?caffeine|caffeine taken out|디카페인|카페인\s?(?:뺀|없)"
        ),
        r"睡不着|失眠|睁眼到|瞓唔着|keeps? me (?:up|awake)",
    ),
    thing(
        "additive_free",
        _FORMULA,
        (
            r"(?:无|零|0|不|少|别)(?:加|含)?(?:食品)?(?:添加剂?|防腐剂|香精|色素)"
            r"|preservative[\s-]free|no (?:preservatives|additives|artificial)|무첨가|무방부제"
            r"|방부제\s?없"
        ),
        r"添加剂(?:太|这么|好)?多|科技与狠活|香精味",
    ),
    thing(
        "fragrance_free",
        _FORMULA,
        (
            r"(?:无|不含|没有|不带|去)(?:香精|香味|香料)|无香(?:型|款|版)?|unscented"
            r"|fragrance[\s-]free|(?:no|without) (?:the )?(?:scent|fragrance|perfume)|무향"
        ),
        r"(?:香味|香精|味道?)(?:太|好|很)?(?:冲|浓|刺鼻)|too (?:scented|perfum\w+)",
    ),
    thing("silicone_free", _FORMULA, r"无硅油|不含硅|silicone[\s-]free|무실리콘"),
    thing("alcohol_free", _FORMULA, r"(?:无|不含|没有)酒精|alcohol[\s-]free|무알코올"),
    thing(
        "lactose_free",
        _FORMULA,
        r"(?:无|低|零|去)乳糖|lactose[\s-]free|dairy[\s-]free|락토프리|유당",
    ),
    thing("gluten_free", _FORMULA, r"无麸质|gluten[\s-]free|글루텐"),
    thing("vegan", _FORMULA, r"纯素|素食(?:版|款|者)?|(?<![a-z])vegan|plant[\s-]based|비건"),
    thing(
        "old_recipe",
        _FORMULA,
        (
            r"(?:老|旧|原来的?|以前的?|之前的?|原先的?)(?:的)?(?:配方|方子|味道|口味|口感|工艺"
            r")|(?:改|换)回(?:去|到|成)?(?:原|老|旧|以前|之前)"
            r"|(?:go|bring) back(?: to)? (?:the )?(?:old|original|previous) (?:recipe|formula|"
            r"taste|flavou?r|one)|(?:old|original|previous) (?:recipe|formula)"
            r"|(?:예전|옛날|원래)\s?(?:맛|레시피|배합)|(?:please )?go back$"
        ),
        (
            r"(?:改|换|升级)(?:了)?配方|(?:味道|口味)(?:变|不如以前|不一样)|新配方"
            r"|(?:new|changed) (?:recipe|formula)|맛이\s?(?:변|바뀌)"
        ),
    ),
    thing(
        "children_version",
        _FORMULA,
        (
            r"(?:儿童|宝宝|婴儿|幼儿|小孩子?)(?:可以吃的?|专用|淡盐|低盐|减盐|能吃的?)?(?:版|"
            r"款|装|系列|型)|(?:kids?|children'?s?|baby)[\s-](?:version|friendly|safe)"
            r"|아이(?:용|들?용)|유아용|어린이용"
        ),
    ),
)
