"""Builds what reads texts: models by recipe and settings. Everything heavy loads on first use."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from voc.bootstrap import assets, recipe, taxonomy
from voc.bootstrap.settings import Settings, cores
from voc.ml.opencc_folder import OpenCCFolder
from voc.ml.user_names import UserNames, dictionary_words
from voc.ml.word_lists import WordLists
from voc.pipeline.annotate import Annotator
from voc.pipeline.answers import Question, answer
from voc.pipeline.text_speed import TextLayer
from voc.ports.language import WordReader
from voc.ports.models import Classifier, SentenceEncoder
from voc.text.words import WordsByLanguage
from voc.types.names import Names
from voc.types.opinion import Profile
from voc.types.scan import Recipe
from voc.types.taxonomy import FittedTopic

if TYPE_CHECKING:
    from voc.ml.cascade import EncoderScorer, Scorer
    from voc.ml.encoder import Encoder
    from voc.ml.jieba_segmenter import JiebaSegmenter
    from voc.ml.ngram_model import NgramModel

    class _Encoder(EncoderScorer, SentenceEncoder, Protocol):
        """Both: scores for the cascade, vectors for custom topics."""


Answerer = Callable[[Sequence[Question]], list[dict[str, Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """What a process builds its models by; small enough to be sent to a worker."""

    cache: Path
    recipe: Recipe
    topics: tuple[FittedTopic, ...]  # custom ones that are switched on
    stand_in: str | None  # VOC_ENCODER
    threads: int  # of the encoder
    zone: tzinfo
    names: Names  # the user's

    def annotator(self) -> Annotator:
        """Loads dictionary, tables and models: about a second. Raises ModelError."""
        prepares = text_layer(self.names)
        return Annotator(
            segmenter=prepares.segmenter,
            folder=prepares.folder,
            gazetteer=prepares.gazetteer,
            zone=self.zone,
            classifier=self._classifier(),
        )

    def answerer(self) -> Answerer:
        """The same, for questions from outside."""
        return partial(answer, annotator=self.annotator(), recipe_id=self.recipe.id)

    def _classifier(self) -> Classifier:
        from voc.ml import ngram_model
        from voc.pipeline.custom_topics import CustomTopicClassifier

        student = ngram_model.load(recipe.folder_of(self.recipe.model))
        if not (self.recipe.encoder or self.topics):
            return _classifier(self.recipe, student, None)
        encoder = self._encoder(student)
        inner = _classifier(self.recipe, student, encoder if self.recipe.encoder else None)
        return CustomTopicClassifier(inner, encoder, self.topics) if self.topics else inner

    def _encoder(self, student: "Scorer") -> "_Encoder":
        if not self.stand_in:
            return shipped_encoder(self.threads)
        from voc.ml.torch_encoder import TorchEncoder
        from voc.training.corpus import Reader
        from voc.training.stand_in import stand_in

        return stand_in(
            TorchEncoder.load(self.stand_in),
            student,
            own=assets.folder("training"),
            reader=lambda: Reader(segmenter(()), OpenCCFolder()),
            cache=self.cache,
            progress=lambda _: None,
        )


def readers(
    settings: Settings, profile: Profile | None = None, threads: int | None = None
) -> Readers:
    """Those of ``profile``, by default the settings' own. Raises SettingsError, ModelError.

    ``threads``: by default every core voc may use.
    """
    vectors, stand_in = _encoder_names(settings)
    topics = taxonomy.in_force(settings.home, vectors)
    return Readers(
        cache=settings.cache,
        recipe=recipe.current(
            profile or settings.environment.profile,
            topics,
            stand_in,
            settings.file.names,
            keep_raw=settings.file.privacy.keep_raw,
        ),
        topics=topics,
        stand_in=settings.environment.encoder,
        threads=threads or cores(),
        zone=settings.zone,
        names=settings.file.names,
    )


@cache  # takes a fifth of a second to build; threads may share it
def segmenter(names: Names) -> "JiebaSegmenter":
    """The dictionary that ships and the user's names; one a process."""
    from voc.ml.jieba_segmenter import JiebaSegmenter

    return JiebaSegmenter(dictionary_words(names, OpenCCFolder()))


def text_layer(names: Names) -> TextLayer:
    """What prepares texts, with the user's names."""
    folder, words = OpenCCFolder(), segmenter(names)
    return TextLayer(
        segmenter=words,
        folder=folder,
        gazetteer=WordLists(UserNames(names, folder, words) if names else None),
    )


def word_reader(names: Names) -> WordReader:
    """What discovery reads words by, in every language."""
    from voc.ml.english_words import EnglishWords
    from voc.ml.kiwi_words import KiwiWords

    english, own = EnglishWords(), dictionary_words(names, OpenCCFolder())
    return WordsByLanguage(segmenter(names), english, KiwiWords(english, own))


def classifier(current: Recipe, threads: int) -> Classifier:
    """The models that ship, as a recipe joins them. Raises ModelError."""
    from voc.ml import ngram_model

    student = ngram_model.load(recipe.folder_of(current.model))
    return _classifier(current, student, shipped_encoder(threads) if current.encoder else None)


def shipped_student() -> "NgramModel":
    from voc.ml import ngram_model

    return ngram_model.load(recipe.folder_of(recipe.current(Profile.FAST).model))


def shipped_encoder(threads: int) -> "Encoder":
    from voc.ml.encoder import Encoder

    return Encoder.load(recipe.folder_of(recipe.shipped_encoder()), threads)


def clause_encoder(name: str) -> SentenceEncoder:
    """The encoder of clauses that a recipe names."""
    from voc.ml import encoder_files
    from voc.ml.clause_encoder import ClauseEncoder

    beside = encoder_files.load(recipe.folder_of(recipe.shipped_encoder()))
    return ClauseEncoder.load(recipe.folder_of(name), beside, cores())


def sentence_encoder(settings: Settings) -> SentenceEncoder:
    """What gives vectors, whatever the profile: VOC_ENCODER or the shipped encoder."""
    if not settings.environment.encoder:
        return shipped_encoder(cores())
    from voc.ml.torch_encoder import TorchEncoder

    return TorchEncoder.load(settings.environment.encoder)


def _classifier(current: Recipe, student: "Scorer", encoder: "EncoderScorer | None") -> Classifier:
    from voc.ml.cascade import CascadeClassifier, StudentClassifier

    if encoder is None:
        return StudentClassifier(student, current)
    return CascadeClassifier(student, encoder, current, current.profile)


def _encoder_names(settings: Settings) -> tuple[str, str]:
    """Of what gives vectors, and of what reads in place of the shipped encoder, if anything.

    A stand-in is named after its heads too, which change no vector.
    """
    if not settings.environment.encoder:
        return recipe.shipped_encoder(), ""
    from voc.ml.torch_encoder import encoder_name
    from voc.training.stand_in import stand_in_name

    vectors = encoder_name(settings.environment.encoder)
    return vectors, stand_in_name(vectors, assets.folder("training"))
