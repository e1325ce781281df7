from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.ml.english_words import EnglishWords

READER = EnglishWords()


def bases(text: str) -> list[str]:
    return [word.base for word in READER.read(text)]


@pytest.mark.parametrize(
    ("forms", "base"),
    [
        ("broke broken breaks breaking break", "break"),
        ("leaked leaking leaks", "leak"),
        ("tore torn", "tear"),
        ("shrank shrunk shrinking", "shrink"),
        ("melts melted melting", "melt"),
        ("boxes", "box"),
        ("knives", "knife"),
        ("teeth", "tooth"),
        ("allergies", "allergy"),
        ("stickier", "sticky"),
    ],
)
def test_forms_of_a_word_have_one_base(forms: str, base: str) -> None:
    assert set(bases(forms)) == {base}


@pytest.mark.parametrize("word", ["gas", "glass", "number", "lighter", "packet", "zorbix"])
def test_a_word_that_is_no_form_stays_as_it_is(word: str) -> None:
    assert bases(word) == [word]


def test_words_are_written_as_customers_do() -> None:
    told = READER.read("the lids weren’t sealed!!")
    assert [word.written for word in told] == ["the", "lids", "weren't", "sealed"]


def test_what_an_apostrophe_joins_counts_for_the_word_before_it() -> None:
    assert bases("dog's they'll it's") == ["dog", "they", "it"]


def test_numbers_keep_their_units_and_hyphens_part() -> None:
    assert bases("3.5kg 1,000 half-empty") == ["3.5kg", "1,000", "half", "empty"]


def test_signs_and_emoji_are_no_words() -> None:
    assert bases(" ... 😡😡 !!! ") == bases("") == []


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    assert all(word.base and word.written and not word.denied for word in READER.read(text))


def test_the_order_in_which_texts_come_changes_no_word() -> None:
    texts = ["it leaks", "leaked again", "a leak"]
    read = [{text: EnglishWords().read(text) for text in order} for order in permutations(texts)]
    assert all(one == read[0] for one in read)
