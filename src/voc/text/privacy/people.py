"""Names that stand next to a number: with it they are one item."""

import re

from voc.types.document import Span

_SURNAMES = (
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖萧蕭田董潘袁"
    "蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鍾姜崔谭譚陆陸范汪廖石金韦韋贾賈夏傅方邹鄒熊白孟秦邱侯江尹薛闫阎閻雷龙龍"
    "黎史陶贺賀毛郝顾顧龚龔邵万萬严嚴钱錢覃武戴莫孔汤湯温溫康施洪倪柯颜顏翁游詹簡简"
)
_DOUBLE = "欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|东方|東方|皇甫|尉迟|令狐|慕容|司徒"
# Never in a given name, common before a number.
_GIVEN = (
    r"[^\W\d_a-zA-Z的了打电電话話号號请請加找我你他她是在有和"
    r"给給叫到方没沒不就也都要这這那吗嗎呢吧联聯]"
)
_TITLE = r"(?:先生|女士|小姐|太太?|老师|老師|师傅|師傅|阿姨|叔叔|同学|同學|经理|經理|总|總|生)"
_ROLE = (
    r"(?:[仓倉][库庫]?管|客服|店[长長]|快[递遞][员員]|[业業][务務][员員]|老板|老闆"
    r"|管家|司[机機]|房[东東])"
)
_WORDS = (
    r"(?:马上|馬上|方[便式面]|高[兴興速]|于[是此]|任[何意]|[许許]多|[万萬]一"
    r"|金[额額]|白天|常用|[温溫]馨|石[头頭]|何[时時]|江[苏蘇西]"
    r"|重[庆慶]|夏天|曾[经經]|全[部家])"
)
# Begin like nicknames.
_COMMON = (
    r"(?:小[时時票区區程件店型]|大[家概厅廳约約型堂小多部]"
    r"|小[红紅][书書薯]|小[灵靈]|大[陆陸][号號]?)"
)
_CHINESE = (
    rf"{_ROLE}?(?:"
    rf"(?:(?<![\u4e00-\u9fff])"
    rf"|(?<=[叫是找给給俾搵话話机機码碼人名系絡络繫我员員户戶主管长長写寫着著]))"
    rf"(?:{_GIVEN}{{1,3}}?(?:[妈媽]{{1,2}}|爸爸?|奶奶|[爷爺]{{2}})"
    rf"|(?!{_COMMON})[小大]{_GIVEN}{{1,2}}"
    rf"|大[{_SURNAMES}]|(?:(?:{_DOUBLE})|[{_SURNAMES}])(?:{_TITLE}|{_GIVEN}{{1,2}}{_TITLE}?)"
    rf"|阿{_GIVEN}{{1,2}})"
    rf"|[小老][{_SURNAMES}][头頭]?"
    # A surname with two characters is a name wherever it stands, unless a word begins like it.
    rf"|(?!{_WORDS})(?:(?:{_DOUBLE})|[{_SURNAMES}])(?:{_GIVEN}{{2}}{_TITLE}?|{_TITLE}))"
)
_KOREAN = (
    r"(?<![가-힣])(?!전화|연락|번호|문의|주문|고객|이메일|인터넷|안심|배송|구매|수령|문자|우리"
    r"|지금|오전|오후|주소|정보|신청|신고|공지|방문|변경|이전|원래|임시|이번|이쪽|기사|한국|서울"
    r"|부산)[김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진나지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국]"
    r"(?:[가-힣]{2}(?![가-힣])|[가-힣]{1,3}?\s?(?:님|씨|고객님)"
    r"|\s?(?:대리|과장|차장|부장|사장|팀장|실장|점장|원장|기사|선생)님?)(?:\([가-힣]{1,5}\))?"
    r"|(?<![가-힣])[가-힣]{2,4}\s?(?:엄마|아빠|할머니|할아버지)"
)
_ENGLISH = (
    r"(?<![A-Za-z'’.])(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? [A-Z][A-Za-z'’\-]{1,20}"
    r"(?: [A-Z][A-Za-z'’\-]{1,20})?"
    r"|(?!(?:Call|Phone|Tel|Text|Contact|Please|My|Customer|Service|Support"
    r"|Hotline|The|Order|Number|Mobile|Cell|Our|Your|Batch|Lot|Amazon|Fax|Whats|Or|And|Reach|Ring"
    r"|Dial)\b)"
    r"[A-Z][a-z][A-Za-z'’\-]{0,20} [A-Z][A-Za-z'’\-]{1,20})"
)
_PHONE_WORD = (
    r"(?:的?(?:[电電][话話]|手[机機]|[联聯][系絡][电電][话話]|[号號][码碼]|[电電]|전화|연락처"
    r"|(?i:tel|phone|mobile|cell))"
    r"(?:[号號][码碼]?|번호)?[是为為]?[\s.:]{0,2})?"
)
# What firms and their rooms end in.
_FIRM = (
    r"(?<!Company)(?<!Corporation)(?<!Department)(?<!Stores)(?<!Store)(?<!Toys)(?<!International)"
    r"(?<!Industries)(?<!Products)(?<!Group)(?<!Importers)(?<!Services)(?<!Affairs)(?<!Inc)"
)
_LINKED = rf"{_FIRM}[\s,，、:/|;(\[\-]{{0,3}}(?:(?:at|on|@)\s)?{_PHONE_WORD}"
_BEFORE = re.compile(rf"(?P<name>{_CHINESE}|{_KOREAN}|{_ENGLISH}){_LINKED}\Z")
# One Latin name alone is any word with a capital, unless it is said who it is.
_SAID_WHO = re.compile(
    r"(?:(?:[收寄][件货貨]人|[联聯][系繫絡络]人?|[打找搵][给給俾到]?|叫"
    r"|(?<![A-Za-z])(?i:ask for|call"
    r"|contact|reach|ring|text|see|husband|wife|brother|sister|mother|father|mom|mum|dad|son"
    r"|daughter|neighbou?r|friend|name is|attn))[\s:]{0,2})"
    rf"(?P<name>(?!(?:Me|Us|My|The|At|On|Customer|Support|Service|WhatsApp|Line|Tel|Phone)\b)"
    rf"[A-Z][a-z]{{1,14}}){_LINKED}\Z"
)
# Numbers free of charge are of firms: who is called there is a maker, which reports tell of.
_FREE = re.compile(r"\+?(?:1[ .\-]?)?\(?8(?:00|33|44|55|66|77|88)[ )./\-]")
_BACK = 48  # characters before a number that may hold a name
_CLOSING = {"(": ")", "[": "]"}


def with_name(text: str, phone: Span) -> Span:
    """``phone`` with the name right before it, and the bracket it closes."""
    if _FREE.match(text, phone.start):
        return phone
    base = max(0, phone.start - _BACK)
    found = _BEFORE.search(text, base, phone.start) or _SAID_WHO.search(text, base, phone.start)
    if not found:
        return phone
    opened = text[found.end("name") : phone.start]
    closes = next((_CLOSING[sign] for sign in opened if sign in _CLOSING), None)
    closed = closes is not None and text[phone.end : phone.end + 1] == closes
    return Span(found.start("name"), phone.end + closed)
