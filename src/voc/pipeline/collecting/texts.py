"""What tells one text from another, and the text of what a feed carries."""

import hashlib
import re
import unicodedata

from voc.text.clean import clean

LEAST_LETTERS = 30  # less is a teaser; the same that a page must have to hold an article
# PostgreSQL's index takes 2,700 bytes; an address in one spelling is ASCII.
LONGEST_ADDRESS = 2_048
LARGEST_BODY = 200_000  # characters of a feed's body that are read
_LETTER = re.compile(r"\w")
_BREAK = re.compile(r"</(?:p|div|li|h[1-6]|blockquote|tr)\s*>|<br\s*/?>", re.IGNORECASE)


def bytes_digest(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def text_digest(text: str) -> str:
    """The same for texts that differ in blanks, line ends, width and case alone."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return bytes_digest("".join(folded.split()).encode("utf-8", "surrogatepass"))


def plain_body(body: str) -> str | None:
    """A feed's body without its markup, paragraphs on lines of their own; None for a teaser."""
    text = clean(_BREAK.sub("\n", body[:LARGEST_BODY])).text
    return text if len(_LETTER.findall(text)) >= LEAST_LETTERS else None
