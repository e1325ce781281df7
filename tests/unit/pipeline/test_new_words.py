"""Words proposed from texts: each with clauses as they were written."""

from collections.abc import Callable, Iterator

import pytest

from tests.unit.pipeline.dairy import NoFolding
from tests.unit.text.test_new_words import SENTENCES, TALK
from voc.pipeline import new_words
from voc.pipeline.new_words import Proposals, SourceText, discover_words
from voc.types.feedback import Reject


class Nothing:
    """Implements voc.ports.language.Lexicon."""

    def knows(self, word: str) -> bool:
        return False


def rows(*texts: str) -> Callable[[], Iterator[SourceText | Reject]]:
    return lambda: (SourceText(where=f"r{n}", text=text) for n, text in enumerate(texts))


def found(texts: Callable[[], Iterator[SourceText | Reject]], top: int = 50) -> Proposals:
    return discover_words(texts, Nothing(), NoFolding(), least=20, top=top)


def test_a_word_comes_with_its_count_and_two_clauses_of_different_words() -> None:
    (proposal,) = found(rows(SENTENCES[0], *SENTENCES, TALK)).words
    assert (proposal.word.word, proposal.word.count) == ("藤椒酥", 101)
    first, second = proposal.examples
    assert (first.where, first.quote) == ("r0", "买了藤椒酥真香")
    assert (second.where, second.quote) == ("r2", "买了藤椒酥偏咸")


def test_a_quote_is_a_slice_of_the_text_as_it_was_written() -> None:
    texts = [f"<b>１</b>\u200b {text}！" for text in SENTENCES]
    for example in found(rows(*texts, TALK)).words[0].examples:
        assert example.quote in texts[int(example.where[1:])]


def test_rows_without_a_text_are_counted_and_shift_no_example() -> None:
    def mixed() -> Iterator[SourceText | Reject]:
        for item in rows(*SENTENCES, TALK)():
            yield Reject(where="a:1", reason="no text")
            yield item

    proposals = found(mixed)
    assert (proposals.texts, proposals.rejected, proposals.whole) == (101, 101, True)
    assert proposals.words == found(rows(*SENTENCES, TALK)).words
    assert proposals.words


def test_no_more_characters_are_read_than_memory_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new_words, "MOST_CHARACTERS", 200)
    proposals = found(rows(*SENTENCES))
    assert not proposals.whole
    assert 0 < proposals.texts < 30


def test_at_most_so_many_words_come_as_were_asked_for() -> None:
    other = (sentence.replace("藤椒酥", "海盐卷") for sentence in SENTENCES)
    assert len(found(rows(*SENTENCES, *other, TALK), top=1).words) == 1
