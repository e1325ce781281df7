"""Says how far a training is, and when to save."""

import time

import numpy as np
from torch import Tensor

from voc.training.corpus import Progress

_REPORT_EVERY_S = 30.0
_SAVE_EVERY_S = 300.0


class Clock:
    def __init__(self, progress: Progress, steps: int, done: int) -> None:
        self._progress, self._steps, self._first = progress, steps, done
        self._begin = self._reported = self._saved = time.monotonic()
        self._rows = 0
        self._losses: list[float] = []

    def tick(self, step: int, rows: int, loss: Tensor) -> None:
        self._rows += rows
        self._losses.append(float(loss.detach()))
        now = time.monotonic()
        if now - self._reported < _REPORT_EVERY_S and step < self._steps:
            return
        passed = now - self._begin
        left = passed / (step - self._first) * (self._steps - step)
        self._progress(
            f"step {step} of {self._steps}, loss {np.mean(self._losses):.3f}, "
            f"{self._rows / passed:.0f} texts/s, {left / 60:.0f} min left"
        )
        self._reported, self._losses = now, []

    def due_to_save(self) -> bool:
        due = time.monotonic() - self._saved > _SAVE_EVERY_S
        if due:
            self._saved = time.monotonic()
        return due
