"""Vectors of a sentence encoder, made to tell more kinds of things apart.

A few directions carry most of what encoders tell (language, length, praise or blame): everything is
alike in them. Whitening (Su et al. 2021) divides each direction by its standard deviation and lifts
noise with the rest; half whitening divides by the square root of it. Best of 0, 1/4, 1/2, 3/4 and 1
on the tuning halves of bench/discovery/clusters.py; vectors of words lose by any of them.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from voc.insight.clusters import by_content
from voc.types.issue import Vectors

_LEAST_VARIANCE = 1e-3  # of the widest direction's: thinner ones are not lifted further


@dataclass(frozen=True, slots=True)
class Whitening:
    """Where vectors are centred and how they are turned. Fit it once: issues live in its space."""

    centre: npt.NDArray[np.float32]  # (d,)
    turn: npt.NDArray[np.float32]  # (d, d)

    @classmethod
    def of(cls, vectors: Vectors) -> "Whitening":
        """Fitted to the (n, d) vectors of a corpus, n well over d; one or none are left as is."""
        if len(vectors) < 2:
            width = vectors.shape[1]
            return cls(np.zeros(width, np.float32), np.eye(width, dtype=np.float32))
        rows = vectors[by_content(vectors)].astype(np.float64)  # sums hang on the order of rows
        centre = rows.mean(axis=0)
        variances, directions = np.linalg.eigh(np.cov(rows, rowvar=False).reshape(len(centre), -1))
        widest = max(float(variances[-1]), float(np.finfo(np.float32).tiny))
        turn = directions * np.maximum(variances / widest, _LEAST_VARIANCE) ** -0.25
        return cls(centre.astype(np.float32), turn.astype(np.float32))

    def apply(self, vectors: Vectors) -> Vectors:
        """Rows of unit length; 0 where a row is the centre itself."""
        turned = (vectors - self.centre) @ self.turn
        lengths = np.linalg.norm(turned, axis=1, keepdims=True)
        found: Vectors = np.divide(turned, lengths, out=np.zeros_like(turned), where=lengths > 0)
        return found
