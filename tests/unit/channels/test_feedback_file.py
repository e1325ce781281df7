from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from voc.channels.feedback_file import FeedbackFile
from voc.errors import InputError
from voc.types.feedback import FeedbackKind, RawFeedback, Reject

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 21, tzinfo=UTC)


def read(
    folder: Path,
    content: str | bytes,
    *,
    name: str = "tmall.csv",
    channel: str | None = None,
    mapping: dict[str, str] | None = None,
) -> list[RawFeedback | Reject]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(
        FeedbackFile(path, channel=channel, mapping=mapping or {}, zone=ZONE, now=NOW).read()
    )


def test_a_row_becomes_feedback_with_all_it_tells(tmp_path: Path) -> None:
    (feedback,) = read(
        tmp_path,
        "评论ID,评论内容,评分,时间,商品名称,型号,批次,生产日期,用户名,渠道,地区,标题,链接\n"
        "r1,海苔受潮了,★★☆☆☆,2026年9月30日 21时14分,海苔,40g,L20260312,2026-03-12,小鱼,天猫,上海,"
        "不脆,https://x/1\n",
    )
    assert feedback == RawFeedback(
        where="tmall.csv:2",
        channel="天猫",
        kind=FeedbackKind.REVIEW,
        text="海苔受潮了",
        external_id="r1",
        posted_at=datetime(2026, 9, 30, 21, 14, tzinfo=ZONE),
        product="海苔",
        sku="40g",
        lot="L20260312",
        produced_on=date(2026, 3, 12),
        rating=2.0,
        author="小鱼",
        region="上海",
        title="不脆",
        url="https://x/1",
    )


def test_the_channel_is_the_rows_then_the_options_then_the_files(tmp_path: Path) -> None:
    content = "text,channel\na,京东\nb,\n"
    assert [f.channel for f in read(tmp_path, content, channel="shop")] == ["京东", "shop"]
    assert [f.channel for f in read(tmp_path, content, name="jd.2026.csv")] == ["京东", "jd.2026"]


def test_a_follow_up_is_a_text_of_its_own_right_after_the_first(tmp_path: Path) -> None:
    content = (
        "评论,追评,时间,追评时间,评分,标题,商品\n"
        "很脆,吃了三天就软了,2026-09-30,3天后追评,5,好,海苔\n"
        "好吃,,2026-09-30,,5,,海苔\n"
        "不错,还行,2026-09-30,,5,,海苔\n"
    )
    first, follow_up, alone, _, undated = read(tmp_path, content)
    assert isinstance(follow_up, RawFeedback)
    assert follow_up.follows == first
    assert (follow_up.kind, follow_up.text) == (FeedbackKind.FOLLOW_UP, "吃了三天就软了")
    assert follow_up.posted_at == datetime(2026, 10, 3, tzinfo=ZONE)
    assert (follow_up.product, follow_up.rating, follow_up.title) == ("海苔", None, None)
    assert isinstance(alone, RawFeedback)
    assert alone.follows is None
    assert isinstance(undated, RawFeedback)
    assert undated.posted_at is None


def test_a_row_with_only_a_follow_up_is_a_follow_up(tmp_path: Path) -> None:
    (lone,) = read(tmp_path, "评论,追评,评分\n,后来软了,4\n")
    assert isinstance(lone, RawFeedback)
    assert (lone.kind, lone.text, lone.follows) == (FeedbackKind.FOLLOW_UP, "后来软了", None)


def test_a_bad_follow_up_does_not_cost_the_first_text(tmp_path: Path) -> None:
    first, refused = read(tmp_path, "评论,追评,追评时间\n很脆,软了,2099-01-01\n")
    assert isinstance(first, RawFeedback)
    assert refused == Reject(where="tmall.csv:2", reason="posted 2099-01-01: after today")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("  ,5,2026-09-30,", "no text"),
        ("好,6,2026-09-30,", 'rating "6" is not 1 to 5 stars'),
        ("好,5,2099-01-01,", "posted 2099-01-01: after today"),
        ("好,5,昨天,", 'posted_at "昨天" is relative to a time unknown'),
        ("好,5,2026-09-30,advert", 'kind "advert" is none of review, follow_up, media, visit'),
    ],
)
def test_a_row_that_cannot_be_used_is_a_reject_that_says_why(
    tmp_path: Path, row: str, reason: str
) -> None:
    items = read(tmp_path, f"text,rating,posted_at,kind\n{row}\nfine,,,media\n")
    assert items[0] == Reject(where="tmall.csv:2", reason=reason)
    assert isinstance(items[1], RawFeedback)
    assert items[1].kind is FeedbackKind.MEDIA


def test_what_platforms_write_for_silent_buyers_and_lone_emoji_are_kept(tmp_path: Path) -> None:
    items = read(tmp_path, "text\n此用户没有填写评价\n😋\n")
    assert [f.text for f in items if isinstance(f, RawFeedback)] == ["此用户没有填写评价", "😋"]


def test_gb18030_files_are_read_like_any_other(tmp_path: Path) -> None:
    content = "评论内容,评分\n镕基的海苔䶮脆,五星\n".encode("gb18030")
    (feedback,) = read(tmp_path, content)
    assert isinstance(feedback, RawFeedback)
    assert (feedback.text, feedback.rating) == ("镕基的海苔䶮脆", 5.0)


def test_map_makes_any_column_a_field(tmp_path: Path) -> None:
    content = "说了啥,category,product\n好,零食,\n"
    (feedback,) = read(tmp_path, content, mapping={"text": "说了啥", "product": "category"})
    assert isinstance(feedback, RawFeedback)
    assert (feedback.text, feedback.product) == ("好", "零食")


def test_a_file_without_a_text_column_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"tmall\.csv: no column found for text"):
        read(tmp_path, "foo,bar\n1,2\n")


def test_json_rows_are_each_read_by_the_keys_they_have(tmp_path: Path) -> None:
    lines = ['{"text": "a", "rating": 5}', '{"text": "b"}', '{"rating": 4, "追评": "c", "x": [1]}']
    items = read(tmp_path, "\n".join(lines), name="app.jsonl")
    assert [(f.text, f.rating) for f in items if isinstance(f, RawFeedback)] == [
        ("a", 5.0), ("b", None), ("c", None),
    ]  # fmt: skip


def test_a_nested_value_costs_its_row_only_where_it_is_used(tmp_path: Path) -> None:
    lines = ['{"text": "a", "images": ["1.jpg"]}', '{"text": {"zh": "b"}}']
    items = read(tmp_path, "\n".join(lines), name="app.jsonl")
    assert isinstance(items[0], RawFeedback)
    assert items[1] == Reject(where="app.jsonl:2", reason="text is a nested value")
