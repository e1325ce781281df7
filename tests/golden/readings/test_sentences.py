"""What the shipped models hear in single sentences; see sentences.toml."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from voc.bootstrap import readers, recipe
from voc.ml.jieba_segmenter import JiebaSegmenter
from voc.ml.opencc_folder import OpenCCFolder
from voc.text.document import prepare
from voc.types.feedback import FeedbackId
from voc.types.opinion import Profile, Reading

SENTENCES = tomllib.loads((Path(__file__).parent / "sentences.toml").read_text(encoding="utf-8"))
CASES = [
    pytest.param(
        case,
        id=f"{group}: {name}",
        marks=[pytest.mark.xfail(strict=True, reason="not heard yet")] * case.get("missed", False),
    )
    for group, cases in SENTENCES.items()
    for name, case in cases.items()
]


@pytest.fixture(scope="module")
def read() -> Any:
    segmenter, folder = JiebaSegmenter(), OpenCCFolder()
    classifier = readers.classifier(recipe.current(Profile.ACCURATE), threads=1)

    def one(text: str) -> Reading:
        return classifier.read([prepare(FeedbackId("x"), text, segmenter, folder)])[0]

    return one


@pytest.mark.parametrize("case", CASES)
def test_a_careful_reader_hears(case: dict[str, Any], read: Any) -> None:
    reading = read(case["text"])
    heard = {(opinion.topic, opinion.polarity.value) for opinion in reading.opinions}
    intents = {intent.label for intent in reading.intents}
    assert heard >= {tuple(pair) for pair in case.get("says", [])}
    assert not heard & {tuple(pair) for pair in case.get("never", [])}
    assert intents >= set(case.get("intents", []))
    assert not intents & set(case.get("without", []))
    if "severity" in case:
        assert reading.severity.label == case["severity"]
        assert any(opinion.severity == case["severity"] for opinion in reading.opinions)
    if "calm" in case:
        assert reading.severity.label == "none"
    if "quote" in case:
        topic, polarity = case["says"][0]
        spans = [
            case["text"][opinion.start : opinion.end]
            for opinion in reading.opinions
            if (opinion.topic, opinion.polarity.value) == (topic, polarity)
        ]
        assert spans == [case["quote"]]
