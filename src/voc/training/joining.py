"""``voc train calibrate``: joins a trained student and encoder into the cascade."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from voc.ml import encoder_files, ngram_model
from voc.ml.encoder import Encoder
from voc.training.calibrate import calibrate
from voc.training.corpus import Prepared


def join(student: Path, encoder: Path, unseen: Sequence[Prepared], dev: Sequence[Prepared]) -> str:
    """Fit the calibrations of both side by side and keep them in ``encoder``; returns its name.

    ``unseen`` are texts labelled along the guide, ``dev`` those of the dev splits; neither model
    has learnt from any. Raises ModelError.
    """
    fast = ngram_model.load(student)
    model = encoder_files.load(encoder)
    readers = (fast, Encoder(model))
    calibrations = calibrate([(readers, unseen)], (readers, dev))
    return encoder_files.save(replace(model, calibrations=calibrations, student=fast.name), encoder)
