import json
import os
from collections import Counter
from datetime import date
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.told import Tell
from voc.ml.opencc_folder import OpenCCFolder
from voc.ml.word_lists import WordLists
from voc.text.document import prepare
from voc.types.document import Entity
from voc.types.feedback import FeedbackId

ROOT = Path(__file__).parents[3]
CASES = Path(__file__).parent / "cases"
FOLDER, WORDS = OpenCCFolder(), WordLists()
SEEN = date(2026, 10, 20)


class Whole:
    """A segmenter for texts whose words nobody asks for."""

    def cut(self, text: str) -> tuple[str, ...]:
        return (text,)


def entities(text: str, seen: date | None = SEEN) -> tuple[Entity, ...]:
    return prepare(FeedbackId("r1"), text, Whole(), FOLDER, WORDS, posted_on=seen).entities


def found(text: str, *types: str, seen: date | None = SEEN) -> list[tuple[str, str, str]]:
    wanted = types or ("lot", "produced_on")
    return [
        (e.type, e.value, text[e.start : e.end]) for e in entities(text, seen) if e.type in wanted
    ]


def cases(name: str) -> list[dict[str, Any]]:
    lines = (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("批次号：20261012A", "20261012A"),
        ("批号是：X1234", "X1234"),
        ("批号L20261012包装破了", "L20261012"),
        ("批號L20261012包裝破了", "L20261012"),
        ("LOT NO.: A12345", "A12345"),
        ("lot#: A12345", "A12345"),
        ("the lot 45871 was stale", "45871"),
        ("lot20261012", "20261012"),
        ("batch code is KR24-0871", "KR24-0871"),
        ("LOT번호 KR24-0871", "KR24-0871"),
        ("로트 번호: kr24-0871", "kr24-0871"),
        ("批号：ｌ２０２６１０１２", "ｌ２０２６１０１２"),
        ("ＬＯＴ：Ａ１２３４５", "Ａ１２３４５"),
        ("20261012A这批有异味", "20261012A"),
    ],
)
def test_a_labelled_code_is_a_lot(text: str, code: str) -> None:
    spelt = {0xFF01 + i: 0x21 + i for i in range(94)}
    assert found(text) == [("lot", code.translate(spelt).upper(), code)]


@pytest.mark.parametrize(
    "text",
    [
        "这批次2026年10月",
        "买了两批次1000袋",
        "这批次12000 袋都坏了",
        "slot 12345",
        "a lot 2026",
        "thanks a lot 1000ml",
        "pilot2024",
        "pilot 202410",
        "lot2026",
        "lot12345",
        "lotion500ml",
        "lotus2024x",
        "lots of fun, 4 out of 5",
    ],
)
def test_counts_years_and_other_words_are_no_lots(text: str) -> None:
    assert found(text, "lot") == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Made on 2026-09-03", "2026-09-03"),
        ("Production date: 2026-09-03", "2026-09-03"),
        ("生产日期20260903", "20260903"),
        ("生产日期：２０２６年９月３日", "２０２６年９月３"),
        ("제조일자 2026.09.03", "2026.09.03"),
    ],
)
def test_a_production_date_is_found_however_it_is_written(text: str, written: str) -> None:
    assert found(text) == [("produced_on", "2026-09-03", written)]


@pytest.mark.parametrize("text", ["生产日期2026903", "生产日期20261303", "生产日期202609031"])
def test_figures_that_are_no_day_are_no_date(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("case", cases("lots"), ids=lambda case: case["text"])
def test_our_hard_cases_of_lots_and_dates(case: dict[str, Any]) -> None:
    seen = date.fromisoformat(case["posted"]) if case["posted"] else None
    told = entities(case["text"], seen)
    made = [e for e in told if e.type == "produced_on"]
    assert [e.value for e in told if e.type == "lot"] == case["lots"]
    assert [e.value for e in made] == case["dates"]
    assert any(e.ambiguous for e in made) == case.get("ambiguous", False)


@settings(max_examples=50, deadline=None)
@given(
    st.dates(date(2015, 1, 1), date(2035, 12, 31)), st.dates(date(2015, 1, 1), date(2035, 12, 31))
)
def test_a_day_without_a_year_is_the_last_one_before_the_text(made: date, seen: date) -> None:
    told = entities(f"{made.month}月{made.day}号生产的", seen)
    day = date.fromisoformat(told[0].value)
    assert (day.month, day.day) == (made.month, made.day)
    assert (day - seen).days <= 1
    assert not told[0].ambiguous


def test_a_day_that_can_be_read_two_ways_says_so() -> None:
    told = entities("production date 03/04/2026")
    assert [(e.value, e.ambiguous) for e in told] == [("2026-03-04", True)]
    told = entities("production date 23/04/2026")
    assert [(e.value, e.ambiguous) for e in told] == [("2026-04-23", False)]


def test_yesterday_is_no_day_where_nobody_knows_today() -> None:
    assert found("昨天生产的", seen=None) == []
    assert found("昨天生产的") == [("produced_on", "2026-10-19", "昨天")]


SLOTS = ("who", "where", "when", "what_for", "flavour", "ingredient", "size", "wish")


def slot_f1(told: list[dict[str, Any]], slots: tuple[str, ...] = SLOTS) -> float:
    """A slot is met where what is found holds what was marked or is held by it."""
    counts: Counter[str] = Counter()
    for case in told:
        for slot in slots:
            marked = [text.lower() for text in case["slots"].get(slot, [])]
            for _, _, quote in found(case["text"], slot):
                met = next((m for m in marked if m in quote.lower() or quote.lower() in m), None)
                counts["hit" if met else "false"] += 1
                if met:
                    marked.remove(met)
            counts["missed"] += len(marked)
    return 2 * counts["hit"] / (2 * counts["hit"] + counts["false"] + counts["missed"])


def test_scenes_of_our_hard_cases_are_read() -> None:
    assert slot_f1(cases("scenes")) >= 0.9


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("给孩子带去學校", [("who", "child", "孩子"), ("where", "school", "學校")]),
        ("아이 학교", [("who", "child", "아이"), ("where", "school", "학교")]),
        ("for my kids at school", [("who", "child", "kids"), ("where", "school", "school")]),
    ],
)
def test_a_part_of_a_scene_has_one_name_in_every_language(
    text: str, told: list[tuple[str, str, str]]
) -> None:
    assert found(text, *SLOTS) == told


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=80), st.sampled_from(["送长辈", "芒果味", "wish it had a pump", "500g"]))
def test_spans_hold_what_was_written(before: str, text: str) -> None:
    source = before + "\n" + text
    for entity in entities(source):
        assert 0 <= entity.start < entity.end <= len(source)


# Cases written by others, one value a slot; beside the labelled data.
OTHERS = Path(os.environ.get("VOC_EVAL_DATA", ROOT / ".." / "shared" / "data")).parent / "adv"
HAPPENED = {"production": "produced_on", "expiry": "expires_on", "purchase": "bought_on"}


def others(name: str, tell: Tell) -> list[dict[str, Any]]:
    path = OTHERS / f"{name}.jsonl"
    if not path.is_file():
        tell(f"CASES OF OTHERS WERE NOT READ: no {path.name} (VOC_EVAL_DATA).")
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_lots_and_days_of_other_peoples_cases_are_read(tell: Tell) -> None:
    told = others("lots", tell)
    right = 0
    for case in told:
        wanted = {("lot", case["lot"]), (HAPPENED.get(case["kind"]), case["date"])}
        seen = date.fromisoformat(case["posted"])
        read = {
            (e.type, e.value)
            for e in entities(case["text"], seen)
            if e.type in {"lot", *HAPPENED.values()}
        }
        right += read == {pair for pair in wanted if pair[1]}
    assert right >= 0.95 * len(told)


def test_scenes_of_other_peoples_cases_are_read(tell: Tell) -> None:
    told = [
        {"text": case["text"], "slots": {s: [case[s]] for s in SLOTS if case.get(s)}}
        for case in others("scenes", tell)
    ]
    assert not told or slot_f1(told, tuple(s for s in SLOTS if s != "size")) >= 0.75


@pytest.mark.parametrize(
    "unit",
    [
        "草莓、",
        "草莓味、",
        "早上,",
        "擦玻璃草莓,",
        "搬砖的时候,",
        "早上快递,",
        "再甜点,",
        "면 좋겠 ",
        "希望甜点,再咸点,",
    ],
)
def test_what_is_named_over_and_over_costs_linear_time(unit: str) -> None:
    """20,000 characters, the most one text may have."""
    started = process_time()
    entities((unit * 20_000)[:20_000])
    assert process_time() - started < 2.0
