"""The standing watch queries of voc.toml, checked in every part."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from voc.errors import QueryError, SettingsError
from voc.text.watch.parser import parse
from voc.text.watch.standing import digest
from voc.types.watch import Watch, WatchKind

# One line of what can be shown and stored, so that lists stay lists.
_Name = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]*$"
    ),
]


class WatchSettings(BaseModel):
    """One of ``[[watch]]``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: _Name = Field(description="What it is told as.")
    query: str = Field(description="As docs/watch-queries.md tells.")
    kind: WatchKind = Field(default=WatchKind.ALL, description="all, media or review.")

    @model_validator(mode="after")
    def _readable(self) -> Self:
        try:
            parse(self.query)
        except QueryError as err:
            raise SettingsError(f"[[watch]] “{self.name}”, query: {err}") from err
        return self


def check_apart(entries: Iterable[WatchSettings]) -> None:
    """Raises ValueError where two have one name: nobody could tell their matches apart."""
    seen: set[str] = set()
    for entry in entries:
        if entry.name in seen:
            raise ValueError(f"two [[watch]] are called “{entry.name}”")
        seen.add(entry.name)


def watches(entries: Sequence[WatchSettings], *, zone: str, names: str) -> tuple[Watch, ...]:
    """In the order of the file; ``names`` is a digest of the names that tell brands."""
    return tuple(
        Watch(
            name=entry.name,
            query=entry.query,
            kind=entry.kind,
            digest=digest(entry.query, entry.kind, zone=zone, names=names),
        )
        for entry in entries
    )
