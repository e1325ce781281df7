"""Who trades, recruits or draws lots, and the account at which they are reached.

Customers name daigou, group buys and prizes too. They give no account to reach themselves at, so a
trade proves nothing without one.
"""

import re

from voc.text.opened import Opened

_ID = r"[a-z0-9_*\-][a-z0-9_*.\-]{3,23}"
_NO_WORD = r"(?=[a-z.]{0,20}[0-9_*\-])"  # accounts of letters alone look like any word
_APP = r"抖音|快手|小红书|闲鱼|转转|微博|脸书|推特|微店|淘宝店|纸飞机|电报"
_LATIN_APP = (
    r"(?<!bottom )line|wechat|ig|insta(?:gram)?|tik\s?tok|fb|facebook|telegram|tg|kakao"
    r"|snap(?:chat)?|discord|whats\s?app|zalo|skype"
)
# Where a text may name an account: whoever writes without these trades nothing. By their rarest
# characters, for every opening that many texts hold costs.
TRACE_OPENINGS = (
    "@|抖音|红书|闲鱼|微|薇|徽|威|维|卫|-|인스타|채널|플친|플러스친구|단톡|채팅방|오픈톡|위챗|디스코드|v信"
    "|join |text |call |message |contact |dm "
)
TRACE = (
    r"@|(?:抖音|红书|闲鱼|微博)[^,。\n]{0,4}[a-z0-9]|[微薇徽威维卫][^\w,。\n]{1,3}[a-z]|-[0-9*]{4}"
    r"|인스타|채널|플친|플러스친구|단톡|채팅방|오픈톡|위챗|디스코드|v信"
    r"|join (?:my|our) |(?:text|call|message|contact|dm) (?:me|us)"
)
ACCOUNT = Opened(
    "加|微|薇|徽|威|维|卫|v信|vx|wx|q|扣扣|群|line|wechat|ig|insta|tik|fb|facebook|telegram|tg|kakao|snap"
    "|discord|whats|zalo|skype|抖音|快手|小红书|闲鱼|转转|脸书|推特|淘宝店|纸飞机|电报|我的|我们的|关注|追踪|搜|私我|找我"
    "|滴滴我|私讯|私信|扫码加我|看我|主页有|카톡|카카오톡|텔레그램|오픈|라인|위챗|디스코드|인스타|@|채널|플친|플러스친구|단톡|리딩|채팅"
    "|[0-9*][0-9*]-|[0-9*][0-9*][0-9*]-|문자|연락|전화|문의|contact |message |text |dm |reach "
    "|call |email |e-mail |add |join |follow |viber|signal",
    rf"加(?:[微薇徽威维卫]信?|[vw]x|[vwq](?![a-z])|赖)[^a-z0-9_*\n]{{0,6}}{_ID}"
    # A hint at WeChat and a sign.
    rf"|(?<![\u4e00-\u9fff])[微薇徽威维卫][^\w,。\n]{{1,3}}(?=[a-z]){_NO_WORD}{_ID}"
    rf"|(?:[微薇徽威维]信|v信|(?<![a-z])[vw]x)\W{{0,4}}(?:id|同?号|是)?\W{{0,4}}{_NO_WORD}{_ID}"
    r"|(?:(?:qq群?|q群)号?[: ]{0,3}|(?:扣扣群?|群号?)[: ]{1,3})[0-9*]{5,12}"
    rf"|(?<![a-z])(?:{_LATIN_APP})\s?(?:account|官方|帐号|账号|社群|群组|群|粉专|搜寻?)?"
    rf"\s?(?:id\s?[: ]\s?|:?\s?@|:\s?{_NO_WORD}){_ID}"
    rf"|(?:{_APP})(?:号|账号|帐号)?\s?(?:搜索?|[:@])\s?@?{_ID}"
    rf"|我们?的(?:{_APP})(?:号|账号|帐号)?\s?[:@]?\s?{_ID}"
    r"|(?:关注|追踪|加入|搜寻?)[^,。\n@]{0,8}@[\w.\-]{2,24}"
    # Of what the writer did not do: "团长找我", "客服私信我说".
    r"|(?<![^\W的请可要意趣接妹])(?:[私找]|滴滴)我(?=$|[\W_]|进|领)"
    r"|(?<![^\W的请可要意趣接妹])私[讯信](?:我(?![说问道们了的])|小盒子|小编|小帮手|本人|版主)"
    r"|扫码加我|看我的?主页|主页有[^,。\n]{0,3}(?:链接|惊喜|福利)"
    rf"|(?:카톡|카카오톡|텔레그램|오픈채팅|라인|위챗|디스코드)[^a-z0-9_*\n]{{0,8}}{_ID}"
    rf"|인스타(?:그램)?\s?(?:@|{_NO_WORD}){_ID}"
    r"|@[a-z0-9_.]{3,24}[^.\n]{0,6}팔로우"
    r"|(?:채널|플친|플러스친구)[^,.\n]{0,14}추가(?:하시|하세|해\s?주|하면|$|하고[^.\n]{0,16}(?:받으세요|드려|드립))"
    r"|(?:오픈\s?채팅|오픈톡|단톡|리딩|채팅)방?[^,.\n]{0,6}(?:입장|오세요|들어오)"
    r"|[0-9*]{2,3}-[0-9*]{3,4}-[0-9*]{4}\s?(?:으?로)?\s?(?:문자|연락|전화|문의|카톡)"
    r"|(?:문자|연락|전화|문의)[^0-9*\n]{0,6}[0-9*]{2,3}-[0-9*]{3,4}-[0-9*]{4}"
    r"|\b(?:contact|message|text|dm|reach|call|e-?mail|add|whatsapp) (?:me|us)"
    r"(?: (?:at|on|via|by))?[ :]{0,2}(?:[@+]|[0-9*]{3}|whats\s?app|telegram|wechat|kakao|e-?mail)"
    r"|\bdm (?:@|me (?:for|to|if)\b)"
    r"|\bjoin (?:my|our) [^.,\n]{0,20}(?:group|channel|server|chat)\b|\bfollow (?:us |me |our )?@"
    r"|\b(?:whats\s?app|telegram|wechat|kakao ?talk|viber)\b[: ]{0,3}[@+*0-9]"
    r"|\bsignal[: ]{1,3}[@+*]",
)
TRADE = re.compile(
    r"代[购买订抢办开理]|跑腿|直邮|[跟开揪组]团(?!游)|团购|拼[单团]|接龙|货源|一手|尾[单货]|原单|库存|清[仓货]"
    r"|[甩批]货|批[价量发]|[供拿入出]货|转[售让卖]|代发|厂[价家]|正品|免税|秒杀|福利|优惠|半价|[平特低]价|便宜"
    r"|抽[一二三四五六七八九十大\d]|抽奖|大奖|大礼|礼[券品物盒]|送礼|赠品|送手机"
    r"|招(?:聘|工|人|新|募|打字|兼|学员|代|商)|兼[职差]|打字员|时薪|日[结薪领入赚]|周结|副业|外快|[赚挣](?!到)|加盟"
    r"|彩金|彩票|六合|时时彩|博[彩弈]|娱乐城|体验金|开奖|下注|棋牌|炒[股币]|荐股|报牌|明牌|运彩|带单|稳赚|涨停|理财|套现|提额|贷"
    r"|减[肥脂重]|瘦|见效|丰胸|祛[斑痘]|偏方|陪[玩聊]|代[打练]|外挂|办证|发票"
    r"|공구|공동\s?구매|구매\s?대행|대리\s?구매|직구|추첨|경품|증정|체험단|무료|특가|떨이|도매|반값|공장가|최저가|싸게"
    r"|저렴|혜택|재택|투잡|알바|고수익|당일\s?지급|모집|토토|카지노|바카라|슬롯|꽁머니|로또|리딩|코인|주식|대출"
    r"|포인트|적립|쿠폰|할인|레플|명품|짝퉁"
    r"|\b(?:personal shopper|daigou|group buy|bulk|giveaway|raffle|lucky draw|chance to win"
    r"|free (?:samples?|spins?|gifts?|stuff|coupons?)|part[- ]time|side hustle|passive income"
    r"|get paid|paid daily|hiring|remote jobs?|forex|signals|bitcoin|crypto|bett?ing|lottery"
    r"|jackpot|casino|deals|bargains|(?:best|lowest|factory|wholesale|cheap(?:er|est)?) prices?"
    r"|clearance|dropship\w{0,4}|i can ship|pay less|half price|replicas?|earn|loans?)\b"
)
