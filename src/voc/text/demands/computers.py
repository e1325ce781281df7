"""Parts of computers, tablets and phones, and what comes in their box."""

from voc.text.demands.thing import thing
from voc.text.demands.ways import beside, changed, had
from voc.types.idea import DemandKind

_DO, _FORM = DemandKind.FUNCTION, DemandKind.FORM

_GB = "(?:[1-9]|1[26]|32|64|128|256) ?gb?"

COMPUTERS = (
    thing("mouse_pad_included", _DO, beside("鼠标垫")),
    thing(
        "pen_included",
        _DO,
        rf"{beside('手写笔|触控笔|电容笔|触屏笔')}|(?:include|come with)\w* (?:a )?(?:stylus|pen)",
    ),
    thing("memory_card_included", _DO, beside("内存卡|存储卡|sd卡|tf卡|储存卡")),
    thing("power_bank_included", _DO, beside("充电宝|移动电源")),
    thing("stand_included", _DO, beside("支架")),
    thing(
        "system_disc_included",
        _DO,
        beside("(?:系统|驱动|恢复|安装)[^,。!?;\n]{0,3}(?:盘|光盘|u盘)|(?:驱动|系统)(?:光)?盘"),
    ),
    thing(
        "xp_system",
        _DO,
        (
            r"(?:预装|出厂|自带|带|配)[^,。!?;\n]{0,6}xp(?!的?驱动)"
            r"|(?:要是|如果)[^,。!?;\n]{0,6}xp(?!的?驱动)[^,。!?;\n]{0,4}就"
        ),
    ),
    thing(
        "touch_screen",
        _DO,
        rf"{had('触摸屏|触屏|触控屏')}|touch\s?screen(?! (?:bug|issue|problem))|터치\s?스크린",
    ),
    thing(
        "optical_drive",
        _DO,
        rf"{had('光驱|刻录机?')}|光驱[^,。!?;\n]{{0,4}}换成|(?:dvd|cd|optical) drive",
        r"没有?光驱",
    ),
    thing(
        "more_usb_ports",
        _DO,
        (
            r"(?:usb|接口|插口|端口)[^,。!?;\n]{0,5}?(?:再)?(?:多|增加)(?:几?个|一?点|一?些)?"
            r"|(?:多|加|增加)(?:几|一|两|点|些)?(?:个)?usb(?:接?口)?|more usb(?: ports?)?"
        ),
        r"(?:usb|接口)[^,。!?;\n]{0,4}(?:太少|少了|不够)",
    ),
    thing("hdmi_port", _DO, rf"{had('hdmi(?:接口)?')}|hdmi (?:port|output)"),
    thing("lan_port", _DO, rf"{had('网线(?:接)?口|网线插口|rj45|网口')}|ethernet (?:port|jack)"),
    thing("bluetooth", _DO, rf"{had('蓝牙(?!耳机|音箱|鼠标|键盘)')}|(?:add|had|with) bluetooth"),
    thing("web_camera", _DO, had("摄像头(?!.{0,3}(?:像素|大|小))")),
    thing("dual_sim", _DO, rf"{had('双卡双?待?')}|dual[\s-]sim|듀얼\s?심"),
    thing(
        "face_unlock", _DO, rf"{had('(?:人脸|面部|面容)(?:识别|解锁)?|刷脸')}|face (?:unlock|id)"
    ),
    thing("five_g", _DO, had("5g(?!hz|b)(?:网络|手机|版)?")),
    thing(
        "higher_refresh_rate",
        _DO,
        (
            rf"{had('(?:90|120|144|165)(?:hz|赫兹)|高刷(?:新率|屏)?')}"
            rf"|{changed('刷新率', '高|提升|提高')}|higher refresh rate"
        ),
    ),
    thing(
        "narrower_bezel",
        _DO,
        (
            rf"{had('窄边框|无边框|全面屏')}"
            rf"|{changed('边框?|边|下巴|黑边|额头|刘海|屏占比', '窄|小|细|高|短')}"
            r"|(?:narrower|thinner|smaller) bezels?"
        ),
        r"(?:边框|黑边|下巴)(?:太|有点|比较|很)?(?:宽|大|粗)",
    ),
    thing(
        "no_notch",
        _DO,
        r"(?:去掉|取消|没有|不要)[^,。!?;\n]{0,3}(?:刘海|水滴|挖孔)|(?:刘海|水滴)[^,。!?;\n]{0,4}去掉",
    ),
    thing(
        "brighter_screen",
        _DO,
        rf"{changed('亮度|屏幕(?:亮度)?', '亮|高亮?')}|brighter (?:screen|display)",
        r"(?:屏幕|亮度)(?:太|有点|比较)?(?:暗|低)",
    ),
    thing("led_screen", _DO, had("(?:led|oled|amoled)(?:的)?(?:屏幕?)?")),
    thing(
        "more_memory",
        _DO,
        (
            rf"{changed('内存|运存|显存', '大|多|高')}"
            rf"|(?:要是|如果|能|标配|升级[到成])[^,。!?;\n]{{0,4}}(?:内存|运存)(?:能?有|是|要是|能|配)*{_GB}"
            rf"|(?:要是|如果)[^,。!?;\n]{{0,4}}{_GB}的?(?:内存|运存)|(?:内存|标配)(?:要是|是|配)?{_GB}"
            rf"[^,。!?;\n]{{0,3}}?(?:就|那就)|(?:送|配|标配|带|升级[到成])(?:一?根|一?条|个|{_GB})的?内存(?!卡)"
            r"|(?:more|bigger|larger) (?:memory|ram)(?![a-z])"
        ),
        r"内存(?:太|有点|比较)?(?:小|少|不够|不足)",
    ),
    thing(
        "more_disk",
        _DO,
        (
            rf"{changed('硬盘|固态|存储(?:空间)?|储存(?:空间)?|(?<!电池)容量', '大|多')}"
            r"|(?:要是|如果|标配|自带|配|升级[到成]|送)[^,。!?;\n]{0,5}(?:固态|ssd|机械硬盘|"
            r"(?:128|256|512) ?gb?(?!的?内存))"
            r"|(?:more|bigger|larger) (?:storage|ssd|hard drive|disk)"
        ),
        r"(?:硬盘|固态|存储)(?:太|有点|比较)?(?:小|少|不够)",
    ),
    thing(
        "better_graphics",
        _DO,
        rf"{had('独立显卡|独显')}|{changed('显卡', '强|高')}|better (?:gpu|graphics)",
        r"显卡(?:太|有点|比较)?(?:差|低|弱|老)",
    ),
    thing(
        "faster_processor",
        _DO,
        (
            rf"{changed('处理器|cpu|芯片', '强|高|快')}"
            rf"|{had('(?:骁龙|麒麟|i[579])[ -]?[0-9]{0,4}(?:处理器|芯片|cpu)?')}"
            r"|(?:faster|better) (?:processor|cpu|chip)"
        ),
        r"(?:处理器|cpu)(?:太|有点|比较)?(?:差|低|弱|慢)",
    ),
    thing(
        "smaller_charger",
        _DO,
        (
            rf"{changed('充电器|电源(?:适配器)?|适配器|充电头', '小|轻|小巧|轻便')}"
            r"|(?:smaller|lighter) (?:charger|adapter|power brick)"
        ),
        r"(?:充电器|电源|适配器)(?:太|有点|比较|很)?(?:大|重|笨重)",
    ),
    thing(
        "faster_charger_included",
        _DO,
        r"(?:标配|配|送|带|给)[^,。!?;\n]{0,5}(?:快充(?:充电)?头|(?:18|20|22|25|30|40|65)w)",
    ),
    thing(
        "smaller_device",
        _DO,
        (
            rf"{changed('尺寸|机身|手机|屏幕?|体积', '小(?!米)|短|窄|小巧')}"
            r"|(?:出|做)[^,。!?;\n]{0,3}小屏(?:手机|版|旗舰)?|(?:smaller|compact) (?:phone|version)"
        ),
        r"(?:手机|机身|尺寸)(?:太|有点|比较|偏)大",
    ),
    thing(
        "thinner",
        _DO,
        (
            rf"{changed('机身|手机|厚度|外形|电脑|本子', '薄')}"
            r"|(?<![越轻单])(?:再|更|稍微?|能)薄(?:一?点|一?些)|thinner(?! (?:font|line|bezel))"
        ),
        r"(?:太|有点|比较|很|偏)厚(?!道|实|重)",
    ),
    thing(
        "flat_camera",
        _DO,
        r"(?:摄像头|镜头)[^,。!?;\n]{0,5}(?:不要|别|不)(?:那么|这么)?(?:再)?(?:凸|突)",
        r"(?:摄像头|镜头)(?:太|有点|比较)?(?:凸|突)",
    ),
    thing(
        "smaller_front_camera",
        _DO,
        changed("前置?摄像头?|前摄|挖孔|打孔", "小"),
    ),
    thing(
        "office_included",
        _DO,
        rf"{beside('office|word|办公软件')}|{had('(?:正版)?office|办公软件')}",
    ),
    thing("screen_recording", _DO, rf"{had('录屏')}|screen record\w*"),
    thing("app_clone", _DO, had("(?:应用|微信)(?:分身|双开)")),
    thing(
        "matte_finish",
        _FORM,
        rf"{had('磨砂(?:的|质感|后盖|外壳|表面)?')}|matte (?:finish|back|screen)",
        r"(?:沾|留|粘|易)(?:有|上)?指纹",
    ),
)
