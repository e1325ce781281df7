"""Names and numbers by which people are found in messengers and on platforms."""

import re
from collections.abc import Iterator

from voc.types.document import Span

_BEFORE = r"(?<![A-Za-z])"
# Signs and little pictures between a label and a name: "薇❤lulu88520".
_SIGNS = (
    r"(?:[\s:.=>(❤♥💕💗👉➡~]|是|为|為|搜[索尋寻]?|[联聯][系繫絡络]|加|[为為]|으로|로|은|는|친추"
    r"|추가|채널"
    r"|\b(?:is|me|on|as)\b){0,6}"
)
_NAMED = (
    r"(?:[的嘅]?(?: ?[号號][码碼]?|名|[帐账賬帳][号號]|\s?(?i:u?id))|\s?(?:아이디|아디)"
    r"|\s?(?i:id|handle|account|user ?name|name|number))"
)
_CHINESE = (
    r"(?:微[ .\-]?信|加个微|加個微|薇信|威信|徽信|維信|维信"
    r"|微❤|薇|绿泡泡|[绿綠]色[软軟][件體]|[Vv薇][❤♥]|(?:加我?|[+➕]){1,2}\s?(?:微信?|卫|(?i:vx"
    r"|v信|v|q|line)|賴|赖)"
    rf"|賴我?|我的?[Qq](?=是|\s?:)|[Qq](?=号|號)|扣我|(?:[进進加]群|群)(?=\s?[:号號]"
    rf"|\s?[1-9]\d{{7}})"
    rf"|(?:淘[宝寶]|[Bb]站|小[红紅]薯|陌陌|[钉釘]{{2}}|[卫衛]星)(?={_NAMED})|[纸紙][飞飛][机機]"
    rf"|{_BEFORE}[Vv](?=:)|{_BEFORE}(?i:vx|v信|wx|weixin|wechat|qq)|扣扣|抠抠|摳摳|支付[宝寶]"
    rf"|[Qq]群|{_BEFORE}[Qq](?=\s?:)"
    r"|企鹅|抖音|快手|小[红紅][书書]|旺旺|[电電][报報]|[闲閒][鱼魚])群?"
)
_FOREIGN = (
    r"(?:위챗|왓츠앱|큐큐|디스코드|인별(?:그램)?|카카오톡|카카오|카톡|오픈톡|오픈채팅|라인"
    r"|텔레그램|텔레|인스타(?:그램)?"
    rf"|{_BEFORE}(?i:wechat|weixin|line|kakao(?:talk)?|telegram|tg|whats ?app|viber|signal|skype"
    r"|zalo|snapchat|snap(?=:)|tiktok|twitter|instagram|insta|ig|messenger|discord|venmo"
    r"|cash ?app))"
    r"(?:好友)?"
)
_LINK = (
    r"(?:t\.me|wa\.me|line\.me|u\.wechat\.com|open\.kakao\.com|m\.me|paypal\.me|discord\.gg"
    r"|(?:www\.)?(?:instagram|facebook|fb)\.com)/"
)
_WORD = rf"(?!{_LINK})@?[A-Za-z][A-Za-z0-9_.\-]{{4,29}}"
_TAGGED = r"[A-Za-z][A-Za-z0-9_.]{1,29}#\d{4}(?!\d)"
_NAME = rf"{_WORD}|[1-9]\d{{4,11}}(?!\d|\s?[元块塊円원人只家次万萬])"
# Names and numbers are at least so long.
HINT = re.compile(r"[A-Za-z0-9@][A-Za-z0-9_.\-/]{3}|\d \d")

# The first characters of labels, so that other places in a text are passed over at once.
_LABEL_STARTS = (
    "微薇威徽維维绿綠抠摳支加+➕賴扣企抖快小旺电電闲閒淘小陌钉釘卫衛纸紙进進群我Bb인카오라텔인위왓큐디"
    "VvWwQqLlKkTtSsZzCcIiMmDdUuOoHhPpFf"
)
_MESSENGER = re.compile(
    rf"(?=[{_LABEL_STARTS}])(?:(?<![A-Za-z0-9])(?P<link>(?:https?://)?{_LINK}"
    rf"[A-Za-z0-9_~./\-]{{2,60}})|{_CHINESE}(?P<named>{_NAMED})?{_SIGNS}(?P<name>{_NAME})"
    rf"|{_FOREIGN}(?P<called>{_NAMED})?{_SIGNS}(?P<handle>[@$][A-Za-z0-9_.\-]{{3,30}}|{_TAGGED}"
    rf"|{_WORD}"
    r"|\+?\d(?:[ \-]?\d){7,14}))"
)
_MARKED = re.compile(r"[0-9_@#$]")
# Makers, product lines and shops are called like messengers: what follows is a lot or a day.
# Birthdays in people's names are older, and their letters seldom large.
_DATED = re.compile(
    r"[A-Z]{0,3}20(?:1[5-9]|[23]\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[0-9A-Z]{0,4}"
)

# So many followers or votes; nobody picks such a number, and few are given one.
_ROUND = re.compile(r"[1-9]\d?0{3,}")


def find(text: str) -> Iterator[Span]:
    """Names and numbers in messengers, without their labels."""
    for match in _MESSENGER.finditer(text):
        kind = match.lastgroup or ""
        start = match.start(kind)
        name = match[kind].rstrip(".-")
        # Any word may follow "line" or "signal": a name is one that was called so, or looks so.
        counts = _DATED.fullmatch(name) or _ROUND.fullmatch(name)
        looks_so = _MARKED.search(name) and not counts
        if kind == "link" or match["named"] or match["called"] or looks_so:
            yield Span(start, start + len(name))
