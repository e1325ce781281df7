"""Who does what when, over processes: leases and fences.

All times are the database's own: what one machine believes of the time moves no lease.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any, Protocol

from voc.types.schedule import Due, Run, Standing

# How long to wait after this attempt; None: it was the last.
Retry = Callable[[Run], timedelta | None]


class RunStore(Protocol):
    def duty(self) -> AbstractContextManager[bool]:
        """Whether this process may claim runs while within.

        On SQLite one process may at a time, others stand by; the lock goes with its process. On
        PostgreSQL all may: leases tell them apart.
        """
        ...

    def know_jobs(self, names: Sequence[str]) -> None:
        """From now on a due time of these counts, though nobody be there when it comes."""
        ...

    def standing(self) -> Standing:
        """Of all jobs."""
        ...

    def claim_runs(self, dues: Sequence[Due], holder: str, lease: timedelta) -> tuple[Run, ...]:
        """Those of ``dues`` that are ``holder``'s to do now, in one transaction.

        They come RUNNING. Left out is what another works at, what has begun or ended, what is not
        due by the database's clock or earlier than what was done, and, where a job works alone,
        what is of a kind that another holder works at. A run whose lease ran out is taken over as
        its next attempt; where that was the last, it comes FAILED. A newer due time closes a
        waiting run as failed, and takes the place of an asked one.
        """
        ...

    def renew_runs(self, runs: Sequence[Run], lease: timedelta) -> tuple[Run, ...]:
        """Those still held, their lease counted from now. What is left out is another's."""
        ...

    def finish_runs(
        self, runs: Sequence[Run], tally: Mapping[str, Any], asks: Sequence[str] = ()
    ) -> tuple[Run, ...]:
        """End them as done, and ask for jobs; gives those that were still held.

        A run that was taken over is left as it is. Asked for twice is asked for once, unless it
        has begun meanwhile.
        """
        ...

    def fail_runs(self, runs: Sequence[Run], error: str, retry: Retry) -> tuple[Run, ...]:
        """End this attempt; gives those that were still held, as they are now."""
        ...

    def release_runs(self, runs: Sequence[Run]) -> tuple[Run, ...]:
        """Give back what was begun: another goes on at once. The attempt does not count."""
        ...

    def ask_for(self, job: str) -> None:
        """Have ``job`` done as soon as may be."""
        ...

    def runs(self, limit: int) -> tuple[Run, ...]:
        """The latest of all jobs, those that began last first."""
        ...

    def prune_runs(self, keep: int) -> int:
        """Drop what is over, but the latest ``keep`` of each job. Gives how many."""
        ...
