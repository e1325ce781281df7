"""What a wish asks a maker for, and what only sounds like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.insight.wishing_texts import fold, wishing
from voc.text.demands.reading import read
from voc.text.demands.said import said_in
from voc.text.demands.things import THINGS, complained_of
from voc.types.idea import Demand, NoDemand


def demands(text: str, **how: object) -> list[Demand | NoDemand]:
    told = wishing(text, **how)  # type: ignore[arg-type]  # keywords of wishing
    found: list[Demand | NoDemand] = []
    for said in said_in(told, fold):
        one = read(said, told.product)
        found += [one] if isinstance(one, NoDemand) else one
    return found


def values(text: str, **how: object) -> set[str | None]:
    return {one.value for one in demands(text, **how) if isinstance(one, Demand)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("能不能出个藤椒味的", "vine_pepper"),
        ("身為麻味控跪求出個藤椒的", "vine_pepper"),
        ("建议袋口弄个拉链，路上颠一下就撒了", "resealable"),
        ("지퍼백으로 바꿔 주세요", "resealable"),
        ("I wish there was a family size", "larger_pack"),
        ("希望出个大包装", "larger_pack"),
        ("要是能少放点糖就更好了", "less_sugar"),
        ("희망사항: 덜 달게 만들어 주세요", "less_sweet"),
        ("Please add dark mode", "dark_mode"),
        ("希望恢复老配方", "old_recipe"),
        ("예전 맛으로 돌려주세요", "old_recipe"),
        ("디카페인 버전 내주세요", "decaf"),
        ("希望支持屏下指纹", "fingerprint_under_screen"),
        ("要是双喇叭就更好了", "stereo_speakers"),
        ("please support Turkish and Korean", "korean_language"),
        ("要是能送个电脑包就好了", "bag_included"),
        ("送包和鼠标就更好了", "mouse_included"),
        ("内存要是16G就完美了", "more_memory"),
        ("屏幕如果是窄边框的，就更好了", "narrower_bezel"),
        ("要是衣长短点就好了", "shorter_cut"),
        ("袖子能再长一点就好了", "longer_sleeves"),
        ("如果早餐再丰盛一点的话，就更好了", "better_breakfast"),
        ("希望可以在房间内增设冰箱", "kettle"),
        ("香味能淡些就更好了", "less_fragrance"),
        ("I wish there was a way to turn off predictions", "predictions_off"),
        ("would love to see Danish support", "danish_language"),
    ],
)
def test_a_wish_becomes_the_same_thing_in_every_language(text: str, value: str) -> None:
    assert value in values(text)


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("建议大家别买，太甜了", "advice to shoppers"),
        ("建议想买的姐妹直接买大包装", "advice to shoppers"),
        ("I suggest you skip it and get a bigger bag elsewhere", "advice to shoppers"),
        ("希望继续保持，藤椒味好吃", "praise"),
        ("hope they keep it up with the resealable bag", "praise"),
        ("希望快点到", "a hope for luck"),
        ("希望手机能用久一点", "a hope for luck"),
        ("麻烦退款", "redress for one person"),
        ("建议改进质量", "a complaint in disguise"),
        ("服务有待改善", "a complaint in disguise"),
        ("能不能走点心", "vented, not asked"),
        ("PLEASE", "names nothing"),
        ("那就更完美了", "names nothing"),
        ("包装更好了", "told, not asked"),
        ("希望以后没啥问题吧", "a hope for luck"),
        ("希望店家多做活动", "a price, nothing to make"),
        ("please lower the price", "a price, nothing to make"),
        ("가격 좀 내려 주세요", "a price, nothing to make"),
    ],
)
def test_what_only_sounds_like_a_wish_says_why_it_is_none(text: str, because: str) -> None:
    found = demands(text)
    assert not values(text)
    assert because in {one.because.partition(":")[0] for one in found if isinstance(one, NoDemand)}


def test_a_flavour_that_is_there_already_is_not_asked_for() -> None:
    assert values("香辣吃腻了，藤椒什么时候安排上") == {"vine_pepper"}


def test_a_food_in_the_name_of_the_product_is_not_asked_for() -> None:
    assert "more_beef" not in values("希望多放点牛肉", product="手撕牛肉干")
    assert "more_beef" in values("希望多放点牛肉", product="方便面")


def test_less_of_an_ingredient_is_another_wish_than_more() -> None:
    assert values("建议多放点花生", product="每日坚果") == {"more_peanut"}
    assert values("希望少放点花生", product="每日坚果") == {"less_peanut"}


def test_a_listed_thing_counts_where_no_model_saw_the_wish() -> None:
    assert values("能不能加个密封条", suggested=False) == {"resealable"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("不过我打算加个钢化膜，希望别碎", "film_included"),
        ("加个透明壳就更好", "case_included"),
        ("I might get a screen protector, please ship faster", "film_included"),
        ("please fix the voice input problem", "voice_input"),
        ("I wish it had a zip because the dark mode of the shop app is no help", "dark_mode"),
        ("we don't need dark mode, please add emoji", "dark_mode"),
        ("如果没有使用手机壳的话不影响，希望大家了解", "case_included"),
        ("主要是自带正版office，激活很顺利", "office_included"),
        ("应该支持快充吧，没试过", "fast_charging"),
        ("比苹果自带耳机的音质应该好", "earphones_included"),
        ("不知道能不能防水", "waterproof"),
        ("建议自己再加根内存条", "more_memory"),
        ("第二天换回来一个还是坏的", "old_recipe"),
        ("如果再送个键盘膜就更好了", "longer_battery_life"),
        ("비닐은 제가 따로 지퍼백 사려고요, 배송만 빨리 부탁해요", "resealable"),
    ],
)
def test_what_only_stands_beside_a_wish_is_not_asked_for(text: str, value: str) -> None:
    assert value not in values(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("希望音量再大一点", "要是立体声就好了"),
        ("please add Japanese support", "please add Turkish support"),
        ("wish I could customize my own theme", "needs more colors"),
        ("希望送个键盘膜", "希望送个钢化膜"),
        ("希望送个鼠标", "希望送个鼠标垫"),
        ("要是内存再大点就好了", "要是硬盘再大点就好了"),
        ("needs more themes", "wish I could customize the color"),
        ("화면 지문 넣어 주세요", "다크 모드 넣어 주세요"),
    ],
)
def test_different_things_are_different_wishes(one: str, other: str) -> None:
    assert values(one)
    assert values(other)
    assert not values(one) & values(other)


def test_the_scene_comes_with_the_wish() -> None:
    (one,) = demands("希望出个大包装，健身的时候吃")[:1]
    assert isinstance(one, Demand)
    assert ("when", "workout") in one.scenario


def test_the_complaint_that_a_thing_would_answer_is_known() -> None:
    assert complained_of("resealable", "袋子封不住") == "封不住"
    assert complained_of("resealable", "很好吃") is None


def test_no_thing_is_listed_twice() -> None:
    assert len({one.value for one in THINGS}) == len(THINGS)


@given(st.text(alphabet="希望能不能加个大袋拉链藤椒味,。 \nplease add zip", max_size=60))
def test_quotes_lie_in_the_text_whatever_it_is(text: str) -> None:
    told = wishing(text)
    for said in said_in(told, fold):
        assert 0 <= said.start < said.end <= len(text)
        one = read(said, None)
        for demand in () if isinstance(one, NoDemand) else one:
            assert (demand.start, demand.end) == (said.start, said.end)
