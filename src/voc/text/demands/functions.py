"""What devices do, and what comes in the box."""

from voc.text.demands.thing import thing
from voc.text.demands.ways import beside, changed, had
from voc.types.idea import DemandKind

_DO = DemandKind.FUNCTION
FUNCTIONS = (
    thing(
        "fast_charging",
        _DO,
        r"(?<!无线)(?:快充|闪充|快速充电)|(?:fast|quick|rapid)[\s-]charg\w+|고속\s?충전|급속\s?충전",
        r"充电(?:太|很|好|有点|比较)?慢|charg\w+ (?:is )?(?:too )?slow",
    ),
    thing(
        "wireless_charger_included",
        _DO,
        rf"{beside('无线(?:快充|充电)')}|无线充电(?:头|器)[^,。!?;\n]{{0,4}}(?:标配|送|赠)",
    ),
    thing("wireless_charging", _DO, r"无线(?:快充|闪充|充电?)|wireless[\s-]charg\w+|무선\s?충전"),
    thing(
        "longer_battery_life",
        _DO,
        (
            rf"{changed('续航|电池|待机|电量|充电', '大|强|长|久|耐用|提升|加强|增[加大强]')}"
            r"|(?:续航|待机|电池)[^,。!?;\n]{0,4}?(?:提升|加强|增[加大强]|加大|好(?:一?点|一?些))"
            r"|(?:better|longer|more|bigger) battery|battery (?:life )?(?:could|should|needs?)"
            r"|배터리.{0,6}(?:오래|늘|더)"
        ),
        (
            r"续航(?:太|不|很|比较|有点)?(?:差|短|行|给力|拉)|掉电(?:太|很)?快|不耐用|耗电"
            r"|battery (?:drain|dies)"
        ),
    ),
    thing(
        "headphone_jack",
        _DO,
        (
            rf"{had(r'耳机(?:插)?孔|3[.]5(?:mm)?(?:的)?(?:耳机|接口|孔)')}"
            r"|保留[^,。!?]{0,4}耳机孔|headphone jack"
            r"|이어폰\s?(?:단자|잭)"
        ),
        r"没有?(?:了)?耳机孔|取消(?:了)?耳机孔",
    ),
    thing(
        "earphones_included",
        _DO,
        (
            rf"{beside('耳机(?!孔|插|接|盒|套)')}|耳机就更?(?:好|完美)"
            rf"|(?:include|come with)\w* (?:ear|head)phones|이어폰.{{0,4}}(?:포함|동봉|주)"
        ),
        r"没有?(?:送|配|带|赠)?耳机(?!孔)|连(?:个)?耳机都(?:没有|不)",
    ),
    thing(
        "case_included",
        _DO,
        (
            rf"{beside('(?:手机|保护|透明|软|硅胶)?(?:壳|保护套|手机套)(?!子?里)')}"
            rf"|(?:include|come with)\w* a case|케이스.{{0,4}}(?:포함|동봉|주)"
        ),
        r"没有?(?:送|配|带)(?:个)?(?:壳|套)",
    ),
    thing("keyboard_film_included", _DO, beside("键盘(?:保护)?膜")),
    thing(
        "film_included",
        _DO,
        (
            rf"{beside('(?:钢化|屏保|贴|保护|屏幕|手机|屏)?膜(?!具|法|式|说明|工具|神器|的工具)')}"
            r"|膜也?(?:带上|送)"
            r"|贴好膜|贴(?:个|张)膜(?:的话|就)|(?:include|come with)\w* a screen protector"
        ),
        r"没有?(?:送|配|带|贴)(?:钢化)?膜",
    ),
    thing(
        "bag_included",
        _DO,
        (
            beside(
                "(?:(?:电脑|笔记本|双肩|内胆|手提|收纳|皮)包|包包|背包|皮套|保护包|内胆)(?!装)"
                "|(?:套|个)?包(?:包|啥的?|什么的)?(?=[,.!~和就鼠]|$)"
            )
        ),
    ),
    thing("mouse_included", _DO, beside("鼠标(?!垫)|(?<=包)鼠(?!标)")),
    thing(
        "charger_included",
        _DO,
        (
            rf"{beside('(?:充电器|充电头|数据线|转接头)(?!口)')}"
            rf"|(?:include|come with)\w* a charger|충전기.{{0,4}}(?:포함|동봉|주)"
        ),
        r"没有?(?:送|配|带)(?:充电器|充电头|数据线)",
    ),
    thing(
        "scoop_included",
        _DO,
        (
            rf"{beside('勺子?|量勺|叉子|吸管|手套|开果器|起子|工具')}"
            r"|(?:include|come with|add)\w* (?:a )?(?:scoop|spoon|fork|opener)|스푼|숟가락"
        ),
    ),
    thing(
        "backlit_keyboard",
        _DO,
        r"背光(?:键盘)?|键盘(?:灯|背光|发光)|backlit|back[\s-]?light\w* keyboard|백라이트",
        r"没有?背光|键盘(?:没有?灯|不亮)",
    ),
    thing("numeric_keypad", _DO, r"(?:小|数字)(?:数字)?键(?:盘|区)|numeric keypad|numpad"),
    thing(
        "nfc",
        _DO,
        (
            r"(?:有|带|加|支持|添加|上)[^,。!?;\n]{0,3}nfc|(?:add|have|had|with) nfc(?! tag)"
            r"|nfc (?:chip|support)(?! card)"
        ),
        r"(?:没有?|不支持|阉割)nfc",
    ),
    thing("infrared", _DO, r"红外(?:遥控|线)?|infrared|ir blaster"),
    thing(
        "memory_card",
        _DO,
        (
            rf"{had('(?:内存|存储|sd|tf|扩展|储存)卡|卡槽')}|(?:支持|能|可以)扩展(?:内存|存储|容量)?"
            r"|(?:micro)?sd[\s-]?card|expandable storage"
        ),
        r"(?:不能|不支持|没有?)(?:插|扩展|加)(?:内存|存储)?卡",
    ),
    thing(
        "more_partitions",
        _DO,
        (
            r"(?:多)?分(?:成)?(?:几|两|三|2|3|多)个?(?:分?区|盘)"
            r"|多(?:分)?(?:个|一个|几个)(?:分?区)(?!别)"
        ),
    ),
    thing("xp_driver", _DO, r"xp(?:的|系统)*驱动|驱动[^,。!?]{0,4}xp"),
    thing(
        "cooler",
        _DO,
        (
            r"(?:配|送|加|带)[^,。!?;\n]{0,4}散热(?:器|底座|架)"
            r"|散热[^,。!?;\n]{0,6}?(?:再|更|改进|改善|加强|有待|好一?点)"
        ),
        r"散热(?:太|不|很|比较)?(?:差|好|行)|(?:发热|发烫|烫手)",
    ),
    thing(
        "larger_screen",
        _DO,
        (
            r"屏幕?[^,。!?;\n]{0,5}?(?:再|更|要是|能|在)?(?:大|宽)(?:一?点|一?些)"
            r"|(?:bigger|larger) (?:screen|display)|화면.{0,4}(?:크|키)"
        ),
        r"屏幕?(?:太|有点|比较|偏)小",
    ),
    thing(
        "sharper_screen",
        _DO,
        (
            rf"{had('(?:2k|4k|1080p?|高清|高分)的?(?:屏|分辨率)')}"
            rf"|{changed('屏幕|分辨率|清晰度', '高(?!度)|清晰|提高')}"
        ),
        r"(?:分辨率|屏幕)(?:太|有点|比较|不)?(?:低|差|清)",
    ),
    thing("usb_c", _DO, r"type[\s-]?c|usb[\s-]?c"),
    thing(
        "stereo_speakers",
        _DO,
        r"双(?:喇叭|扬声器)|立体声|(?:stereo|dual) (?:speakers?|sound)|스테레오",
    ),
    thing(
        "louder_speaker",
        _DO,
        (
            r"(?:音量|喇叭|扬声器|外放|声音)(?:要是|如果|能|可以|的)*(?:再|能|更)(?:大|响)(?:一?点"
            r"|一?些)|louder (?:speaker|sound|volume)|(?:소리|음량).{0,4}(?:더\s?)?(?:크|컸)"
        ),
        r"(?:声音|喇叭|外放|音量)(?:太|很|比较|有点)?小",
    ),
    thing(
        "better_sound",
        _DO,
        (
            r"(?:音质|音效)(?:要是|如果|能|可以|的)*(?:再|能|更)(?:好|棒|清晰)(?:一?点|一?些)"
            r"|(?:提升|提高|优化)(?:一下|下)?音(?:质|效)|better sound"
        ),
        r"(?:音质|声音|喇叭|外放)(?:太|很|比较|有点|不)?(?:差|破)",
    ),
    thing("optical_zoom_camera", _DO, r"光学变焦|长焦|optical zoom|telephoto"),
    thing(
        "better_camera",
        _DO,
        (
            rf"{changed('摄像头?|相机|拍照|像素|前置|后置|镜头', '清晰|提升|提高|加强|强|高|好')}"
            r"|better camera"
            r"|camera (?:could|should|needs?)"
        ),
        (
            r"(?:拍照|像素|摄像头?|相机)(?:效果)?(?:太|很|比较|有点|不)?(?:差|低|渣|模糊|行|清"
            r")"
        ),
    ),
    thing(
        "fingerprint_under_screen",
        _DO,
        (
            r"屏[下内]指纹|指纹(?:解锁|识别)?(?:做|放|改)?(?:在|到)屏|屏幕(?:下|内)?指纹"
            r"|(?:in|under)[\s-](?:the[\s-])?(?:display|screen) fingerprint|화면\s?(?:내장\s?)?지문"
        ),
    ),
    thing("fingerprint", _DO, rf"{had('指纹(?:解锁|识别|支付)?')}|fingerprint|지문"),
    thing(
        "lighter",
        _DO,
        (
            r"(?:重量|机身)?(?:能|再|更)(?:轻)(?:薄)?(?:一?点|一?些|便|巧)"
            r"|(?:再|更)?轻薄(?:一?点|一?些)|lighter(?! (?:colou?r|theme|shade))|더\s?가벼"
        ),
        r"(?:太|有点|比较|略|很)(?:重|沉|厚重)|too heavy|너무\s?무거",
    ),
    thing(
        "thicker",
        _DO,
        (
            r"(?:面料|布料|料子|衣服|裤子|毛衣|材质|钢板|底)[^,。!?;\n]{0,6}?厚(?:一?点|一?些|"
            r"实)|(?<!包装)(?:再|更|能|加)厚(?:一?点|一?些|实)?"
            r"|thicker(?! (?:font|line|border))|더\s?(?:두꺼|도톰)"
        ),
        r"(?:太|有点|比较|很|偏)薄|too thin|너무\s?얇",
    ),
    thing(
        "longer_cord",
        _DO,
        (
            r"(?:电源|充电|数据|耳机|连接)?线[^,。!?;\n]{0,6}?(?:再|更|加|做|能|长)长?(?:一?点"
            r"|一?些)?长?(?:一?点|一?些|就)|longer (?:cord|cable|wire)|선이?\s?(?:더\s?)?길"
        ),
        r"线(?:太|有点|比较|很)?短|(?:cord|cable) (?:is )?too short|선이?\s?짧",
    ),
    thing(
        "quieter",
        _DO,
        (
            r"静音|(?:噪音|声音|风扇)[^,。!?;\n]{0,6}?(?:再|能|更|降)(?:低|小|安静)|降噪"
            r"|quieter|더\s?조용"
        ),
        r"(?:噪音|声音|风扇)(?:太|很|有点|比较)?(?:大|响|吵)|too (?:loud|noisy)|시끄",
    ),
    thing("waterproof", _DO, r"防水|water[\s-]?(?:proof|resistant)|방수"),
    thing(
        "timer",
        _DO,
        (
            r"定时(?:功能|关机?|器)?|(?<![a-z])(?:auto[\s-]off|sleep timer|timer)(?![a-z])"
            r"|타이머"
        ),
        "",
    ),
    thing(
        "more_sizes",
        _DO,
        (
            r"(?:更多|多(?:几|点|些)?|其他|别的|加|出)(?:个)?(?:大|小|加大|特大)?(?:尺码|码数|"
            r"尺寸|型号)|(?:大|小)(?:一)?(?:号|码)的?(?:就|更|款)|more sizes"
            r"|(?:larger|smaller|plus) sizes?|사이즈.{0,4}(?:다양|더|추가)"
        ),
        r"(?:尺码|码)(?:不全|太少|偏)|没有我的(?:码|尺码)",
    ),
    thing(
        "manual_included",
        _DO,
        (
            r"(?:使用)?说明书?[^,。!?;\n]{0,8}?(?:中文|详细|清楚|明白|写|配|附|有|加|全)"
            r"|中文(?:使用)?说明|(?:配|附|加|有)[^,。!?;\n]{0,4}说明书?"
            r"|(?:better|clearer|include) (?:instructions|manual)|설명서|설치\s?(?:안내|방법)"
        ),
        r"(?:没有?|看不懂)(?:使用)?说明书?|说明书(?:太|不|很)|no instructions",
    ),
)
