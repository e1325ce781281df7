"""Reads a watch query: recursive descent, one method a rule.

either   all ("OR" all)*
all      not (["AND"] not)*
not      "NOT" not | near
near     one ["NEAR/n" one]
one      "(" either ")" | term | FIELD ":" (term | "(" either ")") | FIELD sign value
"""

import difflib
import re
from datetime import date

from voc.errors import QueryError
from voc.text.clean import clean
from voc.text.watch.complaint import complaint
from voc.text.watch.item import DAY_FIELDS, FIELDS, NUMBER_FIELDS
from voc.text.watch.query import And, Compare, Near, Node, Not, Or, Term, unanchored
from voc.text.watch.tokens import Kind, Token, tokens

# No person writes these; they keep a query from exhausting the stack or the automaton.
MAX_LENGTH = 10_000
MAX_DEPTH = 40
MAX_TERM = 100  # also how often one place of a text can count: "a", "aa", "aaa" …


def parse(query: str) -> Node:
    """The tree of ``query``; raises ``QueryError`` that points at the column."""
    if len(query) > MAX_LENGTH:
        reason = f"A query has at most {MAX_LENGTH:,} characters. Make it several."
        raise complaint(query, MAX_LENGTH + 1, reason)
    return _Parser(query).query()


class _Parser:
    def __init__(self, query: str) -> None:
        self._query = query
        self._tokens = tuple(tokens(query))
        self._at = 0
        self._depth = 0
        self._field: str | None = None  # of the parentheses we are in: product:( … )

    def query(self) -> Node:
        first = self._next
        if first.kind is Kind.END:
            raise self._error(first, "The query is empty.")
        node = self._either()
        last = self._next
        if last.kind is not Kind.END:
            raise self._error(last, "This parenthesis closes nothing.")
        if part := unanchored(node):
            reason = (
                "This is only excluded, so nearly everything would match. "
                "Add a word or field that must be there."
            )
            raise complaint(self._query, part.column, reason)
        return node

    def _either(self) -> Node:
        parts = [self._all()]
        while self._take(Kind.OR):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _all(self) -> Node:
        parts = [self._not()]
        while self._take(Kind.AND) or self._next.kind not in {Kind.OR, Kind.CLOSE, Kind.END}:
            parts.append(self._not())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _not(self) -> Node:
        token = self._take(Kind.NOT)
        if token is None:
            return self._near()
        self._deeper(token)
        part = self._not()
        self._depth -= 1
        return Not(part)

    def _near(self) -> Node:
        start = self._next
        left = self._one()
        near = self._take(Kind.NEAR)
        if near is None:
            return left
        other = self._next
        node = Near(
            left=self._side(left, start),
            right=self._side(self._one(), other),
            distance=int(near.text),
            column=near.column,
        )
        if len({term.field for term in (*node.left, *node.right)}) > 1:
            raise self._error(near, "NEAR needs both sides in one field.")
        if self._next.kind is Kind.NEAR:
            reason = "NEAR joins two. For three, write a NEAR/5 b AND b NEAR/5 c."
            raise self._error(self._next, reason)
        return node

    def _side(self, node: Node, start: Token) -> tuple[Term, ...]:
        """The words one side of a NEAR may be."""
        match node:
            case Term():
                return (node,)
            case Or(parts):
                return tuple(term for part in parts for term in self._side(part, start))
        raise self._error(start, "NEAR joins words and phrases, or several with OR in parentheses.")

    def _one(self) -> Node:
        token = self._next
        self._at += token.kind is not Kind.END
        match token.kind:
            case Kind.OPEN:
                return self._group(token)
            case Kind.WORD if self._next.kind is Kind.SIGN:
                return self._in_field(token)
            case Kind.WORD | Kind.PHRASE:
                return self._term(token)
        raise self._missing(token)

    def _group(self, opened: Token) -> Node:
        self._deeper(opened)
        node = self._either()
        if self._take(Kind.CLOSE) is None:
            raise self._error(opened, "This parenthesis is never closed.")
        self._depth -= 1
        return node

    def _term(self, token: Token) -> Term:
        if not clean(token.text).text:
            raise self._error(token, "There is nothing to look for between the quotation marks.")
        if len(token.text) > MAX_TERM:
            raise self._error(token, f"A word or phrase has at most {MAX_TERM} characters.")
        return Term(token.text, token.column, token.prefix, self._field)

    def _in_field(self, name: Token) -> Node:
        sign = self._tokens[self._at]
        self._at += 1
        field = name.text.lower()
        if field not in FIELDS:
            raise self._unknown(name)
        if self._field is not None:
            raise self._error(name, f"{self._field}:( … ) can hold no other field.")
        if field in NUMBER_FIELDS or field in DAY_FIELDS:
            return self._compare(name, field, sign)
        if sign.text != "=":
            raise self._error(sign, f"{field} has no order. Write {field}: and a word.")
        return self._words_of(field)

    def _words_of(self, field: str) -> Node:
        self._field = field
        token = self._next
        if token.kind not in {Kind.OPEN, Kind.WORD, Kind.PHRASE}:
            raise self._error(token, f"{field}: needs a word, a phrase or a parenthesis.")
        node = self._one()
        self._field = None
        return node

    def _compare(self, name: Token, field: str, sign: Token) -> Compare:
        token = self._next
        value = _number(token.text) if field in NUMBER_FIELDS else _day(token.text)
        if token.kind is not Kind.WORD or token.prefix or value is None:
            wanted = "a number, as in 3 or 4.5" if field in NUMBER_FIELDS else "a day: 2026-01-31"
            raise self._error(token, f"{field} is compared with {wanted}.")
        self._at += 1
        return Compare(field, sign.text, value, name.column)

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self, kind: Kind) -> Token | None:
        token = self._next
        if token.kind is not kind:
            return None
        self._at += 1
        return token

    def _deeper(self, token: Token) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._error(token, f"More than {MAX_DEPTH} parentheses and NOTs in each other.")

    def _missing(self, token: Token) -> QueryError:
        match token.kind:
            case Kind.END:
                return self._error(token, "A word is missing at the end.")
            case Kind.SIGN:
                reason = 'No field stands before this sign. For the sign itself write "…" around.'
                return self._error(token, reason)
        return self._error(token, f"A word is missing before {token.kind.value}.")

    def _unknown(self, name: Token) -> QueryError:
        near = difflib.get_close_matches(name.text.lower(), FIELDS, n=1)
        meant = f"Did you mean {near[0]}?" if near else f"Fields: {', '.join(FIELDS)}."
        reason = f'There is no field {name.text}. {meant} Text with a sign in it needs "…" around.'
        return self._error(name, reason)

    def _error(self, token: Token, reason: str) -> QueryError:
        return complaint(self._query, token.column, reason)


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"[0-9]{1,9}(?:\.[0-9]{1,9})?", text) else None


def _day(text: str) -> date | None:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
