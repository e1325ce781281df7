"""What reports show of articles that were collected for what they say of us."""

from dataclasses import replace

from tests.golden.reports.snacks import DAMP, ZONE, Said, blocks, material
from voc.report.build import build
from voc.report.material import Material
from voc.report.quoting import PASSAGE
from voc.report.verify import verify
from voc.types.document import Span
from voc.types.feedback import FeedbackKind
from voc.types.opinion import Severity
from voc.types.report import IssueVoice, Quote, Report

ABOUT = "本报讯，昨日气温回升，各地游客增多。" * 20
FIRST = "海苔里吃出了碎玻璃。"
SECOND = "厂家尚未回应。"
TEXT = f"{ABOUT}{FIRST}{ABOUT}{SECOND}"
PASSAGES = (Span(len(ABOUT), len(ABOUT) + len(FIRST)), Span(len(TEXT) - len(SECOND), len(TEXT)))


def told(**fields: object) -> Material:
    article = Said(text=TEXT, feeling="-", kind=FeedbackKind.MEDIA, channel="食品观察")
    made = material((replace(article, **fields),), earlier=False)
    return replace(made, passages={made.facts[0].id: PASSAGES})


def report(made: Material) -> Report:
    built = build(made, ZONE.key, None)
    verify(built, made, made.texts)
    return built


def voiced(made: Material, span: Span, severity: Severity) -> Material:
    voice = IssueVoice(
        issue_id=DAMP, rank=0, start=span.start, end=span.end, text=TEXT, lot=None,
        severity=severity, stale=False, fact=made.facts[0],
    )  # fmt: skip
    return replace(made, voices=(voice,))


def test_the_media_section_quotes_the_passage_and_nothing_around_it() -> None:
    (shown,) = blocks(report(told()), "media", Quote)
    assert (shown.text, shown.before, shown.after, shown.cut) == (FIRST, "", "", True)
    assert TEXT[shown.start : shown.end] == FIRST


def test_of_several_passages_the_one_that_is_voiced_is_quoted() -> None:
    made = voiced(told(), PASSAGES[1], Severity.MINOR)
    (shown,) = blocks(report(made), "media", Quote)
    assert shown.text == SECOND


def test_a_long_passage_is_quoted_by_whole_clauses_from_its_start() -> None:
    made = told()
    long = (Span(0, len(TEXT)),)
    (shown,) = blocks(report(replace(made, passages={made.facts[0].id: long})), "media", Quote)
    assert TEXT.startswith(shown.text)
    assert PASSAGE / 2 < len(shown.text) <= PASSAGE


def test_an_article_without_passages_is_quoted_by_its_opening() -> None:
    (shown,) = blocks(report(replace(told(), passages={})), "media", Quote)
    assert shown.start == 0


def test_an_urgent_mention_is_told_by_its_passage_until_an_issue_knows_the_clause() -> None:
    made = told(severity=Severity.CRITICAL)
    (shown,) = blocks(report(made), "urgent", Quote)
    assert shown.text == FIRST
    clause = Span(PASSAGES[0].start, PASSAGES[0].end - 1)
    (shown,) = blocks(report(voiced(made, clause, Severity.CRITICAL)), "urgent", Quote)
    assert shown.text == FIRST[:-1]
