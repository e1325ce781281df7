"""English words by LemmInflect: https://github.com/bjascob/LemmInflect, MIT."""

import re
from functools import lru_cache

from voc.types.document import Word

# A number with its unit, or a word with what an apostrophe joins to it: 3.5kg, doesn't, they'll.
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*[^\W_]*|[^\W_]+(?:'[^\W_]+)*")

# Where it is no form of a verb (broken, leaves), the first there is: what can be a noun is none
# of the comparatives it might be (number, lighter).
_OTHERS = ("NOUN", "ADJ", "ADV")
_KEPT = 65_536  # words people use; a lemma takes 40 µs to look up


class EnglishWords:
    """Implements the port WordReader: lemmas of the words its dictionary has."""

    def read(self, text: str) -> tuple[Word, ...]:
        tokens = _TOKEN.findall(text.replace("’", "'"))
        return tuple(Word(_lemma(token.partition("'")[0]), token) for token in tokens)


@lru_cache(_KEPT)
def _lemma(word: str) -> str:
    from lemminflect import getAllLemmas

    lemmas: dict[str, tuple[str, ...]] = getAllLemmas(word)
    verb = lemmas.get("VERB", (word,))[0]
    if verb != word:
        return verb
    return next((lemmas[reading][0] for reading in _OTHERS if reading in lemmas), word)
