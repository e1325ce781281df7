"""Words of strangers, as a terminal or a log may show them."""

LONGEST = 200


def shown(words: str, longest: int = LONGEST) -> str:
    """On one line, cut with "…", without what would move a cursor, colour a screen or be no letter.

    Of more than ``longest`` characters only those before it are looked at.
    """
    line = " ".join(words[: 4 * longest].split())
    plain = "".join(sign if sign.isprintable() else "\ufffd" for sign in line)
    whole = len(plain) <= longest and len(words) <= 4 * longest
    return plain if whole else f"{plain[: longest - 1]}…"
