"""Texts that sell something else, recruit, or pay for reviews."""

import re
from bisect import bisect_left
from collections.abc import Iterable

from voc.text.flags import disguise, sellers
from voc.text.opened import Opened

# Hardly a review holds one of these: whoever writes without them advertises nothing.
_TRACE = Opened(
    "算命|姻缘|八字|副业|私|我|主页|资料|空间|名额|同款|加|找我|群|搜|好评|五星|微|薇|徽|威|维|卫|团购价|친구"
    r"|stars|\+|➕|迦|扣|vx|qq|line|公众号|二维码|联系|头像|进群|入群|社|券|巻|劵|返|红包|现金|领|折扣|邀请码"
    r"|兼职|刷单|代理|贷款|发票|高仿|复刻|批发|包邮|祖传|咨询|赚|http|www|\.|t\.cn|打开|复制|砍价|注册|￥|\$|€"
    "|카톡|카카오|텔레그램|오픈채팅|쿠폰|캐시백|부업|알바|레플리카|문의|링크|할인|whats|telegram|wechat|gift"
    "|coupon|promo|discount|cash|% off|my |earn |dm me|work from home|" + sellers.TRACE_OPENINGS,
    r"算命|姻缘|八字|副业"
    r"|私我|我主?[页]|主页|资料|空间|名额|同款|加我|找我|群|搜|好评|五星|[微薇徽威维卫]芯|团购价"
    r"|친구\s?추가|stars"
    r"|[微薇徽威维]信|[加+➕迦扣]\s?[vqw]|vx|qq|扣扣|line|加[微赖v]|公众号|二维码|私[信聊]|私讯"
    r"|联系|头像|进群|入群|社团|社群"
    r"|券|巻|劵|返|红包|现金|领取|领娶|领|折扣|邀请码|兼职|刷单|代理|贷款|发票|高仿|复刻|批发|包邮"
    r"|祖传|咨询|赚"
    r"|http|www|\.(?:com|cn|net|red|top|xyz)|t\.cn|打开|复制|搜索?[“\"「]|砍价|注册|[￥$€]"
    r"|카톡|카카오|텔레그램|오픈채팅|쿠폰|캐시백|부업|알바|레플리카|문의|링크|할인"
    r"|whats\s?app|telegram|wechat|gift ?card|coupon|promo|discount|cash ?back|% off"
    r"|my (?:code|link|bio|shop)|earn |dm me|work from home|" + sellers.TRACE,
)
_ID = r"[a-z0-9_*\-]{5,24}"
_CONTACT = re.compile(
    r"(?:[看见点戳进]|详询|详见|咨询|联系|加)[^,。\n]{0,3}(?:头像|主页|资料|简介)|主页链接"
    r"|看我(?:主页|资料|空间|简介)|我(?:的)?(?:空间|主页|店铺?)(?:里|置顶|搜)"
    # Not of people: "朋友找我借", "加我一共四个".
    r"|(?<![家服板主方员们友他她会来直话])[私加找][我俺](?=$|[\W_a-z]|[领拿要微薇咨了就聊吧哦]|工厂)"
    r"|联系我(?!们)|加[^,。\n]{0,6}群|到我店|私[讯信][你我](?!的)"
    r"|私信(?:报价|咨询|了解)|친구\s?추가"
    rf"|(?:[微薇徽威维]信|v信|vx|wx|加微|加v|加w|加赖|加line"
    rf"|[+➕迦]v)[^a-z0-9_*\n]{{0,8}}(?:id)?[^a-z0-9_*\n]{{0,4}}{_ID}"
    r"|(?:电话|手机|联系|热线|微信同号)[^a-z0-9*\n]{0,6}[0-9*][0-9*\- ]{6,}"
    r"|(?:카톡|카카오톡|텔레그램|오픈채팅|톡)으로\s?(?:연락|문의)(?!했|하니|드렸|해\s?[봤보])"
    r"|(?:关注|搜索?)[^,。\n]{0,6}公众号|点[我击][^,。\n]{0,3}头像"
    # Codes on packs are the maker's own.
    r"|(?<![瓶盖盒袋罐箱装卡奶])扫[^,。\n到瓶盖盒袋罐箱装卡]{0,4}二维码(?=$|[\W_]|[加进关领])"
    r"|私[信聊讯](?!我的)[^,。\n]{0,3}(?:我|客服|领|找|即)|加(?:我|个|一下)?(?:好友|群|社团|社群)|进群|入群"
    r"|联系[^,。\n]{0,4}(?:客服|微信|我们?)[^,。\n]{0,8}(?:领|返|红包)"
)
_LINK = re.compile(
    r"https?:|www\."
    r"|(?:网址|登录|访问|打开|浏览器|visit|check out|go to)[^\n]{0,12}[a-z0-9]\.(?:com|cn|net|org"
    r"|top|xyz)"
    r"|(?<![a-z0-9])[a-z0-9\-]{1,40}\.(?:com|cn|net|org|shop|red|top|xyz|cc|me|vip|club|ly"
    r"|link)/[a-z0-9]"
    r"|link in (?:my )?(?:bio|profile)|[￥$€][a-z0-9]{8,16}[￥$€]|复制.{0,14}打开"
    r"|(?:打开|搜).{0,8}搜索?.{0,4}\d{5,}"
    r"|프로필\s?링크|링크\s?(?:클릭|참고|타고)"
)
_REWARD = Opened(
    r"[$%cdfgpr专优佣免内回大折淘现白礼红购赚返送隐领사상적캐쿠페현]",
    r"返现|返利|回馈金?|红包|(?:内部|隐藏|大额|专属|淘宝|优惠|折扣|免费|购物)[^,。\n]{0,3}[券巻劵]"
    r"|领[^,。\n]{0,8}[券巻劵]|现金|礼包|免费(?:领|送|拿)|领[取娶]"
    r"|返\s?\d+|佣金|赚|白菜价|内部折扣|送\d+元?"
    r"|쿠폰|캐시백|사은품|적립금|현금|상품권|페이백"
    r"|\b(?:gift ?cards?|coupons?|cash ?back|promo code|discounts?|refund you|free gift)\b|% off"
    r"|\$\d+ (?:gift|coupon|off|cash|bonus)",
)
_OFFER = Opened(
    "[一二仅代传低便做免兼减刷副办加助包半博厂同团复姻工帮彩征恭手批招接收无日月欢治注清满现瘦砍祖私秒秘算考自药诚货贷资"
    "过进配量零首高급대도레무부수알여일최투하娱体六开토카바꽁체cefhilmnrw]",
    r"副业|接单|代练|代充|代写|算命|姻缘|考证|资料免费|免费资料|清库存|清仓|半价|自动发货|秒到账"
    r"|首月|办理|工厂直供|便宜(?:一半|[^,。\n]{0,3}[块元])|量大从优|无效退款|祖?传?配方"
    r"|治[^,。\n]{1,3}(?:病|脱发|鼻炎|痘|秃)|征信|秒批|日入|过万|过千|仅限今[日天]|团购价|免运"
    r"|进群|恭喜|满\d+减\d+|欢迎来店|低价|免费喝|做任务|手工活"
    r"|兼职|刷单|日[赚结入领]|月入|招(?:募|收)?代理|征求代理|诚招[^,。\n]{0,6}代理|批发|零售"
    r"|一件代发|代开|贷款|高仿|复刻|货到付款|厂家直销|低价|便宜卖"
    r"|包邮|减肥|瘦身|瘦[^,。\n]{1,4}斤|祖传|秘方|药到病除|收徒|二手|现货|同款|注册[送立即]|首充"
    r"|砍价|帮[我忙]点|助力|零囤货|零门槛|零成本|加盟|办证|私家侦探|彩票|博彩"
    r"|여기서\s?(?:보세요|받으세요)(?!라)|무료\s?(?:다운|보기|시청)"
    r"|娱乐城|体验金|六合彩|开奖|토토|카지노|바카라|꽁머니|체험단"
    r"|부업|알바|일당|하루\s?\d+만|레플리카|최저가|급전|대출|도매|무료\s?상담|수익|투자"
    r"|\b(?:from home|no experience|replicas?|half price|wholesale|cheap(?:er|est)?|free shipping"
    r"|earn|make money|loans?|casino|free spins|crypto|invest|my (?:shop|store|channel))\b",
)
# One of these is enough.
_PLAIN = Opened(
    r"[\s五代八内刷副复好姻宝密想招晒点私算追邀隐리진포eglpuw]",
    r"(?:算命|姻缘|八字)[^\n]{0,20}(?:付|准)|副业[^,。\n]{0,4}群|(?<![只光就])想赚钱"
    r"|宝妈[^,。\n]{0,6}(?:副业|兼职)"
    r"|(?:好评|五星|晒图|晒单|追评)[^。\n]{0,14}返[^。\n]{0,24}(?:客服|截图|私|名额|联系)"
    r"|代写[^,。\n]{0,3}(?:好?评|评价)|招[^,。\n]{0,3}代理|密令"
    r"|(?:leave|give|write|post)[^.\n]{0,24}(?:stars?|review)[^.\n]{0,60}"
    r"\b(?:get|receive|claim|earn|for)\b[^.\n]{0,12}"
    r"(?:gift ?card|cash ?back|refund|paypal|coupon|\$\d+ (?:gift|back|off|cash))"
    r"|邀请码\s?[:：]?\s?[a-z0-9]{4,}|刷单[^。\n]{0,8}(?:日结|一单)|代开[^,。\n]{0,4}发票"
    r"|复制这[段条][^\n]{0,40}打开"
    r"|好评[^。\n]{0,14}(?:截图|晒图|加图|带图|联系|私)[^。\n]{0,14}(?:返|领|红包|奖|送|\d元)"
    r"|(?:진성\s?)?(?:포토)?\s?리뷰\s?(?:남기|작성|쓰)[^.\n]{0,24}(?:캐시백|페이백|드[려립]|지급)"
    r"|(?:use|enter) (?:my |the |this )?(?:promo |discount "
    r"|coupon )?code [a-z]{0,12}\d[a-z0-9]{0,12}"
    r"|link in (?:my )?bio"
    r"|earn \$?\d+[^.\n]{0,12}(?:day|week|month|hour)|点我头像|私信我[^,。\n]{0,3}(?:领|拿|送)"
    r"|(?:内部|隐藏)优惠[券巻]",
)
# Who tells of such an offer, broken or kept, is a customer.
_TOLD = re.compile(
    r"(?<![不无没])骗|不给|没给|没返|不返|不兑现|没兑现|才给|到账了|已到账|[要领加]了|给了我"
    r"|[真确果][的实然]返|没收到|没到账|删差评|改好评|举报|投诉"
    r"|大家小心|要小心|别信|别上当|拉黑|不稀罕|卡片上|小卡片|[让叫要逼求]我|说好|说是"
    r"|恶心|反感|套路太|不理我|안\s?주|사기|거짓|짜증|scam|never (?:got|received|paid)|asked me"
    r"|told me|begg|bribe|shady|(?:had|have|has|needed) to (?:leave|write|post|give)"
    r"|\bi (?:used|paid|ordered|returned|contacted|bought|got|won|joined|received)\b"
    r"|샀|받았|구매했|준다(?:고|길래|더니)|준대"
    r"|(?:找|托|请|让|跟着?|通过)[^,。\n]{0,20}(?:[买购订抢]的|[买购团订抢][了到]|下的?单)"
    r"|扫了|中了|没中|中奖(?!率|名额|机会)|,结果|让(?:关注|加|扫)|关注(?:了|[^,。\n]{0,6}后)|用了[^,。\n]{0,6}券"
    r"|[在从](?:http|www)[^,。\n]{0,40}[买购]|[在从] (?:http|www)[^,。\n]{0,40}[买购]"
)
# Who finds fault sells nothing.
_FAULT = re.compile(
    r"没人[接理]|没反应|打不[通开]|联系不上|太[慢差]|垃圾|失望|难[吃用喝]|破了|漏了|发霉|变质|过期|拉肚"
    r"|不好[吃用喝]|不推荐|别买|不要买|也没有|没有收到|곰팡이|고장|불량|안\s?(?:열|돼|되)"
    r"|unsafe|injur|\bhurt|chok(?:e|ing)|recall|\bbroke|danger|hazard|burn|did ?n['o]t|does ?n['o]t"
)
# Characters between the way and the offer, at most: in long texts of customers both may stand.
_FAR = 80
_SIGNS = re.compile(
    r"[^\w￥$€.:/\-]+|(?<=[\u4e00-\u9fff])[.:/\-_]+"
    r"|(?<![.:/\-_])[.:/\-_]+(?=[\u4e00-\u9fff])"  # a run is tried from its first alone
)


def because(text: str) -> str | None:
    """Why ``text`` is an advert: a way to reach the seller and what for, or a plain lure."""
    # Before those who tell of an offer are heard: they do not hide its words.
    hidden = disguise.because(text)
    if hidden is not None:
        return hidden
    if not _TRACE.search(text) or _TOLD.search(text) or _FAULT.search(text):
        return None
    # Signs between the letters hide words from filters: 领./娶, 内 部.
    for written in (text, _SIGNS.sub("", text)):
        reason = _reason(written)
        if reason is not None:
            return reason
    return None


def _reason(text: str) -> str | None:
    lure = _PLAIN.search(text)
    if lure is not None:
        return f"lures: {lure[0][:30]}"
    accounts = list(sellers.ACCOUNT.finditer(text))
    offers = [list(_REWARD.finditer(text)), list(_OFFER.finditer(text))]
    if any(offers):
        ways = (*_CONTACT.finditer(text), *_LINK.finditer(text), *accounts)
        reason = _way_to(offers, ways)
        if reason is not None:
            return reason
    return _way_to([list(sellers.TRADE.finditer(text))], accounts) if accounts else None


def _way_to(goals: list[list[re.Match[str]]], ways: Iterable[re.Match[str]]) -> str | None:
    for way in ways:
        for of_kind in goals:
            goal = _beside(way, of_kind)
            if goal is not None:
                return f"gives a way to an offer: {way[0][:30].strip()}, {goal[0][:20]}"
    return None


def _beside(way: re.Match[str], goals: list[re.Match[str]]) -> re.Match[str] | None:
    """The first of ``goals``, in order of their places, that is within reach of ``way``."""
    at = bisect_left(goals, way.start() - _FAR, key=re.Match.end)
    return goals[at] if at < len(goals) and goals[at].start() <= way.end() + _FAR else None
