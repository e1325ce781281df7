from hypothesis import given
from hypothesis import strategies as st

from voc.text.document import prepare
from voc.types.document import Document
from voc.types.feedback import FeedbackId


class Characters:
    """A segmenter that needs no dictionary."""

    def cut(self, text: str) -> tuple[str, ...]:
        return tuple(text)


class NoFolding:
    def fold(self, text: str) -> str:
        return text


def read(text: str) -> Document:
    return prepare(FeedbackId("r1"), text, Characters(), NoFolding())


@given(st.text(max_size=120))
def test_clause_spans_hold_in_the_text_as_sent(source: str) -> None:
    document = read(source)
    for clause in document.clauses:
        assert 0 <= clause.start < clause.end <= len(source)
        assert clause.text
    for entity in document.entities:
        assert source[entity.start : entity.end]


def test_a_quote_keeps_the_capitals_and_width_of_its_writer() -> None:
    source = "ＶＥＲＹ Good！但是漏气"
    first = read(source).clauses[0]
    assert source[first.start : first.end] == "ＶＥＲＹ Good"
    assert first.text == "very good"


def test_lots_and_dates_in_the_text_are_entities() -> None:
    source = "批号：ht20260903a，生产日期2026年9月3日"
    assert [(e.type, e.value, source[e.start : e.end]) for e in read(source).entities] == [
        ("lot", "HT20260903A", "ht20260903a"),
        ("produced_on", "2026-09-03", "2026年9月3"),
    ]


def test_a_lot_needs_its_label_or_its_shape() -> None:
    assert [e.value for e in read("袋子上印的HT20260903A，订单号88123456").entities] == [
        "HT20260903A"
    ]
    assert read("lots of fun, 4 out of 5").entities == ()


def test_what_the_platform_wrote_is_flagged() -> None:
    for text in ("此用户没有填写评价。", "系统默认好评！", "该用户觉得商品较好，给出5星好评"):
        assert read(text).flags == ("platform_default",), text


def test_one_word_of_a_person_is_not_flagged() -> None:
    for text in ("好评", "好吃", "不错，系统不卡", "客服微信回复很快", "用了优惠券很划算"):
        assert read(text).flags == (), text


def test_contact_with_a_reward_is_an_advert() -> None:
    assert read("加微信abc12345领红包返现").flags == ("advert",)
