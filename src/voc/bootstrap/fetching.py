"""How servers are asked: table [collect] of voc.toml, and what is built of it."""

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, field_validator

from voc.channels.fetching.addresses import allowed
from voc.channels.fetching.policy import FetchPolicy

if TYPE_CHECKING:
    from voc.bootstrap.settings import Settings
    from voc.channels.articles.pool import ArticlePool
    from voc.ports.fetching import Fetcher

_DEFAULT = FetchPolicy()
_HEADER = r"[!-~]+( [!-~]+)*"  # letters that a header may hold


class CollectSettings(BaseModel):
    """Table ``[collect]`` of voc.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    contact: str = Field(
        default="", max_length=200, pattern=rf"^({_HEADER})?$",
        description="Address of a page or of mail that servers are told, to complain to.",
    )  # fmt: skip
    per_host: int = Field(
        default=_DEFAULT.per_host, ge=1, le=8, description="Requests at a time to one host."
    )
    delay_s: float = Field(
        default=_DEFAULT.delay_s, ge=0, le=3600,
        description="Seconds between two requests to one host, at least.",
    )  # fmt: skip
    longest_delay_s: float = Field(
        default=_DEFAULT.longest_delay_s, ge=0, le=3600,
        description="A host whose robots.txt asks for more seconds between two is not asked.",
    )  # fmt: skip
    at_once: int = Field(
        default=_DEFAULT.at_once, ge=1, le=1024, description="Requests at a time in all."
    )
    timeout_s: float = Field(
        default=_DEFAULT.total_s, ge=1, le=600, description="Seconds for one request in all."
    )
    retries: int = Field(
        default=_DEFAULT.most_retries, ge=0, le=5,
        description="How often a request that failed is tried again within a round.",
    )  # fmt: skip
    allow: tuple[str, ...] = Field(
        default=(),
        description="Networks and places of this machine and this network that may be asked.",
    )

    @field_validator("allow")
    @classmethod
    def _networks(cls, entries: tuple[str, ...]) -> tuple[str, ...]:
        allowed(entries)
        return entries

    @property
    def policy(self) -> FetchPolicy:
        return FetchPolicy(
            contact=self.contact,
            per_host=self.per_host,
            delay_s=self.delay_s,
            longest_delay_s=max(self.longest_delay_s, self.delay_s),
            at_once=self.at_once,
            connect_s=min(_DEFAULT.connect_s, self.timeout_s),
            read_s=min(_DEFAULT.read_s, self.timeout_s),
            total_s=self.timeout_s,
            most_retries=self.retries,
            allow=self.allow,
        )


def fetcher(settings: "Settings") -> "Fetcher":
    """Raises SettingsError where voc[collect] is not installed."""
    from voc.channels.fetching.fetcher import ScrapyFetcher

    return ScrapyFetcher(settings.file.collect.policy)


def article_reader(settings: "Settings") -> "ArticlePool":
    """Close it, or leave its ``with``. Raises SettingsError where voc[collect] is not installed."""
    from voc.channels.articles.pool import ArticlePool

    return ArticlePool(settings.environment.workers, settings.zone)
