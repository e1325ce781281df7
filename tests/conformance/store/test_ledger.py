from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.conformance.store.samples import (
    DAMP,
    LATER,
    NEW_RECIPE,
    RECIPE,
    STARTED,
    TEXT,
    WISH,
    feedback,
    flag,
    new_issue,
    opinion,
    reading,
    voice,
)
from voc.errors import NotFoundError, StoreError
from voc.ports.store import Store
from voc.types.document import Span
from voc.types.feedback import Feedback, FeedbackKind
from voc.types.issue import Discovery, Issue, IssueId, IssueKind, IssueState, Voice
from voc.types.opinion import Intent, Severity
from voc.types.scan import Scan, ScanTally

Stored = Callable[..., Feedback]
D1, D2, D3, I1 = (IssueId(name) for name in ("D1", "D2", "D3", "I1"))


def heard(store: Store, name: str) -> Voice:
    """A stored and read feedback with one complaint; the voice it raises."""
    made = feedback(name)
    store.add([made], [])
    store.save(store.open(RECIPE, STARTED), [reading(made, opinion())])
    return voice(made)


def idea(store: Store, name: str) -> Voice:
    return voice(store.get([heard(store, name).feedback_id])[name], WISH, kind=IssueKind.IDEA)


def discover(
    store: Store, *opened: tuple[Voice, ...], joined: tuple[tuple[IssueId, Voice], ...] = ()
) -> None:
    found = Discovery(
        joined=joined, opened=tuple(new_issue(*voices) for voices in opened), single=()
    )
    store.finish(store.open(RECIPE, STARTED), found, ScanTally(), LATER)


def members(store: Store, issue_id: IssueId) -> list[str]:
    return [member.feedback_id for member in store.core_voices(99).get(issue_id, ())]


def whats(store: Store, issue_id: IssueId) -> list[tuple[str, str]]:
    return [(event.what, event.detail) for event in store.events(issue_id)]


def test_new_issues_are_numbered_a_kind_and_listed_in_order(store: Store) -> None:
    scan = store.open(RECIPE, STARTED)
    discover(store, (heard(store, "a"),), (idea(store, "b"),))
    for number in range(2, 12):
        discover(store, (heard(store, f"more {number}"),))
    defects = [f"D{number}" for number in range(1, 12)]
    assert [issue.id for issue in store.issues()] == [*defects, "I1"]
    assert [issue.id for issue in store.issues(IssueKind.IDEA)] == ["I1"]
    assert store.issue(D1) == Issue(
        id=D1,
        kind=IssueKind.DEFECT,
        state=IssueState.OPEN,
        product="海苔脆",
        topic="texture",
        terms=("受潮", "不脆"),
        title=None,
        pinned=False,
        merged_into=None,
    )
    assert whats(store, D1) == [("opened", f"scan {scan.id}")]
    assert store.events(D1)[0].at == LATER


def test_an_unknown_issue_is_not_found(store: Store) -> None:
    for ask in (store.issue, store.events):
        with pytest.raises(NotFoundError, match="'D9'"):
            ask(IssueId("D9"))


def test_joined_voices_rank_after_those_there(store: Store) -> None:
    discover(store, (heard(store, "a"), heard(store, "b")))
    late, later = heard(store, "c"), heard(store, "d")
    discover(store, joined=((D1, late), (D1, later)))
    assert members(store, D1) == ["a", "b", "c", "d"]
    assert [member.feedback_id for member in store.core_voices(2)[D1]] == ["a", "b"]


def test_core_voices_are_the_voices_that_were_put_in(store: Store) -> None:
    put_in = heard(store, "a")
    discover(store, (put_in,))
    assert store.core_voices(5) == {D1: (put_in,)}


def test_complaints_and_wishes_are_loose_until_an_issue_takes_them(
    store: Store, stored: Stored
) -> None:
    scan = store.open(RECIPE, STARTED)
    made, flagged = stored("a"), stored("b")
    wish = opinion(WISH, intent=Intent.SUGGESTION, topic="taste", severity=Severity.NONE)
    praise = opinion((3, 5), intent=Intent.PRAISE)
    telling = opinion((2, 4), intent=None)
    store.save(scan, [reading(made, opinion(), telling, praise, wish)])
    store.save(scan, [reading(flagged, opinion(), flags=(flag("advert"),))])
    complaint = voice(made)
    suggestion = voice(made, WISH, kind=IssueKind.IDEA, topic="taste", severity=Severity.NONE)
    assert list(store.loose_voices()) == [complaint, suggestion]
    assert [found.quote for found in store.loose_voices()] == ["海苔受潮了", "希望出藤椒味"]
    discover(store, (complaint,))
    assert list(store.loose_voices()) == [suggestion]


def test_articles_have_no_voices_but_those_that_name_what_is_watched(
    store: Store, stored: Stored
) -> None:
    article = stored("a", kind=FeedbackKind.MEDIA)
    mention = stored("b", kind=FeedbackKind.MEDIA, passages=(Span(*DAMP),))
    copied = stored("c", kind=FeedbackKind.MEDIA, passages=(Span(*DAMP),))
    scan = store.open(RECIPE, STARTED)
    store.save(scan, [reading(article, opinion()), reading(mention, opinion())])
    store.save(scan, [reading(copied, opinion(), flags=(flag("copy"),))])
    assert list(store.loose_voices()) == [voice(mention)]


def test_of_several_opinions_in_a_span_the_most_certain_speaks(
    store: Store, stored: Stored
) -> None:
    made = stored("a")
    told = (
        opinion(topic="taste", confidence=0.6),
        opinion(topic="freshness", confidence=0.9),
        opinion(topic="quality", confidence=0.9),
        opinion(topic="packaging", confidence=0.7, intent=Intent.SUGGESTION),
    )
    store.save(store.open(RECIPE, STARTED), [reading(made, *told)])
    assert list(store.loose_voices()) == [
        voice(made, topic="freshness"),
        voice(made, topic="packaging", kind=IssueKind.IDEA),
    ]


def test_loose_voices_come_by_arrival_and_place_in_the_text(store: Store, stored: Stored) -> None:
    scan = store.open(RECIPE, STARTED)
    for name in ("z", "a", "m"):
        made = stored(name)
        store.save(scan, [reading(made, opinion(WISH), opinion(DAMP))])
    places = [(found.feedback_id, found.start) for found in store.loose_voices()]
    assert places == [(name, start) for name in ("z", "a", "m") for start in (0, 6)]


def test_loose_voices_stream_while_others_write(store: Store) -> None:
    for name in "abc":
        heard(store, name)
    voices = store.loose_voices()
    first = next(voices)
    heard(store, "d")
    assert [first.feedback_id, *(found.feedback_id for found in voices)] == ["a", "b", "c"]


def test_a_member_outlives_the_opinion_it_was_made_from(store: Store) -> None:
    member = heard(store, "a")
    discover(store, (member,))
    made = store.get([member.feedback_id])[member.feedback_id]
    store.save(store.open(NEW_RECIPE, LATER), [reading(made, opinion((0, len(TEXT))))])
    assert store.core_voices(5) == {D1: (member,)}
    assert [(found.start, found.end) for found in store.loose_voices()] == [(0, len(TEXT))]


def read_again(store: Store, *voices: Voice, span: tuple[int, int] = DAMP) -> Scan:
    scan = store.open(NEW_RECIPE, LATER, reread=True)
    found = store.get([voice.feedback_id for voice in voices])
    store.save(scan, [reading(found[voice.feedback_id], opinion(span)) for voice in voices])
    return scan


def test_voices_of_feedback_read_again_are_given_as_filed_and_as_told_now(store: Store) -> None:
    first, other = heard(store, "a"), heard(store, "b")
    discover(store, (first, other))
    assert store.reread_voices() == []
    read_again(store, first, span=WISH)
    assert store.reread_voices() == [((first,), (replace(first, start=6, end=12, quote=TEXT[6:]),))]


def test_voices_read_again_keep_their_place_in_the_issue_or_leave_it(store: Store) -> None:
    voices = tuple(heard(store, name) for name in "abcd")
    discover(store, voices)
    scan = read_again(store, *voices)
    moved = replace(voices[2], start=2, quote=TEXT[2:5], topic="freshness")
    kept = ((voices[0], voices[0]), (voices[2], moved), (voices[3], voices[3]))
    found = Discovery(joined=(), opened=(), single=(), kept=kept, left=(voices[1],))
    store.finish(scan, found, ScanTally(), LATER)
    assert store.core_voices(9) == {D1: (voices[0], moved, voices[3])}
    assert whats(store, D1)[1:] == [("left", f"1 voice, read otherwise in scan {scan.id}")]
    assert store.reread_voices() == []
    discover(store, joined=((D1, heard(store, "e")),))
    assert members(store, D1) == ["a", "c", "d", "e"]


def test_voices_read_again_stay_where_a_person_moved_them_meanwhile(store: Store) -> None:
    stays, leaves, other = (heard(store, name) for name in "abc")
    discover(store, (stays, leaves), (other,))
    scan = read_again(store, stays, leaves)
    store.merge(D1, D2, LATER)
    found = Discovery(joined=(), opened=(), single=(), kept=((stays, stays),), left=(leaves,))
    store.finish(scan, found, ScanTally(), LATER)
    assert members(store, D2) == ["c", "a"]
    assert whats(store, D2)[-1][0] == "left"


def test_one_span_may_be_a_defect_and_an_idea(store: Store) -> None:
    both = heard(store, "a")
    made = store.get([both.feedback_id])[both.feedback_id]
    discover(store, (both,), (voice(made, DAMP, kind=IssueKind.IDEA),))
    assert (members(store, D1), members(store, I1)) == (["a"], ["a"])


def test_a_voice_cannot_be_in_two_issues(store: Store) -> None:
    twice = heard(store, "a")
    with pytest.raises(StoreError, match="refused"):
        discover(store, (twice,), (twice,))
    assert store.issues() == ()


def test_what_a_person_says_of_an_issue_stands_in_its_history(store: Store) -> None:
    discover(store, (heard(store, "a"),))
    assert store.rename(D1, "海苔受潮", LATER).title == "海苔受潮"
    assert store.pin(D1, True, LATER).pinned
    assert not store.pin(D1, False, LATER).pinned
    assert store.dismiss(D1, True, LATER).state == IssueState.DISMISSED
    assert store.dismiss(D1, False, LATER).state == IssueState.OPEN
    assert store.issue(D1).title == "海苔受潮"
    told = [("renamed", "海苔受潮"), ("pinned", ""), ("unpinned", ""), ("dismissed", "")]
    assert whats(store, D1)[1:] == [*told, ("reopened", "")]


def test_saying_what_is_so_already_tells_nothing_new(store: Store) -> None:
    discover(store, (heard(store, "a"),))
    store.pin(D1, False, LATER)
    store.dismiss(D1, False, LATER)
    assert [what for what, _ in whats(store, D1)] == ["opened"]


def test_a_merged_issue_redirects_for_ever_through_chains(store: Store) -> None:
    discover(store, (heard(store, "a"),), (heard(store, "b"), heard(store, "c")))
    discover(store, (heard(store, "d"),))
    assert store.merge(D1, D2, LATER).id == D2
    assert store.merge(D2, D3, LATER).id == D3
    assert [store.issue(name).id for name in (D1, D2, D3)] == [D3, D3, D3]
    assert members(store, D3) == ["d", "b", "c", "a"]
    assert [issue.state for issue in store.issues()] == ["merged", "merged", "open"]
    assert [issue.merged_into for issue in store.issues()] == [D2, D3, None]
    assert whats(store, D2)[1:] == [("merged", "from D1"), ("merged", "into D3")]
    assert list(store.core_voices(9)) == [D3]
    assert store.rename(D1, "新名", LATER).id == D3


def test_numbers_of_merged_issues_are_never_given_again(store: Store) -> None:
    discover(store, (heard(store, "a"),), (heard(store, "b"),))
    store.merge(D2, D1, LATER)
    discover(store, (heard(store, "c"),))
    assert [issue.id for issue in store.issues()] == [D1, D2, D3]


def test_voices_that_join_a_merged_issue_join_what_took_it_in(store: Store) -> None:
    discover(store, (heard(store, "a"),), (heard(store, "b"),))
    store.merge(D1, D2, LATER)
    discover(store, joined=((D1, heard(store, "c")), (D2, heard(store, "d"))))
    assert members(store, D2) == ["b", "a", "c", "d"]


def test_only_two_issues_of_one_kind_are_merged(store: Store) -> None:
    discover(store, (heard(store, "a"),), (heard(store, "b"),), (idea(store, "c"),))
    with pytest.raises(StoreError, match="Merge issues of one kind"):
        store.merge(D1, I1, LATER)
    store.merge(D1, D2, LATER)
    with pytest.raises(StoreError, match="nothing to merge"):
        store.merge(D2, D1, LATER)
    with pytest.raises(NotFoundError):
        store.merge(D2, D3, LATER)


def test_dismissed_issues_keep_their_voices(store: Store) -> None:
    discover(store, (heard(store, "a"),))
    store.dismiss(D1, True, LATER)
    assert members(store, D1) == ["a"]
    assert list(store.loose_voices()) == []
