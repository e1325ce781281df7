from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.conformance.store.samples import (
    DAMP,
    LATER,
    POSTED,
    RECIPE,
    STARTED,
    TEXT,
    WISH,
    feedback,
    flag,
    lot,
    new_issue,
    opinion,
    reading,
    report,
    voice,
)
from voc.errors import NotFoundError
from voc.ports.store import Store
from voc.types.document import Language
from voc.types.drivers import Judgement
from voc.types.feedback import Feedback, FeedbackKind
from voc.types.issue import Discovery, IssueId
from voc.types.opinion import Intent, Polarity, SentimentLabel, Severity
from voc.types.report import FeedbackFact, IssueVoice, OpinionFact, ReadingFact
from voc.types.scan import Scan, ScanTally

Stored = Callable[..., Feedback]
EVER = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))


def test_facts_tell_of_every_read_feedback_by_arrival(
    store: Store, scan: Scan, stored: Stored
) -> None:
    dated = stored("z", kind=FeedbackKind.VISIT, rating=None)
    undated = stored("a", posted_at=None, product=None, channel="forum")
    stored("unread")
    store.save(scan, [reading(undated, flags=(flag("template_praise"),)), reading(dated)])
    first, second = store.facts(*EVER, None)
    assert first == FeedbackFact(
        id=dated.id,
        seq=first.seq,
        channel="shop",
        kind=FeedbackKind.VISIT,
        product="海苔脆",
        counted_at=POSTED,
        dated=True,
        rating=None,
        sentiment=SentimentLabel.NEGATIVE,
        severity=Severity.MAJOR,
        severity_confidence=0.7,
        flagged=False,
        recipe_id=RECIPE.id,
    )
    assert (second.id, second.counted_at, second.dated) == ("a", STARTED, False)
    assert (second.flagged, second.channel, second.rating) == (True, "forum", 2.0)
    assert first.seq < second.seq


def test_readings_tell_language_and_flags_by_arrival(
    store: Store, scan: Scan, stored: Stored
) -> None:
    first, second = stored("z"), stored("a")
    store.save(scan, [reading(second, flags=(flag("advert"),)), reading(first)])
    assert list(store.readings(*EVER, None)) == [
        ReadingFact(feedback_id=first.id, language=Language.ZH_HANS, flags=()),
        ReadingFact(feedback_id=second.id, language=Language.ZH_HANS, flags=(flag("advert"),)),
    ]


def test_a_period_has_its_first_moment_and_not_its_last(
    store: Store, scan: Scan, stored: Stored
) -> None:
    tick = timedelta(microseconds=1)
    times = [POSTED - tick, POSTED, POSTED + tick, POSTED + 2 * tick]
    made = [stored(str(n), posted_at=at) for n, at in enumerate(times)]
    store.save(scan, [reading(one, opinion()) for one in made])
    period = (POSTED, POSTED + 2 * tick)
    assert [fact.id for fact in store.facts(*period, None)] == ["1", "2"]
    assert [fact.feedback_id for fact in store.opinions(*period, None)] == ["1", "2"]


def test_undated_feedback_counts_when_its_scan_began(
    store: Store, scan: Scan, stored: Stored
) -> None:
    store.save(scan, [reading(stored("a", posted_at=None), opinion())])
    hour = timedelta(hours=1)
    assert [fact.id for fact in store.facts(STARTED, STARTED + hour, None)] == ["a"]
    assert list(store.facts(STARTED - hour, STARTED, None)) == []
    assert store.last_counted_at() == STARTED


def test_nothing_read_has_no_last_moment(store: Store) -> None:
    assert store.last_counted_at() is None


def test_opinions_leave_flagged_feedback_out(store: Store, scan: Scan, stored: Stored) -> None:
    praise = opinion(WISH, topic="taste", polarity=Polarity.POSITIVE, intent=Intent.PRAISE)
    clean, copy = stored("a"), stored("b")
    store.save(scan, [reading(copy, opinion(), flags=(flag("copy"),))])
    store.save(scan, [reading(clean, opinion(), praise)])
    assert list(store.opinions(*EVER, None)) == [
        OpinionFact(feedback_id=clean.id, topic="texture", polarity=Polarity.NEGATIVE),
        OpinionFact(feedback_id=clean.id, topic="taste", polarity=Polarity.POSITIVE),
    ]


def test_a_product_is_reported_alone(store: Store, scan: Scan, stored: Stored) -> None:
    nuts, weed = stored("nuts", product="栗子"), stored("weed")
    store.save(scan, [reading(nuts, opinion()), reading(weed, opinion())])
    opened = (new_issue(voice(nuts), voice(weed)),)
    store.finish(scan, Discovery(joined=(), opened=opened, single=()), ScanTally(), LATER)
    assert [fact.id for fact in store.facts(*EVER, "栗子")] == ["nuts"]
    assert [fact.feedback_id for fact in store.opinions(*EVER, "栗子")] == ["nuts"]
    assert [found.fact.id for found in store.issue_voices(LATER, "栗子")] == ["nuts"]


def test_issue_voices_are_members_of_open_issues_by_issue_and_rank(
    store: Store, scan: Scan, stored: Stored
) -> None:
    made = {name: stored(name) for name in "abcdef"}
    made["late"] = stored("late", posted_at=LATER)
    store.save(scan, [reading(one, opinion()) for one in made.values()])
    opened = (
        new_issue(voice(made["b"], severity=Severity.CRITICAL), voice(made["a"])),
        new_issue(voice(made["c"])),
        new_issue(voice(made["d"])),
        new_issue(voice(made["late"]), voice(made["e"])),
    )
    store.finish(scan, Discovery(joined=(), opened=opened, single=()), ScanTally(), LATER)
    store.dismiss(IssueId("D2"), True, LATER)
    store.merge(IssueId("D3"), IssueId("D1"), LATER)
    voices = list(store.issue_voices(LATER, None))
    assert [(found.issue_id, found.rank, found.fact.id) for found in voices] == [
        ("D1", 0, "b"),
        ("D1", 1, "a"),
        ("D1", 2, "d"),
        ("D4", 1, "e"),
    ]
    (fact,) = (fact for fact in store.facts(*EVER, None) if fact.id == "b")
    assert voices[0] == IssueVoice(
        issue_id=IssueId("D1"),
        rank=0,
        start=DAMP[0],
        end=DAMP[1],
        text=TEXT,
        lot=None,
        severity=Severity.CRITICAL,
        stale=False,
        fact=fact,
    )


def test_the_shop_knows_the_lot_better_than_the_text(
    store: Store, scan: Scan, stored: Stored
) -> None:
    shop, text, none = stored("shop", lot="S1"), stored("text"), stored("none")
    entities = (lot("L2"), lot("L3"))
    store.save(scan, [reading(shop, opinion(), entities=entities), reading(none, opinion())])
    store.save(scan, [reading(text, opinion(), entities=entities)])
    opened = (new_issue(voice(shop), voice(text), voice(none)),)
    store.finish(scan, Discovery(joined=(), opened=opened, single=()), ScanTally(), LATER)
    assert [found.lot for found in store.issue_voices(LATER, None)] == ["S1", "L2", None]


def test_a_report_is_written_once_and_read_back_to_the_byte(store: Store) -> None:
    store.save_report(report("monthly-1", 9), b'{"a": "\xe6\xa0\x97\x00"}', last_removal=0)
    store.save_report(report("monthly-1", 9), b"other", last_removal=0)
    assert store.report_data("monthly-1") == b'{"a": "\xe6\xa0\x97\x00"}'


def test_reports_are_listed_by_period_newest_first(store: Store) -> None:
    for name, month in (("mid", 9), ("new", 10), ("old", 2), ("mid again", 9)):
        store.save_report(report(name, month), b"{}", last_removal=0)
    names, times = zip(*store.reports(), strict=True)
    assert names == ("new", "mid again", "mid", "old")
    assert all(at.tzinfo is UTC for at in times)


@pytest.mark.parametrize("unknown", ["none", "\0", "a\0b"])
def test_an_unknown_report_is_not_found(store: Store, unknown: str) -> None:
    with pytest.raises(NotFoundError, match=f"'{unknown}'"):
        store.report_data(unknown)


def test_more_rows_than_one_fetch_are_all_streamed(store: Store, scan: Scan) -> None:
    batch = [feedback(str(n)) for n in range(2100)]
    store.add(batch, [])
    store.save(scan, [reading(made, opinion(), opinion(WISH)) for made in batch])
    assert [fact.id for fact in store.facts(*EVER, None)] == [made.id for made in batch]
    assert sum(1 for _ in store.opinions(*EVER, None)) == 4200
    assert sum(1 for _ in store.loose_voices()) == 4200


def test_judgements_tell_how_customers_judge_and_what_they_speak_of(
    store: Store, scan: Scan, stored: Stored
) -> None:
    praise = opinion(WISH, topic="taste", polarity=Polarity.POSITIVE, intent=Intent.PRAISE)
    plain = stored("z", product=None, author_key="who", rating=None)
    complaint, dismissed = stored("y"), stored("x", rating=5.0)
    hidden = [stored("copy"), stored("article", kind=FeedbackKind.MEDIA)]
    store.save(scan, [reading(plain), reading(complaint, opinion(), praise)])
    store.save(scan, [reading(dismissed, opinion(), praise)])
    store.save(scan, [reading(hidden[0], opinion(), flags=(flag("copy"),))])
    store.save(scan, [reading(hidden[1], opinion())])
    opened = (new_issue(voice(complaint), voice(complaint, WISH)), new_issue(voice(dismissed)))
    store.finish(scan, Discovery(joined=(), opened=opened, single=()), ScanTally(), LATER)
    store.dismiss(IssueId("D2"), True, LATER)
    told = (("texture", Polarity.NEGATIVE), ("taste", Polarity.POSITIVE))
    whole = Judgement(
        channel="shop",
        product="海苔脆",
        author_key=None,
        rating=2.0,
        score=-0.8,
        told=told,
        issues=(IssueId("D1"),),
    )
    bare = replace(whole, product=None, author_key="who", rating=None, told=(), issues=())
    last = replace(whole, rating=5.0, issues=())
    assert list(store.judgements(*EVER, None)) == [bare, whole, last]
    assert list(store.judgements(*EVER, "海苔脆")) == [whole, last]
    assert list(store.judgements(STARTED, LATER, None)) == []
    with store.snapshot():
        assert len(list(store.judgements(*EVER, None))) == 3
