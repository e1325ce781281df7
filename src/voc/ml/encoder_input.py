"""Texts as the encoder takes them: tokens in windows of whole clauses."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from voc.types.document import Document

# Tokens of a window, the marks at its ends left out. 99 % of the training texts have fewer; longer
# ones are read in several windows, so that work grows with length and not with its square.
WINDOW = 192

Range = tuple[int, int]  # half open


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive clauses of a text, few enough for one pass."""

    ids: tuple[int, ...]  # rows of the vocabulary, with the marks of begin and end
    offsets: tuple[Range, ...]  # of each id its characters in Document.text; marks have none
    clauses: tuple[Range, ...]  # of each clause its places in ids; none is empty

    def places(self, start: int, end: int) -> Range | None:
        """Places in ids of what touches ``text[start:end]`` of the document, if anything does."""
        touched = [i for i, (a, b) in enumerate(self.offsets) if a < end and b > start]
        return (touched[0], touched[-1] + 1) if touched else None


def windows(
    tokenizer: Tokenizer, documents: Sequence[Document], size: int = WINDOW
) -> list[list[Window]]:
    """Per document its windows, in order; every clause is in exactly one."""
    encodings = tokenizer.encode_batch([document.text for document in documents])
    return [
        list(_windows(document, encoding.ids, encoding.offsets, size))
        for document, encoding in zip(documents, encodings, strict=True)
    ]


def _windows(
    document: Document, ids: Sequence[int], offsets: Sequence[Range], size: int
) -> Iterator[Window]:
    """``ids`` begin and end with a mark; between them tokens lie in the order of the text."""
    starts = [start for start, _ in offsets[1:-1]]
    ends = [end for _, end in offsets[1:-1]]
    # A token that spans the cut between two clauses belongs to both.
    firsts = [bisect_right(ends, clause.at) for clause in document.clauses]
    stops = [bisect_left(starts, clause.at + len(clause.text)) for clause in document.clauses]
    spans = list(zip(firsts, stops, strict=True))
    # What lies between two clauses stays with the one before it.
    begins = [0, *firsts[1:]]
    reaches = [*map(max, stops, firsts[1:]), len(starts)]
    for first, after in _grouped(begins, reaches, size):
        begin = begins[first]
        end = min(reaches[after - 1], begin + size)
        yield Window(
            ids=(ids[0], *ids[begin + 1 : end + 1], ids[-1]),
            offsets=((0, 0), *offsets[begin + 1 : end + 1], (0, 0)),
            clauses=tuple(
                _within(start - begin, stop - begin, end - begin)
                for start, stop in spans[first:after]
            ),
        )


def _grouped(begins: Sequence[int], reaches: Sequence[int], size: int) -> Iterator[tuple[int, int]]:
    """Half-open ranges of clauses: as many as fit, at least one."""
    first = 0
    for clause in range(1, len(begins)):
        if reaches[clause] - begins[first] > size:
            yield first, clause
            first = clause
    yield first, len(begins)


def _within(start: int, end: int, tokens: int) -> Range:
    """Places after the begin mark; what was cut off at the window's end keeps its last token."""
    first = min(max(start, 0), tokens - 1)
    return first + 1, max(min(end, tokens), first + 1) + 1


def text_windows(tokenizer: Tokenizer, texts: Sequence[str], size: int = WINDOW) -> list[Window]:
    """Texts without clauses, one window each; of longer ones the beginning."""
    return [
        Window((*e.ids[: size + 1], e.ids[-1]) if len(e.ids) > size + 2 else tuple(e.ids), (), ())
        for e in tokenizer.encode_batch(list(texts))
    ]


def in_text(document: Document, start: int, end: int) -> Range:
    """Where in Document.text ``source[start:end]`` lies; within a clause cleaning moves little."""
    shift = next((c.at - c.start for c in document.clauses if start < c.end), 0)
    return start + shift, end + shift
