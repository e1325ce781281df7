"""What a hotel's rooms and house offer."""

from voc.text.demands.thing import thing
from voc.text.demands.ways import changed, had
from voc.types.idea import DemandKind

_DO = DemandKind.FUNCTION

STAYS = (
    thing(
        "better_breakfast",
        _DO,
        (
            r"(?:早餐|早饭)[^,。!?;\n]{0,8}?(?:再|更|丰富|改善|改进|多|种类|品种|增加|提高|有"
            r"待)|(?:提供|含|送|包)(?:免费)?早餐|(?:better|free) breakfast"
        ),
        r"早餐(?:太|很|比较|一般|不|种类|品种|单调)",
    ),
    thing(
        "hotel_refit",
        _DO,
        (
            r"(?:设施|房间|装修|设备|酒店)[^,。!?;\n]{0,6}?(?:更新|翻新|重新装修|换新|改造|翻"
            r"修)|(?:更新|翻新|换)(?:一下|下)?(?:设施|设备|床单|毛巾|电视|地毯|空调)"
        ),
        r"(?:设施|房间|装修|设备)(?:太|很|比较|有点|都|已经)?(?:旧|老|陈旧|老化|破)",
    ),
    thing(
        "sound_insulation",
        _DO,
        r"隔音(?!效果(?:很|不错|好))",
        r"隔音(?:太|很|不|效果|比较)?(?:差|好|行)|吵",
    ),
    thing(
        "free_water_fruit",
        _DO,
        r"(?:提供|送|放|给|有)[^,。!?]{0,6}(?:瓶装|矿泉)?(?:水果|矿泉水|瓶装水)",
    ),
    thing(
        "hotel_wifi",
        _DO,
        (
            r"网速[^,。!?]{0,3}(?:快|改)"
            r"|(?:宽带|上网|网速|无线网|wifi|网络)[^,。!?;\n]{0,6}?(?:免费|提供|快一?点|改善|"
            r"提高|增加)|(?:免费|提供)(?:宽带|上网|wifi|无线)"
        ),
    ),
    thing(
        "better_bedding",
        _DO,
        (
            rf"{changed('床垫?|枕头?|被子?|床单|床品|被褥', '软|硬|大|厚|宽|舒服|干净|高|低')}"
            r"|(?:换|更换|增加|加)(?:一下)?(?:新的?)?(?:床单|床垫|被褥|枕头)"
            r"|(?:softer|firmer|larger|better|more) (?:beds?|pillows?|mattress\w*|blankets?)"
        ),
        r"(?:床|枕头|被子)(?:太|有点|比较|很|不)?(?:硬|软|小|薄|窄|舒服)",
    ),
    thing(
        "larger_rooms",
        _DO,
        (
            rf"{changed('房间|卫生间|浴室|洗手间|客房', '大|宽敞')}"
            r"|(?:larger|bigger) (?:rooms?|bathrooms?)"
        ),
        r"(?:房间|卫生间|浴室)(?:太|有点|比较|很|偏)小",
    ),
    thing(
        "brighter_rooms",
        _DO,
        rf"{changed('灯光?|光线|照明|台灯', '亮|明亮')}|(?:brighter|better) light\w*",
        r"(?:灯光?|光线)(?:太|有点|比较|很|偏)暗",
    ),
    thing(
        "better_air_conditioning",
        _DO,
        (
            rf"{changed('空调|暖气|冷气', '凉|足|安静|大')}|{had('空调|暖气|地暖')}"
            r"|(?:換|换)[^,。!?;\n]{0,3}空调|better (?:air[\s-]?con\w*|heating|ac)(?![a-z])"
        ),
        r"(?:空调|暖气)(?:太|有点|比较|很|不)?(?:吵|差|好|热|冷|行)",
    ),
    thing("kettle", _DO, rf"{had('(?:热|烧)水壶|饮水机|冰箱')}|(?:a|provide) (?:kettle|fridge)"),
    thing("hair_dryer", _DO, rf"{had('吹风机|电吹风')}|hair ?dryer", r"没有?(?:吹风机|电吹风)"),
    thing(
        "toiletries",
        _DO,
        (
            rf"{had('(?:一次性)?(?:牙刷|拖鞋|洗漱用品|洗浴用品|浴巾|浴袍)')}"
            r"|(?:better|more|provide) (?:toiletries|towels|slippers)"
        ),
        r"没有?(?:牙刷|拖鞋|洗漱用品|沐浴露)",
    ),
    thing("bathtub", _DO, rf"{had('浴缸|浴霸|淋浴房|隔断')}|(?:had|add|with) a (?:bath ?tub|bath)"),
    thing("more_sockets", _DO, rf"{had('插座|插线板')}|more (?:sockets|outlets|plugs)"),
    thing(
        "lift",
        _DO,
        rf"{had('电梯')}|(?:add|had|install) (?:a |an )?(?:lift|elevator)",
        r"没有?电梯",
    ),
    thing(
        "parking",
        _DO,
        (
            rf"{had('停车场|停车位|车位')}|{changed('停车(?:场|位)?|车位', '大|多|方便')}"
            r"|(?:more|free) parking"
        ),
        r"停车(?:位)?(?:太|有点|比较|很|不)?(?:少|难|方便)",
    ),
    thing(
        "airport_shuttle",
        _DO,
        rf"{had('(?:接送|班车|接机|穿梭(?:巴士|车)|接驳车)')}|(?:free|airport) shuttle|셔틀",
    ),
    thing(
        "late_checkout",
        _DO,
        r"(?:延|推)迟退房|退房时间[^,。!?;\n]{0,5}(?:晚|延|迟)|late check[\s-]?out",
    ),
    thing(
        "non_smoking_rooms", _DO, rf"{had('无烟(?:房|楼层|层)')}|non[\s-]smoking (?:rooms?|floor)"
    ),
    thing("pool_gym", _DO, rf"{had('游泳池|泳池|健身房')}|(?:add|had|with) a (?:pool|gym)"),
    thing(
        "more_tv_channels",
        _DO,
        (
            rf"{changed('(?:电视)?(?:频道|节目)', '多|丰富')}"
            rf"|{had('(?:更多|英文|外语|境外)(?:频道|台)')}"
            r"|more (?:tv )?channels"
        ),
        r"(?:电视)?(?:频道|台)(?:太|有点|比较|很)?少",
    ),
    thing(
        "direction_signs",
        _DO,
        (
            r"(?:设置|增加|加|多)[^,。!?;\n]{0,5}(?:指示牌|标[示识志]牌?|路标|引导牌|指路牌)"
            rf"|{changed('指示牌?|标[示识志]牌?|路标', '明显|清楚|清晰|多')}"
            r"|(?:better|clearer) signs"
        ),
        r"(?:指示|标[示识志])(?:太|不)(?:明显|清楚)?",
    ),
    thing("anti_slip_mat", _DO, had("防滑垫")),
)
