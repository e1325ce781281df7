"""Three languages, the same keys, none missing and none left over."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from voc.errors import SettingsError
from voc.renderers.catalogues import LANGUAGES, catalogue
from voc.report.evidence import FILTER_FIELDS
from voc.report.sections import SECTIONS
from voc.types.document import Language
from voc.types.feedback import FeedbackKind
from voc.types.opinion import TOPICS, Severity
from voc.types.report import Cadence

SOURCES = Path(__file__).parents[3] / "src" / "voc"
# Only English writes months as words.
OWN = {"en": {"months.long", "months.short"}}


def entries(language: str) -> dict[str, Any]:
    return {
        f"{section}.{key}": value
        for section, values in catalogue(language).items()
        if isinstance(values, Mapping)
        for key, value in values.items()
    }


def sentences(value: Any) -> Iterator[str]:
    yield from value.values() if isinstance(value, Mapping) else [value]


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_catalogues_have_the_same_keys(language: str) -> None:
    assert set(entries(language)) - OWN.get(language, set()) == set(entries("zh"))


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "zh"])
def test_sentences_are_filled_with_the_same_values(language: str) -> None:
    for key, value in entries("zh").items():
        if key.startswith("formats."):
            continue  # dates are told with other parts in other languages
        (chinese,) = sentences(value)
        *_, general = sentences(entries(language)[key])
        assert set(re.findall(r"{(\w+)}", general)) >= set(re.findall(r"{(\w+)}", chinese)) - {
            "this",
            "last",
        }, key


def test_every_enumerated_word_has_a_name() -> None:
    words = catalogue("zh")
    assert set(words["topics"]) == set(TOPICS)
    assert set(words["sections"]) == {section.__name__ for section in SECTIONS}
    assert set(words["languages"]) == set(Language)
    assert set(words["filters"]) == FILTER_FIELDS
    assert set(words["filter_values"]) == {*FeedbackKind, "yes", "no", "none"}
    assert set(words["severities"]) == set(Severity) - {Severity.NONE}
    assert set(words["titles"]) == {*Cadence, "all_products"}
    assert set(words["periods"]) == {f"{which}_{c}" for which in ("this", "last") for c in Cadence}
    assert set(words["movements"]) >= {"up", "down", "steady", "too_little", "recipes"}


def test_no_key_is_left_over() -> None:
    code = "\n".join(
        path.read_text("utf-8")
        for folder in ("report", "renderers", "text", "insight")
        for path in sorted((SOURCES / folder).rglob("*"))
        if path.suffix in {".py", ".j2"}
    )
    enumerated = (
        "filter",
        "topics",
        "sections",
        "channels",
        "languages",
        "severities",
        "titles",
        "periods",
        "movements",
        "reasons",
    )
    keys = [key for key in entries("zh") if not key.startswith(enumerated)]
    assert [key for key in keys if not _is_asked_for(key.split(".")[1], code)] == []


def _is_asked_for(name: str, code: str) -> bool:
    """As a whole, or put together from a stem and a cadence, direction, kind or field."""
    stem = re.sub(r"_(weekly|monthly|up|down|steady|too_little|recipes|defect|idea)$", "_{", name)
    joined = re.sub(r"^(product|channel)s", "{field}s", name)
    whole = (f'"{name}"', f"'{name}'")
    return any(part in code for part in (*whole, f'"{stem}', f'"{joined}'))


def test_an_unknown_language_is_refused_with_those_there_are() -> None:
    with pytest.raises(SettingsError, match=r"'fr'.*zh, en, ko"):
        catalogue("fr")
