"""Short texts of our own, by the language a reader of all of them would name."""

HANS = (
    "好吃", "很好喝", "一般般", "脆", "棒棒哒👍", "还行吧", "赞！", "不错不错", "屏幕花了",
    "this 是啥", "买给 baby 的", "iPhone壳", "A4纸太薄", "发货慢死", "优の品不错", "后面坏了",
    "里面是空的", "只有一台", "干果很脆", "复购了", "面包松软", "家里老人爱吃", "云南的咖啡",
    "李後主牌", "乾隆同款", "著名品牌", "送了妳一包", "这麵包好吃", "饮料過甜", "OK的", "nice 啊",
    "한국产的", "给妈妈买的", "无语", "颜值在线", "太咸", "充电5分钟", "买了3次", "呵呵",
)  # fmt: skip
HANT = (
    "好吃嗎", "很鹹", "太甜膩了", "味道不錯", "裡面壞掉", "會回購", "這個讚", "麵包鬆軟", "包裝破了",
    "電池很爛", "CP值超高的啦,會買", "送給媽媽", "開箱就壞", "還OK", "價錢偏貴", "沒有異味", "說明書呢",
    "App當機", "顏色跟圖不同", "難吃", "質感一級棒,推薦", "乾到掉粉", "頭髮變順", "后記：難用",
    "唔好食", "好鬼正", "係咁先", "冇乜味", "好嘢嚟㗎", "佢哋服務好差", "呢個幾好", "貴咗好多",
    "食落好腍", "唔該快啲", "点解咁貴",
)  # fmt: skip
KO = (
    "맛있어요", "굿", "ㅋㅋㅋ", "별로", "배송 빨라요", "good 이에요", "최고👍", "잘 받았습니다", "ㅠㅠ",
    "10점", "A/S 최악", "中國산 별로", "환불해줘", "iPhone용 케이스", "짱!!", "ㄱㄱ", "너무 짜",
    "재구매 OK", "大실망", "노잼",
)  # fmt: skip
EN = (
    "good", "Too salty", "meh", "OK", "LOVE IT!!", "not bad", "so so", "bad taste", "5 stars",
    "café vibes", "wow 好", "thx", "it broke", "no refund", "don't buy", "A+", "naive app", "I♥it",
    "smells odd", "Great 👍", "Lg phone ok", "die soon", "very nice", "crap", "fine",
)  # fmt: skip
OTHER = (
    "", "😀😀", "12345", "...", "とても良い", "おいしい", "美味しいです", "最高です", "カワイイ", "良かった",
    "Очень вкусно", "хорошо", "อร่อยมาก", "جيد جدا", "बहुत अच्छा", "πολύ καλό", "très bon", "muy bueno",
    "sehr gut", "não gostei", "ngon quá", "rất tốt", "çok güzel", "está roto", "schlecht", "bagus sekali",
    "molto buono", "zu süß", "gracias", "c'est nul", "не работает", "טעים מאוד", "送料無料でした",
)  # fmt: skip

CASES = tuple(
    (text, language)
    for language, texts in {
        "zh-Hans": HANS, "zh-Hant": HANT, "ko": KO, "en": EN, "other": OTHER,
    }.items()
    for text in texts
)  # fmt: skip
