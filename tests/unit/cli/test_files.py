from pathlib import Path

import pytest

from voc.cli.files import replacing


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "out"
    path.write_text("old")
    path.chmod(0o600)
    return path


def test_a_file_is_replaced_as_a_whole_and_keeps_its_mode(old: Path) -> None:
    with replacing(old) as part:
        part.write_text("new")
        assert old.read_text() == "old"
    assert old.read_text() == "new"
    assert old.stat().st_mode & 0o777 == 0o600


def test_after_an_error_nothing_has_changed(old: Path) -> None:
    with pytest.raises(UnicodeEncodeError), replacing(old) as part:
        part.write_text("half of it, then \ud83d", encoding="utf-8")
    assert old.read_text() == "old"
    assert list(old.parent.iterdir()) == [old]


def test_what_a_link_leads_to_is_replaced(old: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(old)
    with replacing(link) as part:
        part.write_text("new")
    assert link.is_symlink()
    assert old.read_text() == "new"


def test_a_device_is_written_to_as_it_is() -> None:
    with replacing(Path("/dev/null")) as part:
        assert part == Path("/dev/null")
