"""New words: how many of the first proposed are words about products that jieba lacks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quality.segments import plain_jieba
from quality.texts import FOLDER, rows, verdicts
from voc.ml.jieba_segmenter import JiebaSegmenter
from voc.pipeline.new_words import SourceText, discover_words

TEXTS = ("zhijiang_ecom_absa/train.jsonl.gz", "zhijiang_ecom_absa/unlabeled.jsonl.gz")
TOP, LEAST = 50, 20
# Verdicts on what was proposed: word, true for one about a product, what it names.
READ = Path(__file__).parents[1] / "discovered_words.tsv"


def real(data: Path) -> dict[str, Any]:
    """A word nobody has read yet counts as none of a product."""

    def texts() -> Iterator[SourceText]:
        return (SourceText(where="", text=row["text"]) for row in rows(data, *TEXTS))

    lexicon, jieba = JiebaSegmenter(), plain_jieba()
    found = discover_words(texts, lexicon, FOLDER, least=LEAST, top=TOP)
    words = [proposal.word.word for proposal in found.words]
    read = verdicts(READ)
    true = [word for word in words if read.get(word) == "true" and not jieba.FREQ.get(word)]
    return {
        "texts": found.texts,
        "words": len(words),
        "unread": sum(word not in read for word in words),
        "of_products": len(true),
    }
