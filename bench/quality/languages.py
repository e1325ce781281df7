"""Languages of texts under 12 characters, and the script of what holds a deciding character."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import opencc

from quality.texts import FOLDER, own_lines, paired, plain, rows, share
from voc.text.language import detect

SHORT = 12
FILES = {
    "zh": (
        "meituan_star_reviews/train.csv.gz", "meituan_star_reviews/dev.csv.gz",
        "online_shopping_10_cats/train.csv.gz", "online_shopping_10_cats/dev.csv.gz",
        "electronics_aspect_zh/train.jsonl.gz", "electronics_aspect_zh/dev.jsonl.gz",
        "openrice_senti_hant/train.csv.gz", "openrice_senti_hant/dev.csv.gz",
    ),
    "ko": (
        "nsmc_sentiment_ko/train.csv.gz", "nsmc_sentiment_ko/dev.csv.gz",
        "naver_shopping_absa_ko/train.jsonl.gz", "naver_shopping_absa_ko/dev.jsonl.gz",
    ),
    "en": (
        "app_reviews_4class_en/train.csv.gz", "app_reviews_4class_en/dev.csv.gz",
        "ar_miner_informative_en/train.csv.gz", "ar_miner_informative_en/dev.csv.gz",
    ),
}  # fmt: skip
SEGMENTED = "ud_chinese_gsd_segmentation/dev.jsonl.gz"
_STOPS = re.compile(r"[，。！？、；：,.!?;:\s~]+")
_TO_TRADITIONAL = opencc.OpenCC("s2t")
# Words that only Cantonese has, by themselves and not by the rule that is measured.
_YUE = re.compile(r"[嘅咗喺冇嚟啲佢哋嗰咁嘢㗎啱]|唔[係好使該]")


def own(name: str) -> dict[str, Any]:
    return _judged((row["text"], row["language"]) for row in own_lines(name))


def real(data: Path) -> dict[str, Any]:
    """Whole texts under 12 characters by language; clauses that short by script."""
    short = {language: _short(data, files) for language, files in FILES.items()}
    told = {
        wanted: {
            "texts": len(texts),
            "right": share(sum(language(text).startswith(wanted) for text in texts), len(texts)),
        }
        for wanted, texts in short.items()
    }
    number = sum(map(len, short.values()))
    right = sum(round(one["right"] * one["texts"]) for one in told.values())
    return {
        "by_language": told,
        "accuracy": share(right, number),
        "least": min(one["right"] for one in told.values()),
        "scripts": _scripts(data),
        "texts_per_s": _speed([text for texts in short.values() for text in texts]),
    }


def language(text: str) -> str:
    return detect(text, FOLDER.fold(text)).value


def decides(clause: str) -> bool:
    """Whether a character of it is of one script alone.

    OpenCC changes it, and the standard of the other script's computers lacks it: 后, 里, 著 and 乾
    are of both.
    """
    return any(_is_traditional(c) or _is_simplified(c) for c in clause)


def _is_traditional(character: str) -> bool:
    return FOLDER.fold(character) != character and not _has("gb2312", character)


def _is_simplified(character: str) -> bool:
    return _TO_TRADITIONAL.convert(character) != character and not _has("big5hkscs", character)


def _has(charset: str, character: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def _judged(cases: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Languages, and scripts of Chinese where a character decides."""
    counts: Counter[str] = Counter()
    for text, wanted in cases:
        read = language(plain(text))
        counts["texts"] += 1
        counts["right"] += read[:2] == wanted[:2]
        if wanted.startswith("zh") and decides(plain(text)):
            counts["decided"] += 1
            counts["script"] += read == wanted
    return {
        "texts": counts["texts"],
        "accuracy": share(counts["right"], counts["texts"]),
        "decided": counts["decided"],
        "scripts": share(counts["script"], counts["decided"]),
    }


def _short(data: Path, files: tuple[str, ...]) -> set[str]:
    texts = (plain(row["text"]) for row in rows(data, *files))
    return {text for text in texts if len(text) < SHORT and any(map(str.isalpha, text))}


def _clauses(texts: Iterable[str]) -> Iterator[str]:
    return (c for text in texts for c in _STOPS.split(plain(text)) if 0 < len(c) < SHORT)


def _scripts(data: Path) -> dict[str, Any]:
    halves = rows(data, SEGMENTED)
    written = {
        "zh-Hant": [row["text"] for row in rows(data, *FILES["zh"][-2:])]
        + [row["text"] for row in halves if row["lang"] == "zh-Hant"],
        "zh-Hans": [row["text"] for row in rows(data, "online_shopping_10_cats/dev.csv.gz")]
        + [row["text"] for row in halves if row["lang"] == "zh-Hans"],
    }
    told: dict[str, Any] = {}
    for wanted, texts in written.items():
        every = set(_clauses(texts))
        judged = [clause for clause in every if decides(clause)]
        yue = [clause for clause in every - set(judged) if _YUE.search(clause)]
        told[wanted] = {
            "clauses": len(judged),
            "right": share(sum(language(one) == wanted for one in judged), len(judged)),
            "yue_hints_alone": len(yue),  # nothing else decides
            "yue_told_as_hant": sum(language(one) == "zh-Hant" for one in yue),
        }
    told["least"] = min(told[wanted]["right"] for wanted in written)
    return told


def _speed(texts: list[str]) -> dict[str, int]:
    pairs = [(text, FOLDER.fold(text)) for text in texts]
    return paired(pairs, detect=lambda pair: detect(*pair), with_folding=lambda p: language(p[0]))
