"""The sources of voc.toml, checked in every part, specs too."""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)

from voc.bootstrap.schedule import LengthText, QuietText, RhythmText
from voc.bootstrap.zones import ZoneName
from voc.channels.aliases import FEEDBACK
from voc.errors import SettingsError
from voc.text.web_addresses import canonical
from voc.types.feedback import FeedbackKind
from voc.types.source import FieldRule, Keep, Origin, Paging, PagingStop, Source, SourceKind, Spec

MEDIA = frozenset({SourceKind.FEED, SourceKind.SITEMAP, SourceKind.LIST, SourceKind.PAGE})
BY_SPEC = frozenset({SourceKind.REVIEWS, SourceKind.JSON})
_WITH_SPEC = BY_SPEC | {SourceKind.LIST}
_DOORS = re.compile(r"^(?:www|m|wap)\d?\.")
_FIELDS = ", ".join(FEEDBACK)
_VARIABLE = r"^[A-Za-z_][A-Za-z0-9_]*$"
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,63}")
# Of the connection, and of what the fetcher says of itself.
_NO_SECRETS = frozenset(
    {"host", "connection", "content-length", "transfer-encoding", "user-agent", "range",
     "if-none-match", "if-modified-since", "accept-encoding", "upgrade", "te", "cookie", "referer",
     "proxy-authorization", "expect", "trailer"}
)  # fmt: skip

# One line of what can be shown and stored, so that lists stay lists.
Line = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]*$"
    ),
]
Path_ = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1_000)]


class FieldSettings(BaseModel):
    """How one field of a spec is found."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: Path_ = Field(description="CSS or XPath; in JSON, JMESPath.")
    pattern: Path_ | None = Field(default=None, description="Regular expression; its first group.")
    best: float | None = Field(default=None, gt=0, description="Of a rating: the best there is.")
    time_format: Line | None = Field(default=None, description="strptime's, epoch or epoch_ms.")


def _rule(given: Any) -> Any:
    """A path may stand alone: "p::text" for {path = "p::text"}."""
    return {"path": given} if isinstance(given, str) else given


class PagingSettings(BaseModel):
    """Table ``paging`` of a spec."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    next_path: Path_ | None = Field(default=None, description="Path to the next page or cursor.")
    parameter: Line | None = Field(default=None, description="Takes the page's number or cursor.")
    first: int = Field(default=1, ge=0, description="Number of the first page.")
    step: int = Field(default=1, ge=1, description="From one page's number to the next one's.")
    most: int = Field(default=20, ge=1, le=10_000, description="Pages a round.")
    stop: PagingStop = Field(default=PagingStop.KNOWN, description="known or end.")


class SpecSettings(BaseModel):
    """Table ``spec`` of a source."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rows: Path_ = Field(description="Path to the rows, of a list to the links.")
    fields: dict[str, Annotated[FieldSettings, BeforeValidator(_rule)]] = Field(
        default={}, description="How each field is found in a row."
    )
    constants: dict[str, Line] = Field(default={}, description="Fields that are the same in all.")
    paging: PagingSettings | None = Field(default=None, description="How there is a next page.")

    def spec(self) -> Spec:
        return Spec(
            rows=self.rows,
            fields={name: FieldRule(**rule.model_dump()) for name, rule in self.fields.items()},
            constants=dict(self.constants),
            paging=Paging(**self.paging.model_dump()) if self.paging else None,
        )


class SourceSettings(BaseModel):
    """One of ``[[sources]]``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Line = Field(description="What it is told as.")
    kind: SourceKind = Field(
        description="feed, sitemap, list, page, reviews, json, folder or push."
    )
    url: str | None = Field(default=None, max_length=2048, description="Address of the web.")
    path: Path | None = Field(default=None, description="Of a folder: where it is.")
    channel: Line | None = Field(
        default=None, description="What its feedback is told as. Default: the host, or the name."
    )
    tells: FeedbackKind | None = Field(
        default=None,
        description="media or review. Default: media of feeds, sitemaps, lists and pages.",
    )
    keep: Keep | None = Field(
        default=None, description="mentions or all. Default: mentions of media, all of reviews."
    )
    group: Line | None = Field(default=None, description="Sources of one group share a schedule.")
    every: RhythmText | None = Field(default=None, description='"15 min" or cron.')
    secret_headers: dict[str, Annotated[str, StringConstraints(pattern=_VARIABLE)]] = Field(
        default={}, description="Header by the environment variable that holds its value."
    )
    columns: dict[str, Line] = Field(
        default={}, description="Of a folder: column by field, as in voc import --map."
    )
    spec: SpecSettings | None = Field(default=None, description="How rows or links are found.")

    @field_validator("url")
    @classmethod
    def _of_the_web(cls, url: str | None) -> str | None:
        if url is not None and canonical(url) is None:
            raise ValueError(f"{url} is no address of the web; write https://…")
        if url is not None and "@" in urlsplit(url.strip()).netloc:
            raise ValueError("the address has a name or password in it; see secret_headers")
        return url.strip() if url else url

    @field_validator("secret_headers")
    @classmethod
    def _headers(cls, headers: dict[str, str]) -> dict[str, str]:
        for name in headers:
            if not _HEADER.fullmatch(name) or name.lower() in _NO_SECRETS:
                raise ValueError(f"{name!r} is no header that a secret can be sent in")
        return headers

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if wrong := self._wrong():
            raise ValueError(wrong)
        return self

    def _wrong(self) -> str | None:
        """The first thing that does not go together."""
        kind = self.kind
        local = kind in {SourceKind.FOLDER, SourceKind.PUSH}
        unknown = sorted(set(self.columns) - set(FEEDBACK))
        rules = (
            (kind is SourceKind.FOLDER and (not self.path or self.url is not None),
             "a folder needs path, and no url"),
            (kind is SourceKind.PUSH and (self.path is not None or self.url is not None),
             "a push source is sent to voc: leave out url and path"),
            (not local and (self.url is None or self.path is not None),
             f"kind {kind} needs url, and no path"),
            (kind in BY_SPEC and self.spec is None, f"kind {kind} needs a spec"),
            (kind not in _WITH_SPEC and self.spec is not None, f"kind {kind} takes no spec"),
            (kind is not SourceKind.FOLDER and self.columns, "only a folder has columns"),
            (unknown, f"columns: there is no field “{''.join(unknown[:1])}”; there are: {_FIELDS}"),
            (kind is SourceKind.FOLDER and self.keep is Keep.MENTIONS, "of a folder all is kept"),
            (local and self.secret_headers, f"kind {kind} sends no headers"),
        )  # fmt: skip
        found = next((wrong for is_wrong, wrong in rules if is_wrong), None)
        return found or (self._wrong_spec(self.spec.spec()) if self.spec else None)

    def _wrong_spec(self, spec: Spec) -> str | None:
        from voc.channels.specs.checked import SpecError, check_spec

        try:
            check_spec(spec, self.kind)
        except SpecError as err:
            return f"spec: {err}"
        return None

    def source(self, origin: Origin, base: Path) -> Source:
        """``base`` is the folder that a relative path is seen from."""
        media = self.kind in MEDIA
        tells = self.tells or (FeedbackKind.MEDIA if media else FeedbackKind.REVIEW)
        keep = self.keep or (Keep.MENTIONS if tells is FeedbackKind.MEDIA else Keep.ALL)
        place = str((base / self.path).resolve()) if self.path else self.url or ""
        spec = self.spec.spec() if self.spec else _columns_spec(self.columns)
        channel = self.channel or _host(place) or self.name
        told = {
            "kind": self.kind, "place": place, "channel": channel, "tells": tells, "keep": keep,
            "spec": asdict(spec) if spec else None, "headers": dict(self.secret_headers),
        }  # fmt: skip
        return Source(
            name=self.name,
            kind=self.kind,
            place=place,
            channel=channel,
            tells=tells,
            keep=keep,
            origin=origin,
            digest=_digest(told),
            spec=spec,
            group=self.group,
            every=self.every,
            secret_headers=dict(self.secret_headers),
        )


class GroupSettings(BaseModel):
    """One of ``[[groups]]``: sources that share a schedule."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Line = Field(description="As sources name it.")
    every: RhythmText | None = Field(default=None, description='"15 min" or cron.')
    quiet: QuietText | None = Field(default=None, description="Hours in which none is asked.")
    zone: ZoneName | None = Field(
        default=None, description="Of its cron and quiet hours. Default: report.zone."
    )
    jitter: LengthText | None = Field(
        default=None, description="Its sources are asked up to so much later."
    )


def named_error(given: Any) -> Any:
    """Errors tell a source by its name, for nobody counts sixty tables."""
    if not isinstance(given, Sequence) or isinstance(given, str):
        return given
    return tuple(_validated(one, number) for number, one in enumerate(given, start=1))


def _validated(one: Any, number: int) -> Any:
    if not isinstance(one, dict):
        return one
    try:
        return SourceSettings.model_validate(one)
    except ValueError as err:
        raise SettingsError(f"[[sources]] {_called(one, number)}, {told_error(err)}") from err


def _called(one: dict[str, Any], number: int) -> str:
    name = one.get("name")
    return f"“{name}”" if isinstance(name, str) and name.strip() else f"{number}"


def told_error(err: ValueError) -> str:
    """The first thing that is wrong, by the setting's name where one alone is."""
    wrong, place = str(err), ""
    if isinstance(err, ValidationError):
        first = err.errors(include_url=False)[0]
        wrong = first["msg"].removeprefix("Value error, ")
        place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {wrong}. See docs/sources.md." if place else f"{wrong}. See docs/sources.md."


SourcesSettings = Annotated[tuple[SourceSettings, ...], BeforeValidator(named_error)]


def check_sources(sources: Iterable[SourceSettings], groups: Sequence[GroupSettings]) -> None:
    """Raises ValueError where two have one name, or a group is none."""
    names, known = set(), {group.name for group in groups}
    if len(known) < len(groups):
        raise ValueError("two [[groups]] have one name")
    for source in sources:
        if source.name in names:
            raise ValueError(f"two [[sources]] are called “{source.name}”")
        names.add(source.name)
        if source.group is not None and source.group not in known:
            raise ValueError(
                f"source “{source.name}” is of the group “{source.group}”, but no [[groups]] is "
                "called so"
            )


def sources(settings: Iterable[SourceSettings], base: Path) -> tuple[Source, ...]:
    """In the order of the file."""
    return tuple(one.source(Origin.FILE, base) for one in settings)


def _columns_spec(columns: dict[str, str]) -> Spec | None:
    if not columns:
        return None
    return Spec(rows="", fields={name: FieldRule(path=column) for name, column in columns.items()})


def _host(place: str) -> str | None:
    address = canonical(place) if place else None
    return _DOORS.sub("", urlsplit(address).hostname or "") if address else None


def _digest(told: dict[str, Any]) -> str:
    written = json.dumps(told, sort_keys=True, ensure_ascii=False).encode()
    return hashlib.blake2b(written, digest_size=16).hexdigest()
