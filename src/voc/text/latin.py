"""Whether a text in Latin letters is English."""

import re

_WORD = re.compile(r"[a-z\u00df-\u00f6\u00f8-\u024f\u1e00-\u1eff]+")

# Common in short reviews in Spanish, Portuguese, French, Italian, German, Dutch, Indonesian,
# Turkish and Polish, and neither English words nor parts of well-known names.
_ELSEWHERE = """
muy bueno buena malo mala gusta gracias excelente recomiendo producto pero funciona llego los las
una para nada mejor peor roto rota bom boa ruim gostei adorei muito produto obrigado otimo
recomendo chegou uma bonne mauvais mauvaise tres merci avec est les une je mais nul parfait molto
buono buona cattivo bella grazie ottimo pessimo prodotto che sehr gut schlecht nicht ist und der
das ein eine ich aber zu danke schnell kaputt leider heel goed slecht niet een het maar snel bagus
sekali sangat enak tidak barang cepat kualitas murah sesuai terima kasih ini saya ngon khong guzel
iyi kotu urun tavsiye ederim bir cok bardzo dobry dobre nie jest
"""
_ENGLISH = """
the a an and or but is are was it its i my me you this that to of in on at for with not no so very
too good great nice bad love like app phone product quality price work works easy use best worst
get have has had do does can all just more one would they he she we if as be by from excellent
perfect recommend
"""
# Written with their accents in English too.
_AT_HOME = """
café cafés naïve décor crème sauté entrée cliché purée rosé fiancé résumé jalapeño piñata pokémon
touché façade à
"""

_FOREIGN_WORDS = frozenset(_ELSEWHERE.split())
_NATURALISED = frozenset(_AT_HOME.split())
_ENGLISH_WORDS = frozenset(_ENGLISH.split()) | _NATURALISED


def is_english(text: str) -> bool:
    """False where words of another language outnumber those that are English for sure.

    What is neither, as a name or a misspelling, counts as English: of the languages in Latin
    letters it is the one that customers here write.
    """
    words = _WORD.findall(text.lower())
    foreign = sum(
        (not word.isascii() or word in _FOREIGN_WORDS) and word not in _NATURALISED
        for word in words
    )
    return foreign == 0 or foreign <= sum(word in _ENGLISH_WORDS for word in words)
