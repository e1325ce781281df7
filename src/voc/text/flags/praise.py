"""Praise that fits any product: copied from order to order, or padded until it looks full."""

import re

from voc.text.flags.lexicon import Lexicon, listed, weight
from voc.text.opened import Opened

# With less, honest short reviews ("质量很好，物流很快，推荐购买") would be flagged. At these 0.6 %
# of the reviews of online_shopping_10_cats are, and by reading nine in ten rightly.
_MIN_WEIGHT = 12
_MIN_PRAISES = 4
_MOST_REST = 0.09  # share of the text that may speak of something else

# The writer says so.
_COPIED = Opened(
    "每|所有|全部|统一|一律|批量|这|本|复制粘贴|用|有|万能|通用|评价|好评|복사|복붙|리뷰|후기|copy|same",
    r"(?:每|所有|全部)[^,。!;\n]{0,10}(?:评价|评论|评语|评)[^,。!;\n不]{0,6}(?:一样|一模一样|相同"
    r"|这段)"
    r"|(?:统一|全部|一律)(?:用(?![了完过])|复制|粘贴)[^,。!;\n]{0,8}(?:段|话|评|好评)|(?:统一|一律|批量)好评"
    r"|(?:这|本)(?:段|条)(?:话|评价|评论|文字)[^,。!;\n]{0,6}(?:复制|粘贴|通用|万能)"
    r"|复制粘贴[^,。!;\n]{0,6}(?:评|这段)"
    r"|(?:用|有)(?:这|此|本)段(?:话|评价|文字)[^,。!;\n]{0,12}(?:没问题|是好|都是好|满意)"
    r"|(?:万能|通用)(?:好评|评价|评论|模板)|(?:评价|好评)(?:模板|模版)"
    r"|복사(?:해서)?\s?붙여\s?넣|복붙(?:\s?(?:리뷰|후기)|합니다|해요|이에요)|(?:리뷰|후기)\s?복붙"
    r"|(?:copy(?:ing)?(?: and |-| & |/)?paste?(?:ing)?|same) [^.!?\n]{0,30}(?:review|comment)"
    r"[^.!?\n]{0,12}\b(?:for|on|every|all)\b",
)
# Who writes of the copies of others, or of what a seller asks for.
_ACCUSING = re.compile(
    r"刷(?:单|的|好?评|出来|分)|水军|怀疑|不可信|别信|敷衍|虚假|造假|都是假|看不到|模[板版]都?给|给了?[^,。]{0,6}模[板版]"
    r"|[让叫要]我(?:们)?[^,。]{0,4}(?:复制|粘贴)|客服回复|(?:每个|所有)人"
    r"|(?:说|都)(?:一样|相同)[好难咸甜辣酸苦淡]"
    r"|\b(?:fake|bots?|suspicious|paid|is posted|are posted|sellers? (?:ask|want))"
)
# What sellers ask for and nobody says to a friend: counts as praise once more.
_STOCK = re.compile(
    r"宝贝(?:已经?)?收到|生意兴隆|一次(?:愉快的)?购物|值得信赖|五星好评"
    r"|(?:描述|图片)[^,。!]{0,3}(?:一致|相符|一样)|强烈推荐|期望值|大大的好评|财源广进"
    r"|越做越[大好]|全五[分星]|五星奉上|百分好评|重要的?事情?说三遍|认准|闭眼入|买它|一切都"
    r"|语言无法表达|谁[买用]谁知道"
    r"|번창|많이 파세요|재구매 의사|자주 이용|마음에 (?:쏙 )?[들듭]|포장도 잘"
    r"|별 (?:다섯|5) ?개|또 올게요|buy again|as (?:described|advertised)|on time|smooth transaction"
    r"|highly recommend|five stars"
)
_PRAISES = listed("""
    没有失望 没失望 齐全 方便 便捷 简单 放心之选 品质之选 好货 优质卖家 一流的 完好无损 完美无瑕
    惊喜连连 百分好评 不踩雷 冲 好用 亲测好用 稳定 服务好 没话说 用心了 无与伦比 值 很稳定 真不错
    没毛病 良品 真心好 精良 到位 顺利 amazing every 好 很好 非常好 特别好 真好 太好了 好好 好评
    不错 很不错 真不错 真心不错 满意 很满意 非常满意 喜欢 很喜欢 超级喜欢 完美 超赞 赞 很赞 棒
    很棒 超棒 优 佳 一流 神速 迅速 及时 快 很快 飞快 给力 实惠 优惠 便宜 低 划算 超值 物超所值
    物美价廉 价廉物美 物有所值 性价比高 性价比超高 货真价实 童叟无欺 热情 周到 贴心 耐心 细心 用心
    负责 诚信 放心 推荐 强烈推荐 值得 值得推荐 值得购买 值得拥有 值得信赖 信赖 支持 精美 精细 精致
    漂亮 好看 美观 严实 仔细 完好 完整 结实 牢固 上乘 优质 优秀 可靠 正品 超出期望 没得说 无可挑剔
    杠杠的 棒棒哒 愉快 开心 高兴 惊喜 相符 一致 一样 一模一样 到位 到家 五星 五星好评 五颗星 满分
    五分 全五星 大品牌 有保证 有保障 保证 保障 回购 光顾 感谢 谢谢 生意兴隆 财源广进 财源滚滚 靠谱
    良心 买到就是赚到 赚到 合适 不后悔 绝对不会后悔 没有色差 无色差 太好 太棒 太赞 赞赞赞 高 快捷
    速度快 大方 不亏 爱了 超好 良好 优异 出色 极好 绝佳 一级棒 顶呱呱 很值 超满意 友好 亲切 和气
    礼貌 严密 高档 上档次 좋 좋아요 좋습니다 좋네요 좋았 빠르 빨라요 꼼꼼 친절 착하 만족 최고 추천
    강추 번창 감사 저렴 예쁘 완벽 훌륭 튼튼 대박 재구매 믿고 good great excellent nice amazing
    awesome best fast quick perfect love loved happy satisfied recommend recommended wonderful
    fantastic super pleased thank thanks five stars cheap beautiful outstanding prompt promptly
    exceeded flawless trustworthy 优良 大推 推推 快速 完好无缺 无误 有问必答 棒棒的 超级赞
    杠杠滴 好评如潮 好卖家 正品保证 假一赔十 들어요 듭니다 들었 신속 대만족 빠른 감사드
""")
_FILLERS = listed("""
    功能 操作 外形 外观 重要 的 事情 说 三遍 奉上 他家 样样 人好 越做越大 越做越强 越做越好 第 n
    看了 家 最后 选择了 果然 没有失望 迫不及待 打开 从 到 购买了 不会 谁买谁知道 谁用谁知道 谁买
    谁 知道 不怕 等 找 之选 因为 语言 无法 表达 言语 只能 表示 推 闭眼入 姐妹们 姐妹 冲就对了
    就对了 解答 送达 快速 可以说 只要 每次 每一次 全 分 三 遍 总体评价 评分 满意度 产品质量
    物流速度 服务态度 all ever should 宝贝 东西 商品 产品 物品 货 货品 货物 质量 品质 物流 快递
    发货 送货 配送 到货 出货 运送 速度 服务 态度 服务态度 卖家 店家 店铺 店 商家 掌柜 老板 客服
    包装 价格 价钱 性价比 做工 外观 描述 图片 照片 实物 网上 购物 体验 一次 这次 这是 购买 买 下单
    收到 已收到 收到了 到了 已 已经 拿到 小哥 快递员 公司 物流公司 快递小哥 顾客 老顾客 老客户
    老顾客了 常客 客户 回头客 朋友 身边 亲 亲们 大家 大家都 家人 欢迎 选购 选择 入手 下手 赶快
    赶紧 快来 一切 总之 总体 总的来说 总体来说 整体 各方面 样样 什么都 都 也 还 还会 又 再 再来 会
    以后 下次 下回 继续 一直 一直在 一如既往 常来 再次 需要 有需要 有 没有 就 认准 这家 这 这个 的
    了 是 在 给 给个 大大 送上 走起 来 来吧 吧 哦 呢 啊 呀 哈 啦 嗯 得 地 和 与 跟 及 而且 并且 很
    非常 特别 超级 超 太 真 真的 真心 十分 相当 极其 极 最 挺 蛮 绝对 完全 确实 实在 简直 必须 我
    我们 自己 本人 个人 感觉 觉得 认为 用 用了 用着 使用 几天 才 评价 来评价 一个 一件 一样 以 多
    很多 都很 都是 到 放心 可以 能 值 希望 祝 越来越 好 经营 诚信经营 到底 服务员 期望值 完全 好的
    买到 快 比 想象 预期 说 没话说 不用说 整个 过程 交易 次 宝物 亲爱的 信用 信誉 款 同款 品牌
    大牌 家 他家 她家 你家 你们 你 他们 人 人很 点 点赞 手 高 상품 제품 물건 품질 배송 포장 가격
    판매자 판매자님 서비스 사장님 다 모두 아주 정말 매우 너무 진짜 역시 적극 강력 항상 또 다음
    다음에 다음에도 구매 구매할게요 구매하세요 잘 쓸게요 쓰겠습니다 받았 받았습니다 많이 파세요
    하세요 합니다 해요 해드려요 드려요 드립니다 입니다 이에요 예요 네요 습니다 았 었 어요 아요 고
    도 은 는 이 가 을 를 로 으로 에 에서 의 하 한 할 할게요 게 이고 이며 며 과 와 님 여기 여기서
    잘받았습니다 주문 사 샀 다들 모든 product products item items price quality shipping delivery
    delivered service seller sellers purchase purchased bought buy buying again will would
    definitely highly very really so and the i it is was this to of for my everything everyone all
    you your not exactly as described well packaged packaging ever much carefully securely with
    from store shop thing things time always also more only it's i'm am be been experience value
    money on in that at an are regret a
    advertised arrived transaction communication expectations expectation top notch
    10 5 cp 有 回复 买家秀 不用看 都不用看 闭眼 你家 滴 到货 拍 拍下 超 마음에 쏙 의사 있습니다
    있어요 있 가성비 자주 이용 응대 상태 별 다섯 개 곳 기분 게 주변 되어 시 해서 했 올게요 구매했
    려요 드려요 요 지인 에게 계속 매번 늘 전부
""")
_GENERIC = Lexicon(_PRAISES | _FILLERS)

# Looks like a fault, and is none.
_NO_FAULT = re.compile(
    r"迫不及待|不踩雷|不怕|不会|没有?失望|没有?色差|无色差|不错|绝?对?不会?后悔|不亏|没得说|没话说"
    r"|没有|不用[说看]|回头客|退换|完好无缺"
)
# Somebody asks for something; who hopes that a shop prospers does not.
_WISH = re.compile(
    r"(?<![主只])要是|就好了|建议|希望[^,。!;\n]{0,6}(?:点|些|改|加强|提高|优惠|便宜|降)"
    r"|\b(?:if only|i wish|could be)\b"
    r"|으면 좋겠|면 좋을"
)
# One of these, and somebody tells of what was bought.
_TURNED = re.compile(
    r"[差慢贵坏破退但却不没缺劣]|[吃喝衣裤鞋裙味甜脆香]|能用|舒服|超市|实体店|商场|运行|反应|网速|上网"
    r"|开机|系统|屏|音质|清晰|流畅|顺畅|轻薄|轻便|携带|颜色|大小|尺[码寸]|号码|合身|版型|款式|质感"
    r"|闻|薄|(?:第二|[一两隔次当])天[^,。!\n]{0,4}[到收送]|手感|材质|面料|布料|新鲜|效果|性能|配置|赠品|礼品|孩子|宝宝|[爸妈父母弟]|老公|老婆|儿子|女儿"
    r"|(?<!姐)妹|[男女](?:朋)?友|家里?人[^,。!;\n]{0,3}(?:喜欢|爱)|媳妇|闺蜜|办公|地段|位置|[用领][^,。!;\n]{0,4}[券卷]"
    r"|아쉽|별로|지만|는데|but|bad|slow"
    r"|poor"
)


def because(text: str) -> str | None:
    """Why ``text`` is template praise; None where it speaks of what was bought."""
    copied = _COPIED.search(text)
    if copied is not None and not _ACCUSING.search(text):
        return f"says it is copied: {copied[0][:20]}"
    if weight(text) < _MIN_WEIGHT:
        return None
    praises = _praises(text)
    if praises < _MIN_PRAISES:
        return None
    return f"praises what fits any product and says nothing else: {praises} times"


def is_hollow(text: str) -> bool:
    """Whether ``text``, however short, is praise that fits any product. No flag by itself."""
    return _praises(text) > 0


def _praises(text: str) -> int:
    """How often ``text`` praises; 0 where it speaks of what was bought or finds a fault."""
    found = _GENERIC.words(text, most_rest=_MOST_REST * weight(text))
    if found is None or _WISH.search(text) or _TURNED.search(_NO_FAULT.sub("", text)):
        return 0
    return sum(word in _PRAISES for word in found) + len(_STOCK.findall(text))
