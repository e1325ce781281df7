"""Sizes and forms of goods: what they come in and how it is opened and closed."""

from voc.text.demands.thing import thing
from voc.types.idea import DemandKind

_SIZE, _FORM = DemandKind.SIZE, DemandKind.FORM
_HOLDER = "(?:包装?|袋|盒|瓶|罐|桶|箱|装|份量?|规格)"

PACKAGES = (
    thing(
        "larger_pack",
        _SIZE,
        (
            r"(?:大|加大|超大|加量|家庭|量贩|实惠)(?:号|容量|规格)?(?:的)?(?:包装|袋装|瓶装|盒"
            r"装|桶装|罐装|装(?![修饰在])|袋|瓶(?!口|盖)|盒|桶|罐|箱|包(?!装)(?=[的吧呗啊,。!]"
            r"|$))"
            rf"|{_HOLDER}(?:能|可以|再|更|做)*(?:更|再|加)?大(?:一?点|一?些)|二十包"
            r"|(?:五|三|两|一)斤装"
            r"|(?:family|bulk|jumbo|party)[\s-]size[sd]?"
            r"|(?:larger|bigger|big|family|bulk|jumbo|party|giant)[\s-](?:pack(?:age)?s?|bags?"
            r"|bottles?|box(?:es)?|tubs?|jars?|container)|대용량|큰\s?(?:봉지|용량|사이즈|통)"
            r"|대포장"
        ),
        (
            r"(?:太|好|有点|真的太|份?量)少|不够吃|几口就没|tiny bag|too (?:small|little)"
            r"|양이\s?(?:너무\s?)?적"
        ),
    ),
    thing(
        "smaller_pack",
        _SIZE,
        (
            r"(?<!独立)(?:小|迷你|便携|旅行|随身|试用|体验|尝鲜)(?:号|容量|规格)?(?:的)?(?:包"
            r"装|袋装|瓶装|盒装|罐装|装(?![修饰])|袋(?!的?撕|子?口)|瓶(?!口|盖|子)|盒|罐)"
            r"|小样(?!品)|分装"
            r"|(?:travel|trial|sample)[\s-]size[sd]?"
            r"|(?:smaller|small|mini|travel|trial|sample|single)[\s-](?:pack(?:age|et)?s?|bags"
            r"?|bottles?|serv\w+)|소포장|소용량|작은\s?(?:봉지|용량|사이즈|통)|미니\s?사이즈"
            r"|여행용"
        ),
        (
            r"吃不完|用不完|太大(?:包|袋|瓶)|一次吃不了"
            r"|too (?:big|large) (?:a )?(?:bag|pack|bottle)"
        ),
    ),
    thing(
        "individually_wrapped",
        _FORM,
        (
            r"独立(?:小|的小|真空)?(?:包|袋|装)|单独(?:小)?(?:包|袋)"
            r"|一(?:条|个|颗|片|粒|小条|小片)一(?:小)?(?:袋|包|片独立)"
            r"|individual(?:ly)?[\s-](?:wrap\w*|pack\w*|bag\w*|sachet\w*)|single[\s-]serve"
            r"|sachets?|개별\s?포장|낱개\s?포장|낱개로"
        ),
        r"不是独立|没有独立|散装|开了(?:封|袋)?就(?:要|得)|not individually",
    ),
    thing(
        "resealable",
        _FORM,
        (
            r"拉链|密封(?:条|袋|口|夹|罐)|自封|封口(?:条|夹|袋|设计)|夹链|可封|重复封|夹子"
            r"|封口(?:能|可以|换|改|做)|(?:a|with|have) zip(?:per)?(?! file| arch)(?![a-z])"
            r"|zip[\s-]?(?:lock|top)|reseal\w*|지퍼(?:백|팩)?|밀봉|밀폐"
        ),
        (
            r"封不(?:上|住|了|紧|严)|合不上|没(?:有)?(?:密封|封口)|晾衣夹|夹(?:子)?夹(?:着|住)"
            r"|开(?:了)?(?:封|袋).{0,8}(?:软|潮|受潮)"
            r"|can(?:'t|not) (?:be )?(?:re)?(?:seal|clos)\w*|won't (?:seal|close)|눅눅해"
        ),
    ),
    thing(
        "easy_open",
        _FORM,
        (
            r"撕口|好撕|易撕|撕开|(?:袋|袋子|封|瓶)口(?:开|做|弄)(?:大|宽)|口子开大"
            r"|易拉|(?<!最)好开|易开|easy[\s-](?:open|tear)"
            r"|easier to (?:tear|open (?:the )?(?:bag|pack\w*|lid|box|bottle))|tear notch"
            r"|뜯기\s?(?:쉽|편)|이지컷|절취선"
        ),
        (
            r"撕(?:不开|歪|不动|半天)|难撕|打不开|拧不开|剪刀|飙到|hard to open"
            r"|can(?:'t|not) open|안\s?뜯|뜯기\s?(?:힘|어)"
        ),
    ),
    thing(
        "rigid_container",
        _FORM,
        (
            r"(?:用|换|改|做|出|装)(?:成|个|到)?(?:罐装|罐子|硬盒|铁盒|硬壳|塑料盒|纸盒|盒装)"
            r"|(?:有|加|配|带)个?盒子|rigid (?:tub|box|container)"
            r"|(?:in a|a) (?:tub|jar|tin)(?![a-z])"
        ),
        r"压碎|全碎|碎(?:成|了|渣|粉|面)|crush\w*|crumbs|부서|가루",
    ),
    thing("refill_pack", _FORM, r"补充装|替换装|替换芯|refill\w*|리필"),
    thing(
        "pump_head",
        _FORM,
        r"(?:按压|泵)(?:头|式|瓶|嘴)?|压嘴|(?<![a-z])pump(?! up)(?![a-z])|펌프",
        r"(?:不好|难)(?:挤|倒)|倒(?:多|太多)|挤不出",
    ),
    thing(
        "gift_box",
        _FORM,
        (
            r"礼盒|礼品(?:盒|袋|包装)|送礼(?:装|的)|gift[\s-](?:box|wrap\w*|bag|set)"
            r"|선물\s?(?:세트|상자|포장)|쇼핑백"
        ),
    ),
    thing(
        "sturdier_packing",
        _FORM,
        (
            r"(?:包装|快递盒|外包装|盒子|纸箱|箱子)[^,。!?;\n]{0,10}?(?:厚|结实|牢固?|严实|严"
            r"密|坚固|硬一?点|加固|防震|防撞|气泡|泡沫|用心|仔细|加强|密封)"
            r"|(?:加|放|垫|用)(?:点|些|一?层|个|几层)?(?:气泡|泡沫|缓冲|防震|防撞)(?:膜|袋|垫|"
            r"纸|箱)?|(?:better|stronger|sturdier|more secure) packag\w+"
            r"|포장\s?(?:좀\s?)?(?:더\s?)?(?:꼼꼼|튼튼|신경)"
        ),
        (
            r"(?:盒|箱|包装|瓶)[^,。!?;\n]{0,6}(?:破|烂|裂|瘪|变形|压扁|压坏)|漏(?:液|出|了)"
            r"|包装(?:太|很|比较)?(?:简陋|简单|差)|packag\w+ (?:was )?(?:damaged|crushed|torn)"
            r"|포장.{0,6}(?:찢|터|찌그)"
        ),
    ),
    thing(
        "less_packaging",
        _FORM,
        (
            r"(?:减少|少(?:用|点)|精简|省)(?:点|些|掉|了)?[^,。!?;\n]{0,6}(?:包装|塑料)"
            r"|过度包装|(?:包装|袋子)[^,。!?;\n]{0,6}(?:环保|可降解|可回收)"
            r"|less (?:plastic|packaging)|recycl\w+ packag\w+|(?:广告)?卡片省|과대\s?포장"
        ),
    ),
    thing(
        "more_colours",
        DemandKind.FUNCTION,
        (
            r"(?:其他|别的|更多|多(?:几|点|些|一些|出)?|多种|不同|新|几种|选择)(?:的|种)?(?:颜"
            r"色|配色|色号)|(?:颜色|配色|色号)[^,。!?;\n]{0,6}(?:多|丰富|更多|选择)"
            r"|(?:出|(?<!没)有|换|改)(?:成|个|一?款|是|能)*[^,。!?;\n]{0,4}(?:白|黑|红|粉|蓝|绿|"
            r"紫|金|银|灰|亮)色(?:的|款|版)?|(?:要是|如果)(?:是|能是)?[^,。!?;\n]{0,3}(?:白|黑|红|粉|"
            r"蓝|绿|紫|金|银|灰|亮)色的?款?就|(?:可以|能)换颜色|多彩"
            r"|(?:more|other|different) colou?rs?(?! theme)|colou?r (?:options|choices|selections?)"
            r"|색상.{0,4}(?:다양|많|추가)"
        ),
        r"颜色(?:太|就|只|比较)?(?:少|单一|没得选)|只有.{1,6}色",
    ),
    thing(
        "metal_body",
        _FORM,
        (
            r"(?:全|铝合|镁)?金属(?:机身|外壳|材质|后盖|壳|的)|(?:铝|镁)(?:镁)?合金"
            r"|metal (?:body|case|frame)"
        ),
        r"塑料感|塑料(?:外壳|壳|机身)|廉价感",
    ),
)
