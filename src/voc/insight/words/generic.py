"""Words that tell that someone is unhappy or wishes for something, but not what.

Chosen by reading the 540 words that stand most evenly over the ten product kinds of the negative
training rows of online_shopping_10_cats, and the Korean and English words that mean the same or are
as frequent in naver_shopping_absa_ko, nsmc_sentiment_ko and app_reviews_4class_en (training rows).
Korean and English ones are listed as a WordReader gives them: in dictionary form, 하다 taken off.
Cantonese ones say the same as a Mandarin one here (食 is 吃, 唔 is 不), as the segmenter cuts what
is folded to simplified; 晒, 紧 and 抵 stay out, for they name something in Mandarin.
A word that can name what is wrong (小, 慢, 硬, 破, 包装, 客服) stays out of these lists.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What turns the next telling word into its opposite: "不够 酸", "没有 一点 脆劲".
NEGATIONS = _words("""
不 没 没有 无 未 不是 不够 不太 不怎么 不大 不能 不会 不到 不了 无法 毫无 并不 并没有 并没 还没
从不 缺 缺少 缺乏 没什么 没啥 不再 不足 少了 唔 冇
not no never without lack hardly barely cannot cant
can't couldn't couldnt won't wont wouldn't wouldnt don't dont doesn't doesnt didn't didnt isn't isnt
aren't arent shouldn't mustn't needn't wasn't wasnt weren't werent hasn't hasnt haven't havent
hadn't hadnt ain't
""")
# The same at the head of a word: "不脆", "没电", "无味".
NEGATING_HEADS = ("不够", "不太", "没有", "毫无", "不", "没", "无", "未")

# How strongly something is said: apart from the word, where it belongs to how people name the
# trouble ("太 稀"), and at the edges of words the segmenter keeps whole ("太稀", "甜到").
DEGREES = frozenset({"太", "过", "偏", "过于", "too"})
LIGHT_HEADS = ("特别", "超级", "有点", "太", "很", "挺", "偏", "真")
LIGHT_TAILS = ("得很", "死了", "多了", "了", "的", "着", "得", "地", "到", "死", "啊", "呢", "吧")

# Grammar, time, quantity, and what everybody does with a product.
_FUNCTION = _words("""
的 了 是 我 都 就 也 还 很 有 在 说 给 这 用 和 就是 到 太 什么 还是 这个 要 人 个 知道 你 可以 啊
才 去 上 而且 吧 又 让 一样 这样 吗 还有 有点 有点儿 一次 自己 非常 时候 后 以后 再 这么 怎么 但
但是 能 过 跟 真的 一点 一点点 一点儿 一点也 第一次 现在 会 比较 对 结果 想 被 比 大家 你们 呢 来
把 这次 我们 时 发现 很多 一 已经 找 只能 一直 特别 根本 月 里面 只有 那么 着 等 得 最 因为 换
真是 里 居然 觉得 点 如果 下 两个 一下 为什么 时间 真 完 其他 他 拿 那 实在 中 应该 直接 这种 完全
连 出来 做 以前 从 所以 天 与 本来 之后 竟然 可能 第二天 只 之前 开始 看到 一天 地方 起来 最后
朋友 挺 他们 今天 然后 几天 超级 下次 刚 更 只是 虽然 需要 出现 却 可是 谁 叫 还要 简直 以为 这是
放 为 绝对 几个 情况 出 那个 开 日 请 好像 另外 后来 呀 上面 告诉 两天 再也 别人 好多 么 说好 拿到
啦 呵呵 啥 任何 年 的话 一看 并 原因 越来越 一定 新 回来 必须 这里 基本 而 确实 该 明明 几次 除了
还好 就算 走 正常 看看 估计 反正 全是 为了 别的 差不多 办法 倒 行 难道 看着 前 每次 第二次 两次
其实 没法 次 左右 下午 实际 一起 样子 将 已 半天 肯定 总之 原来 没想到 全部 唯一 弄 这些 上次 重新
算 事 考虑 人家 当时 带 过来 所有 那种 对于 哦 先 星期 款 多少 本人 一句 像是 块 同事 当天 遇到
各种 或者 其它 家 首先 如此 并且 咋 哪里 嘛 地 看起来 起 整个 三天 同样 说话 话 成 内 总是 看来
不管 相当 且 所谓 是否 够 那些 全 之 可惜 那样 本身 此 好好 尤其 刚刚 几乎 像 似的 似 一股 一个
一种 一只 一口 一堆 有些 有的 某 每 各 另 它 她 咱 俺 谁家 这款 这家 这儿 那儿 这玩意 玩意 玩意儿
东东 跑 打开 收到 拆开 买到 到手 吃 喝 买 闻 摸 看 尝 咬 嚼 穿 戴 洗 听 吃完 喝完 用完 吃起来
喝起来 闻起来 用起来 摸起来 看上去 吃到 喝到 闻着 吃着 喝着 多 老 老是 经常 总 常常 有时 动不动 隔
会儿 一会儿 一半 半 里头 外面 后面 下面 部分 程度 方面 来说 而言 甚至 至少 起码 有没有 是不是
能不能 可不可以 要不要 过于 过分 略 略微 稍 稍微 稍稍 十分 极 极其 极度 最最 如何 还行 给我 给人
由于 以及 及 等等 其 于 则 即 若 虽 仍 仍然 依然 依旧 马上 立刻 突然 忽然 果然 当然 毕竟 到底 究竟
终于 曾经 曾 正 正在 快要 即将 随便 几 两 三 两三 多次 好几 一两 一些 某些 那边 这边 呐 哇 嗯 额
呃 件 种 条 张 包 袋 盒 瓶 罐 箱 斤 份 位 遍 回 趟 元 块钱 点儿 法 得到 讲 见 真心 严重 明显
""")
_FEELING = _words("""
好 差 垃圾 失望 满意 喜欢 讨厌 后悔 无语 郁闷 生气 气愤 恶心 难吃 好吃 难喝 好喝 好用 难用 好看
难看 好闻 难闻 一般 一般般 不好 不行 不值 不值得 值得 值 太差 很差 最差 差劲 差评 中评 好评 糟糕
糟 踩雷 雷 坑 坑人 坑爹 骗人 骗 忽悠 上当 推荐 建议 回购 购买 再买 复购 下单 入手 千万 千万别 别
不要 不想 不敢 不用 不爽 不怎么样 怎么样 不如 不错 还可以 将就 凑合 算了 简单 厉害 要死 要命 死
死人 受不了 完蛋 效果 感觉 体验 问题 质量 品质 东西 产品 商品 货 物品 评价 打分 星 购物 网购 网上
商家 卖家 店家 店铺 牌子 品牌 公司 厂家 本店 本品 味道 口味 口感 味儿 味 价值 水平 意思 心情 想法
浪费 钱 扔 丢 丢掉 扔掉 扔了 懒得 无良 黑心 服 服了 唉 哎 晕 汗 呸 靠 妈的 tmd 滚 傻 傻逼 sb
智商税 交智商税 踩坑 避雷 拔草 种草 翻车 拉胯 辣鸡 渣 渣渣 破玩意 破东西 失败 最烂 太烂 很烂 烂透
透顶 极差 超差 真差 巨难吃 超难吃 太难吃 很难吃 太难 没用 无用 舒服 不舒服 满意度 不满 不满意
不推荐 不建议 不喜欢 不会再买 再也不买 再也不会 不买 别买 会买 想买 买来 买回来 买了 什么玩意
什么东西
""")
_WISH = _words("""
希望 要是 就好了 更好 最好 想要 期待 盼 盼望 求 求求 麻烦 推出 出个 出点 改进 改善 改良 提高 提升
加强 优化 增加 多点 多出 做成 做个 搞 搞个 弄个 来个 来点 有个 什么时候 官方 赶紧 赶快 尽快 早日
完美 不妨 应当
""")
_CANTONESE = _words("""
系 系好 真系 都系 但系 净系 嘅 咗 啲 一啲 喺 嚟 哋 佢 佢哋 我哋 你哋 呢款 嗰 𠮶 嗰阵 咁 咁样
咩 乜 乜嘢 嘢 点解 边个 边度 而家 仲 仲要 俾 俾人 畀 揾 搵 睇 睇落 食 食落 食完 饮 饮落 几耐 成日
嘞 啩 喎 㗎 吖 钟意
""")
_ENGLISH = _words("""
the a an is are was were be been am i me my we our you your it its this that these those he she
they them of to in on at for from with by and or but so as if than then there here very too really
just quite even still also only all any some more most much many lot bit do does did have has had
get got would could should can will may might must please wish want like make made buy bought use
used using product item thing stuff bad worst worse terrible awful horrible poor good great nice
ok okay disappointed disappointing disappointment hate garbage trash junk rubbish waste money
recommend again when after before what which who how why out up down off over about into one two
first time every each both other another same own such much well even already yet ever always
never often sometimes now soon later back away through while because although though however until
since where whenever whatever therefore instead actually definitely absolutely probably especially
pretty sure able unable anymore enough kind sort way day week month year hour minute people person
someone everyone anyone everything something anything nothing problem issue quality brand company
seller store shop review star purchase order receive bring give take put go come let keep see say
tell ask know think believe understand feel seem look find try need hope expect love happen become
eat drink wear finish thank thanks sorry unfortunately honestly his her him their us
pls plz fix matter fine annoy annoying anytime everytime completely properly totally literally
basically seriously latest recent recently today yesterday tonight
""")
_KOREAN = _words("""
너무 정말 진짜 아주 매우 좀 조금 약간 그냥 걍 다시 더 덜 다 잘 또 많이 별로 전혀 이미 벌써 아직
계속 자꾸 항상 늘 가끔 자주 일단 다만 바로 딱 엄청 완전 굉장히 상당히 꽤 참 특히 역시 절대 절대로
거의 제일 가장 아예 결국 금방 확실히 솔직히 솔직 이제 지금 막 함께 같이 왜 전부 모두 오히려 차라리
도대체 대체 하도 워낙 이렇게 그렇게 어떻게 넘 훨씬 굳이 혹시 제발 꼭 진심 전체 생각보다 그나마
심지어 제품 상품 물건 때 정도 생각 느낌 기대 만족 불만 후회 마음 맘 기분 효과 처음 이번 다음 전 후
부분 점 사람 집 시간 돈 날 하루 오늘 어제 곳 끝 말 이유 필요 경우 문제 품질 질 맛 후기 리뷰 평점
별점 판매자 판매처 업체 회사 브랜드 가게 추천 비추 실망 최악 최고 감사 사용 구매 구입 재구매 주문
개선 출시 희망 부탁 짜증 쓰레기 정성 나름 하다 되다 있다 같다 좋다 나쁘다 싫다 괜찮다 아쉽다
맛있다 맛없다 좋아하다 쓰다 사다 먹다 마시다 입다 신다 보다 보이다 오다 가다 나다 나오다 내다 주다
드리다 받다 알다 모르다 들다 넣다 보내다 시키다 그렇다 이렇다 어떻다 생기다 느끼다 만들다 바라다
원하다 지나다 가지다 심하다 비추다 믿다
""")

GENERIC = _FUNCTION | _FEELING | _WISH | _CANTONESE | _ENGLISH | _KOREAN
