import pytest

from tests.unit.insight.alerts.told import DAY, NOW, rule
from voc.insight.alerts.launches import Launch, launch_findings, launches
from voc.types.alert import Citation, On
from voc.types.document import Named
from voc.types.feedback import FeedbackId

RIVALS = ("三只松鼠", "nutbar", "너트바")


def named(text: str) -> list[Named]:
    return [
        Named(type="competitor", value=rival, start=text.index(rival), end=text.index(rival) + 1)
        for rival in RIVALS
        if rival in text
    ]


def told(text: str) -> list[str]:
    return [rival for rival, _, _ in launches(text, named(text))]


@pytest.mark.parametrize(
    "text",
    [
        "昨天,三只松鼠推出了芝士味夏威夷果。",
        "三只松鼠新品上市,首日卖出三万袋",
        "记者获悉三只松鼠的冻干系列将于下周首发",
        "三只松鼠在展会上亮相一款新口味",
        "三只松鼠作为上市公司,本周推出了低糖系列",
        "nutbar launches a salted plum snack in three cities.",
        "on monday nutbar unveiled its winter box",
        "nutbar's new flavour hits shelves next week",
        "너트바가 새로운 김맛 견과를 출시했다.",
        "너트바 신제품 3종을 선보인다",
    ],
)
def test_a_launch_is_told(text: str) -> None:
    assert len(told(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "三只松鼠发布2026年三季度财报,收入下滑。",
        "三只松鼠拟赴港上市,估值未披露",
        "上市公司三只松鼠回应涨价",
        "三只松鼠暂不推出散装产品",
        "三只松鼠推迟上市新包装",
        "三只松鼠的坚果受潮了。隔壁店推出了新品",
        "三只松鼠致歉并召回一批产品",
        "nutbar launched an investigation into the complaints.",
        "nutbar has not launched anything this year",
        "nutbar shares fell. a rival brand launched a snack.",
        "너트바는 아직 출시하지 않았다고 밝혔다",
        "本店推出了新品",
    ],
)
def test_what_else_a_company_does_is_no_launch(text: str) -> None:
    assert told(text) == []


def test_the_sentence_is_what_is_cited() -> None:
    text = "今天天气好。三只松鼠推出新品!大家都去看。"
    ((_, start, end),) = launches(text, named(text))
    assert text[start:end] == "三只松鼠推出新品"


def test_each_rival_is_one_subject_with_its_latest_articles() -> None:
    articles = [
        Launch(
            rival=RIVALS[number % 2],
            citation=Citation(feedback_id=FeedbackId(f"a{number}"), start=0, end=5),
            at=NOW - number * DAY,
        )
        for number in range(6)
    ]
    one, other = launch_findings(rule(On.RIVAL_LAUNCH), articles)
    assert (one.subject, other.subject) == ("rival:nutbar", "rival:三只松鼠")
    assert (other.facts["count"], other.since) == (3, NOW)
    assert [cited.feedback_id for cited in other.citations] == ["a0", "a2", "a4"]
    only = rule(On.RIVAL_LAUNCH, rivals=("nutbar",), least=4)
    assert [(one.subject, one.opens) for one in launch_findings(only, articles)] == [
        ("rival:nutbar", False)
    ]
