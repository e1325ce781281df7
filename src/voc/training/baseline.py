"""What any model has to beat: character 1-3-gram TF-IDF and logistic regression."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from voc.evaluation.metrics import accuracy, macro_f1
from voc.training.corpus import Prepared, Reader
from voc.training.sets import read_sentiment
from voc.types.opinion import Polarity

JUDGED_SETS = ("online_shopping_10_cats", "chnsenticorp_htl_all")
_STRENGTHS = (1.0, 3.0, 10.0)
_SIDES = (Polarity.POSITIVE, Polarity.NEGATIVE)


@dataclass(frozen=True, slots=True)
class Baseline:
    vectorizer: TfidfVectorizer
    model: LogisticRegression

    def accuracy(self, texts: Sequence[Prepared]) -> tuple[float, float]:
        """Accuracy and macro-F1."""
        true = [text.labels.sentiment for text, _ in texts]
        rows = self.vectorizer.transform([document.text for _, document in texts])
        read = [Polarity(label) for label in self.model.predict(rows)]
        return accuracy(true, read), macro_f1(true, read)


def fit_baselines(training: Sequence[Prepared]) -> tuple[Baseline, ...]:
    """One a regularisation strength, on every text the model learnt a side from."""
    sided = [(t, d) for t, d in training if t.labels.sentiment in _SIDES]
    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(1, 3))
    rows = vectorizer.fit_transform([document.text for _, document in sided])
    sides = [text.labels.sentiment.value for text, _ in sided if text.labels.sentiment]
    return tuple(
        Baseline(vectorizer, LogisticRegression(C=c, solver="liblinear").fit(rows, sides))
        for c in _STRENGTHS
    )


def baseline_figures(
    training: Sequence[Prepared], reader: Reader, data: Path, split: str
) -> dict[str, float]:
    """Per judged set, of the strength that reads its dev split best."""
    baselines = fit_baselines(training)
    figures: dict[str, float] = {}
    for name in JUDGED_SETS:
        dev, judged = (reader.prepared(read_sentiment(data, name, part)) for part in ("dev", split))
        best = max(baselines, key=lambda baseline: baseline.accuracy(dev))
        right, macro = best.accuracy(judged)
        figures |= {f"{name}.baseline_accuracy": right, f"{name}.baseline_macro_f1": macro}
    return figures
