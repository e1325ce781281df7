"""What a shelf was grouped by. Issues of two bases are held against each other once."""

from voc.insight.discovery.settings import DiscoverySettings

# Other rules of grouping group the same voices otherwise: 2 sees them from nearer their middle.
GROUPING = 2
_RULES, _FROM = ", grouping ", " from "


def basis_of(space: str, settings: DiscoverySettings) -> str:
    return f"{space}{_RULES}{GROUPING}{_FROM}{settings.same_issue_cosine:g}"


def in_space(basis: str, space: str) -> bool:
    """Whether what was grouped by ``basis`` has vectors in ``space``."""
    return basis.rpartition(_FROM)[0].partition(_RULES)[0] == space
