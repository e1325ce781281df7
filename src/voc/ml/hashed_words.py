"""Vectors that say which words a phrase holds, in a space that never moves.

Each word, character and stem has a direction of its own, drawn from its hash, so a clause has the
same vector in every scan and beside whatever others: an issue's vectors can be kept. Weights come
from how often a word is told in the texts the word vectors were made from, not from the scan. That
costs little: with the frequencies of 60,000 clauses around each set (TF-IDF and an SVD, as it was
before) the mean pair F1 of four sets is 0.645, so 0.643 (bench/results/discovery-problems.json).
"""

import hashlib
import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from voc.insight.words.telling import DENIED
from voc.ml.word_vectors import Floats, WordVectors, unit
from voc.types.issue import Vectors, Wording

# 256 to 512 numbers lie within 0.02 pair F1 of each other, in favour of more.
DIRECTIONS = 512
# Weight log(BASE / frequency). Swept 1 to no weights at all on the sets of bench/discovery.py: mean
# pair F1 0.600, 0.605 (3), 0.636 (30), 0.643 (300), 0.644 (3,000), 0.625 (all the same).
_BASE = 300.0
# Of a word told in no text, or too rarely for float16 to say how often.
_RAREST = 2e-4
_STEM = 4  # letters of a Latin word that stand for its forms: leak, leaked, leakage

_SYLLABIC = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]")


class HashedWords:
    """One part of voc.ml.phrase_encoder.Space: a phrase's vector depends on nothing else."""

    name = "hashed-1"

    def __init__(self, words: WordVectors) -> None:
        self._frequencies = _frequencies(words)

    def encode(self, phrases: Sequence[Wording]) -> Vectors:
        counts = [Counter(_features(phrase.keys)) for phrase in phrases]
        column_of = {name: n for n, name in enumerate(dict.fromkeys(f for c in counts for f in c))}
        if not column_of:
            return np.zeros((len(phrases), DIRECTIONS), dtype=np.float32)
        # A direction is the same in every batch, and a row is summed in the order of its words.
        counted = csr_matrix(
            (
                np.array([1 + math.log(n) for c in counts for n in c.values()], dtype=np.float32),
                [column_of[name] for c in counts for name in c],
                np.cumsum([0, *map(len, counts)]),
            ),
            shape=(len(phrases), len(column_of)),
        )
        return unit(counted @ np.stack([self._direction(name) for name in column_of]))

    def _direction(self, feature: str) -> Floats:
        bits = hashlib.blake2b(feature.encode(), digest_size=DIRECTIONS // 8).digest()
        signs = np.unpackbits(np.frombuffer(bits, np.uint8)).astype(np.float32) * 2 - 1
        weight = math.log(_BASE / max(self._frequencies[feature], _RAREST))
        direction: npt.NDArray[np.float32] = signs * np.float32(weight)
        return direction


def _frequencies(words: WordVectors) -> Counter[str]:
    """How often each feature is told, from the lengths of SIF, a / (a + p); in units of a."""
    found: Counter[str] = Counter()
    for word, length in zip(words.vocabulary, words.lengths.astype(float), strict=True):
        for feature in set(_features((word,))):
            found[feature] += (1 - length + _RAREST) / length
    return found


def _features(words: tuple[str, ...]) -> list[str]:
    """Words behind a blank; characters and stems bare. A denied word's parts are denied too."""
    found: list[str] = []
    for word in words:
        mark = DENIED if word.startswith(DENIED) else ""
        bare = word.removeprefix(DENIED)
        found.append(f" {word}")
        if _SYLLABIC.search(bare):
            # 다 ends all Korean verbs and adjectives: as a character it would make them alike.
            found.extend(mark + character for character in bare.removesuffix("다"))
        elif len(bare) > _STEM:
            found.append(mark + bare[:_STEM])
    return found
