import csv
import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voc.ml.opencc_folder import OpenCCFolder
from voc.text.clean import clean, lowered
from voc.text.duplicates import MOST_HOLDERS, Copy, fold, is_short, likeness
from voc.text.signatures import keys, shingles

PAIRS = Path(__file__).with_name("copies.tsv")
FOLDER = OpenCCFolder()

DAMP = "海苔一打开就是软的,包装袋封口没有压紧,日期倒是新鲜,客服说拍照给他们,到现在没有回音"
SOUR = "酸奶收到的时候冰袋已经化了,盒子鼓得像气球,喝起来发酸发苦,全家没有人敢喝第二口"
PRAISE = "外套颜色和图片一样,面料厚实不起球,尺码标准,客服推荐得很准,给爸爸也下单了一件"


def ready(text: str) -> str:
    return FOLDER.fold(lowered(clean(text).text))


def rows() -> list[dict[str, str]]:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def folded(*texts: str, known: int = 0) -> list[int | None]:
    found = shingles([ready(text) for text in texts])
    return [copy and copy.of for copy in fold(found, keys(found), known)[0]]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["one"][:12])
def test_copies_are_told_from_texts_that_only_sound_alike(row: dict[str, str]) -> None:
    one, other = shingles([ready(row["one"]), ready(row["other"])])
    assert (likeness(one, other) is not None) == (row["verdict"] == "copy")


@pytest.mark.parametrize(
    "text",
    [
        "好吃",
        "好评!!!",
        "质量很好,物流很快",
        "质量不错物流很快",
        "宝贝收到了,很喜欢,谢谢",
        "맛있어요",
        "배송 빨라요",
        "works great",
        "Great, love it",
    ],
)
def test_people_who_say_the_same_few_words_are_not_copies(text: str) -> None:
    (found,) = shingles([ready(text)])
    assert is_short(found)
    assert likeness(found, found) is None


def test_a_copy_folds_under_the_first_appearance() -> None:
    assert folded(DAMP, SOUR, PRAISE, SOUR + "!!", DAMP[20:] + "," + DAMP[:20]) == [
        None, None, None, 1, 0,
    ]  # fmt: skip


def test_a_copy_of_a_copy_folds_under_the_first_too() -> None:
    once = DAMP.replace("海苔", "紫菜")
    assert folded(DAMP, once, once + "气死") == [None, 0, 0]


def test_likeness_does_not_wander_along_a_chain() -> None:
    """The last shares half with the middle one and nothing much with the first."""
    middle = DAMP + "," + SOUR[:18]
    assert folded(DAMP, middle, SOUR[:18] + DAMP[30:]) == [None, 0, None]


def test_what_was_a_first_appearance_stays_one() -> None:
    assert folded(DAMP, DAMP, DAMP, known=2) == [None, None, 0]


def test_a_text_copied_a_thousand_times_is_held_against_one() -> None:
    assert folded(*[DAMP] * 1000) == [None, *[0] * 999]


QUESTIONS = ("这次是从哪里买到的", "打开包装时感觉怎么样", "最希望我们改进哪个地方")


def forms(count: int, rng: random.Random) -> list[str]:
    """Filled in by as many people, each in words of their own."""
    return [";".join(question + ":" + answer(rng) for question in QUESTIONS) for _ in range(count)]


def answer(rng: random.Random) -> str:
    return "".join(chr(rng.randrange(0x4E00, 0x5E00)) for _ in range(11))


@pytest.fixture
def rng() -> random.Random:
    return random.Random(7)


def test_no_key_leads_to_more_than_so_many_texts_of_one_form(rng: random.Random) -> None:
    found = shingles(forms(2_000, rng))
    crowd = Counter(keys(found).ravel().tolist())
    copies, leading = fold(found, keys(found))
    assert copies == [None] * 2_000
    assert crowd.most_common(1)[0][1] > MOST_HOLDERS
    held = Counter(keys(found)[leading].tolist())
    assert held.most_common(1)[0][1] == MOST_HOLDERS
    assert leading.any(axis=1).all()


def test_a_copy_of_the_last_form_of_many_is_found(rng: random.Random) -> None:
    texts = forms(2_000, rng)
    assert folded(*texts, texts[-1].replace("从哪里", "在何处"))[-1] == 1_999


def test_an_empty_form_folds_under_the_first_empty_one_among_many_filled_in(
    rng: random.Random,
) -> None:
    empty = ";".join(question + ":" for question in QUESTIONS)
    assert folded(empty, *forms(2_000, rng), empty)[-1] == 0


def test_a_copy_says_how_alike_it_is() -> None:
    found = shingles([ready(DAMP), ready(DAMP)])
    assert fold(found, keys(found))[0] == [None, Copy(of=0, likeness=1.0)]


def test_no_texts_hold_no_copies() -> None:
    assert fold([], keys([]))[0] == []


@settings(max_examples=30, deadline=None)
@given(st.randoms(use_true_random=True))  # so that one character in ten goes, not all
def test_nothing_folds_under_a_copy_or_a_later_text(rng: random.Random) -> None:
    texts = [rng.choice([DAMP, SOUR, PRAISE]) for _ in range(12)]
    cut = ["".join(c for c in text if rng.random() > 0.1) for text in texts]
    folds = folded(*cut)
    for number, first in enumerate(folds):
        assert first is None or (first < number and folds[first] is None)
