"""Clothes, shoes and bags: cut, stuff and trimmings."""

from voc.text.demands.thing import thing
from voc.text.demands.ways import changed, had
from voc.types.idea import DemandKind

_DO, _FORM = DemandKind.FUNCTION, DemandKind.FORM
_GARMENT = "衣服|衣长|上衣|外套|裙子?|裤子?|裤腿|裤长|下摆|衣摆|t恤|毛衣|衬衫|羽绒服"

WEAR = (
    thing(
        "longer_sleeves",
        _FORM,
        rf"{changed('袖子|袖口|衣袖|袖长', '长')}|longer sleeves?|소매.{{0,4}}(?:길)",
        r"袖子?(?:太|有点|比较|偏)?短",
    ),
    thing(
        "shorter_sleeves",
        _FORM,
        rf"{changed('袖子|袖口|衣袖|袖长', '短')}|shorter sleeves?",
        r"袖子?(?:太|有点|比较|偏)?长",
    ),
    thing(
        "longer_cut",
        _FORM,
        rf"{changed(_GARMENT, '长')}|(?:bit |little )?longer (?:in )?(?:length|cut)|기장.{{0,4}}길",
        rf"(?:{_GARMENT})(?:太|有点|比较|偏)短",
    ),
    thing(
        "shorter_cut",
        _FORM,
        rf"{changed(_GARMENT, '短')}|shorter (?:length|cut|hem)|기장.{{0,4}}짧",
        rf"(?:{_GARMENT})(?:太|有点|比较|偏)长",
    ),
    thing(
        "looser_cut",
        _FORM,
        (
            rf"{changed('腰围?|胸围|大腿|裤腿|领口|袖口|版型|鞋头|鞋面|肩膀?', '松|宽松?|大|肥')}"
            r"|(?:looser|wider|roomier) (?:fit|cut|waist|leg|toe)|(?:허리|품).{0,4}(?:넉넉|여유)"
        ),
        r"(?:腰|胸|腿|领口|袖口|肩|鞋头)(?:太|有点|比较|偏)?(?:紧|窄|小)",
    ),
    thing(
        "tighter_cut",
        _FORM,
        (
            rf"{changed('腰围?|版型|裤脚|裤腿|领口|袖口', '紧|收|修身|小|瘦')}"
            r"|(?:slimmer|tighter) (?:fit|cut|waist|leg)"
        ),
        r"(?:腰|领口|裤腿|版型)(?:太|有点|比较|偏)?(?:松|肥|大)",
    ),
    thing(
        "pockets",
        _FORM,
        rf"{had('口袋|衣兜|内袋|拉链袋')}|(?:add|had|with|have) (?:\w+ )?pockets?|주머니",
        r"没有?(?:口袋|兜)",
    ),
    thing("hood", _FORM, rf"{had('帽子|连帽')}|(?:had|with|add) a hood|모자.{{0,4}}(?:있|달)"),
    thing("elastic_waist", _FORM, rf"{had('松紧(?:带|腰)?|抽绳|腰带|系带')}|elastic waist|밴딩"),
    thing("zip_fly", _FORM, rf"(?:换|改)(?:成|用)(?:金属)?拉链|{changed('拉链', '顺滑?|好')}"),
    thing("fleece_lining", _FORM, rf"{had('加绒|内衬|里衬|内里')}|fleece lin\w+|기모|안감"),
    thing(
        "softer_fabric",
        _FORM,
        (
            rf"{changed('面料|布料|料子|材质|鞋底|鞋垫|里料', '软|柔软|舒服|舒适')}"
            r"|softer (?:fabric|material|sole)|(?:소재|재질|원단).{0,4}(?:부드)"
        ),
        r"(?:面料|布料|料子|材质|鞋底)(?:太|有点|比较|偏)?硬",
    ),
    thing(
        "pure_cotton",
        _FORM,
        rf"{had('纯棉|全棉')}|(?:100% |pure |more )cotton|순면",
    ),
    thing("breathable", _FORM, changed("面料|布料|鞋面|材质|鞋", "透气")),
    thing("thicker_sole", _FORM, changed("鞋底|底|鞋跟|鞋垫", "厚|高")),
    thing("non_slip", _FORM, rf"{had('防滑')}|non[\s-]?slip|미끄럼\s?방지"),
    thing("half_sizes", _FORM, rf"{had('半码')}|half sizes?"),
    thing("shoulder_strap", _FORM, rf"{had('肩带|背带')}|shoulder strap|어깨\s?끈"),
)
