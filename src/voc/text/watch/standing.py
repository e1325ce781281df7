"""What decides which texts a standing query finds."""

import hashlib
import json

from voc.text.watch.parser import parse
from voc.text.watch.query import And, Compare, Near, Node, Not, Or, Term

# Raised when queries find other texts than before: all are asked anew then.
RULES = 1


def digest(query: str, kind: str, *, zone: str, names: str) -> str:
    """Of the query and what else its fields hang on: ``zone`` cuts days, ``names`` tell brands.

    Raises QueryError.
    """
    asked = fields(parse(query))
    told = [
        RULES,
        query,
        kind,
        zone if "posted" in asked else "",
        names if "brand" in asked else "",
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def fields(node: Node) -> frozenset[str]:
    """Those that ``node`` names."""
    match node:
        case Term(field=field):
            return frozenset([field] if field else [])
        case Compare(field=field):
            return frozenset([field])
        case Near(left=left, right=right):
            return _joined((*left, *right))
        case Not(part):
            return fields(part)
        case And(parts) | Or(parts):
            return _joined(parts)


def _joined(parts: tuple[Node, ...]) -> frozenset[str]:
    return frozenset[str]().union(*map(fields, parts))
