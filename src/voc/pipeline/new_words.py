"""Dictionary entries proposed from texts, each with voices that use the word."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from voc.ports.feedback import FeedbackStore
from voc.ports.language import Lexicon, ScriptFolder
from voc.text.clauses import split
from voc.text.clean import clean, lowered
from voc.text.grams import Corpus
from voc.text.new_words import NewWord, propose
from voc.types.feedback import Reject

# Of texts read first; counting them takes 0.6 GB. About 170,000 reviews, 500,000 headlines.
MOST_CHARACTERS = 10_000_000
SHOWN = 2  # examples a word
_CANDIDATES = 8  # texts to take them from: copies of one text are one example
_TOLD_EVERY = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """A text to look for words in."""

    where: str  # feedback id, or file and row
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A clause that holds a proposed word, as it was written."""

    where: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A word the dictionary lacks, and who says it."""

    word: NewWord
    examples: tuple[Example, ...]  # no two of the same words


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """What a look at texts brought."""

    texts: int
    rejected: int  # rows that hold no text
    whole: bool  # False: there are more texts than are read at once
    words: tuple[Proposal, ...]  # the likeliest first


Texts = Callable[[], Iterator[SourceText | Reject]]  # the same ones at every call


def stored_texts(store: FeedbackStore) -> Iterator[SourceText]:
    """All stored feedback, the latest first: that is where words are new."""
    return (SourceText(where=one.id, text=one.text) for one in store.everything())


def discover_words(
    texts: Texts,
    lexicon: Lexicon,
    folder: ScriptFolder,
    *,
    least: int,
    top: int,
    progress: Callable[[int], None] = lambda _: None,
) -> Proposals:
    """At most ``top`` words that stand ``least`` times or more and that ``lexicon`` lacks.

    Goes through ``texts`` twice. Memory is bounded: see MOST_CHARACTERS.
    """
    corpus, rejected, whole = _read(texts(), folder, progress)
    codes = corpus.codes()
    words = list(islice(propose(codes, lexicon.knows, least), top))
    holders = {word.word: corpus.holders(codes, word.word, _CANDIDATES) for word in words}
    examples = _examples(texts, holders, folder)
    return Proposals(
        texts=corpus.texts,
        rejected=rejected,
        whole=whole,
        words=tuple(Proposal(word=word, examples=tuple(examples[word.word])) for word in words),
    )


def _read(
    items: Iterable[SourceText | Reject], folder: ScriptFolder, progress: Callable[[int], None]
) -> tuple[Corpus, int, bool]:
    """The texts, how many rows held none, and whether that was all."""
    corpus, rejected = Corpus(), 0
    for item in items:
        if isinstance(item, Reject):
            rejected += 1
            continue
        if len(corpus) >= MOST_CHARACTERS:
            return corpus, rejected, False
        corpus.add(folder.fold(lowered(clean(item.text).text)))
        if corpus.texts % _TOLD_EVERY == 0:
            progress(corpus.texts)
    return corpus, rejected, True


def _examples(
    texts: Texts, holders: dict[str, list[int]], folder: ScriptFolder
) -> dict[str, list[Example]]:
    """Of each word, clauses of different words among the texts with the numbers in ``holders``."""
    wanted: dict[int, list[str]] = {}
    for word, numbers in holders.items():
        for number in numbers:
            wanted.setdefault(number, []).append(word)
    examples: dict[str, list[Example]] = {word: [] for word in holders}
    items = (item for item in texts() if isinstance(item, SourceText))
    for number, item in enumerate(islice(items, max(wanted, default=-1) + 1)):
        for word in wanted.get(number, ()):
            quote = _quote(item.text, word, folder)
            if len(examples[word]) < SHOWN and quote not in {e.quote for e in examples[word]}:
                examples[word].append(Example(where=item.where, quote=quote))
    return examples


def _quote(source: str, word: str, folder: ScriptFolder) -> str:
    """The clause of ``source`` that holds ``word``, or the word alone where a cut goes through."""
    cleaned = clean(source)
    folded = folder.fold(lowered(cleaned.text))
    start = folded.index(word)
    end = start + len(word)
    for clause in split(folded):
        if clause.start <= start and end <= clause.end:
            start, end = clause.start, clause.end
            break
    span = cleaned.original(start, end)
    return source[span.start : span.end]
