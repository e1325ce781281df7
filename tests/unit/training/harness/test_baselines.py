from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from tests.unit.training.harness.readings import document
from voc.evaluation.metrics import Answer
from voc.training.harness.baselines import Baseline, FrozenBaseline, SnowNlpBaseline, TfidfBaseline
from voc.training.harness.tasks import Row, Task
from voc.types.document import Language
from voc.types.issue import Vectors
from voc.types.opinion import Reading

GOOD: Answer = frozenset({"positive"})
BAD: Answer = frozenset({"negative"})
SIDES: list[Row] = [("很好吃", GOOD), ("好吃极了", GOOD), ("坏了", BAD), ("都坏了", BAD)]
TOPICS: list[Row] = [
    ("好吃又便宜", frozenset({"taste", "price"})), ("好吃", frozenset({"taste"})),
    ("便宜", frozenset({"price"})), ("收到了", frozenset()),
]  # fmt: skip


def task(rows: list[Row] | None, *, one: bool, texts: int = 3) -> Task[Reading]:
    return Task(
        name="some",
        true=(GOOD, BAD, BAD)[:texts],
        heard=lambda _: [],
        takes_one_label=one,
        learnt_from=None if rows is None else lambda: rows,
    )


def answers(baseline: Baseline, asked: Task[Reading], *texts: str) -> list[Answer]:
    answered = baseline.answer(asked, [document(text) for text in texts])
    assert answered is not None
    assert list(answered.rows) == list(range(len(texts)))
    return list(answered.answers)


def encode(texts: Sequence[str]) -> Vectors:
    return np.array([["好" in text, "坏" in text] for text in texts], dtype=np.float32)


def test_where_a_text_has_one_label_the_likeliest_is_it(tmp_path: Path) -> None:
    asked = task(SIDES, one=True)
    assert answers(TfidfBaseline(tmp_path), asked, "真好吃", "坏了") == [GOOD, BAD]


def test_where_it_has_several_each_that_is_likely_holds(tmp_path: Path) -> None:
    found = answers(TfidfBaseline(tmp_path), task(TOPICS, one=False), "好吃，便宜", "收到了")
    assert found == [frozenset({"taste", "price"}), frozenset()]


def test_a_frozen_encoder_gets_a_head_of_its_own(tmp_path: Path) -> None:
    baseline = FrozenBaseline(tmp_path, encode)
    assert answers(baseline, task(SIDES, one=True), "好", "坏") == [GOOD, BAD]


def test_what_there_are_no_rows_of_is_not_answered(tmp_path: Path) -> None:
    assert TfidfBaseline(tmp_path).answer(task(None, one=True), [document("好")]) is None


def test_other_rows_are_learnt_anew(tmp_path: Path) -> None:
    turned = [(text, BAD if answer == GOOD else GOOD) for text, answer in SIDES]
    for rows, expected in ((SIDES, GOOD), (turned, BAD), (SIDES, GOOD)):
        assert answers(TfidfBaseline(tmp_path), task(rows, one=True), "好吃") == [expected]
    assert len(list(tmp_path.iterdir())) == 2


def test_snownlp_tells_sides_of_chinese_texts_alone() -> None:
    pytest.importorskip("snownlp")
    baseline = SnowNlpBaseline()
    sided = task(None, one=True, texts=2)
    answered = baseline.answer(sided, [document("非常好，很喜欢"), document("太差了，退货")])
    assert answered is not None
    assert (answered.answers, bool(answered.texts_per_s)) == ([GOOD, BAD], True)
    assert baseline.answer(sided, [document("great", Language.EN)] * 2) is None
    assert baseline.answer(task(None, one=True, texts=1), [document("好")]) is None
