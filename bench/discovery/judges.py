"""Who says, after each scan, what is to be acted on: the product, and a naive rule beside it.

The product's answer is what its store keeps of the scan (``signals``) and the first lot its tracing
accuses. The naive rule raises every issue whose voices doubled against the week before.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from voc.evaluation.alarms import Alarm, Look
from voc.pipeline import tracing
from voc.ports.store import Store
from voc.types.report import IssueVoice
from voc.types.scan import Scan
from voc.types.signal import Signal, SignalState

# As long as somebody may still wonder about an alarm: creeping incidents grow for weeks.
WATCHED = timedelta(weeks=6)
# Without a least number nearly every issue would be raised now and then by its second voice.
DOUBLED_LEAST = 3
# The naive suspect: as many voices of one lot.
LEAST_OF_LOT = 3

Lines = Mapping[str, str]  # the line of each product
Names = Mapping[str, str]  # the channel's id of each feedback


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A store after one weekly scan."""

    store: Store
    scan: Scan
    now: datetime
    zone: ZoneInfo
    lines: Lines
    names: Names
    days: int = 7  # from one scan to the next, for the naive rule

    def voices(self) -> dict[str, list[IssueVoice]]:
        """Of open issues, one a feedback and issue."""
        found: dict[str, dict[str, IssueVoice]] = defaultdict(dict)
        for voice in self.store.issue_voices(self.now + timedelta(days=2), None):
            found[voice.issue_id].setdefault(voice.fact.id, voice)
        return {issue: list(voices.values()) for issue, voices in found.items()}

    def day(self, voice: IssueVoice) -> date:
        return voice.fact.counted_at.astimezone(self.zone).date()

    def alarm(
        self, issue_id: str, voices: Sequence[IssueVoice], because: str, *,
        critical: bool = False, suspect: str | None = None,
    ) -> Alarm:  # fmt: skip
        lines = {self.lines.get(voice.fact.product or "") for voice in voices}
        return Alarm(
            at=self.now,
            issue_id=issue_id,
            line=lines.pop() if len(lines) == 1 else None,
            critical=critical,
            voices=tuple(sorted(self.names[voice.fact.id] for voice in voices)),
            suspect=suspect,
            because=because,
        )


Judge = Callable[[Week], Iterable[Alarm]]


def product(week: Week) -> Iterator[Alarm]:
    """What the scan raised."""
    voices = week.voices()
    for signal in week.store.signals(week.scan.id):
        if signal.raised:
            judged = [v for v in voices.get(signal.issue_id, ()) if _judged(v, signal, week)]
            yield week.alarm(
                signal.issue_id, judged, signal.because,
                critical=signal.state is SignalState.CRITICAL,
                suspect=first_suspect(week, signal),
            )  # fmt: skip


def first_suspect(week: Week, signal: Signal) -> str | None:
    """The lot that tracing puts first; None where it puts none there."""
    suspect = tracing.first_suspect(week.store, signal, week.now)
    return suspect.value if suspect is not None and suspect.factor == "lot" else None


class Watch:
    """Looks again, after each scan, at whom tracing suspects of the issues raised so far."""

    def __init__(self) -> None:
        self._raised: dict[str, tuple[Signal, datetime]] = {}

    def __call__(self, week: Week) -> Iterator[Look]:
        for issue_id, (signal, since) in list(self._raised.items()):
            if week.now > since + WATCHED:
                del self._raised[issue_id]
                continue
            yield Look(at=week.now, issue_id=issue_id, lot=first_suspect(week, signal))
        for signal in week.store.signals(week.scan.id):
            if signal.raised:
                self._raised[signal.issue_id] = signal, week.now


def _judged(voice: IssueVoice, signal: Signal, week: Week) -> bool:
    """Whether a voice is among those a signal counts."""
    fact = voice.fact
    return (
        not fact.flagged
        and signal.start <= week.day(voice) < signal.end
        and signal.product in (None, fact.product)
        and signal.channel in (None, fact.channel)
    )


def doubled(week: Week) -> Iterator[Alarm]:
    """Twice as many voices as in the seven days before the last, and at least three."""
    today = week.now.astimezone(week.zone).date()
    middle, begin = today - timedelta(days=week.days), today - timedelta(days=2 * week.days)
    for issue_id, voices in week.voices().items():
        kept = [voice for voice in voices if not voice.fact.flagged]
        now = [voice for voice in kept if middle <= week.day(voice) < today]
        before = sum(begin <= week.day(voice) < middle for voice in kept)
        if len(now) >= max(DOUBLED_LEAST, 2 * before):
            because = f"{len(now)} after {before}"
            yield week.alarm(issue_id, now, because, suspect=_most_named(now))


def _most_named(voices: Sequence[IssueVoice]) -> str | None:
    """The lot that half of the voices which name one name, whatever else is sold of it."""
    lots = Counter(voice.lot for voice in voices if voice.lot)
    lot, most = max(lots.items(), key=lambda item: (item[1], item[0]), default=(None, 0))
    return lot if most >= LEAST_OF_LOT and 2 * most >= lots.total() else None
