"""What texts name: lots and days, and the parts of scenes."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from quality.texts import FOLDER, f1, others, own_lines, share
from voc.ml.word_lists import WordLists
from voc.text.document import prepare
from voc.types.document import Entity
from voc.types.feedback import FeedbackId

# How others call what happened on a day.
HAPPENED = {"production": "produced_on", "expiry": "expires_on", "purchase": "bought_on"}
SLOTS = ("who", "where", "when", "what_for", "flavour", "ingredient", "wish")
_WORDS = WordLists()


class Whole:
    """A segmenter for texts whose words nobody asks for."""

    def cut(self, text: str) -> tuple[str, ...]:
        return (text,)


def entities(text: str, seen: date | None = None) -> tuple[Entity, ...]:
    return prepare(FeedbackId(""), text, Whole(), FOLDER, _WORDS, posted_on=seen).entities


def own_lots(name: str) -> dict[str, Any]:
    """Exact: every lot, every day of production, and whether one can be read two ways."""
    return _exact((_kind_of(case), _own_lot_is_right(case)) for case in own_lines(name))


def lots_by_others(data: Path) -> dict[str, Any]:
    """Exact: the lot and the day of what happened, and none beside them."""
    return _exact((str(case["kind"]), _lot_is_right(case)) for case in others(data, "lots"))


def _kind_of(case: dict[str, Any]) -> str:
    told = [name for name in ("lots", "dates") if case[name]]
    return " and ".join(told) or "neither"


def _own_lot_is_right(case: dict[str, Any]) -> bool:
    told = entities(case["text"], date.fromisoformat(case["posted"]) if case["posted"] else None)
    made = [one for one in told if one.type == "produced_on"]
    return bool(
        [one.value for one in told if one.type == "lot"] == case["lots"]
        and [one.value for one in made] == case["dates"]
        and any(one.ambiguous for one in made) == case.get("ambiguous", False)
    )


def _lot_is_right(case: dict[str, Any]) -> bool:
    wanted = {("lot", case["lot"]), (HAPPENED.get(case["kind"]), case["date"])}
    told = {
        (one.type, one.value)
        for one in entities(case["text"], date.fromisoformat(case["posted"]))
        if one.type in {"lot", *HAPPENED.values()}
    }
    return told == {(type_, value) for type_, value in wanted if value}


def _exact(judged: Iterable[tuple[str, bool]]) -> dict[str, Any]:
    of, right = Counter[str](), Counter[str]()
    for kind, is_right in judged:
        of[kind] += 1
        right[kind] += is_right
    return {
        "texts": of.total(),
        "exact": share(right.total(), of.total()),
        "by_kind": {
            kind: {"texts": of[kind], "exact": share(right[kind], of[kind])} for kind in sorted(of)
        },
    }


def own_scenes(name: str) -> dict[str, Any]:
    return _scenes((case["text"], case["slots"]) for case in own_lines(name))


def scenes_by_others(data: Path) -> dict[str, Any]:
    return _scenes(
        (case["text"], {slot: [case[slot]] for slot in SLOTS if case.get(slot)})
        for case in others(data, "scenes")
    )


def _scenes(cases: Iterable[tuple[str, dict[str, list[str]]]]) -> dict[str, Any]:
    """A slot is met where what is found holds what was marked or is held by it."""
    true, told = Counter[str](), Counter[str]()
    met, same = Counter[str](), Counter[str]()
    texts = 0
    for text, marked in cases:
        texts += 1
        found = [(one.type, text[one.start : one.end].lower()) for one in entities(text)]
        for slot in SLOTS:
            left = [one.lower() for one in marked.get(slot, [])]
            quotes = [quote for type_, quote in found if type_ == slot]
            true[slot] += len(left)
            told[slot] += len(quotes)
            same[slot] += len(set(left) & set(quotes))
            met[slot] += _met(left, quotes)
    return {
        "texts": texts,
        "f1": f1(met.total(), told.total(), true.total()),
        "f1_to_the_letter": f1(same.total(), told.total(), true.total()),
        "by_slot": {
            slot: {
                "marked": true[slot],
                "precision": share(met[slot], told[slot]),
                "recall": share(met[slot], true[slot]),
                "f1": f1(met[slot], told[slot], true[slot]),
            }
            for slot in SLOTS
        },
    }


def _met(marked: list[str], quotes: list[str]) -> int:
    """How many pairs of a quote and what was marked, each in one pair at most."""
    left = list(marked)
    for quote in quotes:
        one = next((one for one in left if one in quote or quote in one), None)
        if one is not None:
            left.remove(one)
    return len(marked) - len(left)
