from pathlib import Path

import pytest

from voc.bootstrap.home_files import HomeFiles


def touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path


def test_what_killed_writers_left_goes_too(tmp_path: Path) -> None:
    topics = [touch(tmp_path / "topics" / sub / ".a.part") for sub in ("", "tried", "on")]
    HomeFiles(tmp_path).remove((), ())
    assert not any(path.exists() for path in topics)


def test_parts_go_first_so_that_no_report_is_put_in_place_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = touch(tmp_path / "reports" / ".a.part")
    left = touch(tmp_path / "reports" / "r1.zh.html")
    unlink = Path.unlink

    def while_another_writes(path: Path, missing_ok: bool = False) -> None:
        unlink(path, missing_ok)
        if path == left and part.exists():
            part.replace(tmp_path / "reports" / "r1.zh.md")

    monkeypatch.setattr(Path, "unlink", while_another_writes)
    HomeFiles(tmp_path).remove(("r1",), ())
    assert list((tmp_path / "reports").iterdir()) == []
