"""Which of our languages a short text is in, by its scripts.

A script rule reads 0.99 of texts under 12 characters right, where trained detectors do worse;
see docs/decisions/0003-text.md.
"""

import re

from voc.types.document import Language

_HANGUL = re.compile(r"[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_KANA = re.compile(r"[\u3041-\u30ff]")
_LATIN = re.compile(r"[a-zA-Z]")
_FOREIGN = re.compile(r"[\u00c0-\u024f\u0370-\u1cff\u1e00-\u1fff]")

# Share of Han characters that folding changes. Running Traditional text has 20-40 %; names and
# quoted words put one or two such characters into Simplified text.
HANT_SHARE = 0.06


def detect(text: str, folded: str) -> Language:
    """The language of cleaned ``text``; ``folded`` is the same text in Simplified characters.

    Text without letters (figures, emoji) is ``OTHER``.
    """
    hangul, han, kana = (len(p.findall(text)) for p in (_HANGUL, _HAN, _KANA))
    latin, foreign = len(_LATIN.findall(text)), len(_FOREIGN.findall(text))
    # One Han or Hangul character carries about as much as three Latin letters.
    weights = {"hangul": 3 * hangul, "han": 3 * han, "latin": latin, "foreign": 2 * foreign}
    leading = max(weights, key=lambda script: weights[script])
    if not weights[leading] or leading == "foreign" or kana > han:
        return Language.OTHER
    if leading == "hangul":
        return Language.KO
    if leading == "latin":
        return Language.EN
    changed = sum(a != b for a, b in zip(text, folded, strict=True))
    return Language.ZH_HANT if changed > HANT_SHARE * han else Language.ZH_HANS
