"""Word readers as a scan gets them, in a process of their own."""

import subprocess
import sys

READ = """
import sys
from voc.bootstrap import wiring
from voc.bootstrap.readers import word_reader

reader = word_reader(())
for clause in {clauses!r}:
    reader.read(clause)
print(sorted({{"kiwipiepy", "lemminflect"}} & set(sys.modules)))
"""


def loaded(*clauses: str) -> str:
    script = READ.format(clauses=clauses)
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120
    )
    return run.stdout.strip()


def test_nothing_for_korean_is_loaded_until_korean_comes() -> None:
    assert loaded("包装漏气", "the lid leaks", "logo掉了") == "['lemminflect']"
    assert loaded("과자가 눅눅해요") == "['kiwipiepy']"


def test_chinese_alone_loads_neither() -> None:
    assert loaded("包装漏气", "受潮了，不脆") == "[]"
