"""What discovery needs of a recipe."""

from typing import Protocol


class DiscoverySettings(Protocol):
    """A ``voc.types.scan.Recipe`` is one."""

    @property
    def same_issue_cosine(self) -> float:
        """Least mean cosine between a voice and the voices of its issue, 0 to 1.

        It belongs to the encoder; the recipe says how it was swept (bench/discovery.py).
        """
        ...

    @property
    def new_issue_min_voices(self) -> int:
        """From so many different feedback texts on, a cluster is an issue."""
        ...
