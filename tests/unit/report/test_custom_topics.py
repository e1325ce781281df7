"""Reports call a custom topic what the person called it who added it."""

from dataclasses import replace

from tests.golden.reports.snacks import material
from voc.renderers.json import dump, load
from voc.renderers.wording import Wording
from voc.report.build import build
from voc.report.canonical import id_of
from voc.report.material import Material
from voc.types.opinion import Polarity
from voc.types.report import OpinionFact, Report, Table
from voc.types.taxonomy import TopicName

STRAW = TopicName(topic="straw", zh="吸管", en="Straw", ko="빨대")
LID = TopicName(topic="lid", zh="瓶盖", en="Lid", ko="뚜껑")


def spoken_of() -> Material:
    """The week's material, where somebody spoke of straws and nobody of lids."""
    week = material()
    straw = OpinionFact(feedback_id=week.customers[0].id, topic="straw", polarity=Polarity.NEGATIVE)
    return replace(week, opinions=(*week.opinions, straw), topic_names=(LID, STRAW))


def report() -> Report:
    return build(spoken_of(), "Asia/Shanghai", None)


def test_a_custom_topic_has_its_name_in_every_language() -> None:
    names = {lang: Wording(report(), lang).name("topics", "straw") for lang in ("zh", "en", "ko")}
    assert names == {"zh": "吸管", "en": "Straw", "ko": "빨대"}


def test_topics_of_the_models_keep_theirs() -> None:
    assert Wording(report(), "en").name("topics", "taste") == "Taste"


def test_a_custom_topic_has_its_row_in_the_table_of_topics() -> None:
    (section,) = (section for section in report().sections if section.key == "topics")
    table = section.blocks[-1]
    assert isinstance(table, Table)
    assert ("straw", 1, 1, 0, 0) in table.rows


def test_a_topic_nobody_speaks_of_changes_no_report() -> None:
    assert report() == build(replace(spoken_of(), topic_names=(STRAW,)), "Asia/Shanghai", None)


def test_names_travel_with_the_data() -> None:
    assert load(dump(report())) == report()


def test_a_name_changed_by_hand_shows() -> None:
    made = report()
    assert id_of(made) == made.id
    assert id_of(replace(made, topic_names=(replace(STRAW, en="Pipe"),))) != made.id
