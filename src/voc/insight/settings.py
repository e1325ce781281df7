"""What discovery needs of a recipe."""

from typing import Protocol


class DiscoverySettings(Protocol):
    """A ``voc.types.scan.Recipe`` is one."""

    @property
    def same_issue_cosine(self) -> float:
        """Least mean cosine between a voice and the voices of its issue, 0 to 1.

        It belongs to the encoder. For LsaEncoder 0.15: swept 0.05 to 0.5 in bench/discovery.py,
        best mean pair F1 over three labelled sets, which stays within 0.015 from 0.1 to 0.25.
        """
        ...

    @property
    def new_issue_min_voices(self) -> int:
        """From so many different feedback texts on, a cluster is an issue."""
        ...
