"""A custom topic from writing it down to its name in a report, on a real store."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.conformance.store.samples import RECIPE, STARTED, feedback
from tests.unit.pipeline.dairy import (
    OTHER_REVIEWS,
    STRAW_REVIEWS,
    STRAWS,
    UNRELATED,
    BoxReader,
    CharacterBag,
    annotator,
)
from voc.bootstrap import readers, settings, taxonomy, wiring
from voc.cli.app import app
from voc.errors import InputError
from voc.pipeline.annotate import Annotator, Item
from voc.pipeline.custom_topics import CustomTopicClassifier
from voc.types.issue import Discovery
from voc.types.scan import ScanTally

POSTED = datetime(2026, 10, 20, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home whose models need no files."""
    monkeypatch.setenv("VOC_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("VOC_DATABASE_URL", raising=False)
    monkeypatch.setattr(wiring, "annotator", lambda *_: annotator())
    monkeypatch.setattr(readers, "sentence_encoder", lambda _: CharacterBag())
    return tmp_path / "home"


@pytest.fixture
def read() -> None:
    """A store with reviews of a dairy, read once."""
    scan_all(annotator())


def scan_all(reader: Annotator) -> None:
    """Import what is new and read everything as a scan would with ``reader``."""
    store = wiring.open_store(settings.load())
    texts = dict(enumerate((*STRAW_REVIEWS, *OTHER_REVIEWS)))
    rows = [
        feedback(f"{n:04}", text=text, posted_at=POSTED, product="酸奶" if n % 2 else "牛奶")
        for n, text in texts.items()
    ]
    store.add(rows, [])
    scan = store.open(RECIPE, STARTED)
    store.save(scan, reader([Item(row.id, row.text) for row in rows]))
    nothing = Discovery(joined=(), opened=(), single=())
    store.finish(scan, nothing, ScanTally(), STARTED)
    store.close()


def voc(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["topics", *arguments], catch_exceptions=False)


def add_straw(*more: str) -> Result:
    examples = [part for example in STRAWS for part in ("--example", example)]
    return voc("add", "straw", "--description", "the straw", "--zh", "吸管", *examples, *more)


def test_topics_are_listed_with_what_they_cover() -> None:
    add_straw()
    lines = voc("list").output.splitlines()
    assert lines[0] == "taste  口味 · Taste · 맛  flavour: too sweet, bland, delicious"
    assert lines[-1] == "straw [custom, off]  吸管 · straw · straw  the straw"
    assert json.loads(voc("list", "--json").output)[-1] == {
        "topic": "straw", "zh": "吸管", "en": "straw", "ko": "straw", "covers": "the straw",
        "custom": True, "on": False,
    }  # fmt: skip


def test_examples_come_from_a_file_too(tmp_path: Path, home: Path) -> None:
    file = tmp_path / "straws.txt"
    file.write_text("\ufeff" + "\n\n".join(STRAWS), encoding="utf-8")
    voc("add", "straw", "--description", "the straw", "--examples", str(file))
    assert taxonomy.written(home, "straw").examples == STRAWS


def test_a_file_of_examples_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "none.txt"
    with pytest.raises(InputError, match=r"Cannot read .*none\.txt"):
        voc("add", "straw", "--description", "the straw", "--examples", str(missing))


@pytest.mark.usefixtures("read")
def test_a_trial_shows_what_would_have_been_caught_and_changes_nothing(home: Path) -> None:
    add_straw()
    told = json.loads(voc("try", "straw", "--json").output)
    quotes = [one["quote"] for one in told["nearest"]]
    assert sorted(quotes) == ["吸管太细了", "喝到一半吸管断了", "这吸管太短了吧"]
    assert told["caught"] == 4
    assert told["by_product"] == [
        {"product": "牛奶", "clauses": 2},
        {"product": "酸奶", "clauses": 2},
    ]
    assert told["hangs_together"]
    assert len(told["missed_first"]) == 5
    assert taxonomy.switched_on(home) == ()


@pytest.mark.usefixtures("read")
def test_the_same_store_gives_the_same_trial() -> None:
    add_straw()
    assert voc("try", "straw", "--json").output == voc("try", "straw", "--json").output


@pytest.mark.usefixtures("read")
def test_a_trial_reads_as_sentences() -> None:
    add_straw()
    output = voc("try", "straw").output
    assert output.startswith(
        "8 of 8 examples are caught by the others. Of 437 clauses in 220 of 220"
    )
    assert "“这吸管太短了吧” 牛奶, no topic (0000)" in output
    assert output.endswith("If these are right: `voc topics switch straw on`.\n")


@pytest.mark.usefixtures("read")
def test_a_trial_of_a_sample_says_how_much_it_is_of() -> None:
    add_straw()
    told = json.loads(voc("try", "straw", "--texts", "120", "--json").output)
    assert (told["texts"], told["stored"]) == (120, len(STRAW_REVIEWS) + len(OTHER_REVIEWS))


@pytest.mark.usefixtures("read")
def test_examples_of_many_things_are_shown_and_refused() -> None:
    examples = [part for example in UNRELATED for part in ("--example", example)]
    voc("add", "odd", "--description", "anything", *examples)
    assert "do not hang together" in voc("try", "odd").output
    with pytest.raises(InputError, match="odd cannot be switched on"):
        voc("switch", "odd", "on")


def test_a_trial_needs_feedback_that_was_read() -> None:
    add_straw()
    with pytest.raises(InputError, match=r"there are 0\. `voc import` more feedback"):
        voc("try", "straw")


@pytest.mark.usefixtures("read")
def test_an_example_without_words_is_told() -> None:
    add_straw("--example", "！！！")
    with pytest.raises(InputError, match="“！！！” of straw has no words to read"):
        voc("try", "straw")


@pytest.mark.usefixtures("read")
def test_a_topic_that_is_on_is_read_by_scans_and_named_in_reports(home: Path) -> None:
    add_straw()
    voc("try", "straw")
    assert "straw is on" in voc("switch", "straw", "on").output
    bag = CharacterBag()
    reader = CustomTopicClassifier(BoxReader(), bag, taxonomy.in_force(home, bag.name))
    plain = annotator()
    scan_all(replace(plain, classifier=reader))
    report = ["report", "monthly", "--format", "md", "--lang", "zh"]
    (path,) = CliRunner().invoke(app, report, catch_exceptions=False).output.split()
    assert "| 吸管 | 4 |" in Path(path).read_text(encoding="utf-8")


@pytest.mark.usefixtures("read")
def test_a_topic_that_is_off_again_is_in_force_no_more(home: Path) -> None:
    add_straw()
    voc("try", "straw")
    voc("switch", "straw", "on")
    assert "straw is off" in voc("switch", "straw", "off").output
    assert taxonomy.switched_on(home) == ()
