"""What is tried only where it may begin, or in texts with a sign of it, finds all the same."""

import importlib
import json
import pkgutil
import re
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

# Python shows its parse of a pattern nowhere else; hypothesis reads it from here too.
from re import _constants as sre
from re import _parser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import voc.text
from voc.ml.opencc_folder import OpenCCFolder
from voc.text import clauses, lots, repeats, sizes, told_dates, wishes
from voc.text.document import plain
from voc.text.opened import Opened

ROOT = Path(__file__).parents[3]
MODULES = [
    importlib.import_module(module.name)
    for module in pkgutil.walk_packages(voc.text.__path__, "voc.text.")
]
_FOUND = {  # each once, for some modules take theirs from another
    id(value): (f"{module.__name__}.{name}", value)
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, Opened)
}
OPENED = dict(_FOUND.values())
# What is looked for, and the sign without which a text is not looked at.
SIGNED = {
    "lots": (lots._LOT, lots._SIGN),
    "dates": (told_dates._DATE.pattern, told_dates._DATE_SIGN),
    "sizes": (sizes._SIZE.pattern, re.compile(f"{sizes._PACKED.pattern}|{sizes._FIGURE.pattern}")),
    "turns": (clauses._TURN, clauses._TURN_CUE),
    "wishes told late": (wishes._CHINESE_END, wishes._END_CUE),
    "wishes in Korean": (wishes._KOREAN, wishes._KOREAN_CUE),
    "runs": (repeats._RUN, repeats._THRICE),
}


@cache
def own_texts() -> tuple[str, ...]:
    """Those the project's models learn from, in plain form; in Chinese, Korean and English."""
    folder = OpenCCFolder()
    files = sorted((ROOT / "data" / "training").glob("*.jsonl"))
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    return tuple(plain(json.loads(line)["text"], folder) for line in lines)


def places(found: object) -> list[tuple[int, int, str | None]]:
    assert isinstance(found, list)
    return [(*match.span(), match.lastgroup) for match in found]


def assert_finds_all(opened: Opened, text: str) -> None:
    assert places(list(opened.finditer(text))) == places(list(opened.pattern.finditer(text))), text
    first = opened.search(text)
    assert places([first] if first else []) == places(list(opened.pattern.finditer(text))[:1]), text


Nodes = list[tuple[object, object]]


def unopened(nodes: Nodes, opening: re.Pattern[str], begun: str = "") -> Iterator[str]:
    """Ways in which what a parsed pattern matches may begin that ``opening`` does not match.

    Of a large set, such as all syllables, the ends stand for all.
    """
    if begun and opening.match(begun):
        return
    if not nodes:
        yield begun
        return
    (op, of), rest = nodes[0], nodes[1:]
    for before, after in _ways(op, of, rest):
        yield from unopened(after, opening, begun + before)


def _ways(op: object, of: object, rest: Nodes) -> Iterator[tuple[str, Nodes]]:
    """The next character, or none yet, and what follows."""
    match op:
        case sre.LITERAL:
            yield chr(of), rest
        case sre.IN:
            held = sorted(set(_held(of)))
            for character in held if len(held) < 100 else (held[0], held[-1]):
                yield character, rest
        case sre.BRANCH:
            for way in of[1]:
                yield "", [*way, *rest]
        case sre.SUBPATTERN:
            yield "", [*of[-1], *rest]
        case sre.MAX_REPEAT | sre.MIN_REPEAT:
            least, most, once = of
            if least == 0:
                yield "", rest
            if most > 0:
                yield "", [*once, (op, (max(0, least - 1), min(most, 9) - 1, once)), *rest]
        case sre.ASSERT | sre.ASSERT_NOT | sre.AT:
            yield "", rest
        case _:
            raise AssertionError(f"A pattern that goes on with {op} before its opening ends.")


def _held(members: list[tuple[object, object]]) -> Iterator[str]:
    for op, of in members:
        if op is sre.LITERAL:
            yield chr(of)
        elif op is sre.RANGE:
            yield from map(chr, range(of[0], of[1] + 1))
        elif op is sre.CATEGORY:
            kind = {sre.CATEGORY_DIGIT: r"\d", sre.CATEGORY_SPACE: r"\s"}[of]
            yield from re.findall(kind, "".join(map(chr, range(0xFFFF))))
        else:
            raise AssertionError(f"A set with {op} near the start of a pattern.")


@pytest.mark.parametrize("name", OPENED)
def test_whatever_a_pattern_matches_begins_with_its_opening(name: str) -> None:
    opened = OPENED[name]
    assert set(unopened(list(_parser.parse(opened.pattern.pattern)), opened.opening)) == set()


def test_an_opening_longer_than_what_is_matched_is_told() -> None:
    opened = Opened("加我|vx", "加[我群]|vx?")
    assert set(unopened(list(_parser.parse(opened.pattern.pattern)), opened.opening)) == {
        "加群", "v",
    }  # fmt: skip


def test_there_are_such_patterns_and_texts() -> None:
    assert len(OPENED) >= 10
    assert len(own_texts()) >= 1_000


@pytest.mark.parametrize("name", OPENED)
def test_in_real_texts_nothing_is_missed(name: str) -> None:
    for text in own_texts():
        assert_finds_all(OPENED[name], text)


@pytest.mark.parametrize("name", OPENED)
@settings(max_examples=150, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_in_texts_made_of_its_own_matches_nothing_is_missed(name: str, data: st.DataObject) -> None:
    made = data.draw(st.lists(st.from_regex(OPENED[name].pattern), min_size=1, max_size=3))
    assert_finds_all(OPENED[name], "".join(made))


@pytest.mark.parametrize("name", OPENED)
def test_openings_in_a_row_cost_linear_time(name: str) -> None:
    """20,000 characters, the most one text may have."""
    openings = re.findall(r"[^\W_]", OPENED[name].opening.pattern)
    for opening in sorted(set(openings))[::10]:
        text = opening * 19_999
        started = time.process_time()
        for _ in OPENED[name].finditer(text):
            pass
        assert time.process_time() - started < 0.5


@pytest.mark.parametrize("name", SIGNED)
def test_real_texts_without_the_sign_hold_nothing(name: str) -> None:
    pattern, sign = SIGNED[name]
    assert not [text for text in own_texts() if pattern.search(text) and not sign.search(text)]


@pytest.mark.parametrize("name", SIGNED)
@settings(max_examples=150, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_what_is_found_holds_the_sign(name: str, data: st.DataObject) -> None:
    pattern, sign = SIGNED[name]
    text = data.draw(st.from_regex(pattern))
    assert sign.search(text) or not pattern.search(text)


def test_openings_that_overlap_are_all_tried() -> None:
    assert_finds_all(Opened("aa|ab", "a(?=b)b+"), "aaabb aab")


def test_an_opening_that_is_not_told_is_missed() -> None:
    assert Opened("a", "[ab]+").search("bb") is None
