from collections import Counter

import pytest

from voc.channels.aliases import FEEDBACK, SHIPMENTS, Aliases
from voc.channels.headers import folded, resolve
from voc.errors import InputError


def fields(*columns: str, mapping: dict[str, str] | None = None) -> dict[str, str]:
    return resolve("reviews.csv", columns, FEEDBACK, mapping or {}, ("text",))


@pytest.mark.parametrize(
    "field_by_column",
    [
        {
            "评论内容": "text",
            "评分": "rating",
            "商品名称": "product",
            "型号": "sku",
            "批次": "lot",
            "时间": "posted_at",
            "用户名": "author",
            "追评": "follow_up",
            "追评时间": "follow_up_at",
        },
        {
            "評價內容": "text",
            "評分": "rating",
            "商品名稱": "product",
            "規格型號": "sku",
            "批號": "lot",
            "評論時間": "posted_at",
            "會員名": "author",
            "追加評價": "follow_up",
            "生產日期": "produced_on",
        },
        {
            "Review Text": "text",
            "Stars": "rating",
            "Product-Name": "product",
            "SKU ID": "sku",
            "Lot No.": "lot",
            "Created_At": "posted_at",
            "User Name": "author",
        },
        {
            "리뷰 내용": "text",
            "평점": "rating",
            "상품명": "product",
            "옵션": "sku",
            "로트 번호": "lot",
            "작성일": "posted_at",
            "작성자": "author",
            "추가 리뷰": "follow_up",
            "제조일자": "produced_on",
        },
        {
            "评论ID": "external_id",
            "ＩＰ属地": "region",
            "渠道": "channel",
            "标题": "title",
            "评论": "text",
            "链接": "url",
        },
        {
            "评价（必填）": "text",
            "评分(1-5)": "rating",
        },
    ],
)
def test_the_usual_headers_find_their_fields(field_by_column: dict[str, str]) -> None:
    assert fields(*field_by_column) == {f: column for column, f in field_by_column.items()}


def test_of_two_columns_for_one_field_the_better_name_wins_whatever_their_order() -> None:
    assert fields("评价", "评论内容", "内容")["text"] == "评论内容"
    assert fields("内容", "评价")["text"] == "评价"


def test_an_exact_name_outranks_one_with_a_remark() -> None:
    assert fields("text", "评分(旧)", "评分")["rating"] == "评分"


def test_numbering_columns_are_no_identity() -> None:
    assert "external_id" not in fields("序号", "No.", "订单号", "text")


def test_map_goes_before_the_aliases_and_may_leave_a_field_out() -> None:
    found = fields(
        "text",
        "product",
        "类目",
        "评分",
        mapping={"product": "类目", "rating": "", "title": "TEXT"},
    )
    assert found == {"text": "text", "product": "类目", "title": "text"}


@pytest.mark.parametrize(
    ("mapping", "told"),
    [
        ({"produkt": "x"}, r"no field called 'produkt'.*Did you mean 'product'\?.*Fields: text,"),
        (
            {"product": "类日"},
            r"no column called '类日'.*Did you mean '类目'\?.*Columns: text, 类目",
        ),
    ],
)
def test_a_wrong_map_names_what_there_is(mapping: dict[str, str], told: str) -> None:
    with pytest.raises(InputError, match=told):
        fields("text", "类目", mapping=mapping)


def test_without_a_text_column_the_error_shows_the_columns_and_the_option() -> None:
    with pytest.raises(InputError, match=r"Columns: foo, bar\. Say which it is with --map text="):
        fields("foo", "bar")


@pytest.mark.parametrize("aliases", [FEEDBACK, SHIPMENTS])
def test_every_alias_is_spelled_as_it_is_matched_and_leads_to_one_field(aliases: Aliases) -> None:
    names = [name for listed in aliases.values() for name in listed]
    assert [name for name in names if folded(name) != name] == []
    assert [name for name, count in Counter(names).items() if count > 1] == []
