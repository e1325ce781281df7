"""The words of each language, from voc/report/catalogues; names of topics from the taxonomy."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from voc.errors import SettingsError

LANGUAGES = ("zh", "en", "ko")


@cache
def catalogue(language: str) -> Mapping[str, Mapping[str, Any]]:
    """Sections of keys and sentences. Raises SettingsError for a language there is none of."""
    if language not in LANGUAGES:
        raise SettingsError(
            f"No report catalogue for the language '{language}'. There are: {', '.join(LANGUAGES)}."
        )
    path = files("voc.report") / "catalogues" / f"{language}.toml"
    named = {topic: entry[language] for topic, entry in taxonomy().items()}
    return {**tomllib.loads(path.read_text("utf-8")), "topics": named}


@cache
def taxonomy() -> Mapping[str, Mapping[str, str]]:
    """Topics v1: names by language, and what each ``covers``."""
    return tomllib.loads((files("voc.report") / "taxonomy" / "v1.toml").read_text("utf-8"))
