import pytest

from tests.golden.reports.cases import FOLDER, files

FILES = dict(files())


@pytest.mark.parametrize("name", FILES)
def test_the_report_is_still_the_one_that_was_kept(name: str) -> None:
    assert FILES[name].decode() == (FOLDER / name).read_text("utf-8")


def test_no_golden_is_left_over() -> None:
    kept = {path.name for path in FOLDER.iterdir() if path.suffix in {".json", ".md"}}
    assert kept == set(FILES)
