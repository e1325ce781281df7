"""Days told from the day of writing: 昨天, 上周三, 去年, 지난달, last month."""

import re
from datetime import date, timedelta

from voc.text import days
from voc.text.days import Day

_YEARS = {
    "今年": 0,
    "去年": 1,
    "前年": 2,
    "明年": -1,
    "后年": -2,
    "내년": -1,
    "올해": 0,
    "작년": 1,
    "지난해": 1,
}
_MONTHS = {
    "上个月": 1, "上月": 1, "这个月": 0, "本月": 0, "当月": 0, "上上个月": 2, "上上月": 2,
    "下个月": -1, "下月": -1,
}  # fmt: skip
_DAYS = {
    "今天": 0, "今日": 0, "当天": 0, "昨天": 1, "昨日": 1, "前天": 2, "前日": 2, "大前天": 3,
    "오늘": 0, "어제": 1, "그저께": 2, "today": 0, "yesterday": 1,
    "明天": -1, "后天": -2, "大后天": -3, "내일": -1, "모레": -2, "tomorrow": -1,
}  # fmt: skip
_MONTHS_BACK = {
    "지난달": 1, "지난 달": 1, "last month": 1, "이번 달": 0, "이번달": 0, "this month": 0,
    "다음 달": -1, "다음달": -1, "next month": -1,
}  # fmt: skip
_LAST_YEAR = ("last year",)
_WEEKDAYS = {day: number for number, day in enumerate("一二三四五六日")} | {
    "天": 6} | {day: number for number, day in enumerate("월화수목금토일")}  # fmt: skip


def _any(*words: str) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


YEAR = _any(*_YEARS)
MONTH = _any(*_MONTHS)  # with 月: "上个月12号"
_WEEK = (
    r"(?P<week>上上|上|这|本|下)个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])?"
    r"|(?P<ko_week>지난|저번|이번)\s?주(?:\s?(?P<ko_weekday>[월화수목금토일])요일)?"
    r"|(?P<en_week>last|this)\sweek"
)
_AGO = (
    r"(?P<count>\d{1,3}|[一两二三四五六七八九十半])\s?(?:个)?(?P<unit>天|周|星期|月|年|일|주|개월|달)\s?(?:之?前|전)"
    r"|(?P<en_count>\d{1,3}|a|one|two|three|four|five|six)\s(?P<en_unit>day|week|month|year)s?\sago"
)
_NAMED = _any(*_DAYS, *_MONTHS_BACK, *_LAST_YEAR)
_SAME_DAY = r"(?P<same_day>(?P<years>[一二两三])年前|去年|前年)的今天"
_PATTERN = re.compile(rf"{_SAME_DAY}|{_WEEK}|{_AGO}|{_NAMED}")
DAY = re.sub(r"\?P<\w+>", "?:", rf"{_SAME_DAY}|{_AGO}|{_WEEK}|{_NAMED}")
_COUNTS = {word: number for number, word in enumerate("一二三四五六七八九十", start=1)} | {
    "两": 2, "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
}  # fmt: skip
_UNITS = {"天": "day", "일": "day", "周": "week", "星期": "week", "주": "week", "月": "month",
          "개월": "month", "달": "month", "年": "year"}  # fmt: skip


def is_year(written: str) -> bool:
    return written in _YEARS


def year(written: str, seen: date | None) -> int | None:
    return None if seen is None else seen.year - _YEARS[written]


def is_month(written: str) -> bool:
    return written in _MONTHS


def month(written: str, day: int | None, seen: date | None) -> Day | None:
    """The month so many months before, or a day of it."""
    if seen is None:
        return None
    months = 12 * seen.year + seen.month - 1 - _MONTHS[written]
    return days.of_parts(months // 12, months % 12 + 1, day, seen)


def resolve(written: str, seen: date | None) -> Day | None:
    """None where it is unknown when it was written: then it tells no day."""
    match = _PATTERN.fullmatch(written)
    if match is None or seen is None:
        return None
    return _told(match, seen)


def _told(match: re.Match[str], seen: date) -> Day | None:
    written = match[0]
    if written in _DAYS:
        return Day((seen - timedelta(days=_DAYS[written])).isoformat())
    if match["same_day"]:
        years = _COUNTS[match["years"]] if match["years"] else _YEARS[written[:2]]
        return days.of_parts(seen.year - years, seen.month, seen.day, seen)
    if match["count"] or match["en_count"]:
        return _ago(match["count"] or match["en_count"], match["unit"] or match["en_unit"], seen)
    if match["week"] or match["ko_week"] or match["en_week"]:
        return _of_week(match, seen)
    if written in _LAST_YEAR:
        return Day(str(seen.year - 1))
    return _before(seen, _MONTHS_BACK[written])


def _of_week(match: re.Match[str], seen: date) -> Day:
    word = match["week"] or match["ko_week"] or match["en_week"]
    weeks = {"上上": 2, "上": 1, "지난": 1, "저번": 1, "last": 1, "下": -1}.get(word, 0)
    monday = seen - timedelta(days=seen.weekday() + 7 * weeks)
    weekday = match["weekday"] or match["ko_weekday"]
    if weekday:
        return Day((monday + timedelta(days=_WEEKDAYS[weekday])).isoformat())
    iso = monday.isocalendar()
    return Day(f"{iso.year}-W{iso.week:02d}")


def _ago(count: str, unit: str, seen: date) -> Day | None:
    if count == "半":
        return _before(seen, 6) if unit == "年" else None
    number = int(count) if count.isdecimal() else _COUNTS[count]
    match _UNITS.get(unit, unit):
        case "day":
            return Day((seen - timedelta(days=number)).isoformat())
        case "month":
            return _before(seen, number)
        case "year":
            return Day(str(seen.year - number))
        case _:
            iso = (seen - timedelta(weeks=number)).isocalendar()
            return Day(f"{iso.year}-W{iso.week:02d}")


def _before(seen: date, months: int) -> Day:
    number = 12 * seen.year + seen.month - 1 - months
    return Day(f"{number // 12}-{number % 12 + 1:02d}")
