"""Where alerts and their outbox are kept, and who carries messages out of the house."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from voc.types.alert import (
    Alert,
    Citation,
    Message,
    NewMessage,
    Outcome,
    Parcel,
    Target,
    Try,
)
from voc.types.feedback import Feedback, FeedbackId
from voc.types.issue import IssueId
from voc.types.signal import Scope, SignalState

Decided = tuple[Sequence[Alert], Sequence[NewMessage]]  # all alerts that are kept, new messages
Decide = Callable[[tuple[Alert, ...]], Decided]
# Of what waits for a target, urgent or not, oldest first, and the tries of its rate's time: what is
# sent now as one parcel.
Choose = Callable[[Sequence[Message], Sequence[Try]], Sequence[Message]]


class AlertStore(Protocol):
    """Alerts, and what they are judged by."""

    def alerts(self) -> tuple[Alert, ...]:
        """By rule and subject."""
        ...

    def change_alerts(self, decide: Decide) -> int:
        """Replace all alerts by what ``decide`` makes of them and put messages out, as one.

        Nobody else changes alerts meanwhile. Gives how many messages were new.
        """
        ...

    def last_raised(self) -> dict[tuple[Scope, SignalState], datetime]:
        """When a scan last raised each of these."""
        ...

    def cite_issues(
        self, issues: Sequence[IssueId], each: int
    ) -> dict[IssueId, tuple[Citation, ...]]:
        """Of each issue its telling voices: critical ones first, then the latest."""
        ...

    def cite_watches(
        self, since: datetime, until: datetime, each: int
    ) -> dict[str, tuple[FeedbackId, ...]]:
        """By name of the query: the latest that it found of that time; nothing undated."""
        ...

    def heard(self, edges: Sequence[datetime]) -> dict[str, tuple[int, ...]]:
        """By name of the query: what it found from edge n + 1 to edge n, flagged ones left out.

        Edges are newest first. Undated feedback is in none.
        """
        ...

    def volumes(self, edges: Sequence[datetime]) -> tuple[int, ...]:
        """All feedback that scans read, in the same spans, whoever tells it."""
        ...

    def articles_read(self, since: datetime, until: datetime, limit: int) -> list[Feedback]:
        """Dated media of that time that scans read; unflagged, the latest first."""
        ...


class OutboxStore(Protocol):
    """Messages until a receiver took them, and for a while after."""

    def put_out(self, messages: Sequence[NewMessage]) -> int:
        """How many were new: a known key is left as it is."""
        ...

    def messages(self, limit: int) -> tuple[Message, ...]:
        """The latest, newest first; what waits or is parked comes before what is delivered."""
        ...

    def waiting_targets(self) -> tuple[str, ...]:
        """Names that messages wait for, in order of name."""
        ...

    def claim_messages(
        self, target: str, since: datetime, choose: Choose, now: datetime, until: datetime
    ) -> tuple[Message, ...]:
        """What ``choose`` takes is ours until then, and nobody else's; counted as a try.

        It is told the tries since that time. (): nothing is to be sent now.
        """
        ...

    def settle(self, parcel: str, tries: int, outcome: Outcome) -> None:
        """How sending ended. A failed try that another has taken over since changes nothing."""
        ...

    def unpark(self, target: str | None) -> int:
        """Parked messages wait again, as if never tried; how many."""
        ...

    def forget_messages(self, before: datetime) -> int:
        """Delivered messages and tries from before that go; how many messages."""
        ...


class Notifier(Protocol):
    """Carries parcels to targets."""

    def send(self, target: Target, parcel: Parcel) -> None:
        """Returns where the receiver took it; raises NotifyError else, within its limit on time."""
        ...
