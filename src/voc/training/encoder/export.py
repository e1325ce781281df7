"""From a trained network to the model that ships."""

from typing import Any

import numpy as np
from torch import nn

from voc.ml.encoder_files import EncoderModel, Heads, Linear
from voc.ml.encoder_input import WINDOW
from voc.training.base_encoder import tokenizer
from voc.training.encoder.graph import layers_graph
from voc.training.encoder.training import TrainableEncoder


def export(trained: TrainableEncoder) -> EncoderModel:
    """Not calibrated yet; see voc.training.calibrate."""
    network = trained.network
    embeddings: Any = network.encoder.embeddings
    positions = embeddings.position_embeddings.weight + embeddings.token_type_embeddings.weight[0]
    return EncoderModel(
        layers=layers_graph(network.encoder),
        words=embeddings.word_embeddings.weight.detach().numpy(),
        positions=positions[: WINDOW + 2].detach().numpy(),
        tokenizer=tokenizer(trained.packed),
        heads=Heads(
            labels=_head(network.labels),
            target=_head(network.target),
            cars=_head(network.cars),
            likeness=_head(network.likeness),
        ),
        calibrations={},
        student="",
        name="unsaved",
    )


def _head(layer: nn.Linear) -> Linear:
    return Linear(
        layer.weight.detach().numpy().T.astype(np.float64),
        layer.bias.detach().numpy().astype(np.float64),
    )
