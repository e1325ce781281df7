"""Watch queries answered the slow and obvious way, place by place and pair by pair."""

from voc.text.watch.item import Watched
from voc.text.watch.query import And, Compare, Near, Node, Not, Or, Term

HAN = "漏气氣软"


def holds(node: Node, item: Watched) -> bool:
    match node:
        case Not(part):
            return not holds(part, item)
        case And(parts):
            return all(holds(part, item) for part in parts)
        case Or(parts):
            return any(holds(part, item) for part in parts)
        case Term(field=field):
            return any(ranges(node, text) for text in values(field, item))
        case Near(left=left, right=right, distance=distance):
            return any(
                near(one, other, distance, text)
                for text in values(left[0].field, item)
                for one in (place for term in left for place in ranges(term, text))
                for other in (place for term in right for place in ranges(term, text))
            )
        case Compare(operator=operator, value=value):
            known = item.rating
            return known is not None and {"<": known < value, "=": known == value}[operator]


def values(field: str | None, item: Watched) -> list[str]:
    named = {"title": item.title, "text": item.text, "product": item.product}
    asked = ("title", "text") if field is None else (field,)
    return [plain(named[name] or "") for name in asked]


def plain(text: str) -> str:
    return " ".join(text.split()).lower().replace("氣", "气")


def ranges(term: Term, text: str) -> list[tuple[int, int]]:
    literal = plain(term.text)
    found = []
    for start in range(len(text) - len(literal) + 1):
        end = start + len(literal)
        if text[start:end] != literal or in_word(text, start):
            continue
        while term.prefix and in_word(text, end):
            end += 1
        if not in_word(text, end):
            found.append((start, end))
    return found


def in_word(text: str, at: int) -> bool:
    """Whether letters or figures stand on both sides of ``at``."""
    return 0 < at < len(text) and is_letter(text[at - 1]) and is_letter(text[at])


def is_letter(character: str) -> bool:
    return character.isalnum() and character not in HAN


def near(one: tuple[int, int], other: tuple[int, int], distance: int, text: str) -> bool:
    first, second = sorted((one, other))
    begun = [at for at in range(len(text)) if begins(text, at)]
    between = [at for at in begun if first[1] <= at < second[0]]
    return first[1] <= second[0] and len(between) <= distance


def begins(text: str, at: int) -> bool:
    """Whether a Chinese character or a word begins here."""
    return text[at] in HAN or (is_letter(text[at]) and not in_word(text, at))
