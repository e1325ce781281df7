from collections.abc import Sequence
from typing import Protocol

from voc.types.document import Document, Span
from voc.types.issue import Vectors, Wording
from voc.types.opinion import Polarity, Reading, Sentiment


class Classifier(Protocol):
    """Reads opinions in documents."""

    @property
    def name(self) -> str:
        """Model name and digest of its weights; part of the recipe."""
        ...

    def read(self, documents: Sequence[Document]) -> list[Reading]:
        """One reading a document, in order. A reading does not depend on its neighbours."""
        ...


class PhraseEncoder(Protocol):
    """Turns phrases into vectors whose cosine says how alike in meaning they are."""

    @property
    def name(self) -> str:
        """Tells the space: vectors of two names do not compare."""
        ...

    def encode(self, phrases: Sequence[Wording]) -> Vectors:
        """(n, d) float32, rows of unit length; zero for what tells nothing.

        A phrase's vector depends on nothing but the phrase: it is kept, and met again by others.
        """
        ...


class SentenceEncoder(Protocol):
    """Turns texts into vectors whose cosine says how alike in meaning they are."""

    @property
    def name(self) -> str:
        """Model name and digest of its weights; vectors of two names do not compare."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, d) float32, rows of unit length; zero for texts without letters.

        ``texts`` are cleaned, lower case, Simplified, as Clause.text is. A text's vector does not
        depend on its neighbours.
        """
        ...


class TargetReader(Protocol):
    """Reads how a text speaks of something that it names."""

    def toward(self, document: Document, places: Sequence[Span]) -> Sentiment:
        """Sentiment toward what stands at ``places`` of ``document.source``; one name, all its
        places. Positive, neutral or negative."""
        ...


class NativeReader(Protocol):
    """Reads opinions in the categories of one labelled set, for comparison with others' models."""

    def native(self, documents: Sequence[Document]) -> list[frozenset[tuple[str, Polarity]]]:
        """Per document the set's categories it speaks of, each with its polarity."""
        ...
