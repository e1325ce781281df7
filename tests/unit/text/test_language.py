import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.text.language_cases import CASES
from voc.ml.opencc_folder import OpenCCFolder
from voc.text.clean import clean, lowered
from voc.text.language import detect, is_unsupported
from voc.types.document import Language

FOLDER = OpenCCFolder()


def told(text: str) -> Language:
    return detect(text, FOLDER.fold(text))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("好吃", "zh-Hans"),
        ("很脆，味道不错", "zh-Hans"),
        ("很脆，味道不錯，會再買", "zh-Hant"),
        ("好食過頭，下次會再嚟買", "zh-Hant"),
        ("맛있어요", "ko"),
        ("바삭바삭 good", "ko"),
        ("Too sweet for me", "en"),
        ("这个 app 很 nice", "zh-Hans"),
        ("とても美味しいです", "other"),
        ("Очень вкусно", "other"),
        ("12345 😀", "other"),
        ("", "other"),
    ],
)
def test_short_texts_are_told_by_their_script(text: str, language: str) -> None:
    assert told(text) == language


def test_our_own_short_texts_are_told() -> None:
    """Four hold nothing that decides, or more of what decides otherwise."""
    missed = [text for text, language in CASES if told(text) != language]
    assert len(missed) <= 4, missed


@given(st.text())
def test_any_text_is_in_some_language(text: str) -> None:
    assert told(lowered(clean(text).text)) in Language


@given(st.text(alphabet="0123456789 .,!?😀👍"))
def test_figures_and_emoji_are_in_no_language_and_need_none(text: str) -> None:
    assert told(text) is Language.OTHER
    assert not is_unsupported(Language.OTHER, text)


@pytest.mark.parametrize("text", ["とても良い", "Очень вкусно", "muy bueno", "rất tốt"])
def test_a_language_that_is_not_ours_is_unsupported(text: str) -> None:
    assert is_unsupported(told(text), text)


@pytest.mark.parametrize(
    ("text", "language"),
    [("李先生嘅店", "zh-Hant"), ("唔，好吃", "zh-Hans"), ("这间唔错", "zh-Hans")],
)
def test_cantonese_words_hint_at_traditional_characters(text: str, language: str) -> None:
    assert told(text) == language
