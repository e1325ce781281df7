import pytest

from voc.ml.jieba_segmenter import JiebaSegmenter
from voc.ml.opencc_folder import OpenCCFolder
from voc.training.corpus import Reader
from voc.training.examples import annotate, examples
from voc.training.labelled import LabelledText, Labels, MarkedOpinion, same_text_key
from voc.training.mapping import topic_of_term
from voc.training.sets import one_sentiment, polarity_of_stars
from voc.types.opinion import Intent, Polarity, Severity

GUIDED = Labels(
    sentiment=Polarity.NEGATIVE,
    topics={"taste": True, "price": False},
    intents={Intent.COMPLAINT: True, Intent.CHURN: False},
    severity=Severity.MINOR,
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(JiebaSegmenter(), OpenCCFolder())


def known(reader: Reader, text: LabelledText) -> tuple[Labels, tuple[Labels, ...]]:
    return annotate(text, reader.document(text.text))


def marked(text: str, *opinions: MarkedOpinion) -> LabelledText:
    return LabelledText(
        text=text, source="test", labels=Labels(), opinions=opinions, silent=frozenset({"quality"})
    )


def opinion(start: int, end: int, topic: str | None, polarity: Polarity) -> MarkedOpinion:
    return MarkedOpinion(start=start, end=end, topic=topic, polarity=polarity)


def test_a_text_of_one_clause_passes_everything_on(reader: Reader) -> None:
    whole, parts = known(reader, LabelledText(text="太甜了！", source="seed", labels=GUIDED))
    assert parts == (whole,) == (GUIDED,)


def test_of_several_clauses_only_what_the_text_lacks_is_known(reader: Reader) -> None:
    text = LabelledText(text="太甜了，齁嗓子", source="seed", labels=GUIDED)
    _, parts = known(reader, text)
    assert parts == (Labels(topics={"price": False}, intents={Intent.CHURN: False}),) * 2


def test_a_marked_opinion_belongs_to_its_clause(reader: Reader) -> None:
    text = marked(
        "味道好，太贵了",
        opinion(0, 3, "taste", Polarity.POSITIVE),
        opinion(4, 7, "price", Polarity.NEGATIVE),
    )
    whole, (first, second) = known(reader, text)
    assert (first.topics["taste"], first.topics["price"]) == (True, False)
    assert (second.topics["taste"], second.topics["price"]) == (False, True)
    assert (whole.topics["taste"], whole.topics["price"]) == (True, True)
    assert first.intents == {Intent.COMPLAINT: False, Intent.PRAISE: True}
    assert second.intents == {Intent.COMPLAINT: True, Intent.PRAISE: False}


def test_a_set_is_silent_on_what_it_does_not_label(reader: Reader) -> None:
    _, (clause,) = known(reader, marked("味道好", opinion(0, 3, "taste", Polarity.POSITIVE)))
    assert "quality" not in clause.topics


def test_an_opinion_of_unknown_topic_denies_no_topic(reader: Reader) -> None:
    _, (clause,) = known(reader, marked("还可以吧", opinion(0, 4, None, Polarity.NEUTRAL)))
    assert clause.topics == {}


def test_a_clause_without_marks_tells_nothing(reader: Reader) -> None:
    text = marked("给孩子买的，很甜", opinion(6, 8, "taste", Polarity.POSITIVE))
    _, (tells, _) = known(reader, text)
    assert tells.sentiment is Polarity.NEUTRAL
    assert not any(tells.topics.values())


def test_rows_of_which_nothing_is_known_are_left_out(reader: Reader) -> None:
    text = LabelledText(
        text="味道好，太贵了", source="seed", labels=Labels(sentiment=Polarity.POSITIVE)
    )
    assert [row.toned for row in examples([(text, reader.document(text.text))])] == [True]


def test_the_tone_is_learnt_from_texts_labelled_as_a_whole(reader: Reader) -> None:
    text = LabelledText(
        text="太贵了", source="restaurant_aste_zh", labels=Labels(sentiment=Polarity.NEGATIVE)
    )
    assert [row.toned for row in examples([(text, reader.document(text.text))])] == [False]


@pytest.mark.parametrize(
    ("polarities", "expected"),
    [
        ({Polarity.POSITIVE, Polarity.NEUTRAL}, Polarity.POSITIVE),
        ({Polarity.NEUTRAL}, Polarity.NEUTRAL),
        ({Polarity.POSITIVE, Polarity.NEGATIVE}, None),
        (set(), None),
    ],
)
def test_texts_of_both_sides_have_no_one_sentiment(
    polarities: set[Polarity], expected: Polarity | None
) -> None:
    assert one_sentiment(polarities) is expected


@pytest.mark.parametrize(
    ("stars", "expected"),
    [(1.0, Polarity.NEGATIVE), (3.0, Polarity.NEUTRAL), (3.5, Polarity.POSITIVE)],
)
def test_three_stars_are_neutral(stars: float, expected: Polarity) -> None:
    assert polarity_of_stars(stars) is expected


@pytest.mark.parametrize(
    ("term", "said", "domain", "topic"),
    [
        ("味道", "不错", "restaurant", "taste"),
        ("味道", "不错", "makeup", "smell"),
        ("质量", "好", "camera", "quality"),
        ("上菜速度", "慢", "restaurant", "service"),
        ("运行速度", "慢", "notebook", "performance"),
        ("牛肉", "很嫩", "restaurant", "texture"),
        ("牛肉", "很嫩", "camera", None),
        ("那家", "不错", "restaurant", None),
    ],
)
def test_a_clear_term_names_its_topic(term: str, said: str, domain: str, topic: str) -> None:
    assert topic_of_term(term, said, domain) == topic


def test_the_same_text_in_another_dress_is_the_same_text() -> None:
    assert same_text_key("Ｇｏｏｄ！ 好吃") == same_text_key("good好吃。")
    assert same_text_key("好吃") != same_text_key("不好吃")
