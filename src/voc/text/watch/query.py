"""A watch query as a tree. Columns count from 1 in the query as written, for messages."""

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase that must stand somewhere."""

    text: str  # as written, without quotation marks and star
    column: int = dataclasses.field(compare=False)
    prefix: bool = False  # a star follows: the last word may go on
    field: str | None = None  # None: title or text


@dataclass(frozen=True, slots=True)
class Near:
    """One of ``left`` and one of ``right``, in either order, with little between them."""

    left: tuple[Term, ...]  # never empty; all terms of both sides are of one field
    right: tuple[Term, ...]
    distance: int  # at most so many words, or Chinese characters, begin between the two
    column: int = dataclasses.field(compare=False)


@dataclass(frozen=True, slots=True)
class Compare:
    """A number or a day against a known one. What is not known compares as nothing."""

    field: str
    operator: str  # "<", "<=", "=", ">=" or ">"
    value: float | date  # a day in the zone of the report
    column: int = dataclasses.field(compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    part: "Node"


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple["Node", ...]  # two or more


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple["Node", ...]  # two or more


Node: TypeAlias = Term | Near | Compare | Not | And | Or


def unanchored(node: Node, *, negated: bool = False) -> Term | Near | Compare | None:
    """A part of ``node`` whose mere absence is enough for a match; None where there is none."""
    match node:
        case Not(part):
            return unanchored(part, negated=not negated)
        case And(parts) | Or(parts):
            found = [unanchored(part, negated=negated) for part in parts]
            # "not (a or b)" asks for both absences, "not (a and b)" for either.
            all_asked = isinstance(node, And) != negated
            if all_asked and None in found:
                return None
            return next((part for part in found if part is not None), None)
        case _:
            return node if negated else None
