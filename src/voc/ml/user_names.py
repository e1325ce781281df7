"""The user's names found in one pass, however they are spaced, and with one typing error.

By ahocorasick-rs, https://github.com/G-Research/ahocorasick_rs, Apache-2.0.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from voc.ports.language import Dictionary, ScriptFolder
from voc.text.document import plain
from voc.text.near_names import NearChinese, NearLatin
from voc.text.near_words import is_other_word, known_words
from voc.text.places import touching
from voc.types.document import Named
from voc.types.names import Name, Names

# Left out of names and texts alike: 三只 松鼠, coca-cola, 旺·旺.
_GAP = re.compile(r"[ \-_·・‧•]")
_LATIN = re.compile(r"[a-z0-9\u00df-\u024f]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to write a name, gaps left out."""

    name: Name
    gaps: frozenset[int]  # before which of its characters one stands


@dataclass(frozen=True, slots=True)
class _Squeezed:
    """A text without gaps, and where its characters stand in the whole one."""

    text: str
    places: range | list[int]

    def gaps(self, start: int, end: int) -> Iterator[int]:
        """Characters of text[start:end], counted from ``start``, that follow upon a gap."""
        for at in range(start + 1, end):
            if self.places[at] > self.places[at - 1] + 1:
                yield at - start


class UserNames:
    """Implements the port Gazetteer. ``names`` are those of voc.toml."""

    def __init__(
        self, names: Names, folder: ScriptFolder, dictionary: Dictionary, *, near: bool = True
    ) -> None:
        """What ``dictionary`` knows as other words is no typing error.

        Without ``near`` nothing is. Papers spell names right: of what was found in 166 articles
        with an error, none was the name ("nine" for Nike, "apply" for Apple).
        """
        self._near = near
        self._dictionary = dictionary
        self._forms: dict[str, _Form] = {}
        for name in names:
            for written in name.forms:
                form = _squeezed(plain(written, folder))
                gaps = frozenset(form.gaps(0, len(form.text)))
                self._forms.setdefault(form.text, _Form(name, gaps))
        self._written = list(self._forms)
        self._exact = AhoCorasick(self._written, matchkind=MatchKind.LeftmostLongest)
        self._latin, self._chinese = NearLatin(self._written), NearChinese(self._written)
        self._half_words = list(self._chinese.halves)
        self._halves = AhoCorasick(self._half_words)

    def find(self, text: str) -> list[Named]:
        squeezed = _squeezed(text)
        exact = list(self._find_exact(text, squeezed))
        if not self._near:
            return exact
        near: list[Named] = []
        for named in sorted(self._find_near(text, squeezed), key=lambda n: (n.start, n.end)):
            apart = not near or near[-1].end <= named.start
            if apart and not touching(exact, named.start, named.end):
                near.append(named)
        return sorted([*exact, *near], key=lambda named: named.start)

    def _find_exact(self, text: str, squeezed: _Squeezed) -> Iterator[Named]:
        for number, start, end in self._exact.find_matches_as_indexes(squeezed.text):
            form = self._forms[self._written[number]]
            split = any(
                _LATIN.match(squeezed.text[start + at - 1])
                and _LATIN.match(squeezed.text[start + at])
                for at in squeezed.gaps(start, end)
                if at not in form.gaps
            )
            named = _named(form.name, squeezed, start, end)
            if not split and stands_alone(text, named.start, named.end):
                yield named

    def _find_near(self, text: str, squeezed: _Squeezed) -> Iterator[Named]:
        for near in self._latin.find(text):
            yield Named(
                type=self._forms[near.form].name.kind,
                value=self._forms[near.form].name.value,
                start=near.start,
                end=near.end,
            )
        halves = (
            (self._half_words[number], start)
            for number, start, _ in self._halves.find_matches_as_indexes(
                squeezed.text, overlapping=True
            )
        )
        found = self._chinese.find(squeezed.text, halves)
        words = tuple(known_words(squeezed.text, self._dictionary)) if found else ()
        for near in found:
            if is_other_word(near, squeezed.text, words):
                continue
            named = _named(self._forms[near.form].name, squeezed, near.start, near.end)
            if stands_alone(text, named.start, named.end):
                yield named


def dictionary_words(names: Names, folder: ScriptFolder) -> tuple[str, ...]:
    """All forms as a segmenter meets them."""
    return tuple(plain(form, folder) for name in names for form in name.forms)


def names_digest(names: Names) -> str:
    """Short hash of the user's names, "" of none; part of the recipe."""
    if not names:
        return ""
    told = json.dumps([asdict(name) for name in names], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def stands_alone(text: str, start: int, end: int) -> bool:
    """Latin words stand alone, Korean ones open a word, Chinese ones stand anywhere."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if _LATIN.match(text[start]) and _LATIN.match(before):
        return False
    if _LATIN.match(text[end - 1]) and _LATIN.match(after):
        return False
    return not (_HANGUL.match(text[start]) and _HANGUL.match(before))


def _named(name: Name, squeezed: _Squeezed, start: int, end: int) -> Named:
    return Named(
        type=name.kind,
        value=name.value,
        start=squeezed.places[start],
        end=squeezed.places[end - 1] + 1,
    )


def _squeezed(text: str) -> _Squeezed:
    if not _GAP.search(text):
        return _Squeezed(text, range(len(text)))
    places: list[int] = []
    start = 0
    for gap in _GAP.finditer(text):
        places.extend(range(start, gap.start()))
        start = gap.end()
    places.extend(range(start, len(text)))
    return _Squeezed(_GAP.sub("", text), places)
