"""Messages in words: titles, figures, quotes and where to see all of it."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cache
from importlib.resources import files

from voc.errors import SettingsError
from voc.notify.fitting import cut, fitted, harmless
from voc.types.alert import NewMessage, On, Parcel, Quote, Target, Telling, Told

LANGUAGES = ("zh", "en", "ko")
_TITLE_BYTES = 240
_QUOTE_BYTES = 480
_LINK_CHARACTERS = 300
_ID_SHOWN = 8
_LINK = re.compile(r"https?://[^\s<>\[\]\"|\x00-\x1f\x7f-\x9f\u200b-\u206f]+")

Catalogue = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    title: str  # one line
    text: str  # within the limit that was asked for


@cache
def catalogue(language: str) -> Catalogue:
    """Raises SettingsError for a language there is none of."""
    if language not in LANGUAGES:
        raise SettingsError(
            f"No words of alerts for the language '{language}'. There are: {', '.join(LANGUAGES)}."
        )
    path = files("voc.notify") / "catalogues" / f"{language}.toml"
    return tomllib.loads(path.read_text("utf-8"))


def letter(parcel: Parcel, target: Target, most_bytes: int) -> Letter:
    """One message in full, of several each with its first quote."""
    words = catalogue(target.language)["words"]
    if len(parcel.tellings) == 1:
        return told(parcel.tellings[0], target, most_bytes)
    blocks = [_block(one, target) for one in parcel.tellings]
    return Letter(
        title=words["digest"].format(count=len(blocks)),
        text=fitted(
            blocks,
            parcel.id[:_ID_SHOWN],
            lambda count: words["more"].format(count=count),
            most_bytes,
        ),
    )


def told(telling: Telling, target: Target, most_bytes: int) -> Letter:
    words = catalogue(target.language)["words"]
    shown = [_quote(one, target) for one in telling.quotes]
    lines = "\n".join(_lines(telling, target))
    return Letter(
        title=title_of(telling, target),
        text=fitted(
            [lines, *shown],
            _tail(telling, target),
            lambda count: words["more"].format(count=count),
            most_bytes,
        ),
    )


def title_of(telling: Telling, target: Target) -> str:
    new, texts = telling.message.new, catalogue(target.language)
    if new.what is None or new.on is None:
        return cut(harmless(new.title or ""), _TITLE_BYTES)
    name = cut(harmless(telling.name), _TITLE_BYTES // 2)
    if new.what is Told.RECOVERED:
        return texts["recovered"][new.on.value].format(name=name)
    title = texts["opened"][new.on.value].format(name=name)
    if new.what is Told.OPENED:
        return title
    return texts[new.what.value]["all"].format(title=title)


def _block(telling: Telling, target: Target) -> str:
    """In a digest."""
    quotes = [_quote(one, target) for one in telling.quotes[:1]]
    return "\n".join([f"■ {title_of(telling, target)}", *_lines(telling, target), *quotes])


def _lines(telling: Telling, target: Target) -> list[str]:
    new, texts = telling.message.new, catalogue(target.language)
    if new.what is None or new.on is None:
        return [line for line in (new.body, new.link) if line]
    words = texts["words"]
    part = words["separator"].join(
        harmless(str(new.facts[name])) for name in ("channel", "region") if new.facts.get(name)
    )
    lines = [figures(new, texts, target.zone)]
    if new.facts.get("product"):
        lines.append(words["product"].format(product=harmless(str(new.facts["product"]))))
    if part:
        lines.append(words["part"].format(part=part))
    if new.what is Told.FLAPPING:
        lines.append(texts["figures"]["flapping"].format(hours=_figure(new.facts.get("hours"))))
    return [line for line in lines if line]


def figures(new: NewMessage, texts: Catalogue, zone: tzinfo) -> str:
    """One sentence; "" of what is over."""
    if new.what is Told.RECOVERED or new.on is None:
        return ""
    kind = _kind(new)
    values = {name: _figure(value) for name, value in new.facts.items()}
    at = new.facts.get("succeeded_at")
    values["succeeded_at"] = _time(at, zone) if isinstance(at, str) else texts["words"]["never"]
    if new.facts.get("high") is None:
        values["high"] = "∞"
    return texts["figures"].get(kind, "").format_map(_Known(values))


class _Known(dict[str, str]):
    """A figure that an older voc did not store is shown as unknown."""

    def __missing__(self, key: str) -> str:
        return "?"


def _kind(new: NewMessage) -> str:
    unbounded = new.facts.get("ratio") is None
    if new.on is On.SOURCE:
        return str(new.facts.get("health"))
    if new.on is On.SPIKE:
        return "spike_new" if unbounded else "spike"
    if new.on is On.RIVAL_LAUNCH:
        return "rival_launch"
    if new.on is On.RISING and not unbounded:
        return "rising"
    if new.on is On.CRITICAL and new.facts.get("count") == 0:
        return "uncounted"
    return "people" if new.facts.get("p") is None else "new"


def _quote(quote: Quote, target: Target) -> str:
    words = catalogue(target.language)["words"]
    posted = quote.posted_at
    day = f"{posted.astimezone(target.zone):%Y-%m-%d}" if posted else words["undated"]
    where = [harmless(quote.channel), day]
    if quote.url and len(quote.url) <= _LINK_CHARACTERS and _LINK.fullmatch(quote.url):
        where.append(quote.url)
    text = cut(harmless(quote.text), _QUOTE_BYTES)
    return words["quote"].format(text=text, where=words["separator"].join(where))


def _tail(telling: Telling, target: Target) -> str:
    """Where to see all, and what tells one message from another."""
    new, words = telling.message.new, catalogue(target.language)["words"]
    short = telling.message.id[:_ID_SHOWN]
    if new.on is None:
        return words["post"].format(id=short)
    lines = []
    if new.issue_id is not None:
        lines.append(words["issue"].format(issue_id=new.issue_id))
    elif new.on in {On.SPIKE, On.SOURCE}:
        kind = "watch" if new.on is On.SPIKE else "source"
        lines.append(words[kind].format(name=harmless(telling.name)))
    return "\n".join([*lines, words["rule"].format(rule=harmless(new.rule or ""), id=short)])


def _figure(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.0f}" if value >= 100 else f"{value:.2g}"
    return "?" if value is None else harmless(str(value))


def _time(at: str, zone: tzinfo) -> str:
    try:
        return f"{datetime.fromisoformat(at).astimezone(zone):%Y-%m-%d %H:%M}"
    except ValueError:
        return harmless(at)
