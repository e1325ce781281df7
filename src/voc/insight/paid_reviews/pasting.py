"""The same praise from several hands, or from one hand for many products."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from math import ceil

from voc.types.document import Flag
from voc.types.paid_reviews import LONG, Suspicion, Trace

# Within these days the same words by several people were handed out. Who copies what others
# wrote, for the points a shop gives, does so over months. Swept 1-14 on 40 texts that three or more
# customers of nine phones had copied, each taken for another author: in 7 days four of the 40 would
# have been called handed out, in 3 one, whose four texts came with the product's first days.
WITHIN = timedelta(days=3)
WITHIN_SHARE = 0.5

# People by name, or texts where authors are not known: one order of several products can be
# reviewed in the same words. Texts up to MEDIUM are also strung together from what all say.
LEAST_WRITERS, LEAST_TEXTS = 3, 5
MEDIUM = 20

# One author: an order of three flavours reviewed in one go is nobody's campaign.
LEAST_PRODUCTS, LEAST_PRODUCTS_A_DAY = 3, 5
LEAST_DAYS = 2

# Somebody who has written so many times and never of what was bought. 好评 alone is idle, not paid.
LEAST_HOLLOW, LEAST_HOLLOW_PRODUCTS, LEAST_HOLLOW_WEIGHT = 6, 5, 6

# Why, in words that catalogues have; what was counted follows.
MANY_HANDS = "the same praise from several hands"
MANY_PRODUCTS = "the same praise of several products by one author"
ONLY_HOLLOW = "all texts of this author praise what fits any product"
ONE_SENTENCE = "one sentence with the words for the product exchanged"


def by_many(history: Sequence[Trace]) -> list[Suspicion]:
    """Suspicions against ``history``, all long praise in the same words: of its fullest days.

    Short ones are looked at product by product: see voc.insight.paid_reviews.bursts.
    """
    dated = sorted(_dated(history), key=lambda item: (item[0], item[1].feedback_id))
    if not dated:
        return []
    times = [at for at, _ in dated]
    size, start = max((bisect_right(times, at + WITHIN) - n, -n) for n, at in enumerate(times))
    within = [one for _, one in dated[-start : size - start]]
    if size < WITHIN_SHARE * len(dated) or not _by_many(within):
        return []
    days = max(1, ceil((times[size - start - 1] - times[-start]) / timedelta(days=1)))
    because = f"{MANY_HANDS}: {_writers(within)} within {_counted(days, 'day')}"
    return [_paid(one, because) for one in within]


def by_one(history: Sequence[Trace]) -> list[Suspicion]:
    """Suspicions against ``history``, all traces of one author."""
    pasted = [found for same in _pasted(history) for found in _across(same)]
    return pasted or _only_hollow(history)


def by_template(history: Sequence[Trace]) -> list[Suspicion]:
    """Suspicions against ``history``, all praise in one frame."""
    products = _products(history)
    if products < LEAST_PRODUCTS or not _by_many(history):
        return []
    because = f"{ONE_SENTENCE}: {_writers(history)}, of {products} products"
    flag = Flag(name="copied_template", because=because)
    return [Suspicion(feedback_id=one.feedback_id, flag=flag) for one in history]


def _by_many(traces: Sequence[Trace]) -> bool:
    known = len({one.author for one in traces if one.author is not None})
    unknown = sum(one.author is None for one in traces)
    longest = max(one.weight for one in traces)
    least = LEAST_WRITERS if longest > MEDIUM else LEAST_TEXTS
    return known >= least or known + unknown >= LEAST_TEXTS


def _writers(traces: Sequence[Trace]) -> str:
    known = {one.author for one in traces}
    if None in known:
        return f"{len(traces)} times"
    return f"by {len(known)} authors"


def _pasted(history: Iterable[Trace]) -> Iterator[list[Trace]]:
    grouped: dict[int, list[Trace]] = defaultdict(list)
    for one in history:
        key = one.frame if one.frame is not None else one.same
        if key is not None and one.weight >= LONG:
            grouped[key].append(one)
    yield from grouped.values()


def _across(same: Sequence[Trace]) -> list[Suspicion]:
    products = _products(same)
    days = len({at.date() for at, _ in _dated(same)})
    if products < LEAST_PRODUCTS or (products < LEAST_PRODUCTS_A_DAY and days < LEAST_DAYS):
        return []
    because = f"{MANY_PRODUCTS}: of {products}"
    return [_paid(one, because) for one in same]


def _only_hollow(history: Sequence[Trace]) -> list[Suspicion]:
    if len(history) < LEAST_HOLLOW or _products(history) < LEAST_HOLLOW_PRODUCTS:
        return []
    if not all(one.hollow and one.weight >= LEAST_HOLLOW_WEIGHT for one in history):
        return []
    because = f"{ONLY_HOLLOW}: {len(history)}"
    return [_paid(one, because) for one in history]


def _products(traces: Iterable[Trace]) -> int:
    return len({one.product for one in traces if one.product is not None})


def _dated(traces: Iterable[Trace]) -> list[tuple[datetime, Trace]]:
    return [(one.posted_at, one) for one in traces if one.posted_at is not None]


def _paid(one: Trace, because: str) -> Suspicion:
    flag = Flag(name="suspected_paid", because=because)
    return Suspicion(feedback_id=one.feedback_id, flag=flag)


def _counted(number: int, unit: str) -> str:
    return f"a {unit}" if number == 1 else f"{number} {unit}s"
