"""``POST /v1/classify``."""

from typing import Any, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from voc.api.readers import Readers
from voc.pipeline.answers import Question, answer
from voc.types.opinion import Profile

router = APIRouter(prefix="/v1")


class Item(BaseModel):
    model_config = ConfigDict(extra="forbid")

    # Any JSON value is let in: a wrong one gives an error in its place, not a refused batch.
    id: Any = Field(
        default=None,
        description="Comes back with the answer, as a string of at most 200 characters; without "
        "one, the item's number from 1.",
    )
    text: Any = Field(description="The text to read, 1 to 20,000 characters.")
    posted_at: Any = Field(
        default=None,
        description="When it was posted, in ISO 8601: days told without a year, or as “yesterday”, "
        "are those before it.",
    )


class Batch(BaseModel):
    model_config = ConfigDict(extra="forbid")

    items: list[Item] = Field(min_length=1, max_length=1000)
    profile: Profile | None = Field(
        default=None, description="fast, standard or accurate; without one, the service's own."
    )


class SentimentAnswer(BaseModel):
    label: Literal["positive", "neutral", "negative", "mixed"]
    score: float = Field(ge=-1, le=1)
    confidence: float = Field(ge=0, le=1)


class TopicAnswer(BaseModel):
    topic: str
    sentiment: Literal["positive", "neutral", "negative"]
    confidence: float = Field(ge=0, le=1)
    start: int = Field(description="In code points of the text as sent; text[start:end] == quote.")
    end: int
    quote: str


class IntentAnswer(BaseModel):
    intent: str
    confidence: float = Field(ge=0, le=1)


class SeverityAnswer(BaseModel):
    level: Literal["none", "minor", "major", "critical"]
    confidence: float = Field(ge=0, le=1)


class EntityAnswer(BaseModel):
    type: str
    value: str
    start: int
    end: int
    quote: str
    ambiguous: bool  # value is the likelier of several readings


class Answer(BaseModel):
    id: str
    language: Literal["zh-Hans", "zh-Hant", "ko", "en", "other"]
    sentiment: SentimentAnswer
    topics: list[TopicAnswer]
    intents: list[IntentAnswer]
    severity: SeverityAnswer
    entities: list[EntityAnswer]
    flags: list[str]
    model: str
    recipe: str


class Problem(BaseModel):
    code: str
    message: str


class Refusal(BaseModel):
    id: str
    error: Problem


class Answers(BaseModel):
    results: list[Answer | Refusal] = Field(description="One an item, in order.")


@router.post("/classify")
def classify(batch: Batch, request: Request) -> Answers:
    """Read sentiment, topics, intents and severity of each item; a bad one never stops the rest."""
    readers: Readers = request.app.state.readers
    annotator, recipe_id = readers.of(batch.profile)
    questions = [
        Question(number=number, id=item.id, text=item.text, posted_at=item.posted_at)
        for number, item in enumerate(batch.items, start=1)
    ]
    return Answers.model_validate({"results": answer(questions, annotator, recipe_id)})
