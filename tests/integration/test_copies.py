"""From stored readings to flagged copies, over channels, scans and interruptions."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from tests.conformance.store.samples import (
    LATER,
    POSTED,
    RECIPE,
    STARTED,
    feedback,
    new_issue,
    reading,
    voice,
)
from voc.errors import EvidenceError
from voc.pipeline import copies
from voc.pipeline.copies import file_copies
from voc.pipeline.reporting import make_report, verify_stored
from voc.pipeline.voices import typical_voices
from voc.renderers.json import dump, load
from voc.report.periods import parse_period
from voc.stores.sql_store import SqlStore
from voc.text import duplicates
from voc.text.duplicates import COPY
from voc.text.signatures import keys, shingles
from voc.types.appearance import Appearance
from voc.types.feedback import Feedback, FeedbackId, FeedbackKind
from voc.types.forgetting import Person
from voc.types.issue import Discovery, IssueId
from voc.types.opinion import Scored
from voc.types.report import Cadence, Quote
from voc.types.scan import Scan, ScanTally

DAMP = "海苔一打开就是软的，包装袋封口没有压紧，日期倒是新鲜，客服说拍照给他们，到现在没有回音"
EDITED = "客服说拍照给他们，到现在没有回音！海苔一打开就软了，包装袋封口没压紧，日期倒是新鲜😡"
SOUR = "酸奶收到的时候冰袋已经化了，盒子鼓得像气球，喝起来发酸发苦，全家没有人敢喝第二口"
OTHERS = (
    "盒子里的小勺断成两截，找遍了也没有备用的",
    "坚果有股哈喇味，怀疑在仓库里放了整个夏天",
    "门口的自动售货机吞了钱，饮料卡在半路下不来",
    "听朋友说换了新配方，尝起来确实没有从前那么腻",
)
OCTOBER = parse_period(Cadence.MONTHLY, "2026-10", ZoneInfo("Asia/Shanghai"))
NOTHING = Discovery(joined=(), opened=(), single=())


class NoFolding:
    def fold(self, text: str) -> str:
        return text


@pytest.fixture
def store(sqlite_database: str) -> Iterator[SqlStore]:
    opened = SqlStore(sqlite_database)
    yield opened
    opened.close()


def said(name: str, text: str, day: int = 0, **fields: object) -> Feedback:
    return feedback(name, text=text, posted_at=POSTED + timedelta(days=day), **fields)


def read(store: SqlStore, made: Sequence[Feedback]) -> Scan:
    store.add(made, [])
    scan = store.open(RECIPE, STARTED)
    store.save(scan, [reading(one) for one in made])
    return scan


def scanned(store: SqlStore, *made: Feedback) -> set[str]:
    """Reads all of it in one scan; the copies found by then."""
    scan = read(store, made)
    file_copies(store, NoFolding(), scan)
    store.finish(scan, NOTHING, ScanTally(), LATER)
    return flagged(store)


def flagged(store: SqlStore) -> set[str]:
    facts = store.readings(POSTED - timedelta(days=99), LATER + timedelta(days=99), None)
    return {fact.feedback_id for fact in facts if COPY in fact.flags}


def test_a_copy_on_another_channel_a_month_later_is_found(store: SqlStore) -> None:
    assert scanned(store, said("jd", DAMP), said("other", SOUR)) == set()
    assert scanned(store, said("tmall", EDITED, day=30, channel="tmall")) == {"tmall"}
    assert scanned(store, said("wb", DAMP, day=60, channel="weibo")) == {"tmall", "wb"}


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_earliest_is_first_in_whatever_order_they_came(
    store: SqlStore, order: tuple[int, ...]
) -> None:
    made = [said("z", DAMP), said("a", EDITED, day=1), said("m", DAMP, day=2)]
    assert scanned(store, *(made[number] for number in order)) == {"a", "m"}


def test_of_the_same_moment_the_id_decides_and_undated_comes_last(store: SqlStore) -> None:
    undated = replace(said("0", DAMP), posted_at=None)
    assert scanned(store, undated, said("b", DAMP), said("a", EDITED)) == {"0", "b"}


def test_what_reports_have_counted_stays_first(store: SqlStore) -> None:
    """An earlier text that is imported later is the copy: else a past number would change."""
    scanned(store, said("first read", DAMP, day=5))
    assert scanned(store, said("posted before", EDITED)) == {"posted before"}


def test_twenty_people_who_write_the_same_two_characters_stay_twenty(store: SqlStore) -> None:
    assert scanned(store, *(said(str(n), "好吃") for n in range(20))) == set()


def test_a_key_that_many_share_leads_to_the_first_of_them_over_scans(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duplicates, "MOST_HOLDERS", 1)
    tail = "，以上是我这次在门店填写的意见"
    made = [said(str(n), text + tail) for n, text in enumerate((DAMP, SOUR, *OTHERS))]
    shared = Counter(keys(shingles([one.text for one in made])).ravel().tolist())
    key, times = shared.most_common(1)[0]
    assert times > 1
    for one in made:
        assert scanned(store, one) == set()
    assert scanned(store, said("late", OTHERS[-1] + tail, day=9)) == {"late"}
    assert len(list(store.holders(np.array([key])))) == 1


def test_a_scan_killed_while_filing_ends_as_an_undisturbed_one(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "BATCH", 2)
    made = [said(str(n), (DAMP, SOUR, EDITED)[n % 3], day=-n) for n in range(7)]
    scan = read(store, made)
    killed = Killed(store, after=2)
    with pytest.raises(KeyboardInterrupt):
        file_copies(killed, NoFolding(), scan)
    assert len(store.unfiled(RECIPE.id, after=0, limit=9)) == 3
    file_copies(store, NoFolding(), scan)
    assert flagged(store) == {"0", "1", "2", "3", "5"}


def test_what_a_killed_scan_filed_stays_first_when_older_copies_came_in_since(
    store: SqlStore,
) -> None:
    scan = read(store, [said("filed", DAMP, day=5)])
    file_copies(store, NoFolding(), scan)
    assert read(store, [said("older", EDITED)]).id == scan.id
    file_copies(store, NoFolding(), scan)
    assert flagged(store) == {"older"}


def test_a_copy_of_what_was_forgotten_is_found_under_the_earliest_copy_left(
    store: SqlStore,
) -> None:
    theirs = said("theirs", DAMP, author_key="key shop")
    scanned(store, theirs, said("second", EDITED, day=1), said("third", DAMP, day=2))
    forget_author(store)
    assert flagged(store) == {"third"}
    late = [said("late", DAMP, day=30), said("other", SOUR, day=30)]
    assert scanned(store, *late) == {"third", "late"}
    (story,) = store.stories([FeedbackId("late")]).values()
    assert [one.id for one in story] == ["second", "third", "late"]


def test_an_issue_shows_a_voice_once_with_its_other_places(store: SqlStore) -> None:
    made = [said("a", DAMP), said("b", EDITED, day=1, channel="weibo"), said("c", SOUR)]
    scan = read(store, made)
    opened = new_issue(*(voice(one) for one in reversed(made)))
    store.finish(scan, Discovery(joined=(), opened=(opened,), single=()), ScanTally(), LATER)
    file_copies(store, NoFolding(), scan)
    told = typical_voices(store, IssueId("D1"), 20)
    assert [(one.voice.feedback_id, one.elsewhere) for one in told] == [
        ("c", ()),
        ("a", (("weibo", 1),)),
    ]


def test_a_report_tells_the_places_of_an_article_and_is_held_against_them(
    store: SqlStore,
) -> None:
    articles = [
        said(name, text, day=day, channel=name, kind=FeedbackKind.MEDIA)
        for day, (name, text) in enumerate([("daily", DAMP), ("weekly", EDITED), ("blog", DAMP)])
    ]
    critical_scan(store, *articles)
    made = make_report(store, OCTOBER, None, dump)
    (shown, again) = [
        block for section in made.sections for block in section.blocks if isinstance(block, Quote)
    ]
    assert shown.feedback_id == again.feedback_id  # urgent, and in the media
    assert (shown.feedback_id, shown.elsewhere and shown.elsewhere.channels) == (
        "daily",
        (("blog", 1), ("weekly", 1)),
    )
    verify_stored(store, load(dump(made)))
    critical_scan(store, said("later", DAMP, day=99, channel="after the month"))
    verify_stored(store, load(dump(made)))
    critical_scan(store, said("late", DAMP, day=5, channel="forum"))
    with pytest.raises(EvidenceError, match=r"elsewhere\.daily: counted 2 rows, the store has 3"):
        verify_stored(store, made)


def critical_scan(store: SqlStore, *made: Feedback) -> None:
    store.add(made, [])
    scan = store.open(RECIPE, STARTED)
    critical = Scored(label="critical", confidence=0.9)
    store.save(scan, [reading(one, severity=critical) for one in made])
    file_copies(store, NoFolding(), scan)
    store.finish(scan, NOTHING, ScanTally(), LATER)


def forget_author(store: SqlStore) -> None:
    person = Person(name="x", key_on=lambda on: f"key {on}", key_anywhere="key", channel=None)
    store.forget(person, lambda issue, voices: (), {}, LATER)


class Killed:
    """A store that stops after some batches."""

    def __init__(self, store: SqlStore, after: int) -> None:
        self._left = after
        self.unfiled, self.holders, self._file = (
            store.unfiled,
            store.holders,
            store.file_appearances,
        )

    def file_appearances(self, scan: Scan, appearances: Sequence[Appearance]) -> None:
        if not self._left:
            raise KeyboardInterrupt
        self._left -= 1
        self._file(scan, appearances)
