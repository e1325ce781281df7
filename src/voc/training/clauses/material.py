"""What the encoder of clauses learns from."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from voc.text.clauses import split
from voc.training.clauses.tellings import Telling, read_tellings, taught
from voc.training.corpus import Reader
from voc.training.word_corpus import script, word_texts

_SEED = 20261122
# As many of Chinese, Korean and English clauses: all languages push.
_OF_EACH_SCRIPT = 1_500
_SHORTEST, _LONGEST = 6, 90  # characters of a clause that tells something


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Texts are cleaned, lower case, Simplified, as Clause.text is."""

    tellings: tuple[Telling, ...]
    others: tuple[str, ...]  # clauses of real feedback, of which each is taken to be like none


def read_material(tellings: Path, data: Path, reader: Reader) -> Material:
    """Raises InputError where a file cannot be read."""
    return Material(
        tellings=tuple(
            replace(telling, text=reader.cleaned(telling.text))
            for telling in filter(taught, read_tellings(tellings))
        ),
        others=tuple(_others(data, reader)),
    )


def _others(data: Path, reader: Reader) -> Iterator[str]:
    """Clauses of training texts of others' sets; none of a text that is held out."""
    texts = sorted(word_texts(data, ()))
    random.Random(_SEED).shuffle(texts)  # noqa: S311 - draws a sample, keeps no secret
    left = Counter(dict.fromkeys(("Han", "Hangul", "Latin"), _OF_EACH_SCRIPT))
    for text in texts:
        if left[script(text)]:
            clause = _clause(reader.cleaned(text))
            left[script(text)] -= bool(clause)
            yield from clause
        if not left.total():
            return


def _clause(text: str) -> list[str]:
    """The first that says something, if any does."""
    spans = (span for span in split(text) if _SHORTEST <= span.end - span.start <= _LONGEST)
    return [text[span.start : span.end] for span in islice(spans, 1)]
