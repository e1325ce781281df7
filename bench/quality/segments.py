"""Words: against the gold ones beside plain jieba, and against jieba with our dictionary."""

import re
import tempfile
from collections.abc import Callable, Iterable
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import jieba

from quality.languages import SEGMENTED
from quality.texts import FOLDER, f1, paired, rows
from voc.ml.jieba_segmenter import JiebaSegmenter
from voc.ml.own_dictionary import entries

# Texts that every cut is compared on beside the gold ones.
COMPARED = (
    "online_shopping_10_cats/train.csv.gz", "zhijiang_ecom_absa/unlabeled.jsonl.gz",
    "openrice_senti_hant/train.csv.gz",
)  # fmt: skip
_HANGUL = re.compile(r"[\uac00-\ud7a3]+")  # jieba alone would cut it

Cut = Callable[[str], Iterable[str]]


def real(data: Path) -> dict[str, Any]:
    ours, plain, alike = JiebaSegmenter(), plain_jieba(), plain_jieba(entries())
    halves: dict[str, list[dict[str, Any]]] = {"zh-Hans": [], "zh-Hant": []}
    for row in rows(data, SEGMENTED):
        halves[row["lang"]].append(row)
    told = {
        lang: {
            "ours": _f1(of, lambda text: ours.cut(FOLDER.fold(text))),
            "jieba": _f1(of, plain.cut),
            "jieba_folded": _f1(of, lambda text: plain.cut(FOLDER.fold(text))),
        }
        for lang, of in halves.items()
    }
    texts = [FOLDER.fold(row["text"]) for of in halves.values() for row in of]
    return {
        **told,
        "over_jieba": round(min(one["ours"] - one["jieba"] for one in told.values()), 4),
        "over_jieba_folded": round(
            min(one["ours"] - one["jieba_folded"] for one in told.values()), 4
        ),
        "texts_per_s": paired(texts, ours=ours.cut, jieba=lambda text: list(plain.cut(text))),
        "identical": _identical(ours, alike, data, texts),
    }


def plain_jieba(words: Iterable[tuple[str, int]] = ()) -> jieba.Tokenizer:
    """jieba alone, with ``words`` and their counts in its dictionary."""
    tokenizer = jieba.Tokenizer()
    with tempfile.TemporaryDirectory() as cache:
        tokenizer.tmp_dir, tokenizer.cache_file = cache, "plain.cache"
        tokenizer.initialize()
    for word, count in words:
        tokenizer.add_word(word, count)
    return tokenizer


def _f1(judged: list[dict[str, Any]], cut: Cut) -> float:
    """Of words by their places, over all texts."""
    pairs = [(_places(row["tokens"]), _places(cut("".join(row["tokens"])))) for row in judged]
    hit = sum(len(gold & told) for gold, told in pairs)
    return f1(hit, sum(len(told) for _, told in pairs), sum(len(gold) for gold, _ in pairs))


def _places(tokens: Iterable[str]) -> set[tuple[int, int]]:
    return set(pairwise(accumulate(map(len, tokens), initial=0)))


def _identical(
    ours: JiebaSegmenter, alike: jieba.Tokenizer, data: Path, texts: list[str]
) -> dict[str, Any]:
    """How many texts are cut as by jieba alone with the same dictionary."""
    every = [*texts, *(FOLDER.fold(row["text"]) for row in rows(data, *COMPARED))]
    every = [_HANGUL.sub("", text) for text in every]
    same = sum(ours.cut(text) == tuple(alike.cut(text)) for text in every)
    return {"texts": len(every), "other": len(every) - same, "share": same / len(every)}
