"""Holds reviews against others of their product, author and words, and flags who was likely paid.

Only what a new review has something to do with is looked at again: its product, its author, its
words. A burst that becomes visible by it flags older reviews too; no flag is taken back.
"""

from collections.abc import Callable
from functools import lru_cache

from voc.insight.paid_reviews.bursts import LEAST_USUAL, bursts
from voc.insight.paid_reviews.pasting import (
    LEAST_PRODUCTS,
    LEAST_WRITERS,
    by_many,
    by_one,
    by_template,
)
from voc.ports.language import ScriptFolder
from voc.ports.paid_reviews import PaidReviewStore
from voc.text.document import plain
from voc.text.traces import trace
from voc.types.paid_reviews import Subject, Suspicion, Trace
from voc.types.scan import Scan

BATCH = 1_000  # texts a page and a transaction

Judge = Callable[[list[Trace]], list[Suspicion]]

# The least traces that each judge would look at. In this order: of two reasons the first is kept.
_JUDGES: tuple[tuple[Subject, int, Judge], ...] = (
    (Subject.SAME, LEAST_WRITERS, by_many),
    (Subject.FRAME, LEAST_WRITERS, by_template),
    (Subject.AUTHOR, LEAST_PRODUCTS, by_one),
    (Subject.PRODUCT, LEAST_USUAL, bursts),
)


def find_suspects(store: PaidReviewStore, folder: ScriptFolder, scan: Scan) -> None:
    """Take the traces of what ``scan`` read and flag what they show; again, it changes nothing.

    After copies were filed: they have the words of their first appearance. One product, or author,
    is in memory at a time.
    """
    _file_traces(store, folder, scan)
    for subject, least, judge in _JUDGES:
        found = (one for known in store.histories(scan, subject, least) for one in judge(known))
        # Read to the end before anything is written: what is found is little of what is stored.
        suspicions = list(found)
        for at in range(0, len(suspicions), BATCH):
            store.suspect(suspicions[at : at + BATCH])


def _file_traces(store: PaidReviewStore, folder: ScriptFolder, scan: Scan) -> None:
    @lru_cache(maxsize=BATCH)
    def ready(text: str) -> str:
        return plain(text, folder)

    after = 0
    while page := store.untraced(scan.recipe_id, after=after, limit=BATCH):
        traces = [
            trace(told, ready(told.feedback.text), ready(told.feedback.product or ""))
            for _, told in page
        ]
        store.file_traces(scan, traces)
        after = page[-1][0]
