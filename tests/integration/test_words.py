"""``voc words discover`` on a store, on files and on real reviews."""

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.conformance.store.samples import feedback
from tests.told import Tell
from tests.unit.text.test_new_words import SENTENCES, TALK
from voc.bootstrap import settings, wiring
from voc.cli.app import app
from voc.errors import InputError

ROOT = Path(__file__).parents[2]

# Of the first fifty words over the reviews of makeup and laptops, those that name products, lines,
# parts, properties, effects, faults or programs; read by us, none of them in jieba's dictionary.
PRODUCT_WORDS = frozenset(
    {
        "拯救者", "空气霜", "鲁大师", "风扇声音", "颜值", "跑分", "敏感肌", "固态硬盘", "窄边框",
        "帧数", "指纹解锁", "飞行堡垒", "蓝屏", "遮瑕", "痘印", "混油皮", "语音提示", "色域",
        "哑光", "独显", "干皮", "机械硬盘", "美白", "品控", "水润", "淡斑", "野兽模式",
        "无线鼠标", "神船", "娱乐大师", "键盘灯", "背光键盘", "金属质感", "大型游戏", "办公软件",
        "睿频", "掉漆",
    }
)  # fmt: skip


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOC_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("VOC_DATABASE_URL", raising=False)


def discover(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["words", "discover", *arguments], catch_exceptions=False)


def test_words_of_stored_feedback_are_proposed_the_latest_voices_first() -> None:
    store = wiring.open_store(settings.load())
    store.add([feedback(f"{n:03}", text=text) for n, text in enumerate((TALK, *SENTENCES))], [])
    store.close()
    told = json.loads(discover("--json").output)
    (word,) = told["words"]
    assert (word["word"], word["count"], told["texts"]) == ("藤椒酥", 100, 101)
    assert word["examples"][0] == {"where": "100", "quote": "新出的藤椒酥太贵"}


def test_words_of_files_read_as_dictionary_entries(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\n".join((*SENTENCES[:50], TALK)), encoding="utf-8")
    rows = "".join(json.dumps({"text": text}) + "\n" for text in SENTENCES[50:])
    (tmp_path / "b.jsonl").write_text(f'{rows}{{"text": 5}}\n', encoding="utf-8")
    output = discover("--texts", str(tmp_path)).output
    assert output.startswith("藤椒酥 100  cohesion ")
    assert "“买了藤椒酥真香” (a.txt:1)" in output
    assert output.endswith("1 words from 101 texts, 1 rows held none.\n")


def test_a_folder_without_texts_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no file of texts.*\.jsonl"):
        discover("--texts", str(tmp_path))


def test_thirty_of_the_first_fifty_words_of_real_reviews_are_of_products(
    tmp_path: Path, tell: Tell
) -> None:
    data = Path(os.environ.get("VOC_EVAL_DATA", ROOT / ".." / "shared" / "data"))
    folder = data / "zhijiang_ecom_absa"
    if not folder.is_dir():
        tell("NEW WORDS WERE NOT JUDGED: no zhijiang_ecom_absa (VOC_EVAL_DATA).")
        return
    for part in ("train", "dev", "unlabeled"):
        (tmp_path / f"{part}.jsonl.gz").symlink_to((folder / f"{part}.jsonl.gz").resolve())
    words = json.loads(discover("--texts", str(tmp_path), "--json").output)["words"]
    assert len(words) == 50
    assert len(PRODUCT_WORDS & {word["word"] for word in words}) >= 30
