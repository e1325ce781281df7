"""The whole harness on a data folder of invented texts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from tests.integration import tiny_training_data
from voc.errors import InputError
from voc.evaluation.gates import Line
from voc.ml.jieba_segmenter import JiebaSegmenter
from voc.ml.opencc_folder import OpenCCFolder
from voc.training.corpus import Reader
from voc.training.harness.baselines import FrozenBaseline, TfidfBaseline
from voc.training.harness.digests import data_digests
from voc.training.harness.markdown import page
from voc.training.harness.measuring import Evaluation, evaluate
from voc.training.harness.plan import judged_sets
from voc.training.harness.record import Origin, read_records, record_of, write_record
from voc.training.harness.tasks import Models, Scope
from voc.training.harness.verdict import Outcome, outcome
from voc.types.document import Document, Span
from voc.types.issue import Vectors
from voc.types.opinion import (
    Opinion,
    Polarity,
    Profile,
    Reading,
    Scored,
    Sentiment,
    SentimentLabel,
    Severity,
)

EVAL = Path(__file__).parents[2] / "eval"
GUIDED = [
    {
        "text": "盒子压扁了",
        "topics": [{"topic": "packaging", "polarity": "negative"}],
        "intents": ["complaint"],
        "severity": "minor",
    }
]


@dataclass
class WordReader:
    """Reads as much as two words tell, and counts how often it was asked."""

    deep: bool = False
    name: str = "words"
    calls: int = 0

    def read(self, documents: Sequence[Document]) -> list[Reading]:
        self.calls += 1
        return [self._reading(document) for document in documents]

    def _reading(self, document: Document) -> Reading:
        bad = "渣" in document.text or "压扁" in document.text
        side = Polarity.NEGATIVE if bad else Polarity.POSITIVE
        opinion = Opinion(
            topic="packaging" if "盒子" in document.text else "overall",
            polarity=side, intent=None, severity=Severity.NONE, confidence=0.9,
            start=0, end=len(document.source),
        )  # fmt: skip
        return Reading(
            id=document.id,
            language=document.language,
            sentiment=Sentiment(
                label=SentimentLabel(side.value), score=-0.8 if bad else 0.8, confidence=0.9
            ),
            opinions=(opinion,),
            intents=(Scored(label="complaint", confidence=0.9),) if bad else (),
            severity=Scored(label="minor" if bad else "none", confidence=0.9),
            entities=(),
            flags=(),
            deep=self.deep,
        )


class KindReader:
    """Every brand is liked; every car is strong."""

    def toward(self, document: Document, places: Sequence[Span]) -> Sentiment:
        assert [document.source[p.start : p.end] for p in places] == [tiny_training_data.BRAND] * 2
        return Sentiment(label=SentimentLabel.POSITIVE, score=1.0, confidence=1.0)

    def native(self, documents: Sequence[Document]) -> list[frozenset[tuple[str, Polarity]]]:
        return [frozenset({("动力", Polarity.POSITIVE)}) for _ in documents]


def lengths(texts: Sequence[str]) -> Vectors:
    """A poor encoder."""
    return np.array([[len(text), 1.0] for text in texts], dtype=np.float32)


def quiet(_: str) -> None:
    """Progress nobody watches."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_training_data.write(tmp_path_factory.mktemp("sets"), GUIDED)


@pytest.fixture(scope="module")
def readers() -> dict[Profile, WordReader]:
    return {profile: WordReader(deep=profile is Profile.ACCURATE) for profile in Profile}


@pytest.fixture(scope="module")
def scope(data: Path, readers: dict[Profile, WordReader]) -> Scope:
    reader = Reader(JiebaSegmenter(), OpenCCFolder())
    return Scope(
        models=Models(readers=readers, targets=KindReader(), cars=KindReader()),
        data=data,
        tables=EVAL,
        split="test",
        prepare=reader.document,
    )


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def evaluation(scope: Scope, cache: Path) -> Evaluation:
    baselines = [TfidfBaseline(cache), FrozenBaseline(cache, lengths)]
    return evaluate(judged_sets(scope), "test", baselines, quiet)


@pytest.fixture(scope="module")
def found(evaluation: Evaluation) -> Outcome:
    lines = (
        Line(task="shops", figure="online_shopping_10_cats.sentiment.accuracy", floor=0.9),
        Line(task="cars", figure="bdci_car_2018.topic_polarity.f1", floor=0.9),
        Line(task="unheard of", figure="nothing.of.this", floor=0.1),
    )
    return outcome(evaluation, lines)


@pytest.fixture
def origin(scope: Scope, evaluation: Evaluation) -> Origin:
    return Origin(
        date=date(2026, 11, 22),
        machine="a desk",
        models={profile: reader.name for profile, reader in scope.models.readers.items()},
        settings={"topic_threshold": 0.4},
        weights={"tiny/weights.npz": "0"},
        data=data_digests(scope.data, evaluation.passes),
        code="1",
    )


def value(evaluation: Evaluation, name: str, who: str = Profile.STANDARD) -> float:
    return evaluation.figures[name][who].value


def test_every_set_is_read_once_a_profile(
    evaluation: Evaluation, readers: dict[Profile, WordReader]
) -> None:
    by_others = {"bdci_car_2018", "adv_media"}
    assert {reader.calls for reader in readers.values()} == {len(evaluation.passes) - 2}
    assert all(
        set(passes) == ({Profile.ACCURATE} if name in by_others else set(Profile))
        for name, passes in evaluation.passes.items()
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("online_shopping_10_cats.sentiment.accuracy", 1.0),
        ("online_shopping_10_cats.sentiment.calibration_error", 0.1),
        ("fewclue_eprstmt.sentiment.accuracy", 0.75),  # its dev split, with the leaked text
        ("openrice_senti_hant.sentiment.accuracy", 7 / 8),  # dev and test together
        ("gold.topics.f1", 1.0),
        ("gold.complaint.f1", 1.0),
        ("gold.severity.accuracy", 1.0),
        ("adv_clauses.topic_polarity.f1", 1.0),
        ("semeval2019_task9a_suggestion.suggestion.recall", 0.0),
        ("zhijiang_ecom_absa.spans.touching", 1.0),
    ],
)
def test_figures_follow_from_what_was_read(
    evaluation: Evaluation, name: str, expected: float
) -> None:
    assert value(evaluation, name) == pytest.approx(expected)


def test_only_the_encoder_answers_for_cars_and_brands(evaluation: Evaluation) -> None:
    assert value(evaluation, "adv_media.toward_brand.macro_f1", Profile.ACCURATE) == 1.0
    assert set(evaluation.figures["bdci_car_2018.topic_polarity.f1"]) == {
        Profile.ACCURATE, "tfidf", "frozen",
    }  # fmt: skip


def test_baselines_answer_what_they_can_learn(evaluation: Evaluation) -> None:
    assert value(evaluation, "online_shopping_10_cats.sentiment.accuracy", "tfidf") == 1.0
    assert set(evaluation.figures["gold.topics.f1"]) == set(Profile)


def test_a_second_evaluation_learns_nothing_anew(
    scope: Scope, cache: Path, evaluation: Evaluation
) -> None:
    def forbidden(texts: Sequence[str]) -> Vectors:
        raise AssertionError(texts)

    again = evaluate(judged_sets(scope), "test", [FrozenBaseline(cache, forbidden)], quiet)
    name = "zhijiang_ecom_absa.category.f1"
    assert value(again, name, "frozen") == value(evaluation, name, "frozen")


def test_dev_splits_are_measured_without_what_only_judges(scope: Scope) -> None:
    names = {judged.name for judged in judged_sets(replace(scope, split="dev"))}
    assert "openrice_senti_hant" in names
    assert not names & {"fewclue_eprstmt", "gold", "adv_clauses", "semeval2019_task9a_suggestion"}


def test_a_line_is_kept_missed_or_was_not_measured(found: Outcome) -> None:
    # One text of two is no evidence against 0.9, so the cars' line is not missed either.
    assert [verdict.met for verdict in found.verdicts] == [True, True, None]
    assert found.is_kept


def test_the_record_names_what_it_was_measured_on(
    found: Outcome, origin: Origin, tmp_path: Path
) -> None:
    write_record(tmp_path / "results" / "tiny.test.json", record_of(found, origin))
    (record,) = read_records(tmp_path / "results")
    assert record["models"] == dict.fromkeys(Profile, "words")
    assert {"gold/test.jsonl.gz", "adv/media.jsonl", "nsmc_sentiment_ko/train.csv.gz"} <= set(
        record["data_sha256"]
    )
    shops = record["figures"]["online_shopping_10_cats.sentiment.accuracy"]
    assert shops["standard"] == [1.0, 1.0, 1.0]
    assert shops["standard over baseline"] == [0.0, 0.0, 0.0]
    assert record["sets"]["online_shopping_10_cats accurate"]["deep_share"] == 1.0


def test_the_page_tells_what_was_promised(found: Outcome, origin: Origin) -> None:
    tables = page(found, origin)
    assert "| shops | 4 | ≥ 0.900 | – | 1.000 | 1.000 | 1.000 | 1.000 |" in tables
    assert "| unheard of | – | ≥ 0.100 |" in tables


def test_a_missing_set_is_named(scope: Scope, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"online_shopping_10_cats.*Check the data folder"):
        list(judged_sets(replace(scope, data=tmp_path / "data")))
