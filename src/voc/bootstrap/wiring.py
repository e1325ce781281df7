"""Joins ports to adapters. Everything heavy is imported and built on first use."""

from functools import partial
from pathlib import Path

from voc.bootstrap import assets, recipe
from voc.bootstrap.settings import Settings
from voc.ml.jieba_segmenter import JiebaSegmenter
from voc.ml.opencc_folder import OpenCCFolder
from voc.pipeline.annotate import Annotator
from voc.pipeline.scan import Tools
from voc.ports.renderers import Renderer
from voc.ports.store import Store
from voc.types.scan import Recipe


def open_store(settings: Settings) -> Store:
    """The store the settings name, its schema brought to this version."""
    from voc.stores.sql_store import SqlStore

    settings.home.mkdir(parents=True, exist_ok=True)
    store = SqlStore(settings.database_url)
    store.upgrade()
    return store


def build_annotator(cache: Path, current: Recipe) -> Annotator:
    """Loads dictionary, tables and model: about a second. Runs once a worker."""
    from voc.ml.ngram_classifier import NgramClassifier

    return Annotator(
        segmenter=JiebaSegmenter(cache),
        folder=OpenCCFolder(),
        classifier=NgramClassifier.load(assets.folder("models") / current.model_folder, current),
    )


def annotator(settings: Settings) -> Annotator:
    return build_annotator(cache_folder(settings), recipe.current())


def scan_tools(settings: Settings) -> Tools:
    """Tools of a scan under the current recipe."""
    from voc.ml.phrase_vectors import LsaEncoder
    from voc.runners.local import LocalRunner

    return Tools(
        runner=LocalRunner(settings.environment.workers),
        build_annotator=partial(build_annotator, cache_folder(settings), recipe.current()),
        segmenter=JiebaSegmenter(cache_folder(settings)),
        folder=OpenCCFolder(),
        encoder=LsaEncoder(),
    )


def renderer(name: str) -> Renderer:
    """Raises PluginError."""
    from voc.bootstrap import plugins

    built: Renderer = plugins.load("renderers", name)()
    return built


def cache_folder(settings: Settings) -> Path:
    return settings.home / "cache"
