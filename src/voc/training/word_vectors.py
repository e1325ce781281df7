"""Distils a sentence encoder into vectors of words that can be summed.

After Model2Vec (Tulkens & van Dongen, 2024, github.com/MinishLab/model2vec): each word goes
through the encoder alone, the vectors are reduced by PCA and weighted by SIF (Arora, Liang & Ma,
ICLR 2017). On its own that groups no better than word overlap: the encoder puts 不脆 beside 脆 and
a word beside others of its language. So the space is first whitened by how words of one concept
differ (WCCN: Hatch, Kajarekar & Stolcke, Interspeech 2006), which takes language and form out of
it, and words of a concept are drawn together (retrofitting: Faruqui et al., NAACL 2015). Measured
in bench/results/discovery-problems.json; what lost stands in the model card.

    python -m voc.training.word_vectors DATA SEED CONCEPTS OUT
"""

import logging
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from voc.insight.words.telling import DENIED
from voc.ml.english_words import EnglishWords
from voc.ml.jieba_segmenter import JiebaSegmenter
from voc.ml.kiwi_words import KiwiWords
from voc.ml.opencc_folder import OpenCCFolder
from voc.ml.word_vectors import WordVectors, save_words
from voc.text.words import WordsByLanguage
from voc.training.base_encoder import BaseEncoder
from voc.training.word_corpus import (
    Concepts,
    choose,
    frequencies,
    read_concepts,
    script,
    spoken,
    told_words,
    word_texts,
)

Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]
Floats = npt.NDArray[np.float64]

# All swept on the four sets of bench/discovery/problems.py: mean pair F1 of meaning alone, at the
# threshold best for it. 128 loses 0.02, 256 and 384 gain nothing.
SIZE = 192
# SIF: a word as frequent as this tells half as much as a rare one. 0.001 to 0.03 within 0.015.
HALF_FREQUENCY = 0.01
# Share of the isotropic part in the scatter within concepts: 0.1 to 0.6 lie within 0.01.
SHRINKAGE = 0.3
# How far a word is drawn to its concept's mean. 0: 0.42, 0.5: 0.58, 0.7: 0.60, 0.8 as 0.7.
PULL = 0.7
# Share of its opposite taken off a denied word and off a concept. The encoder has 不脆 beside 脆
# and 软: with 0.5 their concepts end at a cosine below 0, with 0 at 0.6 and more.
OPPOSITE_STEP = 0.5


def distil(
    vocabulary: tuple[str, ...], frequency: Sequence[float], concepts: Concepts, encode: Encode
) -> WordVectors:
    """``frequency`` is the share each word has of what is told; ``encode`` gives rows of texts."""
    shares = np.array(frequency)
    row_of = {word: row for row, word in enumerate(vocabulary)}
    groups = [np.array([row_of[word] for word in words]) for words in concepts.values()]
    encoded = encode([spoken(word) for word in vocabulary]).astype(np.float64)
    # Square roots: the rare words are many, the frequent ones few, and neither should rule.
    balance = np.sqrt(shares)
    whitened = whiten(encoded - np.average(encoded, axis=0, weights=balance), groups)
    apart = _deny(_unit(whitened), row_of, np.concatenate(groups))
    forms = [_with_forms(group, vocabulary) for group in groups]
    drawn = pull(apart, forms, opposed(concepts))
    reduced = _unit(principal(drawn, balance, SIZE))
    weights = HALF_FREQUENCY / (HALF_FREQUENCY + shares)
    denial = _denial(reduced, row_of).astype(np.float32)
    return WordVectors.of(vocabulary, (reduced * weights[:, None]).astype(np.float32), denial)


def whiten(vectors: Floats, groups: Sequence[npt.NDArray[np.int64]]) -> Floats:
    """Shrink the directions in which rows of one group differ: WCCN."""
    spread = np.concatenate([vectors[rows] - vectors[rows].mean(axis=0) for rows in groups])
    scatter = spread.T @ spread / len(spread)
    round_part = np.trace(scatter) / len(scatter) * np.eye(len(scatter))
    values, axes = np.linalg.eigh((1 - SHRINKAGE) * scatter + SHRINKAGE * round_part)
    whitened: Floats = vectors @ (axes / np.sqrt(values))
    return whitened


def pull(
    vectors: Floats,
    groups: Sequence[npt.NDArray[np.int64]],
    opposites: Sequence[tuple[int, int]],
) -> Floats:
    """Unit rows drawn towards their group's mean, stepped away from that of opposed groups."""
    means = _unit(np.stack([vectors[rows].mean(axis=0) for rows in groups]))
    centres = means.copy()
    for one, other in opposites:
        centres[one] -= OPPOSITE_STEP * means[other]
    drawn = vectors.copy()
    for rows, centre in zip(groups, _unit(centres), strict=True):
        drawn[rows] = (1 - PULL) * vectors[rows] + PULL * centre
    return drawn


def opposed(concepts: Concepts) -> list[tuple[int, int]]:
    """Numbers of concepts of which one denies a word of the other, both ways round."""
    home = {word: number for number, words in enumerate(concepts.values()) for word in words}
    pairs = {
        (home[word], home[word.removeprefix(DENIED)])
        for word in home
        if word.startswith(DENIED) and word.removeprefix(DENIED) in home
    }
    return sorted({pair for one, other in pairs for pair in ((one, other), (other, one))})


def principal(vectors: Floats, weights: Floats, size: int) -> Floats:
    """(n, size): the axes along which the weighted rows vary most."""
    centred = vectors - np.average(vectors, axis=0, weights=weights)
    _, axes = np.linalg.eigh((centred * weights[:, None]).T @ centred)
    # An axis and its opposite are the same; fix which one, so that two runs agree.
    chosen = axes[:, ::-1][:, :size]
    chosen = chosen * np.sign(chosen[np.abs(chosen).argmax(axis=0), np.arange(chosen.shape[1])])
    reduced: Floats = centred @ chosen
    return reduced


def _deny(vectors: Floats, row_of: dict[str, int], known: npt.NDArray[np.int64]) -> Floats:
    """Denied words stepped away from the bare ones, except those a concept places."""
    placed = set(known.tolist())
    denied, bare = _pairs(row_of)
    free = np.array([row not in placed for row in denied], dtype=bool)
    stepped = vectors.copy()
    stepped[denied[free]] -= OPPOSITE_STEP * vectors[bare[free]]
    return _unit(stepped)


def _denial(vectors: Floats, row_of: dict[str, int]) -> Floats:
    """What a denial adds on average, for words whose denial the vocabulary does not hold."""
    denied, bare = _pairs(row_of)
    if not len(denied):
        return np.zeros(vectors.shape[1])
    mean: Floats = (vectors[denied] - vectors[bare]).mean(axis=0)
    return mean


def _pairs(row_of: dict[str, int]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    pairs = [
        (row, row_of[word.removeprefix(DENIED)])
        for word, row in row_of.items()
        if word.startswith(DENIED) and word.removeprefix(DENIED) in row_of
    ]
    rows = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return rows[:, 0], rows[:, 1]


def _with_forms(group: npt.NDArray[np.int64], vocabulary: tuple[str, ...]) -> npt.NDArray[np.int64]:
    """With the compounds of the vocabulary that begin with a Korean word of the concept."""
    stems = tuple(
        vocabulary[row]
        for row in group
        if script(vocabulary[row]) == "Hangul" and len(vocabulary[row].removeprefix(DENIED)) > 1
    )
    forms = [row for row, word in enumerate(vocabulary) if stems and word.startswith(stems)]
    return np.union1d(group, np.array(forms, dtype=np.int64))


def _unit(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Floats = vectors / np.maximum(lengths, 1e-12)
    return unit


def main(data: Path, seed: Path, concept_file: Path, out: Path) -> None:
    """Make the shipped word vectors: some five minutes on two cores."""
    log = logging.getLogger(__name__)
    encoder = BaseEncoder.installed()
    concepts = read_concepts(concept_file)
    english = EnglishWords()
    words = WordsByLanguage(JiebaSegmenter(), english, KiwiWords(english))
    told = told_words(word_texts(data, (seed,)), words, OpenCCFolder())
    counts = Counter(word for clause in told for word in clause)
    vocabulary = choose(counts, concepts, encoder.pieces())
    log.info("%d different words told, %d get a vector", len(counts), len(vocabulary))
    vectors = distil(vocabulary, frequencies(vocabulary, counts), concepts, encoder.encode)
    save_words(vectors, out)
    log.info("written to %s", out)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    main(*map(Path, sys.argv[1:5]))
