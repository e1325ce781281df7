"""A tiny training from labelled texts to the model that ships, so that it cannot rot."""

from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
import torch

from voc.ml.encoder import Encoder
from voc.ml.jieba_segmenter import JiebaSegmenter
from voc.ml.opencc_folder import OpenCCFolder
from voc.ml.scores import LABELS
from voc.training.base_encoder import PREFIX, BaseEncoder, cut, tokenizer
from voc.training.corpus import Corpus, Prepared, Reader
from voc.training.encoder import fitting
from voc.training.encoder.export import export
from voc.training.encoder.fitting import Schedule, batches_of
from voc.training.encoder.network import Network, collate, span_means
from voc.training.encoder.rows import Row, rows
from voc.training.encoder.training import (
    TrainableEncoder,
    from_base,
    from_model,
    train_encoder,
)
from voc.training.sets import SEED, read_guided, read_own
from voc.types.opinion import Polarity

TRAINING = Path(__file__).parents[2] / "data" / "training"
ONE_IN = 40
ONE_PIECE_IN = 50
LAYERS = 2
SCHEDULE = Schedule(epochs=6, peak_rate=5e-4, batch_tokens=512)
NEGATIVE, POSITIVE = (
    LABELS.index(f"polarity:{side.value}") for side in (Polarity.NEGATIVE, Polarity.POSITIVE)
)


@dataclass(frozen=True)
class Run:
    untrained: Network
    trained: TrainableEncoder
    pairs: tuple[Prepared, ...]
    rows: list[Row]
    told: list[str]


@pytest.fixture(scope="module")
def pairs() -> tuple[Prepared, ...]:
    reader = Reader(JiebaSegmenter(), OpenCCFolder())
    own = [*read_guided(TRAINING / "seed.jsonl", SEED), *read_own(TRAINING / "reviews.jsonl")]
    return reader.prepared(own[::ONE_IN])


@pytest.fixture(scope="module")
def base(pairs: tuple[Prepared, ...]) -> BaseEncoder:
    """The pieces of these texts and some strangers: all 250,000 take longer than the training."""
    whole = BaseEncoder.installed().packed
    marks = {whole.begin, whole.end, whole.pad, whole.unknown}
    kept = marks | set(range(0, len(whole.pieces), ONE_PIECE_IN))
    spelt = [form for _, document in pairs for form in (document.text, PREFIX + document.text)]
    for encoding in tokenizer(whole).encode_batch(spelt):
        kept.update(encoding.ids)
    return BaseEncoder(cut(whole, sorted(kept)))


@pytest.fixture(scope="module")
def run(
    base: BaseEncoder, pairs: tuple[Prepared, ...], tmp_path_factory: pytest.TempPathFactory
) -> Run:
    begun = from_base(base, [document.text for _, document in pairs], LAYERS)
    untrained = deepcopy(begun.network)
    told: list[str] = []
    corpus = Corpus(training=pairs, unseen=(), dev=(), held_out=0, held_out_keys=frozenset())
    with pytest.MonkeyPatch.context() as patch:
        # Some processors emulate it, three times slower than float32, and torch does not say so.
        patch.setattr(fitting, "_has_bfloat16", lambda _: False)
        trained = train_encoder(
            begun, corpus, base, schedule=SCHEDULE,
            checkpoints=tmp_path_factory.mktemp("checkpoints"), progress=told.append,
        )  # fmt: skip
    learnt = rows(tokenizer(trained.packed), pairs)
    return Run(untrained, trained, pairs, learnt, told)


def loss_of(made: Network, run: Run) -> float:
    likeness = torch.zeros(len(run.rows), run.trained.packed.hidden)
    batch = collate(run.rows, run.trained.packed.pad, likeness, torch.device("cpu"))
    with torch.inference_mode():
        return float(made(batch))


def scores(run: Run) -> np.ndarray:
    """(texts, labels) as the network gives them."""
    batch = collate(run.rows, run.trained.packed.pad, torch.zeros(1), torch.device("cpu"))
    with torch.inference_mode():
        states = run.trained.network.states(batch.ids, batch.mask)
        found = run.trained.network.labels(span_means(states, batch.spans[: len(run.rows)]))
    return found.numpy()


def test_pieces_that_no_text_is_spelt_in_are_left_out(run: Run, base: BaseEncoder) -> None:
    cut_down = run.trained.packed
    assert cut_down.vocabulary < base.packed.vocabulary - 3_000
    texts = [row.text for row in run.rows]
    whole, less = (tokenizer(packed).encode_batch(texts) for packed in (base.packed, cut_down))
    assert [ours.tokens for ours in less] == [theirs.tokens for theirs in whole]


def test_the_loss_falls(run: Run) -> None:
    assert loss_of(run.trained.network, run) < 0.7 * loss_of(run.untrained, run)


def test_what_it_learnt_from_it_tells_apart(run: Run) -> None:
    found = scores(run)
    known = np.stack([row.whole for row in run.rows])
    sided = (known[:, [NEGATIVE, POSITIVE]] == 1).any(axis=1)
    negative = known[sided, NEGATIVE] == 1
    read = found[sided, NEGATIVE] > found[sided, POSITIVE]
    assert 0.25 < negative.mean() < 0.75
    assert (read == negative).mean() > 0.85


def test_it_says_how_far_it_is(run: Run) -> None:
    assert run.told[0].startswith(f"{len(run.pairs)} texts")
    assert "min left" in run.told[-1]


def test_what_ships_reads_what_was_trained(run: Run) -> None:
    shipped = Encoder(export(run.trained)).raw_scores([document for _, document in run.pairs])
    sides = [NEGATIVE, POSITIVE]
    alike = np.corrcoef(shipped.texts[:, sides].ravel(), scores(run)[:, sides].ravel())[0, 1]
    assert alike > 0.98


def test_training_on_can_leave_layers_out(run: Run, base: BaseEncoder) -> None:
    shorter = from_model(base, export(run.trained), layers=1).network
    first = "encoder.encoder.layer.0.intermediate.dense.weight"
    trained = run.trained.network.state_dict()
    assert torch.allclose(shorter.state_dict()[first], trained[first], atol=0.02)
    assert sum(name.endswith("intermediate.dense.weight") for name in shorter.state_dict()) == 1


def test_frozen_layers_learn_nothing(run: Run) -> None:
    network = deepcopy(run.untrained)
    network.freeze(1)
    learning = {name for name, p in network.named_parameters() if p.requires_grad}
    assert not any("layer.0." in name or "embeddings" in name for name in learning)
    assert any("layer.1." in name for name in learning)


def test_a_text_comes_as_often_as_it_asks_over_the_epochs(run: Run) -> None:
    asked = [replace(row, repeats=n) for n, row in zip((0.5, 4.0), run.rows, strict=False)]
    shown = Counter(n for epoch in range(4) for b in batches_of(asked, SCHEDULE, epoch) for n in b)
    assert shown == {0: 2, 1: 16}
