"""Which articles are mentions, and of which passages."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.ml.opencc_folder import OpenCCFolder
from voc.ml.user_names import UserNames
from voc.pipeline.mentions import Mentions
from voc.pipeline.standing import Listeners
from voc.types.document import Span
from voc.types.feedback import FeedbackKind, RawFeedback
from voc.types.names import Name
from voc.types.watch import Watch, WatchKind

NAMES = (
    Name(kind="brand", value="良野", forms=("良野", "Liangye")),
    Name(kind="product", value="海苔脆", forms=("海苔脆", "Crispy Nori")),
    Name(kind="product", value="每日坚果", forms=("每日坚果",)),
    Name(kind="competitor", value="甲牌", forms=("甲牌",)),
    Name(kind="flavour", value="藤椒", forms=("藤椒",)),
)
QUERIES = (("glass", "玻璃 AND 零食", WatchKind.MEDIA), ("recall", "recall", WatchKind.ALL),
           ("reviews", "好吃", WatchKind.REVIEW), ("ours", "brand:良野 AND 天气", WatchKind.ALL),
           ("cheap", "rating<3", WatchKind.ALL))  # fmt: skip


class Whole:
    def cut(self, text: str) -> tuple[str, ...]:
        return (text,)

    def knows(self, word: str) -> bool:
        return False


@cache
def mentions() -> Mentions:
    folder = OpenCCFolder()
    watches = tuple(
        Watch(name=name, query=query, kind=kind, digest="") for name, query, kind in QUERIES
    )
    gazetteer = UserNames(NAMES, folder, Whole(), near=False)
    zone = ZoneInfo("Asia/Shanghai")
    return Mentions(Listeners(watches=watches, folder=folder, gazetteer=gazetteer, zone=zone))


def article(text: str, title: str | None = None, **fields: object) -> RawFeedback:
    kind = FeedbackKind.MEDIA
    made = RawFeedback(where="news:1", channel="news", kind=kind, text=text, title=title)
    return replace(made, **fields)


def told(text: str, title: str | None = None) -> list[str]:
    return [text[one.start : one.end] for one in mentions().passages(article(text, title))]


def product(text: str, title: str | None = None, **fields: object) -> str | None:
    found = mentions().mention(article(text, title, **fields))
    assert found is not None
    return found.product


PIECES = ("良野", "海苔脆", "甲牌", "玻璃", "零食", "。", "\n", "\n\n", "，气温回升", "A recall.",
          "&amp;", "<p>", "…", "良 野", "海苔", " ")  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), min_size=1, max_size=30))
def test_passages_lie_in_the_text_in_order_and_apart(pieces: list[str]) -> None:
    text = "".join(pieces)
    found: Sequence[Span] = mentions().passages(article(text, "标题"))
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_what_names_nothing_that_is_watched_is_no_mention() -> None:
    weather = article("昨日气温回升，游客增多。藤椒味的零食卖得很好吃。", "天气")
    assert mentions().passages(weather) == ()
    assert mentions().mention(weather) is None


@pytest.mark.parametrize(
    "name", ["良野", "海苔脆", "甲牌", "良 野", "良·野", "ＬＩＡＮＧＹＥ", "crispy nori"]
)
def test_a_name_is_a_mention_without_any_query(name: str) -> None:
    text = f"一句。二句。三句说到{name}的事。四句。五句。"
    assert told(text) == [f"二句。三句说到{name}的事。四句。"]


def test_names_and_queries_are_found_in_either_script() -> None:
    assert told("某零食品牌被查。消費者吃出碎玻璃。") == ["某零食品牌被查。消費者吃出碎玻璃。"]
    assert told("記者報道。\n良野發布新品。") == ["記者報道。\n良野發布新品。"]


def test_queries_for_reviews_are_not_asked() -> None:
    assert told("这家店好吃。") == []


def test_a_word_that_looks_like_a_name_is_none() -> None:
    assert told("The Liangy show was nice.") == []


def test_what_lies_near_is_one_passage_and_what_lies_apart_two() -> None:
    text = "良野一。二。三。良野四。五。六。七。八。良野九。"
    assert told(text) == ["良野一。二。三。良野四。五。", "八。良野九。"]


def test_a_neighbour_on_another_line_counts_where_it_ends_as_a_sentence() -> None:
    assert told("孩子划破了嘴。\n良野表示核查。\n图为现场") == ["孩子划破了嘴。\n良野表示核查。"]


def test_no_passage_runs_over_a_blank_line() -> None:
    assert told("气温回升。\n\n良野被查。\n\n股市收跌。") == ["良野被查。"]


def test_of_a_title_alone_the_first_paragraph_is_the_passage() -> None:
    text = "来源：某报\n一。二。三。四。\n五。"
    assert told(text, "良野被查") == ["一。二。三。"]
    assert told("没有句号的正文", "recall of snacks") == ["没有句号的正文"]


def test_a_brand_of_the_title_is_one_of_the_article() -> None:
    assert told("今天天气不错。", "良野") == ["今天天气不错。"]


def test_what_only_tells_of_a_number_takes_the_first_paragraph() -> None:
    found = mentions().passages(article("不行。", rating=1.0))
    assert found == (Span(0, 3),)


def test_the_product_that_is_named_most_is_the_articles_own() -> None:
    assert product("海苔脆上市。每日坚果热销。每日坚果缺货。") == "每日坚果"
    assert product("海苔脆和每日坚果。") == "海苔脆"
    assert product("Crispy Nori was sold out.") == "海苔脆"
    assert product("良野发布财报。") is None
    assert product("有人受伤。", "海苔脆里有玻璃") == "海苔脆"
    assert product("海苔脆。", product="芒果干") == "芒果干"


def test_a_mention_is_the_article_with_its_passages() -> None:
    raw = article("良野被查。", "标题", author="记者")
    found = mentions().mention(raw)
    assert found is not None
    assert found.passages == mentions().passages(raw) == (Span(0, 5),)
    assert (found.text, found.author) == (raw.text, raw.author)


@pytest.mark.parametrize(
    "piece",
    ["良", "海苔", "&", "<", "“", "a.", "\n", "良野。", "…", "玻璃零食", "海苔脆。一。二。三。\n"],
)
def test_a_hostile_text_is_asked_in_time_that_its_length_bounds(piece: str) -> None:
    text = piece * (200_000 // len(piece)) + "好"
    started = process_time()
    mentions().mention(article(text))
    assert process_time() - started < 8


def test_three_hundred_articles_a_second_are_asked() -> None:
    """A third of it, in the best of five rounds: other tests share the core."""
    line = "本报讯，近日气温回升，“踏青”游客增多……记者从有关部门获悉，各地准备充分。"
    articles = [article(f"{line}\n" * 80 + f"第{n}天，良野发布新品。") for n in range(15)]
    rounds = []
    for _ in range(5):
        started = process_time()
        assert all(mentions().passages(one) for one in articles)
        rounds.append(process_time() - started)
    assert len(articles) / min(rounds) > 100
