"""What is said aloud of probabilities made by hand."""

import numpy as np
import pytest

from voc.bootstrap import recipe
from voc.ml.calibration import Floats
from voc.ml.jieba_segmenter import JiebaSegmenter
from voc.ml.opencc_folder import OpenCCFolder
from voc.ml.reading import readings
from voc.ml.scores import Probabilities
from voc.text.document import prepare
from voc.types.feedback import FeedbackId
from voc.types.opinion import TOPICS, Intent, Polarity, Profile, Reading, Severity

CUT = (0.001, 0.001, 0.022, 0.976)
PHOTO = (0.144, 0.308, 0.276, 0.272)  # over the threshold of danger, and likelier something else
PLASTIC = (0.001, 0.016, 0.284, 0.699)


def read(text: str, *severities: tuple[float, ...]) -> Reading:
    """Every clause a complaint about service, as likely to be severe as told."""
    document = prepare(FeedbackId("a"), text, JiebaSegmenter(), OpenCCFolder())
    assert len(document.clauses) == len(severities)
    found = Probabilities(
        text_polarity=rows(1, tuple(Polarity), Polarity.NEGATIVE),
        text_intents=rows(1, tuple(Intent), Intent.COMPLAINT),
        text_severity=np.array([max(severities, key=lambda one: one[-1])]),
        clause_polarity=rows(len(severities), tuple(Polarity), Polarity.NEGATIVE),
        clause_topics=rows(len(severities), TOPICS, "service"),
        clause_intents=rows(len(severities), tuple(Intent), Intent.COMPLAINT),
        clause_severity=np.array(severities),
        owner=np.zeros(len(severities), dtype=np.int64),
    )
    return readings([document], found, recipe.current(Profile.STANDARD), deep=True)[0]


def rows(count: int, columns: tuple[str, ...], sure: str) -> Floats:
    return np.tile([0.99 if column == sure else 0.005 for column in columns], (count, 1))


@pytest.mark.parametrize(
    ("text", "likely", "expected"),
    [
        ("牙龈都划出血了，照片已发客服", (CUT, PHOTO), [Severity.CRITICAL, Severity.MINOR]),
        ("照片已发客服", (PHOTO,), [Severity.CRITICAL]),
        ("吐出来一截硬塑料，牙龈都划出血了", (PLASTIC, CUT), [Severity.CRITICAL] * 2),
        ("照片已发客服，照片已发客服", (PHOTO, PHOTO), [Severity.CRITICAL] * 2),
    ],
    ids=["beside a clear danger", "alone", "critical itself", "none clearer"],
)
def test_a_faint_danger_counts_only_where_no_clause_tells_a_clearer_one(
    text: str, likely: tuple[tuple[float, ...], ...], expected: list[Severity]
) -> None:
    told = read(text, *likely)
    assert [one.severity for one in told.opinions] == expected
    assert told.severity.label == Severity.CRITICAL
