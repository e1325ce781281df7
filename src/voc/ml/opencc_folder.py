"""Traditional to Simplified by OpenCC.

https://github.com/BYVoid/OpenCC, Apache-2.0. The ``t2s`` table works character by character and
on phrases of equal length; see docs/decisions/0003-text.md.
"""

import opencc


class OpenCCFolder:
    def __init__(self) -> None:
        self._converter = opencc.OpenCC("t2s")

    def fold(self, text: str) -> str:
        folded: str = self._converter.convert(text)
        if len(folded) == len(text):
            return folded
        # Spans must hold: a phrase rule that changed the length is undone by folding alone.
        return "".join(self._one(character) for character in text)

    def _one(self, character: str) -> str:
        folded: str = self._converter.convert(character)
        return folded if len(folded) == 1 else character
