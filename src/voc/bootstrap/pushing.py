"""Joins what feedback that others send is taken in with."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from threading import Lock

from voc.bootstrap import wiring
from voc.bootstrap.settings import Settings
from voc.bootstrap.source_tools import keep_file_sources
from voc.channels.pushed import pushed_item
from voc.insight.health.judging import judge
from voc.pipeline.mentions import Mentions
from voc.pipeline.pushing import Item, PushTools, Result, push
from voc.ports.store import Store
from voc.types.feedback import RawFeedback, Reject
from voc.types.source import Source

Push = Callable[[str, Sequence[Item], datetime], list[Result]]


def pusher(settings: Settings, store: Store, now: datetime) -> Push:
    """Takes items for a source, by name. Raises InputError where names of sources clash.

    Threads may share it.
    """
    keep_file_sources(store, settings, now)
    zone = settings.zone

    def read(item: Item, where: str, source: Source, at: datetime) -> RawFeedback | Reject:
        return pushed_item(item, where, source, zone, at)

    tools = PushTools(
        read=read,
        hears=_Ears(settings),
        judge=partial(judge, zone=zone),
        secret=settings.author_secret(),
        zone=zone,
        keep_raw=settings.file.privacy.keep_raw,
    )
    return partial(push, store, tools)


class _Ears:
    """Built when first needed: thousands of queries take a second. One thread at a time listens."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._mentions: Mentions | None = None

    def __call__(self, raw: RawFeedback) -> RawFeedback | None:
        with self._lock:
            if self._mentions is None:
                self._mentions = wiring.mentions(self._settings)
            return self._mentions.mention(raw)
