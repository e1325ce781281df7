import pytest

from voc.ml.opencc_folder import OpenCCFolder
from voc.text.language import detect

FOLDER = OpenCCFolder()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("好吃", "zh-Hans"),
        ("很脆，味道不错", "zh-Hans"),
        ("很脆，味道不錯，會再買", "zh-Hant"),
        ("好食過頭，下次會再嚟買", "zh-Hant"),
        ("맛있어요", "ko"),
        ("바삭바삭 good", "ko"),
        ("Too sweet for me", "en"),
        ("这个 app 很 nice", "zh-Hans"),
        ("とても美味しいです", "other"),
        ("Очень вкусно", "other"),
        ("12345 😀", "other"),
        ("", "other"),
    ],
)
def test_short_texts_are_told_by_their_script(text: str, language: str) -> None:
    assert detect(text, FOLDER.fold(text)) == language
