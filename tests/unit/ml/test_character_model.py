from hypothesis import given, settings
from hypothesis import strategies as st
from jieba import finalseg

from voc.ml.character_model import guess

# Of the first ones some ways are equally likely; the last ones are in no table.
CHARACTERS = "仲有常在雨中跑淋得少谢霆锋咗龻龼䶮"
CHINESE = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FD5)


@settings(max_examples=500)
@given(st.text(st.sampled_from(CHARACTERS) | CHINESE, min_size=1, max_size=12))
def test_words_are_those_of_jieba(characters: str) -> None:
    assert guess(characters) == tuple(finalseg.cut(characters))


def test_of_two_that_are_equally_likely_it_is_the_one_of_jieba() -> None:
    assert guess("常在雨中跑") == ("常", "在", "雨", "中", "跑")
    assert guess("仲有仲有仲有") == ("仲有仲有", "仲有")


@given(st.text(st.sampled_from("月号个万618.5%a"), min_size=1, max_size=8))
def test_figures_among_characters_stay_together_as_in_jieba(characters: str) -> None:
    assert guess(characters) == tuple(finalseg.cut(characters))
