import pytest

from voc.text.frames import frame

MILK, CREAM = "每日鲜牛奶950ml", "玫瑰保湿面霜"
TEMPLATE = "收到{}就迫不及待试了,比专柜买的还好,以后就认准你家了"


def test_a_sentence_with_the_product_exchanged_keeps_its_frame() -> None:
    framed = {frame(TEMPLATE.format(word), MILK) for word in ("牛奶", "面霜", "鲜牛奶", "每日鲜")}
    assert framed == {"收到□就迫不及待试了比专柜买的还好以后就认准你家了"}


def test_signs_blanks_and_figures_do_not_tell_frames_apart() -> None:
    one = frame("这是我第3次买这款面霜了,用完脸上很舒服,会一直回购", CREAM)
    other = frame("这是我第12次买这款面霜了!用完脸上很舒服~会一直 回购", CREAM)
    assert one == other is not None


def test_other_sentences_have_other_frames() -> None:
    assert frame(TEMPLATE.format("牛奶"), MILK) != frame(
        "收到面霜先给妈妈试了,说比她那瓶润,就是香味有点冲鼻子", CREAM
    )


@pytest.mark.parametrize(
    "text", ["牛奶很好喝", "牛奶味道很好,孩子很喜欢", "很好用,推荐给身边的朋友们,大家都说好,真的"]
)
def test_what_says_little_or_names_no_product_has_no_frame(text: str) -> None:
    assert frame(text, MILK) is None


def test_latin_words_are_taken_whole() -> None:
    text = "this blender changed my life, the whole family fights over it every single morning"
    framed = frame(text, "kitchen blender 500")
    assert framed is not None
    assert framed.startswith("this□changedmylife")


def test_one_syllable_of_the_products_name_is_no_word_for_it() -> None:
    assert frame("每次回家都要先喝上一大口才觉得这一天算是圆满过去", "每家") is None
