"""What stands in a stretch of a text."""

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from voc.text.places import touching
from voc.types.document import Span

LENGTHS = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4)), max_size=8)


@given(LENGTHS, st.integers(-2, 60), st.integers(1, 12))
def test_what_shares_a_character_with_a_stretch_touches_it(
    lengths: list[tuple[int, int]], start: int, length: int
) -> None:
    ends = list(accumulate(gap + size for gap, size in lengths))
    spans = [Span(end - size, end) for end, (_, size) in zip(ends, lengths, strict=True)]
    end = start + length
    assert list(touching(spans, start, end)) == [
        span for span in spans if set(range(span.start, span.end)) & set(range(start, end))
    ]
