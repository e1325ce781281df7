"""What is left of a sentence when the words for the product are taken out."""

import re

from voc.text.flags.lexicon import listed, weight

# Without the product's words. With less, customers build the same sentence by themselves
# (_味道很好,孩子很喜欢,下次还会再买).
LEAST_WEIGHT = 14

_SLOT = "□"
# Words for goods that reviews name and product names often lack.
_GOODS = listed("""
    牛奶 酸奶 奶粉 奶酪 饮料 果汁 矿泉水 咖啡 茶叶 红茶 绿茶 奶茶 豆浆 饼干 面包 蛋糕 月饼 糖果
    巧克力 薯片 坚果 瓜子 花生 核桃 果干 芒果干 肉干 牛肉干 海苔 辣条 零食 大米 面条 方便面 螺蛳粉
    火锅底料 酱油 食用油 蜂蜜 燕麦 水果 苹果 橙子 车厘子 樱桃 草莓 芒果 火腿 香肠 鸡蛋 月子餐
    洗面奶 洁面乳 面霜 乳液 爽肤水 精华 面膜 眼霜 防晒霜 粉底液 口红 唇膏 眉笔 香水 洗发水 护发素
    沐浴露 洗手液 香皂 牙膏 牙刷 漱口水 洗衣液 洗洁精 纸巾 抽纸 湿巾 卫生巾 纸尿裤 尿不湿 拖把
    垃圾袋 毛巾 浴巾 床单 被子 被套 枕头 四件套 床垫 拖鞋 鞋子 运动鞋 靴子 衣服 外套 毛衣 卫衣
    衬衫 裤子 牛仔裤 裙子 连衣裙 内衣 袜子 帽子 围巾 背包 书包 钱包 行李箱 手机 平板 电脑 笔记本
    耳机 音箱 键盘 鼠标 充电器 充电宝 数据线 手机壳 手表 手环 相机 电视 冰箱 空调 洗衣机 热水器
    微波炉 电饭煲 电饭锅 豆浆机 榨汁机 吹风机 剃须刀 电风扇 加湿器 净化器 吸尘器 台灯 水杯 保温杯
    杯子 锅 炒锅 菜刀 碗 盘子 筷子 玩具 积木 图书 书 文具 铅笔 雨伞 猫粮 狗粮 猫砂
    우유 요거트 커피 과자 쿠키 초콜릿 라면 김 사탕 음료 주스 크림 로션 토너 세럼 마스크팩 선크림
    립스틱 샴푸 린스 바디워시 치약 칫솔 세제 휴지 물티슈 기저귀 이불 베개 신발 운동화 셔츠 바지
    치마 원피스 양말 가방 지갑 핸드폰 이어폰 충전기 노트북 청소기 텀블러 냄비 책
    milk yogurt coffee tea cookies cookie chocolate chips noodles snack snacks cream lotion serum
    mask sunscreen lipstick shampoo conditioner toothpaste toothbrush detergent diapers shoes
    boots shirt pants dress jacket socks hat bag backpack wallet phone tablet laptop headphones
    earphones earbuds speaker keyboard mouse charger cable case watch camera tv fridge vacuum
    blender fan lamp bottle mug cup pan knife toy toys book books pillow blanket
""")
_LONGEST = max(map(len, _GOODS))
_LATIN = re.compile(r"[a-z]+(?:'[a-z]+)?")
_DIGITS = re.compile(r"\d+")
_SIGNS = re.compile(rf"[^\w{_SLOT}]+|_+")
_SLOTS = re.compile(rf"(?:{_SLOT}|0)*{_SLOT}(?:{_SLOT}|0)*")
# The least of a product's name that counts as naming it: one syllable stands anywhere.
_LEAST_PART = 2


def frame(text: str, product: str) -> str | None:
    """``text`` with a slot for each word of its product; None where too little is left, or no slot.

    Both cleaned, lower-case and folded. Signs and blanks are left out: who copies a sentence
    changes them. Figures are all alike.
    """
    names = frozenset(_LATIN.findall(product))
    slotted = _DIGITS.sub("0", _slotted(text, product, names))
    bare = _SLOTS.sub(_SLOT, _SIGNS.sub("", slotted))
    if _SLOT not in bare or weight(bare.replace(_SLOT, "")) < LEAST_WEIGHT:
        return None
    return bare


def _slotted(text: str, product: str, names: frozenset[str]) -> str:
    parts: list[str] = []
    at = 0
    while at < len(text):
        latin = _LATIN.match(text, at)
        if latin:
            word = latin[0]
            parts.append(_SLOT if word in names or word in _GOODS else word)
            at = latin.end()
            continue
        size = _goods_at(text, at, product)
        parts.append(_SLOT if size else text[at])
        at += size or 1
    return "".join(parts)


def _goods_at(text: str, at: int, product: str) -> int:
    """How many characters from ``at`` on name the product or a kind of goods; 0 for none."""
    known = 0
    for size in range(1, min(_LONGEST, len(text) - at) + 1):
        word = text[at : at + size]
        if not word[-1].isalnum():
            break
        if word in _GOODS or (size >= _LEAST_PART and word in product):
            known = size
    return known
