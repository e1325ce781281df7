"""Korean words by Kiwi: https://github.com/bab2min/Kiwi, Apache-2.0.

Loaded with the first Korean clause: its model takes a second and 300 MB. Without the names of
Wikidata, which no review needs, it is half as large and loads in half the time.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from voc.ports.language import WordReader
from voc.types.document import Word

if TYPE_CHECKING:
    from kiwipiepy import Kiwi, Token

# Tags after the Sejong corpus, as https://github.com/bab2min/kiwipiepy lists them.
_NOUNS = frozenset({"NNG", "NNP", "XPN"})  # XPN: the head of a noun, 무 of 무설탕
_NOUN_TAIL = "XSN"
_ROOTS = frozenset({"XR", "MAG"})  # 눅눅 of 눅눅하다, 바삭 of 바삭하다; MAG: adverbs, too
_MAKES_A_VERB = frozenset({"XSV", "XSA"})  # 하 of 환불하다, 스럽 of 실망스럽다
_VERBS = frozenset({"VV", "VA"})
_AUXILIARY, _COPULA_DENIED, _LATIN = "VX", "VCN", "SL"

_PLURAL = "들"
_DENIES_NEXT = frozenset({"안", "못"})  # 안 달아요
_DENIES_LAST = frozenset({"않", "못하", "말"})  # 달지 않아요
_HAS_NOT = frozenset({"없", "없이"})  # 바삭함이 없어요, 뜯을 수가 없어요, 뚜껑 없이
# Say nothing without their noun: 충전이 안 돼요 denies charging.
_LIGHT = frozenset({"하", "되"})

# No clause is so long. Of Latin letters in one run Kiwi takes time that grows with their square.
_LONGEST = 500

_HANGUL_NAME = re.compile("[\uac00-\ud7a3]+")


class KiwiWords:
    """Implements the port WordReader: what tells something, without particles and endings."""

    def __init__(self, latin: WordReader, names: Iterable[str] = ()) -> None:
        """``latin`` reads what is written in Latin letters; ``names`` of the user stay whole."""
        self._latin = latin
        self._names = tuple(sorted({name for name in names if _HANGUL_NAME.fullmatch(name)}))

    def read(self, text: str) -> tuple[Word, ...]:
        kiwi = _kiwi(self._names)
        words: list[Word] = []
        for start in range(0, len(text), _LONGEST):
            words += _words(kiwi.tokenize(text[start : start + _LONGEST]), self._latin)
        return tuple(words)


@lru_cache(1)
def _kiwi(names: tuple[str, ...]) -> "Kiwi":
    """One a process, one worker: the same text, the same words, whatever was read before."""
    from kiwipiepy import Kiwi

    kiwi = Kiwi(num_workers=1, load_multi_dict=False, load_typo_dict=False, model_type="cong")
    for name in names:
        kiwi.add_user_word(name, "NNP")
    return kiwi


def _words(morphemes: Iterable["Token"], latin: WordReader) -> list[Word]:
    reading = _Reading(latin)
    for morpheme in morphemes:
        reading.take(morpheme)
    return reading.words


def _root(verb: str) -> str:
    """느끼 of 느끼하: now one word to Kiwi, now a root and 하. One syllable is none: 상하, 독하."""
    return verb[:-1] if verb.endswith("하") and len(verb) > 2 else ""


class _Reading:
    """Nouns, compounds whole; verbs and adjectives in dictionary form, with their denials."""

    def __init__(self, latin: WordReader) -> None:
        self.words: list[Word] = []
        self._latin = latin
        self._denial = ""  # 안 or 못 that waits for what it denies
        self._noun_end = self._root_end = -1  # where the last word ended, if it was one

    def take(self, morpheme: "Token") -> None:
        tag, form = morpheme.tag.partition("-")[0], morpheme.form  # VA-I: an irregular one
        if tag in _NOUNS or tag == _NOUN_TAIL:
            self._noun(form, morpheme.start, morpheme.end, tail=tag == _NOUN_TAIL)
        elif form in _HAS_NOT:
            self._deny_last("안", "없다")
        elif tag in _ROOTS:
            self._root(form, morpheme.end)
        elif tag in _MAKES_A_VERB:
            self._verb_from_last(form, morpheme.start)
        elif tag in _VERBS:
            self._verb(form)
        elif tag == _COPULA_DENIED:
            self._deny_last("안", "아니다")
        elif tag == _AUXILIARY and form in _DENIES_LAST:
            self._deny_last("안", "안 하다")
        elif tag == _LATIN:
            self.words += self._latin.read(form)

    def _noun(self, form: str, start: int, end: int, *, tail: bool) -> None:
        if start == self._noun_end:
            if not (tail and form == _PLURAL):
                last = self.words[-1]
                self.words[-1] = replace(last, base=last.base + form, written=last.written + form)
        elif tail:
            return  # of a counted 개 or a name in Latin letters
        else:
            self._add(form, form)
        self._noun_end = self._root_end = end

    def _root(self, form: str, end: int) -> None:
        if form in _DENIES_NEXT:
            self._denial = form
        else:
            self._add(form, form)
            self._root_end = end

    def _verb_from_last(self, form: str, start: int) -> None:
        """눅눅 and 하: the word stays what it is, written 눅눅하다."""
        if start == self._root_end:
            last = self.words[-1]
            self.words[-1] = replace(last, written=f"{last.written}{form}다")

    def _verb(self, form: str) -> None:
        if form in _LIGHT and self._denial:
            denial, self._denial = self._denial, ""
            self._deny_last(denial, f"{denial} {form}다")
        else:
            self._add(_root(form) or f"{form}다", f"{form}다")

    def _add(self, base: str, written: str) -> None:
        if self._denial:
            self.words.append(Word(base, f"{self._denial} {written}", denied=True))
        else:
            self.words.append(Word(base, written))
        self._denial = ""

    def _deny_last(self, before_verb: str, after_noun: str) -> None:
        if not self.words or self.words[-1].denied:
            return
        last = self.words[-1]
        verb = last.written.endswith("다")
        written = f"{before_verb} {last.written}" if verb else f"{last.written} {after_noun}"
        self.words[-1] = replace(last, written=written, denied=True)
