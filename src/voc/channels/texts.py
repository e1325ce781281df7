"""Texts of files, to look for words in: what `voc classify` reads, a folder at a time too."""

from collections.abc import Iterator
from pathlib import Path

from voc.channels.questions import read_questions
from voc.channels.tables.formats import suffixes
from voc.errors import InputError
from voc.pipeline.new_words import SourceText
from voc.text.names import file_name, path_text
from voc.types.feedback import Reject

_TEXTS = (".txt", ".jsonl", ".ndjson")


def read_texts(path: Path) -> Iterator[SourceText | Reject]:
    """Every text of a file, or of the files of a folder in order of name.

    Raises InputError where one cannot be read at all, or a folder holds none.
    """
    for file in _files(path):
        for question in read_questions(str(file)):
            where = f"{file_name(file)}:{question.number}"
            if isinstance(question.text, str):
                yield SourceText(where=where, text=question.text)
            else:
                yield Reject(where=where, reason="no text")


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    endings = (*_TEXTS, *suffixes())
    files = sorted(file for file in path.iterdir() if file.name.lower().endswith(endings))
    if not files:
        raise InputError(
            f"{path_text(path)} holds no file of texts. Endings that are read: "
            f"{', '.join(sorted(set(endings)))}."
        )
    return files
