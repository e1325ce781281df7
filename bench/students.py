"""Which student is the best for its cost: speed and dev accuracy of three kinds.

    python bench/students.py --out bench/results/students.json

The linear model that ships; the mean of the encoder's word vectors (static, no layer at all); and
the first two layers of the encoder. The last two get a logistic regression on the same rows. Needs
VOC_EVAL_DATA and the extra `models`. One thread.
"""

import argparse
import os
import random
import time
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import measure
import numpy as np
import torch
from sklearn.linear_model import LogisticRegression

from voc.bootstrap import recipe, wiring
from voc.ml import encoder_files, ngram_model
from voc.ml.encoder_input import text_windows
from voc.ml.scores import TONE
from voc.training.base_encoder import BaseEncoder
from voc.training.encoder.training import from_model
from voc.training.sets import read_sentiment
from voc.types.document import Document
from voc.types.opinion import Polarity

SETS = ("online_shopping_10_cats", "chnsenticorp_htl_all", "nsmc_sentiment_ko")
TRAINING_ROWS = 6000  # a set
DEV_ROWS = 1000
LAYERS = 2

Rows = list[tuple[Document, bool]]
Features = Callable[[Sequence[Document]], Any]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    data = Path(os.environ.get("VOC_EVAL_DATA", "../shared/data"))
    reader = wiring.training_reader()
    current = recipe.current()
    model = encoder_files.load(recipe.folder_of(current.encoder))
    student = ngram_model.load(recipe.folder_of(current.model))
    train = [row for name in SETS for row in _rows(reader, data, name, "train", TRAINING_ROWS)]
    dev = {name: _rows(reader, data, name, "dev", DEV_ROWS) for name in SETS}
    measure.write(
        arguments.out,
        {
            **measure.machine(),
            "linear over character n-grams, as shipped": _figures(
                lambda documents: _tone(student, documents), dev
            ),
            "static: mean of word vectors": _figures(_fitted(_static(model), train), dev),
            f"first {LAYERS} layers of the encoder": _figures(
                _fitted(_layers(model, LAYERS), train), dev
            ),
        },
    )
    return 0


def _rows(reader: Any, data: Path, name: str, split: str, most: int) -> Rows:
    texts = [t for t in read_sentiment(data, name, split) if t.labels.sentiment != Polarity.NEUTRAL]
    # The sets are sorted, by kind of product and by label.
    chosen = random.Random(7).sample(texts, min(most, len(texts)))
    pairs = reader.prepared(chosen)
    return [(document, text.labels.sentiment is Polarity.POSITIVE) for text, document in pairs]


def _figures(predict: Features, dev: dict[str, Rows]) -> dict[str, float]:
    figures, texts, seconds = {}, 0, 0.0
    for name, rows in dev.items():
        started = time.perf_counter()
        found = predict([document for document, _ in rows])
        seconds += time.perf_counter() - started
        texts += len(rows)
        right = np.mean(found == np.array([positive for _, positive in rows]))
        figures[f"{name}.accuracy"] = round(float(right), 4)
    return figures | {"texts_per_s": round(texts / seconds)}


def _tone(student: Any, documents: Sequence[Document]) -> Any:
    tone = student.raw_scores(documents).texts[:, TONE]
    return tone[:, 2] > tone[:, 0]


def _fitted(features: Features, train: Rows) -> Features:
    inputs = features([document for document, _ in train])
    model = LogisticRegression(C=10, max_iter=500)
    model.fit(inputs, np.array([positive for _, positive in train]))
    return lambda documents: model.predict(features(documents))


def _static(model: Any) -> Features:
    def features(documents: Sequence[Document]) -> Any:
        cut = text_windows(model.tokenizer, [document.text for document in documents])
        return np.stack([model.words[list(window.ids)].mean(axis=0) for window in cut])

    return features


def _layers(model: Any, layers: int) -> Features:
    network = from_model(BaseEncoder.installed(), model).network.eval()
    network.encoder.encoder.layer = network.encoder.encoder.layer[:layers]

    def features(documents: Sequence[Document]) -> Any:
        cut = text_windows(model.tokenizer, [document.text for document in documents])
        vectors = np.empty((len(cut), model.words.shape[1]), dtype=np.float32)
        order = sorted(range(len(cut)), key=lambda i: len(cut[i].ids))
        for _, group in groupby(order, key=lambda i: len(cut[i].ids)):
            rows = list(group)
            ids = torch.tensor([cut[i].ids for i in rows])
            with torch.inference_mode():
                vectors[rows] = network.states(ids, torch.ones(ids.shape)).mean(1).numpy()
        return vectors

    return features


if __name__ == "__main__":
    raise SystemExit(main())
