"""How texts are laid out for the encoder."""

from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from voc.ml.encoder_input import Range, Window, text_windows, windows
from voc.types.document import Clause, Document, Language
from voc.types.feedback import FeedbackId

# "错就" lies across the cut of "味道不错就是包装差"; every other piece is a character.
PIECES = ("味", "道", "不", "错", "就", "是", "包", "装", "差", "错就", "，", "！", "▁")
MARKS = ("<s>", "</s>", "<unk>")


def _tokenizer() -> Tokenizer:
    known = [*((mark, 0.0) for mark in MARKS), *((piece, -float(len(PIECES))) for piece in PIECES)]
    made = Tokenizer(models.Unigram(known, unk_id=2))
    made.pre_tokenizer = pre_tokenizers.Metaspace("▁", prepend_scheme="always")
    made.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 1)]
    )
    return made


TOKENIZER = _tokenizer()


def document(*parts: str) -> Document:
    """Clauses, and what lies between them: parts that hold nothing but signs."""
    clauses, at = [], 0
    for part in parts:
        if part.strip("，！"):
            clauses.append(Clause(start=at, end=at + len(part), at=at, text=part, tokens=(part,)))
        at += len(part)
    text = "".join(parts)
    return Document(
        id=FeedbackId("1"), source=text, text=text, language=Language.ZH_HANS,
        clauses=tuple(clauses), entities=(), flags=(),
    )  # fmt: skip


def read(window: Window, places: Range) -> str:
    return "".join(map(TOKENIZER.id_to_token, window.ids[slice(*places)]))


def touching(offsets: list[Range], clause: Clause) -> list[Range]:
    end = clause.at + len(clause.text)
    return [(a, b) for a, b in offsets if a < end and b > clause.at]


CLAUSES = st.text(alphabet="味道不错就是包装差", min_size=1, max_size=6)
BETWEEN = st.text(alphabet="，！", max_size=2)
DOCUMENTS = st.lists(st.tuples(CLAUSES, BETWEEN), max_size=8).map(
    lambda pairs: document(*(part for pair in pairs for part in pair if part))
)
SIZES = st.integers(min_value=1, max_value=12)


@given(DOCUMENTS, SIZES)
def test_every_clause_is_in_exactly_one_window(text: Document, size: int) -> None:
    (found,) = windows(TOKENIZER, [text], size)
    assert sum(len(window.clauses) for window in found) == len(text.clauses)
    assert all(window.clauses for window in found) or not text.clauses


@given(DOCUMENTS, SIZES)
def test_no_window_is_longer_than_its_size_and_two_marks(text: Document, size: int) -> None:
    for window in windows(TOKENIZER, [text], size)[0]:
        assert len(window.ids) == len(window.offsets) <= size + 2
        assert (window.ids[0], window.ids[-1]) == (0, 1)


@given(DOCUMENTS, SIZES)
def test_the_tokens_of_a_clause_are_those_that_touch_it(text: Document, size: int) -> None:
    whole = TOKENIZER.encode(text.text).offsets[1:-1]
    clauses = iter(text.clauses)
    for window in windows(TOKENIZER, [text], size)[0]:
        # A clause longer than a window, alone in it, is cut off at the window's end.
        alone = len(window.clauses) == 1
        for first, stop in window.clauses:
            asked = touching(whole, next(clauses))
            here = list(window.offsets[first:stop])
            assert 0 < first < stop < len(window.ids)
            assert here == asked or (alone and here == asked[: len(here)])


@given(DOCUMENTS)
def test_a_text_that_fits_is_one_window_with_all_its_tokens(text: Document) -> None:
    encoding = TOKENIZER.encode(text.text)
    (window,) = windows(TOKENIZER, [text], max(1, len(encoding.ids) - 2))[0]
    assert list(window.ids) == encoding.ids


def test_a_long_text_is_read_in_windows_of_whole_clauses() -> None:
    text = document("味道不", "，", "包装差", "！", "是不是")
    first, second = windows(TOKENIZER, [text], 9)[0]
    assert [read(first, clause) for clause in first.clauses] == ["▁味道不", "包装差"]
    assert [read(second, clause) for clause in second.clauses] == ["是不是"]
    assert read(first, (5, 6)) == "，"


def test_a_token_across_a_cut_belongs_to_both_clauses() -> None:
    text = document("味道不错", "就是包装差")
    (window,) = windows(TOKENIZER, [text])[0]
    assert [read(window, clause) for clause in window.clauses] == ["▁味道不错就", "错就是包装差"]


def test_it_does_so_in_two_windows_too() -> None:
    text = document("味道不错", "就是包装差")
    first, second = windows(TOKENIZER, [text], 6)[0]
    assert [read(first, clause) for clause in first.clauses] == ["▁味道不错就"]
    assert [read(second, clause) for clause in second.clauses] == ["错就是包装差"]


def test_a_clause_longer_than_a_window_keeps_its_beginning() -> None:
    (window,) = windows(TOKENIZER, [document("包装差" * 5)], 4)[0]
    assert [read(window, clause) for clause in window.clauses] == ["▁包装差"]


def test_a_text_without_clauses_is_one_window_without_any() -> None:
    for text in (document("！！"), document()):
        (window,) = windows(TOKENIZER, [text])[0]
        assert window.clauses == ()


def test_what_is_named_is_found_where_it_stands() -> None:
    (window,) = windows(TOKENIZER, [document("味道不错", "，", "包装差")])[0]
    places = window.places(5, 7)
    assert places is not None
    assert read(window, places) == "包装"


def test_what_stands_in_another_window_is_not_found() -> None:
    text = document("味道不", "，", "包装差")
    first, second = windows(TOKENIZER, [text], 5)[0]
    assert first.places(4, 6) is None
    places = second.places(4, 6)
    assert places is not None
    assert read(second, places) == "包装"


def test_of_a_long_text_to_compare_the_beginning_is_read() -> None:
    short, long = text_windows(TOKENIZER, ["味道", "包装差" * 5], 4)
    assert read(short, (0, len(short.ids))) == "<s>▁味道</s>"
    assert read(long, (0, len(long.ids))) == "<s>▁包装差</s>"
