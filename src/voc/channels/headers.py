"""Which column holds what: matches the columns of a file to our fields."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from voc.channels.aliases import Aliases
from voc.errors import InputError

# Of Traditional characters, only those that names of columns use.
_SIMPLIFIED = str.maketrans(
    "評論價內點發後時間標題鏈網號編碼產貨規寶貝製廠數銷區來類級結買會員識總屬見饋記稱倉庫",
    "评论价内点发后时间标题链网号编码产货规宝贝制厂数销区来类级结买会员识总属见馈记称仓库",
)
_NOT_WORD = re.compile(r"[\W_]+")
_ASIDE = re.compile(r"\(.*?\)|\[.*?\]|【.*?】")  # "评分(1-5)"
_LISTED = 40
_ALIKE = 0.5  # difflib's 0.6 finds nothing for one wrong character in a word of two


def resolve(
    name: str,
    columns: Sequence[str],
    aliases: Aliases,
    mapping: Mapping[str, str],
    required: Sequence[str],
) -> dict[str, str]:
    """The column of each field that has one.

    ``mapping`` (field to column) goes before the aliases; a field mapped to "" has no column.
    Raises InputError for an unknown field, an unknown column, a required field without a column.
    """
    _check_fields(mapping, aliases)
    by_folded = {folded(column): column for column in reversed(columns)}
    chosen = {
        field: _named(name, wanted, columns, by_folded) if wanted else ""
        for field, wanted in mapping.items()
    }
    by_field = assign(columns, aliases, chosen)
    if missing := [field for field in required if field not in by_field]:
        options = " ".join(f"--map {field}=COLUMN" for field in missing)
        raise InputError(
            f"{name}: no column found for {', '.join(missing)}. Columns: {listed(columns)}. "
            f"Say which it is with {options}."
        )
    return by_field


def assign(columns: Sequence[str], aliases: Aliases, chosen: Mapping[str, str]) -> dict[str, str]:
    """As resolve, but what is not there is left out."""
    by_field = dict(_by_alias(columns, aliases))
    for field, column in chosen.items():
        if column in columns:
            by_field[field] = column
        else:
            by_field.pop(field, None)
    return by_field


def folded(column: str) -> str:
    """A column's name as the aliases spell it."""
    plain = unicodedata.normalize("NFKC", column).lower().translate(_SIMPLIFIED)
    return _NOT_WORD.sub("", plain)


def listed(columns: Sequence[str]) -> str:
    """Column names for a message: bounded, and printable whatever they hold."""
    shown = [column[:_LISTED].encode(errors="replace").decode() for column in columns[:_LISTED]]
    more = f" and {len(columns) - _LISTED:,} more" if len(columns) > _LISTED else ""
    return (", ".join(shown) or "none") + more


def _by_alias(columns: Sequence[str], aliases: Aliases) -> Iterator[tuple[str, str]]:
    by_folded: dict[str, str] = {}
    for column in columns:
        by_folded.setdefault(folded(column), column)
    for column in columns:  # only after every exact name: "评分" outranks "评分(旧)"
        bare = _ASIDE.sub("", unicodedata.normalize("NFKC", column))
        by_folded.setdefault(folded(bare), column)
    for field, names in aliases.items():
        found = next((by_folded[alias] for alias in names if alias in by_folded), None)
        if found is not None:
            yield field, found


def _check_fields(mapping: Mapping[str, str], aliases: Aliases) -> None:
    for field in mapping:
        if field not in aliases:
            raise InputError(
                f"There is no field called {field!r} to map a column to.{_meant(field, aliases)} "
                f"Fields: {', '.join(aliases)}."
            )


def _named(name: str, wanted: str, columns: Sequence[str], by_folded: Mapping[str, str]) -> str:
    if wanted in columns:
        return wanted
    if folded(wanted) in by_folded:
        return by_folded[folded(wanted)]
    raise InputError(
        f"{name} has no column called {wanted!r}.{_meant(wanted, columns)} "
        f"Columns: {listed(columns)}."
    )


def _meant(word: str, known: Sequence[str] | Aliases) -> str:
    close = get_close_matches(word, list(known), n=1, cutoff=_ALIKE)
    return f" Did you mean {listed(close)!r}?" if close else ""
