"""Small nouns to store. Texts are our own."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from voc.types.document import Entity, Flag, Language
from voc.types.feedback import Feedback, FeedbackId, FeedbackKind
from voc.types.issue import IssueKind, NewIssue, Voice
from voc.types.opinion import (
    Intent,
    Opinion,
    Polarity,
    Profile,
    Reading,
    Scored,
    Sentiment,
    SentimentLabel,
    Severity,
)
from voc.types.report import Cadence, Period, Report
from voc.types.scan import Recipe

TEXT = "海苔受潮了,希望出藤椒味"
DAMP = (0, 5)  # 海苔受潮了
WISH = (6, 12)  # 希望出藤椒味
POSTED = datetime(2026, 10, 5, 8, 30, tzinfo=UTC)
STARTED = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
LATER = STARTED + timedelta(days=7)

RECIPE = Recipe(
    id="2026-11-aaaaaaaa",
    profile=Profile.STANDARD,
    model="ngram-1",
    encoder="encoder-1",
    phrases="words-1",
    clauses="clauses@0",
    word_rules=1,
    text_rules=1,
    topic_threshold=0.5,
    intent_threshold=0.5,
    wish_threshold=0.3,
    unhappy_threshold=0.7,
    critical_threshold=0.3,
    danger_threshold=0.5,
    further_topic_threshold=0.5,
    mixed_margin=0.2,
    most_doubt=0.1,
    dictionary="d1",
    gazetteers="g1",
    taxonomy="t1",
    same_issue_cosine=0.6,
    new_issue_min_voices=3,
    regroup_growth=0.25,
    clear_margin=0.1,
    drift_cosine=0.7,
)
NEW_RECIPE = replace(RECIPE, id="2026-12-bbbbbbbb", topic_threshold=0.6)


def feedback(name: str, **fields: object) -> Feedback:
    made = Feedback(
        id=FeedbackId(name),
        channel="shop",
        kind=FeedbackKind.REVIEW,
        text=TEXT,
        external_id=None,
        posted_at=POSTED,
        product="海苔脆",
        sku=None,
        lot=None,
        produced_on=None,
        rating=2.0,
        author_key=None,
        region=None,
        title=None,
        url=None,
        parent_id=None,
    )
    return replace(made, **fields)


def opinion(span: tuple[int, int] = DAMP, **fields: object) -> Opinion:
    made = Opinion(
        topic="texture",
        polarity=Polarity.NEGATIVE,
        intent=Intent.COMPLAINT,
        severity=Severity.MINOR,
        confidence=0.8,
        start=span[0],
        end=span[1],
    )
    return replace(made, **fields)


def reading(of: Feedback, *opinions: Opinion, **fields: object) -> Reading:
    made = Reading(
        id=of.id,
        language=Language.ZH_HANS,
        sentiment=Sentiment(label=SentimentLabel.NEGATIVE, score=-0.8, confidence=0.9),
        opinions=opinions,
        intents=(Scored(label="complaint", confidence=0.9),),
        severity=Scored(label="major", confidence=0.7),
        entities=(),
        flags=(),
    )
    return replace(made, **fields)


def lot(value: str) -> Entity:
    return Entity(type="lot", value=value, start=0, end=2)


def flag(name: str) -> Flag:
    return Flag(name=name, because="says so")


def voice(of: Feedback, span: tuple[int, int] = DAMP, **fields: object) -> Voice:
    made = Voice(
        feedback_id=of.id,
        start=span[0],
        end=span[1],
        quote=of.text[span[0] : span[1]],
        kind=IssueKind.DEFECT,
        product=of.product,
        topic="texture",
        severity=Severity.MINOR,
        author=of.author_key,
    )
    return replace(made, **fields)


def new_issue(*voices: Voice) -> NewIssue:
    return NewIssue(
        kind=voices[0].kind,
        product=voices[0].product,
        topic="texture",
        terms=("受潮", "不脆"),
        voices=voices,
    )


def report(name: str, month: int) -> Report:
    start = datetime(2026, month, 1, tzinfo=UTC)
    end = datetime(2026, month + 1, 1, tzinfo=UTC)
    period = Period(
        cadence=Cadence.MONTHLY,
        name=f"2026-{month:02}",
        start=start,
        end=end,
        first_day=start.date(),
        last_day=(end - timedelta(days=1)).date(),
    )
    return Report(
        id=name,
        period=period,
        product=None,
        zone="Asia/Shanghai",
        recipe_ids=(RECIPE.id,),
        sections=(),
    )
