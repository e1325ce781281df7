"""Texts that others wrote to be hard; they stand beside the data folder and only judge."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from voc.evaluation.metrics import Answer
from voc.ports.models import TargetReader
from voc.training.harness.guided import opinions_task
from voc.training.harness.tasks import JudgedSet, Scope, Task, each
from voc.training.labelled import read_rows
from voc.types.document import Document, Span
from voc.types.opinion import Profile, Reading, Sentiment

_CLAUSES = "adv_clauses"
_MEDIA = "adv_media"
HARD_SETS = {_CLAUSES: "clauses.jsonl", _MEDIA: "media.jsonl"}  # and their files


def clause_set(scope: Scope) -> JudgedSet[Reading]:
    """Opinions that only their clause tells: negated, compared, wished for, ironic."""
    rows = scope.sample(_rows(scope.data, _CLAUSES))
    true = [frozenset(f"{o['topic']} {o['polarity']}" for o in row["opinions"]) for row in rows]
    return scope.judged_set(_CLAUSES, (row["text"] for row in rows), [opinions_task(true)])


def media_set(scope: Scope, targets: TargetReader) -> JudgedSet[Sentiment]:
    """Passages that name a brand, and the sentiment toward it alone."""
    rows = scope.sample(_rows(scope.data, _MEDIA))

    def toward(documents: Sequence[Document]) -> list[Sentiment]:
        return [
            targets.toward(document, places(row["brand"], document.source))
            for row, document in zip(rows, documents, strict=True)
        ]

    task = Task(
        name="toward_brand",
        true=tuple(frozenset({row["sentiment"]}) for row in rows),
        heard=each(_label),
        takes_one_label=True,
    )
    return JudgedSet(
        name=_MEDIA,
        documents=scope.documents(row["text"] for row in rows),
        readers={Profile.ACCURATE: toward},  # only the encoder reads it
        tasks=(task,),
    )


def places(brand: str, text: str) -> list[Span]:
    return [Span(match.start(), match.end()) for match in re.finditer(re.escape(brand), text)]


def _label(sentiment: Sentiment) -> Answer:
    return frozenset({sentiment.label.value})


def adv_folder(data: Path) -> Path:
    """The hard texts stand beside the data folder."""
    return data.resolve().parent / "adv"


def _rows(data: Path, name: str) -> Iterator[dict[str, Any]]:
    return read_rows(adv_folder(data) / HARD_SETS[name])
