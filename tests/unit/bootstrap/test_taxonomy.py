import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.unit.pipeline.dairy import OTHER_REVIEWS, STRAW, STRAWS, UNRELATED, CharacterBag
from voc.bootstrap import taxonomy
from voc.bootstrap.topic_file import topic_from
from voc.errors import InputError, NotFoundError, SettingsError
from voc.insight.likeness import fit_topic
from voc.renderers.catalogues import taxonomy as shipped
from voc.types.opinion import TOPICS
from voc.types.taxonomy import CustomTopic, FittedTopic, TopicName

BAG = CharacterBag()
TOPICS_PAGE = Path(__file__).parents[3] / "docs" / "topics.md"


def tried(topic: CustomTopic = STRAW) -> FittedTopic:
    examples, background = BAG.encode(topic.examples), BAG.encode(OTHER_REVIEWS)
    return FittedTopic(topic=topic, fit=fit_topic(BAG.name, examples, background))


def switched_on(home: Path) -> Path:
    """``home`` with the straw on."""
    taxonomy.add(home, STRAW)
    taxonomy.keep_trial(home, tried())
    taxonomy.switch_on(home, "straw")
    return home


def given(**changes: Any) -> dict[str, Any]:
    return {"description": "the straw on the box", "examples": list(STRAWS), **changes}


# --- topics v1 ---


def test_the_file_has_the_topics_of_the_models_in_the_order_of_reports() -> None:
    assert tuple(shipped()) == TOPICS


def test_every_topic_has_its_names_and_what_it_covers() -> None:
    assert {tuple(entry) for entry in shipped().values()} == {("zh", "en", "ko", "covers")}


def test_the_page_on_topics_says_what_the_file_says() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", TOPICS_PAGE.read_text("utf-8"), re.MULTILINE)
    assert rows == [(topic, entry["covers"]) for topic, entry in shipped().items()]


# --- what a person writes ---


def test_a_topic_is_read_as_it_was_written(tmp_path: Path) -> None:
    quoted = replace(STRAW, description='the "straw" \\ 빨대 🥤')
    taxonomy.add(tmp_path, quoted)
    assert taxonomy.written(tmp_path, "straw") == quoted
    assert taxonomy.custom_topics(tmp_path) == [quoted]


def test_a_topic_without_names_is_called_as_it_is() -> None:
    assert topic_from("straw", given()).name == TopicName(
        topic="straw", zh="straw", en="straw", ko="straw"
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"examples": STRAWS[:4]}, "at least 5"),
        ({"examples": [f"吸管{n}" for n in range(21)]}, "at most 20"),
        ({"examples": [*STRAWS[:5], "吸管太短了 "]}, "are the same example"),
        ({"examples": [*STRAWS[:5], "  "]}, "examples 5: .*at least 1 character"),
        ({"description": ""}, "description"),
        ({"description": "two\nlines"}, "control character"),
        ({"zh": "一个太长而放不进图表的名字"}, "too long for reports"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_topic_that_lacks_something_says_what(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=f"Topic straw.*{message}"):
        topic_from("straw", given(**changes))


@pytest.mark.parametrize("name", ["Straw", "吸管", "../straw", "straw-", "a" * 19, ""])
def test_a_name_is_a_short_slug(name: str) -> None:
    with pytest.raises(InputError, match="cannot name a topic"):
        topic_from(name, given())


def test_a_name_that_the_models_know_is_taken() -> None:
    with pytest.raises(InputError, match="packaging is a topic voc reads already"):
        topic_from("packaging", given())


def test_a_topic_is_added_once(tmp_path: Path) -> None:
    path = taxonomy.add(tmp_path, STRAW)
    with pytest.raises(InputError, match=f"already. Edit {re.escape(str(path))}"):
        taxonomy.add(tmp_path, STRAW)


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    path = taxonomy.add(tmp_path, STRAW)
    path.write_text("examples = [", encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(str(path))):
        taxonomy.written(tmp_path, "straw")


@pytest.mark.parametrize("ask", [taxonomy.written, taxonomy.switch_on, taxonomy.switch_off])
def test_an_unknown_topic_is_told_with_those_there_are(
    ask: Callable[[Path, str], object], tmp_path: Path
) -> None:
    taxonomy.add(tmp_path, STRAW)
    with pytest.raises(NotFoundError, match=r"no custom topic lid. There are: straw"):
        ask(tmp_path, "lid")


# --- on and off ---


def test_a_topic_that_was_never_tried_stays_off(tmp_path: Path) -> None:
    taxonomy.add(tmp_path, STRAW)
    with pytest.raises(InputError, match="Run `voc topics try straw`"):
        taxonomy.switch_on(tmp_path, "straw")
    assert taxonomy.switched_on(tmp_path) == ()


def test_a_topic_is_switched_on_by_its_last_trial(tmp_path: Path) -> None:
    assert taxonomy.switched_on(switched_on(tmp_path)) == (tried(),)


def test_a_topic_edited_since_its_trial_must_be_tried_again(tmp_path: Path) -> None:
    path = taxonomy.add(tmp_path, STRAW)
    taxonomy.keep_trial(tmp_path, tried())
    path.write_text(path.read_text("utf-8").replace("吸管太短了", "吸管太长了"), encoding="utf-8")
    with pytest.raises(InputError, match="has not been tried as it is now"):
        taxonomy.switch_on(tmp_path, "straw")


def test_editing_or_trying_a_topic_leaves_the_one_in_force_alone(tmp_path: Path) -> None:
    home = switched_on(tmp_path)
    edited = replace(STRAW, examples=STRAWS[:6])
    (home / "topics" / "straw.toml").unlink()
    taxonomy.add(home, edited)
    taxonomy.keep_trial(home, tried(edited))
    assert taxonomy.switched_on(home) == (tried(),)


def test_examples_that_do_not_hang_together_cannot_be_switched_on(tmp_path: Path) -> None:
    mixed = replace(STRAW, examples=UNRELATED)
    taxonomy.add(tmp_path, mixed)
    taxonomy.keep_trial(tmp_path, tried(mixed))
    with pytest.raises(InputError, match=r"do not hang together.*narrower"):
        taxonomy.switch_on(tmp_path, "straw")


def test_a_topic_is_switched_off_even_without_its_file(tmp_path: Path) -> None:
    home = switched_on(tmp_path)
    (home / "topics" / "straw.toml").unlink()
    assert taxonomy.custom_topics(home) == [STRAW]
    taxonomy.switch_off(home, "straw")
    assert taxonomy.switched_on(home) == ()


def test_another_encoder_asks_for_another_trial(tmp_path: Path) -> None:
    home = switched_on(tmp_path)
    assert taxonomy.in_force(home, BAG.name) == (tried(),)
    with pytest.raises(SettingsError, match=r"encoder bag-1; bag-2 reads now.*voc topics try"):
        taxonomy.in_force(home, "bag-2")


def test_a_damaged_trial_says_what_to_do(tmp_path: Path) -> None:
    home = switched_on(tmp_path)
    (home / "topics" / "on" / "straw.json").write_text("{", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"straw\.json is damaged. Run `voc topics try straw`"):
        taxonomy.switched_on(home)


# --- recipe and reports ---


def test_the_recipe_changes_with_what_is_on_alone(tmp_path: Path) -> None:
    before = taxonomy.digest(taxonomy.switched_on(tmp_path))
    taxonomy.add(tmp_path, STRAW)
    taxonomy.keep_trial(tmp_path, tried())
    assert taxonomy.digest(taxonomy.switched_on(tmp_path)) == before
    taxonomy.switch_on(tmp_path, "straw")
    assert taxonomy.digest(taxonomy.switched_on(tmp_path)) != before
    taxonomy.switch_off(tmp_path, "straw")
    assert taxonomy.digest(taxonomy.switched_on(tmp_path)) == before


def test_reports_know_the_names_of_topics_that_are_off_too(tmp_path: Path) -> None:
    home = switched_on(tmp_path)
    taxonomy.switch_off(home, "straw")
    assert taxonomy.topic_names(home) == (STRAW.name,)


def test_a_file_that_is_being_edited_stops_no_report(tmp_path: Path) -> None:
    home = switched_on(tmp_path)
    (home / "topics" / "straw.toml").write_text("examples = [", encoding="utf-8")
    assert taxonomy.topic_names(home) == (STRAW.name,)
