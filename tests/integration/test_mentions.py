"""An article that complains of what is watched: from its import to the report that quotes it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from voc.bootstrap import settings as settings_module
from voc.bootstrap import wiring
from voc.bootstrap.settings import Settings
from voc.notify.wording import catalogue, figures
from voc.pipeline.alerting import raise_alerts
from voc.pipeline.importing import import_feedback
from voc.pipeline.mentions import Mentions
from voc.pipeline.reporting import choose_period, make_report
from voc.pipeline.scan import run_scan
from voc.ports.store import Store
from voc.types.alert import NewMessage, On, Rule
from voc.types.document import Span
from voc.types.feedback import FeedbackKind, RawFeedback, Reject
from voc.types.issue import Issue
from voc.types.opinion import Severity
from voc.types.report import Cadence, Figure, IssueCard, Quote, Report
from voc.types.signal import Signal, SignalState

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
TOML = """
[[products]]
name = "海苔脆"
aliases = ["Crispy Nori"]
brand = "良野"

[[competitors]]
name = "甲牌"
"""
AROUND = "本周气温回升，市民出游增多。各景区客流平稳。交通部门加开了班次。"
COMPLAINT = "昨日，市民王女士反映，她买的良野海苔脆里吃出了碎玻璃，孩子嘴被划破流血。"
ARTICLE = f"{AROUND}\n\n{COMPLAINT}\n\n{AROUND}"
RIVAL = "消费者李先生投诉，甲牌坚果里吃出了碎玻璃，嘴被划破流血。"


class News:
    """Implements the port Channel."""

    def __init__(self, rows: Sequence[RawFeedback]) -> None:
        self._rows = rows

    def read(self) -> Iterator[RawFeedback | Reject]:
        yield from self._rows


def article(id_: str, text: str, title: str = "今日要闻", **fields: object) -> RawFeedback:
    made = RawFeedback(
        where=f"news {id_}", channel="news", kind=FeedbackKind.MEDIA, text=text, title=title,
        external_id=id_, posted_at=datetime(2026, 11, 18, 3, tzinfo=UTC),
    )  # fmt: skip
    return replace(made, **fields)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    (tmp_path / "voc.toml").write_text(TOML, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOC_HOME", str(tmp_path / ".voc"))
    monkeypatch.setenv("VOC_WORKERS", "1")
    return settings_module.load()


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = wiring.open_store(settings)
    yield opened
    opened.close()


@pytest.fixture
def mentions(settings: Settings) -> Mentions:
    return wiring.mentions(settings)


def take_in(store: Store, *rows: RawFeedback | None) -> None:
    found = [row for row in rows if row is not None]
    import_feedback(News(found), store, b"secret", lambda _: 0)


def scan(store: Store, settings: Settings) -> None:
    assert run_scan(store, wiring.scan_tools(settings), wiring.recipe_in_force(settings), NOW)


def raised(store: Store) -> list[Signal]:
    return [signal for signal in store.signals() if signal.raised]


def weekly(store: Store, settings: Settings) -> Report:
    period = choose_period(store, Cadence.WEEKLY, "2026-W47", settings.zone)
    return make_report(store, period, None, wiring.dump_report)


def quotes(report: Report, key: str) -> list[Quote]:
    (section,) = (one for one in report.sections if one.key == key)
    return [block for block in section.blocks if isinstance(block, Quote)]


def test_a_complaint_article_is_raised_in_its_scan_and_quoted_in_the_weekly_report(
    store: Store, settings: Settings, mentions: Mentions
) -> None:
    take_in(store, mentions.mention(article("1", ARTICLE)))
    scan(store, settings)
    (issue,) = store.issues()
    assert (issue.product, issue.kind.value) == ("海苔脆", "defect")
    (alarm,) = raised(store)
    assert (alarm.issue_id, alarm.state) == (issue.id, SignalState.CRITICAL)
    report = weekly(store, settings)
    (told,) = quotes(report, "media")
    assert told.text == COMPLAINT
    (urgent,) = quotes(report, "urgent")
    assert (urgent.severity, urgent.channel) == (Severity.CRITICAL, "news")
    assert urgent.text in COMPLAINT
    assert ARTICLE[urgent.start : urgent.end] == urgent.text


def test_a_danger_without_a_date_is_told_and_blamed_on_no_paper(
    store: Store, settings: Settings
) -> None:
    review = article("r", "孩子吃出了碎玻璃，嘴被划破流血，去了医院。", product="海苔脆")
    take_in(store, replace(review, kind=FeedbackKind.REVIEW, title=None, posted_at=None))
    scan(store, settings)
    (alarm,) = raised(store)
    assert (alarm.state, alarm.count) == (SignalState.CRITICAL, 0)
    assert alarm.because.startswith("1 person tells of a danger")
    rule = Rule(name="danger", on=On.CRITICAL, targets=("room",))
    (news,) = raise_alerts(store, [rule], NOW).news
    new = NewMessage(
        key="1", target="room", urgent=True, at=NOW, what=news.what, on=news.on,
        facts=news.alert.facts,
    )  # fmt: skip
    assert "没有日期的反馈" in figures(new, catalogue("zh"), UTC)


def test_an_article_counts_as_no_customer(
    store: Store, settings: Settings, mentions: Mentions
) -> None:
    review = article("r", "很脆很好吃，孩子喜欢", kind=FeedbackKind.REVIEW, product="海苔脆")
    take_in(store, mentions.mention(article("1", ARTICLE)), replace(review, title=None))
    scan(store, settings)
    (headline,) = (one for one in weekly(store, settings).sections if one.key == "headline")
    figures = {one.key: one.value for one in headline.blocks if isinstance(one, Figure)}
    assert (figures["feedback"], figures["feedback_clean"], figures["media"]) == (1, 1, 1)
    assert figures["negative_share"] == 0


def test_reprints_fold_under_the_first_and_are_told_once(
    store: Store, settings: Settings, mentions: Mentions
) -> None:
    reprint = article("2", ARTICLE + "（转载）", channel="portal")
    take_in(store, mentions.mention(article("1", ARTICLE)), mentions.mention(reprint))
    scan(store, settings)
    (alarm,) = raised(store)
    assert alarm.because.startswith("1 article tells of a danger")
    report = weekly(store, settings)
    (told,) = quotes(report, "media")
    assert told.elsewhere is not None
    assert told.elsewhere.evidence.rows == 1
    (defects,) = (one for one in report.sections if one.key == "defects")
    assert [one.count for one in defects.blocks if isinstance(one, IssueCard)] == [1]


def test_an_article_that_was_imported_without_passages_has_no_voices(
    store: Store, settings: Settings
) -> None:
    take_in(store, article("1", ARTICLE, product="海苔脆"))
    scan(store, settings)
    assert (store.issues(), store.signals()) == ((), ())


def test_trouble_of_rivals_is_told_and_is_no_issue_of_ours(
    store: Store, settings: Settings, mentions: Mentions
) -> None:
    take_in(store, mentions.mention(article("1", RIVAL)))
    scan(store, settings)
    assert (store.issues(), store.signals()) == ((), ())
    report = weekly(store, settings)
    assert [one.text for one in quotes(report, "media")] == [RIVAL]
    assert quotes(report, "urgent") == []


def test_what_customers_complain_of_and_what_a_paper_writes_is_one_issue(
    store: Store, settings: Settings, mentions: Mentions
) -> None:
    said = "海苔脆里吃出了碎玻璃，嘴被划破流血"
    review = article("r", said, kind=FeedbackKind.REVIEW, product="海苔脆", title=None)
    take_in(store, review)
    scan(store, settings)
    take_in(store, mentions.mention(article("1", ARTICLE)))
    scan(store, settings)
    of_review: list[Issue] = [one for one in store.issues() if one.product == "海苔脆"]
    assert of_review
    assert {one.product for one in store.issues()} == {"海苔脆"}


def test_passages_beyond_the_text_are_an_error_of_who_gives_them(store: Store) -> None:
    for passages in ((Span(0, 999),), (Span(5, 9), Span(0, 3)), (Span(2, 2),)):
        with pytest.raises(ValueError, match="passages must lie in the text"):
            take_in(store, article("1", COMPLAINT, passages=passages))
