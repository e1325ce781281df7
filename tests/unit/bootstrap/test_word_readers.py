"""Word readers as a scan gets them, in a process of their own."""

import subprocess
import sys
from pathlib import Path

READ = """
import sys
from pathlib import Path

from voc.bootstrap import wiring
from voc.bootstrap.readers import word_reader

reader = word_reader(Path({cache!r}), ())
for clause in {clauses!r}:
    reader.read(clause)
print(sorted({{"kiwipiepy", "lemminflect"}} & set(sys.modules)))
"""


def loaded(tmp_path: Path, *clauses: str) -> str:
    script = READ.format(cache=str(tmp_path), clauses=clauses)
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120
    )
    return run.stdout.strip()


def test_nothing_for_korean_is_loaded_until_korean_comes(tmp_path: Path) -> None:
    assert loaded(tmp_path, "包装漏气", "the lid leaks", "logo掉了") == "['lemminflect']"
    assert loaded(tmp_path, "과자가 눅눅해요") == "['kiwipiepy']"


def test_chinese_alone_loads_neither(tmp_path: Path) -> None:
    assert loaded(tmp_path, "包装漏气", "受潮了，不脆") == "[]"
