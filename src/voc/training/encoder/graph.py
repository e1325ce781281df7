"""The layers of a trained encoder as an ONNX graph with 8-bit weights.

Weights are scaled by output column, activations by token: the largest of a token's values becomes
127. A scale for a whole batch, as dynamic quantisation usually takes it, would make a text's vector
depend on the texts beside it. Weights keep to 7 bits: processors without VNNI add two products of
an unsigned and a signed byte in 16 bits, which 8 would overflow.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

_OPSET = 21
_IR_VERSION = 10  # read by onnxruntime 1.18 and later
_MICROSOFT = "com.microsoft"  # fused attention and GELU of onnxruntime
_MOST_WEIGHT = 63
_MOST_ACTIVATION = 127
_MIDDLE = 128  # zero of the unsigned activations
_JOIN = "+"  # between the names of layers that lie side by side
_LEAST = 1e-9  # keeps a token of zeros from dividing by zero

Array = NDArray[np.float32]


@dataclass(slots=True)
class _Graph:
    """Collects nodes and weights; every method returns the name of its result."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    weights: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, values: Any, name: str = "") -> str:
        name = name or f"constant{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, kind: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        return self.split(kind, 1, *inputs, domain=domain, **attributes)[0]

    def split(
        self, kind: str, parts: int, *inputs: str, domain: str = "", **attributes: Any
    ) -> list[str]:
        names = [f"n{len(self.nodes)}_{part}" for part in range(parts)]
        self.nodes.append(helper.make_node(kind, inputs, names, domain=domain, **attributes))
        return names


def layers_graph(network: Any) -> bytes:
    """``network``: a BertModel. The graph maps ``embedded`` (batch, tokens, width), the sum of
    word, position and type embeddings before normalising, to the last layer's ``states``."""
    state = {name: tensor.detach().numpy() for name, tensor in network.state_dict().items()}
    config = network.config
    graph = _Graph()
    states = _norm(graph, "embedded", state, "embeddings.LayerNorm", config.layer_norm_eps)
    for layer in range(config.num_hidden_layers):
        states = _layer(graph, states, state, f"encoder.layer.{layer}.", config)
    graph.nodes.append(helper.make_node("Identity", [states], ["states"]))
    shape = ["batch", "tokens", config.hidden_size]
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "layers",
            [helper.make_tensor_value_info("embedded", TensorProto.FLOAT, shape)],
            [helper.make_tensor_value_info("states", TensorProto.FLOAT, shape)],
            graph.weights,
        ),
        opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid(_MICROSOFT, 1)],
        ir_version=_IR_VERSION,
    )
    serialized: bytes = model.SerializeToString(deterministic=True)
    return serialized


def _layer(graph: _Graph, states: str, state: dict[str, Array], prefix: str, config: Any) -> str:
    attention = f"{prefix}attention."
    parts = [f"{attention}self.{part}" for part in ("query", "key", "value")]
    joined = _product(graph, states, state, parts)
    attended = graph.node(
        "MultiHeadAttention",
        *graph.split("Split", 3, joined, axis=-1, num_outputs=3),
        _bias(graph, state, parts),
        domain=_MICROSOFT,
        num_heads=config.num_attention_heads,
    )
    eps = config.layer_norm_eps
    mixed = _linear(graph, attended, state, f"{attention}output.dense")
    states = graph.node("Add", states, mixed)
    states = _norm(graph, states, state, f"{attention}output.LayerNorm", eps)
    inner = [f"{prefix}intermediate.dense"]
    raised = graph.node(
        "BiasGelu",
        _product(graph, states, state, inner),
        _bias(graph, state, inner),
        domain=_MICROSOFT,
    )
    outer = _linear(graph, raised, state, f"{prefix}output.dense")
    return _norm(graph, graph.node("Add", states, outer), state, f"{prefix}output.LayerNorm", eps)


def _norm(graph: _Graph, inputs: str, state: dict[str, Array], name: str, eps: float) -> str:
    return graph.node(
        "LayerNormalization", inputs, *_norm_weights(graph, state, name), axis=-1, epsilon=eps
    )


def _norm_weights(graph: _Graph, state: dict[str, Array], name: str) -> list[str]:
    names = [f"{name}.{part}" for part in ("weight", "bias")]
    return [graph.constant(state[part], part) for part in names]


def _linear(graph: _Graph, inputs: str, state: dict[str, Array], name: str) -> str:
    return graph.node("Add", _product(graph, inputs, state, [name]), _bias(graph, state, [name]))


def _bias(graph: _Graph, state: dict[str, Array], names: Sequence[str]) -> str:
    bias = np.concatenate([state[f"{name}.bias"] for name in names])
    return graph.constant(bias, f"{_JOIN.join(names)}.bias")


def _product(graph: _Graph, inputs: str, state: dict[str, Array], names: Sequence[str]) -> str:
    """The named layers side by side, their bias yet to be added."""
    weights = np.concatenate([state[f"{name}.weight"] for name in names]).T
    scales = np.abs(weights).max(axis=0) / _MOST_WEIGHT
    largest = graph.node(
        "Max",
        graph.node("ReduceMax", graph.node("Abs", inputs), graph.constant([-1]), keepdims=1),
        graph.constant(np.float32(_LEAST)),
    )
    to_bytes = graph.node("Div", graph.constant(np.float32(_MOST_ACTIVATION)), largest)
    zero = graph.constant(np.uint8(_MIDDLE))
    one = graph.constant(np.float32(1))
    activations = graph.node("QuantizeLinear", graph.node("Mul", inputs, to_bytes), one, zero)
    joined = _JOIN.join(names)
    quantised = graph.constant(np.rint(weights / scales).astype(np.int8), f"{joined}.bytes")
    scale = graph.constant((scales / _MOST_ACTIVATION).astype(np.float32), f"{joined}.scales")
    sums = graph.node(
        "MatMulIntegerToFloat", activations, quantised, one, scale, zero, domain=_MICROSOFT
    )
    return graph.node("Mul", sums, largest)


def layer_weights(layers: bytes) -> dict[str, Array]:
    """What ``layers_graph`` was made of, by the names of a BertModel, as exact as 7 bits are.

    To train on from a model that ships.
    """
    stored = {
        tensor.name: numpy_helper.to_array(tensor)
        for tensor in onnx.load_from_string(layers).graph.initializer
    }
    found = {name: values for name, values in stored.items() if "LayerNorm" in name}
    for name, quantised in stored.items():
        if not name.endswith(".bytes"):
            continue
        joined = name.removesuffix(".bytes")
        scales = stored[f"{joined}.scales"] * _MOST_ACTIVATION
        weights = (quantised.astype(np.float32) * scales).T
        parts = joined.split(_JOIN)
        for part, weight, bias in zip(
            parts,
            np.split(weights, len(parts)),
            np.split(stored[f"{joined}.bias"], len(parts)),
            strict=True,
        ):
            found |= {f"{part}.weight": weight, f"{part}.bias": bias}
    return found
