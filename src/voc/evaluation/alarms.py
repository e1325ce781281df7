"""What the alarms of a replay were worth: incidents found, how late, and false alarms.

An alarm belongs to what at least half of its voices were planted for; to nothing, where no incident
and no burst has half. Voices are texts as their channel counts them, each once.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from voc.evaluation.incidents import Burst, Incident
from voc.insight.change import share_interval

# Floors are set for 4-7 reports and for 8 or more; three may be chance.
CLASSES: Mapping[str, tuple[int, int]] = {"3": (3, 3), "4-7": (4, 7), "8-15": (8, 15),
                                          "16-60": (16, 60)}  # fmt: skip
ENOUGH = 8  # reports after which an incident is to be found
IN_TIME = timedelta(days=7)  # after the eighth report, or the last of fewer
LATE = timedelta(days=28)  # after its last report nobody is helped
QUARTER_WEEKS = 13
OWNED = 0.5
# A danger is raised for its first voice: until so many tell of it, that is a report, no incident.
LEAST_CRITICAL = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """One issue raised by one scan."""

    at: datetime  # of the scan
    issue_id: str
    line: str | None  # None: of no one line
    critical: bool  # for its danger, whatever its number
    voices: tuple[str, ...]  # of the days that were judged; ids of feedback
    suspect: str | None  # the first lot accused
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Which lot stood first of an issue's suspects after one scan; None: none."""

    at: datetime
    issue_id: str
    lot: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What one market gave."""

    alarms: tuple[Alarm, ...]  # in the order of scans
    looks: tuple[Look, ...]  # at issues that were raised, after each scan from then on
    reports: frozenset[str]  # planted ones in which the reader hears a complaint
    filed: Mapping[str, frozenset[str]]  # by issue, the feedback in it at the end


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of one incident."""

    incident: Incident
    heard: int  # reports in which the reader hears a complaint
    gathered: int  # reports in the issue that holds most of them at the end
    reports_before: int | None  # written when the first alarm came; None: none came
    found_at: datetime | None
    suspect: str | None  # after the alarm, or if that comes later the eighth report
    accused: bool  # whether any lot stood first by then


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What was planted into one market."""

    incidents: tuple[Incident, ...]
    bursts: tuple[Burst, ...]
    lines: tuple[str, ...]
    weeks: int

    def owners(self) -> dict[str, str]:
        """By report, what it was planted for."""
        planted: list[Incident | Burst] = [*self.incidents, *self.bursts]
        return {report.id: one.id for one in planted for report in one.reports}


def owner(alarm: Alarm, owners: Mapping[str, str]) -> str | None:
    """What most of an alarm's voices were planted for."""
    counts = Counter(owners.get(voice) for voice in alarm.voices)
    counts.pop(None, None)
    best, most = max(counts.items(), key=lambda item: (item[1], item[0] or ""), default=(None, 0))
    return best if most and most >= OWNED * len(alarm.voices) else None


def verdicts(truth: Truth, heard: Heard) -> list[Verdict]:
    """One an incident, in the order they were planted."""
    owners = truth.owners()
    by_owner: dict[str, list[Alarm]] = {}
    for alarm in heard.alarms:
        if (found := owner(alarm, owners)) is not None:
            by_owner.setdefault(found, []).append(alarm)
    return [_verdict(one, by_owner.get(one.id, []), heard) for one in truth.incidents]


def _verdict(incident: Incident, alarms: Sequence[Alarm], heard: Heard) -> Verdict:
    last = incident.reports[-1].posted_at
    timely = [alarm for alarm in alarms if alarm.at <= last + LATE and _tells(alarm)]
    at = timely[0].at if timely else None
    lots = _lots_seen(incident, timely, heard.looks)
    return Verdict(
        incident=incident,
        heard=sum(report.id in heard.reports for report in incident.reports),
        gathered=_gathered(incident, heard.filed),
        found_at=at,
        reports_before=sum(report.posted_at < at for report in incident.reports) if at else None,
        suspect=lots[-1] if lots else None,
        accused=any(lots),
    )


def _gathered(incident: Incident, filed: Mapping[str, frozenset[str]]) -> int:
    ids = {report.id for report in incident.reports}
    return max((len(ids & held) for held in filed.values()), default=0)


def _lots_seen(
    incident: Incident, alarms: Sequence[Alarm], looks: Sequence[Look]
) -> list[str | None]:
    """First suspects from the alarm up to the first look after the report that is enough."""
    issues = {alarm.issue_id for alarm in alarms}
    seen = {(alarm.at, alarm.issue_id): alarm.suspect for alarm in alarms}
    since = min((alarm.at for alarm in alarms), default=None)
    seen |= {(one.at, one.issue_id): one.lot for one in looks
             if one.issue_id in issues and since and one.at >= since}  # fmt: skip
    enough = _enough(incident)
    last = min((at for at, _ in seen if at >= enough), default=None)
    ordered = sorted(seen.items(), key=lambda item: (item[0][0], item[1] or "", item[0][1]))
    return [lot for (at, _), lot in ordered if last is None or at <= last]


def _enough(incident: Incident) -> datetime:
    """When the eighth report, or the last of fewer, was written."""
    return incident.reports[min(ENOUGH, incident.size) - 1].posted_at


def _tells(alarm: Alarm) -> bool:
    return not alarm.critical or len(alarm.voices) >= LEAST_CRITICAL


def in_time(verdict: Verdict) -> bool:
    """Within a week of the eighth report, or of the last of fewer."""
    due = _enough(verdict.incident) + IN_TIME
    return verdict.found_at is not None and verdict.found_at <= due


def rate(hits: int, of: int) -> dict[str, Any]:
    """A share and its 95 % interval after Wilson; of nothing, neither."""
    if not of:
        return {"hits": hits, "of": of, "share": None, "interval": None}
    low, high = share_interval(hits, of)
    return {"hits": hits, "of": of, "share": round(hits / of, 3),
            "interval": [round(low, 3), round(high, 3)]}  # fmt: skip


def found_by(chosen: Sequence[Verdict]) -> dict[str, Any]:
    found = [one for one in chosen if one.found_at is not None]
    waits = [(one.found_at - one.incident.reports[0].posted_at).total_seconds() / 86_400
             for one in found if one.found_at]  # fmt: skip
    return {
        "in_time": rate(sum(map(in_time, chosen)), len(chosen)),
        "found_at_all": rate(len(found), len(chosen)),
        "median_days_to_alert": round(median(waits), 1) if waits else None,
        "median_reports_at_alert": median(one.reports_before or 0 for one in found)
        if found
        else None,
    }


def by_size(chosen: Sequence[Verdict], size: str = "reports written") -> dict[str, Any]:
    """Found by class of ``size``: reports written, or those the reader hears."""
    written = size == "reports written"
    sized = [(one.incident.size if written else one.heard, one) for one in chosen]
    return {
        name: found_by([one for n, one in sized if low <= n <= high])
        for name, (low, high) in CLASSES.items()
    } | {"8 and more": found_by([one for n, one in sized if n >= ENOUGH])}


def lots(chosen: Sequence[Verdict]) -> dict[str, Any]:
    """The planted lot first; lots accused where none is to blame."""
    planted = [one for one in chosen if one.incident.lot and one.incident.size >= ENOUGH]
    found = [one for one in planted if one.found_at is not None]
    innocent = [one for one in chosen if one.incident.lot is None]
    right = sum(one.suspect == one.incident.lot for one in planted)
    return {
        "first_suspect": rate(right, len(planted)),
        "first_suspect_of_found": rate(right, len(found)),
        "accused_without_lot": rate(sum(one.accused for one in innocent), len(innocent)),
    }


def false_alarms(truth: Truth, alarms: Sequence[Alarm]) -> list[tuple[Alarm, int]]:
    """Alarms that belong to nothing planted, with how many of their voices were planted."""
    owners = truth.owners()
    return [
        (alarm, sum(voice in owners for voice in alarm.voices))
        for alarm in alarms
        if owner(alarm, owners) is None
    ]


def score(worlds: Iterable[tuple[Truth, Heard]]) -> dict[str, Any]:
    """All figures over several markets."""
    known = list(worlds)
    chosen = [one for truth, heard in known for one in verdicts(truth, heard)]
    wrong = [one for truth, heard in known for one in false_alarms(truth, heard.alarms)]
    plain = [alarm for alarm, _ in wrong if not alarm.critical]
    quarters = sum(len(truth.lines) * truth.weeks / QUARTER_WEEKS for truth, _ in known)
    written = sum(one.incident.size for one in chosen)
    return {
        "incidents": len(chosen),
        "with_lots": sum(one.incident.lot is not None for one in chosen),
        "by_reports_written": by_size(chosen),
        "by_reports_heard": by_size(chosen, "reports heard"),
        "by_shape": {
            shape: found_by(
                [o for o in chosen if o.incident.shape == shape and o.incident.size > 3]
            )
            for shape in sorted({one.incident.shape for one in chosen})
        },
        "by_line": {
            line: found_by([o for o in chosen if o.incident.line == line and o.incident.size > 3])
            for line in sorted({one.incident.line for one in chosen})
        },
        "reader_hears": rate(sum(one.heard for one in chosen), written),
        "gathered_in_one_issue": rate(sum(one.gathered for one in chosen), written),
        "lots": lots(chosen),
        "false_alarms": {
            "count": len(plain),
            "line_quarters": round(quarters, 1),
            "per_line_and_quarter": _each(len(plain), quarters),
            "mixed_with_planted": sum(1 for alarm, n in wrong if n and not alarm.critical),
            "critical_besides": len(wrong) - len(plain),
            "critical_per_line_and_quarter": _each(len(wrong) - len(plain), quarters),
        },
        "harmless": harmless(known),
    }


def _each(count: int, quarters: float) -> float | None:
    return round(count / quarters, 3) if quarters else None


def harmless(worlds: Sequence[tuple[Truth, Heard]]) -> dict[str, Any]:
    """Bursts that raised anything, by what they were."""
    raised: Counter[str] = Counter()
    planted: Counter[str] = Counter()
    for truth, heard in worlds:
        owners = truth.owners()
        hit = {owner(alarm, owners) for alarm in heard.alarms if not alarm.critical}
        planted.update(burst.harmless for burst in truth.bursts)
        raised.update(burst.harmless for burst in truth.bursts if burst.id in hit)
    return {
        "planted": planted.total(),
        "raised": raised.total(),
        "by_kind": {name: [raised[name], planted[name]] for name in sorted(planted)},
    }


def told(verdict: Verdict) -> dict[str, Any]:
    """One incident and its fate, for whoever asks why."""
    incident = asdict(verdict.incident)
    reports = incident.pop("reports")
    found = verdict.found_at
    return incident | {
        "size": len(reports),
        "heard": verdict.heard,
        "gathered": verdict.gathered,
        "first_report": f"{reports[0]['posted_at']:%F}",
        "last_report": f"{reports[-1]['posted_at']:%F}",
        "found_at": f"{found:%F}" if found else None,
        "reports_at_alert": verdict.reports_before,
        "in_time": in_time(verdict),
        "suspect": verdict.suspect,
    }
