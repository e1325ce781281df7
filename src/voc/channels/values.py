"""What a cell says: text, stars, quantities. Every way people write them that we have met."""

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache

from voc.channels.tables.table import Cell, Unreadable
from voc.text.privacy import mask

TEXT_LIMIT = 20_000  # characters; longer cells are broken exports, not voices

# Longer cells are no number, time or rating. Keeps the patterns below from being fed pages.
SHORT_LIMIT = 64

# A time with its weekday and month in words has fewer letters; of Chinese and Korean each is two.
WORDS_LIMIT = 16

MISSING = frozenset(
    {"", "-", "--", "---", "—", "——", "/", "\\n", "n/a", "na", "none", "null", "nil", "nan",
     "nat", "unknown", "undefined", "未知", "不详", "不詳", "无", "無", "暂无", "空",
     "없음", "미상", "모름"}
)  # fmt: skip
_ANONYMOUS = frozenset(
    {"匿名", "匿名用户", "匿名用戶", "匿名买家", "匿名買家", "anonymous", "익명", "익명 사용자"}
)

# NUL and its like break databases, lone surrogates break UTF-8, and ids are hashed from fields
# joined by U+001F.
_UNSTORABLE = re.compile(r"[\x00-\x08\x0e-\x1f\ud800-\udfff]")

_HANZI_STARS = {"一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5}
_VERDICTS = {"好评": 5.0, "好評": 5.0, "中评": 3.0, "中評": 3.0, "差评": 1.0, "差評": 1.0}
_STARS = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{1,4})?|[一二两兩三四五])\s*"
    r"(?:颗|顆|个|個)?(?:分|星级|星級|星|点|點|점|개|stars?|points?|pts?)?\s*(?:好评|中评|差评)?"
)
_OF = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)\s*(?:/|out of|of)\s*(\d{1,3})\s*(?:stars?|分|점)?")
_SIGNS = re.compile(r"([★⭐🌟]{1,5})☆{0,4}")
_QUANTITY = re.compile(r"\d{1,15}(?:\.0{1,4})?|\d{1,3}(?:,\d{3}){1,4}(?:\.0{1,4})?")


class CellError(Exception):
    """A cell cannot be used; the text is the reject's reason."""


def quoted(value: object) -> str:
    """A cell for a reason: short, printable, personal data masked (reasons are stored).

    Of a cell full of words, which a shifted column puts anywhere, only the length: these are
    somebody's, whom nobody could tell from the reject when they ask to be forgotten.
    """
    shown = mask(_UNSTORABLE.sub("\ufffd", " ".join(str(value).split())))
    if sum(1 + _is_wide(character) for character in shown if character.isalpha()) > WORDS_LIMIT:
        return f"of {len(shown)} characters"
    return f'"{shown[:24]}{"…" if len(shown) > 24 else ""}"'


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def folded_cell(cell: str) -> str:
    """A short cell as patterns spell it: half-width, lower case, no outer blanks; "" if long."""
    if len(cell) > SHORT_LIMIT:
        return ""
    return unicodedata.normalize("NFKC", cell).strip().lower()


def text_of(cell: Cell, field: str) -> str | None:
    """The cell as text, exactly as it stands; None where it is blank.

    Raises CellError for text that is too long or cannot be stored.
    """
    if cell is None:
        return None
    text = cell if isinstance(cell, str) else _written(cell, field)
    if not text or text.isspace():
        return None
    if len(text) > TEXT_LIMIT:
        raise CellError(f"{field} of {len(text):,} characters; the limit is {TEXT_LIMIT:,}")
    if found := _UNSTORABLE.search(text):
        kind = "a lone surrogate" if found[0] >= "\ud800" else "a control character"
        raise CellError(f"{field} holds {kind}, U+{ord(found[0]):04X}")
    return text


def label_of(cell: Cell, field: str) -> str | None:
    """The cell as a name or code: without outer blanks, None where it says "unknown"."""
    text = text_of(cell, field)
    if text is None:
        return None
    text = text.strip()
    return None if text.lower() in MISSING else text


def author_of(cell: Cell) -> str | None:
    """A name; None for the anonymous, who are not one person."""
    name = label_of(cell, "author")
    return None if name is None or name.lower() in _ANONYMOUS else name


def external_id_of(cell: Cell) -> str | None:
    """The channel's own id, or None where a spreadsheet has cut it down to 15 digits.

    Such numbers ("1.23457E+17") are equal for different rows: those are told apart by contents.
    """
    if isinstance(cell, float) and abs(cell) >= 1e15:
        return None
    text = label_of(cell, "external_id")
    return None if text and re.fullmatch(r"\d(?:\.\d+)?[eE]\+\d+", text) else text


def rating_of(cell: Cell) -> float | None:
    """Stars from 1 to 5.

    "8/10" is scaled (4.0, never below 1); 好评/中评/差评 are 5, 3 and 1. Raises CellError for
    anything else, a bare number above 5 too: its scale is not known.
    """
    text = label_of(cell, "rating")
    return None if text is None else _stars(text)


@lru_cache(maxsize=4096)
def _stars(text: str) -> float:
    plain = folded_cell(text).replace("\ufe0f", "")
    stars = _VERDICTS.get(plain)
    if stars is None and (found := _STARS.fullmatch(plain)):
        number = found["number"]
        stars = float(_HANZI_STARS.get(number) or number)
    elif stars is None and (found := _OF.fullmatch(plain)):
        given, best = float(found[1]), float(found[2])
        stars = max(1.0, 5 * given / best) if 0 <= given <= best and best else None
    elif stars is None and (found := _SIGNS.fullmatch(plain)) and len(plain) <= 5:
        stars = float(len(found[1]))
    if stars is None or not 1 <= stars <= 5:
        raise CellError(f"rating {quoted(text)} is not 1 to 5 stars")
    return stars


def quantity_of(cell: Cell, field: str = "quantity") -> int:
    """A positive count: 12000, 12000.0, "12,000". Raises CellError for anything else."""
    text = label_of(cell, field)
    if text is None:
        raise CellError(f"no {field}")
    plain = folded_cell(text)
    number = int(float(plain.replace(",", ""))) if _QUANTITY.fullmatch(plain) else 0
    if number <= 0:
        raise CellError(f"{field} {quoted(text)} is not a positive whole number")
    return number


def _written(cell: int | float | date | Unreadable, field: str) -> str:
    if isinstance(cell, Unreadable):
        raise CellError(f"{field} is {cell.reason}")
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)
