"""What an issue is called once some of its voices were removed."""

from collections.abc import Sequence

from voc.insight.words.naming import Usage, name
from voc.insight.words.telling import TellingWord
from voc.text.echoes import Echoes


def renamed(
    terms: Sequence[str], topic: str, told: Sequence[tuple[TellingWord, ...]], quotes: Sequence[str]
) -> tuple[str, ...]:
    """The terms that the voices left still tell, else new ones, else the topic.

    ``told`` and ``quotes`` are of the voices left. A name stays as it is as far as it can: people
    know an issue by it.
    """
    written = {word.written for words in told for word in words}
    echoes = Echoes(terms)
    said = {term for quote in quotes for term in echoes.heard(quote)}
    kept = tuple(term for term in terms if term in written | said)
    return kept or name(told, quotes, Usage.of(told)) or (topic,)
