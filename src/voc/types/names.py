"""What the user's own world is called: products, brands, flavours."""

from dataclasses import dataclass

# Also the types of the entities found by them. A "food" is told by its words as flavour or
# ingredient: it was named as both.
KINDS = ("product", "brand", "competitor", "flavour", "ingredient", "food")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One thing and all it is called."""

    kind: str  # of KINDS
    value: str  # the name itself: what an entity is normalised to
    forms: tuple[str, ...]  # the name and its aliases as the user wrote them, none twice


Names = tuple[Name, ...]
