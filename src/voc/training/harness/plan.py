"""Every set that is measured, in the order records and tables list them."""

from collections.abc import Iterator
from typing import Any

from voc.training.harness.cars import car_set
from voc.training.harness.guided import app_sets, gold_set, restaurant_set, suggestion_sets
from voc.training.harness.hard import clause_set, media_set
from voc.training.harness.sentiment import sentiment_sets
from voc.training.harness.tasks import JudgedSet, Scope
from voc.training.harness.zhijiang import zhijiang_set


def judged_sets(scope: Scope) -> Iterator[JudgedSet[Any]]:
    """One at a time, so that the texts of one are held at once.

    Raises InputError where a set cannot be read.
    """
    yield from sentiment_sets(scope)
    yield zhijiang_set(scope)
    yield restaurant_set(scope)
    yield from app_sets(scope)
    if scope.models.cars is not None:
        yield car_set(scope, scope.models.cars)
    if scope.split == "test":
        yield from _only_judged(scope)


def _only_judged(scope: Scope) -> Iterator[JudgedSet[Any]]:
    """Sets that nothing is tuned on, read with the test splits alone."""
    yield gold_set(scope)
    yield clause_set(scope)
    if scope.models.targets is not None:
        yield media_set(scope, scope.models.targets)
    yield from suggestion_sets(scope)
