"""Words of strangers, as a terminal may show them."""

from hypothesis import given
from hypothesis import strategies as st

from voc.text.shown import shown


@given(st.text(), st.integers(1, 50))
def test_what_is_shown_is_one_printable_line_of_limited_length(words: str, longest: int) -> None:
    line = shown(words, longest)
    assert line.isprintable()
    assert len(line) <= longest
    line.encode()


def test_short_words_stay_as_they_are_and_long_ones_are_cut() -> None:
    assert shown("受潮  了\n不买") == "受潮 了 不买"
    assert shown("好" * 300, 5) == "好好好好…"
    assert shown("\x1b[2J") == "\ufffd[2J"
