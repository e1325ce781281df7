"""Which reader each part of a clause goes to."""

from voc.text.words import WordsByLanguage
from voc.types.document import Word


class Blanks:
    """Cuts at blanks and keeps them, as a segmenter does."""

    def cut(self, text: str) -> tuple[str, ...]:
        return tuple(word for part in text.split(" ") for word in (part, " "))[:-1]


class Marking:
    def __init__(self, language: str) -> None:
        self._language = language

    def read(self, text: str) -> tuple[Word, ...]:
        return tuple(Word(f"{self._language}:{word}", word) for word in text.split())


READER = WordsByLanguage(Blanks(), Marking("en"), Marking("ko"))


def read(text: str) -> list[str]:
    return [word.base for word in READER.read(text)]


def test_chinese_words_are_those_of_the_segmenter() -> None:
    assert READER.read("包装 漏气 ！") == (Word("包装", "包装"), Word("漏气", "漏气"))


def test_latin_words_among_chinese_ones_are_english() -> None:
    assert read("logo 掉了 a4纸") == ["en:logo", "掉了", "a4纸"]


def test_a_clause_without_chinese_or_korean_is_english() -> None:
    assert read("the lid leaks") == ["en:the", "en:lid", "en:leaks"]


def test_a_korean_clause_is_korean_with_all_its_latin_words_and_numbers() -> None:
    assert read("size가 3개 작아요") == ["ko:size가", "ko:3개", "ko:작아요"]


def test_chinese_words_beside_korean_ones_are_read_apart() -> None:
    assert read("这个허니버터 好吃") == ["这个", "ko:허니버터", "好吃"]


def test_nothing_has_no_words() -> None:
    assert read("") == []
