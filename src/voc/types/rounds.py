"""What one round of collecting came to."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from voc.types.fetching import Why
from voc.types.source import SourceDay


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundTally:
    """Counts of one round. Always: read = kept + counted + rejected, failures are among asked."""

    sources: int = 0  # that were this round's
    busy: int = 0  # sources left out: another process asks them just now
    asked: int = 0  # requests that were answered, or failed
    unchanged: int = 0  # of these: answered with 304, or with the same bytes or text
    failed: Mapping[Why, int] = field(default_factory=dict)  # of these
    new: int = 0  # items and rows heard of for the first time
    read: int = 0  # items and rows read, further versions too
    kept: int = 0  # of these: stored as feedback
    counted: int = 0  # of these: no mention, or known already
    rejected: int = 0  # of these: unreadable
    left: bool = False  # time was over before all was asked; the next round goes on
    waiting: tuple[str, ...] = ()  # the sources of which something was left

    @property
    def failures(self) -> int:
        return sum(self.failed.values())

    def with_day(self, day: SourceDay) -> "RoundTally":
        """With what came of one source besides; its failures are counted apart, by their reason."""
        return replace(
            self,
            asked=self.asked + day.asked,
            unchanged=self.unchanged + day.unchanged,
            new=self.new + day.new,
            read=self.read + day.read,
            kept=self.kept + day.kept,
            counted=self.counted + day.counted,
            rejected=self.rejected + day.rejected,
        )
