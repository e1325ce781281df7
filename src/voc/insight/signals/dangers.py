"""Which issues tell of danger to people, and whether it is a danger nobody told of before."""

from collections.abc import Mapping, Sequence

import numpy as np

from voc.insight.packing import stacked, unpacked
from voc.types.feedback import FeedbackId
from voc.types.issue import IssueId, Vectors
from voc.types.signal import Danger, Grounds

# Cosine from which on two tell of the same danger. Of 25 dangers told in our own words the nearest
# of two kinds are at 0.55 (an itch and a rash apart, 0.5 a short circuit and a fire), those of one
# kind at 0.4 to 0.67. At 0.5 to 0.6 half of the critical alarms of a replayed market are left.
SAME_DANGER = 0.6


def dangers_of(grounds: Grounds) -> dict[IssueId, Danger]:
    """One text is one alarm: an accident is told in several clauses.

    It is of the issue that holds most of them, of equal ones that listed first. Of what several
    tell in an issue nothing is left out.
    """
    texts: set[FeedbackId] = set()
    found: dict[IssueId, Danger] = {}
    listed = {issue_id: place for place, issue_id in enumerate(grounds.issues)}
    of_open = (danger for danger in grounds.dangers if danger.issue_id in listed)
    for danger in sorted(of_open, key=lambda one: (-one.clauses, listed[one.issue_id])):
        if danger.people + danger.articles > 1 or danger.feedback_id not in texts:
            found[danger.issue_id] = danger
            texts.add(danger.feedback_id)
    return found


def unheard_of(
    dangers: Mapping[IssueId, Danger], known: Mapping[str | None, Sequence[bytes]]
) -> frozenset[IssueId]:
    """Issues whose danger has a clause unlike all that was told of the product before.

    ``known`` holds the critical clauses of earlier scans by product. Of one scan the surest is
    looked at first, and makes others like it known: ten who tell of the same burn are one alarm.
    """
    heard = {product: unpacked(stacked(list(told))) for product, told in known.items()}
    found = set()
    for issue_id, danger in sorted(
        dangers.items(), key=lambda one: (-one[1].confidence, one[1].feedback_id, one[0])
    ):
        own = unpacked(stacked(danger.vectors))
        before = heard.get(danger.product)
        if not _all_known(own, before):
            found.add(issue_id)
        if len(own):
            heard[danger.product] = own if before is None else np.concatenate([before, own])
    return frozenset(found)


def _all_known(own: Vectors, heard: Vectors | None) -> bool:
    """What has no vector is never known."""
    if heard is None or not len(heard) or not len(own):
        return False
    return bool(((own @ heard.T).max(axis=1) >= SAME_DANGER).all())


def told(danger: Danger, unheard: bool, growth: str) -> str:
    surest = f"the surest in {danger.feedback_id} ({danger.confidence:.2f})"
    known = "" if unheard else ", as others told of this product before"
    return f"{_tellers(danger)} of a danger{known}, {surest}; {growth}"


def _tellers(danger: Danger) -> str:
    people = "1 person" if danger.people == 1 else f"{danger.people} people"
    articles = "1 article" if danger.articles == 1 else f"{danger.articles} articles"
    if not danger.articles:
        return f"{people} {'tells' if danger.people == 1 else 'tell'}"
    if not danger.people:
        return f"{articles} {'tells' if danger.articles == 1 else 'tell'}"
    return f"{people} and {articles} tell"
