"""The recipe in force: a dated file and the digests of everything it names."""

import hashlib
import json
import tomllib
from dataclasses import asdict, replace
from functools import cache
from importlib import resources
from pathlib import Path

from voc.bootstrap import assets
from voc.ml.jieba_segmenter import dictionary_digest
from voc.ml.model_files import model_name
from voc.ml.word_vectors import words_name
from voc.types.opinion import TOPICS
from voc.types.scan import Recipe

CURRENT = "2026-11-21"


@cache
def current() -> Recipe:
    """The recipe voc uses. Its id changes with anything that changes results."""
    values = tomllib.loads((_recipes() / f"{CURRENT}.toml").read_text(encoding="utf-8"))
    models = assets.folder("models")
    model = model_name(models / values.pop("model"))
    phrases = words_name(models / values.pop("phrases"))
    taxonomy = hashlib.sha256("\n".join(TOPICS).encode()).hexdigest()[:12]
    recipe = Recipe(
        id="",
        model=model,
        phrases=phrases,
        dictionary=dictionary_digest(),
        taxonomy=taxonomy,
        **values,
    )
    body = json.dumps(asdict(recipe), sort_keys=True).encode()
    return replace(recipe, id=f"{CURRENT}-{hashlib.sha256(body).hexdigest()[:8]}")


def model_folder(recipe: Recipe) -> Path:
    """Where the recipe's model lies."""
    return assets.folder("models") / recipe.model.partition("@")[0]


def words_folder(recipe: Recipe) -> Path:
    """Where the recipe's word vectors lie."""
    return assets.folder("models") / recipe.phrases.partition("@")[0]


def _recipes() -> resources.abc.Traversable:
    return resources.files("voc.bootstrap") / "recipes"
