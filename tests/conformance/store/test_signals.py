"""What a scan judges by, and what it judged, on both databases."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.conformance.store.samples import (
    LATER,
    NEW_RECIPE,
    POSTED,
    RECIPE,
    STARTED,
    feedback,
    flag,
    new_issue,
    opinion,
    reading,
    voice,
)
from voc.errors import StoreError
from voc.ports.signals import Judge
from voc.ports.store import Store
from voc.types.document import Span
from voc.types.feedback import Feedback, FeedbackKind, Reject, Sale
from voc.types.forgetting import Person
from voc.types.issue import Discovery, IssueId
from voc.types.opinion import Scored, Severity
from voc.types.scan import Recipe, ScanTally, Tally
from voc.types.signal import (
    Burden,
    Complaint,
    Danger,
    Grounds,
    Signal,
    SignalState,
    Tellers,
    Volume,
)

END = datetime(2026, 10, 12, tzinfo=UTC)  # POSTED is in the week before
D1 = IssueId("D1")
NOTHING = Discovery(joined=(), opened=(), single=())
STEADY = Signal(
    issue_id=D1,
    state=SignalState.STEADY,
    raised=False,
    product=None,
    channel=None,
    region=None,
    first_seen=date(2026, 1, 2),
    start=date(2026, 10, 5),
    end=date(2026, 10, 12),
    count=3,
    before=12,
    expected=2.5,
    ratio=1.2,
    low=0.9,
    high=None,
    p=0.3,
    q=1.0,
    danger=None,
    because="as before",
)


@dataclass
class Judging:
    """Keeps what it was asked and answers as it was told to."""

    answer: Sequence[Signal] = ()
    asked: list[Grounds] = field(default_factory=list)

    def __call__(self, grounds: Grounds) -> tuple[Signal, ...]:
        # Complaints stream: they are there as long as the store asks.
        self.asked.append(replace(grounds, complaints=tuple(grounds.complaints)))
        return tuple(self.answer)

    @property
    def judge(self) -> Judge:
        edges = tuple(END - timedelta(weeks=week) for week in range(3))
        days = tuple(edge.date() for edge in edges)
        return Judge(
            edges=edges, days=(*days, days[-1] - timedelta(days=7)),
            recent=END - timedelta(days=7), least_sure=0.5, decide=self,
        )  # fmt: skip


def judged(
    store: Store,
    told: Sequence[Feedback],
    recipe: Recipe = RECIPE,
    vector: bytes | None = None,
    **fields: object,
) -> Grounds:
    """What a scan that files all of ``told`` in one issue judges by."""
    store.add(told, [])
    scan = store.open(recipe, STARTED)
    store.save(scan, [reading(one, opinion(), **fields) for one in told])
    if vector is not None:
        store.keep_vectors("words 1", [(voice(one), vector) for one in told])
    judging = Judging()
    opened = (new_issue(*(voice(one) for one in told)),)
    found = Discovery(joined=(), opened=opened, single=())
    store.finish(scan, found, ScanTally(), LATER, judging.judge)
    (grounds,) = judging.asked
    return grounds


def test_people_are_counted_once_where_they_told_it_first(store: Store) -> None:
    told = [
        feedback("a", author_key="k1", region="华东"),
        feedback("b", author_key="k1", posted_at=POSTED + timedelta(days=1), region="华南"),
        feedback("c", author_key="k2", channel="forum", posted_at=POSTED - timedelta(days=7)),
        feedback("d", posted_at=POSTED - timedelta(days=30)),
    ]
    grounds = judged(store, told)
    assert grounds.issues == (D1,)
    assert set(grounds.tellers) == {
        Tellers(issue_id=D1, product="海苔脆", channel=None, region=None,
                first=POSTED - timedelta(days=30), weeks=(1, 1)),
        Tellers(issue_id=D1, product=None, channel="shop", region=None,
                first=POSTED - timedelta(days=30), weeks=(1, 0)),
        Tellers(issue_id=D1, product=None, channel="forum", region=None,
                first=POSTED - timedelta(days=7), weeks=(0, 1)),
        Tellers(issue_id=D1, product=None, channel=None, region="华东",
                first=POSTED, weeks=(1, 0)),
    }  # fmt: skip


def test_articles_tell_when_an_issue_was_heard_of_first_and_are_nobody(store: Store) -> None:
    before = POSTED - timedelta(days=7)
    article = feedback("a", kind=FeedbackKind.MEDIA, posted_at=before, passages=(Span(0, 5),))
    grounds = judged(store, [article, feedback("b")])
    (whole,) = (one for one in grounds.tellers if one.product)
    assert (whole.first, whole.weeks) == (before, (1, 0))
    assert {one.weeks for one in grounds.volumes} == {(1, 0)}
    assert store.last_posted(END) == POSTED


def test_a_danger_is_heard_of_from_an_article(store: Store) -> None:
    article = feedback("a", kind=FeedbackKind.MEDIA, passages=(Span(0, 5),))
    store.add([article], [])
    scan = store.open(RECIPE, STARTED)
    sure = Scored(label="critical", confidence=0.9)
    store.save(scan, [reading(article, opinion(severity=Severity.CRITICAL), severity=sure)])
    judging = Judging()
    opened = (new_issue(voice(article, severity=Severity.CRITICAL)),)
    found = Discovery(joined=(), opened=opened, single=())
    store.finish(scan, found, ScanTally(), LATER, judging.judge)
    (danger,) = judging.asked[0].dangers
    assert (danger.feedback_id, danger.fresh) == (article.id, True)
    assert (danger.people, danger.articles) == (0, 1)
    assert store.burdens(POSTED, LATER) != ()


def test_texts_without_authors_are_counted_each(store: Store) -> None:
    grounds = judged(store, [feedback("a"), feedback("b")])
    assert {one.weeks for one in grounds.tellers} == {(2, 0)}


@pytest.mark.parametrize(
    "fields",
    [{"posted_at": None}, {"posted_at": END}, {"posted_at": END + timedelta(days=400)}],
    ids=["undated", "on the next day", "of a wrong clock"],
)
def test_what_is_undated_or_dated_later_is_in_no_week(
    store: Store, fields: dict[str, object]
) -> None:
    grounds = judged(store, [feedback("a", **fields)])
    assert (grounds.tellers, grounds.volumes) == ((), ())


def test_flagged_texts_articles_and_other_recipes_are_no_exposure(store: Store) -> None:
    judged(store, [feedback("old")], NEW_RECIPE)
    store.add([feedback("advert"), feedback("article", kind=FeedbackKind.MEDIA)], [])
    scan = store.open(RECIPE, STARTED)
    store.save(scan, [reading(feedback("advert"), flags=(flag("advert"),))])
    store.save(scan, [reading(feedback("article"))])
    told = [feedback("a", region="华东"), feedback("b", product=None), feedback("c")]
    grounds = judged(store, told)
    assert set(grounds.volumes) == {
        Volume(product="海苔脆", channel=None, region=None, weeks=(2, 0)),
        Volume(product="海苔脆", channel="shop", region=None, weeks=(2, 0)),
        Volume(product="海苔脆", channel=None, region="华东", weeks=(1, 0)),
        Volume(product=None, channel=None, region=None, weeks=(1, 0)),
        Volume(product=None, channel="shop", region=None, weeks=(1, 0)),
    }
    assert sum(sum(one.weeks) for one in grounds.tellers if one.product) == 2


def test_complaints_come_with_who_told_them_when_and_where_they_lie(store: Store) -> None:
    told = [
        feedback("a", author_key="k1", lot="L1"),
        feedback("b", posted_at=POSTED - timedelta(days=7)),
        feedback("undated", posted_at=None),
        feedback("long ago", posted_at=POSTED - timedelta(days=30)),
    ]
    content = feedback("content", lot="L2")
    store.add([content], [])
    store.save(store.open(RECIPE, STARTED), [reading(content)])
    (complaints,) = judged(store, told, vector=b"\1\2").complaints
    assert complaints.product == "海苔脆"
    one, other = sorted(complaints.told, key=lambda each: each.feedback_id)
    assert one == Complaint(
        feedback_id=told[0].id, person="k1", week=0, lot="L1", issue_id=D1, vector=b"\1\2"
    )
    assert (other.feedback_id, other.person, other.week) == (told[1].id, "b", 1)
    assert complaints.lots == {"L1": (1, 0), "L2": (1, 0)}


def test_a_product_nobody_complained_of_this_week_is_not_gone_through(store: Store) -> None:
    told = [feedback("a", posted_at=POSTED - timedelta(days=7))]
    assert judged(store, told, vector=b"\1\2").complaints == ()


def test_a_signal_keeps_the_voices_it_rests_on_until_they_are_forgotten(store: Store) -> None:
    told = [feedback("a"), feedback("b", author_key="k1")]
    ids = tuple(one.id for one in told)
    surged = replace(STEADY, state=SignalState.NEW, raised=True, voices=ids)
    store.add(told, [])
    scan = store.open(RECIPE, STARTED)
    store.save(scan, [reading(one, opinion()) for one in told])
    found = Discovery(joined=(), opened=(new_issue(*(voice(one) for one in told)),), single=())
    store.finish(scan, found, ScanTally(), LATER, Judging((surged,)).judge)
    assert store.signals(scan.id) == (surged,)
    judging = Judging()
    store.finish(store.open(RECIPE, LATER), NOTHING, ScanTally(), LATER, judging.judge)
    assert judging.asked[0].surged == (frozenset(ids),)
    person = Person(name="Li", key_on=lambda _: "k1", key_anywhere="any")
    store.forget(person, lambda issue, _: issue.terms, {}, LATER)
    assert store.signals(scan.id)[0].voices == (told[0].id,)


def test_a_danger_is_known_from_the_scan_after_its_own(store: Store) -> None:
    told = feedback("a")
    (own,) = danger(store, told, SURE, b"\3\4")
    assert own.vectors == (b"\3\4",)
    judging = Judging()
    scan = store.open(RECIPE, LATER)
    store.finish(scan, NOTHING, ScanTally(), LATER, judging.judge)
    assert judging.asked[0].known_dangers == {told.product: [b"\3\4"]}


SURE = Scored(label="critical", confidence=0.9)
SALE = Sale(product="海苔脆", sold_on=date(2026, 10, 6), units=40, channel="shop")


def danger(
    store: Store, told: Feedback, severity: Scored, vector: bytes | None = None
) -> tuple[Danger, ...]:
    store.add([told], [])
    scan = store.open(RECIPE, STARTED)
    store.save(scan, [reading(told, opinion(severity=Severity.CRITICAL), severity=severity)])
    if vector is not None:
        store.keep_vectors("words 1", [(voice(told), vector)])
    judging = Judging()
    opened = (new_issue(voice(told, severity=Severity.CRITICAL)),)
    found = Discovery(joined=(), opened=opened, single=())
    store.finish(scan, found, ScanTally(), LATER, judging.judge)
    return judging.asked[0].dangers


def test_a_danger_counts_in_the_scan_it_came_with_whenever_it_was_posted(store: Store) -> None:
    long_ago = feedback("a", posted_at=POSTED - timedelta(days=90))
    assert danger(store, long_ago, SURE) == (
        Danger(
            issue_id=D1,
            feedback_id=long_ago.id,
            clauses=1,
            confidence=0.9,
            people=1,
            product=long_ago.product,
            fresh=True,
        ),
    )
    store.add([feedback("b")], [])
    judging = Judging()
    scan = store.open(RECIPE, LATER)
    store.finish(scan, NOTHING, ScanTally(), LATER, judging.judge)
    assert judging.asked[0].dangers == ()


def test_a_danger_hardly_sure_is_none(store: Store) -> None:
    assert danger(store, feedback("a"), Scored(label="critical", confidence=0.4)) == ()
    assert store.danger_of([feedback("a").id, feedback("b").id]) == {feedback("a").id: 0.4}


def test_sales_are_units_by_week_and_place(store: Store) -> None:
    batch = [
        SALE,
        replace(SALE, channel=None, units=3_000_000_000),
        replace(SALE, sold_on=date(2026, 9, 22), units=5, region="华东"),
        replace(SALE, sold_on=date(2026, 8, 1), units=7),
    ]
    rejected = Reject(where="sales.csv:9", reason="no units")
    assert store.add_sales(batch, [rejected]) == Tally(read=5, added=4, rejected=1)
    assert store.add_sales(batch, []) == Tally(read=4, known=4)
    assert set(judged(store, [feedback("a")]).sold) == {
        Volume(product="海苔脆", channel=None, region=None, weeks=(3_000_000_040, 0, 5)),
        Volume(product="海苔脆", channel="shop", region=None, weeks=(40, 0, 5)),
        Volume(product="海苔脆", channel=None, region="华东", weeks=(0, 0, 5)),
    }


def test_other_units_of_a_known_sale_are_a_reject(store: Store) -> None:
    store.add_sales([SALE], [])
    assert store.add_sales([replace(SALE, units=41)], []) == Tally(read=1, rejected=1)
    (reject,) = store.rejects(9)
    assert reject.where == "海苔脆 shop 2026-10-06"


def test_what_was_raised_is_told_in_the_history_and_kept(store: Store) -> None:
    store.add([feedback("a")], [])
    scan = store.open(RECIPE, STARTED)
    store.save(scan, [reading(feedback("a"), opinion())])
    raised = replace(STEADY, state=SignalState.RISING, raised=True, channel="shop")
    opened = Discovery(joined=(), opened=(new_issue(voice(feedback("a"))),), single=())
    store.finish(scan, opened, ScanTally(), LATER, Judging([STEADY, raised]).judge)
    assert store.signals() == store.signals(scan.id) == (STEADY, raised)
    assert [(event.what, event.detail) for event in store.events(D1)] == [
        ("opened", f"scan {scan.id}"),
        ("raised", "rising in shop: as before"),
    ]

    later, judging = store.open(RECIPE, LATER), Judging([replace(STEADY, count=4)])
    store.finish(later, NOTHING, ScanTally(), LATER, judging.judge)
    assert judging.asked[0].before == (STEADY, raised)
    assert store.signals() == (replace(STEADY, count=4),)
    assert store.signals(scan.id) == (raised,)


def test_a_judge_that_fails_leaves_the_scan_as_it_was(store: Store) -> None:
    def fail(grounds: Grounds) -> tuple[Signal, ...]:
        raise StoreError("no")

    store.add([feedback("a")], [])
    scan = store.open(RECIPE, STARTED)
    store.save(scan, [reading(feedback("a"), opinion())])
    opened = Discovery(joined=(), opened=(new_issue(voice(feedback("a"))),), single=())
    with pytest.raises(StoreError, match="no"):
        store.finish(scan, opened, ScanTally(), LATER, replace(Judging().judge, decide=fail))
    assert store.issues() == ()
    assert store.open(RECIPE, STARTED).id == scan.id


def test_the_last_posted_feedback_is_dated_and_clean(store: Store) -> None:
    told = [
        feedback("a"),
        feedback("b", posted_at=POSTED + timedelta(days=1)),
        feedback("c", posted_at=None),
        feedback("d", posted_at=POSTED + timedelta(days=9)),
    ]
    store.add(told, [])
    scan = store.open(RECIPE, STARTED)
    a, b, c, d = told
    store.save(scan, [reading(a), reading(b, flags=(flag("advert"),)), reading(c), reading(d)])
    assert store.last_posted(END) == POSTED
    assert store.last_posted(POSTED) is None


def test_burdens_tell_people_by_the_worst_they_tell_and_stars(store: Store) -> None:
    told = [
        feedback("a", author_key="k1", rating=1),
        feedback("b", author_key="k1", rating=2),
        feedback("c", rating=None),
        feedback("praise", rating=5),
    ]
    store.add(told, [])
    scan = store.open(RECIPE, STARTED)
    store.save(scan, [reading(one, opinion()) for one in told])
    major = voice(told[0], severity=Severity.MAJOR)
    opened = (new_issue(major, voice(told[1]), voice(told[2])),)
    store.finish(scan, Discovery(joined=(), opened=opened, single=()), ScanTally(), LATER)
    (burden,) = store.burdens(END - timedelta(days=28), END)
    assert burden == Burden(
        issue_id=D1,
        people=((Severity.MINOR, 1), (Severity.MAJOR, 1)),
        rating=1.5,
        rated=2,
        usual=pytest.approx(8 / 3),
    )
    assert store.burdens(END, END + timedelta(days=1)) == ()
