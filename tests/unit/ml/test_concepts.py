"""The list of concepts against what discovery sees: a word it never sees draws nothing together."""

import re
from pathlib import Path

from voc.insight.words.generic import GENERIC
from voc.insight.words.telling import DENIED
from voc.ml.english_words import EnglishWords
from voc.ml.kiwi_words import KiwiWords
from voc.training.word_corpus import read_concepts

CONCEPTS = read_concepts(Path(__file__).parents[3] / "data" / "training" / "concepts.txt")
WORDS = sorted({word.removeprefix(DENIED) for words in CONCEPTS.values() for word in words})
ENGLISH = EnglishWords()
KOREAN = KiwiWords(ENGLISH)


def seen(clause: str) -> list[str]:
    return [word.base for word in KOREAN.read(clause)]


def test_english_words_of_concepts_are_lemmas() -> None:
    latin = [word for word in WORDS if re.fullmatch("[a-z-]+", word)]
    assert [word for word in latin if [told.base for told in ENGLISH.read(word)] != [word]] == []


def test_korean_words_of_concepts_are_read_so_in_some_clause() -> None:
    unseen = []
    for word in (word for word in WORDS if re.match("[가-힣]", word)):
        stem = word.removesuffix("다")
        clauses = (word, f"{word}하다", f"{word}해요", f"{word}이 있어요", f"물이 {stem}고")
        if not any(word in seen(clause) for clause in clauses):
            unseen.append(word)
    assert unseen == []


def test_no_word_of_a_concept_is_passed_over_as_generic() -> None:
    korean_and_english = {word for word in WORDS if re.match("[a-z가-힣]", word)}
    assert not korean_and_english & GENERIC
