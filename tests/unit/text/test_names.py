import os
from pathlib import Path

import pytest

from voc.text.names import file_name, path_text


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("评价.csv".encode(), "评价.csv"),
        ("评价.csv".encode("gb18030"), "评价.csv"),
        (b"\xff\xff.csv", "\ufffd\ufffd.csv"),
    ],
)
def test_a_name_of_any_encoding_is_text(raw: bytes, name: str) -> None:
    assert file_name(Path("folder", os.fsdecode(raw))) == name


def test_each_part_of_a_path_has_its_own_encoding() -> None:
    raw = b"/".join(["天猫".encode(), "评价.csv".encode("gb18030")])
    assert path_text(Path(os.fsdecode(raw))) == "天猫/评价.csv"
