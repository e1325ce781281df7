"""A text made ready for models, with the way back to what was written."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from voc.types.feedback import FeedbackId, FeedbackKind
from voc.types.span import Span

__all__ = [
    "Clause",
    "CleanText",
    "Document",
    "Entity",
    "Flag",
    "Language",
    "Named",
    "Span",
    "Word",
]


class Language(StrEnum):
    ZH_HANS = "zh-Hans"
    ZH_HANT = "zh-Hant"
    KO = "ko"
    EN = "en"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanText:
    """Text after cleaning and where each of its characters came from."""

    text: str
    starts: Sequence[int]  # per character of text: first original position
    ends: Sequence[int]  # per character of text: one past the last original position

    def original(self, start: int, end: int) -> Span:
        """The span of the original behind ``text[start:end]``, which must not be empty."""
        return Span(self.starts[start], self.ends[end - 1])

    def after(self, earlier: "CleanText") -> "CleanText":
        """The same text with its way back through ``earlier``, the text it was made from."""
        return CleanText(
            text=self.text,
            starts=[earlier.starts[start] for start in self.starts],
            ends=[earlier.ends[end - 1] for end in self.ends],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A piece of a text short enough to hold one opinion."""

    start: int  # in the stored text
    end: int
    at: int  # where ``text`` stands in Document.text
    text: str  # cleaned, lower case, Simplified: what models read
    tokens: tuple[str, ...]  # words of text, punctuation left out


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a clause as discovery compares and names it."""

    base: str  # what its forms share: "break" of broken, "눅눅" of 눅눅해요; a Chinese word itself
    written: str  # in a form people know: "broken", "눅눅하다"
    denied: bool = False  # its own grammar says so, as of 바삭하지 않아요; ``written`` tells it


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Something that cleaned text names; the span counts there."""

    type: str  # as of Entity
    value: str
    start: int
    end: int
    ambiguous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A lot, a date, a size, a wish, a part of a scene or a name of voc.toml in a text."""

    # "lot", "produced_on", "expires_on", "bought_on", "size", "wish", or a part of a scene: "who",
    # "where", "when", "what_for", "flavour", "ingredient"; "product", "brand", "competitor"
    type: str
    # normalised: upper-case code; ISO 8601 as far as told ("2026-03", "--03-12" without a year);
    # name in the gazetteer, the same in every language; the user's own name for what voc.toml
    # names; wish and size in plain words
    value: str
    start: int
    end: int
    ambiguous: bool = False  # value is the likelier of several readings; what is stored may lack it


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Why a text leaves the cleaned denominators."""

    name: str  # "platform_default", "template_praise", …; see voc.text.flags
    # A reason that catalogues have words for, then perhaps ": " and what in the text says so, for
    # whoever doubts it.
    because: str

    @property
    def reason(self) -> str:
        """``because`` without words of the text."""
        return self.because.partition(": ")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text, cleaned and cut. Spans count in the text it was made from."""

    id: FeedbackId
    source: str  # the text as stored or sent
    text: str  # cleaned, lower case, Simplified
    language: Language
    clauses: tuple[Clause, ...]  # in order, none empty; () for a text without letters
    entities: tuple[Entity, ...]
    flags: tuple[Flag, ...]  # a flagged row is stored and searched, but not counted as valid
    kind: FeedbackKind = FeedbackKind.REVIEW
    mention: bool = False  # read by passages: what it tells is told of what is watched
