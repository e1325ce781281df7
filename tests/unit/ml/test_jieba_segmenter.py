import os
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.told import Tell
from voc.ml.jieba_segmenter import JiebaSegmenter
from voc.ml.own_dictionary import entries
from voc.training.labelled import read_rows

ROOT = Path(__file__).parents[3]
HANGUL = re.compile(r"[\uac00-\ud7a3]+")  # jieba alone would cut it
# Words that tie, names, runs that only the HMM knows, and signs that are part of a block.
PIECES = (
    "最", "啊", "的", "好吃", "太", "串成", "咕", "海苔", "受潮", "藤椒味", "研究生命", "起源",
    "谢霆锋", "一个", "3.5", "%", "iPhone", "app", "+", "-", "_", "。", "，", "\n", "喺", "咗",
)  # fmt: skip


# A user's: across words of the dictionary, known already, one inside another, with Latin, figures.
NAMES = (
    "好吃的", "最好吃", "串成咕", "咕咕", "海苔太", "研究生", "谢霆锋", "个app", "太3.5", "喺咗",
    "啊的一个", "啊的",
)  # fmt: skip


@pytest.fixture(scope="module", params=[(), NAMES], ids=["shipped", "with-names"])
def names(request: pytest.FixtureRequest) -> tuple[str, ...]:
    found: tuple[str, ...] = request.param
    return found


@pytest.fixture(scope="module")
def segmenter(names: tuple[str, ...]) -> JiebaSegmenter:
    """By the dictionary that ships, and with words of the user in it."""
    return JiebaSegmenter(names)


@pytest.fixture(scope="module")
def plain(names: tuple[str, ...], whole_jieba: jieba.Tokenizer) -> jieba.Tokenizer:
    """jieba alone, with the same dictionary; it would cut Hangul."""
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = dict(whole_jieba.FREQ), whole_jieba.total
    tokenizer.initialized = True
    for entry in entries():
        tokenizer.add_word(*entry)
    for name in sorted(names):
        tokenizer.add_word(name)
    return tokenizer


def test_words_of_the_trade_stay_whole(segmenter: JiebaSegmenter) -> None:
    assert segmenter.cut("海苔受潮漏气") == ("海苔", "受潮", "漏气")
    assert "藤椒味" in segmenter.cut("希望出藤椒味的牛肉干")


def test_korean_words_stay_whole(segmenter: JiebaSegmenter) -> None:
    assert segmenter.cut("김이 눅눅해요") == ("김이", " ", "눅눅해요")


@given(st.text(max_size=60))
def test_the_words_joined_are_the_text(segmenter: JiebaSegmenter, text: str) -> None:
    words = segmenter.cut(text)
    assert "".join(words) == text
    assert "" not in words


@settings(max_examples=500)
@given(
    st.lists(st.sampled_from(PIECES) | st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF))
)
def test_words_are_those_of_jieba_alone(
    segmenter: JiebaSegmenter, plain: jieba.Tokenizer, pieces: list[str]
) -> None:
    text = "".join(pieces)
    assert segmenter.cut(text) == tuple(plain.cut(text))


def test_words_of_real_texts_are_those_of_jieba_alone(
    segmenter: JiebaSegmenter, plain: jieba.Tokenizer, tell: Tell
) -> None:
    data = Path(os.environ.get("VOC_EVAL_DATA", ROOT / ".." / "shared" / "data"))
    files = sorted((ROOT / "data" / "training").glob("*.jsonl"))
    if data.is_dir():
        files += [data / "online_shopping_10_cats" / "dev.csv.gz"]
    else:
        tell("SEGMENTATION COMPARED ON OWN TEXTS ONLY: no labelled data (VOC_EVAL_DATA).")
    for file in files:
        for row in read_rows(file):
            text = HANGUL.sub("", row["text"])
            assert segmenter.cut(text) == tuple(plain.cut(text))


def test_names_of_the_user_stay_whole() -> None:
    named = JiebaSegmenter(NAMES)
    assert named.cut("海苔太绿，串成咕") == ("海苔太", "绿", "，", "串成咕")
    assert "海苔太" not in JiebaSegmenter().cut("海苔太绿")


def test_threads_that_fill_one_dictionary_get_the_words_that_one_alone_gets() -> None:
    texts = [row["text"] for row in read_rows(ROOT / "data" / "training" / "reviews.jsonl")]
    alone, shared = JiebaSegmenter(NAMES), JiebaSegmenter(NAMES)
    expected = [alone.cut(text) for text in texts]
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(shared.cut, texts)) == expected
    finally:
        sys.setswitchinterval(usual)
