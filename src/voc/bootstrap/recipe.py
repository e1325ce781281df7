"""The recipe in force: a dated file and the digests of everything it names."""

import hashlib
import json
import tomllib
from dataclasses import asdict, replace
from functools import cache
from importlib import resources
from pathlib import Path

from voc.bootstrap import assets, taxonomy
from voc.ml.model_folder import model_name
from voc.ml.own_dictionary import dictionary_digest
from voc.ml.user_names import names_digest
from voc.ml.word_lists import gazetteers_digest
from voc.ml.word_vectors import words_name
from voc.types.names import Names
from voc.types.opinion import Profile
from voc.types.scan import RAW, Recipe
from voc.types.taxonomy import FittedTopic

CURRENT = "2026-11-23"


@cache
def current(
    profile: Profile = Profile.STANDARD,
    topics: tuple[FittedTopic, ...] = (),
    stand_in: str = "",
    names: Names = (),
    *,
    keep_raw: bool = False,
) -> Recipe:
    """The recipe voc uses. Its id changes with anything that changes results.

    ``topics`` are the custom ones switched on; ``stand_in`` names what reads in place of the
    shipped encoder. ``names`` are the user's: they join the dictionary and the gazetteers, and so
    their digest joins both of theirs. ``keep_raw`` shows in the id alone: what is read is masked
    either way.
    """
    values = tomllib.loads((_recipes() / f"{CURRENT}.toml").read_text(encoding="utf-8"))
    models = assets.folder("models")
    model = model_name(models / values.pop("model"))
    encoder = stand_in or shipped_encoder()
    phrases = words_name(models / values.pop("phrases"))
    clauses = model_name(models / values.pop("clauses"))
    recipe = Recipe(
        id="",
        profile=profile,
        model=model,
        phrases=phrases,
        clauses=clauses,
        dictionary=_with_names(dictionary_digest(), names),
        gazetteers=_with_names(gazetteers_digest(), names),
        taxonomy=taxonomy.digest(topics),
        **values | {"encoder": "" if profile is Profile.FAST else encoder},
    )
    body = json.dumps(asdict(recipe), sort_keys=True).encode()
    digest = hashlib.sha256(body).hexdigest()[:8]
    return replace(recipe, id=f"{CURRENT}-{digest}{RAW if keep_raw else ''}")


def _with_names(digest: str, names: Names) -> str:
    return f"{digest}+{names_digest(names)}" if names else digest


@cache
def shipped_encoder() -> str:
    """Its name, whatever the profile."""
    values = tomllib.loads((_recipes() / f"{CURRENT}.toml").read_text(encoding="utf-8"))
    return model_name(assets.folder("models") / values["encoder"])


def folder_of(model: str) -> Path:
    """Where a model lies that a recipe names."""
    return assets.folder("models") / model.partition("@")[0]


def _recipes() -> resources.abc.Traversable:
    return resources.files("voc.bootstrap") / "recipes"
