"""Books, fruit and small electric goods: what else people ask of them."""

from voc.text.demands.thing import thing
from voc.text.demands.ways import beside, changed, had
from voc.types.idea import DemandKind

_DO, _FORM = DemandKind.FUNCTION, DemandKind.FORM

BOOKS = (
    thing(
        "next_volume",
        _FORM,
        (
            r"(?:早日|快点?|尽快|赶紧|继续|再|接着)(?:能|可以)?(?:出|写|推出|出版)[^,。!?;\n]{0,5}"
            r"(?:续集|下一?[本部册集]|第[二三四五]|新书|后面的)|(?:next|second) (?:volume|book in)"
        ),
    ),
    thing(
        "colour_pictures",
        _FORM,
        rf"{had('彩(?:色|图|页|印)(?:插图|图片|版)?|插图|配图')}|colou?r pictures",
    ),
    thing("hardcover", _FORM, rf"{had('精装(?:版)?|硬壳')}|hard[\s-]?(?:cover|back)"),
    thing("audio_disc_included", _FORM, beside("(?:cd|光盘|音频|碟)(?!包)")),
    thing("pinyin", _FORM, had("拼音|注音")),
    thing("both_languages", _FORM, rf"{had('双语|中英(?:文)?对照|英文原[文版]|原文|译文')}"),
    thing("more_exercises", _FORM, rf"{changed('例题|习题|练习|例句|解析|答案', '多|详细|丰富')}"),
    thing("larger_fruit", _FORM, changed("个头|果子|个儿|果个", "大")),
    thing("microphone", _DO, rf"{had('麦克风|话筒|耳麦|麦(?=[,的就]|$)')}|(?:add|had|with) a mic"),
    thing("remote_control", _DO, rf"{had('遥控器?(?:功能)?')}|remote control"),
    thing("display_of_charge", _DO, had("(?:电量|数字)显示|指示灯|显示电量")),
    thing("cable_included", _DO, beside("(?:充电|连接|音频|usb|电源)线")),
    thing("pouch_included", _DO, beside("(?:收纳|皮|便携)(?:袋|盒)")),
    thing("wifi", _DO, had("wi-?fi|无线网络?")),
)
