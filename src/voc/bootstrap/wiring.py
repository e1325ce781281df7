"""Joins ports to adapters. Everything heavy is imported and built on first use."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from voc.bootstrap import recipe
from voc.bootstrap.readers import clause_encoder, readers, segmenter, text_layer, word_reader
from voc.bootstrap.settings import Settings, cores
from voc.bootstrap.watches import watches
from voc.errors import InputError
from voc.ml.opencc_folder import OpenCCFolder
from voc.ml.user_names import UserNames, names_digest
from voc.pipeline import new_words, watching
from voc.pipeline.annotate import Annotator
from voc.pipeline.answers import Question
from voc.pipeline.forgetting import Upkeep, forget_person, person_called, renaming
from voc.pipeline.importing import (
    Progress,
    import_feedback,
    import_sales,
    import_shipments,
)
from voc.pipeline.mentions import Mentions
from voc.pipeline.new_words import Proposals
from voc.pipeline.phrases import Reading
from voc.pipeline.scan import Tools
from voc.pipeline.splitting import Which, split_off
from voc.pipeline.standing import Listeners
from voc.pipeline.watching import Listening, listen
from voc.ports.language import Gazetteer
from voc.ports.models import PhraseEncoder
from voc.ports.removals import Rename
from voc.ports.renderers import Renderer
from voc.ports.store import Store
from voc.text.entities import NO_WORDS
from voc.text.watch.item import Watched
from voc.types.feedback import Reject
from voc.types.forgetting import Person, Removed
from voc.types.issue import Issue, IssueId
from voc.types.opinion import Profile
from voc.types.report import Report
from voc.types.scan import Recipe, Tally
from voc.types.watch import Watch

if TYPE_CHECKING:
    from voc.pipeline.alerting import Ears
    from voc.pipeline.ideas import IdeaTools
    from voc.training.corpus import Reader


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
        return import_feedback(
            file, store, settings.author_secret(), occurrence, on_progress,
            keep_raw=settings.file.privacy.keep_raw,
        )  # fmt: skip


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


def import_sale_file(
    store: Store,
    settings: Settings,
    path: Path,
    *,
    mapping: Mapping[str, str] = MappingProxyType({}),
    now: datetime,
    on_progress: Progress | None = None,
) -> Tally:
    """Store the sales of one file. Raises InputError."""
    from voc.channels.sale_file import SaleFile

    file = SaleFile(path, mapping=mapping, zone=settings.zone, now=now)
    return import_sales(file, store, on_progress)


def questions(settings: Settings, source: str) -> Iterator[Question]:
    """Texts to classify, from a file or, as ``-``, from stdin. Raises InputError."""
    from voc.channels.questions import read_questions

    return read_questions(source, settings.zone)


def discover_words(
    settings: Settings,
    path: Path | None,
    *,
    least: int,
    top: int,
    progress: Callable[[int], None],
) -> Proposals:
    """Words the segmenter lacks, in the texts of ``path``, else of the store. Raises InputError."""
    from voc.channels.texts import read_texts

    look = partial(
        new_words.discover_words,
        lexicon=segmenter(settings.file.names),
        folder=OpenCCFolder(),
        least=least,
        top=top,
        progress=progress,
    )
    if path is not None:
        return look(lambda: read_texts(path))
    store = open_store(settings)
    try:
        with store.snapshot():
            return look(lambda: new_words.stored_texts(store))
    finally:
        store.close()


def try_watch_query(
    settings: Settings,
    query: str,
    path: Path | None,
    *,
    top: int,
    progress: Callable[[int], None],
) -> Listening:
    """What ``query`` finds in the texts of ``path``, else of the store.

    Raises InputError, QueryError.
    """
    from voc.channels.texts import read_texts

    folder = OpenCCFolder()
    ask = partial(
        listen,
        query,
        folder=folder,
        gazetteer=_brands(settings, folder),
        zone=settings.zone,
        top=top,
        progress=progress,
    )
    if path is not None:
        rows = read_texts(path)
        return ask(
            row if isinstance(row, Reject) else (row.where, Watched(text=row.text)) for row in rows
        )
    store = open_store(settings)
    try:
        with store.snapshot():
            return ask(watching.stored(store))
    finally:
        store.close()


def standing(settings: Settings) -> tuple[Watch, ...]:
    """The standing queries of voc.toml."""
    names = names_digest(settings.file.names)
    return watches(settings.file.watch, zone=settings.zone.key, names=names)


def listeners(settings: Settings) -> Listeners:
    """The standing queries of voc.toml, ready to be asked."""
    folder, asked = OpenCCFolder(), standing(settings)
    return Listeners(
        watches=asked,
        folder=folder,
        gazetteer=_brands(settings, folder) if asked else NO_WORDS,
        zone=settings.zone,
    )


def ears(settings: Settings) -> "Ears":
    """What finds the user's competitors in an article."""
    from voc.pipeline.alerting import Ears

    folder = OpenCCFolder()
    return Ears(folder=folder, gazetteer=_brands(settings, folder))


def mentions(settings: Settings) -> Mentions:
    """What tells which articles name what voc.toml watches. Raises QueryError."""
    folder = OpenCCFolder()
    return Mentions(
        Listeners(
            watches=standing(settings),
            folder=folder,
            gazetteer=_brands(settings, folder, near=False),
            zone=settings.zone,
        )
    )


def _brands(settings: Settings, folder: OpenCCFolder, *, near: bool = True) -> Gazetteer:
    """What finds the user's names in a text, with typing errors too where ``near``."""
    names = settings.file.names
    return UserNames(names, folder, segmenter(names), near=near) if names else NO_WORDS


def recipe_in_force(settings: Settings, profile: Profile | None = None) -> Recipe:
    """What ``annotator`` and ``scan_tools`` read by."""
    return readers(settings, profile).recipe


def annotator(settings: Settings, profile: Profile | None = None) -> Annotator:
    """Of this process alone, with every core it may use. Raises ModelError."""
    return readers(settings, profile).annotator()


def answers(
    settings: Settings, profile: Profile | None, batches: Iterable[Sequence[Question]]
) -> Iterator[list[dict[str, Any]]]:
    """Batches of questions answered, in order, on every core. Raises ModelError."""
    from voc.runners.local import LocalRunner

    workers = settings.environment.workers
    built = readers(settings, profile, max(1, cores() // workers))
    return LocalRunner(workers).map(built.answerer, batches)


def training_reader() -> "Reader":
    """Prepares training texts exactly as a scan does."""
    from voc.training.corpus import Reader

    return Reader(segmenter(()), OpenCCFolder())


def scan_tools(settings: Settings, profile: Profile | None = None) -> Tools:
    """Tools of a scan under the recipe of ``profile``. Raises ModelError."""
    from voc.runners.local import LocalRunner

    workers = settings.environment.workers
    # Workers share the cores: more threads than these only wait for each other.
    built = readers(settings, profile, max(1, cores() // workers))
    return Tools(
        runner=LocalRunner(workers),
        build_annotator=built.annotator,
        words=word_reader(settings.file.names),
        folder=OpenCCFolder(),
        encoder=phrase_encoder(built.recipe),
        zone=settings.zone,
    )


def phrase_encoder(current: Recipe) -> PhraseEncoder:
    """What discovery compares phrases by."""
    from voc.ml.phrase_encoder import SentenceMeaning, phrase_space
    from voc.ml.word_vectors import load_words

    sentences = SentenceMeaning(current.clauses, partial(clause_encoder, current.clauses))
    words = load_words(recipe.folder_of(current.phrases))
    return phrase_space(sentences, words, current.phrases)


def idea_tools(settings: Settings) -> "IdeaTools":
    """What idea cards are read with."""
    from voc.pipeline.ideas import IdeaTools

    layer = text_layer(settings.file.names)
    return IdeaTools(
        words=word_reader(settings.file.names),
        folder=layer.folder,
        gazetteer=layer.gazetteer,
        zone=settings.zone,
        offers=settings.file.offers,
        lines={one.name: one.line for one in settings.file.products if one.line},
    )


def upkeep(settings: Settings) -> Upkeep:
    """What a scan removes, and how."""
    from voc.bootstrap.home_files import HomeFiles

    return Upkeep(
        retention=settings.retention,
        keep_raw=settings.file.privacy.keep_raw,
        files=HomeFiles(settings.home),
        rename=_rename(settings),
    )


def forget(
    store: Store, settings: Settings, author: str, channel: str | None, *, now: datetime,
    dry_run: bool = False,
) -> Removed:  # fmt: skip
    """Remove what ``author`` wrote. Raises InputError where that names nobody in particular."""
    from voc.bootstrap.home_files import HomeFiles

    person = _person(settings, author, channel)
    rename = _rename(settings)
    return forget_person(store, HomeFiles(settings.home), rename, person, now, dry_run=dry_run)


def barred(store: Store, settings: Settings, author: str, channel: str | None) -> bool:
    """Whether ``author`` was forgotten before, so that nothing of theirs is let in."""
    return store.barred(_person(settings, author, channel))


def _person(settings: Settings, author: str, channel: str | None) -> Person:
    from voc.channels.values import author_of

    name = author_of(author)
    if name is None:
        raise InputError(
            f"“{author}” stands for nobody in particular: no such rows have an author."
        )
    return person_called(name, channel, settings.author_secret())


def split_issue(
    store: Store, settings: Settings, issue_id: IssueId, which: Which, now: datetime
) -> Issue:
    """A new issue of what a person took out of ``issue_id``. Raises InputError."""
    words, folder = word_reader(settings.file.names), OpenCCFolder()
    return split_off(store, Reading(words, folder), issue_id, which, now)


def _rename(settings: Settings) -> Rename:
    return renaming(word_reader(settings.file.names), OpenCCFolder())


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
