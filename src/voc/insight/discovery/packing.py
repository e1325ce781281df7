"""Vectors as bytes: small enough to keep one of every voice, and summed without rounding.

One step for all numbers, not one a vector: sums of whole numbers are the same in whatever order
voices come and go, so an issue's centre never depends on its history.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from voc.types.issue import Totals, Vectors

Packed = npt.NDArray[np.int8]  # (n, d)

# A unit vector of some hundred numbers has few above 127 / 320 = 0.4, which are cut off there;
# cosines move by less than 0.01.
STEPS = 320
_LARGEST = 127
# Rows made whole at once, so that a copy in floats of all of them is not held twice.
_STRIPE = 10_000


def pack(vectors: Vectors) -> Packed:
    """(n, d) whole numbers; rows of zeros stay so."""
    packed: Packed = np.clip(np.rint(vectors * STEPS), -_LARGEST, _LARGEST).astype(np.int8)
    return packed


def stacked(packed: Sequence[bytes]) -> Packed:
    """(n, d) of n packed vectors, all of one space."""
    if not packed:
        return np.zeros((0, 1), dtype=np.int8)
    return np.frombuffer(b"".join(packed), dtype=np.int8).reshape(len(packed), -1)


def unpacked(packed: Packed) -> Vectors:
    """Rows of unit length; those of zeros stay so."""
    vectors = np.empty(packed.shape, dtype=np.float32)
    for start in range(0, len(packed), _STRIPE):
        rows = packed[start : start + _STRIPE].astype(np.float32)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        vectors[start : start + _STRIPE] = rows / np.maximum(lengths, 1)
    return vectors


def total(packed: Packed) -> Totals:
    found: Totals = packed.sum(axis=0, dtype=np.int32)
    return found


def centre(totals: Totals, voices: int) -> npt.NDArray[np.float32]:
    """The mean vector, not of unit length: a row times it is the row's mean cosine to all."""
    mean: npt.NDArray[np.float32] = (totals / (max(voices, 1) * STEPS)).astype(np.float32)
    return mean


def cosine(one: Totals, other: Totals) -> float:
    """Of two sums; 0 where one is empty."""
    first, second = one.astype(np.float64), other.astype(np.float64)
    lengths = float(np.linalg.norm(first) * np.linalg.norm(second))
    return float(first @ second) / lengths if lengths else 0.0


def total_from(stored: bytes) -> Totals:
    return np.frombuffer(stored, dtype="<i4").astype(np.int32)


def total_bytes(totals: Totals) -> bytes:
    return totals.astype("<i4").tobytes()
