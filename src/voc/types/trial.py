"""What a dry run of a source shows: what would be taken, and why not the rest."""

from dataclasses import dataclass

from voc.types.feedback import RawFeedback, Reject


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsPage:
    """Rows of one page, and where the next one is."""

    rows: tuple[RawFeedback | Reject, ...]
    next_url: str | None = None  # absolute, of the same host; None: this is the last one


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldTrial:
    """What became of one field of one row."""

    field: str
    raw: str | None = None  # what the path found, shortened
    value: str | None = None  # what would be taken, shortened
    why: str | None = None  # nothing would be


@dataclass(frozen=True, slots=True, kw_only=True)
class RowTrial:
    where: str
    fields: tuple[FieldTrial, ...]
    reject: str | None = None  # why the row as a whole would not be taken


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTrial:
    """What one page of a source came to. Nothing of it is stored."""

    url: str  # after redirects
    rows: tuple[RowTrial, ...]  # the first of them
    found: int = 0  # rows or items
    usable: int = 0  # of these
    next_url: str | None = None
    trouble: tuple[str, ...] = ()  # what would be lost, in sentences
    notes: tuple[str, ...] = ()  # what else a person should know


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTrial:
    """A dry run of one source."""

    source: str
    page: PageTrial | None = None
    error: str | None = None  # why there is none

    @property
    def ok(self) -> bool:
        return self.page is not None and self.page.usable > 0
