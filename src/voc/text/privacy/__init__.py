"""Personal data in texts: what identifies or reaches a person, and how it is starred out."""

from voc.text.privacy.masking import MASK, mask

__all__ = ["MASK", "mask"]
