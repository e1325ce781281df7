"""Which pieces of the base encoder's vocabulary our languages use."""

from collections import Counter
from collections.abc import Iterable

from voc.training.base_encoder import PackedEncoder, tokenizer

# Of 250,000; embeddings are most of the base encoder. Every text of four languages that tests hold
# against the original keeps its vector (tests/integration/test_base_encoder.py).
VOCABULARY = 34_000

_SCRIPTS = (
    (0x20, 0x7F),  # Latin, digits and signs
    (0x3000, 0x303F),  # Chinese punctuation
    (0x3400, 0x9FFF),  # Chinese
    (0xAC00, 0xD7A3),  # Hangul
    (0xFF00, 0xFFEF),  # wide forms
)


def kept_pieces(packed: PackedEncoder, texts: Iterable[str], size: int = VOCABULARY) -> list[int]:
    """Rows of the pieces to keep, ascending: marks, single characters of our scripts, and what
    ``texts`` use most."""
    counts: Counter[int] = Counter()
    batch = [f" {text}" for text in texts]
    for encoding in tokenizer(packed).encode_batch_fast(batch):
        counts.update(encoding.ids)
    kept = {packed.begin, packed.end, packed.pad, packed.unknown}
    kept |= {i for i, (piece, _) in enumerate(packed.pieces) if _is_character(piece)}
    for row, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if len(kept) >= size:
            break
        kept.add(row)
    return sorted(kept)


def _is_character(piece: str) -> bool:
    letters = piece.removeprefix("▁")
    return len(letters) <= 1 and all(
        any(low <= ord(c) <= high for low, high in _SCRIPTS) for c in letters
    )
