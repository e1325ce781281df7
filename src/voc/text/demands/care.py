"""Cosmetics, hair and skin care, household goods: what is in the bottle and how it comes out."""

from voc.text.demands.thing import thing
from voc.text.demands.ways import beside, changed, had
from voc.types.idea import DemandKind

_DO, _FORM, _FORMULA = DemandKind.FUNCTION, DemandKind.FORM, DemandKind.FORMULA
_HEAD = "瓶口|喷头|泵头|按压头|压嘴|出(?:水|液|料)口|瓶盖|盖子"

CARE = (
    thing(
        "sealed_opening",
        _FORM,
        (
            r"(?:瓶口|盖子|瓶盖|里面|内)[^,。!?;\n]{0,6}(?:加|有|贴|带)[^,。!?;\n]{0,4}"
            r"(?:封口|封条|密封膜|铝膜|塑封|内塞|内盖|卡扣)|(?:瓶|外面)[^,。!?;\n]{0,4}塑封"
            r"|(?:foil|inner|safety) seal|tamper[\s-](?:proof|evident)"
        ),
        r"(?:没有?(?:塑封|封口|密封|封条))|盖子?(?:松|没拧紧)",
    ),
    thing(
        "better_nozzle",
        _FORM,
        rf"{changed(_HEAD, '小|大|细|紧|顺|结实')}|better (?:nozzle|pump|cap|lid)",
        rf"(?:{_HEAD})(?:太|有点|比较|很|不)?(?:松|紧|大|好用|难)",
    ),
    thing(
        "transparent_bottle", _FORM, rf"{had('(?<!不)透明(?:的)?(?:瓶|窗|装)?')}|see[\s-]through"
    ),
    thing("spray", _FORM, rf"{had('喷雾|喷头')}|(?:in a|a|as a) spray|스프레이"),
    thing("measuring_cup_included", _FORM, beside("量杯|计量勺|刮板|挖勺|取物勺")),
    thing("brush_included", _DO, rf"{beside('刷子|化妆刷|粉扑|海绵|梳子|起泡网')}|퍼프|브러[시쉬]"),
    thing("conditioner_included", _DO, beside("护发素|发膜|小样")),
    thing(
        "less_fragrance",
        _FORMULA,
        (
            rf"{changed('味道?|香味?|香精味?|气味', '淡|清淡|小')}"
            r"|(?:lighter|milder|weaker|less) (?:scent|fragrance|smell|perfume)"
        ),
        r"(?:味道?|香味?|气味)(?:太|有点|比较|很)?(?:浓|重|冲|刺鼻|大)",
    ),
    thing(
        "more_fragrance",
        _FORMULA,
        (
            rf"{changed('香味|香气|味道|留香(?:时间)?', '浓|香|持久|久|长')}"
            r"|(?:stronger|longer[\s-]lasting) (?:scent|fragrance|smell)"
        ),
        r"(?:香味|留香)(?:太|有点|比较|很|不)?(?:淡|短|持久)",
    ),
    thing(
        "sun_protection", _FORMULA, rf"{had('防晒|spf ?[0-9]*')}|(?:added?|with|higher) spf|자외선"
    ),
    thing(
        "more_moisture",
        _FORMULA,
        (
            rf"{changed('保湿|滋润|补水|滋润度|保湿度', '强|高|够')}"
            r"|(?:再|更|能)(?:滋润|保湿|水润)(?:一?点|一?些)?"
            r"|more (?:moistur\w+|hydrat\w+)|더\s?촉촉"
        ),
        r"(?:太|有点|比较|很|偏)干(?!净)|不够(?:滋润|保湿)|too drying",
    ),
    thing(
        "richer_foam",
        _FORMULA,
        rf"{changed('泡沫|起泡', '多|丰富|细腻')}|more (?:lather|foam)|거품.{{0,4}}(?:많|풍성)",
        r"(?:泡沫|起泡)(?:太|有点|比较|很|不)?(?:少|多)",
    ),
    thing(
        "longer_wear",
        _FORMULA,
        (
            rf"{changed('持妆|遮瑕|定妆|控油|显色', '久|强|持久')}"
            r"|(?:再|更|能)持久(?:一?点|一?些)|longer[\s-](?:lasting|wear)|지속력"
        ),
        r"(?:持妆|控油|遮瑕)(?:太|有点|比较|很|不)?(?:短|差|够|持久)",
    ),
    thing(
        "more_shades",
        _FORMULA,
        (
            r"(?:多|更多|增加|出)[^,。!?;\n]{0,4}(?:色号|色系|肤色)|more shades"
            r"|호수.{0,4}(?:다양|추가)"
        ),
        r"色号(?:太|有点|比较)?少",
    ),
    thing("soap_free", _FORMULA, rf"{had('氨基酸')}|(?:无|不含|没有)(?:皂基|sls|硫酸盐)"),
)
