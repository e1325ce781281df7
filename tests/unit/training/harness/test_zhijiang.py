import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.training.harness.readings import document, opinion, reading
from voc.training.harness.tasks import JudgedSet, Models, Scope
from voc.training.harness.zhijiang import Categories, zhijiang_set
from voc.training.mapping import SPAN_SETS
from voc.types.opinion import TOPICS, Polarity, Reading

TABLES = Path(__file__).parents[4] / "eval"
TEXT = "味道好闻，瓶子漏了"
# Smell of the aspect alone, packaging from its aspect to its opinion.
MARKED: list[dict[str, Any]] = [
    {"category": "气味", "polarity": "positive", "aspect_span": [0, 2], "opinion_span": None},
    {"category": "包装", "polarity": "negative", "aspect_span": [5, 7], "opinion_span": [7, 9]},
    {"category": "其他", "polarity": "negative", "aspect_span": [5, 7], "opinion_span": [7, 9]},
]


@pytest.fixture
def judged(tmp_path: Path) -> JudgedSet[Reading]:
    folder = tmp_path / "zhijiang_ecom_absa"
    folder.mkdir()
    row = {"text": TEXT, "domain": "makeup", "opinions": MARKED}
    with gzip.open(folder / "dev.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(row))
    models = Models(readers={})
    return zhijiang_set(
        Scope(models=models, data=tmp_path, tables=TABLES, split="dev", prepare=document)
    )


def figures(judged: JudgedSet[Reading], found: Reading) -> dict[str, float]:
    told = {name: figure.value for name, figure in judged.more([found]).items()}
    for task in judged.tasks:
        told |= {f"{task.name}.{n}": f.value for n, f in task.figures(task.heard([found])).items()}
    return told


def test_every_topic_and_category_is_one_of_ours_and_theirs() -> None:
    categories = Categories.load(TABLES)
    theirs = {categories.of_category(name) for name in SPAN_SETS["zhijiang_ecom_absa"].topics}
    for by_topic in categories.by_topic.values():
        assert set(by_topic) <= set(TOPICS)
        assert set(by_topic.values()) <= theirs


def test_topics_are_judged_as_the_categories_they_stand_under(judged: JudgedSet[Reading]) -> None:
    right = reading(opinion("taste", 0, 4), opinion("packaging", 5, 9, Polarity.NEGATIVE))
    told = figures(judged, right)
    assert told["category.f1"] == told["category_polarity.f1"] == 1.0
    assert told["spans.touching"] == 1.0
    assert told["spans.median_length"] == 1.5  # 4 characters for 2, and 4 for 4


def test_a_topic_without_a_counterpart_is_always_wrong(judged: JudgedSet[Reading]) -> None:
    told = figures(judged, reading(opinion("smell", 0, 4), opinion("content", 0, 4)))
    assert told["category.precision"] == 0.5


def test_the_wrong_side_is_no_right_call(judged: JudgedSet[Reading]) -> None:
    told = figures(judged, reading(opinion("packaging", 5, 9, Polarity.POSITIVE)))
    assert told["category.precision"] == 1.0
    assert told["category_polarity.precision"] == 0.0
    assert told["spans.touching"] == 0.0


def test_a_right_call_in_another_clause_does_not_touch(judged: JudgedSet[Reading]) -> None:
    assert figures(judged, reading(opinion("smell", 5, 9)))["spans.touching"] == 0.0
