"""Alerts and their outbox on both databases."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.conformance.store.samples import (
    DAMP,
    LATER,
    POSTED,
    RECIPE,
    STARTED,
    WISH,
    flag,
    new_issue,
    opinion,
    reading,
    voice,
)
from voc.errors import StoreError
from voc.ports.signals import Judge
from voc.ports.store import Store
from voc.stores.sql_store import SqlStore
from voc.types.alert import (
    Alert,
    AlertState,
    Citation,
    Message,
    MessageState,
    NewMessage,
    On,
    Outcome,
    Told,
    Try,
)
from voc.types.feedback import Feedback, FeedbackId, FeedbackKind
from voc.types.forgetting import Person
from voc.types.issue import Discovery, IssueId
from voc.types.opinion import Severity
from voc.types.scan import Scan, ScanTally
from voc.types.signal import Signal, SignalState
from voc.types.watch import Watch, WatchKind

Stored = Callable[..., Feedback]
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
UNTIL = NOW + MINUTE


def alert(subject: str = "issue:D1", **fields: object) -> Alert:
    made = Alert(
        rule="rule",
        subject=subject,
        state=AlertState.OPEN,
        since=NOW,
        told=Told.OPENED,
        told_at=NOW,
        facts={"count": 7, "ratio": 2.5, "product": "海苔脆", "high": None},
        issue_id=IssueId("D1"),
        opened_at=NOW,
    )
    return replace(made, **fields)


def new(key: str, **fields: object) -> NewMessage:
    return replace(NewMessage(key=key, target="team", urgent=False, at=NOW), **fields)


def first(waiting: Sequence[Message], _: Sequence[Try]) -> Sequence[Message]:
    return waiting[:1]


def everything(waiting: Sequence[Message], _: Sequence[Try]) -> Sequence[Message]:
    return waiting


def claim(store: Store, choose=first, now: datetime = NOW) -> tuple[Message, ...]:
    return store.claim_messages("team", now - HOUR, choose, now, now + MINUTE)


def test_alerts_come_back_as_they_were_stored(store: Store) -> None:
    kept = (alert(), alert("watch:漏气", issue_id=None, told=None, told_at=None, opened_at=None))
    store.change_alerts(lambda _: (kept, []))
    assert store.alerts() == kept
    seen: list[tuple[Alert, ...]] = []
    store.change_alerts(lambda before: (seen.append(before) or before[:1], []))
    assert seen == [kept]
    assert store.alerts() == kept[:1]


def test_alerts_and_their_messages_are_stored_as_one(store: Store) -> None:
    bad = new("b", citations=(Citation(feedback_id=FeedbackId("nobody"), start=0, end=1),))
    with pytest.raises(StoreError):
        store.change_alerts(lambda _: ([alert()], [new("a"), bad]))
    assert (store.alerts(), store.messages(9)) == ((), ())
    assert store.change_alerts(lambda _: ([alert()], [new("a")])) == 1
    assert len(store.messages(9)) == 1


def test_a_key_is_one_message_for_ever(store: Store) -> None:
    assert store.put_out([new("a"), new("b"), new("a")]) == 2
    (taken,) = claim(store)
    store.settle(taken.parcel or "", 1, Outcome(delivered=True, at=NOW))
    assert store.put_out([new("a")]) == 0


def test_a_message_comes_back_as_it_was_put_out(store: Store, stored: Stored) -> None:
    damp = stored("a")
    told = new(
        "k",
        urgent=True,
        what=Told.OPENED,
        on=On.CRITICAL,
        rule="rule",
        subject="issue:D1",
        issue_id=IssueId("D1"),
        facts={"count": 3},
        citations=(Citation(feedback_id=damp.id, start=WISH[0], end=WISH[1]),
                   Citation(feedback_id=damp.id, start=DAMP[0], end=DAMP[1])),
    )  # fmt: skip
    posted = new("p", title="周报", body="…", link="https://voc.example/r")
    store.put_out([told, posted])
    assert [one.new for one in store.messages(9)] == [posted, told]
    (claimed,) = claim(store)
    assert claimed.new == told
    assert (claimed.state, claimed.tries, claimed.parcel) == (MessageState.WAITING, 1, claimed.id)
    assert claimed.lease_until == UNTIL


def test_who_is_forgotten_is_not_quoted(store: Store, stored: Stored) -> None:
    gone = stored("gone", author_key="key shop")
    stays = stored("stays")
    cited = tuple(Citation(feedback_id=one.id, start=0, end=5) for one in (gone, stays))
    store.put_out([new("a", citations=cited)])
    person = Person(name="x", key_on=lambda on: f"key {on}", key_anywhere="key")
    store.forget(person, lambda issue, voices: (), {}, NOW)
    (claimed,) = claim(store)
    assert [one.feedback_id for one in claimed.new.citations] == [stays.id]


def test_the_urgent_are_a_lane_of_their_own_and_each_is_in_order(store: Store) -> None:
    store.put_out([new("1"), new("2", urgent=True), new("3"), new("4", urgent=True)])
    store.put_out([new("5", target="other")])
    assert [one.new.key for one in claim(store, everything)] == ["2", "4", "1", "3"]
    assert store.waiting_targets() == ("other", "team")


def test_what_is_claimed_together_stays_together(store: Store) -> None:
    store.put_out([new("1"), new("2")])
    one, two = claim(store, everything)
    assert one.parcel == two.parcel == one.id
    store.put_out([new("3")])
    again = claim(store, lambda waiting, _: [each for each in waiting if each.parcel == one.id])
    assert [(message.new.key, message.tries) for message in again] == [("1", 2), ("2", 2)]


def test_tries_are_told_to_who_chooses(store: Store) -> None:
    seen: list[Sequence[Try]] = []

    def note(waiting: Sequence[Message], tries: Sequence[Try]) -> Sequence[Message]:
        seen.append(tries)
        return waiting[:1]

    store.put_out([new("1")])
    for minutes in (0, 30, 80):
        claim(store, note, NOW + minutes * MINUTE)
    assert [[one.at for one in tries] for tries in seen] == [[], [NOW], [NOW + 30 * MINUTE]]


def test_nothing_chosen_is_no_try(store: Store) -> None:
    store.put_out([new("1")])
    assert claim(store, lambda *_: ()) == ()
    (message,) = store.messages(9)
    assert (message.tries, message.lease_until) == (0, None)


def test_a_failure_waits_and_is_told(store: Store) -> None:
    store.put_out([new("1")])
    (taken,) = claim(store)
    failed = Outcome(delivered=False, at=NOW, error="team: 503", again_at=NOW + HOUR)
    store.settle(taken.id, 1, failed)
    (message,) = store.messages(9)
    assert (message.error, message.due_at, message.lease_until) == ("team: 503", NOW + HOUR, None)


def test_what_failed_too_often_is_parked_until_somebody_asks_for_it(store: Store) -> None:
    store.put_out([new("1")])
    (taken,) = claim(store)
    store.settle(taken.id, 1, Outcome(delivered=False, at=NOW, error="no"))
    assert claim(store) == ()
    assert [one.state for one in store.messages(9)] == [MessageState.PARKED]
    assert (store.unpark("other"), store.unpark("team"), store.unpark(None)) == (0, 1, 0)
    (again,) = claim(store)
    assert (again.id, again.parcel, again.tries) == (taken.id, taken.parcel, 1)


def test_a_late_failure_of_who_lost_the_lease_changes_nothing(store: Store) -> None:
    store.put_out([new("1")])
    (lost,) = claim(store)
    (held,) = claim(store)
    store.settle(lost.id, lost.tries, Outcome(delivered=False, at=NOW, error="late"))
    (message,) = store.messages(9)
    assert (message.lease_until, message.error) == (held.lease_until, None)
    store.settle(lost.id, lost.tries, Outcome(delivered=True, at=NOW))
    assert [one.state for one in store.messages(9)] == [MessageState.DELIVERED]
    store.settle(held.id, held.tries, Outcome(delivered=False, at=NOW, error="later"))
    assert [one.state for one in store.messages(9)] == [MessageState.DELIVERED]


def test_old_messages_go_and_what_waits_stays(store: Store) -> None:
    store.put_out([new("1"), new("2")])
    (taken,) = claim(store)
    store.settle(taken.id, 1, Outcome(delivered=True, at=NOW))
    assert store.forget_messages(NOW) == 0
    assert store.forget_messages(NOW + DAY) == 1
    assert [one.new.key for one in store.messages(9)] == ["2"]


def test_of_many_who_claim_at_once_one_gets_it(database: str) -> None:
    store = SqlStore(database)
    store.put_out([new(str(number)) for number in range(4)])
    got: list[str] = []

    def unleased(waiting: Sequence[Message], _: Sequence[Try]) -> Sequence[Message]:
        return [one for one in waiting if one.lease_until is None][:1]

    def work() -> None:
        own = SqlStore(database)
        while claimed := claim(own, unleased):
            got.extend(one.new.key for one in claimed)
        own.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.close()
    assert sorted(got) == ["0", "1", "2", "3"]


def watched(store: Store, *found: Feedback) -> None:
    store.keep_watches([Watch(name="leaks", query="q", kind=WatchKind.ALL, digest="1")])
    store.file_matches({"leaks": [one.id for one in found]}, asked_to=9)


def test_matches_are_counted_between_edges(store: Store, stored: Stored, scan: Scan) -> None:
    edges = [POSTED, POSTED - DAY, POSTED - 2 * DAY]
    times = [POSTED, POSTED - DAY, POSTED - DAY - MINUTE, POSTED - 2 * DAY, POSTED + MINUTE]
    made = [stored(f"{number}", posted_at=at) for number, at in enumerate(times)]
    watched(store, *made[:-1])
    assert store.heard(edges) == {"leaks": (1, 2)}
    assert store.volumes(edges) == (0, 0)
    store.save(scan, [reading(one) for one in made])
    assert store.volumes(edges) == (1, 2)
    cited = store.cite_watches(POSTED - 2 * DAY, POSTED, 2)
    assert cited == {"leaks": ("0", "1")}


def test_flagged_matches_are_no_news(store: Store, stored: Stored, scan: Scan) -> None:
    clean, copy = stored("clean"), stored("copy")
    watched(store, clean, copy)
    edges = [POSTED + DAY, POSTED - DAY]
    assert store.heard(edges) == {"leaks": (2,)}
    store.save(scan, [reading(clean), replace(reading(copy), flags=(flag("copy"),))])
    assert store.heard(edges) == {"leaks": (1,)}
    assert store.cite_watches(edges[-1], edges[0], 3) == {"leaks": ("clean",)}


def test_what_has_no_date_is_no_news_of_a_day(store: Store, stored: Stored, scan: Scan) -> None:
    """Nobody knows when it was written: a file of old reviews is no burst, nor an old article."""
    review = stored("review", posted_at=None)
    article = stored("article", kind=FeedbackKind.MEDIA, posted_at=None)
    store.save(scan, [reading(review), reading(article)])
    watched(store, review, article)
    edges = [LATER + 9_000 * DAY, POSTED - DAY]
    assert store.heard(edges) == {}
    assert store.cite_watches(edges[-1], edges[0], 3) == {}
    assert store.articles_read(edges[-1], edges[0], 9) == []
    assert [one.matches for one in store.watch_counts(POSTED).values()] == [2]


def test_articles_of_some_days_are_given_latest_first(
    store: Store, stored: Stored, scan: Scan
) -> None:
    review = stored("review")
    old = stored("old", kind=FeedbackKind.MEDIA, posted_at=POSTED - DAY)
    late = stored("late", kind=FeedbackKind.MEDIA, posted_at=POSTED + DAY)
    advert = stored("advert", kind=FeedbackKind.MEDIA)
    unread = stored("unread", kind=FeedbackKind.MEDIA)
    store.save(scan, [*map(reading, (review, old, late)), reading(advert, flags=(flag("ad"),))])
    since, until = POSTED - 2 * DAY, POSTED + DAY
    assert store.articles_read(since, until, 9) == [late, old]
    assert store.articles_read(since, until, 1) == [late]
    assert store.articles_read(POSTED - DAY, until, 9) == [late]
    assert store.articles_read(since, POSTED, 9) == [old]
    store.save(scan, [reading(unread)])
    assert store.articles_read(since, POSTED, 9) == [unread, old]


def test_nothing_was_raised_before_any_scan(store: Store) -> None:
    assert store.last_raised() == {}
    assert store.cite_issues([IssueId("D1")], 3) == {IssueId("D1"): ()}


def raising(*signals: Signal) -> Judge:
    days = tuple((STARTED - week * 7 * DAY).date() for week in range(4))
    return Judge(
        edges=(STARTED, STARTED - 7 * DAY, STARTED - 14 * DAY),
        days=days,
        recent=STARTED - 7 * DAY,
        least_sure=0.5,
        decide=lambda _: signals,
    )


def signal(state: SignalState, *, raised: bool) -> Signal:
    return Signal(
        issue_id=IssueId("D1"), state=state, raised=raised, product=None, channel=None,
        region=None, first_seen=None, start=POSTED.date(), end=STARTED.date(), count=3, before=0,
        expected=None, ratio=None, low=None, high=None, p=None, q=None, danger=None, because="b",
    )  # fmt: skip


def test_what_scans_raised_is_remembered_with_its_time(store: Store, stored: Stored) -> None:
    damp = stored("a")
    opened = Discovery(joined=(), opened=(new_issue(voice(damp)),), single=())
    nothing = Discovery(joined=(), opened=(), single=())
    one = store.open(RECIPE, STARTED)
    store.save(one, [reading(damp, opinion())])
    new_one = raising(signal(SignalState.NEW, raised=True))
    store.finish(one, opened, ScanTally(), STARTED, new_one)
    two = store.open(RECIPE, LATER)
    store.finish(two, nothing, ScanTally(), LATER, raising(signal(SignalState.NEW, raised=False)))
    scope = (IssueId("D1"), None, None, None)
    assert store.last_raised() == {(scope, SignalState.NEW): STARTED}


def test_issues_are_cited_by_their_critical_and_latest_voices(store: Store, stored: Stored) -> None:
    old = stored("old", posted_at=POSTED - 9 * DAY)
    told = [stored(f"{day}", posted_at=POSTED + day * DAY) for day in range(4)]
    scan = store.open(RECIPE, STARTED)
    store.save(scan, [reading(one, opinion()) for one in (old, *told)])
    worst = voice(old, severity=Severity.CRITICAL)
    twice = voice(told[3], WISH)
    filed = new_issue(worst, twice, *map(voice, told))
    store.finish(scan, Discovery(joined=(), opened=(filed,), single=()), ScanTally(), STARTED)
    cited = store.cite_issues([IssueId("D1")], 3)[IssueId("D1")]
    assert [one.feedback_id for one in cited] == ["old", "3", "2"]
