"""Articles of saved pages, against what people marked and read."""

import json
import os
import runpy
from pathlib import Path
from typing import Any

import pytest

from tests.told import Tell

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("VOC_EVAL_DATA", ROOT / "../shared/data"))


@pytest.fixture
def bench(tell: Tell) -> dict[str, Any] | None:
    """None where there are no saved pages, which the end of the session tells."""
    if not (DATA / "html_pages_en").is_dir():
        tell("ARTICLES WERE NOT JUDGED: no saved pages (VOC_EVAL_DATA).")
        return None
    return runpy.run_path(str(ROOT / "bench/collecting/articles.py"))


def test_english_articles_hold_the_words_that_people_marked(bench: dict[str, Any] | None) -> None:
    if bench is None:
        return
    english = bench["english_figures"](DATA)
    assert english["held_out"]["token_f1"] >= 0.95
    assert english["all"]["token_f1"] >= 0.96


def test_chinese_articles_are_still_those_that_were_read(bench: dict[str, Any] | None) -> None:
    """Where they differ, read them, correct articles_read.tsv and run `make proof-articles`."""
    if bench is None:
        return
    chinese = bench["chinese_figures"](DATA)
    proof = json.loads((ROOT / "proof/articles.json").read_text(encoding="utf-8"))
    assert chinese["read_ok"] >= 0.9
    assert chinese["digest"] == proof["chinese"]["digest"]
