"""What voc keeps in files beside its database."""

from collections.abc import Mapping, Sequence
from typing import Protocol


class KeptFiles(Protocol):
    """Files that may hold words of stored feedback."""

    def written(self) -> Mapping[str, Sequence[str]]:
        """The lines of each custom topic, as it is written, was tried and is in force."""
        ...

    def remove(self, reports: Sequence[str], lines: Sequence[str]) -> None:
        """Remove the files of reports, and from topics the lines with these digests.

        What is gone already is fine.
        """
        ...
