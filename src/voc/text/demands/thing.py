"""One thing people ask makers for, whatever the language and the words."""

import re
from dataclasses import dataclass

from voc.types.idea import DemandKind


@dataclass(frozen=True, slots=True)
class Thing:
    """Patterns read cleaned, lower-case, folded text."""

    value: str  # its name in every language
    kind: DemandKind
    said: re.Pattern[str]  # a wish for it
    complained: re.Pattern[str] | None = None  # of what its lack makes people complain


def thing(value: str, kind: DemandKind, said: str, complained: str = "") -> Thing:
    return Thing(value, kind, re.compile(said), re.compile(complained) if complained else None)
