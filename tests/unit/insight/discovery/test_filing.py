"""How a scan files the voices of one shelf, day by day."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.insight.voices import CHIPS, Settings, filed, known, mark, placed, tell
from voc.insight.discovery.basis import basis_of
from voc.insight.discovery.filing import Filing, Turn, due, file_anew, file_new
from voc.insight.discovery.fitting import fitted
from voc.insight.discovery.opening import opened
from voc.types.issue import Discovery, IssueId, KnownIssue, Mark, PlacedVoice, Shelf, Voice, Why

DAMP = [
    placed("薯片 受潮 了", "a1", topic="freshness"),
    placed("受潮 严重", "a2", topic="texture"),
    placed("已经 受潮 变软", "a3", topic="texture"),
    placed("收到 就 受潮", "a4", topic="packaging"),
]
SALTY = [placed("太 咸 了", "b1"), placed("咸 得 要命", "b2"), placed("有点 咸", "b3")]
VERDICTS = [placed(words, f"c{i}") for i, words in enumerate(["垃圾", "太 难吃 了", "差评"] * 3)]
LONE = [placed("里面 有根 头发", "d1"), placed("开关 撕不开", "d2")]
EVERYTHING = DAMP + SALTY + VERDICTS + LONE
KNOWN = [known(filed(DAMP, "D1")), known(filed(SALTY, "D2"))]

WORDS = st.lists(
    st.sampled_from(["受潮", "变软", "太", "咸", "漏气", "不", "脆", "垃圾", "差评", "了", "包装"]),
    max_size=5,
).map(" ".join)
VOICES = st.lists(
    st.builds(
        placed,
        WORDS,
        st.sampled_from([f"f{i}" for i in range(12)]),
        topic=st.sampled_from(["taste", "texture", "overall"]),
        start=st.integers(0, 50),
        author=st.sampled_from([None, "one", "other"]),
    ),
    max_size=30,
    unique_by=lambda one: one.voice.place,
)


def new(loose: Sequence[PlacedVoice], issues: Sequence[KnownIssue] = ()) -> Filing:
    return file_new(CHIPS, issues, loose, fitted(Settings(), mark()))


def discovery(filing: Filing) -> Discovery:
    return opened([filing], tell, ())


def ids(voices: Sequence[Voice]) -> set[str]:
    return {voice.feedback_id for voice in voices}


def whys(filing: Filing) -> dict[str, Why]:
    return {one.voice.feedback_id: one.why for one in filing.single}


def everyone(filing: Filing) -> list[Voice]:
    founding = [voice for group in filing.opened for voice in group.voices]
    return [v for _, v in filing.joined] + founding + [one.voice for one in filing.single]


def test_complaints_about_one_thing_open_one_issue_over_all_topics() -> None:
    issues = discovery(new(EVERYTHING)).opened
    assert [ids(issue.voices) for issue in issues] == [
        {"a1", "a2", "a3", "a4"},
        {"b1", "b2", "b3"},
    ]
    assert [(issue.product, issue.topic, issue.terms[0]) for issue in issues] == [
        ("薯片", "texture", "受潮 严重"),
        ("薯片", "texture", "有点 咸"),
    ]


def test_a_single_voice_says_why() -> None:
    few = [placed("漏气 了", "e1"), placed("漏气", "e2")]
    told = whys(new(EVERYTHING + few))
    assert {told[one.voice.feedback_id] for one in VERDICTS} == {Why.VERDICT}
    assert {told[one.voice.feedback_id] for one in LONE} == {Why.ALONE}
    assert {told[one.voice.feedback_id] for one in few} == {Why.FEW}


def test_however_many_say_so_a_mere_verdict_is_no_issue() -> None:
    assert new([placed("太 难吃 了", f"f{i}") for i in range(50)]).opened == ()


def test_one_angry_text_is_no_issue() -> None:
    filing = new([placed("受潮 了", "a1", start=i * 9) for i in range(9)])
    assert filing.opened == ()
    assert set(whys(filing).values()) == {Why.ALONE}


def test_one_angry_person_is_no_issue_in_however_many_texts() -> None:
    assert new([placed("受潮 了", f"a{i}", author="she") for i in range(9)]).opened == ()
    people = [placed("受潮 了", f"a{i}", author=f"p{i}") for i in range(3)]
    assert len(new(people).opened) == 1


def test_too_sweet_and_not_sweet_are_two_issues() -> None:
    sweet = [placed("太 甜", f"a{i}") for i in range(4)]
    not_sweet = [placed("一点 都 不 甜", f"b{i}") for i in range(4)]
    assert len(new(sweet + not_sweet).opened) == 2


def test_a_new_voice_joins_the_known_issue_and_opens_no_second() -> None:
    filing = new([placed("又 受潮 了", "x1"), placed("咸", "x2"), placed("垃圾", "x3")], KNOWN)
    joined = {(issue, voice.feedback_id) for issue, voice in filing.joined}
    assert joined == {("D1", "x1"), ("D2", "x2")}
    assert whys(filing) == {"x3": Why.VERDICT}


def test_a_known_issue_without_telling_voices_takes_nobody_in() -> None:
    verdict = known(filed([placed("垃圾", "c1")], "D1"))
    assert new(DAMP, [verdict]).joined == ()


def test_the_first_voice_is_the_most_central() -> None:
    assert new(EVERYTHING).opened[0].voices[0].quote == "薯片 受潮 了"


@pytest.mark.parametrize("loose", [[], VERDICTS])
def test_nothing_to_go_on_finds_nothing(loose: list[PlacedVoice]) -> None:
    for filing in (new(loose), file_anew(CHIPS, [], loose, Settings(), Turn(None, "now"))):
        assert filing.opened == ()
        assert len(filing.single) == len(loose)


@settings(deadline=None)
@given(VOICES)
def test_every_loose_voice_is_in_exactly_one_place(loose: list[PlacedVoice]) -> None:
    turn = Turn(None, "now")
    whole = file_anew(CHIPS, KNOWN, [*loose, *filed(DAMP, "D1")], Settings(), turn)
    daily = new(loose, KNOWN)
    assert Counter(everyone(daily)) == Counter(one.voice for one in loose)
    taken = {voice for group in whole.opened for _, voice in group.taken}
    assert Counter(v for v in everyone(whole) if v not in taken) == Counter(
        one.voice for one in loose
    )
    for group in (*daily.opened, *whole.opened):
        assert len({voice.person for voice in group.voices}) >= 3


def test_a_new_voice_founds_an_issue_with_two_that_were_too_few() -> None:
    left = [replace(one, why=Why.FEW) for one in DAMP[:2]]
    assert [ids(group.voices) for group in new([*left, DAMP[2]]).opened] == [{"a1", "a2", "a3"}]


@settings(deadline=None)
@given(VOICES, st.integers(0, 30))
def test_what_was_left_loose_is_filed_as_if_nobody_had_looked_at_it(
    loose: list[PlacedVoice], before: int
) -> None:
    yesterday = {one.voice.place: one.why for one in new(loose[:before], KNOWN).single}
    left = [one for one in loose[:before] if one.voice.place in yesterday]
    known_why = [replace(one, why=yesterday[one.voice.place]) for one in left]
    assert told(new([*known_why, *loose[before:]], KNOWN)) == told(
        new([*left, *loose[before:]], KNOWN)
    )


def told(filing: Filing) -> object:
    """What became of whom; not what was said before."""
    single = {one.voice.place: one.why for one in filing.single}
    return filing.joined, [group.voices for group in filing.opened], single


@settings(deadline=None)
@given(VOICES, st.data())
def test_the_order_of_rows_changes_nothing(loose: list[PlacedVoice], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(loose))
    assert new(shuffled, KNOWN) == new(loose, KNOWN)
    turn = Turn(None, "now")
    everything = [*loose, *filed(DAMP, "D1"), *filed(SALTY, "D2")]
    turned = [*filed(SALTY, "D2"), *shuffled, *filed(DAMP, "D1")]
    first = file_anew(CHIPS, KNOWN, everything, Settings(), turn)
    again = file_anew(CHIPS, KNOWN, turned, Settings(), turn)
    assert discovery(again) == discovery(first)


def test_a_thousand_voices_in_shuffled_order_give_the_same_ledger() -> None:
    words = ["受潮", "变软", "咸", "甜", "漏气", "脆", "包装", "破", "头发", "油", "苦", "硬"]
    loose = [
        placed(f"{words[i % 12]} {words[i * 7 % 11]} 第{i}号", f"f{i:04}") for i in range(1000)
    ]
    assert discovery(new(loose[::-1])) == discovery(new(loose))


@pytest.mark.parametrize(
    ("before", "voices", "expected"),
    [(None, 1, True), (mark(100), 125, False), (mark(100), 126, True), (mark(9, "old"), 9, True)],
)
def test_a_shelf_is_grouped_anew_once_it_grew_or_its_basis_changed(
    before: Mark | None, voices: int, expected: bool
) -> None:
    assert due(before, voices, "now", Settings()) is expected


def test_another_threshold_is_another_basis() -> None:
    assert basis_of("s", Settings()) != basis_of("s", Settings(same_issue_cosine=0.3))


def test_shelves_without_a_product_are_shelves() -> None:
    nowhere = Shelf(kind=CHIPS.kind, product=None)
    loose = [placed("受潮 了", f"n{i}", shelf=nowhere) for i in range(3)]
    (issue,) = discovery(file_new(nowhere, [], loose, fitted(Settings(), mark()))).opened
    assert (issue.product, issue.kind) == (None, CHIPS.kind)
    assert IssueId("D1") not in {one.issue for one in loose}
