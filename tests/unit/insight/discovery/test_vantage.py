"""What voices look like from nearer their middle."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.insight.discovery.vantage import PLAIN, Vantage
from voc.insight.packing import Packed, pack, total, unpacked

SHARES = st.floats(0, 0.5)


def crowd(seed: int, count: int = 60) -> Packed:
    """Vectors that all share one direction."""
    drawn = np.random.default_rng(seed).standard_normal((count, 40)).astype(np.float32)
    drawn[:, 0] += 6
    return pack(drawn / np.linalg.norm(drawn, axis=1, keepdims=True) * 0.9)


def of(packed: Packed, taken_off: float) -> Vantage:
    return Vantage.towards(total(packed), len(packed), taken_off)


def test_from_nought_voices_are_as_they_are() -> None:
    vectors = unpacked(crowd(1))
    for vantage in (PLAIN, of(crowd(2), 0)):
        assert np.array_equal(vantage.seen(vectors.copy()), vectors)


def test_what_all_share_counts_less_from_nearer_the_middle() -> None:
    assert of(crowd(1), 0.5).alike < of(crowd(1), 0.2).alike < of(crowd(1), 0).alike


@given(SHARES, st.integers(0, 99))
def test_the_mean_of_seen_voices_is_the_seen_mean_of_an_issue(share: float, seed: int) -> None:
    packed, own = crowd(seed), crowd(seed + 100, 7)
    vantage = of(packed, share)
    centre = vantage.centre(total(own), len(own))
    seen = vantage.seen(unpacked(own)).mean(axis=0)
    assert centre == pytest.approx(seen, abs=0.25)
    assert float(centre @ seen) / np.linalg.norm(centre) / np.linalg.norm(seen) > 0.98


@given(st.floats(0, 1), st.integers(0, 10**4))
def test_voices_that_all_say_the_same_can_still_be_seen(share: float, count: int) -> None:
    one = np.zeros((1, 3), dtype=np.int8)
    one[0, 0] = 127
    vantage = Vantage.towards(total(one) * count, count, share / 2)
    assert np.isfinite(vantage.seen(unpacked(one))).all()
    assert np.isfinite(vantage.alike)
