"""What the shipped model reads in texts written to show one behaviour each."""

import json
from pathlib import Path
from typing import Any

import pytest

from voc.bootstrap import readers, recipe
from voc.ml.jieba_segmenter import JiebaSegmenter
from voc.ml.opencc_folder import OpenCCFolder
from voc.text.document import prepare
from voc.types.feedback import FeedbackId
from voc.types.opinion import Reading

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def read() -> Any:
    segmenter, folder = JiebaSegmenter(), OpenCCFolder()
    classifier = readers.classifier(recipe.current(), threads=1)

    def one(text: str) -> Reading:
        return classifier.read([prepare(FeedbackId("x"), text, segmenter, folder)])[0]

    return one


@pytest.mark.parametrize("path", sorted(HERE.glob("*.json")), ids=lambda path: path.stem)
def test_the_model_reads(path: Path, read: Any) -> None:
    """``null`` in a golden leaves that part open: the behaviour it is named for is elsewhere."""
    golden = json.loads(path.read_text(encoding="utf-8"))
    reading = read(golden["text"])
    if golden["sentiment"]:
        assert reading.sentiment.label == golden["sentiment"]
    assert {i.label for i in reading.intents} >= set(golden.get("intents", []))
    if not golden["opinions"]:
        assert reading.opinions == ()
    for topic, polarity, intent in golden["opinions"]:
        found = [o for o in reading.opinions if o.topic == topic and o.intent == intent]
        assert found, reading.opinions
        assert polarity in (None, found[0].polarity)
