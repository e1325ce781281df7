from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.insight.voices import Settings, phrase
from voc.insight.discover import discover
from voc.ml.phrase_vectors import LsaEncoder
from voc.types.issue import Discovery, IssueId, IssueKind, Phrase, Voice

encode = LsaEncoder().encode

DAMP = [
    phrase("薯片 受潮 了", "a1", topic="freshness"),
    phrase("受潮 严重", "a2", topic="texture"),
    phrase("已经 受潮 变软", "a3", topic="texture"),
    phrase("收到 就 受潮", "a4", topic="packaging"),
]
SALTY = [phrase("太 咸 了", "b1"), phrase("咸 得 要命", "b2"), phrase("有点 咸", "b3")]
VERDICTS = [phrase(words, f"c{i}") for i, words in enumerate(["垃圾", "太 难吃 了", "差评"] * 3)]
LONE = [phrase("里面 有根 头发", "d1"), phrase("包装袋 撕不开", "d2")]
EVERYTHING = DAMP + SALTY + VERDICTS + LONE

WORDS = st.lists(
    st.sampled_from(["受潮", "变软", "太", "咸", "漏气", "不", "脆", "垃圾", "差评", "了", "包装"]),
    max_size=5,
).map(" ".join)
PHRASES = st.lists(
    st.builds(
        phrase,
        WORDS,
        st.sampled_from([f"f{i}" for i in range(12)]),
        product=st.sampled_from(["薯片", "海苔", None]),
        kind=st.sampled_from(IssueKind),
        topic=st.sampled_from(["taste", "texture", "overall"]),
        start=st.integers(0, 50),
    ),
    max_size=40,
    unique_by=lambda p: (p.voice.feedback_id, p.voice.start, p.voice.end, p.voice.kind),
)


def found(loose: Sequence[Phrase]) -> Discovery:
    return discover(loose, {}, encode, Settings())


def ids(voices: Sequence[Voice]) -> set[str]:
    return {voice.feedback_id for voice in voices}


def all_voices(discovery: Discovery) -> list[Voice]:
    opened = [voice for issue in discovery.opened for voice in issue.voices]
    return [voice for _, voice in discovery.joined] + opened + list(discovery.single)


def test_complaints_about_one_thing_open_one_issue_over_all_topics() -> None:
    issues = found(EVERYTHING).opened
    assert [ids(issue.voices) for issue in issues] == [
        {"a1", "a2", "a3", "a4"},
        {"b1", "b2", "b3"},
    ]
    assert [(issue.product, issue.topic, issue.terms[0]) for issue in issues] == [
        ("薯片", "texture", "受潮"),
        ("薯片", "texture", "太咸"),
    ]


def test_verdicts_and_lone_complaints_stay_single() -> None:
    single = ids(found(EVERYTHING).single)
    assert single == ids([phrase.voice for phrase in VERDICTS + LONE])


def test_however_many_say_so_a_mere_verdict_is_no_issue() -> None:
    assert found([phrase("太 难吃 了", f"f{i}") for i in range(50)]).opened == ()


def test_one_angry_person_is_no_issue() -> None:
    assert found([phrase("受潮 了", "a1", start=i * 5) for i in range(9)]).opened == ()


def test_two_products_and_two_kinds_never_share_an_issue() -> None:
    elsewhere = [phrase("受潮 了", f"e{i}", product="海苔") for i in range(3)]
    wishes = [phrase("别 受潮", f"w{i}", kind=IssueKind.IDEA) for i in range(3)]
    nameless = [phrase("受潮 了", f"n{i}", product=None) for i in range(3)]
    issues = found(DAMP + elsewhere + wishes + nameless).opened
    assert len(issues) == 4
    assert len({(issue.product, issue.kind) for issue in issues}) == 4


def test_too_sweet_and_not_sweet_are_two_issues() -> None:
    sweet = [phrase("太 甜", f"a{i}") for i in range(4)]
    not_sweet = [phrase("一点 都 不 甜", f"b{i}") for i in range(4)]
    assert len(found(sweet + not_sweet).opened) == 2


def test_a_new_voice_joins_the_known_issue_and_opens_no_second() -> None:
    core = {IssueId("D1"): DAMP, IssueId("D2"): SALTY}
    new = [phrase("又 受潮 了", "x1"), phrase("咸", "x2"), phrase("垃圾", "x3")]
    discovery = discover(new, core, encode, Settings())
    assert {(issue, voice.feedback_id) for issue, voice in discovery.joined} == {
        ("D1", "x1"),
        ("D2", "x2"),
    }
    assert ids(discovery.single) == {"x3"}


def test_a_voice_about_another_product_does_not_join() -> None:
    core = {IssueId("D1"): DAMP}
    discovery = discover([phrase("受潮 了", "x1", product="海苔")], core, encode, Settings())
    assert discovery.joined == ()


def test_a_known_issue_without_telling_voices_takes_nobody_in() -> None:
    core = {IssueId("D1"): [phrase("垃圾", "c1")], IssueId("D2"): []}
    assert discover(DAMP, core, encode, Settings()).joined == ()


def test_the_first_voice_is_the_most_central() -> None:
    voices = found(EVERYTHING).opened[0].voices
    assert voices[0].quote == "薯片受潮了"


@pytest.mark.parametrize("loose", [[], VERDICTS])
def test_nothing_to_go_on_finds_nothing(loose: list[Phrase]) -> None:
    discovery = found(loose)
    assert discovery.opened == ()
    assert len(discovery.single) == len(loose)


@settings(deadline=None)
@given(PHRASES, PHRASES)
def test_every_voice_is_in_exactly_one_place(loose: list[Phrase], core: list[Phrase]) -> None:
    known = {IssueId(f"D{i}"): core[i::3] for i in range(3)}
    discovery = discover(loose, known, encode, Settings())
    assert Counter(all_voices(discovery)) == Counter(phrase.voice for phrase in loose)
    assert all(len(ids(issue.voices)) >= 3 for issue in discovery.opened)


@settings(deadline=None)
@given(PHRASES, st.data())
def test_the_order_of_rows_changes_nothing(loose: list[Phrase], data: st.DataObject) -> None:
    known = {IssueId("D1"): DAMP, IssueId("D2"): SALTY}
    turned = {IssueId("D2"): SALTY[::-1], IssueId("D1"): DAMP[::-1]}
    shuffled = data.draw(st.permutations(loose))
    first = discover(loose, known, encode, Settings())
    assert discover(shuffled, turned, encode, Settings()) == first


def test_a_thousand_voices_in_shuffled_order_give_the_same_ledger() -> None:
    words = ["受潮", "变软", "咸", "甜", "漏气", "脆", "包装", "破", "头发", "油", "苦", "硬"]
    loose = [
        phrase(f"{words[i % 12]} {words[i * 7 % 11]} 第{i}号", f"f{i:04}") for i in range(1000)
    ]
    assert found(loose[::-1]) == found(loose)
