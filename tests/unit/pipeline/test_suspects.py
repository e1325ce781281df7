"""What only many texts together show, honest crowds among them: one case a test, see paid.toml."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import product as pairs
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.store.samples import RECIPE, STARTED, feedback, reading
from voc.ml.opencc_folder import OpenCCFolder
from voc.pipeline.copies import file_copies
from voc.pipeline.suspects import find_suspects
from voc.stores.sql_store import SqlStore
from voc.text import flags
from voc.text.clean import clean, lowered
from voc.types.feedback import Feedback, FeedbackKind
from voc.types.opinion import Sentiment, SentimentLabel

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "paid.toml").read_text("utf-8")
)["case"]
FOLDER = OpenCCFolder()

# A concrete text each: 500 of them, none a copy of another.
_WHO = ("孩子", "我妈", "室友", "老公", "同事")
_WHEN = ("早餐配面包", "睡前热一杯", "放学回来", "健身以后", "周末烤蛋糕")
_WHAT = ("奶皮厚厚一层", "有一点腥", "甜得刚好", "盖子漏了两滴", "日期隔了四天")
_END = ("瓶口难拧", "冰袋还没化", "比上回稀", "拉花很稳")
HISTORY = tuple("，".join(parts) for parts in pairs(_WHO, _WHEN, _WHAT, _END))


@dataclass
class Said:
    """The reviews of one case, the flag each should get, and the feeling read in each."""

    made: list[Feedback] = field(default_factory=list)
    wanted: dict[str, str | None] = field(default_factory=dict)
    feelings: dict[str, SentimentLabel] = field(default_factory=dict)


def said(case: dict[str, Any]) -> Said:
    all_said = Said()
    for number, group in enumerate(case["groups"]):
        texts = HISTORY[number * 60 % 7 :] if group.get("history") else group["texts"]
        for turn in range(group["times"]):
            one = review(f"{number}-{turn:03}", group, texts[turn % len(texts)], turn)
            all_said.made.append(one)
            all_said.wanted[one.id] = group.get("flag")
            all_said.feelings[one.id] = SentimentLabel(group.get("feeling", "positive"))
    return all_said


def review(name: str, group: dict[str, Any], text: str, turn: int) -> Feedback:
    names = group.get("products", ["鲜牛奶"])
    author = group.get("authors", "each")
    first = group.get("from")
    return feedback(
        name,
        text=text,
        kind=FeedbackKind(group.get("kind", "review")),
        product=names[turn % len(names)],
        author_key={"each": name, "none": None}.get(author, author),
        rating=float(group.get("rating", 5)) or None,
        posted_at=first
        and datetime.fromisoformat(first).replace(tzinfo=UTC)
        + timedelta(minutes=turn * group["every"]),
    )


def scan_all(store: SqlStore, all_said: Said) -> None:
    store.add(all_said.made, [])
    scan = store.open(RECIPE, STARTED)
    store.save(scan, [read(one, all_said.feelings[one.id]) for one in all_said.made])
    file_copies(store, FOLDER, scan)
    find_suspects(store, FOLDER, scan)


def read(one: Feedback, feeling: SentimentLabel) -> Any:
    found = flags.find(FOLDER.fold(lowered(clean(one.text).text)))
    felt = Sentiment(label=feeling, score=0.0, confidence=0.9)
    return reading(one, sentiment=felt, flags=found)


def suspected(store: SqlStore) -> dict[str, set[str]]:
    facts = store.readings(datetime(2020, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC), None)
    kinds = {"suspected_paid", "copied_template"}
    return {fact.feedback_id: {flag.name for flag in fact.flags} & kinds for fact in facts}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = SqlStore(f"sqlite:///{tmp_path / 'voc.db'}")
    opened.upgrade()
    yield opened
    opened.close()


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_who_was_likely_paid_is_told_from_who_was_not(
    store: SqlStore, case: dict[str, Any]
) -> None:
    all_said = said(case)
    scan_all(store, all_said)
    found = suspected(store)
    wrong = {
        id_: found[id_]
        for id_, flag in all_said.wanted.items()
        if ((flag not in found[id_]) if flag else found[id_])
    }
    assert not wrong
