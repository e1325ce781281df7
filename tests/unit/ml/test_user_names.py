from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.ml.jieba_segmenter import JiebaSegmenter
from voc.ml.opencc_folder import OpenCCFolder
from voc.ml.user_names import UserNames, dictionary_words, names_digest
from voc.ml.word_lists import WordLists
from voc.text.document import plain, prepare
from voc.text.near_names import one_error, wrong
from voc.types.feedback import FeedbackId
from voc.types.names import Name

FOLDER = OpenCCFolder()
NAMES = (
    Name(kind="brand", value="良品铺子", forms=("良品铺子", "Bestore", "良铺")),
    Name(kind="competitor", value="三只松鼠", forms=("三只松鼠", "Three Squirrels")),
    Name(kind="competitor", value="百草味", forms=("百草味",)),
    Name(kind="flavour", value="藤椒", forms=("藤椒", "青花椒")),
    Name(kind="ingredient", value="奇亚籽", forms=("奇亚籽", "chia seeds")),
    Name(kind="product", value="허니버터칩", forms=("허니버터칩",)),
    Name(kind="product", value="脆冬枣", forms=("脆冬枣", "Crispy Jujube")),
    Name(kind="product", value="每日坚果 A款", forms=("每日坚果 A款",)),
    Name(kind="product", value="海苔脆卷", forms=("海苔脆卷",)),
    Name(kind="product", value="海苔脆片", forms=("海苔脆片",)),
)
OURS = {name.value for name in NAMES}


class Whole:
    """A segmenter for texts whose words nobody asks for."""

    def cut(self, text: str) -> tuple[str, ...]:
        return (text,)

    def knows(self, word: str) -> bool:
        return False


GAZETTEER = WordLists(UserNames(NAMES, FOLDER, Whole()))


def found(text: str) -> list[tuple[str, str, str]]:
    entities = prepare(FeedbackId("r1"), text, Whole(), FOLDER, GAZETTEER).entities
    return [(e.type, e.value, text[e.start : e.end]) for e in entities if e.value in OURS]


@pytest.mark.parametrize(
    ("text", "kind", "value", "quote"),
    [
        ("良品铺子的东西不错", "brand", "良品铺子", "良品铺子"),
        ("还是良铺靠谱", "brand", "良品铺子", "良铺"),
        ("I love Bestore snacks", "brand", "良品铺子", "Bestore"),
        ("ＢＥＳＴＯＲＥ的货", "brand", "良品铺子", "ＢＥＳＴＯＲＥ"),
        ("良品鋪子買的", "brand", "良品铺子", "良品鋪子"),
        ("比三只 松鼠好", "competitor", "三只松鼠", "三只 松鼠"),
        ("like three  squirrels", "competitor", "三只松鼠", "three  squirrels"),
        ("like ThreeSquirrels", "competitor", "三只松鼠", "ThreeSquirrels"),
        ("出青花椒味吧", "flavour", "藤椒", "青花椒"),
        ("里面有奇亞籽", "ingredient", "奇亚籽", "奇亞籽"),
        ("买了每日坚果A款", "product", "每日坚果 A款", "每日坚果A款"),
        ("허니 버터칩 맛있어요", "product", "허니버터칩", "허니 버터칩"),
        ("허니버터칩이 눅눅해요", "product", "허니버터칩", "허니버터칩"),
    ],
)
def test_a_name_is_found_however_it_is_written(
    text: str, kind: str, value: str, quote: str
) -> None:
    assert (kind, value, quote) in found(text)


@pytest.mark.parametrize(
    ("text", "value", "quote"),
    [
        ("良品辅子的坚果", "良品铺子", "良品辅子"),  # one changed
        ("良品子的坚果", "良品铺子", "良品子"),  # one missing
        ("良品子铺的坚果", "良品铺子", "良品子铺"),  # two swapped
        ("三松只鼠的坚果", "三只松鼠", "三松只鼠"),
        ("三只小松鼠的坚果", "三只松鼠", "三只小松鼠"),  # one too many
        ("百早味也行", "百草味", "百早味"),  # of three, the middle one
        ("from Bestroe again", "良品铺子", "Bestroe"),
        ("from Bestor again", "良品铺子", "Bestor"),
        ("from Besttore again", "良品铺子", "Besttore"),
        ("허니버턱칩 최고", "허니버터칩", "허니버턱칩"),
    ],
)
def test_one_typing_error_is_forgiven(text: str, value: str, quote: str) -> None:
    assert (value, quote) in [(told, written) for _, told, written in found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "海苔脆的",  # as near to 脆卷 as to 脆片
        "吃冬枣",  # of three characters the first is no error
        "be store",  # the gap stands in no name
        "rebestore",
        "bestores2",
        "良好的铺面",
        "百味",
        "wastore",
        "",
        "\n",
    ],
)
def test_what_only_resembles_a_name_is_none(text: str) -> None:
    assert found(text) == []


@pytest.fixture(scope="module")
def among_words() -> UserNames:
    forms = ("好丽友", "洗发水", "平板电脑", "大白兔奶糖", "三只松鼠")
    names = tuple(Name(kind="product", value=form, forms=(form,)) for form in forms)
    words = JiebaSegmenter(dictionary_words(names, FOLDER))
    return UserNames(names, FOLDER, words)


@pytest.mark.parametrize(
    "text",
    [
        "好朋友介绍我来的",
        "给孩子倒好了洗澡水",
        "瓶子像洗头水",
        "换了一块平板电池",
        "平板电话都能打",
        "平板脑袋",  # 脑袋 begins within
    ],
)
def test_words_of_the_dictionary_are_no_typing_errors(among_words: UserNames, text: str) -> None:
    assert among_words.find(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("好里友的派", "好丽友"),
        ("平板电恼很卡", "平板电脑"),
        ("大白兔奶溏粘牙", "大白兔奶糖"),
        ("三只送鼠的果仁", "三只松鼠"),
    ],
)
def test_what_no_dictionary_knows_is_still_forgiven(
    among_words: UserNames, text: str, value: str
) -> None:
    assert [named.value for named in among_words.find(text)] == [value]


@pytest.mark.parametrize(
    ("written", "span"),
    [("axcd", (1, 2)), ("acbd", (1, 3)), ("abxcd", (2, 3)), ("abd", (1, 3)), ("bcd", (0, 1))],
)
def test_an_error_is_where_the_word_goes_astray(written: str, span: tuple[int, int]) -> None:
    found = wrong(written, "abcd")
    assert (found.start, found.end) == span


def test_a_name_written_right_is_not_taken_for_its_neighbour() -> None:
    assert found("海苔脆卷和海苔脆片") == [
        ("product", "海苔脆卷", "海苔脆卷"),
        ("product", "海苔脆片", "海苔脆片"),
    ]


def test_a_name_goes_before_the_words_it_holds() -> None:
    names = (Name(kind="product", value="冬天的童话", forms=("冬天的童话",)),)
    gazetteer = WordLists(UserNames(names, FOLDER, Whole()))
    told = prepare(FeedbackId("r1"), "冬天的童话好吃", Whole(), FOLDER, gazetteer).entities
    assert [(e.type, e.value) for e in told] == [("product", "冬天的童话")]


def test_a_food_of_the_user_is_told_by_the_words_beside_it() -> None:
    names = (Name(kind="food", value="斑斓", forms=("斑斓",)),)
    gazetteer = WordLists(UserNames(names, FOLDER, Whole()))

    def kind(text: str) -> str:
        (told,) = prepare(FeedbackId("r1"), text, Whole(), FOLDER, gazetteer).entities
        return told.type

    assert kind("斑斓味的好吃") == "flavour"
    assert kind("配料里有斑斓") == "ingredient"


@given(st.text(alphabet="良品铺子三只松鼠百草味 bestor-·\n海苔脆卷片a", max_size=40))
def test_every_span_lies_in_the_text_and_none_in_another(text: str) -> None:
    spans = [(named.start, named.end) for named in UserNames(NAMES, FOLDER, Whole()).find(text)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@given(st.data())
def test_any_single_error_in_a_word_is_one_error(data: st.DataObject) -> None:
    word = data.draw(st.text("abc", min_size=2, max_size=6))
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcd"))
    assert one_error(word[:at] + word[at + 1 :], word)
    assert one_error(word[:at] + letter + word[at:], word)
    assert one_error(word[:at] + "d" + word[at + 1 :], word)
    assert not one_error(word, word)


def test_names_join_the_dictionary_of_their_instance_alone() -> None:
    own = JiebaSegmenter(dictionary_words(NAMES, FOLDER))
    assert "良品铺子" in own.cut("我在良品铺子买的")
    assert "海苔脆卷" in own.cut("这个海苔脆卷好吃")
    assert "良品铺子" not in JiebaSegmenter().cut("我在良品铺子买的")


def test_latin_names_cut_no_longer_word_in_two() -> None:
    names = (Name(kind="brand", value="Best", forms=("Best",)),)
    segmenter = JiebaSegmenter(dictionary_words(names, FOLDER))
    assert segmenter.cut("bestore") == ("bestore",)


def test_names_are_folded_as_texts_are() -> None:
    assert plain("ＡＢＣ 奶茶鋪", FOLDER) == "abc 奶茶铺"
    assert plain("旺旺旺仔", FOLDER) == "旺旺仔"


def test_a_name_is_found_stretched_and_with_three_of_one_sign() -> None:
    names = (Name(kind="brand", value="旺旺旺仔", forms=("旺旺旺仔",)),)
    gazetteer = WordLists(UserNames(names, FOLDER, Whole()))
    for text in ("旺旺旺仔好吃", "旺旺旺旺旺旺仔好吃"):
        (told,) = prepare(FeedbackId("r1"), text, Whole(), FOLDER, gazetteer).entities
        assert (told.value, text[told.start : told.end]) == ("旺旺旺仔", text[:-2])


def test_the_digest_follows_every_part_of_a_name() -> None:
    other = Name(kind="brand", value="良品铺子", forms=("良品铺子",))
    digests = {names_digest(names) for names in ((), NAMES, (*NAMES[1:], other), (other,))}
    assert len(digests) == 4


@pytest.mark.parametrize("text", ["百的味道", "海苔,脆卷", "海苔的卷", "良品,子里的", "百完味"])
def test_signs_and_particles_are_no_typing_errors(text: str) -> None:
    near = [value for _, value, quote in found(text) if quote != value]
    assert near == []


class Pairs(Whole):
    """A segmenter to which every two characters are a word."""

    def cut(self, text: str) -> tuple[str, ...]:
        return tuple(text[at : at + 2] for at in range(0, len(text), 2))

    def knows(self, word: str) -> bool:
        return True


@pytest.mark.parametrize("segmenter", [Whole(), Pairs()])
@pytest.mark.parametrize(
    "unit", ["百草味", "百果味", "早上百果味", "良品甫子", "bestorre ", "a1b2"]
)
def test_names_over_and_over_cost_linear_time(unit: str, segmenter: Whole) -> None:
    """20,000 characters, the most one text may have."""
    gazetteer = WordLists(UserNames(NAMES, FOLDER, segmenter))
    started = process_time()
    gazetteer.find((unit * 20_000)[:20_000])
    assert process_time() - started < 1.0
