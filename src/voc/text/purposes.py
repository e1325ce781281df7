"""What something is used for where the words for it are a verb and its object.

No list holds 擦玻璃, 泡粥 and 防犯困; two small lists of verbs and objects do.
"""

from collections.abc import Iterator

from voc.text.opened import Opened
from voc.types.document import Named

_COOK = r"(?!抹茶)[抹涂蘸夹拌泡配煮炖熬炒煎蒸烤做炸卷煲腌]"
_DISH = (
    r"(?:面包|吐司|馒头|粥|饭(?!店|盒)|面(?![条包膜霜粉相料前])|面条|米粉|汤|菜(?!品|单|刀|板)|沙拉|咖啡|奶茶|啤酒|红酒|白酒"
    r"|茶(?!叶|几)|火锅|饺子|寿司|饭团|披萨|意面|三明治|汉堡|蛋糕|饼干|甜品|甜点|汤圆|月饼|烘焙|布丁|冰淇淋|奶昔"
    r"|酸奶|早餐|辅食|便当|肉|鱼|鸡翅|排骨|螺蛳粉)"
)
_CLEAN = r"[擦洗拖晾晒装种浇修切削剪缝粘刷熨扫搬挂垫]"
_THING = (
    r"(?:玻璃|窗户?|桌子?|地板?(?!道|瓜|铁)|衣服|被子|床单|鞋子?|碗|锅|车(?!间|子|载)|菜(?!单|品)|水果|花(?!费|了)|多肉"
    r"|东西|书(?!包)|头发|胡子|指甲|灰|马桶|电脑|杂物|玩具|化妆品|首饰|桌角|底(?!部|下|座))(?![机液粉店剂])"
)
_EASE = (
    r"(?:防|缓解|预防|抵抗|对付|减轻)(?:犯困|困|晕车|晕机|头疼|头痛|疲劳|压力|焦虑|咳嗽|便秘|痛经|酸痛|脱发|打瞌睡)"
    r"|补(?:充)?(?:点)?(?:蛋白质?|钙|铁|能量|体力|电解质|维生素|水分)|护(?:嗓|眼|肝|腰|膝|颈)|暖(?:手|脚|胃|宫|身|被窝)"
    r"|降(?:温|噪|火)|解(?:腻|酒|渴|馋|乏|辣)|醒酒|去腥|提鲜"
    r"|练(?:太极|瑜伽|字|琴|车|舞|口语|听力)|[带哄](?:娃|孩子)|遛[狗娃]|跳绳|跳舞"
)
_PURPOSE = Opened(
    r"[抹涂蘸夹拌泡配煮炖熬炒煎蒸烤做炸卷煲腌擦洗拖晾晒装种浇修切削剪缝粘刷熨扫搬挂垫防缓预抵对减补护暖降解醒"
    r"去提练带哄遛跳拿用专ugpit]|[가-힣]{2,5}?\s?[용방]",
    rf"{_COOK}{_DISH}|{_CLEAN}{_THING}|{_EASE}"
    r"|(?:拿来|用来|专门用于|用于)(?P<use>[\u4e00-\u9fff]{2,6}?)"
    r"(?=[,。!?;\s]|很|正好|刚好|不错|特别|超|也|都|最|的|$)"
    r"|(?P<ko>[가-힣]{2,5}(?<!대))\s?용(?:으로|도로)|[가-힣]{2,4}\s?방지"
    r"|(?:use|used|using|great|perfect|good|ideal|it|them|this) for "
    r"(?P<en>[a-z]+ing(?! the)(?: [a-z]+)?)",
)


def find(text: str) -> Iterator[Named]:
    for match in _PURPOSE.finditer(text):
        group = match.lastgroup or 0
        start, end = match.span(group)
        yield Named(type="what_for", value=match[group], start=start, end=end)
