"""Joins ports to adapters. Everything heavy is imported and built on first use."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from voc.bootstrap import recipe
from voc.bootstrap.settings import Settings
from voc.ml.jieba_segmenter import JiebaSegmenter
from voc.ml.opencc_folder import OpenCCFolder
from voc.pipeline.annotate import Annotator
from voc.pipeline.answers import Question
from voc.pipeline.importing import Progress, import_feedback, import_shipments
from voc.pipeline.scan import Tools
from voc.ports.renderers import Renderer
from voc.ports.store import Store
from voc.types.report import Report
from voc.types.scan import Recipe, Tally

if TYPE_CHECKING:
    from voc.training import Reader


def open_store(settings: Settings) -> Store:
    """The store the settings name, its schema brought to this version."""
    from voc.stores.sql_store import SqlStore

    settings.home.mkdir(parents=True, exist_ok=True)
    store = SqlStore(settings.database_url)
    store.upgrade()
    return store


def import_feedback_file(
    store: Store,
    settings: Settings,
    path: Path,
    *,
    now: datetime,
    channel: str | None = None,
    mapping: Mapping[str, str] = MappingProxyType({}),
    on_progress: Progress | None = None,
) -> Tally:
    """Store the feedback of one file. Raises InputError."""
    from voc.channels.feedback_file import FeedbackFile
    from voc.channels.occurrences import Occurrences

    file = FeedbackFile(path, channel=channel, mapping=mapping, zone=settings.zone, now=now)
    with Occurrences() as occurrence:
        return import_feedback(file, store, settings.author_secret(), occurrence, on_progress)


def import_shipment_file(
    store: Store,
    settings: Settings,
    path: Path,
    *,
    mapping: Mapping[str, str] = MappingProxyType({}),
    on_progress: Progress | None = None,
) -> Tally:
    """Store the shipments of one file. Raises InputError."""
    from voc.channels.shipment_file import ShipmentFile

    file = ShipmentFile(path, mapping=mapping, zone=settings.zone)
    return import_shipments(file, store, on_progress)


def questions(source: str) -> Iterator[Question]:
    """Texts to classify, from a file or, as ``-``, from stdin. Raises InputError."""
    from voc.channels.questions import read_questions

    return read_questions(source)


def build_annotator(cache: Path, current: Recipe) -> Annotator:
    """Loads dictionary, tables and model: about a second. Runs once a worker."""
    from voc.ml.ngram_classifier import NgramClassifier

    return Annotator(
        segmenter=JiebaSegmenter(cache),
        folder=OpenCCFolder(),
        classifier=NgramClassifier.load(recipe.model_folder(current), current),
    )


def annotator(settings: Settings) -> Annotator:
    return build_annotator(cache_folder(settings), recipe.current())


def training_reader(settings: Settings) -> "Reader":
    """Prepares training texts exactly as a scan does."""
    from voc.training import Reader

    return Reader(JiebaSegmenter(cache_folder(settings)), OpenCCFolder())


def scan_tools(settings: Settings) -> Tools:
    """Tools of a scan under the current recipe."""
    from voc.ml.phrase_encoder import JoinedEncoder
    from voc.ml.word_vectors import load_words
    from voc.runners.local import LocalRunner

    return Tools(
        runner=LocalRunner(settings.environment.workers),
        build_annotator=partial(build_annotator, cache_folder(settings), recipe.current()),
        segmenter=JiebaSegmenter(cache_folder(settings)),
        folder=OpenCCFolder(),
        encoder=JoinedEncoder(load_words(recipe.words_folder(recipe.current()))),
    )


def renderer(name: str) -> Renderer:
    """Raises PluginError."""
    from voc.bootstrap import plugins

    built: Renderer = plugins.load("renderers", name)()
    return built


def dump_report(report: Report) -> bytes:
    """The data of a report as the store keeps it."""
    from voc.renderers import json

    return json.dump(report)


def load_report(data: bytes) -> Report:
    """Raises InputError where ``data`` is no report."""
    from voc.renderers import json

    return json.load(data)


def cache_folder(settings: Settings) -> Path:
    return settings.home / "cache"
