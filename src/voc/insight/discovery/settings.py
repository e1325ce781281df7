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
        """So many people make an issue; a text is a person where authors are unknown."""
        ...

    @property
    def regroup_growth(self) -> float:
        """A shelf that grew by this share is grouped as a whole again."""
        ...

    @property
    def clear_margin(self) -> float:
        """By so much in mean cosine must another place be the better one before anything moves."""
        ...

    @property
    def drift_cosine(self) -> float:
        """An issue whose centre is less alike to that of its naming tells of something else now."""
        ...
