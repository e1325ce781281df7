from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.golden.reports.snacks import DAMP, THIS_WEEK, material
from voc.report.quoting import SIDE, WHOLE, opening, quote, telling
from voc.types.document import Span
from voc.types.opinion import Severity
from voc.types.report import Quote

FACT = material().facts[-1]
texts = st.text(st.sampled_from("海苔受潮了，。！ 不脆ab.\n😢"), min_size=1, max_size=400)


def quoted(text: str, words: str) -> Quote:
    start = text.index(words)
    span = Span(start, start + len(words))
    return quote(FACT, text, span, lot=None, severity=Severity.NONE, whole=WHOLE)


def test_a_short_review_is_shown_whole_around_the_words_quoted() -> None:
    said = quoted("味道可以，就是这次不脆", "就是这次不脆")
    assert (said.before, said.text, said.after, said.cut) == (
        "味道可以，",
        "就是这次不脆",
        "",
        False,
    )


def test_of_a_long_review_whole_clauses_beside_the_words_are_shown() -> None:
    text = "包装好看，" * 30 + "完全受潮了" + "，再也不买" * 30
    said = quoted(text, "完全受潮了")
    assert said.before == "包装好看，" * (SIDE // 5)
    assert said.after == "，再也不买" * (SIDE // 5)
    assert said.cut


def test_an_opening_ends_with_a_clause() -> None:
    text = "海苔很脆，" * 50
    span = opening(text, 22)
    assert text[: span.end] == "海苔很脆，海苔很脆，海苔很脆，海苔很脆"


def test_an_opening_without_any_clause_end_is_cut_hard() -> None:
    assert opening("啊" * 300, 100) == Span(0, 100)


@given(texts, st.data())
def test_what_is_shown_is_one_slice_of_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    said = quote(FACT, text, Span(start, end), lot=None, severity=Severity.NONE, whole=WHOLE)
    shown = said.before + said.text + said.after
    first = said.start - len(said.before)
    assert text[first : first + len(shown)] == shown
    assert said.text == text[start:end]
    assert said.cut == (first + len(shown) < len(text))


def test_quotes_of_an_issue_come_from_different_people_and_places() -> None:
    voices = [voice for voice in material(THIS_WEEK).voices if voice.issue_id == DAMP][:11]
    told = telling(voices, 3)
    assert len({said.feedback_id for said in told}) == 3
    assert len({said.channel for said in told}) == 3


def test_the_most_central_voice_is_quoted_first() -> None:
    voices = [voice for voice in material().voices if voice.issue_id == DAMP]
    (first,) = telling(reversed(voices), 1)
    assert first.feedback_id == voices[0].fact.id


def test_nobody_is_quoted_twice_and_no_words_are() -> None:
    voice = material().voices[0]
    copies = [voice, replace(voice, rank=1, start=0, end=2)]
    other = replace(voice, rank=2, fact=replace(voice.fact, id=FACT.id, channel="别处"))
    assert len(telling([*copies, other], 3)) == 1
