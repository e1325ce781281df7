"""What platforms write in the place of a customer."""

from voc.text.flags.lexicon import Lexicon, letters, listed
from voc.text.opened import Opened

# The longest such sentence we know has 40 characters in Chinese, 80 in English.
_MAX_LETTERS = 90

# A platform says one of these …
_CORE = Opened(
    "评价|评论|好评|系统|平台|自动|默认|预设|代为|暂无|未|用户|使用者|买家|顾客|会员|客户|消费者|收货人|网友|对方|您|此|该|本"
    "|位|天内|후기|리뷰|상품평|내용|구매평|별점만|평점만|자동|시스템|등록|작성|구매확정|구매결정|left|wrote|gave|provided|with"
    "|no|did|has|auto|ratingonly|default|system|submitted|posted|generated|given|by",
    r"(?:评价|评论|好评).{0,6}(?:折叠|隐藏|屏蔽|默认)"
    r"|(?:系统|平台|自动|默认|预设|代为).{0,14}(?:[好正]评|评价|评论|评语|五星|5颗?星|五颗星|[五5]分|生成|满分)"
    r"|^(?:暂无|未).{0,4}(?:评价|评论)"
    r"|(?:用户|使用者|买家|顾客|会员|客户|消费者|评价方|收货人|网友|对方|此|该|本|天内).{0,14}"
    r"(?:未|没|无|仅|只).{0,8}(?:评|文字|留言)|(?:用户|使用者|买家|顾客|会员|客户|您)(?:未|没有)填写"
    r"|(?:用户|使用者|买家|顾客|会员|客户|位)很懒"
    r"|用户(?:觉得|认为)(?:该|此)?商品|(?:评价|评论).{0,4}(?:由系统|系统自动|为空)"
    r"|(?:후기|리뷰|상품평|내용|구매평).{0,12}(?:없습니다|없음|않|만등록)"
    r"|[별평]점만|(?:자동|시스템).{0,8}(?:등록|작성|후기|리뷰)|(?:등록|작성)된.{0,10}없"
    r"|자동.{0,4}구매(?:확정|결정)|구매(?:확정|결정).{0,8}자동"
    r"|(?:left|wrote|gave|provided|with)no(?:comment|review|feedback|text)"
    r"|(?:no|without|withouta)(?:written|text)(?:comment|review|feedback)"
    r"|no(?:comment|review|feedback|rating)s?(?:text|content|details)?"
    r"(?:was|were|is|are|has|have|provided|left|given|entered|available|written|submitted)"
    r"|(?:didn(?:o)?t|hasn(?:o)?t|not)(?:left?|leave|writ(?:e|ten)|provide|rate|enter|submit)"
    r"|auto(?:matic(?:ally)?)?(?:generated|positive|submitted)|ratingonly"
    r"|auto(?:matic(?:ally)?)?(?:5star|fivestar)?(?:review|rating|feedback)"
    r"|(?:left|submitted|posted|generated|given)automatically|by(?:the)?(?:system|platform)"
    r"|(?:default|system)(?:positive)?(?:review|rating|feedback|generated)",
)
# … and nothing but these.
_WORDS = Lexicon(
    listed("""
    于 颗 已被 折叠 隐藏 屏蔽 认为 不错 남겼습니다 남겼음 했습니다 此 该 本 这位 这条 这个 位 条
    的 地 了 为 被 由 是 在 对 后 并 且 将 已 也 而 其 仅 只 仅仅 未 没 没有 无 暂 尚 暂无 未曾
    用户 买家 顾客 客户 会员 匿名 消费者 评价方 收货人 评价者 对方 网友 亲 系统 平台 商城 消息
    提示 自动 默认 预设 代为 代替 给予 给 给出 做 作 做出 作出 进行 发表 填写 写 写下 留下 留 提交
    撰写 发布 输入 生成 确认 完成 显示 视为 判定 评价 评论 评语 评分 打分 评星 点评 留言 反馈 内容
    文字 任何 好评 中评 五星 5星 四星 4星 满分 星级 星 默认值 晒图 图片 有效 具体 相关 信息 其他
    追评 及时 超时 超过 逾期 到期 过期 超期 按时 规定 时间 时限 期限 期 内 天 日 小时 个 以内 未评
    未评价 一 二 三 四 五 十五 三十 七 十 十天 1 2 3 4 5 7 10 14 15 20 30 60 90 100 订单 交易 商品
    收货 签收 觉得 非常 非常好 很 好 很好 较好 一般 不好 较差 满意 很差 故 因 因此 因为 所以 或 和
    于 空 구매자 고객 작성자 이용자 회원 판매자 사용자 님 가 이 은 는 을 를 에 의 로 으로 도 께서
    후 별도 별도의 작성 등록 자동 자동으로 시스템 구매 확정 구매확정 상품 상품평 구매평 후기 리뷰
    내용 평가 별점 점수 만 텍스트 글 사진 남기 남긴 작성한 작성된 등록된 작성하지 남기지 않
    않았습니다 않은 않음 않아 았습니다 없습니다 없는 없음 입니다 된 한 되었습니다 됩니다 일 기간
    내 경과 기본 처리 처리된 의해 에의해 하지 미작성 the this that a an of in by for on to is was
    has have had and but with from user buyer customer member reviewer shopper purchaser seller
    did not didn't didnt no left leave leaves write wrote written writing provide provided gave
    give given post posted submit submitted review reviews comment comments feedback rating
    ratings star stars text any only five 5 4 1 auto automatic automatically generated system
    default positive within days day after time limit period expired none was deadline platform
    您 主动 使用者 很懒 什么 都 有 仅有 只有 颗星 正评 检测 检测到 到 打 分 期限
    没留下 没写 也 都没 也没 6 8 9 21 24 28 45 48 72 180 구매결정 결정 지나 지났 주문 건 하고 하여
    입력 하셨 않으셨습니다 없이 평점 별 코멘트 댓글 에서 점 따라 만족 기한 고객님 해당 there are
    is were be just available rate rated entered details content order completed successfully
    purchase transaction hours without
""")
)
# What is no sentence of its own but stands alone.
_BARE = frozenset({"用户未填写", "未填写", "未评价", "暂无评价", "未填写评价"})


def because(text: str) -> str | None:
    """Why ``text`` is a platform's, None where a person may have written it."""
    plain = letters(text)
    if len(plain) > _MAX_LETTERS:
        return None
    core = _CORE.search(plain)
    if core is None and plain not in _BARE:
        return None
    if _WORDS.words(text) is None:
        return None
    return f"says only what shop systems say: {(core[0] if core else plain)[:20]}"
