import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.channels.feeds.written import RSS_20, read, rss
from voc.channels.feeds.encodings import decode, guess

HANS = "这家的坚果是我在网上买的，一打开就有一股哈喇味，客服说不是他们的问题，我们家人都不敢吃了。"
HANT = "這家的堅果是我在網上買的，一打開就有一股油耗味，客服說不是他們的問題，我們家人都不敢吃了。"
KOREAN = (
    "이 견과류는 포장을 뜯자마자 기름 냄새가 났고 고객센터에서는 자기들의 문제가 아니라고 해요."
)
SENT = {
    "gbk": HANS, "gb2312": HANS, "gb18030": HANS, "big5": HANT, "euc-kr": KOREAN,
    "utf-8": HANS + KOREAN, "utf-16": HANT, "utf-8-sig": HANS, "utf-32": KOREAN,
}  # fmt: skip


def feed(text: str) -> str:
    item = f"<item><title>{text[:12]}</title><description>{text}</description></item>"
    return rss(item, title="News")


@pytest.mark.parametrize(("encoding", "text"), SENT.items(), ids=SENT)
@pytest.mark.parametrize("declared", ["by the server", "by the document", "by neither"])
def test_text_is_read_in_the_encoding_it_was_sent_in(
    encoding: str, text: str, declared: str
) -> None:
    document = feed(text)
    content_type = "text/xml"
    if declared == "by the server":
        content_type += f'; charset="{encoding.removesuffix("-sig")}"'
    elif declared == "by the document":
        document = f"<?xml version='1.0' encoding='{encoding.removesuffix('-sig')}'?>{document}"
    (item,) = read(document.encode(encoding), content_type).items
    assert (item.title, item.body) == (text[:12], text)


def test_a_wrong_declaration_is_not_believed() -> None:
    for encoding, text in (("gbk", HANS), ("big5", HANT), ("euc-kr", KOREAN)):
        (item,) = read(feed(text).encode(encoding), "text/xml; charset=utf-8").items
        assert item.body == text
    (item,) = read(feed(HANS).encode(), "text/xml; charset=ascii").items
    assert item.body == HANS


def test_half_a_character_at_a_cut_costs_that_character_alone() -> None:
    cut = (HANS * 5).encode("gbk")[:-1]
    body = feed("X" * 20).replace("X" * 20 + "<", "@<").encode().replace(b"@", cut)
    (item,) = read(body, "text/xml; charset=gbk").items
    assert str(item.body)[:-1] == (HANS * 5)[:-1]


def test_codecs_that_are_no_encodings_of_the_web_are_not_used() -> None:
    for name in ("punycode", "idna", "unicode_escape", "zip", "utf-7", "rot13", "undefined"):
        assert decode(b"a\\u0041+AGE-", f"text/xml; charset={name}") == "a\\u0041+AGE-"


def test_western_text_is_not_taken_for_chinese() -> None:
    text = "Le café fermé où l'été dernier on dégustait des noix grillées était très apprécié. " * 5
    assert guess(text.encode("cp1252")) is None
    assert decode(text.encode("cp1252"), None) == text


ENCODINGS = ("gbk", "gb18030", "utf-8", "utf-16", "utf-32", "utf-8-sig")
LETTERS = st.text(alphabet=HANS, min_size=1, max_size=30)


@given(LETTERS, LETTERS, st.sampled_from(ENCODINGS))
def test_items_do_not_depend_on_the_encoding(title: str, body: str, encoding: str) -> None:
    document = RSS_20.replace("每日坚果漏气", title).replace("短", body)
    sent = f"<?xml version='1.0' encoding='{encoding.removesuffix('-sig')}'?>{document}"
    assert read(sent.encode(encoding)) == read(document)
