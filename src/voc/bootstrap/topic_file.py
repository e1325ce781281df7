"""A custom topic as people write it down: TOML, checked in every part."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any
from unicodedata import east_asian_width

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from voc.errors import InputError
from voc.text.clean import clean, lowered
from voc.types.opinion import TOPICS
from voc.types.taxonomy import CustomTopic, TopicName

# Columns of a report's bar chart that a name has room in; a Chinese character takes two.
WIDEST_NAME = 18
LEAST_EXAMPLES = 5

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


def _printable(text: str) -> str:
    if _CONTROL.search(text):
        raise ValueError("it holds a control character")
    return text


def _fits_charts(name: str) -> str:
    columns = sum(2 if east_asian_width(character) in "WF" else 1 for character in name)
    if columns > WIDEST_NAME:
        raise ValueError(
            f"“{name}” is too long for reports: at most {WIDEST_NAME} letters, or "
            f"{WIDEST_NAME // 2} Chinese or Korean characters"
        )
    return name


def _distinct(examples: list[str]) -> list[str]:
    seen: dict[str, str] = {}
    for example in examples:
        key = lowered(clean(example).text).strip()
        if key in seen:
            raise ValueError(f"“{example}” and “{seen[key]}” are the same example")
        seen[key] = example
    return examples


_Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    AfterValidator(_printable),
]
_Name = Annotated[_Text, AfterValidator(_fits_charts)]


class _TopicFile(BaseModel):
    """A whole NAME.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    description: _Text
    zh: _Name
    en: _Name
    ko: _Name
    examples: Annotated[
        list[_Text], Field(min_length=LEAST_EXAMPLES, max_length=20), AfterValidator(_distinct)
    ]


def check_name(name: str) -> None:
    """Raises InputError where no topic can be called that. It is part of a path."""
    if not _SLUG.fullmatch(name) or len(name) > WIDEST_NAME:
        raise InputError(
            f"“{name}” cannot name a topic: use up to {WIDEST_NAME} small letters, digits and "
            "single hyphens, a letter first. What reports call it is told by --zh, --en and --ko."
        )


def topic_from(name: str, values: Mapping[str, Any]) -> CustomTopic:
    """Raises InputError that tells what is wrong with it. Names not given are ``name``."""
    check_name(name)
    if name in TOPICS:
        raise InputError(f"{name} is a topic voc reads already. Choose another name.")
    try:
        written = _TopicFile.model_validate({"zh": name, "en": name, "ko": name, **values})
    except ValidationError as err:
        first = err.errors(include_url=False)[0]
        where = " ".join(str(part) for part in first["loc"])
        wrong = first["msg"].removeprefix("Value error, ")
        raise InputError(
            f"Topic {name}, {where}: {wrong}. docs/topics.md tells what a topic needs."
        ) from err
    return CustomTopic(
        name=TopicName(topic=name, zh=written.zh, en=written.en, ko=written.ko),
        description=written.description,
        examples=tuple(written.examples),
    )


def to_toml(topic: CustomTopic) -> str:
    """What ``topic_from`` reads again."""
    return "\n".join(_lines(topic)) + "\n"


def _lines(topic: CustomTopic) -> Iterator[str]:
    """A JSON string without control characters is a TOML string."""
    name = topic.name
    values = {"description": topic.description, "zh": name.zh, "en": name.en, "ko": name.ko}
    for key, value in values.items():
        yield f"{key} = {json.dumps(value, ensure_ascii=False)}"
    yield "examples = ["
    for example in topic.examples:
        yield f"  {json.dumps(example, ensure_ascii=False)},"
    yield "]"
