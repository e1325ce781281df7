"""The words of each language, from voc/report/catalogues."""

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
    return tomllib.loads(path.read_text("utf-8"))
