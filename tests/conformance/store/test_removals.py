"""A person, or what was kept long enough, leaves the store without a trace of its words."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.conformance.store.samples import (
    LATER,
    POSTED,
    RECIPE,
    STARTED,
    feedback,
    flag,
    new_issue,
    opinion,
    reading,
    report,
    voice,
)
from voc.errors import StoreError
from voc.pipeline.forgetting import Upkeep, expire, forget_person, person_called
from voc.ports.store import Store
from voc.stores.engine import Database
from voc.stores.schema import metadata
from voc.text.duplicates import COPY
from voc.text.echoes import digest
from voc.text.identity import author_key, person_key
from voc.text.privacy import mask
from voc.types.appearance import Appearance
from voc.types.document import Flag
from voc.types.feedback import Feedback, FeedbackId, FeedbackKind, Origin, Reject, Unmasked
from voc.types.forgetting import Removed, Retention
from voc.types.issue import Discovery, Issue, IssueId, IssueState, Voice
from voc.types.paid_reviews import Subject, Suspicion, Trace
from voc.types.scan import Scan, ScanTally, Tally

SECRET = b"a key for these tests"
NAME = "爱吃海苔的阿岚"
HERS = "紫菜罐子底下爬出一只小甲虫"
OTHER = "海苔受潮了，一点也不脆"
KEY = author_key(NAME, "shop", SECRET)
DAY = timedelta(days=1)
EVER = (POSTED - DAY * 99, LATER + DAY * 99)


class NoFiles:
    def __init__(self, **topics: Sequence[str]) -> None:
        self.topics, self.removed = topics, []

    def written(self) -> Mapping[str, Sequence[str]]:
        return self.topics

    def remove(self, reports: Sequence[str], lines: Sequence[str]) -> None:
        self.removed.append((tuple(reports), tuple(lines)))


def first_two(issue: Issue, voices: Sequence[Voice]) -> tuple[str, ...]:
    """Names an issue by what its first voice says."""
    return tuple(voice.quote[:2] for voice in voices[:1]) or (issue.topic,)


def forget(store: Store, files: NoFiles | None = None, **asked: object) -> Removed:
    person = person_called(NAME, asked.pop("channel", None), SECRET)
    return forget_person(store, files or NoFiles(), first_two, person, LATER, **asked)


def hers(name: str, **fields: object) -> Feedback:
    return feedback(name, **{"text": HERS, "author_key": KEY} | fields)


def whole(of: Feedback) -> Voice:
    return voice(of, (0, len(of.text)))


def fill(store: Store) -> Scan:
    """Her complaint alone in D1, beside another's in D2; a report, rejects, a title, a copy."""
    mine, again, other = hers("a", title=HERS), hers("b"), feedback("c", text=OTHER)
    follow = hers("f", kind=FeedbackKind.FOLLOW_UP, author_key=None, parent_id=mine.id)
    made = [mine, again, other, follow]
    store.add(made, [
        Reject(where="shop.csv:9", reason=f'rating "{HERS}" is none'),
        Reject(where="shop a", reason="another text is stored under this id"),
        Reject(where="shop.csv:8", reason='rating "11" is none'),
    ])  # fmt: skip
    scan = store.open(RECIPE, STARTED)
    store.save(scan, [reading(one, opinion((0, 4)), flags=(flag("advert"),)) for one in made])
    store.file_appearances(scan, [
        Appearance(feedback_id=mine.id, copy_of=None, likeness=None, keys=(1, 2)),
        Appearance(feedback_id=other.id, copy_of=mine.id, likeness=0.9, keys=()),
    ])  # fmt: skip
    opened = (new_issue(whole(mine)), new_issue(whole(again), whole(other)))
    store.finish(scan, Discovery(joined=(), opened=opened, single=()), ScanTally(read=4), LATER)
    store.rename(IssueId("D1"), f"{HERS}！", LATER)
    for name, quote in (("quotes", "a"), ("counts", "c")):
        body = {"quote": {"feedback_id": quote, "text": HERS if quote == "a" else OTHER}}
        store.save_report(report(name, 10), json.dumps(body).encode(), last_removal=0)
    return scan


FORMS = [
    form
    for words in (HERS, NAME)
    for form in (
        words.encode(),
        words.encode("utf-16-le"),
        words.encode("utf-16-be"),
        json.dumps(words)[1:-1].encode(),
        words.encode("gb18030"),
    )
]


def traces(url: str) -> list[str]:
    """Tables, and of SQLite files, that hold her words in any form."""
    opened = Database(url)
    found = []
    with opened.reading() as connection:
        for table in metadata.sorted_tables:
            rows = connection.execute(sa.select(table)).all()
            held = b"\n".join(
                c if isinstance(c, bytes) else str(c).encode() for r in rows for c in r
            )
            found += [table.name] if any(form in held for form in FORMS) else []
    file = opened.file
    opened.engine.dispose()
    for path in file.parent.glob("voc.db*") if file else ():
        found += [path.name] if any(form in path.read_bytes() for form in FORMS) else []
    return found


@pytest.fixture
def filled(store: Store) -> Scan:
    return fill(store)


def test_her_words_are_there_before_and_nowhere_after(
    store: Store, filled: Scan, database: str
) -> None:
    before = traces(database)
    assert {"feedback", "rejects", "issues", "issue_events", "reports"} <= set(before)
    assert forget(store) == Removed(
        feedback=3, readings=3, opinions=3, signatures=1, voices=2, issues_closed=1,
        issues_renamed=2, rejects=2, reports=1,
    )  # fmt: skip
    assert traces(database) == []
    assert list(store.get(["a", "b", "c", "f"])) == ["c"]
    assert store.report_data("counts")


def test_a_dry_run_counts_the_same_and_changes_nothing(
    store: Store, filled: Scan, database: str
) -> None:
    before = traces(database)
    counted = forget(store, dry_run=True)
    assert store.count() == 4
    assert store.unfinished() == ()
    assert traces(database) == before
    assert forget(store) == counted


def test_an_issue_without_a_voice_is_closed_and_says_why(store: Store, filled: Scan) -> None:
    forget(store)
    closed, left = store.issues()
    assert (closed.state, closed.title, closed.terms) == (IssueState.CLOSED, None, ("texture",))
    assert (left.state, left.terms) == (IssueState.OPEN, ("海苔",))
    told = [(event.what, event.detail) for event in store.events(closed.id)]
    assert told[-1] == ("closed", "none is left: 1 voice was removed: somebody was forgotten")
    assert ("renamed", "") in told
    assert store.events(left.id)[-1].detail == "1 voice was removed: somebody was forgotten"


def test_many_voices_that_stay_are_not_held_against_many_lines_one_by_one(store: Store) -> None:
    others = [feedback(f"o{n}", text=OTHER) for n in range(400)]
    rejects = [
        Reject(where=f"shop.csv:{n}", reason=f'rating "{HERS}{n}" is none') for n in range(2_000)
    ]
    store.add([hers("a"), *others], rejects)
    scan = store.open(RECIPE, STARTED)
    store.save(scan, [reading(one, opinion((0, 4))) for one in [hers("a"), *others]])
    opened = (new_issue(whole(hers("a")), *map(whole, others)),)
    store.finish(scan, Discovery(joined=(), opened=opened, single=()), ScanTally(read=401), LATER)
    started = time.process_time()
    assert forget(store).rejects == 2_000
    assert time.process_time() - started < 3


def test_the_earliest_copy_left_is_first_when_the_first_is_gone(store: Store) -> None:
    """By scan, then by date; undated last, hers never."""
    late, early, undated = (feedback(name) for name in ("late", "early", "undated"))
    early, undated = (replace(early, posted_at=POSTED - DAY), replace(undated, posted_at=None))
    made = [hers("a"), hers("b", posted_at=POSTED - DAY * 2), late, undated, early]
    store.add(made, [])
    scan = store.open(RECIPE, STARTED)
    store.save(scan, [reading(one, opinion(), flags=(flag("advert"),)) for one in made])
    store.file_appearances(scan, [folded("a"), *(folded(one.id, "a") for one in made[1:])])
    forget(store)
    assert copied(store) == {"late", "undated"}
    assert [(one.id, one.flagged) for one in store.facts(*EVER, None)][-1] == ("early", True)
    assert [one.id for _, one in store.unfiled(RECIPE.id, after=0, limit=9)] == ["early"]
    store.file_appearances(scan, [folded("early")])
    assert copied(store) == {"late", "undated"}


def test_an_heir_without_other_flags_counts_again(store: Store) -> None:
    store.add([hers("a"), feedback("b")], [])
    scan = store.open(RECIPE, STARTED)
    store.save(scan, [reading(feedback(name), opinion()) for name in ("a", "b")])
    store.file_appearances(scan, [folded("a"), folded("b", "a")])
    assert [one.flagged for one in store.facts(*EVER, None)] == [False, True]
    forget(store)
    assert [one.flagged for one in store.facts(*EVER, None)] == [False]
    assert [told.feedback_id for told in store.loose_voices()] == ["b"]
    again = store.open(replace(RECIPE, id="2026-12-cccccccc"), LATER, reread=True)
    store.save(again, [reading(feedback("b"))])
    assert copied(store) == set()


def test_an_heir_found_to_be_a_copy_takes_its_copies_along(store: Store) -> None:
    store.add([hers("a"), *(feedback(name) for name in "bcd")], [])
    scan = store.open(RECIPE, STARTED)
    store.save(scan, [reading(feedback(name), opinion()) for name in "abcd"])
    store.file_appearances(scan, [folded("a"), folded("b", "a"), folded("c", "a"), folded("d")])
    forget(store)
    store.file_appearances(scan, [folded("b", "d")])
    assert copied(store) == {"b", "c"}
    (story,) = store.stories([FeedbackId("c")]).values()
    assert [one.id for one in story] == ["d", "b", "c"]


def folded(name: str, under: str | None = None) -> Appearance:
    first = under and FeedbackId(under)
    likeness = 0.9 if under else None
    return Appearance(feedback_id=FeedbackId(name), copy_of=first, likeness=likeness, keys=())


def copied(store: Store) -> set[str]:
    return {fact.feedback_id for fact in store.readings(*EVER, None) if COPY in fact.flags}


def test_what_reviews_are_held_against_each_other_by_goes_too(store: Store, filled: Scan) -> None:
    store.file_traces(filled, [traced("a"), traced("c")])
    bought = Flag(name="suspected_paid", because="x")
    store.suspect([Suspicion(feedback_id=FeedbackId(one), flag=bought) for one in ("a", "c")])
    forget(store)
    (left,) = store.histories(filled, Subject.PRODUCT, 1)
    assert [one.feedback_id for one in left] == ["c"]


def traced(name: str) -> Trace:
    return Trace(
        feedback_id=FeedbackId(name),
        posted_at=POSTED,
        product=1,
        author=2,
        praise=True,
        hollow=False,
        weight=13,
        same=3,
        frame=None,
    )


def test_numbers_of_past_scans_are_history(store: Store, filled: Scan) -> None:
    forget(store)
    assert store.latest().tally.read == 4


def test_who_was_forgotten_does_not_come_back(store: Store, filled: Scan) -> None:
    forget(store)
    origin = Origin(where="shop.csv:2", person=person_key(NAME, SECRET))
    renamed = hers("n", channel="new", author_key=author_key(NAME, "new", SECRET))
    assert store.add([hers("a")], [], [origin]) == Tally(read=1, rejected=1)
    assert store.add([renamed], [], [origin]) == Tally(read=1, rejected=1)
    assert store.rejects(1) == [
        Reject(where="shop.csv:2", reason="its author asked to be forgotten")
    ]
    assert store.add([feedback("d", text="脆")], []).added == 1


def test_of_rows_with_one_id_only_those_of_who_was_forgotten_are_turned_away(
    store: Store, filled: Scan
) -> None:
    forget(store)
    theirs = feedback("a", text=OTHER, author_key=author_key("别人", "shop", SECRET))
    origins = [
        Origin(where=f"shop.csv:{row}", person=person_key(name, SECRET))
        for row, name in ((2, NAME), (3, "别人"), (4, NAME))
    ]
    told = store.add([hers("a"), theirs, hers("a")], [], origins)
    assert told == Tally(read=3, added=1, rejected=2)
    assert store.get([FeedbackId("a")])[FeedbackId("a")].text == OTHER
    assert {one.where for one in store.rejects(2)} == {"shop.csv:2", "shop.csv:4"}


def test_of_rows_with_one_id_the_unmasked_text_is_that_of_the_stored_one(store: Store) -> None:
    texts = (RAW_WORDS, f"{OTHER}，打13812345678")
    origins = [
        Origin(where="shop.csv:2", person=None, unmasked=Unmasked(text=text, title=None))
        for text in texts
    ]
    store.add([hers("a", text=mask(text)) for text in texts], [], origins)
    assert store.unmasked(FeedbackId("a")) == Unmasked(text=RAW_WORDS, title=None)


def test_forgotten_on_one_channel_is_heard_on_others(store: Store, filled: Scan) -> None:
    elsewhere = hers("j", channel="jd", author_key=author_key(NAME, "jd", SECRET))
    store.add([elsewhere], [])
    assert forget(store, channel="shop").feedback == 3
    assert store.add([hers("a")], []).rejected == 1
    assert store.get(["j"])


def test_nothing_of_a_stranger_is_stored_or_barred(store: Store, filled: Scan) -> None:
    stranger = person_called("别人", None, SECRET)
    assert forget_person(store, NoFiles(), first_two, stranger, LATER) == Removed()
    assert not store.barred(stranger)
    assert store.add([feedback("d", author_key=author_key("别人", "shop", SECRET))], []).added == 1


def test_who_was_forgotten_is_told_from_a_stranger(store: Store, filled: Scan) -> None:
    here = person_called(NAME, "shop", SECRET)
    everywhere = person_called(NAME, None, SECRET)
    forget(store, channel="shop")
    assert (store.barred(here), store.barred(everywhere)) == (True, False)
    store.add([hers("j", channel="jd", author_key=author_key(NAME, "jd", SECRET))], [])
    forget(store)
    assert store.barred(everywhere)
    assert store.barred(person_called(NAME, "new", SECRET))


def test_examples_of_topics_that_repeat_her_are_named_to_the_files(
    store: Store, filled: Scan
) -> None:
    files = NoFiles(beetles=("爬出一只小甲虫", "有虫"), straws=("吸管断了",))
    assert forget(store, files).topics == 1
    ((reports, lines),) = files.removed
    assert reports == ("quotes",)
    assert len(lines) == 1
    assert store.unfinished() == ()


def test_an_example_that_others_say_too_is_nobody_s(store: Store, filled: Scan) -> None:
    store.add([feedback("o", text="打开就爬出一只小甲虫，呕")], [])
    files = NoFiles(beetles=("爬出一只小甲虫", "罐子底下爬出虫"))
    assert forget(store, files).topics == 1
    ((_, lines),) = files.removed
    assert lines == (digest("罐子底下爬出虫"),)


def test_a_nickname_that_is_a_word_takes_nothing_of_others(store: Store) -> None:
    """小雨 is who she calls herself, and what it does outside."""
    nickname = "小雨"
    key = author_key(nickname, "shop", SECRET)
    others = [feedback(f"o{n}", text=f"下小雨也漏水，第{n}次了") for n in range(3)]
    rejects = [
        Reject(where="shop.csv:8", reason='rating "下小雨也漏" is none'),
        Reject(where="shop.csv:9", reason='rating "小雨" is none'),
    ]
    store.add([hers("a", author_key=key), *others], rejects)
    scan = store.open(RECIPE, STARTED)
    store.save(scan, [reading(one, opinion((0, 4))) for one in [hers("a"), *others]])
    opened = (new_issue(*map(whole, others)), new_issue(whole(hers("a"))))
    store.finish(scan, Discovery(joined=(), opened=opened, single=()), ScanTally(read=4), LATER)
    store.rename(IssueId("D1"), "小雨天漏水", LATER)
    store.rename(IssueId("D2"), "@小雨 说有虫", LATER)
    body = {"issue": "小雨天漏水", "quote": {"feedback_id": "o1"}}
    store.save_report(report("theirs", 10), json.dumps(body).encode(), last_removal=0)
    files = NoFiles(rain=("下小雨就漏", "雨天进水"))
    person = person_called(nickname, None, SECRET)
    removed = forget_person(store, files, first_two, person, LATER)
    assert (removed.feedback, removed.reports, removed.topics) == (1, 0, 0)
    assert removed.rejects == 1  # the one that quotes her name and nothing else
    assert removed.mentions == 3
    assert [issue.title for issue in store.issues()] == ["小雨天漏水", None]
    assert store.rejects(2) == rejects[:1]
    assert store.count() == 3


def test_a_report_begun_before_a_removal_is_not_kept_after_it(store: Store, filled: Scan) -> None:
    begun = store.last_removal()
    forget(store)
    with pytest.raises(StoreError, match="again"):
        store.save_report(report("late", 10), b"{}", last_removal=begun)
    store.save_report(report("late", 10), b"{}", last_removal=store.last_removal())
    assert store.report_data("late") == b"{}"


def test_a_removal_left_unfinished_is_finished_by_the_next(store: Store, filled: Scan) -> None:
    class Broken(NoFiles):
        def remove(self, reports: Sequence[str], lines: Sequence[str]) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        forget(store, Broken())
    assert len(store.unfinished()) == 1
    files = NoFiles()
    assert forget(store, files) == Removed()
    assert files.removed == [(("quotes",), ())]
    assert store.unfinished() == ()


KILLED = """
import os
from tests.conformance.store import test_removals as tests
from voc.stores import removals

def die(*_):
    os.kill(os.getpid(), 9)

if sys.argv[2] == "before":
    removals.clear_reports = die
else:
    store.finish_removals = die
tests.forget(store)
"""


@pytest.mark.parametrize(("moment", "left"), [("before", 4), ("after", 1)])
def test_killed_it_leaves_all_or_nothing_and_the_next_run_ends_it(
    store: Store, filled: Scan, database: str, moment: str, left: int
) -> None:
    opening = (
        "import sys\nfrom voc.stores.sql_store import SqlStore\nstore = SqlStore(sys.argv[1])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", opening + KILLED, database, moment],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([*sys.path, str(Path.cwd())])},
        capture_output=True,
        check=False,
    )
    assert done.returncode == -9, done.stderr
    assert store.count() == left
    until_free(store)
    forget(store)
    assert traces(database) == []
    assert store.count() == 1


def until_free(store: Store) -> None:
    with store.lock(30):
        pass


def test_what_is_kept_long_enough_goes_by_its_channel(store: Store) -> None:
    now = POSTED + timedelta(days=100)
    store.add([feedback("old"), feedback("kept", channel="jd")], [])
    store.add([feedback("new", posted_at=now)], [])
    store.add([feedback("undated", posted_at=None)], [])  # imported today, whatever `now` is
    retention = Retention(default=99, channels={"jd": 101})
    assert store.expired(Retention(), now) == 0
    assert store.expired(retention, now) == 1
    scan = store.open(RECIPE, now)
    removed = store.expire(retention, first_two, {}, scan, now)
    assert removed == Removed(feedback=1)
    assert store.annotated(scan).expired == 1
    assert set(store.get(["old", "kept", "new", "undated"])) == {"kept", "new", "undated"}


def test_what_expired_has_left_the_database_s_files_within_a_week(
    store: Store, filled: Scan, database: str
) -> None:
    files = NoFiles(beetles=("爬出一只小甲虫",))
    upkeep = Upkeep(retention=Retention(default=1), keep_raw=True, files=files, rename=first_two)
    expire(store, upkeep, lambda: filled, LATER)
    assert store.count() == 0
    assert [one.of_person for one in store.unfinished()] == [False]
    expire(store, upkeep, lambda: filled, LATER + timedelta(days=6))
    assert store.unfinished()
    assert [lines for _, lines in files.removed if lines] == [(digest("爬出一只小甲虫"),)]
    expire(store, upkeep, lambda: filled, LATER + timedelta(days=7))
    assert store.unfinished() == ()
    assert traces(database) == []


def test_rejects_are_kept_as_long_as_feedback(store: Store, scan: Scan) -> None:
    store.add([], [Reject(where="shop.csv:9", reason=f'rating "{HERS}" is none')])
    now = datetime.now(UTC)  # of their import
    retention = Retention(default=30)
    assert store.expired(Retention(channels={"shop": 1}), now + timedelta(days=31)) == 0
    assert store.expired(retention, now + timedelta(days=29)) == 0
    assert store.expired(retention, now + timedelta(days=31)) == 1
    removed = store.expire(retention, first_two, {}, scan, now + timedelta(days=31))
    assert removed == Removed(rejects=1)
    assert store.rejects(1) == []
    assert store.unfinished()


def keep_unmasked(store: Store, name: str = "a", **fields: object) -> None:
    kept = Unmasked(text=RAW_WORDS, title=None)
    origin = Origin(where="shop.csv:2", person=None, unmasked=kept)
    store.add([hers(name, text=mask(RAW_WORDS), **fields)], [], [origin])


RAW_WORDS = f"{HERS}，打13812345678"


def test_an_unmasked_text_lies_beside_the_masked_one_and_nowhere_else(
    store: Store, database: str
) -> None:
    keep_unmasked(store)
    assert store.unmasked(FeedbackId("a")) == Unmasked(text=RAW_WORDS, title=None)
    assert store.count_unmasked() == 1
    assert "138" not in store.get([FeedbackId("a")])[FeedbackId("a")].text
    opened = Database(database)
    with opened.reading() as connection:
        holding = [
            table.name
            for table in metadata.sorted_tables
            if "13812345678" in str(connection.execute(sa.select(table)).all())
        ]
    opened.engine.dispose()
    assert holding == ["raw_texts"]


def test_it_is_kept_of_feedback_that_was_there_before_but_not_of_another_text(store: Store) -> None:
    store.add([hers("a", text=mask(RAW_WORDS)), hers("b", text=OTHER)], [])
    keep_unmasked(store, "a")
    keep_unmasked(store, "b")
    assert store.unmasked(FeedbackId("a"))
    assert store.unmasked(FeedbackId("b")) is None


def test_forgetting_takes_the_unmasked_text_too(store: Store, database: str) -> None:
    keep_unmasked(store)
    removed = forget(store)
    assert (removed.feedback, removed.unmasked) == (1, 1)
    assert traces(database) == []
    keep_unmasked(store)
    assert store.count_unmasked() == 0


def test_unmasked_texts_of_an_earlier_choice_go_with_the_next_scan(
    store: Store, scan: Scan, database: str
) -> None:
    keep_unmasked(store)
    upkeep = Upkeep(retention=Retention(), keep_raw=True, files=NoFiles(), rename=first_two)
    expire(store, upkeep, lambda: scan, LATER)
    assert store.count_unmasked() == 1
    expire(store, replace(upkeep, keep_raw=False), lambda: scan, LATER)
    assert store.count_unmasked() == 0
    assert store.count() == 1
    expire(store, upkeep, lambda: scan, LATER + timedelta(days=7))
    assert store.unfinished() == ()


def test_undated_feedback_is_kept_from_its_import_on(store: Store) -> None:
    store.add([feedback("undated", posted_at=None)], [])
    far = LATER + timedelta(days=36_500)
    assert store.expired(Retention(default=36_400), far) == 1
    assert store.expired(Retention(default=3 * 36_500), far) == 0


def test_what_is_removed_by_its_age_may_be_imported_again(store: Store) -> None:
    store.add([feedback("old")], [])
    scan = store.open(RECIPE, LATER)
    store.expire(Retention(default=1), first_two, {}, scan, LATER)
    assert store.add([feedback("old")], []).added == 1
