"""Postal addresses down to a house or a flat; places alone stay."""

import re
from collections.abc import Iterator

from voc.types.document import Span

_N = r"[0-9一二三四五六七八九十百零〇]{1,6}"
# Characters that stand before an address or between a sentence and it, never in its names.
_WORD = (
    r"(?:(?<=解)放|家(?=[庄莊村园園湾灣沟溝坡坝壩岗崗桥橋堡屯寨营營坪河塘岭嶺]|\Z)"
    r"|[^\W\d_a-zA-Z我你他她它的了在住到是寄送于於放给給咗請请去错錯家跟"
    r"把被从從离離往向址這这那就不没沒係])"
)
_PROVINCE = (
    r"(?:(?:北京|天津|上海|重[庆慶]|香港|澳[门門])市?|(?:河北|山西|[辽遼][宁寧]|吉林|黑[龙龍]江"
    r"|江[苏蘇]|浙江|安徽|福建|江西"
    r"|山[东東]|河南|湖北|湖南|[广廣][东東]|海南|四川|[贵貴]州|[云雲]南|[陕陝]西|甘[肃肅]|青海"
    r"|[台臺][湾灣])省?"
    r"|(?:[内內]蒙古|[广廣]西|西藏|[宁寧]夏|新疆)(?:\w{0,3}自治[区區])?)"
    r"(?![东東南西北中]?(?:大道|[路街]))"  # streets are called like provinces
)
# Atomic: of a text made of nothing but these words, each area would be cut in six ways.
_AREA = rf"(?>{_WORD}{{1,6}}?(?:市|自治州|[区區县縣旗镇鎮乡鄉]))"
# After an area a street is called like it: "三民區遼寧二街".
_PROVINCE_ALONE = re.compile(rf"(?<![市区區县縣镇鎮乡鄉]){_PROVINCE}")
_POST_CODE = re.compile(r"(?<![0-9.])\(?\d{3}(?:\d{2,3})?\)?\s?\Z")
_HEAD = re.compile(
    # A post code stands between city and district in Taiwan.
    rf"(?P<area>(?:{_PROVINCE}\s?)?(?:(?:{_AREA}|九[龙龍]|新界"
    rf"|香港[岛島])\s?(?:(?<=[市縣])\d{{3}}(?!\d))?){{0,4}})"
    rf"(?P<street>(?:{_WORD}{{1,8}}?[村里庄莊]\s?(?:{_N}[鄰邻]\s?)?)?{_WORD}{{1,8}}?)\Z"
)
_CORE = re.compile(
    # Road and number, with lanes and alleys …
    rf"(?P<road>[路街道巷弄段村庄莊]"
    rf"|大道)\s?(?:{_N}段)?\s?(?:{_N}[巷弄组組隊队]\s?){{0,2}}{_N}(?:[之\-]\d{{1,4}}(?=[号號]))?"
    r"\s?(?:[号號弄](?!店(?![铺鋪]))(?:院|[楼樓])?|之\d)"
    # … or a village and its group …
    rf"|(?P<village>[村庄莊屯])\s?第?{_N}(?:村民小[组組]"
    rf"|[组組社队隊](?![团團合成织織区區员員伍长長会會]))(?:\s?{_N}[号號])?"
    # … or a building by its name, and a room …
    rf"|(?P<building>(?:大[厦廈]|[广廣][场場]|中心|公寓|花[园園]"
    rf"|(?<![酒茶学學館馆号號0-9一二三四五六七八九十])[楼樓閣阁苑邨])\s?)"
    rf"(?:(?:(?:[A-Z]|{_N})座|{_N}[层層楼樓])\s?(?:\d{{3,4}}(?!\d)[室房]?|[A-Z][室房])"
    rf"|{_N}[室房])(?![东東间間子])"
    # … or community and building.
    rf"|(?P<estate>小[区區]|花[园園]|公寓|[苑邨村府湾灣园園城舍]|[广廣][场場]|中心|大厦"
    rf"|大廈)?\s?(?:{_N}期\s?)?{_N}(?:[号號][楼樓]|[栋棟幢座])"
)
_DETAIL = re.compile(
    rf"(?:\s?(?:之\d+|{_N}\s?(?:[号號](?:院|[楼樓]|[仓倉]库?|[门門])?|[栋棟幢座弄巷]|[单單]元"
    rf"|[门門](?=\s?[0-9])|[层層]|[楼樓](?:之\d+)?|[室户戶]|房(?![东東间間子产產]))"
    rf"|[A-Z]{{1,2}}座|[A-Z]\d{{1,2}}[栋棟幢座]|{_N}[Ff](?![0-9A-Za-z])"
    r"|(?<=[号號])地下(?![铁鐵室停车車商])|[A-Z]室|\d{3,4}(?!\d)"
    r"|(?<=元)[一二三四五六七八九零〇]{3,4}|[^\W\d_a-zA-Z]{2,8}(?:小[区區]|花[园園]|公寓"
    r"|[广廣][场場]|大[厦廈]|中心|[国國][际際]|[0-9一二三四五]{1,2}期"
    r"|(?=\s?[A-Z]?[0-9]{1,3}(?:[号號][楼樓]|[栋棟幢座]))))"
    r"){1,12}"
)
_FLAT = re.compile(
    rf"(?<![0-9A-Za-z]){_N}(?:[号號][楼樓]|[栋棟幢座])\s?(?:{_N}[单單]元\s?{_N}[室号號户戶房]?"
    rf"|{_N}(?:[室户戶]|房(?![东東间間子产產])))"
)
# Said of where a person lives or wants a parcel; without it a road and a number may be a shop's.
_PERSONAL = re.compile(
    r"(?:地址|住|寄|送|[发發][货貨到]|收|家|放|[错錯]|[补補]|住址)[^，。！？；]{0,8}\Z"
)
_PUBLIC = re.compile(
    r"(?:[门門]店|[门門]市|[专專旗][卖賣舰艦]店|酒店|[饭飯]店|店在|[总總]部|工[厂廠]|[厂廠]址"
    r"|[产產]地|公司|企[业業]|生[产產]商?|位[于於]|[开開]在|[评評][论論])"
    r"[^，。！？；]{0,6}\Z"
)
_SHOP = re.compile(
    r"[^，。！？；\s]{0,8}?(?:[专專][柜櫃]|[门門]?店|柜台|櫃檯|[购購][物买買]|[买買逛]的?)"
)
# What a text must hold for anything to be found here.
HINT = re.compile(
    r"[0-9一二三四五六七八九十百零〇](?:[号號弄栋棟幢座室房社组組队隊]|村民)|之\d|[A-Z]座"
    r"|[楼樓][A-Z]室"
)
KOREAN_HINT = re.compile(r"[가-힣][ ,]{0,2}\d|\d동")
ENGLISH_HINT = re.compile(r"\d[A-Za-z]? [A-Z0-9]|Box \d|\d [a-z]+ (?:st|av|r|l|dr|co)")

_BACK = 48  # characters before a number that may belong to its address

_KOREAN_AREA = (
    r"(?:(?:서울|부산|대구|인천|광주|대전|울산|세종|제주)(?:특별자치시|특별시|광역시|특별자치도"
    r"|시)?|(?:경기|강원|충청[남북]|전라[남북]|경상[남북])(?:특별자치)?도?"
    r"|충[남북]|전[남북]|경[남북])"
)
# Everyday words that end like a city or a ward.
_KOREAN_WORDS = (
    r"(?:혹시|다시|역시|잠시|반드시|즉시|몹시|일시|친구|가구|도구|문구|요구|축구|야구|누구)"
)
_KOREAN_SMALL = r"(?:[가-힣A-Za-z0-9]{0,10}(?:아파트|빌라|오피스텔|원룸|맨션|빌딩|연립))"
_KOREAN_HOUSE = (
    r"(?:[가-힣A-Za-z0-9]{0,12}(?:아파트|빌라|오피스텔|빌딩|타워|맨션|원룸|자이|래미안|푸르지오"
    r"|힐스테이트|더샵|아이파크"
    r"|편한세상|캐슬|파크|타운|하이츠|팰리스|스카이|위브|데시앙|리버|주공|단지|마을))"
)
_KOREAN = re.compile(
    rf"(?<![가-힣])(?:{_KOREAN_AREA}\s?(?:[가-힣]{{1,5}}[시군구]\s?){{0,2}}|(?!{_KOREAN_WORDS})"
    rf"(?:[가-힣]{{1,5}}[시군구]\s){{1,2}})"
    r"(?:[가-힣0-9]{1,6}[읍면동리]\s?){0,2}(?:(?:[가-힣0-9]{1,9}[로길]\s?){1,2})?"
    r"(?:(?<=[읍면동리로길])|(?<=[읍면동리로길] ))[1-9]\d{0,3}(?:-\d{1,4})?(?:번지|번길\s?\d{1,4})?"
    r"(?:-\d{1,4})?(?![0-9년월개원만천])"
    rf"(?:[, (]{{1,2}}(?:{_KOREAN_HOUSE}\s?)?"
    r"(?:\d{1,4}동\s?)?(?:\d{1,4}호|\d{1,2}층)\)?)?"
    rf"|(?<![가-힣])(?:{_KOREAN_AREA}\s?(?:[가-힣]{{1,5}}[시군구]\s?){{0,2}}"
    rf"(?:[가-힣0-9]{{1,6}}[읍면동]\s?)?)?"
    rf"(?:(?:(?<![가-힣A-Za-z])"
    rf"|(?<=[시군구읍면동])){_KOREAN_HOUSE}\s?)?(?<!\d)\d{{1,4}}동\s?\d{{2,4}}호(?![선기차])"
    rf"|(?<![가-힣A-Za-z]){_KOREAN_SMALL}\s?\d{{2,4}}호(?![선기차])"
)
_STREET = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln"
    r"|(?<!Hard )(?<!Flash )(?<!Disk )(?<!Thumb )(?<!Solid State )(?<!Test )Drive|Dr|Court|Ct"
    r"|Place|Pl|Terrace|Way|Parkway|Pkwy|Square|Sq|Close|Crescent|Highway|Hwy|Circle|Row|Gardens|Mews"
    r"|Grove|Quay|(?:Trail|Trl|Loop|Path|Walk|Hill|Rise)(?=, ?[A-Z]))"
)
_UNIT = (
    r"\d{1,3}/F|#\d\w{0,4}"
    r"|(?:Tower|Block|Apt|Apartment|Suite|Ste|Unit|Flat|Floor|Fl|Room|Rm)\.? ?#?\w{1,6}(?!/)"
)
_PLACES = (
    r"(?:,? (?:[A-Z][a-z]+(?: [A-Z][a-z]+)?|[A-Z]{2}),?){0,3}"
    r"(?:,? (?:(?:NSW|VIC|QLD|SA|WA|TAS|ACT|NT) \d{4}|\d{5}(?:-\d{4})?"
    r"|[A-Z]{1,2}\d[0-9A-Z]? \d[A-Z]{2}|[A-Z]\d[A-Z] \d[A-Z]\d))?(?![0-9A-Za-z])"
)
_ENGLISH = re.compile(
    rf"(?<![0-9A-Za-z.$#\-])(?:(?:{_UNIT}),? ){{0,3}}(?<![0-9A-Za-z.$#\-/])"
    rf"(?:(?:(?:Unit|Apt|Flat) )?\d{{1,4}}[A-Za-z]?/)?\d{{1,5}}[A-Za-z]? (?!Off )"
    rf"(?:[NSEW]\.? )?(?:(?:[A-Z][a-z'’]+|\d{{1,3}}(?:st|nd|rd|th))\.? ){{1,3}}"
    rf"{_STREET}\b\.?(?: (?:NW|NE|SW|SE|N|S|E|W)\b)?"
    rf"(?:,? (?:{_UNIT}))?{_PLACES}|(?<![A-Za-z])P\. ?O\. ?Box \d{{1,6}}{_PLACES}"
    rf"|(?<![A-Za-z])PO Box \d{{1,6}}{_PLACES}"
)
# In small letters only where it is said that somebody lives there or wants a parcel.
_SMALL = re.compile(
    r"(?i:liv(?:e|ing) (?:at|on)|address is|ship(?:ped)? (?:it )?to|sen[dt] (?:it )?to"
    r"|deliver(?:ed)? (?:it )?to|left (?:it )?at|moved to)[\s:]{1,2}"
    r"(?P<address>\d{1,5}[a-z]? (?!star )(?:[nsew]\.? )?(?:[a-z]+ |\d{1,3}(?:st|nd|rd|th) ){1,3}"
    r"(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|court|ct|boulevard|blvd)\b"
    r"(?:,? (?:apt|unit|suite|flat|#)\.? ?\w{1,5}\b)?)"
)


def find(text: str) -> Iterator[Span]:
    """Addresses in Chinese: whole ones, and flats told without their street."""
    done = 0
    for core in _CORE.finditer(text):
        if core.start() < done:
            continue
        detail = _DETAIL.match(text, core.end())
        end = detail.end() if detail else core.end()
        start = _start(text, core, done, end)
        if start is not None:
            done = end
            yield Span(start, done)
    for flat in _FLAT.finditer(text, done):
        yield Span(*flat.span())


def _start(text: str, core: re.Match[str], done: int, end: int) -> int | None:
    """Where the address around ``core`` begins that ends at ``end``; None where it is no person's.

    Nothing before ``done`` belongs to it.
    """
    head = _HEAD.search(text, max(done, core.start() - _BACK), core.start())
    if not head:
        return None
    around = max(done, head.start() - 12)
    if _PUBLIC.search(text, around, head.start()):
        return None
    # Of area, name and flat two say enough; of a road a word before it says the rest.
    signs = (
        head["area"],
        core["road"] or core["estate"] or core["village"] or core["building"],
        end > core.end() or core["building"],
    )
    personal = core["road"] and _PERSONAL.search(text, around, head.start())
    if sum(map(bool, signs)) < 2 and not personal:
        return None
    if not personal and _SHOP.match(text, end):
        return None
    # "改成四川省…": nothing before a province belongs to it.
    province = _PROVINCE_ALONE.search(text, head.start(), core.end())
    start = province.start() if province else head.start()
    code = _POST_CODE.search(text, max(done, start - 9), start) if head["area"] else None
    return code.start() if code else start


def find_korean(text: str) -> Iterator[Span]:
    """Addresses in Korean, and flats of named blocks."""
    for match in _KOREAN.finditer(text):
        yield Span(*match.span())


def find_english(text: str) -> Iterator[Span]:
    """Addresses in English, from the house number on."""
    for match in _ENGLISH.finditer(text):
        yield Span(*match.span())
    for match in _SMALL.finditer(text):
        yield Span(*match.span("address"))
