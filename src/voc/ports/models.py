from collections.abc import Sequence
from typing import Protocol

from voc.types.document import Document
from voc.types.issue import Vectors
from voc.types.opinion import Reading


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

    def encode(self, phrases: Sequence[tuple[str, ...]]) -> Vectors:
        """(n, d) float32 for n phrases of words; rows of unit length, all zero without words.

        The same phrases in the same order give the same vectors.
        """
        ...
