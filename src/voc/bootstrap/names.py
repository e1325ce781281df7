"""The user's names as voc.toml tells them, checked in every part."""

import re
from collections.abc import Iterable
from itertools import chain
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from voc.text.clean import clean, lowered
from voc.types.idea import Offer
from voc.types.names import Name, Names

_LEAST = 2  # characters: one alone stands in too many other words
_WORD = re.compile(r"\w")
_FOODS = ("flavour", "ingredient")


def _speaking(name: str) -> str:
    plain = clean(name).text
    if len(_WORD.findall(plain)) < _LEAST:
        raise ValueError(f"“{name}” is too short for a name: at least {_LEAST} letters")
    if "\n" in plain:
        raise ValueError(f"“{name}” holds a line break")
    return plain


_Form = Annotated[str, AfterValidator(_speaking)]


def _table(given: Any) -> Any:
    """A name without aliases may stand alone: "海盐" for {name = "海盐"}."""
    return {"name": given} if isinstance(given, str) else given


class NamedThing(BaseModel):
    """A brand, competitor, flavour or ingredient."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: _Form = Field(description="What it is told as.")
    aliases: tuple[_Form, ...] = Field(default=(), description="What else people call it.")


class Offering(NamedThing):
    """What has flavours, sizes and features: idea cards tell who has a wished-for thing already."""

    flavours: tuple[_Form, ...] = Field(default=(), description="Flavours it comes in.")
    sizes: tuple[_Form, ...] = Field(default=(), description="Sizes and packages it comes in.")
    features: tuple[_Form, ...] = Field(default=(), description="What else it has.")

    def offer(self, *, ours: bool) -> Offer:
        things = (*self.flavours, *self.sizes, *self.features)
        return Offer(name=self.name, aliases=self.aliases, ours=ours, things=things)


class Product(Offering):
    """One of ``[[products]]``."""

    brand: _Form | None = Field(default=None, description="Its brand, then found as one too.")
    line: _Form | None = Field(
        default=None,
        description="What kind of goods it is: idea cards join what its products lack.",
    )


Thing = Annotated[NamedThing, BeforeValidator(_table)]
ProductThing = Annotated[Product, BeforeValidator(_table)]
CompetitorThing = Annotated[Offering, BeforeValidator(_table)]


def names(
    products: Iterable[Product],
    brands: Iterable[NamedThing],
    competitors: Iterable[NamedThing],
    flavours: Iterable[NamedThing],
    ingredients: Iterable[NamedThing],
) -> Names:
    """All names, in an order that does not hang on the file's. Raises ValueError."""
    products = tuple(products)
    makers = (NamedThing(name=product.brand) for product in products if product.brand)
    forms: dict[tuple[str, str], list[str]] = {}
    for kind, things in (
        ("product", products),
        ("brand", chain(brands, makers)),
        ("competitor", competitors),
        ("flavour", flavours),
        ("ingredient", ingredients),
    ):
        for thing in things:
            forms.setdefault((kind, _plain(thing.name)), []).extend((thing.name, *thing.aliases))
    told = sorted(_foods(forms).items())
    found = tuple(
        Name(kind=kind, value=written[0], forms=tuple(dict.fromkeys(written)))
        for (kind, _), written in told
    )
    _check_apart(found)
    return found


def _foods(forms: dict[tuple[str, str], list[str]]) -> dict[tuple[str, str], list[str]]:
    """What is both a flavour and an ingredient is a food: the words beside it tell which."""
    foods: dict[tuple[str, str], list[str]] = {}
    for (kind, name), written in forms.items():
        both = kind in _FOODS and all((one, name) in forms for one in _FOODS)
        foods.setdefault(("food" if both else kind, name), []).extend(written)
    return foods


def _check_apart(found: Names) -> None:
    """A form of two things is an error: nobody could tell which of them is meant."""
    owners: dict[str, Name] = {}
    for name in found:
        for form in name.forms:
            owner = owners.setdefault(_plain(form), name)
            if owner is not name:
                raise ValueError(
                    f"“{form}” stands for two things: {owner.kind} “{owner.value}” and "
                    f"{name.kind} “{name.value}”"
                )


def _plain(form: str) -> str:
    return lowered(form).replace(" ", "")
