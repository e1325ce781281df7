import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from voc.text.clean import clean, lowered

MESSY = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "好吃 \t\n\u200b\ufeffＡ１！，。&<>;/brnsp#39a\u0301각\u1100\u1161😀①½\x00"
        ),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=60,
)


@given(MESSY)
def test_every_piece_maps_to_a_piece_of_the_original(source: str) -> None:
    cleaned = clean(source)
    assert len(cleaned.starts) == len(cleaned.ends) == len(cleaned.text)
    for index in range(len(cleaned.text)):
        assert 0 <= cleaned.starts[index] < cleaned.ends[index] <= len(source)
        if index:
            assert cleaned.starts[index] >= cleaned.starts[index - 1]
            assert cleaned.ends[index] >= cleaned.ends[index - 1]


@given(MESSY)
def test_nothing_invisible_and_no_double_blank_is_left(source: str) -> None:
    text = clean(source).text
    assert all(c == "\n" or c.isprintable() for c in text)
    assert "  " not in text
    assert text == text.strip()


@given(st.text(max_size=40))
def test_lower_case_never_changes_the_length(text: str) -> None:
    assert len(lowered(text)) == len(text)


def test_full_width_forms_become_plain_and_keep_their_place() -> None:
    cleaned = clean("ＯＫ！５星")
    assert cleaned.text == "OK!5星"
    assert cleaned.original(3, 5).start == 3


def test_markup_is_removed_and_a_break_ends_the_line() -> None:
    source = "<b>好吃</b><br/>漏气&amp;软了"
    cleaned = clean(source)
    assert cleaned.text == "好吃\n漏气&软了"
    start = cleaned.text.index("漏气")
    span = cleaned.original(start, start + 2)
    assert source[span.start : span.end] == "漏气"


def test_a_tag_within_a_line_leaves_no_blank() -> None:
    assert clean('包<em>装</em><SPAN class="x">差</SPAN>').text == "包装差"
    assert clean("好吃<div>漏气</div>").text == "好吃 漏气"


def test_an_angle_that_is_no_tag_stays() -> None:
    assert clean("甜度 < 3 而且 a<b").text == "甜度 < 3 而且 a<b"


def test_jamo_become_syllables() -> None:
    source = unicodedata.normalize("NFD", "맛있어요")
    assert clean(source).text == "맛있어요"
