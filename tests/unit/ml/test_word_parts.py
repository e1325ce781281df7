import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.ml.word_parts import known_parts

KNOWN = {"软", "塌", "软塌", "눅눅", "네요", "leak", "le", "a"}


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("软", ("软",)),
        ("软塌塌", ("软塌", "塌")),
        ("눅눅하네요", ("눅눅", "네요")),
        ("leakage", ("leak",)),
        ("lead", ()),
        ("软2号", ()),
        ("咸", ()),
    ],
)
def test_a_word_is_read_by_its_longest_known_parts(word: str, parts: tuple[str, ...]) -> None:
    assert known_parts(word, KNOWN) == parts


@given(st.text("软塌咸눅눅네요lea1", max_size=9))
def test_parts_are_known_and_stand_in_the_word_in_order(word: str) -> None:
    start = 0
    for part in known_parts(word, KNOWN):
        assert part in KNOWN
        start = word.index(part, start) + len(part)
