"""Articles of saved pages, against what people marked and read."""

import os
import runpy
from pathlib import Path

import pytest

from tests.told import Tell

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("VOC_EVAL_DATA", ROOT / "../shared/data"))


def test_articles_of_saved_pages_are_read_as_promised(tell: Tell) -> None:
    if not (DATA / "html_pages_en").is_dir():
        tell("GATES OF ARTICLES DID NOT RUN: no saved pages (VOC_EVAL_DATA).")
        pytest.skip("no VOC_EVAL_DATA")
    bench = runpy.run_path(str(ROOT / "bench/collecting/articles.py"))
    english = bench["english_figures"](DATA)
    assert english["held_out"]["token_f1"] >= 0.95
    assert english["all"]["token_f1"] >= 0.96
