"""Turns report data into words and numbers of one language. Plain text: renderers escape it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from voc.renderers.catalogues import catalogue
from voc.types.issue import IssueId
from voc.types.report import (
    Elsewhere,
    Figure,
    IssueCard,
    LotCount,
    Movement,
    Note,
    Period,
    Quote,
    Report,
)

Cell = str | int | float | None

ABSENT = "–"
TIMES = 2  # a rise from here on is told as "three times", not as "+200%"
ROUND_FROM = 10  # ratios and rates from here on are told without a fraction
CHANNELS = 5  # named of those a text stands in besides
PER = 10_000  # units shipped that a lot's rate is given for

# Columns whose cells are names from a catalogue section; other texts are people's own.
_NAMED = {
    "topic": "topics",
    "channel": "channels",
    "language": "languages",
    "flag": "flags",
    "because": "reasons",
}

# Columns of tables that do not count.
_UNITS = {
    **dict.fromkeys(("negative_share", "share_low", "share_high"), "share"),
    "rating": "stars",
}

# Fields of evidence filters with values of their own: where those are named.
_OF_FILTERS = {
    **dict.fromkeys(("flagged", "dated", "rated"), "filter_values"),
    **dict.fromkeys(("sentiment", "polarity"), "columns"),
    "severity": "severities",
}


class Wording:
    """The words for one report in one language."""

    def __init__(self, report: Report, language: str) -> None:
        self.language = language
        self.report = report
        words = catalogue(language)
        custom = {name.topic: getattr(name, language) for name in report.topic_names}
        self._words = {**words, "topics": {**words["topics"], **custom}}
        self._cards = {
            block.issue_id: block
            for section in report.sections
            for block in section.blocks
            if isinstance(block, IssueCard)
        }

    @property
    def tag(self) -> str:
        """BCP 47, for the lang attribute."""
        return str(self._words["tag"])

    def say(self, section: str, key: str, /, **values: Any) -> str:
        """The entry, filled; ``n`` (or ``rows``) chooses between "one" and "other"."""
        entry = self._words[section][key]
        if isinstance(entry, Mapping):
            entry = entry["one" if values.get("n", values.get("rows")) == 1 else "other"]
        shown = {name: _grouped(v) if isinstance(v, int) else v for name, v in values.items()}
        return str(entry).format(**shown)

    def name(self, section: str, key: str) -> str:
        """A name of something that may not be in the catalogue: then as it is."""
        return str(self._words[section].get(key, key))

    def channel(self, channel: str) -> str:
        """ "天猫" of tmall; one that nobody knows is called as its rows name it."""
        return self.name("channels", channel)

    def labelled(self, label: str, value: str) -> str:
        """ "来源：天猫 4" """
        return self.say("formats", "labelled", label=label, value=value)

    # --- numbers ---

    def number(self, value: float | None, unit: str) -> str:
        """``value`` of unit "count", "share" or "stars"."""
        if value is None:
            return ABSENT
        if unit == "share":
            return f"{_rounded(100 * _decimal(value), 1)}%"
        return str(_rounded(_decimal(value), 2)) if unit == "stars" else _grouped(round(value))

    def interval(self, low: float, high: float, unit: str) -> str:
        ends = {"low": self.number(low, unit).rstrip("%"), "high": self.number(high, unit)}
        return self.say("formats", "interval", **ends)

    def cell(self, column: str, value: Cell) -> str:
        """One cell of a table."""
        if column in _NAMED:
            return self.name(_NAMED[column], str(value)) or ABSENT
        if column == "product":
            return str(value) or self.say("quotes", "no_product")
        if isinstance(value, str):
            return value
        return self.number(value, self.unit(column))

    def unit(self, column: str) -> str:
        """What the numbers of a table's column are: "count", "share" or "stars"."""
        return _UNITS.get(column, "count")

    def condition(self, field: str, value: str) -> str:
        """ "来源类型：追评 / 评价": one pair of an evidence filter."""
        return self.labelled(self.say("filters", field), self._condition_value(field, value))

    def _condition_value(self, field: str, value: str) -> str:
        if field == "kind":
            return " / ".join(self.name("filter_values", kind) for kind in value.split("|"))
        if field == "since":
            return self.day(date.fromisoformat(value))
        if field in _OF_FILTERS:
            return self.name("filter_values" if value == "none" else _OF_FILTERS[field], value)
        return self.cell(field, value)

    # --- time ---

    def period(self) -> str:
        """ "2026 年第 44 周" """
        return self._period_named(self.report.period.name, "week", "month")

    def short_period(self, name: str) -> str:
        return self._period_named(name, "short_week", "short_month")

    def _period_named(self, name: str, week: str, month: str) -> str:
        year, number = name.split("-")
        if number.startswith("W"):
            return self.say("formats", week, year=year, week=str(int(number[1:])))
        return self.say("formats", month, **self._month_parts(date(int(year), int(number), 1)))

    def day(self, day: date) -> str:
        return self.say("formats", "day", **self._month_parts(day))

    def short_day(self, day: date) -> str:
        return self.say("formats", "short_day", **self._month_parts(day))

    def moment(self, moment: datetime | None) -> str:
        """The day on which something was written, in the report's zone."""
        if moment is None:
            return self.say("quotes", "undated")
        return self.day(moment.astimezone(ZoneInfo(self.report.zone)).date())

    def days(self, period: Period) -> str:
        ends = {"first": self.day(period.first_day), "last": self.day(period.last_day)}
        return self.say("formats", "days", **ends)

    def _month_parts(self, day: date) -> dict[str, str]:
        parts = {
            "year": f"{day.year}",
            "yy": f"{day.year % 100:02}",
            "month": f"{day.month}",
            "day": f"{day.day}",
        }
        if names := self._words.get("months"):
            parts["month_name"] = names["long"][day.month - 1]
            parts["short_month_name"] = names["short"][day.month - 1]
        return parts

    def _period_word(self, which: str) -> str:
        return self.say("periods", f"{which}_{self.report.period.cadence}")

    # --- sentences ---

    def title(self) -> str:
        return self.say("titles", self.report.period.cadence)

    def scope(self) -> str:
        return self.report.product or self.say("titles", "all_products")

    def recipes(self) -> list[str]:
        """ "配方 2026-11-1f3a9c2b": each that read what is compared."""
        return [self.say("footer", "recipe", recipe=id_) for id_ in self.report.recipe_ids]

    def note(self, note: Note) -> str:
        values = {name: self._filling(name, value) for name, value in note.values}
        sentence = self.say(
            "notes",
            note.key,
            this=self._period_word("this"),
            last=self._period_word("last"),
            **values,
        )
        return sentence[:1].upper() + sentence[1:]

    def _filling(self, name: str, value: str | float) -> str | int | float:
        if name == "issue":
            return self.headline(self._cards[IssueId(str(value))])
        if name.startswith("share"):
            return self.number(float(value), "share")
        return value

    def headline(self, card: IssueCard) -> str:
        """ "海苔 · 受潮 · 不脆 · 新鲜度": product, a person's title or the terms, topic."""
        told = (card.title,) if card.title else card.terms
        parts = (card.product, *told, self.name("topics", card.topic))
        return " · ".join(part for part in parts if part)

    def figure_movement(self, figure: Figure) -> str:
        return self._moved(figure.movement, "count" if figure.unit == "count" else None)

    def card_movement(self, card: IssueCard) -> str:
        return self._moved(card.movement, "rate")

    def before(self, value: float | None, unit: str) -> str:
        """ "上周 330" """
        words = {"last": self._period_word("last"), "value": self.number(value, unit)}
        return self.say("movements", "before", **words)

    def _moved(self, movement: Movement, measure: str | None) -> str:
        """``measure`` is what the ratio is of: "count" a day, "rate" among feedback, or None."""
        direction, ratio = movement.direction, movement.ratio
        if measure is None or ratio is None or direction not in {"up", "down"}:
            return self.say("movements", direction)
        if ratio >= TIMES:
            times = {"last": self._period_word("last"), "times": _factor(ratio)}
            return self.say("movements", f"{measure}_times", **times)
        change = f"{abs(100 * (ratio - 1)):.0f}%"
        return self.say("movements", f"{measure}_{direction}", change=change)

    def source(self, quote: Quote, escaped: Callable[[str], str] = str) -> str:
        """ "天猫 · 烤海苔 · 2026 年 10 月 28 日 · 1 星": people's own parts ``escaped``."""
        parts = [escaped(self.channel(quote.channel)), escaped(quote.product or "")]
        parts.append(self.moment(quote.posted_at))
        if quote.rating is not None:
            parts.append(self.say("formats", "stars", stars=f"{quote.rating:g}"))
        if quote.lot is not None:
            parts.append(self.say("quotes", "lot", lot=escaped(quote.lot)))
        parts.append(escaped(quote.feedback_id))
        return " · ".join(part for part in parts if part)

    def elsewhere(self, places: Elsewhere, escaped: Callable[[str], str] = str) -> str:
        """ "另有 3 处相同内容：微博 2、今日头条" """
        channels = self.channels(places.channels[:CHANNELS], escaped)
        if (further := len(places.channels) - CHANNELS) > 0:
            channels = self.say("quotes", "further", channels=channels, n=further)
        return self.say("quotes", "elsewhere", n=places.evidence.rows, channels=channels)

    def channels(
        self, places: Iterable[tuple[str, int]], escaped: Callable[[str], str] = str
    ) -> str:
        """ "微博 2、今日头条" """
        named = ((escaped(self.channel(channel)), count) for channel, count in places)
        told = (f"{name} {_grouped(count)}" if count > 1 else name for name, count in named)
        return self.say("formats", "list").join(told)

    def lot(self, count: LotCount) -> str:
        """ "9 条，每万件 3.2 条（发货 28,000 件）" """
        said = self.say("cards", "lot_count", n=count.voices)
        if not count.shipped:
            return f"{said} · {self.say('cards', 'lot_unknown')}"
        rate = _factor(PER * count.voices / count.shipped)
        shipped = self.say("cards", "lot_rate", rate=rate, shipped=count.shipped)
        return f"{said} · {shipped}"


def _decimal(value: float) -> Decimal:
    return Decimal(f"{value:.15g}")


def _rounded(value: Decimal, places: int) -> Decimal:
    """As people and Excel round: 6.25 is 6.3. So every format shows the same digits."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _grouped(value: int) -> str:
    return f"{value:,}"


def _factor(value: float) -> str:
    """Two digits, whole numbers from ten on; never an exponent."""
    if value >= ROUND_FROM:
        return _grouped(round(value))
    return np.format_float_positional(value, precision=2, fractional=False, trim="-")
