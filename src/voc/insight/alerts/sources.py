"""Sources that cannot be asked, fall silent, or look other than they did."""

from collections.abc import Sequence

from voc.types.alert import Finding, Rule
from voc.types.source import Health, SourceState

_ILL = frozenset({Health.FAILING, Health.SILENT, Health.CHANGED})


def source_findings(rule: Rule, states: Sequence[SourceState]) -> list[Finding]:
    """One a source that is ill. One round that failed is no news: ``least`` in a row are.

    A source that failed fewer times than that still holds an alert open: a server that answers
    every other time has not recovered.
    """
    return [
        Finding(
            subject=f"source:{one.source}",
            opens=one.health is not Health.FAILING or one.failures >= rule.least,
            facts={
                "health": one.health.value,
                "failures": one.failures,
                "error": one.error,
                "because": one.because,
                "since": one.since.isoformat(),
                "succeeded_at": (one.succeeded_at.isoformat() if one.succeeded_at else None),
            },
        )
        for one in states
        if one.health in _ILL and (not rule.sources or one.source in rule.sources)
    ]
