"""The classification answer of DESIGN §4, the same for CLI and API."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, datetime, tzinfo
from typing import Any

from voc.pipeline.annotate import Annotator, Batch, Item
from voc.types.feedback import FeedbackId
from voc.types.opinion import Reading

# Longer than any id of a shop; longer ones come back cut.
MAX_ID_CHARACTERS = 200
# Longer than any review people write by hand; the store's importer draws the same line.
MAX_CHARACTERS = 20_000

_SURROGATES = re.compile("[\ud800-\udfff]")  # halves: UTF-8 cannot hold them


@dataclass(frozen=True, slots=True)
class Question:
    """One text to classify, as sent: checked here, once for every door."""

    number: int  # of the item, from 1: the id of one without
    id: object
    text: object
    posted_at: object = None  # ISO 8601 or a datetime; days told as 昨天 are those before it


def answer(
    questions: Sequence[Question], annotator: Annotator, recipe_id: str
) -> list[dict[str, Any]]:
    """One answer or error a question, in order; a bad id or text never stops the others."""
    ids = [_id(question) for question in questions]
    problems = [
        _bad_id(question.id) or _problem(question.text) or _bad_time(question.posted_at)
        for question in questions
    ]
    good = [
        Item(FeedbackId(id_), str(question.text), _moment(question.posted_at, annotator.zone))
        for id_, question, problem in zip(ids, questions, problems, strict=True)
        if problem is None
    ]
    answers = _answers(good, annotator, recipe_id)
    return [
        {"id": id_, "error": problem} if problem else next(answers)
        for id_, problem in zip(ids, problems, strict=True)
    ]


def _answers(good: Batch, annotator: Annotator, recipe_id: str) -> Iterator[dict[str, Any]]:
    for item, reading in zip(good, annotator(good), strict=True):
        yield _answer(reading, item.text, annotator.classifier.name, recipe_id)


def _id(question: Question) -> str:
    """The id as text that can be sent; the item's number where it has none that could be."""
    given = question.id
    if isinstance(given, float) and given.is_integer():
        given = int(given)  # spreadsheets make 1.0 of 1
    if isinstance(given, str | int | float) and not isinstance(given, bool):
        return _SURROGATES.sub("\ufffd", str(given)[:MAX_ID_CHARACTERS])
    return str(question.number)


def _bad_id(given: object) -> dict[str, str] | None:
    if given is None or (isinstance(given, int | float) and not isinstance(given, bool)):
        return None
    if not isinstance(given, str):
        message = "`id` must be a string or a number."
    elif len(given) > MAX_ID_CHARACTERS:
        message = f"`id` has {len(given):,} characters; at most {MAX_ID_CHARACTERS} are allowed."
    elif _SURROGATES.search(given):
        message = "`id` holds half of a surrogate pair."
    else:
        return None
    return {"code": "bad_id", "message": message}


def _problem(text: object) -> dict[str, str] | None:
    if not isinstance(text, str):
        return {"code": "no_text", "message": "`text` must be a string."}
    if not text.strip():
        return {"code": "empty_text", "message": "`text` is empty."}
    if len(text) > MAX_CHARACTERS:
        message = f"`text` has {len(text):,} characters; at most {MAX_CHARACTERS:,} are read."
        return {"code": "text_too_long", "message": message}
    if _SURROGATES.search(text):
        return {"code": "bad_unicode", "message": "`text` holds half of a surrogate pair."}
    return None


def _bad_time(given: object) -> dict[str, str] | None:
    try:
        _moment(given, UTC)
    except ValueError:
        message = "`posted_at` must be a time in ISO 8601, such as 2026-03-15T10:00:00+08:00."
        return {"code": "bad_time", "message": message}
    return None


def _moment(given: object, zone: tzinfo) -> datetime | None:
    """A time that names no zone is of ``zone``. Raises ValueError."""
    if given is None:
        return None
    moment = given if isinstance(given, datetime) else datetime.fromisoformat(_only_text(given))
    if not MINYEAR < moment.year < MAXYEAR:
        raise ValueError  # in another zone it may have no day
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _only_text(given: object) -> str:
    if not isinstance(given, str):
        raise ValueError
    return given


def _answer(reading: Reading, text: str, model: str, recipe_id: str) -> dict[str, Any]:
    return {
        "id": reading.id,
        "language": reading.language.value,
        "sentiment": {
            "label": reading.sentiment.label.value,
            "score": round(reading.sentiment.score, 4),
            "confidence": round(reading.sentiment.confidence, 4),
        },
        "topics": [
            {
                "topic": opinion.topic,
                "sentiment": opinion.polarity.value,
                "confidence": round(opinion.confidence, 4),
                "start": opinion.start,
                "end": opinion.end,
                "quote": text[opinion.start : opinion.end],
            }
            for opinion in reading.opinions
        ],
        "intents": [
            {"intent": intent.label, "confidence": round(intent.confidence, 4)}
            for intent in reading.intents
        ],
        "severity": {
            "level": reading.severity.label,
            "confidence": round(reading.severity.confidence, 4),
        },
        "entities": [
            {
                "type": entity.type,
                "value": entity.value,
                "start": entity.start,
                "end": entity.end,
                "quote": text[entity.start : entity.end],
                "ambiguous": entity.ambiguous,
            }
            for entity in reading.entities
        ],
        "flags": [flag.name for flag in reading.flags],
        "model": model,
        "recipe": recipe_id,
    }
