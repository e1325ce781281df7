"""Words for wishing, making and having: in a wish they tell nothing of what is wished for."""

from collections.abc import Sequence

from voc.insight.words.telling import DENIED, TellingWord


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Chosen by reading the words that stand in most of 953 wishes for different things; Korean and
# English ones in dictionary form, as a WordReader gives them.
WISHING = _words("""
希望 期待 盼 盼望 恳请 建议 求 拜托 麻烦 要是 如果 能否 可否 最好 想要 增加 加 添加 加上 加个 出
推出 新出 推 改 改进 改善 改变 改良 改成 优化 完善 提高 提升 加强 升级 更新 支持 提供 做 弄 搞 整
设计 开发 配 配个 带 送 赠送 附送 附赠 配备 增强 考虑 需要 能 完美 更好 满意 尽快 早日 厂家 商家
店家 卖家 官方 产品 版本 版 功能 东西 方面 有待 注意 多 再 个 款 早点 继续 加油 努力 给力 以后
后续 下次 后期 今后 服务 质量 京东 客服 please add make allow support would love able like want
need feature option wish hope could should give have get let provide enable include create
implement bring offer put maybe also suggest use way ability possible possibility there nice
great better good future update version thing something app application user people developer guy
it change improve fix work see more new add-on request issue lot perfect remove follow following
awesome idea time day user's kind set way's really simply instead currently available 좋다 주다
있다 되다 하다 나오다 바라다 부탁 기능 추가 생기다 만들다 제품 좋겠다
""")  # fmt: skip


def without_wishing(words: Sequence[TellingWord]) -> tuple[TellingWord, ...]:
    """What is left names the thing: "themes" of "please add more themes"."""
    return tuple(word for word in words if word.key.removeprefix(DENIED) not in WISHING)
