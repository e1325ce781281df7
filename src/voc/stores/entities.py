"""Entities as readings keep them: JSON with the fields of an Entity."""

from collections.abc import Iterable, Mapping
from typing import Any

from voc.types.document import Entity

StoredEntity = Mapping[str, Any]


def entities_from(stored: Iterable[StoredEntity]) -> tuple[Entity, ...]:
    return tuple(Entity(**one) for one in stored)
