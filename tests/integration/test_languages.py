"""Languages of short texts, on the four languages' sets."""

import csv
import gzip
import json
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import opencc
import pytest

from tests.told import Tell
from voc.ml.opencc_folder import OpenCCFolder
from voc.text.clean import clean, lowered
from voc.text.language import detect

ROOT = Path(__file__).parents[2]
FILES = {
    "zh": ("electronics_aspect_zh/train.jsonl", "meituan_star_reviews/train.csv"),
    "ko": ("nsmc_sentiment_ko/train.csv", "naver_shopping_absa_ko/train.jsonl"),
    "en": ("app_reviews_4class_en/train.csv", "ar_miner_informative_en/train.csv"),
}
HANT, HANS = "openrice_senti_hant/dev.csv", "zhijiang_ecom_absa/dev.jsonl"
SHORT = 12
STOPS = re.compile(r"[，。！？、；：,.!?;:\s~]+")
FOLDER = OpenCCFolder()
TO_TRADITIONAL = opencc.OpenCC("s2t")


@pytest.fixture(scope="module")
def data() -> Path | None:
    folder = Path(os.environ.get("VOC_EVAL_DATA", ROOT / ".." / "shared" / "data"))
    return folder if folder.is_dir() else None


@pytest.fixture(autouse=True)
def told(data: Path | None, tell: Tell) -> None:
    if data is None:
        tell("LANGUAGES WERE NOT JUDGED: no labelled data (VOC_EVAL_DATA).")


def texts(path: Path) -> Iterator[str]:
    with gzip.open(f"{path}.gz", "rt", encoding="utf-8") as lines:
        rows = csv.DictReader(lines) if path.suffix == ".csv" else map(json.loads, lines)
        yield from (lowered(clean(row["text"]).text) for row in rows)


def language(text: str) -> str:
    return detect(text, FOLDER.fold(text)).value


def short(data: Path, files: tuple[str, ...]) -> set[str]:
    every = (text for file in files for text in texts(data / file))
    return {t for t in every if len(t) < SHORT and any(c.isalpha() for c in t)}


def test_texts_under_twelve_characters_are_told_apart(data: Path | None) -> None:
    if data is None:
        return
    for wanted, files in FILES.items():
        judged = short(data, files)
        right = sum(language(text).startswith(wanted) for text in judged)
        assert right >= 0.98 * len(judged) > 0, wanted


@pytest.mark.parametrize(("file", "wanted"), [(HANT, "zh-Hant"), (HANS, "zh-Hans")])
def test_one_deciding_character_is_enough(data: Path | None, file: str, wanted: str) -> None:
    if data is None:
        return
    clauses = {c for text in texts(data / file) for c in STOPS.split(text) if 0 < len(c) < SHORT}
    judged = [clause for clause in clauses if decides(clause)]
    right = sum(language(clause) == wanted for clause in judged)
    assert right >= 0.97 * len(judged) > 500


def decides(clause: str) -> bool:
    """Whether it holds a character that either script lacks, as OpenCC has them."""
    return FOLDER.fold(clause) != clause or TO_TRADITIONAL.convert(clause) != clause


def test_fifty_thousand_texts_a_second(data: Path | None) -> None:
    if data is None:
        return
    judged = list(texts(data / HANS))
    started = time.process_time()
    for text in judged:
        language(text)
    assert len(judged) / (time.process_time() - started) > 50_000
