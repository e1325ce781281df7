"""``[[alerts]]`` and ``[[targets]]`` of voc.toml, checked in every part."""

import re
from collections.abc import Sequence
from datetime import time, timedelta
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from voc.bootstrap.zones import ZoneName
from voc.notify.receivers import Address, Way
from voc.types.alert import On, Rate, Rule, Target
from voc.types.issue import IssueKind

_Name = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]*$"
    ),
]
_Variable = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$", max_length=200)]

_UNITS = {
    "min": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}
_SPAN = re.compile(r"(\d{1,4}) ?(min|hour|day|week)(?:ute)?s?")
_RATE = re.compile(r"(\d{1,4}) per (min|hour|day|week)(?:ute)?")
_CLOCK = r"([01]?\d|2[0-3]):([0-5]\d)"
_QUIET = re.compile(f"{_CLOCK} ?(?:-|–|to) ?{_CLOCK}")
_DIGEST = re.compile(f"daily {_CLOCK}")

# How many it takes where nobody says otherwise: of launches one article is enough, of watch queries
# two matches are a habit of small numbers.
_LEAST = {On.SPIKE: 5, On.SOURCE: 3}


def _span(given: Any) -> timedelta | None:
    if given is None or given == "off":
        return None
    match = _SPAN.fullmatch(given.strip()) if isinstance(given, str) else None
    if match is None or not int(match[1]):
        raise ValueError(f"{given!r} is no span of time; write “3 days”, “12 hours” or “30 min”")
    return int(match[1]) * _UNITS[match[2]]


def _rate(given: Any) -> Rate:
    match = _RATE.fullmatch(given.strip()) if isinstance(given, str) else None
    if match is None or not int(match[1]):
        raise ValueError(f"{given!r} is no rate; write “10 per hour”")
    return Rate(most=int(match[1]), per=_UNITS[match[2]])


def _quiet(given: Any) -> tuple[time, time] | None:
    if given is None or given == "off":
        return None
    match = _QUIET.fullmatch(given.strip()) if isinstance(given, str) else None
    if match is None:
        raise ValueError(f"{given!r} are no quiet hours; write “22:00-08:00”")
    start, end = time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))
    if start == end:
        raise ValueError(
            f"{given!r} is all day long or never; leave it out, or write “22:00-08:00”"
        )
    return start, end


def _digest(given: Any) -> time | None:
    if given is None or given == "off":
        return None
    match = _DIGEST.fullmatch(given.strip()) if isinstance(given, str) else None
    if match is None:
        raise ValueError(f"{given!r} is no digest; write “daily 09:00” or “off”")
    return time(int(match[1]), int(match[2]))


def _several(given: Any) -> Any:
    return [given] if isinstance(given, str) else given


_Span = Annotated[timedelta | None, BeforeValidator(_span)]
_Kinds = Annotated[tuple[On, ...], BeforeValidator(_several), Field(min_length=1)]
_Several = Annotated[tuple[_Name, ...], BeforeValidator(_several)]


class TargetSettings(BaseModel):
    """One of ``[[targets]]``."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    name: _Name = Field(description="What alerts call it.")
    kind: Way = Field(
        default=Way.APPRISE, description="apprise, webhook, wecom, dingtalk or feishu."
    )
    url_env: _Variable = Field(description="Environment variable that holds its address.")
    secret_env: _Variable | None = Field(
        default=None, description="The same of the secret that signs, of dingtalk and feishu."
    )
    quiet: Annotated[tuple[time, time] | None, BeforeValidator(_quiet)] = Field(
        default=None, description="Hours in which only what is urgent is sent: 22:00-08:00."
    )
    digest: Annotated[time | None, BeforeValidator(_digest)] = Field(
        default=None, description="daily 09:00: all in one message; off: as it comes."
    )
    rate: Annotated[Rate, BeforeValidator(_rate)] = Field(
        default=Rate(most=10, per=timedelta(hours=1)),
        description="How often it is written to at most; more is put together.",
    )
    bytes: int | None = Field(
        default=None, ge=200, le=1_000_000,
        description="Longest text in UTF-8. Default: what its service takes.",
    )  # fmt: skip
    zone: ZoneName | None = Field(default=None, description="Default: report.zone.")
    language: str | None = Field(
        default=None, pattern="^(zh|en|ko)$", description="Default: report.language."
    )

    @model_validator(mode="after")
    def _signs(self) -> Self:
        if self.secret_env and self.kind not in {Way.DINGTALK, Way.FEISHU}:
            raise ValueError(f"[[targets]] “{self.name}”: kind = “{self.kind}” has no secret_env")
        return self

    @property
    def address(self) -> Address:
        return Address(way=self.kind, url_env=self.url_env, secret_env=self.secret_env)


class AlertSettings(BaseModel):
    """One of ``[[alerts]]``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: _Name = Field(description="What it is told as.")
    on: _Kinds = Field(
        description="critical, new, rising, spike, rival_launch or source; or several of them."
    )
    targets: Annotated[_Several, Field(min_length=1)] = Field(description="Who is told.")
    products: _Several = Field(default=(), description="Of issues. Default: all.")
    kinds: Annotated[tuple[IssueKind, ...], BeforeValidator(_several)] = Field(
        default=(IssueKind.DEFECT,), min_length=1, description="Of issues: defect, idea."
    )
    watch: _Several = Field(default=(), description="Of spikes: standing queries. Default: all.")
    rivals: _Several = Field(default=(), description="Of launches. Default: all competitors.")
    sources: _Several = Field(default=(), description="Default: all.")
    least: int | None = Field(
        default=None, ge=1, le=1_000_000,
        description="People, matches (5), articles, or rounds that failed (3).",
    )  # fmt: skip
    remind: _Span = Field(default=None, description="Told again while it lasts: 3 days, or off.")
    quiet_for: _Span = Field(
        default=timedelta(days=1), description="Each change is told once in so long a time."
    )
    urgent: bool | None = Field(
        default=None, description="Not held back by night or digest. Default: what is critical."
    )

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        if self.quiet_for is None or self.quiet_for < timedelta(minutes=10):
            raise ValueError(f"[[alerts]] “{self.name}”: quiet_for is 10 min at least")
        if self.remind is not None and self.remind < timedelta(hours=1):
            raise ValueError(f"[[alerts]] “{self.name}”: remind is 1 hour at least, or off")
        about = {"watch": On.SPIKE, "rivals": On.RIVAL_LAUNCH, "sources": On.SOURCE}
        for field, kind in about.items():
            if getattr(self, field) and kind not in self.on:
                raise ValueError(f"[[alerts]] “{self.name}”: {field} is for on = “{kind}” only")
        return self

    def rules(self) -> tuple[Rule, ...]:
        """One a kind."""
        return tuple(
            Rule(
                name=self.name if len(self.on) == 1 else f"{self.name} ({kind})",
                on=kind,
                targets=tuple(dict.fromkeys(self.targets)),
                products=self.products,
                kinds=self.kinds,
                watches=self.watch,
                rivals=self.rivals,
                sources=self.sources,
                least=self.least or _LEAST.get(kind, 1),
                remind=self.remind,
                quiet_for=self.quiet_for or timedelta(days=1),
                urgent=kind is On.CRITICAL if self.urgent is None else self.urgent,
            )
            for kind in dict.fromkeys(self.on)
        )


def check_alerts(
    alerts: Sequence[AlertSettings],
    targets: Sequence[TargetSettings],
    *,
    watches: Sequence[str],
    rivals: Sequence[str],
) -> None:
    """Raises ValueError where a name is taken twice, or stands for nothing."""
    _apart("targets", [one.name for one in targets])
    _apart("alerts", [rule.name for one in alerts for rule in one.rules()])
    known = {
        "targets": [one.name for one in targets],
        "watch": list(watches),
        "rivals": list(rivals),
    }
    where = {"targets": "[[targets]]", "watch": "[[watch]]", "rivals": "competitors"}
    for alert in alerts:
        for field, names in known.items():
            for name in getattr(alert, field):
                if name not in names:
                    there = ", ".join(f"“{one}”" for one in names) or "none"
                    raise ValueError(
                        f"[[alerts]] “{alert.name}”, {field}: there is no “{name}” among "
                        f"{where[field]}. There are: {there}"
                    )


def target(entry: TargetSettings, zone: str, language: str) -> Target:
    """With what all share where it says nothing itself."""
    return Target(
        name=entry.name,
        zone=ZoneInfo(entry.zone or zone),
        language=entry.language or language,
        quiet=entry.quiet,
        digest=entry.digest,
        rate=entry.rate,
        most_bytes=entry.bytes,
    )


def _apart(table: str, names: Sequence[str]) -> None:
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise ValueError(f"two [[{table}]] are called “{twice}”")
