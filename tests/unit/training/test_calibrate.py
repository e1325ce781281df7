"""What is fitted on texts that no weight has seen."""

from collections.abc import Sequence

import numpy as np

from voc.ml.scores import LABELS, TONE, RawScores, probabilities
from voc.training.calibrate import calibrate
from voc.training.corpus import Prepared
from voc.training.labelled import LabelledText, Labels
from voc.types.document import Clause, Document, Language
from voc.types.feedback import FeedbackId
from voc.types.opinion import TOPICS, Intent, Polarity, Severity

NEGATIVE, NEUTRAL, POSITIVE = range(3)
TWO_SIDED = "online_shopping_10_cats"


class Toned:
    """A reader that knows how much a text praises: a number is all the text there is."""

    name = "toned"

    def raw_scores(self, documents: Sequence[Document]) -> RawScores:
        texts = np.zeros((len(documents), len(LABELS)), dtype=np.float32)
        praise = np.array([float(d.text) * 5 for d in documents], dtype=np.float32)
        texts[:, TONE.start + NEGATIVE] = -praise
        texts[:, TONE.start + POSITIVE] = praise
        return RawScores.of_documents(documents, texts, texts.copy())


def document(praise: float, language: Language = Language.ZH_HANS) -> Document:
    text = str(praise)
    clause = Clause(start=0, end=len(text), at=0, text=text, tokens=(text,))
    return Document(
        id=FeedbackId(""), source=text, text=text, language=language, clauses=(clause,),
        entities=(), flags=(),
    )  # fmt: skip


def guided(praise: float, sentiment: Polarity) -> Prepared:
    labels = Labels(
        sentiment=sentiment,
        topics=dict.fromkeys(TOPICS, praise > 0),
        intents=dict.fromkeys(Intent, praise > 0),
        severity=list(Severity)[round(abs(praise) * 3) % len(Severity)],
    )
    return LabelledText(text=str(praise), source="read", labels=labels), document(praise)


def judged(
    praise: float, sentiment: Polarity, source: str, language: Language = Language.ZH_HANS
) -> Prepared:
    text = LabelledText(text=str(praise), source=source, labels=Labels(sentiment=sentiment))
    return text, document(praise, language)


GUIDED = tuple(
    guided(praise / 10, sentiment)
    for praise in range(-30, 31, 3)
    for sentiment in Polarity
    if (sentiment is Polarity.NEUTRAL) == (abs(praise) < 10)
    and (sentiment is Polarity.NEGATIVE) == (praise <= -10)
)
SIDES = [(p / 100, Polarity.POSITIVE if p > 0 else Polarity.NEGATIVE) for p in range(-199, 200, 2)]


def polarity_of(
    praise: float, dev: Sequence[Prepared], language: Language = Language.ZH_HANS
) -> np.ndarray:
    reader = Toned()
    calibrations = calibrate([([reader], GUIDED)], ([reader], dev))
    raw = reader.raw_scores([document(praise, language)])
    found: np.ndarray = probabilities(calibrations, [raw]).text_polarity[0]
    return found


def test_a_set_without_neutral_texts_does_not_teach_that_there_are_none() -> None:
    left_out = polarity_of(0.0, [judged(p, side, TWO_SIDED) for p, side in SIDES])
    ruled_out = polarity_of(0.0, [judged(p, side, "meituan_star_reviews") for p, side in SIDES])
    assert left_out[NEUTRAL] > 2 * ruled_out[NEUTRAL]


def test_a_set_without_neutral_texts_tells_the_sides_apart() -> None:
    found = polarity_of(1.5, [judged(p, side, TWO_SIDED) for p, side in SIDES])
    assert found[POSITIVE] > 3 * found[NEGATIVE]


def test_a_reader_may_err_in_one_language_and_be_right_in_others() -> None:
    turned = [judged(-p, side, "nsmc_sentiment_ko", Language.KO) for p, side in SIDES]
    dev = [*(judged(p, side, TWO_SIDED) for p, side in SIDES), *turned]
    korean = polarity_of(1.0, dev, Language.KO)
    assert korean[NEGATIVE] > 3 * korean[POSITIVE]
    for language in (Language.ZH_HANS, Language.ZH_HANT):
        chinese = polarity_of(1.0, dev, language)
        assert chinese[POSITIVE] > 3 * chinese[NEGATIVE]
