"""Settings: environment variables, then voc.toml, then defaults. docs/settings.md lists them."""

import os
import re
import secrets
import tempfile
import tomllib
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Annotated, Self
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from voc.bootstrap.alerts import AlertSettings, TargetSettings, check_alerts
from voc.bootstrap.fetching import CollectSettings
from voc.bootstrap.names import CompetitorThing, ProductThing, Thing, names
from voc.bootstrap.schedule import ScheduleSettings
from voc.bootstrap.sources import GroupSettings, SourcesSettings, check_sources
from voc.bootstrap.watches import WatchSettings, check_apart
from voc.bootstrap.zones import ZoneName
from voc.errors import SettingsError
from voc.types.forgetting import Retention
from voc.types.idea import Offer
from voc.types.names import Names
from voc.types.opinion import Profile


def cores() -> int:
    """Cores this process may use: in a container or under taskset fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class ReportSettings(BaseModel):
    """Table ``[report]`` of voc.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    zone: ZoneName = Field(
        default="Asia/Shanghai", description="Time zone of days, weeks and months."
    )
    language: str = Field(default="zh", pattern="^(zh|en|ko)$", description="zh, en or ko.")


# Longer would only be a slip of the pen, and leave the calendar.
Days = Annotated[int, Field(ge=1, le=36_500)]


class RetentionSettings(BaseModel):
    """Table ``[retention]`` of voc.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    default: Days | None = Field(default=None, description="Days feedback is kept; absent: ever.")
    channels: dict[str, Days] = Field(default={}, description="The same of single channels.")


class PrivacySettings(BaseModel):
    """Table ``[privacy]`` of voc.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    keep_raw: bool = Field(
        default=False, description="Keep unmasked texts in the store. Part of the recipe."
    )


class FileSettings(BaseModel):
    """The whole of voc.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    report: ReportSettings = ReportSettings()
    retention: RetentionSettings = RetentionSettings()
    privacy: PrivacySettings = PrivacySettings()
    products: tuple[ProductThing, ...] = Field(default=(), description="The user's products.")
    brands: tuple[Thing, ...] = Field(default=(), description="The user's brands.")
    competitors: tuple[CompetitorThing, ...] = Field(
        default=(), description="Other makers' brands."
    )
    flavours: tuple[Thing, ...] = Field(default=(), description="Flavours beyond the shipped.")
    ingredients: tuple[Thing, ...] = Field(default=(), description="Ingredients likewise.")
    watch: tuple[WatchSettings, ...] = Field(default=(), description="Standing watch queries.")
    collect: CollectSettings = CollectSettings()
    sources: SourcesSettings = Field(default=(), description="Where feedback is collected from.")
    groups: tuple[GroupSettings, ...] = Field(default=(), description="Schedules of sources.")
    schedule: ScheduleSettings = ScheduleSettings()
    alerts: tuple[AlertSettings, ...] = Field(default=(), description="What is told unasked.")
    targets: tuple[TargetSettings, ...] = Field(default=(), description="Who is told.")

    @cached_property
    def names(self) -> Names:
        return names(self.products, self.brands, self.competitors, self.flavours, self.ingredients)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What our products and the competitors have."""
        ours = (product.offer(ours=True) for product in self.products)
        return (*ours, *(one.offer(ours=False) for one in self.competitors))

    @model_validator(mode="after")
    def _names_apart(self) -> Self:
        _ = self.names  # made now: raises where two things have one name
        check_apart(self.watch)
        check_sources(self.sources, self.groups)
        check_alerts(
            self.alerts,
            self.targets,
            watches=[one.name for one in self.watch],
            rivals=[one.name for one in self.competitors],
        )
        return self


class EnvironmentSettings(BaseSettings):
    """Variables ``VOC_*``."""

    model_config = SettingsConfigDict(env_prefix="VOC_", env_ignore_empty=True, frozen=True)

    home: Path = Field(default=Path(".voc"), description="Database, caches and keys live here.")
    database_url: SecretStr | None = Field(
        default=None,
        description="PostgreSQL, as postgresql://user@host/name. Default: SQLite in VOC_HOME.",
    )
    author_key: SecretStr | None = Field(
        default=None,
        min_length=16,
        description="Secret behind author hashes and ids of rows without one. "
        "Default: made once and kept in VOC_HOME/author.key.",
    )
    config: Path = Field(default=Path("voc.toml"), description="Where voc.toml is.")
    workers: int = Field(
        default_factory=cores, ge=1, le=256,
        description="Processes that read texts. Default: one a core voc may use.",
    )  # fmt: skip
    profile: Profile = Field(
        default=Profile.STANDARD, description="Who reads: fast, standard or accurate."
    )
    encoder: str | None = Field(
        default=None,
        description="Folder or name of a sentence-transformers or transformers model that reads in "
        "place of the shipped encoder. Needs voc[models].",
    )
    eval_data: Path = Field(
        default=Path("../shared/data"),
        description="Labelled sets for `voc eval` and the quality gates.",
    )


class Settings(BaseModel):
    """All settings, checked."""

    model_config = ConfigDict(frozen=True)

    environment: EnvironmentSettings
    file: FileSettings

    @property
    def home(self) -> Path:
        return self.environment.home

    def with_home(self, home: Path) -> "Settings":
        """The same settings on the embedded database of another home."""
        environment = self.environment.model_copy(update={"home": home, "database_url": None})
        return self.model_copy(update={"environment": environment})

    @property
    def cache(self) -> Path:
        """What can be made anew."""
        return self.home / "cache"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.file.report.zone)

    @property
    def retention(self) -> Retention:
        kept = self.file.retention
        return Retention(default=kept.default, channels=kept.channels)

    @property
    def database_url(self) -> str:
        given = self.environment.database_url
        return given.get_secret_value() if given else f"sqlite:///{self.home.resolve() / 'voc.db'}"

    def author_secret(self) -> bytes:
        """The key from the environment, else the one kept in VOC_HOME, made on first use."""
        if self.environment.author_key:
            return self.environment.author_key.get_secret_value().encode()
        self.keep_author_key(secrets.token_hex(32))
        return _stored_key(self._author_key)

    def keep_author_key(self, key: str) -> None:
        """Keep ``key`` in VOC_HOME, unless there is one already."""
        if not self._author_key.exists():
            _keep(key, self._author_key)

    @property
    def _author_key(self) -> Path:
        return self.home / "author.key"


def load() -> Settings:
    """Settings of this process. Raises SettingsError naming the variable or line at fault."""
    try:
        environment = EnvironmentSettings()
        named = "config" in environment.model_fields_set
        return Settings(environment=environment, file=_file(environment.config, named=named))
    except ValidationError as err:
        first = err.errors(include_url=False)[0]
        wrong = first["msg"].removeprefix("Value error, ")
        raise SettingsError(
            f"Setting {_named(first['loc'])}: {wrong}. See docs/settings.md."
        ) from err


def _named(place: tuple[int | str, ...]) -> str:
    """ "watch 2.kind": of several tables people count the first as 1."""
    named = ".".join(str(part + 1) if isinstance(part, int) else part for part in place)
    return re.sub(r"\.(\d+)", r" \1", named) or "voc.toml"


def _file(path: Path, *, named: bool) -> FileSettings:
    """What the file says; only where nobody ``named`` it may it be absent."""
    try:
        return FileSettings.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as err:
        if named:
            raise SettingsError(f"There is no file {path}. Check VOC_CONFIG.") from err
        return FileSettings()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as err:
        raise SettingsError(f"Cannot read {path}: {err}. Check VOC_CONFIG.") from err


def _keep(key: str, path: Path) -> None:
    """Written aside and linked into place: the file is whole or not there.

    Of two processes that make one at once, the first wins and both read its key.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, aside = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)  # mode 0600
        try:
            with os.fdopen(descriptor, "w") as file:
                file.write(key)
                file.flush()
                os.fsync(descriptor)
            with suppress(FileExistsError):
                os.link(aside, path)
        finally:
            Path(aside).unlink()
    except OSError as err:
        raise SettingsError(
            f"Cannot make {path}: {err.strerror}. Set VOC_AUTHOR_KEY, or VOC_HOME to a folder that "
            "can be written to."
        ) from err


def _stored_key(path: Path) -> bytes:
    key = path.read_bytes().strip()
    if len(key) < 16:
        raise SettingsError(
            f"{path} is damaged. Restore it from a backup: without it, authors and rows without "
            "ids get new keys."
        )
    return key
