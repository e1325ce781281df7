"""Days on which goods were made or bought or expire, in cleaned, lower-case, folded text."""

import re
from collections.abc import Iterator
from datetime import date

from voc.text import days, relative_days
from voc.text.days import Day
from voc.text.opened import Opened
from voc.types.document import Named

_HAN_FIGURES = {figure: value for value, figure in enumerate("〇一二三四五六七八九")} | {"零": 0}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = rf"(?:\d{{2,4}}|[〇零一二三四五六七八九]{{2,4}})\s?[年년]|{relative_days.YEAR}"

# Days that shops and people name rather than date.
_FESTIVALS = {
    "双十一": (11, 11), "双11": (11, 11), "双十二": (12, 12), "双12": (12, 12), "618": (6, 18),
    "元旦": (1, 1), "圣诞": (12, 25), "情人节": (2, 14), "愚人节": (4, 1), "儿童节": (6, 1),
}  # fmt: skip
_FESTIVAL = "|".join(_FESTIVALS)

_DATE = Opened(
    # Figures, 今年 and its like, what a count or a festival begins with; Korean; English months,
    # counts, today, last week …
    r"[\d一二三四五六七八九十〇零今去前明后昨上这本当下两半大双元圣情愚儿가-힣adfjlmnosty]",
    rf"(?P<relative>{relative_days.DAY})(?!的今天)"
    # Words: 26年3月12号, 去年12月, 三月十二日, 3月12, 26년 3월 12일.
    rf"|(?<!\d)(?:(?P<year>{_YEAR})的?\s*)?(?P<month>{_NUMBER}|{relative_days.MONTH})\s?(?:(?<=月)|月份?|월)"
    rf"(?:\s?(?P<day>{_NUMBER})\s?(?:[日号일]|(?!\s?[\d.月年个点后周대]))|[初底末]|[上中下]旬)?"
    # English: march 12, 2026; 12 mar 2026; march 2026.
    rf"|(?<![a-z])(?P<en_month>{_MONTH})\s?(?P<en_day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)"
    r"(?:,?\s?(?P<en_year>20\d{2}))?"
    rf"|(?<!\d)(?P<day_en>\d{{1,2}})(?:st|nd|rd|th)?\s?(?:of\s)?[\-/]?(?P<month_en>{_MONTH})(?![a-z])"
    r"(?:[,\-/]?\s?(?P<year_en>20\d{2}|\d{2}(?!\d)))?"
    rf"|(?<![a-z])(?P<only_month>{_MONTH})\s(?:of\s)?(?P<only_year>20\d{{2}})"
    # Figures: 2026/3/12, 26.3.12, 2026.03; 20260312, 260312.
    r"|(?<![\d.\-/])(?P<one>\d{1,4})\s?(?P<sep>[.\-/])\s?(?P<two>\d{1,2}|20\d{2})"
    r"(?:\s?(?P=sep)\s?(?P<three>\d{1,4}))?(?![\d]|[.\-/]\d)"
    r"|(?<![\da-z])(?P<run>20\d{2}\s\d{2}\s\d{2}|\d{8}|\d{6}|\d{4})(?![\da-z])"
    rf"|(?P<festival>{_FESTIVAL})(?:当天|那天)?"
    rf"|(?<=since )(?P<since>{_MONTH})"
    rf"|(?P<only>{_YEAR})",
)
_FILLER = (
    r"(?:[\s:.,=\-(\[【\"“]|是|为|写|着|的|在|于|都|还|才|竟然|居然|显示|标|印|上面|上|只有|已经|就"
    r"|日期|时间|均|全|分别|on|in|at|is|was|says|reads|date|code|는|은|이|가|도)*"
)
_MADE_BEFORE = (
    r"(?:生产|制造|出厂|出产|灌装|罐装)(?:日期|时间|年月|批次)?|产日期|产于"
    r"|生产日期[^,。!?;\d]{1,8}?"
    r"|(?:包装|封装|分装|制作|加工)(?:日期|时间|于)"
    r"|mfg\.?|mfd\.?|mfr\.?|(?<![a-z])pd|(?<![a-z])dom|date of (?:manufacture|production)"
    r"|(?:manufactur(?:ed|ing|e)|produc(?:ed|tion)|packed|packaged|packing|bottled|canned|roasted|made)"
    r"|제조\s?(?:일자|일|년월|날짜)?|생산\s?(?:일자|일|날짜)?|만든\s?날짜"
)
# "日期" alone is that of production, unless it is a day on which somebody bought or sent.
_MAYBE_MADE_BEFORE = (
    r"(?<![效到过买单货限期味间送约用止活])日期(?:也|还|都)?(?:很|挺|非常|蛮|比较|超|最)?"
    r"(?:新鲜|新|近|好|老)?(?:的)?"
)
_MADE_AFTER = (
    r"(?:份|左右)?的?(?:才|刚刚|刚|就|新)*(?:生产(?!日期|批号|地)|制造|出厂(?!价)|出产|灌装"
    r"|产(?!品|地|后)|(?:新|现|才)?做的|现做|的日期)"
    r"|(?:에\s?|자\s?|날\s?)?(?:제조|생산|만든|만들어)|\s(?:production|run)(?![a-z])"
)
_BATCH_AFTER = r"(?:的?(?:这|那)(?:一|个)?|的)?批(?!人|订单|号|准|发)|新货|\s(?:batch|lot)(?![a-z])"
# Of goods, not of a coupon or a membership.
_EXPIRES_BEFORE = (
    r"(?<!会员)(?<!券)(?<!券的)(?<!活动)(?:(?:有效|保质|保存|使用|食用|赏味|最佳食用|最佳赏味|限用|失效|到期|过期|截止)"
    r"(?:日期|期限|期)(?:内)?(?:到|至)?|到期日?|保质到|best (?:before|by)(?: end)?|use by|sell by"
    r"|(?<![a-z])exp(?:iry|iration|ires?|ired|iring)?(?![a-z])\.?|(?:유통|소비|사용)\s?기한)"
)
_EXPIRES_AFTER = (
    r"(?:份)?(?:就|才|都|要|就要|刚好)*(?:到期|过期|失效)|(?:에|이면|까지가)?\s?(?:만료|유통기한)"
)
_BOUGHT_BEFORE = (
    r"买的?|下单(?:买)?的?|购于|入手(?:于)?|购买(?:日期|时间|于)"
    r"|(?<![a-z])(?:bought|purchased|ordered)(?: (?:it|this|them|these|mine))?(?: new)?(?: back)?"
    r"|(?<![a-z])had (?:it|this|these|them|mine) since|구매일|구입일"
)
_BOUGHT_AFTER = (
    r"[)]?(?:份)?(?:的时候|当天|那天)?(?:刚|才|就)*(?:在[^,。!?;]{1,8}?)?(?:刚|才)?"
    r"(?:下的?单|买(?!家)|购买|购入|入手|拍的|拍下|付的?款|抢的|抢到)"
    r"|에?\s(?:구매|구입|샀|주문)"
)
_BEFORE = re.compile(
    rf"(?:(?P<expires_on>{_EXPIRES_BEFORE})|(?P<produced_on>{_MADE_BEFORE})"
    rf"|(?P<maybe>{_MAYBE_MADE_BEFORE})|(?P<bought_on>{_BOUGHT_BEFORE})){_FILLER}$"
)
_AFTER = re.compile(
    rf"\s?(?:(?P<expires_on>{_EXPIRES_AFTER})|(?P<produced_on>{_MADE_AFTER})"
    rf"|(?P<batch>{_BATCH_AFTER})|(?P<bought_on>{_BOUGHT_AFTER}))"
)
# One of these is in every label; a text without any is not looked at further: much faster.
_CUE = re.compile(
    "产|制造|日期|批|出厂|灌装|罐装|装于|时间|加工于|做|期|保质|买|购|单|入手|拍|款|抢|제조|생산|만든|만들|기한"
    "|만료|구매|구입|샀|주문|made|mfg|mfd|mfr|manufact|produc|pack|bottled|canned|roasted|batch|lot"
    "|run|pd|dom|exp|best b|use by|sell by|bought|purchase|order|since"
)
# And of these one is in every date: half of the texts with a cue have none.
_DATE_SIGN = re.compile(r"[\da-z가-힣年月周星礼天日双旦诞节]")
# As far back as a label is looked for.
_REACH = 30


def find(text: str, seen: date | None) -> Iterator[Named]:
    """Days on which goods were made or bought or expire, in order.

    ``seen``: the day the text was posted; None where unknown. A date counts where words beside it
    say what happened then; those after it count more: 昨天买的3月生产.
    """
    if not (_DATE_SIGN.search(text) and _CUE.search(text)):
        return
    claimed = 0  # up to here words belong to the date before them: 昨天生产今天到
    for match in _DATE.finditer(text):
        before = _BEFORE.search(text, max(claimed, match.start() - _REACH), match.start())
        after = _AFTER.match(text, match.end())
        claimed = after.end() if after else claimed
        happened = _happened(match, before, after)
        if happened is None:
            continue
        year_first = before is None or not before[0].isascii()
        day = _resolved(match, seen, year_first=year_first, ahead=happened == "expires_on")
        if day is not None:
            yield Named(
                type=happened,
                value=day.value,
                start=match.start(),
                end=match.end("day") if match["day"] else match.end(),
                ambiguous=day.ambiguous,
            )


def _happened(
    told: re.Match[str], before: re.Match[str] | None, after: re.Match[str] | None
) -> str | None:
    """What happened on the day, as the entity's type; None where nothing says so."""
    sure = before.lastgroup if before and before.lastgroup != "maybe" else None
    # After "生产日期" nothing else counts; other words before give way to the verb behind.
    if sure and (sure != "bought_on" or after is None):
        return sure
    if after is not None and after.lastgroup != "batch":
        return after.lastgroup
    if told["run"]:  # figures in a row before 批 are a lot
        return None
    return "produced_on" if before or after else None


def _resolved(
    match: re.Match[str], seen: date | None, *, year_first: bool, ahead: bool
) -> Day | None:
    part = match.groupdict()
    if part["relative"]:
        return relative_days.resolve(part["relative"], seen)
    if part["festival"]:
        month, day = _FESTIVALS[part["festival"]]
        return days.of_parts(None, month, day, seen, ahead=ahead)
    if part["month"] or part["only"]:
        return _of_words(part, seen, ahead=ahead)
    if part["run"]:
        return _of_run(part["run"].replace(" ", ""), seen, year_first=year_first, ahead=ahead)
    if part["one"]:
        return _of_separated(part, seen, year_first=year_first, ahead=ahead)
    return _of_english(part, seen, ahead=ahead)


def _of_words(part: dict[str, str | None], seen: date | None, *, ahead: bool) -> Day | None:
    day, month, told = _number(part["day"]), part["month"], part["year"] or part["only"]
    year = _year(told, seen) if told else None
    if told and year is None:
        return None
    if month is None:
        return None if year is None else Day(str(days.full_year(year)))
    if relative_days.is_month(month):
        return relative_days.month(month, day, seen)
    return days.of_parts(year, _number(month) or 0, day, seen, ahead=ahead)


def _of_english(part: dict[str, str | None], seen: date | None, *, ahead: bool) -> Day | None:
    month = part["en_month"] or part["month_en"] or part["only_month"] or part["since"] or ""
    year = part["en_year"] or part["year_en"] or part["only_year"]
    day = part["en_day"] or part["day_en"]
    return days.of_parts(
        int(year) if year else None,
        _MONTHS.index(month[:3]) + 1,
        int(day) if day else None,
        seen,
        ahead=ahead,
    )


def _of_separated(
    part: dict[str, str | None], seen: date | None, *, year_first: bool, ahead: bool
) -> Day | None:
    one, two, three = part["one"] or "", part["two"] or "", part["three"]
    if three is not None:
        return days.of_figures((one, two, three), seen, year_first=year_first, ahead=ahead)
    if len(two) == 4:
        return days.of_parts(int(two), int(one), None, seen)
    if len(one) >= 3:
        return days.of_parts(int(one), int(two), None, seen)
    return days.of_parts(None, int(one), int(two), seen, ahead=ahead)


def _of_run(run: str, seen: date | None, *, year_first: bool, ahead: bool) -> Day | None:
    if len(run) == 4:
        return days.of_parts(None, int(run[:2]), int(run[2:]), seen, ahead=ahead)
    if run.startswith("20") and len(run) == 8:
        return days.of_figures((run[:4], run[4:6], run[6:]), seen, year_first=True, ahead=ahead)
    cut = (run[:2], run[2:4], run[4:])
    return days.of_figures(cut, seen, year_first=year_first, ahead=ahead)


def _year(written: str, seen: date | None) -> int | None:
    if relative_days.is_year(written):
        return relative_days.year(written, seen)
    plain = written.rstrip("年년 ")
    if plain.isdecimal():
        return int(plain)
    return int("".join(str(_HAN_FIGURES[figure]) for figure in plain))


def _number(written: str | None) -> int | None:
    """Figures or Chinese numerals up to 99."""
    if not written:
        return None
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.partition("十")
    if not ten:
        return int("".join(str(_HAN_FIGURES[figure]) for figure in written))
    return 10 * _HAN_FIGURES.get(tens, 1) + (_HAN_FIGURES.get(ones, 0) if ones else 0)
