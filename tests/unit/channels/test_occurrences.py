from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from voc.channels.occurrences import Occurrences


@given(st.lists(st.sampled_from("abc")))
def test_each_key_is_counted_from_nought(keys: list[str]) -> None:
    seen: Counter[str] = Counter()
    with Occurrences() as occurrence:
        for key in keys:
            assert occurrence(key) == seen[key]
            seen[key] += 1
