"""Names written with one typing error.

An error is one character changed, missing or too many, or two neighbours in each other's place.
Errors make other words of short names, so a short name is looked for in fewer ways: of three
Chinese characters only the one in the middle may be another; from four on any one may be. Latin
names of four letters or more keep their first letter, as people's errors mostly do.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from voc.types.document import Span

_LATIN_WORD = re.compile(r"[a-z0-9]+")
_PARTICLES = frozenset("的了过着完得地在是和不很")  # 洗完水 is no 洗发水
LEAST_LATIN = 4
LEAST_CHINESE = 3  # and Korean
_HALVED = 4  # from here on a name has two halves, one of which holds no error


@dataclass(frozen=True, slots=True)
class Near:
    """A form found but for one error; the place counts in the text looked at."""

    form: str
    start: int
    end: int


class NearLatin:
    """Forms of Latin letters and digits, each looked for as one word."""

    def __init__(self, forms: Iterable[str]) -> None:
        self._forms = {form for form in forms if len(form) >= LEAST_LATIN and is_latin(form)}
        # No longer word is one error from any; its parts would take memory by the square.
        self._longest = max(map(len, self._forms), default=0) + 1
        self._by_part: dict[str, list[str]] = {}
        for form in sorted(self._forms):
            for part in _parts(form):
                self._by_part.setdefault(part, []).append(form)

    def find(self, text: str) -> Iterator[Near]:
        if not self._by_part:
            return
        for match in _LATIN_WORD.finditer(text):
            word = match[0]
            if LEAST_LATIN <= len(word) <= self._longest and word not in self._forms:
                form = self._nearest(word)
                if form:
                    yield Near(form, match.start(), match.end())

    def _nearest(self, word: str) -> str | None:
        """The one form an error away, None where there are two."""
        reached = {form for part in _parts(word) for form in self._by_part.get(part, ())}
        near = {form for form in reached if form[0] == word[0] and one_error(word, form)}
        return near.pop() if len(near) == 1 else None


class NearChinese:
    """Forms of Chinese or Korean characters: what ``halves`` names, found in one pass outside."""

    def __init__(self, forms: Iterable[str]) -> None:
        fitting = sorted(
            form for form in forms if len(form) >= LEAST_CHINESE and not is_latin(form)
        )
        self._around: dict[tuple[str, str], list[str]] = {}
        # By half, the forms that have it and where it stands in them.
        self.halves: dict[str, list[tuple[str, int]]] = {}
        for form in fitting:
            if len(form) < _HALVED:
                self._around.setdefault((form[0], form[2]), []).append(form)
            else:
                middle = len(form) // 2
                self.halves.setdefault(form[:middle], []).append((form, 0))
                self.halves.setdefault(form[middle:], []).append((form, middle))
                self.halves.setdefault(_swapped_at(form, middle), []).append((form, 0))

    def find(self, text: str, halves: Iterable[tuple[str, int]]) -> list[Near]:
        """``halves``: those that stand in ``text``, and where. One form a place, or none."""
        found: dict[tuple[int, int], set[str]] = {}
        for form, start, end in (*self._short(text), *self._long(text, halves)):
            found.setdefault((start, end), set()).add(form)
        return [Near(forms.pop(), *at) for at, forms in sorted(found.items()) if len(forms) == 1]

    def _short(self, text: str) -> Iterator[tuple[str, int, int]]:
        if self._around.keys().isdisjoint(zip(text, text[2:], strict=False)):
            return
        for start, pair in enumerate(zip(text, text[2:], strict=False)):
            for form in self._around.get(pair, ()):
                if text[start + 1] != form[1] and _is_slip(text[start : start + 3], form):
                    yield form, start, start + 3

    def _long(self, text: str, halves: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int, int]]:
        for half, at in halves:
            for form, offset in self.halves[half]:
                yield from _windows(text, form, at - offset, fixed_start=offset == 0)


def _windows(
    text: str, form: str, start: int, *, fixed_start: bool
) -> Iterator[tuple[str, int, int]]:
    """Of the stretches that hold the half in place and are one error from ``form``, the first."""
    end = start + len(form)
    for longer in (0, 1, -1):  # changed or swapped, too many, missing
        first, last = (start, end + longer) if fixed_start else (start - longer, end)
        if first < 0 or last > len(text):
            continue
        if one_error(text[first:last], form) and _is_slip(text[first:last], form):
            yield form, first, last
            return


def _is_slip(written: str, form: str) -> bool:
    """Whether what is not of ``form`` may be a wrong letter: signs and particles are meant."""
    strange = set(written).difference(form)
    return _PARTICLES.isdisjoint(strange) and all(map(str.isalpha, strange))


def _swapped_at(form: str, middle: int) -> str:
    """The one error that leaves neither half whole."""
    return form[: middle - 1] + form[middle] + form[middle - 1] + form[middle + 1 :]


def is_latin(form: str) -> bool:
    return _LATIN_WORD.fullmatch(form) is not None


def one_error(written: str, form: str) -> bool:
    """Whether one change, addition, loss or swap of neighbours makes ``written`` of ``form``."""
    if written == form or abs(len(written) - len(form)) > 1:
        return False
    same = _same_start(written, form)
    if len(written) == len(form):
        rest, other = written[same:], form[same:]
        swapped = rest[:2] == other[1::-1] and rest[2:] == other[2:]
        return swapped or rest[1:] == other[1:]
    longer, shorter = (written, form) if len(written) > len(form) else (form, written)
    return longer[same + 1 :] == shorter[same:]


def wrong(written: str, form: str) -> Span:
    """The characters of ``written``, one error from ``form``, that are not as they should be.

    Where one is missing, those beside the gap.
    """
    same = _same_start(written, form)
    if len(written) < len(form):
        return Span(max(0, same - 1), same + 1)
    swapped = len(written) == len(form) and written[same + 1 :] != form[same + 1 :]
    return Span(same, same + 1 + swapped)


def _same_start(one: str, other: str) -> int:
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )


def _parts(word: str) -> set[str]:
    """``word`` and what is left of it without any one letter: near words share one of these."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
