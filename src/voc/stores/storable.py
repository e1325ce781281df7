"""Words of strangers that only people read, as every database takes them."""


def storable(words: str) -> str:
    """One sign that no database takes must not cost all that is stored with it."""
    return words.replace("\0", "").encode("utf-8", "replace").decode()
