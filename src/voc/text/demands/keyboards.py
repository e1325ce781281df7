"""What keyboards on a screen do."""

from voc.text.demands.thing import thing
from voc.types.idea import DemandKind

_DO = DemandKind.FUNCTION

KEYBOARDS = (
    thing(
        "custom_emoticons",
        _DO,
        (
            r"(?:edit|customi[sz]\w*|own|change|create|custom) (?:\w+\s){0,3}?"
            r"(?:smil(?:ey|ie)s?|emotes?|emoticons?|emotion faces)(?![a-z])"
        ),
    ),
    thing(
        "more_symbols",
        _DO,
        (
            r"(?:more|extra|lack of|additional) (?:\w+\s)?"
            r"(?:symbols|characters|accents)(?![a-z])"
        ),
    ),
    thing(
        "enter_key",
        _DO,
        r"(?:persistent|separate|dedicated|visible) (?:enter|return)(?: key)?",
    ),
    thing(
        "auto_capitals_off",
        _DO,
        (
            r"(?:turn\w* off|disable|stop|toggle|remove) (?:\w+\s){0,3}?"
            r"auto(?:matic(?:ally)?)?[\s-]?(?:caps|capital\w*)|关(?:掉|闭)自动大写"
        ),
    ),
    thing(
        "learn_from_messages",
        _DO,
        (
            r"learn\w* (?:\w+\s){0,4}?from (?:\w+,?\s){0,3}?"
            r"(?:sms|texts?|gmail|e-?mails?|whats\s?app|viber|facebook|twitter|messages?|contacts)"
        ),
    ),
    thing(
        "predictions_in_browser",
        _DO,
        (
            r"(?:predict\w*|used?|works?|working)(?: \w+){0,3}? (?:in|on|for|with) (?:\w+\s){0,3}?"
            r"(?:browsers?|browsing|browser searching|google search|search bar)(?![a-z])"
        ),
    ),
    thing(
        "custom_colours",
        _DO,
        (
            r"(?:customi[sz]e|change|choose|pick|edit|set) (?:\w+\s){0,2}?(?:key(?:board)? )?"
            r"colou?rs?"
            r"(?! of (?:the )?(?:subtitles?|captions?))|custom[\s-]colou?r\w*|colou?ri[sz]e"
            r"|colou?rs? to be (?:\w+\s)?customi[sz]able"
            r"|options (?:with|such as|for) (?:\w+\s)?colou?rs?"
            r"|自定义(?:键盘)?颜色"
        ),
    ),
    thing(
        "background_picture",
        _DO,
        (
            r"(?:own|custom|pictures?|images?|photos?) (?:\w+\s){0,3}?(?:as |for )?(?:the |a )?"
            r"(?:keyboard )?backgrounds?(?![a-z])|background (?:images?|pictures?|photos?)"
            r"|(?:键盘)?背景图"
        ),
    ),
    thing(
        "predictions_off",
        _DO,
        (
            r"(?:turn(?:ing)? off|disable|toggle|switch(?:ing)? off|hide|get rid of|remove)"
            r" (?:\w+\s){0,3}?(?:predict\w+|suggestions?(?! (?:from|for)))"
        ),
    ),
    thing(
        "autocorrect_off",
        _DO,
        (
            r"(?:turn(?:ing)? off|disable|toggle|switch(?:ing)? off|stop|without) (?:\w+\s){0,2}?"
            r"auto[\s-]?correct\w*|not auto[\s-]?(?:change|correct)"
            r"|auto[\s-]?correct (?:on and off|on/off|off)|关(?:掉|闭)?自动(?:纠错|更正)"
        ),
    ),
    thing("haptic_feedback", _DO, r"haptic\w*|vibrat(?:e|ion|es)(?: on)?|按键(?:震|振)动|진동"),
    thing(
        "key_sounds",
        _DO,
        (
            r"(?:typing|key(?:press|board)?|click)[\s-](?:sounds?|clicks?|tones?)|sound themes?"
            r"|按键音"
        ),
    ),
    thing(
        "clipboard",
        _DO,
        (
            r"clip\s?board|(?:select all|cut|copy)(?: ?(?:,|/|and|&) ?(?:cut|copy|paste))+"
            r"|copy[\s-]paste|剪(?:贴|切)板|클립보드"
        ),
    ),
    thing(
        "one_hand_mode",
        _DO,
        r"(?:one|single)[\s-]hand(?:ed)?|单手(?:模式|操作|键盘)?|한\s?손",
        r"单手(?:不好|不能|没法|难)",
    ),
    thing(
        "split_keyboard",
        _DO,
        r"split (?:the )?(?:key\s?board|layout|mode|screen keyboard)|split keys",
    ),
    thing(
        "phone_pad_layout",
        _DO,
        r"(?<![a-z0-9])(?:3 ?x ?4|t9|12[\s-]key|9[\s-]key|phone[\s-]?pad)(?![a-z0-9])"
        r"|九宫格|천지인",
    ),
    thing(
        "language_key",
        _DO,
        (
            r"(?:toggle|switch\w*|chang\w+|swap\w*) (?:\w+\s){0,2}?(?:between |the )?(?:\w+\s)?"
            r"languages?(?![a-z])|languages? (?:switch\w*|toggle|key|button)"
            r"|default to one language"
        ),
    ),
    thing(
        "punctuation_keys",
        _DO,
        (
            r"(?:apostrophe|question mark|exclamation (?:mark|point)|comma|period|full stop|colon"
            r"|punctuation|symbols?)s? (?:\w+\s){0,2}?on (?:the )?main"
            r"|(?:separate|seperate|dedicated|own) (?:\"?[?!,.@']\"?|punctuation|comma|period"
            r"|question)"
            r"|(?:add|enable|need|have) (?:an? |the )?(?:apostrophe|question mark|comma"
            r"|punctuation)(?: (?:key|button))?"
        ),
    ),
    thing(
        "long_press_time",
        _DO,
        r"long[\s-]?press (?:\w+\s){0,2}?(?:time|delay|duration|speed)|长按(?:时间|延迟)",
    ),
    thing(
        "dictionary_backup",
        _DO,
        (
            r"(?:back\s?up|sync\w*|export|import|restore|save|transfer) (?:\w+\s){0,3}?"
            r"(?:dictionar(?:y|ies)|learned words|predictions|typing data)"
        ),
    ),
    thing(
        "space_bar_size",
        _DO,
        (
            r"(?:(?:bigger|larger|wider|longer|smaller|taller|resize|adjust|move|increase)(?: \w+)"
            r"{0,4}?|hight of the|height of the|size of the) space ?(?:bar|key)"
            r"|space ?bar (?:options|size|height|bigger|larger|wider)"
        ),
    ),
    thing(
        "resizable_keyboard",
        _DO,
        (
            r"(?:resiz\w+|(?:adjust|chang|customi[sz]|set)\w*(?: the)? (?:size|height|hight))"
            r"(?: of)?(?: the)?(?: key\s?board)?|(?:size|height) of (?:the )?key\s?board"
            r"|key\s?board (?:size|height)"
        ),
    ),
    thing("computer_keys", _DO, r"(?<![a-z])(?:ctrl|control|tab|esc|function) keys?(?![a-z])"),
    thing(
        "emoji_key",
        _DO,
        (
            r"(?:add|dedicated|separate|needs?|want|have|an?) (?:\w+\s)?"
            r"(?:emoj\w*|emoticon\w*|smil(?:ey|ie)s?) (?:key|button|shortcut)"
            r"|(?:key|button|shortcut) for (?:the )?(?:emoj\w*|emoticons?|smil(?:ey|ie)s?)"
            r"|access (?:to )?(?:the )?(?:emoj\w*|emoticons?|smil(?:ey|ie)s?)"
            r"|(?:emoj\w*|emoticons?|enoticons?|smil(?:ey|ie)s?) easier to (?:access|find|get)"
        ),
    ),
    thing(
        "custom_layout",
        _DO,
        (
            r"(?:custom\w*|configur\w*|rearrange|design)\s(?:\w+\s){0,2}?lay\s?outs?(?![a-z])"
            r"|layout custom\w+"
            r"|(?:custom\w*|remap\w*|rearrange|get rid of)(?: \w+){0,5}? keys(?![a-z])"
            r"|自定义(?:键盘)?布局"
        ),
    ),
    thing(
        "swipe_typing",
        _DO,
        (
            r"滑行输入|(?<!beside )(?<!than )(?<!after using )(?<!like )swyp(?:e|ing)"
            r"|(?<!the )swip(?:e|ing)[\s-](?:typing|input|option\w*|feature|text|function)"
            r"|(?:add|could|had|has|have|supp\w+|needs?|with|please add:?)\s(?:\w+\s){0,3}?(?:"
            r"swip(?:e|ing)|slide/swipe)(?![a-z]| up| down| left| right| back| to )"
            r"|gestures? typing"
            r"|(?:slide|glide|trace|flow)[\s-](?:typ|input|feature|update)\w*"
            r"|slide your finger to text"
            r"|(?:had|has|have|add|with|and) (?:a |the )?(?:trace|flow)(?![a-z]| of)"
            r"|swipe (?:tho(?:ugh)?|too|also|though|was|were|kind of input)(?![a-z])"
            r"|(?:add|wish\w*|use) swipe$|[0-9] swipe (?:into|feature)"
        ),
    ),
    thing(
        "number_row",
        _DO,
        (
            r"数字(?:行|键)|numbers? (?:row|line)|row (?:of|for) numbers"
            r"|numbers (?:on|at|along|above) (?:the )?(?:top|query)"
            r"|(?:dedicated|separate|top) (?:row for )?numbers?"
            r"|(?:number|numeric) keys? (?:should|on|at)"
        ),
    ),
    thing(
        "arrow_keys",
        _DO,
        (
            r"方向键|arrow keys?|cursor (?:keys?|control)|arrows?(?= (?:on|like|to))"
            r"|mov(?:e|ing) (?:the )?cursor"
        ),
    ),
    thing(
        "emoji",
        _DO,
        (
            r"(?:加|多|增加|更多)[^,。!?;\n]{0,4}表情(?:包|符号)?"
            r"|(?:add|more|better|had|have|has|need\w*|want|support for|were|include|with|get)"
            r"\s(?:\w+\s){0,3}?(?:emoj\w*|emoticon\w*|[ie]moticons|smil(?:ey|ie)s?)"
            r"|(?:missing|lacks?|lack of|no|just|only) (?:the )?(?:emoj\w*|emoticons?)"
            r"|emoj\w* (?:support|keyboard|add)|이모(?:지|티콘).{0,4}(?:추가|더)"
        ),
    ),
    thing(
        "voice_input",
        _DO,
        (
            r"语音输入|voice[\s-](?:input|typing|to[\s-]text|recognition|key)"
            r"|speech[\s-]to[\s-]text|(?:microphone|mic|voice) (?:key|button)|dictation|음성\s?입력"
        ),
    ),
    thing("handwriting", _DO, r"手写(?:输入)?|hand\s?writ\w+|s pen support|free\s?hand"),
    thing(
        "edit_learned_words",
        _DO,
        (
            r"(?:edit|delete|remove|manage) (?:\w+\s){0,3}?(?:learned|saved|prediction|stored"
            r") (?:\w+\s)?words?|(?:delete|remove|forget) (?:\w+\s){0,2}?(?:words|predictions)"
            r"|(?:delete|remove) (?:\w+\s){0,3}?from (?:the |my )?(?:dictionary|predictions?)"
        ),
    ),
    thing(
        "personal_dictionary",
        _DO,
        (
            r"(?:personal|own|user|custom) dictionar(?:y|ies)(?!(?: \w+){0,3} sync)"
            r"|(?:add|quickly add) words"
            r"|自定义词"
        ),
    ),
    thing("text_shortcuts", _DO, r"autotext|(?:text|word) shortcuts|快捷短语|상용구"),
    thing(
        "no_auto_space",
        _DO,
        (
            r"(?:auto\w*|instant|adding|extra|toggle)[\s-]?spaces?(?: after)?"
            r"|spaces? (?:it adds |added )?after (?:a |the )?(?:punctuation|period|full stop|comma)"
        ),
    ),
    thing(
        "no_key_popups",
        _DO,
        (
            r"(?:disable|turn off|remove|take off|get rid of) (?:the )?(?:key )?pop[\s-]?ups?("
            r"?: letters)?"
        ),
    ),
    thing(
        "hide_button",
        _DO,
        (
            r"(?:close|hide|hiding|going down|minimi[sz]e)(?: the| keyboard)? (?:button|keyboa"
            r"rd)|button to (?:minimi[sz]e|lower|hide|close)"
            r"|(?:hide|close|minimi[sz]e) (?:the )?key\s?board"
        ),
    ),
    thing(
        "larger_keys",
        _DO,
        (
            r"(?:bigger|larger|wider|increase (?:the )?(?:size of )?(?:the )?) ?"
            r"(?:keys?|buttons?|letter boxes)"
            r"|(?:keys?|buttons?) (?:\w+\s){0,4}?(?:bigger|larger|wider)"
        ),
    ),
)
