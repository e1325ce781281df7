"""The readers of the service: one a profile, loaded when first asked for."""

from threading import Lock
from typing import NamedTuple

from voc.bootstrap.readers import readers
from voc.bootstrap.settings import Settings
from voc.pipeline.annotate import Annotator
from voc.types.opinion import Profile


class Reader(NamedTuple):
    annotator: Annotator
    recipe_id: str


class Readers:
    """Shared by the threads that answer requests; each profile's models are loaded once."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._loaded: dict[Profile, Reader] = {}

    def of(self, profile: Profile | None) -> Reader:
        """The reader of ``profile``, or of the settings' own. Raises ModelError."""
        wanted = profile or self._settings.environment.profile
        with self._lock:
            if wanted not in self._loaded:
                built = readers(self._settings, wanted)
                self._loaded[wanted] = Reader(built.annotator(), built.recipe.id)
            return self._loaded[wanted]
