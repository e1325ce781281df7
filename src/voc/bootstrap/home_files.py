"""Files in VOC_HOME that may hold customers' words: reports, and examples of custom topics."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from voc.bootstrap import taxonomy
from voc.errors import InputError, SettingsError
from voc.ports.home import KeptFiles
from voc.text.echoes import RUN, digest, units
from voc.types.taxonomy import CustomTopic


class HomeFiles(KeptFiles):
    def __init__(self, home: Path) -> None:
        self._home = home

    def written(self) -> Mapping[str, Sequence[str]]:
        lines: dict[str, list[str]] = {}
        for topic in taxonomy.all_versions(self._home):
            lines.setdefault(topic.name.topic, []).extend(_lines(topic))
        return lines

    def remove(self, reports: Sequence[str], lines: Sequence[str]) -> None:
        try:
            for path in self._doomed(reports):
                path.unlink(missing_ok=True)
        except OSError as err:
            raise SettingsError(
                f"Cannot clear {self._home}: {err.strerror}. Check VOC_HOME."
            ) from err
        if lines:
            self._clear_topics(set(lines))

    def _doomed(self, reports: Sequence[str]) -> Iterator[Path]:
        """Parts of files first: a writer that loses one stops and puts no report in place."""
        yield from (self._home / "topics").rglob(".*.part")  # of writers that were killed
        folder = self._home / "reports"
        yield from folder.glob(".*.part") if reports else ()
        for report in reports:
            yield from folder.glob(f"{report}.*")

    def _clear_topics(self, gone: Collection[str]) -> None:
        """A topic loses the examples; one that has too few left, or is described by it, goes."""
        for name in self.written():
            versions = [t for t in taxonomy.all_versions(self._home) if t.name.topic == name]
            if not any(digest(line) in gone for topic in versions for line in _lines(topic)):
                continue
            left = None
            with suppress(InputError):  # its file is gone, and only its trial is left
                left = _without(taxonomy.written(self._home, name), gone)
            taxonomy.put_again(self._home, name, left)


def _lines(topic: CustomTopic) -> tuple[str, ...]:
    """What may repeat a customer; a description of a few words is a heading and nobody's."""
    is_heading = len(units(topic.description)) < RUN
    return topic.examples if is_heading else (topic.description, *topic.examples)


def _without(topic: CustomTopic, gone: Collection[str]) -> CustomTopic | None:
    if digest(topic.description) in gone:
        return None
    kept = tuple(line for line in topic.examples if digest(line) not in gone)
    return replace(topic, examples=kept)
