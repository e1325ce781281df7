"""What a model has to beat, answering the same questions in the same run."""

import hashlib
import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import sklearn
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from voc.errors import ModelError
from voc.evaluation.metrics import Answer, Floats, labels_of
from voc.training.base_encoder import BaseEncoder
from voc.training.harness.tasks import Row, Task, spread
from voc.types.document import Document, Language
from voc.types.issue import Vector, Vectors
from voc.types.opinion import Polarity

# Swept 1-100 on the dev splits of online_shopping_10_cats, nsmc_sentiment_ko,
# zhijiang_ecom_absa and bdci_car_2018: best on all.
_STRENGTH = 100.0
# The frozen encoder reads some 60 short texts a second; these are enough to tell how it compares.
_ENCODED_ROWS = 1000
_ENCODED_TEXTS = 500
_ENCODED_CHARACTERS = 200
_SNOWNLP_TEXTS = 500

TFIDF = "tfidf"

_SIDES = frozenset({Polarity.POSITIVE.value, Polarity.NEGATIVE.value})
_CHINESE = frozenset({Language.ZH_HANS, Language.ZH_HANT})

Encode = Callable[[Sequence[str]], Vectors]


@dataclass(frozen=True, slots=True)
class Answered:
    """What a baseline says of some texts of a set."""

    rows: Sequence[int]
    answers: Sequence[Answer]
    texts_per_s: float | None = None  # where it is worth telling


class Baseline(Protocol):
    @property
    def name(self) -> str: ...

    def answer(self, task: Task[Any], documents: Sequence[Document]) -> Answered | None:
        """None for questions it knows nothing of."""
        ...


class TfidfBaseline:
    """Character 1-3-gram TF-IDF and logistic regression, learnt from the task's own rows."""

    name = TFIDF

    def __init__(self, cache: Path) -> None:
        self._cache = cache

    def answer(self, task: Task[Any], documents: Sequence[Document]) -> Answered | None:
        if task.learnt_from is None:
            return None
        learnt = [*task.learnt_from()]
        texts = [document.source for document in documents]
        answers = _cached(self._cache, self.name, learnt, texts, partial(_by_ngrams, task))
        return Answered(range(len(texts)), answers)


class FrozenBaseline:
    """A linear head on the vectors of an encoder that learnt nothing from these sets."""

    name = "frozen"

    def __init__(self, cache: Path, encode: Encode) -> None:
        self._cache = cache
        self._encode = encode
        self._known: dict[str, Vector] = {}  # two tasks of a set ask for the same texts

    @classmethod
    def installed(cls, cache: Path) -> "FrozenBaseline":
        """On the encoder that training starts from. Raises ModelError without it."""
        base = BaseEncoder.installed()
        return cls(cache, base.encode)

    def answer(self, task: Task[Any], documents: Sequence[Document]) -> Answered | None:
        if task.learnt_from is None:
            return None
        offered = [*task.learnt_from()]
        learnt = [offered[row] for row in spread(len(offered), _ENCODED_ROWS)]
        rows = spread(len(documents), _ENCODED_TEXTS)
        texts = [documents[row].source for row in rows]
        answers = _cached(self._cache, self.name, learnt, texts, partial(self._by_vectors, task))
        return Answered(rows, answers)

    def _by_vectors(
        self, task: Task[Any], learnt: Sequence[Row], texts: Sequence[str]
    ) -> list[Answer]:
        vectors = self._vectors([text for text, _ in learnt])
        return _linear(vectors, learnt, self._vectors(texts), task)

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        cut = [text[:_ENCODED_CHARACTERS] for text in texts]
        new = [text for text in dict.fromkeys(cut) if text not in self._known]
        self._known.update(zip(new, self._encode(new), strict=True) if new else ())
        return np.stack([self._known[text] for text in cut])


class SnowNlpBaseline:
    """The package snownlp, as it comes: sides of Chinese texts."""

    name = "snownlp"

    def __init__(self) -> None:
        """Raises ModelError without the package."""
        try:
            from snownlp import SnowNLP  # noqa: PLC0415 - of the extra `models`
        except ImportError as err:
            raise ModelError("snownlp is not installed. Run `pip install 'voc[models]'`.") from err
        self._read = SnowNLP

    def answer(self, task: Task[Any], documents: Sequence[Document]) -> Answered | None:
        languages = Counter(document.language for document in documents)
        language, _ = languages.most_common(1)[0]
        if language not in _CHINESE or set(labels_of(task.true)) != _SIDES:
            return None
        rows = spread(len(documents), _SNOWNLP_TEXTS)
        self._side("好")  # loads what it reads with
        started = time.perf_counter()
        answers = [self._side(documents[row].source) for row in rows]
        return Answered(rows, answers, len(rows) / (time.perf_counter() - started))

    def _side(self, text: str) -> Answer:
        side = Polarity.POSITIVE if self._read(text).sentiments > 0.5 else Polarity.NEGATIVE
        return frozenset({side.value})


def installed_baselines(cache: Path) -> tuple[Baseline, ...]:
    """All of them; what they learnt is kept in ``cache``. Raises ModelError without `models`."""
    return TfidfBaseline(cache), FrozenBaseline.installed(cache), SnowNlpBaseline()


def _by_ngrams(task: Task[Any], learnt: Sequence[Row], texts: Sequence[str]) -> list[Answer]:
    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True)
    matrix = vectorizer.fit_transform([text for text, _ in learnt])
    matrix.sum_duplicates()  # else every thread below would do so, in place and at once
    return _linear(matrix, learnt, vectorizer.transform(texts), task)


def _linear(learnt: Any, rows: Sequence[Row], asked: Any, task: Task[Any]) -> list[Answer]:
    """``learnt`` (rows, features) and ``asked`` (texts, features), dense or sparse.

    One decision a label: the highest where a text has one label, else all above zero.
    """
    labels = labels_of([answer for _, answer in rows])

    def decide(label: str) -> Floats:
        holds = [label in answer for _, answer in rows]
        if all(holds):
            return np.ones(asked.shape[0])
        model = LogisticRegression(C=_STRENGTH, solver="liblinear", random_state=0)
        decided: Floats = model.fit(learnt, holds).decision_function(asked)
        return decided

    with ThreadPoolExecutor() as pool:
        decisions = np.stack([*pool.map(decide, labels)], axis=1)
    if task.takes_one_label:
        return [frozenset({labels[best]}) for best in decisions.argmax(axis=1)]
    return [frozenset(labels[i] for i in np.flatnonzero(row > 0)) for row in decisions]


def _cached(
    folder: Path,
    name: str,
    learnt: Sequence[Row],
    texts: Sequence[str],
    make: Callable[[Sequence[Row], Sequence[str]], list[Answer]],
) -> list[Answer]:
    """The answers a baseline once gave to these texts after these rows, else new ones."""
    rows = [(text, sorted(answer)) for text, answer in learnt]
    key = json.dumps([name, sklearn.__version__, rows, texts]).encode()
    code = Path(__file__).read_bytes()
    path = folder / f"{name}-{hashlib.sha256(key + code).hexdigest()[:24]}.json"
    if path.exists():
        return [frozenset(answer) for answer in json.loads(path.read_text(encoding="utf-8"))]
    answers = make(learnt, texts)
    folder.mkdir(parents=True, exist_ok=True)
    waiting = path.with_suffix(".new")
    waiting.write_text(json.dumps([sorted(answer) for answer in answers]), encoding="utf-8")
    waiting.replace(path)
    return answers
