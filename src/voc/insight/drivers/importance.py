"""How many rating points topics and issues go with, and which topics deserve work first.

Two regressions over the same rows: one of all topics, each spoken well or badly of; one of issues,
beside the good words of all topics and the bad ones that belong to no issue. So an issue is held
against feedback that says nothing bad of its topic, not against the rest of its own complaints.
"""

from collections.abc import Iterable, Sequence

from voc.insight.change import share_interval
from voc.insight.drivers.effects import LEAST_ROWS, Effects, apart, tidy
from voc.insight.drivers.judgements import BADLY, ISSUE, WELL, Sheet, gather
from voc.insight.drivers.quadrants import placed
from voc.types.drivers import (
    DriverIssue,
    Drivers,
    Estimate,
    IssueDriver,
    Judgement,
    Outcome,
    TopicDriver,
)

_METHOD = (
    "least squares on {things} things told of topics, within product and channel, 95 % intervals "
    "after HC3; what goes with a rating need not cause it, and where the reader errs, points come "
    "out smaller"
)
_BY_READING = "; nothing is rated, so points are of the sentiment that the same reader read"


def drivers(judgements: Iterable[Judgement], issues: Sequence[DriverIssue]) -> Drivers:
    """Points of the rating (else of the sentiment read) that topics and open issues go with."""
    sheet = gather(judgements)
    nothing = _nothing_to_tell(sheet)
    if nothing:
        return _drivers(sheet, (), (), None, nothing)
    by_topic = Effects(sheet, apart(sheet, ()))
    of_issues = Effects(sheet, apart(sheet, issues))
    return _drivers(
        sheet,
        tuple(_topic(topic, by_topic) for topic in _topics(sheet)),
        tuple(
            IssueDriver(issue=issue, effect=of_issues.effect((ISSUE, issue.id)))
            for issue in issues
            if (ISSUE, issue.id) in of_issues.counts
        ),
        by_topic.explained,
        _because(sheet, len(by_topic.places)),
    )


def _drivers(
    sheet: Sheet,
    topics: Sequence[TopicDriver],
    issues: Sequence[IssueDriver],
    explained: float | None,
    because: str,
) -> Drivers:
    in_quadrants, weight, liking = placed(topics)
    rows, total = float(sheet.figures[:, 0].sum()), float(sheet.figures[:, 1].sum())
    return Drivers(
        outcome=sheet.outcome,
        rows=round(rows),
        repeats=sheet.repeats,
        unrated=sheet.unrated,
        lone=sheet.lone,
        mean=tidy(total / rows) if rows else None,
        explained=None if explained is None else tidy(explained),
        topics=tuple(sorted(in_quadrants, key=_by_importance)),
        issues=tuple(sorted(issues, key=_by_cost)),
        importance_line=weight,
        satisfaction_line=liking,
        because=because,
    )


def _nothing_to_tell(sheet: Sheet) -> str:
    """Why; "" where there is something."""
    rows, total, squares = sheet.figures.sum(axis=0)
    if rows < LEAST_ROWS:
        return f"too little data: {rows:.0f} rows with a {sheet.outcome}, {LEAST_ROWS} the least"
    if squares - total**2 / rows <= 1e-9 * squares:
        return f"too little data: all {rows:.0f} rows have the same {sheet.outcome}"
    return ""


def _because(sheet: Sheet, things: int) -> str:
    by_reading = _BY_READING if sheet.outcome is Outcome.SENTIMENT else ""
    return _METHOD.format(things=things) + by_reading


def _topics(sheet: Sheet) -> list[str]:
    return sorted({topic for side, topic in sheet.marks if side != ISSUE})


def _topic(topic: str, effects: Effects) -> TopicDriver:
    well, badly = (WELL, topic), (BADLY, topic)
    return TopicDriver(
        topic=topic,
        well=effects.effect(well),
        badly=effects.effect(badly),
        importance=effects.stake(well, badly),
        satisfaction=_satisfaction(effects.counts.get(well, 0), effects.counts.get(badly, 0)),
        quadrant=None,
        because="",
    )


def _satisfaction(well: int, badly: int) -> Estimate | None:
    if well + badly == 0:
        return None
    low, high = share_interval(well, well + badly)
    return Estimate(value=tidy(well / (well + badly)), low=tidy(low), high=tidy(high))


def _by_importance(driver: TopicDriver) -> tuple[float, str]:
    """What cannot be told comes last."""
    return -driver.importance.value if driver.importance else float("inf"), driver.topic


def _by_cost(driver: IssueDriver) -> tuple[float, str]:
    told = driver.effect.in_all
    return told.value if told else float("inf"), driver.issue.id
