"""Reads the clause of a voice as discovery sees it."""

from dataclasses import dataclass

from voc.insight.words.naming import TellingWords
from voc.insight.words.telling import telling
from voc.ports.language import ScriptFolder, WordReader
from voc.text.document import plain
from voc.types.issue import Voice, Wording


@dataclass(frozen=True, slots=True)
class Reading:
    """What clauses are read with."""

    words: WordReader
    folder: ScriptFolder

    def tell(self, voice: Voice) -> TellingWords:
        return telling(self.words.read(plain(voice.quote, self.folder)), voice.product)

    def wording(self, voice: Voice) -> Wording:
        text = plain(voice.quote, self.folder)
        told = telling(self.words.read(text), voice.product)
        return Wording(keys=tuple(word.key for word in told), text=text)
