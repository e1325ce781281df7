"""What a grouping of the whole shelf may change in the ledger, and what it may not."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.insight.voices import CHIPS, Settings, filed, known, mark, placed, tell
from voc.insight.discovery.filing import Filing, Turn, file_anew
from voc.insight.discovery.opening import opened
from voc.types.issue import By, IssueId, IssueState, KnownIssue, PlacedVoice

DAMP = [placed(f"受潮 {word}", f"a{n}") for n, word in enumerate(["了", "严重", "变软", "发软"])]
SALTY = [placed(f"{word} 咸", f"b{n}") for n, word in enumerate(["太", "有点", "真", "死"])]
LEAKY = [placed(f"漏气 {word}", f"e{n}") for n, word in enumerate(["了", "严重", "得", "啊"])]
NOW = Turn(mark(1), "now")


def whole(
    *issues: tuple[Sequence[PlacedVoice], str],
    loose: Sequence[PlacedVoice] = (),
    turn: Turn = NOW,
    **fields: dict[str, object],
) -> Filing:
    """Issues by voices and id; ``fields`` of an issue by its id."""
    members = [(filed(voices, name), name) for voices, name in issues]
    ledger = [known(own, **fields.get(name, {})) for own, name in members]
    voices = [*loose, *(one for own, _ in members for one in own)]
    return file_anew(CHIPS, ledger, voices, Settings(), turn)


def test_what_stands_right_stays() -> None:
    filing = whole((DAMP, "D1"), (SALTY, "D2"))
    assert (filing.opened, filing.merged, filing.moved, filing.happened) == ((), (), (), ())
    assert filing.mark is not None
    assert (filing.mark.voices, filing.mark.basis) == (8, "now")


def test_an_issue_of_two_things_splits_and_the_larger_keeps_the_id() -> None:
    (group,) = whole((DAMP + SALTY[:3], "D1")).opened
    assert {voice.feedback_id for voice in group.voices} == {"b0", "b1", "b2"}
    assert group.split_from == "D1"
    assert {(issue, voice.feedback_id) for issue, voice in group.taken} == {
        ("D1", "b0"), ("D1", "b1"), ("D1", "b2"),
    }  # fmt: skip
    assert "clearly apart" in group.because


def test_two_issues_of_one_thing_merge_into_the_larger() -> None:
    more = [placed("受潮 了", f"m{n}") for n in range(6)]
    (merge,) = whole((DAMP, "D1"), (more, "D2")).merged
    assert (merge.source, merge.target) == ("D1", "D2")
    assert "alike by" in merge.because


def test_of_equals_the_older_id_goes_on() -> None:
    (merge,) = whole((DAMP[:2], "D1"), (DAMP[2:], "D2")).merged
    assert (merge.source, merge.target) == ("D2", "D1")


def test_a_voice_in_the_wrong_issue_moves() -> None:
    (move,) = whole((DAMP, "D1"), ([*SALTY, placed("又 受潮 了", "x")], "D2")).moved
    assert (move.voice.feedback_id, move.source, move.target) == ("x", "D2", "D1")


def test_where_the_evidence_is_not_clear_a_voice_stays() -> None:
    both = placed("受潮 太 咸", "x")
    assert whole((DAMP, "D1"), ([*SALTY, both], "D2")).moved == ()
    assert whole(([*DAMP, both], "D1"), (SALTY, "D2")).moved == ()


def test_a_loose_voice_joins_and_loose_voices_found_issues() -> None:
    filing = whole((DAMP, "D1"), loose=[placed("受潮 啦", "x"), *LEAKY])
    assert [(issue, voice.feedback_id) for issue, voice in filing.joined] == [("D1", "x")]
    assert [len(group.voices) for group in filing.opened] == [4]
    assert filing.opened[0].split_from is None


FIRM = [{"pinned": True}, {"settled": True}, {"state": IssueState.DISMISSED}]


@pytest.mark.parametrize("said", FIRM)
def test_what_people_said_stands_above_clustering(said: dict[str, object]) -> None:
    split = whole((DAMP + SALTY[:3], "D1"), D1=said)
    assert (split.opened, split.moved) == ((), ())
    assert whole((DAMP[:2], "D1"), (DAMP[2:], "D2"), D1=said).merged == ()
    assert whole((DAMP[:2], "D1"), (DAMP[2:], "D2"), D2=said).merged == ()
    assert whole((DAMP, "D1"), ([*SALTY, placed("受潮 了", "x")], "D2"), D2=said).moved == ()


@pytest.mark.parametrize("said", FIRM)
def test_issues_that_people_spoke_of_still_take_their_like_in(said: dict[str, object]) -> None:
    filing = whole((DAMP, "D1"), loose=[placed("受潮 啦", "x")], D1=said)
    assert [issue for issue, _ in filing.joined] == ["D1"]


def test_an_issue_with_a_title_goes_on_and_two_titles_stay_two() -> None:
    more = [placed("受潮 了", f"m{n}") for n in range(6)]
    (merge,) = whole((DAMP, "D1"), (more, "D2"), D1={"title": "受潮"}).merged
    assert (merge.source, merge.target) == ("D2", "D1")
    titled = {"D1": {"title": "受潮"}, "D2": {"title": "又受潮"}}
    assert whole((DAMP, "D1"), (more, "D2"), **titled).merged == ()


def drifting(**fields: object) -> Filing:
    """D1 was named by leaks, and tells of damp today."""
    own = filed(DAMP, "D1")
    ledger = [replace(known(own, **fields), named=known(filed(LEAKY, "D1")).total)]
    return file_anew(CHIPS, ledger, own, Settings(), NOW)


def test_an_issue_that_tells_of_something_else_has_drifted_and_is_named_anew() -> None:
    filing = drifting()
    assert [(one.issue_id, one.what, one.by) for one in filing.happened] == [
        ("D1", "drifted", By.CLUSTERING)
    ]
    (name,) = opened([filing], tell, ()).renamed
    assert name.issue_id == "D1"
    assert "受潮" in name.terms[0]


def test_a_pinned_issue_keeps_its_name_when_it_drifts() -> None:
    filing = drifting(pinned=True)
    assert len(filing.happened) == 1
    assert opened([filing], tell, ()).renamed == ()


def test_another_basis_carries_ids_over_and_tells_so() -> None:
    turn = Turn(mark(8, "old"), "now")
    filing = whole((DAMP, "D1"), (SALTY, "D2"), turn=turn)
    assert [(one.issue_id, one.what, one.by, one.because) for one in filing.happened] == [
        (name, "carried", By.RECIPE, "4 of 4 voices stay, from old to now") for name in ("D1", "D2")
    ]


WORDS = ["受潮", "变软", "咸", "漏气", "不 脆", "包装 破", "头发", "垃圾"]
LEDGERS = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from(["D1", "D2", "D3", None])), max_size=40
)


@settings(deadline=None)
@given(LEDGERS, st.sampled_from([*FIRM, {}, {"title": "名"}]))
def test_no_filed_voice_is_lost_and_nothing_leaves_a_firm_issue(
    told: list[tuple[str, str | None]], said: dict[str, object]
) -> None:
    voices = [placed(words, f"f{n:02}", issue=name) for n, (words, name) in enumerate(told)]
    ledger: list[KnownIssue] = [
        known(own, **(said if name == "D1" else {}))
        for name in ("D1", "D2", "D3")
        if (own := [one for one in voices if one.issue == name])
    ]
    filing = file_anew(CHIPS, ledger, voices, Settings(), NOW)
    moved = [(move.source, move.voice) for move in filing.moved]
    taken = [one for group in filing.opened for one in group.taken]
    assert len({voice for _, voice in moved + taken}) == len(moved + taken)
    at_home = {one.voice: one.issue for one in voices}
    into: dict[IssueId | None, IssueId] = {merge.source: merge.target for merge in filing.merged}
    for source, voice in moved:
        assert into.get(at_home[voice], at_home[voice]) == source
    if said and "title" not in said:
        assert all(source != "D1" for source, _ in moved + taken)
        assert "D1" not in into
    assert {merge.target for merge in filing.merged}.isdisjoint(into)
