"""Each text is read once, by the shipped reader; every later scan takes that reading."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from pydantic import TypeAdapter

from voc.pipeline.annotate import Batch, Item
from voc.types.feedback import FeedbackId
from voc.types.opinion import Reading

BATCH = 500

_READINGS = TypeAdapter(dict[str, Reading])  # by text

Read = Callable[[Batch], list[Reading]]


@dataclass(slots=True)
class ReadOnce:
    """Stands where a scan expects the annotator. One process uses a file at a time."""

    build: Callable[[], Read]  # loads the models; called when the first unknown text comes
    known: dict[str, Reading] = field(default_factory=dict)
    _read: Read | None = None

    def __call__(self, batch: Batch) -> list[Reading]:
        unknown = {item.text: item for item in batch if item.text not in self.known}
        if unknown:
            self._read = self._read or self.build()
            items = list(unknown.values())
            for item, reading in zip(items, self._read(items), strict=True):
                self.known[item.text] = reading
        return [replace(self.known[item.text], id=item.id) for item in batch]

    def learn(self, texts: Iterable[str]) -> None:
        items = (Item(FeedbackId("text"), text) for text in texts)
        for some in _batches(items):
            self(some)

    def save(self, path: Path) -> None:
        part = path.with_suffix(".part")
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(_READINGS.dump_json(self.known))
        part.replace(path)

    @classmethod
    def load(cls, path: Path, build: Callable[[], Read]) -> "ReadOnce":
        known = _READINGS.validate_json(path.read_bytes()) if path.exists() else {}
        return cls(build, known)


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    rest = iter(items)
    return iter(lambda: list(islice(rest, BATCH)), [])


def hears_complaint(reading: Reading) -> bool:
    """Whether discovery would get a voice of it."""
    return any(opinion.intent == "complaint" for opinion in reading.opinions)
