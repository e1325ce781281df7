"""Vectors of short phrases, made from the phrases themselves: no model to load.

Words and the characters of Han and Hangul words are weighted by TF-IDF. Latent semantic analysis
alone (a truncated SVD) drowns what ten of 60,000 clauses complain about, so what the SVD leaves
over is kept as a random projection: on three labelled sets the two together lose at most 0.05 pair
F1 against the exact cosines, at 512 numbers a phrase (bench/results/discovery-problems.json).
"""

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, diags
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize
from sklearn.utils.extmath import randomized_svd

from voc.insight.telling import DENIED
from voc.types.issue import Vectors

# Shares of the 512, swept: 256 + 256, 0 + 512 and 128 + 384 lie within 0.03 pair F1 of each other;
# 512 + 0 loses 0.07 on the fault codes of cars, and 128 + 0 up to 0.14.
RANK = 128
RESIDUAL = 384
# Below 1 a word counts less than the characters it shares with its like: 受潮, 回潮, 潮了.
# 0.5, 0.7 and 1 lie within 0.03 pair F1 of each other on all three sets; 2 loses 0.25 on one.
WORD_WEIGHT = 0.7
_SVD_ROUNDS = 3  # what the SVD misses goes to the residual: more rounds changed no figure
_STEM = 4  # letters of a Latin word that stand for its forms: leak, leaked, leakage

_SYLLABIC = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]")


class LsaEncoder:
    """Implements the port PhraseEncoder. Weights come from the phrases of one call."""

    def __init__(self, random_state: int = 20261121) -> None:
        """``random_state`` seeds both projections: the same phrases, the same vectors."""
        self._random_state = random_state

    def encode(self, phrases: Sequence[tuple[str, ...]]) -> Vectors:
        """Up to RANK + RESIDUAL phrases keep their exact cosines; more are projected."""
        if not any(phrases):
            return np.zeros((len(phrases), 1), dtype=np.float32)
        weighted = _tfidf(phrases)
        if min(weighted.shape) <= RANK + RESIDUAL:
            rows = weighted.toarray()
        else:
            rows = self._projected(weighted)
        unit: Vectors = normalize(rows, copy=False)
        return unit

    def _projected(self, weighted: csr_matrix) -> npt.NDArray[np.float32]:
        """(n, RANK + RESIDUAL): the SVD, and a random projection of what it leaves over."""
        left, scale, axes = randomized_svd(
            weighted, RANK, n_iter=_SVD_ROUNDS, random_state=self._random_state
        )
        rows = np.empty((weighted.shape[0], RANK + RESIDUAL), dtype=np.float32)
        rows[:, :RANK] = left * scale
        chance = np.random.default_rng(self._random_state)
        directions = chance.standard_normal((weighted.shape[1], RESIDUAL), dtype=np.float32)
        directions /= np.float32(np.sqrt(RESIDUAL))
        directions -= axes.T.astype(np.float32) @ (axes.astype(np.float32) @ directions)
        rows[:, RANK:] = weighted @ directions
        return rows


def _tfidf(phrases: Sequence[tuple[str, ...]]) -> csr_matrix:
    vectorizer = TfidfVectorizer(analyzer=_features, dtype=np.float32, sublinear_tf=True, norm=None)
    counted = vectorizer.fit_transform(phrases)
    names = vectorizer.get_feature_names_out()
    weights = np.array([WORD_WEIGHT if name[0] == " " else 1 for name in names], dtype=np.float32)
    weighted: csr_matrix = normalize(counted @ diags(weights)).tocsr()
    return weighted


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
