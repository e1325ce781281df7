from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.ml.jieba_segmenter import JiebaSegmenter


@pytest.fixture(scope="module")
def segmenter(tmp_path_factory: pytest.TempPathFactory) -> JiebaSegmenter:
    return JiebaSegmenter(tmp_path_factory.mktemp("jieba"))


def test_words_of_the_trade_stay_whole(segmenter: JiebaSegmenter) -> None:
    assert segmenter.cut("海苔受潮漏气") == ("海苔", "受潮", "漏气")
    assert "藤椒味" in segmenter.cut("希望出藤椒味的牛肉干")


def test_korean_words_stay_whole(segmenter: JiebaSegmenter) -> None:
    assert segmenter.cut("김이 눅눅해요") == ("김이", " ", "눅눅해요")


@given(st.text(max_size=60))
def test_the_words_joined_are_the_text(segmenter: JiebaSegmenter, text: str) -> None:
    assert "".join(segmenter.cut(text)) == text


def test_the_cache_lies_where_it_was_told(tmp_path: Path) -> None:
    JiebaSegmenter(tmp_path / "cache")
    assert [p.name for p in (tmp_path / "cache").iterdir()] == ["jieba-0.42.1.cache"]
