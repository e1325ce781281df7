"""What programs do: chats, notes, players, shops."""

from voc.text.demands.thing import thing
from voc.types.idea import DemandKind

_DO = DemandKind.FUNCTION
PROGRAMS = (
    thing(
        "dark_mode",
        _DO,
        (
            r"(?:深色|暗黑|夜间|黑暗|黑夜)(?:模式|主题)"
            r"|(?:dark|night|black)[\s-](?:mode|theme)|dark(?:er)? light options|다크\s?모드"
            r"|야간\s?모드"
        ),
        r"(?:hurts?|strain\w*) (?:my )?eyes|刺眼",
    ),
    thing(
        "subtitle_style",
        _DO,
        (
            r"subtitles? (?:font|colou?r|settings?|size|background)"
            r"|(?:colou?r|font|border|background|style)\w* (?:\w+\s){0,4}?(?:of |on |for )?(?:"
            r"the )?(?:subtitles?|captions?)|字幕(?:样式|颜色|大小|字体)"
        ),
    ),
    thing(
        "custom_themes",
        _DO,
        (
            r"(?:customi[sz]\w*|custom(?:[\s-]made)?|personali[sz]\w*|own|create|third party)\s"
            r"(?:\w+\s){0,2}?(?:themes?|skins?)(?![a-z])"
            r"|themes? (?:custom\w+|personali[sz]\w+|you can custom\w+)|自定义(?:主题|皮肤)"
        ),
    ),
    thing(
        "more_themes",
        _DO,
        (
            r"(?:更多|多(?:几|点|些)?)(?:的)?(?:主题|皮肤|壁纸)"
            r"|(?:more|additional|new|different|other|free|extra|downloadable|newer|selection "
            r"of|better|nice)\s(?:\w+\s){0,3}?(?:themes?|skins?)"
            r"|lack(?:s|ing)? (?:of )?(?:\w+\s)?(?:themes?|skins?)(?! support)"
            r"|(?:christmas|ics|holo\w*) themes?|themes? (?:would be|to choose|options)"
            r"|(?:add|make|create|need|had|have)\s(?:\w+\s){0,2}themes?"
            r"|테마.{0,4}(?:추가|더|다양)"
        ),
    ),
    thing(
        "one_licence",
        _DO,
        (
            r"(?:pay|paying|buy|purchase|separate) (?:\w+\s){0,4}?(?:for|again|of)? ?(?:the )?"
            r"tablet"
            r"|tablet (?:version|app) (?:wasn't|isn't|is|should|an option|free)(?: a)?(?: sepa"
            r"rate| be| inside)?|just one app for tablet"
        ),
    ),
    thing(
        "desktop_version",
        _DO,
        (
            r"(?:have it|available|programs?|version|app) (?:\w+\s){0,3}?(?:for|on) (?:my |the"
            r" )?(?:pc|desktops?|laptops?|mac)(?![a-z])"
            r"|(?:a|make|need) (?:pc|desktop|mac|web) (?:version|app)|电脑版|网页版|pc\s?版"
            r"|pc\s?버전"
        ),
    ),
    thing(
        "landscape_mode",
        _DO,
        r"横屏|landscape(?:[\s-](?:mode|view|orientation))?|horizontally|가로\s?모드",
    ),
    thing(
        "large_screen_version",
        _DO,
        (
            r"(?:平板|pad)版|(?:tablet|ipad)[\s-](?:support|mode|layout)"
            r"|(?:an?|for|release) (?:android )?(?:tablet|ipad) (?:version|app|users)"
            r"|태블릿\s?버전"
        ),
    ),
    thing(
        "old_version",
        _DO,
        (
            r"(?:bring|go|get|switch|change) (?:it )?back(?: to)?(?: the)? (?:old|last|previous"
            r"|original) version"
            r"|(?:换|改|恢复|退)回?(?:到)?(?:旧|老|以前的?|之前的?)版|(?:이전|예전|옛날)\s?버전"
        ),
    ),
    thing(
        "offline_use",
        _DO,
        r"离线(?:下载|使用|模式|缓存)?|off[\s-]?line|오프라인",
        r"没网(?:就)?(?:不能|用不了)",
    ),
    thing(
        "ad_free",
        _DO,
        (
            r"(?:去(?:掉|除)?|取消|关(?:掉|闭)?|删除?|没有|少(?:点|些)?|别)[^,。!?;\n]{0,6}?广"
            r"告"
            r"|(?:no|fewer|less|remove|without|turn off|stop|get rid of|take out)\s(?:\w+\s){0"
            r",3}?ad(?:s|vert\w*)(?![a-z])|ad[\s-]free|광고.{0,4}(?:없|제거|줄)"
        ),
        r"广告(?:太|很|好|这么)?多|(?:too many|so many) ads",
    ),
    thing(
        "undo",
        _DO,
        (
            r"撤[销回](?:功能|键|按钮)|(?<![a-z])undo(?! that)(?:[\s-](?:button|option|feature))?"
            r"|실행\s?취소"
        ),
    ),
    thing(
        "sync_between_devices",
        _DO,
        (
            r"(?:多|跨)(?:设备|平台|端)同步|云同步"
            r"|(?:sync\w*|backup|back up)\s(?:\w+\s){0,4}(?:between|across|to|with)\s(?:\w+\s)"
            r"{0,3}(?:devices?|cloud|tablet|phones?|account|sd)|auto sync|기기\s?간?\s?동기화"
        ),
    ),
    thing("sub_boards", _DO, r"sub[\s-]?(?:boards|folders)"),
    thing(
        "sort_boards",
        _DO,
        (
            r"(?:rearrange|reorder|sort|rank)\w* (?:\w+\s){0,3}?boards?(?![a-z])"
            r"|boards? (?:\w+\s){0,3}?alphabetical"
        ),
    ),
    thing("move_pins", _DO, r"(?:move|moving|drag)\w* (?:\w+\s){0,3}?pins?(?![a-z])"),
    thing(
        "search_inside",
        _DO,
        (
            r"(?:add|need\w*|wish|better|reliable|lacks?|ability to|able to)\s(?:\w+\s){0,4}?("
            r"?:keyword )?(?:search|find\"? feature)(?! engine)"
            r"|(?:加|增|要是有|希望有)[^,。!?]{0,4}搜索(?:功能|框|栏)?|검색\s?기능"
        ),
    ),
    thing("edit_button", _DO, r"edit (?:button|option)|编辑(?:功能|按钮)|수정\s?기능"),
    thing(
        "multi_select",
        _DO,
        (
            r"(?:select|delete|send|download) (?:all|multiple|several|a whole) (?:the |my )?(?"
            r":photos?|messages?|files?|chats?|pins?|folders?|pictures?)"
            r"|multiple (?:delete|select)|批量(?:删除|选择|操作|下载)|全选"
        ),
    ),
    thing(
        "save_to_device",
        _DO,
        (
            r"save (?:\w+\s){0,3}?(?:to|in) (?:camera roll|gallery|phone|device)"
            r"|(?:move|install\w*|save)\s(?:\w+\s){0,4}(?:to|on) (?:the )?(?:external )?sd"
        ),
    ),
    thing(
        "larger_print",
        DemandKind.FORM,
        (
            r"字(?:体|号|印得?的?)?(?:能|再|印|做)*(?:的|得)?(?:在|再|更)?大(?:一?点|一?些|号)"
            r"|大字(?:版|号|体)|(?:larger|bigger) (?:font|text|print|letters)"
            r"|(?:font|text) (?:size|larger|bigger)|make font larger|letters (?:were )?bigger"
            r"|글씨.{0,4}(?:크|키)|글자.{0,4}(?:크|키)"
        ),
        (
            r"字(?:体)?(?:太|好|很|有点)?小|看不清|老花镜"
            r"|(?:font|text|print) (?:is )?too small"
        ),
    ),
    thing("screen_sharing", _DO, r"scre+n?[\s-]?shar\w+|屏幕共享|화면\s?공유"),
    thing("call_recording", _DO, r"通话录音|call record\w*|통화\s?녹음"),
    thing(
        "less_memory_used",
        _DO,
        (
            r"(?:us(?:e|ed|es|ing)|tak(?:e|es|ing)(?: up)?|eat\w*|need\w*) (?:much |a lot )?"
            r"less (?:memory|ram|space|battery|power|data)"
            r"|(?:省|少占)(?:点|些)?(?:内存|空间|流量|电)"
        ),
        r"(?:too much|so much|lots of) (?:memory|ram|space|battery)|占内存",
    ),
    thing(
        "change_fonts",
        _DO,
        r"(?:chang\w*|different|choose|more|custom|other) (?:\w+\s)?fonts?(?![a-z]| size| colou?r)"
        r"|(?:更多|换|自定义)字体",
    ),
    thing(
        "more_customisation",
        _DO,
        (
            r"(?:more|better|lack of|fully|further|greater|some|any) (?:\w+\s){0,2}?"
            r"(?:customi[sz]\w+|customi[sz]able|personali[sz]\w+)"
            r"|(?:更多|增加|支持)[^,。!?;\n]{0,3}(?:自定义|个性化)(?:设置|功能|选项)?"
        ),
    ),
)
