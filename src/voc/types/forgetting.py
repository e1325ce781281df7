"""What is taken out of the store again: a person, or what was kept long enough."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody to forget. Lives in memory only."""

    name: str  # as typed: told from what staff wrote, such as titles; never stored
    key_on: Callable[[str], str]  # a channel to the author_key the person has there
    key_anywhere: str  # a keyed hash of the name alone
    channel: str | None = None  # None: every channel, those that come later too


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How many days feedback is kept from its posting on; undated, from its import on."""

    default: int | None = None  # None: for ever
    channels: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """Counts of one removal, by kind of what was taken out."""

    feedback: int = 0
    readings: int = 0
    opinions: int = 0
    signatures: int = 0  # what copies are found by
    voices: int = 0  # memberships in issues
    issues_closed: int = 0  # no voice was left
    issues_renamed: int = 0  # their words, or the title somebody gave, came from what was removed
    rejects: int = 0
    reports: int = 0
    topics: int = 0  # custom ones that had taken a clause for an example
    unmasked: int = 0  # texts kept as they were written
    mentions: int = 0  # lines that stay though they hold the name: there it may be a word


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """One removal: stored when the rows go, done when nothing outside the tables is left either."""

    id: int
    at: datetime  # aware
    of_person: bool  # else of what was kept long enough
    reports: tuple[str, ...]  # ids whose files are to go
    lines: tuple[str, ...]  # digests of written lines to go, see voc.text.echoes
