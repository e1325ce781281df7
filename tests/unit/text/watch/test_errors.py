from datetime import UTC
from textwrap import dedent

import pytest

from tests.unit.text.watch.test_laws import Folder
from voc.errors import QueryError
from voc.text.watch.matcher import compile_queries
from voc.text.watch.parser import parse

GOLDEN = {
    "漏气 AND": """\
        Column 7: A word is missing at the end.
            漏气 AND
            \u3000\u3000    ^""",
    "漏气 OR OR 包装": """\
        Column 7: A word is missing before OR.
            漏气 OR OR 包装
            \u3000\u3000    ^""",
    "(漏气 OR 漏油": """\
        Column 1: This parenthesis is never closed.
            (漏气 OR 漏油
            ^""",
    "漏气) 包装": """\
        Column 3: This parenthesis closes nothing.
            漏气) 包装
            \u3000\u3000^""",
    '包装 "漏气': """\
        Column 4: This quotation mark is never closed.
            包装 "漏气
            \u3000\u3000 ^""",
    "包装 漏气”": """\
        Column 6: This quotation mark is never opened.
            包装 漏气”
            \u3000\u3000 \u3000\u3000^""",
    '包装 ""': """\
        Column 4: There is nothing to look for between the quotation marks.
            包装 ""
            \u3000\u3000 ^""",
    "漏气 NEAR 包装": """\
        Column 4: NEAR takes a number from 0 to 100, as in NEAR/5.
            漏气 NEAR 包装
            \u3000\u3000 ^""",
    "漏气 NEAR/500 包装": """\
        Column 4: NEAR takes a number from 0 to 100, as in NEAR/5.
            漏气 NEAR/500 包装
            \u3000\u3000 ^""",
    "漏气 NEAR/5 (包装 袋子)": """\
        Column 11: NEAR joins words and phrases, or several with OR in parentheses.
            漏气 NEAR/5 (包装 袋子)
            \u3000\u3000        ^""",
    "a NEAR/5 b NEAR/5 c": """\
        Column 12: NEAR joins two. For three, write a NEAR/5 b AND b NEAR/5 c.
            a NEAR/5 b NEAR/5 c
                       ^""",
    "title:a NEAR/5 b": """\
        Column 9: NEAR needs both sides in one field.
            title:a NEAR/5 b
                    ^""",
    "漏*气": """\
        Column 2: A star can stand only at the end of a word.
            漏*气
            \u3000^""",
    "prodct:海苔": """\
        Column 1: There is no field prodct. Did you mean product? Text with a sign in it needs "…" \
around.
            prodct:海苔
            ^""",
    "软 产品:海苔": """\
        Column 3: There is no field 产品. Fields: title, text, product, brand, channel, lang, \
kind, region, sku, lot, url, rating, posted. Text with a sign in it needs "…" around.
            软 产品:海苔
            \u3000 ^""",
    "product:": """\
        Column 9: product: needs a word, a phrase or a parenthesis.
            product:
                    ^""",
    "product>海苔": """\
        Column 8: product has no order. Write product: and a word.
            product>海苔
                   ^""",
    "product:(海苔 title:脆)": """\
        Column 13: product:( … ) can hold no other field.
            product:(海苔 title:脆)
                     \u3000\u3000 ^""",
    "rating<low": """\
        Column 8: rating is compared with a number, as in 3 or 4.5.
            rating<low
                   ^""",
    "posted>=2026-02-30": """\
        Column 9: posted is compared with a day: 2026-01-31.
            posted>=2026-02-30
                    ^""",
    "<3": """\
        Column 1: No field stands before this sign. For the sign itself write "…" around.
            <3
            ^""",
    "苹果 和 华为": """\
        Column 4: Write AND to join words, or "和" in quotation marks for the word.
            苹果 和 华为
            \u3000\u3000 ^""",
    "apple or pear": """\
        Column 7: Write OR to join words, or "or" in quotation marks for the word.
            apple or pear
                  ^""",
    "苹果 -手机": """\
        Column 4: Write NOT in place of the minus sign.
            苹果 -手机
            \u3000\u3000 ^""",
    "漏气 !退货": """\
        Column 4: Write NOT in place of the exclamation mark.
            漏气 !退货
            \u3000\u3000 ^""",
    "漏气 ！title:退货": """\
        Column 4: Write NOT in place of the exclamation mark.
            漏气 ！title:退货
            \u3000\u3000 ^""",
    "漏气，漏油": """\
        Column 3: "," joins nothing. Write OR between words, or put all in quotation marks.
            漏气，漏油
            \u3000\u3000^""",
    "NOT 好吃": """\
        Column 5: This is only excluded, so nearly everything would match. Add a word or field \
that must be there.
            NOT 好吃
                ^""",
    "漏气 OR NOT 好吃": """\
        Column 11: This is only excluded, so nearly everything would match. Add a word or field \
that must be there.
            漏气 OR NOT 好吃
            \u3000\u3000        ^""",
    "(" * 41 + "a" + ")" * 41: """\
        Column 41: More than 40 parentheses and NOTs in each other.
            …(((((((((((((((((((((((((((((((a))))))))))))))))))))))))))))…
                                           ^""",
    "a" * 101: """\
        Column 1: A word or phrase has at most 100 characters.
            aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…
            ^""",
}


@pytest.mark.parametrize("query", GOLDEN)
def test_an_error_says_what_is_wrong_and_points_at_it(query: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert str(caught.value) == dedent(GOLDEN[query])


def test_an_error_among_many_queries_names_its_query() -> None:
    queries = {"leaks": "漏气 OR 漏油", "damp": "受潮 AND"}
    with pytest.raises(QueryError, match=r"^Watch query damp: Column 7: ") as caught:
        compile_queries(queries, Folder(), UTC)
    assert caught.value.column == 7


def test_an_empty_query_is_refused() -> None:
    with pytest.raises(QueryError, match=r"^Column 3: The query is empty\."):
        parse("  ")


def test_a_query_of_ten_thousand_characters_is_too_long() -> None:
    with pytest.raises(QueryError, match="at most 10,000 characters"):
        parse("漏气 " * 4000)
