"""The rows behind a number, as a filter that finds them again.

A filter is a tuple of (field, value) pairs that all hold, within the report's period and product.
"" stands for "none stated".

=========  =====================================================================
field      value
=========  =====================================================================
kind       review, follow_up, visit, media; several joined by |
flagged    yes, no
dated      yes, no
rated      yes
sentiment  positive, neutral, negative, mixed
severity   none, minor, major, critical: the worst told in the feedback
channel    a channel's name
product    a product's name
topic      the feedback has an opinion on this topic
polarity   with topic: … of this polarity
issue      the feedback is a voice of this issue
lot        with issue: … and names this lot, in either case
language   zh-Hans, zh-Hant, ko, en, other
flag       the feedback carries this flag
because    with flag: … for this reason
recipe     the id of the recipe that read the feedback
since      from this day (ISO) to the period's end, in place of the period
elsewhere  the further places of the text of this feedback, to the period's end
=========  =====================================================================
"""

import hashlib
from collections.abc import Callable, Iterable
from datetime import date, datetime, time

from voc.errors import EvidenceError
from voc.report.material import Material
from voc.types.feedback import FeedbackId
from voc.types.report import Evidence, FeedbackFact

SAMPLE = 20

Filter = tuple[tuple[str, str], ...]

# What "feedback of customers" means everywhere in a report.
CUSTOMERS: Filter = (("kind", "follow_up|review|visit"),)
CLEAN: Filter = (*CUSTOMERS, ("flagged", "no"))


def evidence(filter_: Filter, facts: Iterable[FeedbackFact]) -> Evidence:
    """Evidence of ``facts``, each row once, which are what ``filter_`` selects."""
    rows = sorted({fact.id: fact.seq for fact in facts}.items(), key=lambda row: (row[1], row[0]))
    ids = [id_ for id_, _ in rows]
    return Evidence(filter=filter_, rows=len(ids), digest=digest(ids), sample=tuple(ids[:SAMPLE]))


def digest(ids: Iterable[FeedbackId]) -> str:
    """SHA-256 over the sorted ids, one a line."""
    return hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest()


def select(filter_: Filter, material: Material) -> Evidence:
    """The evidence that ``filter_`` finds in ``material``: the independent way to the same rows.

    Raises EvidenceError where ``filter_`` has a field that no version of voc wrote.
    """
    fields = dict(filter_)
    unknown = fields.keys() - FILTER_FIELDS
    if unknown:
        raise EvidenceError(f"Evidence filter has unknown fields: {', '.join(sorted(unknown))}.")
    tests = [
        (read, _values(name, fields[name])) for name, read in _FIELDS.items() if name in fields
    ]
    members = _members(fields, material)
    rows = (
        fact
        for fact in _among(fields, material)
        if all(fact.id in ids for ids in members) and all(read(fact) in v for read, v in tests)
    )
    return evidence(filter_, rows)


_FIELDS: dict[str, Callable[[FeedbackFact], str]] = {
    "kind": lambda fact: fact.kind.value,
    "flagged": lambda fact: _yes(fact.flagged),
    "dated": lambda fact: _yes(fact.dated),
    "rated": lambda fact: _yes(fact.rating is not None),
    "sentiment": lambda fact: fact.sentiment.value,
    "severity": lambda fact: fact.severity.value,
    "channel": lambda fact: fact.channel,
    "product": lambda fact: fact.product or "",
    "recipe": lambda fact: fact.recipe_id,
}
_RANGES = frozenset({"since", "elsewhere"})
_JOINED = frozenset({"topic", "polarity", "issue", "lot", "language", "flag", "because"})
FILTER_FIELDS = _RANGES | _JOINED | _FIELDS.keys()


def _values(name: str, value: str) -> frozenset[str]:
    # Names of products and channels are other people's and may hold a bar.
    return frozenset(value.split("|") if name == "kind" else [value])


def _among(fields: dict[str, str], material: Material) -> tuple[FeedbackFact, ...]:
    """The rows that all other conditions choose from."""
    if "elsewhere" in fields:
        return material.elsewhere(FeedbackId(fields["elsewhere"]))
    return _within(fields.get("since"), material)


def _within(since: str | None, material: Material) -> tuple[FeedbackFact, ...]:
    if since is None:
        return material.current
    start = datetime.combine(date.fromisoformat(since), time(), material.period.start.tzinfo)
    return tuple(f for f in material.facts if start <= f.counted_at < material.period.end)


def _members(fields: dict[str, str], material: Material) -> list[frozenset[FeedbackId]]:
    """The rows that opinions, issues and readings name, one set a condition."""
    sets = []
    if "topic" in fields:
        sets.append(_of_topic(material, fields["topic"], fields.get("polarity")))
    if "issue" in fields:
        sets.append(_of_issue(material, fields["issue"], fields.get("lot")))
    if "language" in fields:
        value = fields["language"]
        sets.append(frozenset(r.feedback_id for r in material.readings if r.language == value))
    if "flag" in fields:
        sets.append(_of_flag(material, fields["flag"], fields.get("because")))
    return sets


def _of_topic(material: Material, topic: str, polarity: str | None) -> frozenset[FeedbackId]:
    return frozenset(
        opinion.feedback_id
        for opinion in material.opinions
        if opinion.topic == topic and polarity in (None, opinion.polarity.value)
    )


def _of_issue(material: Material, issue: str, lot: str | None) -> frozenset[FeedbackId]:
    return frozenset(
        voice.fact.id
        for voice in material.voices
        if voice.issue_id == issue and (lot is None or (voice.lot or "").upper() == lot.upper())
    )


def _of_flag(material: Material, name: str, reason: str | None) -> frozenset[FeedbackId]:
    return frozenset(
        reading.feedback_id
        for reading in material.readings
        for flag in reading.flags
        if flag.name == name and reason in (None, flag.reason)
    )


def _yes(value: bool) -> str:
    return "yes" if value else "no"
