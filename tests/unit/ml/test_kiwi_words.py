from itertools import permutations
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voc.ml.english_words import EnglishWords
from voc.ml.kiwi_words import KiwiWords

READER = KiwiWords(EnglishWords())


def told(text: str) -> list[str]:
    """Bases, ¬ before those that are denied."""
    return ["¬" * word.denied + word.base for word in READER.read(text)]


def written(text: str) -> list[str]:
    return [word.written for word in READER.read(text)]


@pytest.mark.parametrize(
    "text", ["과자가", "과자는", "과자를", "과자에서", "과자만", "과자들이", "과자"]
)
def test_particles_come_off_nouns(text: str) -> None:
    assert told(text) == ["과자"]


@pytest.mark.parametrize(
    ("forms", "base", "dictionary_form"),
    [
        (["눅눅해요", "눅눅하네요", "눅눅했어요", "눅눅함"], "눅눅", "눅눅하다"),
        (["부서져서", "부서진", "부서졌어요"], "부서지다", "부서지다"),
        (["매워요", "매웠어요", "맵네요", "매운데"], "맵다", "맵다"),
        (["늦게", "늦었어요", "늦네요"], "늦다", "늦다"),
        (["느끼해요", "느끼하다", "느끼했어요"], "느끼", "느끼하다"),
    ],
)
def test_verbs_and_adjectives_stand_in_dictionary_form(
    forms: list[str], base: str, dictionary_form: str
) -> None:
    assert [(told(form), written(form)) for form in forms] == [([base], [dictionary_form])] * len(
        forms
    )


@pytest.mark.parametrize(
    "text",
    ["안 바삭해요", "안바삭해요", "바삭하지 않아요", "바삭하지가 않네요", "바삭함이 없어요"],
)
def test_every_way_to_deny_a_quality_is_the_same(text: str) -> None:
    assert told(text) == ["¬바삭"]
    assert written(text) == ["안 바삭하다"]


@pytest.mark.parametrize(
    ("text", "words", "writing"),
    [
        ("설명서가 없어요", ["¬설명서"], ["설명서 없다"]),
        ("뚜껑 없이 왔어요", ["¬뚜껑", "오다"], ["뚜껑 없다", "오다"]),
        ("정품이 아니에요", ["¬정품"], ["정품 아니다"]),
        ("충전이 안 돼요", ["¬충전"], ["충전 안 되다"]),
        ("뜯을 수가 없어요", ["¬뜯다"], ["안 뜯다"]),
        ("먹지 못했어요", ["¬먹다"], ["못 먹다"]),
    ],
)
def test_what_is_denied_is_the_word_that_tells(
    text: str, words: list[str], writing: list[str]
) -> None:
    assert (told(text), written(text)) == (words, writing)


def test_a_denial_reaches_one_word() -> None:
    assert told("안 달고 느끼해요") == ["¬달다", "느끼"]
    assert told("포장은 튼튼한데 맛이 없어요") == ["포장", "튼튼", "¬맛"]


def test_compounds_stay_whole() -> None:
    assert told("유통기한이 지난 무설탕 과자") == ["유통기한", "지나다", "무설탕", "과자"]


def test_latin_words_in_korean_are_read_as_english() -> None:
    assert told("패키지가 leaked 됐어요 size가 작아요")[1:3] == ["leak", "되다"]
    assert told("size가 작아요") == ["size", "작다"]


def test_counted_things_and_laughter_tell_nothing() -> None:
    assert told("3개 ㅋㅋㅋ ㅠㅠ 😡 !!!") == told("") == []


def test_names_of_the_user_stay_whole() -> None:
    own = KiwiWords(EnglishWords(), ["쿠크다바", "abc", "허니 버터"])
    assert [word.base for word in own.read("쿠크다바가 눅눅해요")] == ["쿠크다바", "눅눅"]


@settings(max_examples=50, deadline=None)
@given(st.text(st.sampled_from("과자가안없어요 바삭하지않아3a.\n"), max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    assert all(word.base and word.written for word in READER.read(text))


def test_the_order_in_which_texts_come_changes_no_word() -> None:
    texts = ["과자가 눅눅해요", "너무 달아요", "포장이 안 뜯겨요", "배송이 늦어요"]
    read = [{text: READER.read(text) for text in order} for order in permutations(texts)]
    assert all(one == read[0] for one in read)


@pytest.mark.parametrize("piece", ["과자가눅눅해요", "가", "a", "없어요 "])
def test_time_grows_with_the_length_of_a_hostile_text(piece: str) -> None:
    def cost(length: int) -> float:
        text = (piece * length)[:length]
        started = process_time()
        READER.read(text)
        return process_time() - started

    cost(1_000)
    assert cost(20_000) < 12 * cost(5_000) + 0.2  # four times the text; 16 if it were squared
