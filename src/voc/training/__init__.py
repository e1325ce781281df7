"""Fits models to labelled sets, and measures what they reach."""

from voc.training.corpus import Reader
from voc.training.evaluating import Evaluation, evaluate, write_result
from voc.training.fitting import TrainingReport, train

__all__ = ["Evaluation", "Reader", "TrainingReport", "evaluate", "train", "write_result"]
