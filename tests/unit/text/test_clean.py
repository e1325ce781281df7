import unicodedata

import pytest
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


@given(MESSY | st.text(max_size=60))
def test_cleaning_what_is_clean_changes_nothing(source: str) -> None:
    text = clean(source).text
    assert clean(text).text == text


@given(st.text(max_size=60))
def test_clean_text_is_at_most_four_times_as_long(source: str) -> None:
    assert len(clean(source).text) <= 4 * len(source)


def test_markup_escaped_twice_is_markup() -> None:
    assert clean("好吃&lt;br&gt;漏气").text == "好吃\n漏气"
    assert clean("好吃&amp;lt;br/&amp;gt;漏气").text == "好吃\n漏气"
    assert clean("等等&amp;hellip;算了&nbsp那样").text == "等等...算了 那样"


def test_what_is_escaped_without_end_is_no_endless_work() -> None:
    assert clean("&#38;" + "#38;" * 500 + "lt;br>").text.count("#38;") < 500


def test_nested_unclosed_and_hidden_markup_goes() -> None:
    assert clean("<div><p>好吃<p>漏气</div>").text == "好吃\n漏气"
    assert clean('好吃<img src="a.png').text == "好吃"
    assert clean("好<script>alert(1)</script>吃").text == "好 吃"


def test_control_and_direction_marks_go() -> None:
    assert clean("好\u00ad吃\u202e！\u2066\x07").text == "好吃!"
    assert clean("好\t\t吃").text == "好 吃"


def test_an_emoji_of_several_parts_is_its_first_sign() -> None:
    for source, sign in (
        ("👍🏽", "👍"),
        ("👨\u200d👩\u200d👧", "👨"),
        ("❤️", "❤"),
        ("🤷🏻\u200d♀️", "🤷"),
    ):
        cleaned = clean(f"好{source}吃")
        assert cleaned.text == f"好{sign}吃"
        assert (cleaned.starts[1], cleaned.ends[1]) == (1, 1 + len(source))
    assert clean("5️⃣星").text == "5星"


def test_the_cheeks_of_a_face_stay() -> None:
    assert clean("(￣▽￣)").text == "(￣▽￣)"


@pytest.mark.parametrize(
    ("source", "cleaned", "places"),
    [
        ("<p>ab cafe\u0301 x", "ab caf\u00e9 x", [(3, 4), (4, 5), (5, 6), (6, 7), (7, 8), (8, 9),
                                                (9, 11), (11, 12), (12, 13)]),
        ("ok1\ufe0f\u20e3 y", "ok1 y", [(0, 1), (1, 2), (2, 5), (5, 6), (6, 7)]),
    ],
)  # fmt: skip
def test_a_mark_joins_the_letter_before_it_and_not_all_that_stand_there(
    source: str, cleaned: str, places: list[tuple[int, int]]
) -> None:
    found = clean(source)
    assert found.text == cleaned
    assert list(zip(found.starts, found.ends, strict=True)) == places
