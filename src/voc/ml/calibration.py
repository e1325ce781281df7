"""What turns scores into probabilities."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Calibration:
    """A linear map from raw scores to log-odds, fitted on texts the weights have not seen."""

    matrix: Floats  # (inputs, outputs)
    bias: Floats  # (outputs,)

    def __call__(self, scores: Floats) -> Floats:
        # Written out instead of ``@``: BLAS may sum a row differently beside other rows.
        total = np.repeat(self.bias[None, :], len(scores), axis=0)
        for column, weights in zip(scores.T, self.matrix, strict=True):
            total += column[:, None] * weights[None, :]
        return total


Calibrations = Mapping[str, Calibration]


def to_plain(calibrations: Calibrations) -> dict[str, Any]:
    """As JSON keeps them."""
    return {
        name: {"matrix": _plain(c.matrix), "bias": _plain(c.bias)}
        for name, c in sorted(calibrations.items())
    }


def from_plain(plain: Mapping[str, Any]) -> dict[str, Calibration]:
    return {
        name: Calibration(np.array(c["matrix"], np.float32), np.array(c["bias"], np.float32))
        for name, c in plain.items()
    }


def _plain(array: Floats) -> Any:
    return np.round(array.astype(np.float64), 5).tolist()
