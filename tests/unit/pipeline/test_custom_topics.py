from tests.unit.pipeline.dairy import (
    OTHER_REVIEWS,
    STRAW,
    STRAWS,
    BoxReader,
    CharacterBag,
    annotator,
)
from voc.insight.likeness import fit_topic
from voc.pipeline.annotate import Item
from voc.pipeline.custom_topics import CustomTopicClassifier
from voc.types.feedback import FeedbackId
from voc.types.opinion import Intent, Opinion, Polarity, Reading, SentimentLabel, Severity
from voc.types.taxonomy import FittedTopic

BAG = CharacterBag()
FITTED = FittedTopic(
    topic=STRAW, fit=fit_topic(BAG.name, BAG.encode(STRAWS), BAG.encode(OTHER_REVIEWS))
)


def read(*texts: str, mood: SentimentLabel = SentimentLabel.POSITIVE) -> list[Reading]:
    reader = CustomTopicClassifier(BoxReader(mood), BAG, [FITTED])
    prepare = annotator().prepare
    return reader.read([prepare(Item(FeedbackId(f"f{n}"), text)) for n, text in enumerate(texts)])


def opinions(text: str, mood: SentimentLabel = SentimentLabel.POSITIVE) -> list[Opinion]:
    (reading,) = read(text, mood=mood)
    return list(reading.opinions)


def test_a_clause_like_the_examples_has_one_more_opinion_where_it_stands() -> None:
    text = "味道很好，吸管太短了，还会买"
    (straw,) = opinions(text)
    assert straw.topic == "straw"
    assert text[straw.start : straw.end] == "吸管太短了"


def test_it_takes_its_side_from_what_the_model_read_in_the_clause() -> None:
    packaging, straw = opinions("吸管掉进盒子里了")
    assert (packaging.topic, straw.topic) == ("packaging", "straw")
    assert straw.polarity is Polarity.NEGATIVE
    assert straw.intent is Intent.COMPLAINT
    assert straw.severity is Severity.MINOR


def test_where_the_model_read_nothing_it_takes_the_side_of_the_text_and_asks_for_nothing() -> None:
    (straw,) = opinions("吸管太短了", SentimentLabel.POSITIVE)
    assert straw.polarity is Polarity.POSITIVE
    assert straw.intent is None
    assert straw.severity is Severity.NONE


def test_a_mixed_text_takes_no_side() -> None:
    (straw,) = opinions("吸管太短了", SentimentLabel.MIXED)
    assert straw.polarity is Polarity.NEUTRAL


def test_opinions_stay_in_the_order_of_the_text() -> None:
    told = opinions("盒子破了，吸管太短了，盒子脏了")
    assert [opinion.topic for opinion in told] == ["packaging", "straw", "packaging"]


def test_what_is_not_like_the_examples_is_read_as_before() -> None:
    assert opinions("味道很好") == []


def test_a_reading_does_not_depend_on_its_neighbours() -> None:
    texts = ("味道很好", "吸管太短了，盒子破了", "！！！", "纸吸管烂了")
    together = read(*texts)
    assert [reading.opinions for reading in together] == [read(text)[0].opinions for text in texts]


def test_texts_without_words_are_read_too() -> None:
    assert [reading.opinions for reading in read("！！", "…")] == [(), ()]


def test_the_model_keeps_its_name() -> None:
    assert CustomTopicClassifier(BoxReader(), BAG, [FITTED]).name == "box-1"
