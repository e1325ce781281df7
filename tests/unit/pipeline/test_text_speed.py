"""Where the time of preparing texts goes: the steps that are timed are those that are taken."""

from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.text.language_cases import CASES
from voc.ml.opencc_folder import OpenCCFolder
from voc.ml.word_lists import WordLists
from voc.pipeline import text_speed
from voc.pipeline.text_speed import LEAST, Laps, TextLayer, step_by_step
from voc.text.privacy import mask


class Characters:
    """Implements voc.ports.language.Segmenter."""

    def cut(self, text: str) -> tuple[str, ...]:
        return tuple(text)


class Here:
    """Implements voc.ports.runners.Runner in this process."""

    def map(self, build: Callable[[], Callable[[Any], Any]], items: Iterable[Any]) -> Iterator[Any]:
        return map(build(), items)


LAYER = TextLayer(segmenter=Characters(), folder=OpenCCFolder(), gazetteer=WordLists())


def timed(text: str) -> Any:
    return step_by_step(text, LAYER, lambda _: None)


@pytest.mark.parametrize(
    "text",
    [
        *(text for text, _ in CASES),
        "好好好好好吃，電話13812345678，批号：20260312A",
        "此用户没有填写评价。",
        "給孩子帶去學校當早餐，希望出小包裝！！！",
    ],
)
def test_the_steps_make_what_is_made_of_every_text(text: str) -> None:
    assert timed(text) == LAYER.document(mask(text))


@given(st.text(max_size=60))
def test_the_steps_make_what_is_made_of_any_text(text: str) -> None:
    assert timed(text) == LAYER.document(mask(text))


def test_every_second_falls_to_one_step() -> None:
    ticks = count()
    laps = Laps(lambda: float(next(ticks)))
    step_by_step("味道不错，会回购", LAYER, laps)
    assert laps.spent.pop("fold") == 2.0  # before and after words are shortened
    assert set(laps.spent.values()) == {1.0}


def test_all_texts_are_counted() -> None:
    ticks = count()
    found = text_speed.measure(
        ["味道不错"] * LEAST, lambda: LAYER, Here(),
        processor=lambda: float(next(ticks)), wall=lambda: float(next(ticks)),
    )  # fmt: skip
    assert (found.texts, found.characters) == (LEAST, 4 * LEAST)
    assert found.texts_per_s == LEAST - text_speed.BATCH  # the first batch starts the clock
    assert "copies" in found.steps
