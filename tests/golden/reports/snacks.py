"""One week of a snack maker that does not exist, written by hand: the material of report tests."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from voc.report.build import build
from voc.report.material import Material
from voc.report.periods import parse_period, previous
from voc.types.document import Flag, Language
from voc.types.feedback import FeedbackId, FeedbackKind
from voc.types.issue import Issue, IssueId, IssueKind, IssueState
from voc.types.opinion import Polarity, SentimentLabel, Severity
from voc.types.report import (
    AppearanceFact,
    Cadence,
    FeedbackFact,
    IssueVoice,
    LotShipment,
    OpinionFact,
    ReadingFact,
    Report,
)

Shown = TypeVar("Shown")

ZONE = ZoneInfo("Asia/Shanghai")
WEEK = parse_period(Cadence.WEEKLY, "2026-W44", ZONE)
RECIPE = "2026-11-1f3a9c2b"
BECAUSE = {
    "platform_default": "says only what shop systems say: 用户没有填写",
    "advert": "gives a way to an offer: 加微信号 snack88, 红包",
    "copy": "says the same as an earlier text",
}

SEAWEED, CHESTNUT, MANGO, BEEF = "烤海苔脆片", "糖炒板栗仁", "原味芒果干", "手撕牛肉"
DAMP, SWEET, VINE = IssueId("D3"), IssueId("D5"), IssueId("I2")

_POLARITY = {"-": Polarity.NEGATIVE, "+": Polarity.POSITIVE, "~": Polarity.NEUTRAL}
_SENTIMENT = {
    "-": SentimentLabel.NEGATIVE,
    "+": SentimentLabel.POSITIVE,
    "~": SentimentLabel.NEUTRAL,
    "±": SentimentLabel.MIXED,
}


@dataclass(frozen=True, kw_only=True)
class Said:
    """One piece of feedback as a test tells it."""

    text: str
    feeling: str = "-"  # - + ~ ±
    product: str | None = SEAWEED
    channel: str = "天猫"
    rating: float | None = None
    day: int | None = 0  # after the week's Monday; None is undated
    topics: str = ""  # "freshness- taste+"
    issue: IssueId | None = None
    quote: str | None = None  # the clause in the issue; the whole text where None
    lot: str | None = None
    severity: Severity = Severity.NONE
    sure: float = 0.9  # of the severity
    kind: FeedbackKind = FeedbackKind.REVIEW
    language: Language = Language.ZH_HANS
    flags: tuple[str, ...] = ()
    recipe: str = RECIPE
    copy_of: str | None = None  # the text of its first appearance


ISSUES = (
    Issue(
        id=DAMP,
        kind=IssueKind.DEFECT,
        state=IssueState.OPEN,
        product=SEAWEED,
        topic="freshness",
        terms=("受潮", "软塌塌", "不脆"),
        title=None,
        pinned=False,
        merged_into=None,
    ),
    Issue(
        id=SWEET,
        kind=IssueKind.DEFECT,
        state=IssueState.OPEN,
        product=CHESTNUT,
        topic="taste",
        terms=("太甜", "齁"),
        title="板栗甜得发齁",
        pinned=False,
        merged_into=None,
    ),
    Issue(
        id=VINE,
        kind=IssueKind.IDEA,
        state=IssueState.OPEN,
        product=BEEF,
        topic="taste",
        terms=("藤椒味",),
        title=None,
        pinned=False,
        merged_into=None,
    ),
)

_DAMP = {"issue": DAMP, "severity": Severity.MAJOR, "topics": "freshness- texture-"}
_SWEET = {"issue": SWEET, "severity": Severity.MINOR, "topics": "taste-", "product": CHESTNUT}
_VINE = {"issue": VINE, "topics": "taste~", "product": BEEF, "feeling": "±"}

THIS_WEEK: tuple[Said, ...] = (
    Said(
        text="买了三回了，这回的海苔一打开就是软塌塌的，一点都不脆，完全受潮了。包装上批号L20261012，"
        "封口那里摸着就松。之前两回都好好的，希望你们查一下这批货是怎么回事，别让老顾客寒心。",
        quote="完全受潮了",
        rating=1,
        lot="L20261012",
        day=1,
        **_DAMP,
    ),
    Said(
        text="受潮了！！像嚼纸",
        quote="受潮了",
        rating=1,
        lot="L20261012",
        day=1,
        channel="京东",
        **_DAMP,
    ),
    Said(
        text="海苔拿出來軟趴趴，完全不脆，保存期限明明還很久",
        quote="完全不脆",
        rating=2,
        day=2,
        channel="蝦皮",
        language=Language.ZH_HANT,
        **_DAMP,
    ),
    Said(
        text="김이 눅눅해서 바삭한 맛이 하나도 없어요. 아이가 안 먹네요.",
        rating=2,
        day=2,
        quote="김이 눅눅해서 바삭한 맛이 하나도 없어요",
        channel="네이버 스토어",
        language=Language.KO,
        **_DAMP,
    ),
    Said(
        text="Arrived soggy, not crisp at all. Lot L20261012.",
        quote="Arrived soggy",
        rating=1,
        lot="L20261012",
        day=3,
        channel="Amazon",
        language=Language.EN,
        **_DAMP,
    ),
    Said(
        text="两包都潮了，批次L20261012", rating=1, lot="L20261012", day=3, channel="京东", **_DAMP
    ),
    Said(text="开袋就软，跟泡过水似的", rating=1, lot="L20261012", day=4, **_DAMP),
    Said(
        text="味道可以，就是这次不脆",
        quote="就是这次不脆",
        rating=3,
        lot="L20260928",
        day=5,
        feeling="±",
        **{**_DAMP, "topics": "taste+ freshness-"},
    ),
    Said(text="潮乎乎的没法吃", day=None, channel="门店回访", kind=FeedbackKind.VISIT, **_DAMP),
    Said(text="又是软的，退了", rating=1, day=6, channel="抖音", **_DAMP),
    Said(text="受潮，申请售后", rating=1, lot="L20261012", day=6, **_DAMP),
    Said(text="板栗甜得发齁，一包没吃完就放着了", quote="板栗甜得发齁", rating=2, day=0, **_SWEET),
    Said(
        text="能不能少放点糖？栗子本来就甜，这个甜得嗓子疼",
        quote="这个甜得嗓子疼",
        rating=3,
        day=2,
        channel="京东",
        feeling="±",
        **_SWEET,
    ),
    Said(
        text="老人说太甜，血糖高的别买",
        quote="老人说太甜",
        rating=2,
        day=4,
        channel="拼多多",
        **_SWEET,
    ),
    Said(text="牛肉很香有嚼劲，出个藤椒味的吧！", quote="出个藤椒味的吧", rating=5, day=1, **_VINE),
    Said(text="要是有藤椒味我能天天买", rating=5, day=3, channel="小红书", **_VINE),
    Said(
        text="建议加一款藤椒，麻麻的配牛肉绝了",
        quote="建议加一款藤椒",
        rating=4,
        day=5,
        channel="京东",
        **_VINE,
    ),
    Said(
        text="给孩子吃的时候在芒果干里咬到一小段铁丝，差点划破嘴！！图片已上传，请马上联系我，电话***********",
        product=MANGO,
        rating=1,
        day=4,
        channel="京东",
        topics="safety-",
        severity=Severity.CRITICAL,
    ),
    Said(text="芒果干不够酸，甜腻腻的", product=MANGO, rating=3, day=2, topics="taste-"),
    Said(
        text="芒果干很厚实，酸甜刚好，办公室一下午就被抢光了",
        feeling="+",
        product=MANGO,
        rating=5,
        day=1,
        topics="taste+ size+",
    ),
    Said(
        text="海苔薄脆鲜香，孩子一次能吃半包，已经是第四次回购",
        feeling="+",
        rating=5,
        day=0,
        topics="taste+ texture+",
    ),
    Said(
        text="板栗粉糯，剥好的直接吃，上班路上一包很方便",
        feeling="+",
        product=CHESTNUT,
        rating=5,
        day=3,
        channel="拼多多",
        topics="texture+ usability+",
    ),
    Said(
        text="牛肉是一丝一丝的真牛肉，就是价格小贵",
        feeling="±",
        product=BEEF,
        rating=4,
        day=6,
        channel="小红书",
        topics="quality+ price-",
    ),
    Said(
        text="快递把箱子压扁了，客服倒是马上补发，态度很好",
        feeling="±",
        product=BEEF,
        rating=4,
        day=5,
        topics="logistics- service+",
    ),
    Said(
        text="Nice beef snack, good chew and not too salty.",
        feeling="+",
        product=BEEF,
        rating=5,
        day=2,
        channel="Amazon",
        language=Language.EN,
        topics="taste+ texture+",
    ),
    Said(text="好吃", feeling="+", rating=5, day=2, topics="taste+"),
    Said(text="不错不错", feeling="+", product=CHESTNUT, rating=5, day=4, topics="overall+"),
    Said(
        text="还行吧，没什么特别的", feeling="~", product=MANGO, rating=3, day=6, topics="overall~"
    ),
    Said(text="此用户没有填写评价。", feeling="+", rating=5, day=3, flags=("platform_default",)),
    Said(
        text="此用户没有填写评价。",
        feeling="+",
        product=BEEF,
        rating=5,
        day=5,
        flags=("platform_default",),
    ),
    Said(
        text="加微信号 snack88 领红包，好评返现",
        feeling="+",
        product=None,
        day=4,
        channel="抖音",
        flags=("advert",),
    ),
    Said(
        text="新国标征求意见，海苔类零食水分指标或将收紧",
        feeling="~",
        day=1,
        channel="食品观察",
        kind=FeedbackKind.MEDIA,
    ),
    Said(
        text="这家零食公司把板栗做成了爆款",
        feeling="+",
        product=CHESTNUT,
        day=3,
        channel="商业晚报",
        kind=FeedbackKind.MEDIA,
    ),
)

SHIPMENTS = (
    LotShipment(product=SEAWEED, lot="L20260928", quantity=24_000),
    LotShipment(product=SEAWEED, lot="L20261012", quantity=18_500),
)

# Weeks before, newest first: how many rows of each feeling. Only counts matter there.
EARLIER_TEXT = "海苔有点软，别的都和以前一样"
EARLIER = tuple(
    {"+": 14 + number % 5, "~": 2, "±": 3 + number % 2, "-": 4 + number % 3} for number in range(15)
)


def material(said: Sequence[Said] = THIS_WEEK, *, earlier: bool = True) -> Material:
    """The week's material; ``said`` in place of what people said, and no past, where asked."""
    past = tuple(_earlier()) if earlier else ()
    facts = tuple(_fact(one, len(past) + number) for number, one in enumerate(said))
    rows = tuple(zip(said, facts, strict=True))
    return Material(
        period=WEEK,
        previous=previous(WEEK),
        reaches=WEEK.end,
        facts=(*past, *facts),
        opinions=tuple(opinion for one, fact in rows for opinion in _opinions(one, fact)),
        readings=tuple(
            ReadingFact(
                feedback_id=fact.id,
                language=one.language,
                flags=tuple(Flag(name=name, because=BECAUSE[name]) for name in one.flags),
            )
            for one, fact in rows
        ),
        issues={issue.id: issue for issue in ISSUES},
        voices=tuple(_voices(rows, past)),
        shipments=SHIPMENTS,
        appearances=tuple(_appearances(rows)),
        texts={
            **{fact.id: EARLIER_TEXT for fact in past},
            **{fact.id: one.text for one, fact in rows},
        },
    )


def _fact(one: Said, seq: int) -> FeedbackFact:
    posted = WEEK.start + timedelta(days=one.day or 0, hours=9, minutes=seq)
    return FeedbackFact(
        id=FeedbackId(f"f{seq:04}"),
        seq=seq,
        channel=one.channel,
        kind=one.kind,
        product=one.product,
        counted_at=posted,
        dated=one.day is not None,
        rating=None if one.rating is None else float(one.rating),
        sentiment=_SENTIMENT[one.feeling],
        severity=one.severity,
        severity_confidence=one.sure,
        flagged=bool(one.flags),
        recipe_id=one.recipe,
    )


def _earlier() -> Iterator[FeedbackFact]:
    seq = 0
    for weeks, counts in enumerate(EARLIER, start=1):
        monday: datetime = WEEK.start - timedelta(weeks=weeks)
        for feeling, count in counts.items():
            for number in range(count):
                one = Said(
                    text=EARLIER_TEXT, feeling=feeling, rating={"+": 5, "-": 2}.get(feeling, 4)
                )
                fact = _fact(one, seq)
                yield replace(fact, counted_at=monday + timedelta(days=number % 7, hours=10))
                seq += 1


def _opinions(one: Said, fact: FeedbackFact) -> Iterator[OpinionFact]:
    for told in () if one.flags else one.topics.split():
        yield OpinionFact(feedback_id=fact.id, topic=told[:-1], polarity=_POLARITY[told[-1]])


def _appearances(rows: Sequence[tuple[Said, FeedbackFact]]) -> Iterator[AppearanceFact]:
    first = {one.text: fact.id for one, fact in reversed(rows) if one.copy_of is None}
    copied = {one.copy_of for one, _ in rows}
    for one, fact in rows:
        if one.copy_of or one.text in copied:
            yield AppearanceFact(first=first[one.copy_of or one.text], fact=fact)


def _voices(
    rows: Sequence[tuple[Said, FeedbackFact]], past: Sequence[FeedbackFact]
) -> Iterator[IssueVoice]:
    for issue in ISSUES:
        members = [(one, fact) for one, fact in rows if one.issue == issue.id]
        if issue.id == DAMP and past:
            # Heard before: once last week, once in the summer.
            soft = Said(text=EARLIER_TEXT, quote="海苔有点软")
            members += [(soft, past[-1]), (soft, past[0])]
        for rank, (one, fact) in enumerate(members):
            start = one.text.index(one.quote) if one.quote else 0
            yield IssueVoice(
                issue_id=issue.id,
                rank=rank,
                start=start,
                end=start + len(one.quote or one.text),
                text=one.text,
                lot=one.lot,
                severity=one.severity,
                stale=False,
                fact=fact,
            )


_GLASS = "某品牌芒果干被检出玻璃碎片，涉事批次已要求下架，市场监管部门正在调查"
_REPRINT = {
    "product": MANGO,
    "kind": FeedbackKind.MEDIA,
    "severity": Severity.CRITICAL,
    "copy_of": _GLASS,
    "flags": ("copy",),
}
_SOFT = "海苔一打开就是软的，封口没有压紧，日期倒是新鲜，客服到现在没有回音"

REPRINTED: tuple[Said, ...] = (
    Said(text=f"快讯：{_GLASS}", day=3, channel="今日头条", **_REPRINT),
    Said(text=_GLASS, day=2, channel="食品观察", **{**_REPRINT, "copy_of": None, "flags": ()}),
    Said(text=f"{_GLASS}。（转载）", day=4, channel="今日头条", **_REPRINT),
    Said(text=f"{_GLASS}，本报将继续关注", day=6, channel="商业晚报", **_REPRINT),
    Said(text=_SOFT, quote="海苔一打开就是软的", rating=1, day=1, **_DAMP),
    Said(text=f"{_SOFT}！！", rating=1, day=2, channel="京东", copy_of=_SOFT, flags=("copy",)),
)


def report(said: Sequence[Said] = THIS_WEEK, *, earlier: bool = True) -> Report:
    return build(material(said, earlier=earlier), ZONE.key, None)


def monthly_report() -> Report:
    """October, of the same rows."""
    month = parse_period(Cadence.MONTHLY, "2026-10", ZONE)
    made = replace(material(), period=month, previous=previous(month))
    return build(made, ZONE.key, None)


def blocks(report: Report, section: str, kind: type[Shown]) -> list[Shown]:
    """The blocks of one kind in one section."""
    (found,) = [each for each in report.sections if each.key == section]
    return [block for block in found.blocks if isinstance(block, kind)]
