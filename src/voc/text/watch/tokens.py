"""Cuts a watch query into tokens. Full-width signs count as plain ones."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from voc.text.watch.complaint import complaint
from voc.text.width import narrow

MAX_DISTANCE = 100


class Kind(Enum):
    WORD = "a word"
    PHRASE = "a phrase"
    OPEN = "an opening parenthesis"
    CLOSE = "a closing parenthesis"
    SIGN = "a comparison"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"
    NEAR = "NEAR"
    END = "the end"


@dataclass(frozen=True, slots=True)
class Token:
    kind: Kind
    text: str  # what is meant: no quotation marks, no star; of NEAR the distance
    column: int  # from 1
    prefix: bool = False  # of a word or phrase: a star followed


_QUOTES = r"\"[^\"]*\"|“[^”]*”|「[^」]*」|『[^』]*』"
_TOKEN = re.compile(
    rf"(?P<blank>\s+)|(?P<phrase>{_QUOTES})(?P<star>\*)?|(?P<open>\()|(?P<close>\))"
    r"|(?P<sign><=|>=|[<>=:≤≥])|(?P<word>[^\s()\"“”「」『』<>=:≤≥]+)"
)
_SIGNS = {":": "=", "≤": "<=", "≥": ">="}
_OPERATORS = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}
# Everyday words that may mean an operator or themselves; both readings are common, so neither is
# taken in silence.
_DOUBTFUL = {
    **dict.fromkeys(("and", "&", "&&", "和", "与", "與", "且", "并且", "並且", "그리고"), "AND"),
    **dict.fromkeys(("or", "||", "或", "或者", "또는"), "OR"),
    **dict.fromkeys(("not", "!", "非"), "NOT"),
    "near": "NEAR/5",
}
# Stuck to a word they exclude it elsewhere; taken for letters they would find nothing.
_EXCLUDING = {"-": "minus sign", "!": "exclamation mark"}
_JOINING = re.compile(r"[,;、|]")


def tokens(query: str) -> Iterator[Token]:
    """The tokens of ``query`` in order, an END last."""
    plain, at = narrow(query), 0
    while at < len(plain):
        match = _TOKEN.match(plain, at)
        if match is None:
            opens = plain[at] not in "”」』"
            reason = f"This quotation mark is never {'closed' if opens else 'opened'}."
            raise complaint(query, at + 1, reason)
        at = match.end()
        if match["blank"] is None:
            yield _token(query, match)
    yield Token(Kind.END, "", len(plain) + 1)


def _token(query: str, match: re.Match[str]) -> Token:
    column = match.start() + 1
    if match["phrase"]:
        written = query[match.start() + 1 : match.end("phrase") - 1]
        return Token(Kind.PHRASE, written, column, prefix=bool(match["star"]))
    if match["sign"]:
        return Token(Kind.SIGN, _SIGNS.get(match["sign"], match["sign"]), column)
    if match["word"]:
        return _word(query, match["word"], column)
    return Token(Kind.OPEN if match["open"] else Kind.CLOSE, match[0], column)


def _word(query: str, word: str, column: int) -> Token:
    if word in _OPERATORS:
        return Token(_OPERATORS[word], word, column)
    if word.partition("/")[0] == "NEAR":
        return Token(Kind.NEAR, _distance(query, word, column), column)
    if operator := _DOUBTFUL.get(word.lower().partition("/")[0]):
        reason = f'Write {operator} to join words, or "{word}" in quotation marks for the word.'
        raise complaint(query, column, reason)
    if sign := _EXCLUDING.get(word[0]):
        raise complaint(query, column, f"Write NOT in place of the {sign}.")
    if joining := _JOINING.search(word):
        sign = joining[0]
        reason = f'"{sign}" joins nothing. Write OR between words, or put all in quotation marks.'
        raise complaint(query, column + joining.start(), reason)
    star = word.find("*")
    if star == 0 or 0 < star < len(word) - 1:
        raise complaint(query, column + star, "A star can stand only at the end of a word.")
    return Token(Kind.WORD, word.removesuffix("*"), column, prefix=star > 0)


def _distance(query: str, word: str, column: int) -> str:
    distance = word.partition("/")[2]
    if not re.fullmatch(r"[0-9]{1,3}", distance) or int(distance) > MAX_DISTANCE:
        reason = f"NEAR takes a number from 0 to {MAX_DISTANCE}, as in NEAR/5."
        raise complaint(query, column, reason)
    return distance
