"""Which n-grams and words a model reads."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from voc.ml.ngram_features import LONGEST_GRAM, NgramFeatures, Piece, word_features

# Rarer features cannot be learnt from. Guided texts are few and say what others never label
# (rancid nuts, a hair in the food), so their words may be rarer.
LEAST_TEXTS = 3
LEAST_GUIDED_TEXTS = 2


def choose_features(texts: Sequence[Piece], guided: Sequence[Piece], size: int) -> NgramFeatures:
    """The features of at least two ``guided`` texts, and then the most frequent of ``texts``.

    ``texts`` include the guided ones. Deterministic: ties go by the feature itself.
    """
    own = count_features(guided, LEAST_GUIDED_TEXTS)
    counts = count_features(texts, LEAST_TEXTS)
    counts = {feature: n for feature, n in own.items() if feature not in counts} | counts
    order = sorted(counts, key=lambda feature: (feature not in own, -counts[feature], feature))
    return features_of({feature: counts[feature] for feature in order[:size]}, len(texts))


def count_features(pieces: Sequence[Piece], least: int) -> dict[str, int]:
    """Feature to the number of pieces that have it, features of fewer than ``least`` left out.

    Longer n-grams are counted only where the shorter ones inside are frequent.
    """
    counts = Counter(feature for piece in pieces for feature in set(word_features(piece.words)))
    kept = {feature: n for feature, n in counts.items() if n >= least}
    frequent: set[str] | None = None
    for length in range(1, LONGEST_GRAM + 1):
        grams = Counter(gram for piece in pieces for gram in _grams(piece.text, length, frequent))
        frequent = {gram for gram, n in grams.items() if n >= least}
        kept |= {gram: grams[gram] for gram in frequent}
    return kept


def _grams(text: str, length: int, shorter: set[str] | None) -> set[str]:
    padded = f" {text} ".replace("\n", " ")
    grams = {padded[i : i + length] for i in range(len(padded) - length + 1)}
    if shorter is None:
        return grams
    return {gram for gram in grams if gram[:-1] in shorter and gram[1:] in shorter}


def features_of(counts: dict[str, int], pieces: int) -> NgramFeatures:
    """The features in a fixed order, rare ones weighing more (smooth idf)."""
    vocabulary = tuple(sorted(counts))
    frequency = np.array([counts[feature] for feature in vocabulary], dtype=np.float64)
    idf = np.log((1 + pieces) / (1 + frequency)) + 1
    return NgramFeatures(vocabulary, idf.astype(np.float32))
