"""Patterns of many ways to begin, tried only where one of these stands.

The engine tries a pattern with no fixed first character everywhere. To look for its openings first
takes a fifth of the time: of 13 such patterns over shop reviews 23 µs a review in place of 122.
"""

import re
from collections.abc import Iterator


class Opened:
    """A pattern whose matches, none empty, all begin with what ``opening`` matches.

    Fast where ``opening`` is a set of characters, or alternatives that all begin with a letter.
    """

    def __init__(self, opening: str, pattern: str) -> None:
        self.opening = re.compile(opening)
        self.pattern = re.compile(pattern)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """What ``pattern.finditer`` finds."""
        at = 0
        while opening := self.opening.search(text, at):
            at = opening.start()
            match = self.pattern.match(text, at)
            if match is None:
                at += 1
            else:
                yield match
                at = match.end()

    def search(self, text: str) -> re.Match[str] | None:
        """What ``pattern.search`` finds."""
        at = 0
        while opening := self.opening.search(text, at):
            at = opening.start()
            match = self.pattern.match(text, at)
            if match is not None:
                return match
            at += 1
        return None
