"""One spelling for all addresses of the same page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.text.web_addresses import canonical


@pytest.mark.parametrize(
    ("address", "same"),
    [
        ("HTTP://Example.COM", "http://example.com/"),
        ("https://example.com:443/a#b", "https://example.com/a"),
        ("http://example.com:8080/", "http://example.com:8080/"),
        ("https://user:word@example.com./a", "https://example.com/a"),
        ("https://example.com/a/./b/../c", "https://example.com/a/c"),
        ("https://example.com/%e9%85%b8", "https://example.com/%E9%85%B8"),
        ("https://example.com/酸", "https://example.com/%E9%85%B8"),
        ("https://example.com/%7Eme%2Fx", "https://example.com/~me%2Fx"),
        ("https://example.com/100%", "https://example.com/100%25"),
        ("https://example.com/?b=2&a=1&utm_source=x&spm=1.2", "https://example.com/?a=1&b=2"),
        ("https://example.com/?a=2&a=1", "https://example.com/?a=2&a=1"),
        ("https://example.com/?", "https://example.com/"),
        ("https://例子.测试/", "https://xn--fsqu00a.xn--0zwm56d/"),
        ("https://[::1]/", "https://[::1]/"),
    ],
)
def test_addresses_of_one_page_are_one(address: str, same: str) -> None:
    assert canonical(address) == same


@pytest.mark.parametrize(
    "address",
    ["", "mailto:a@example.com", "javascript:x", "/a", "http://", "http://[x", "http://a b/",
     "http://example.com:x/", "http://example.com/" + "a" * 5000],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_none(address: str) -> None:
    assert canonical(address) is None


TAIL = st.text(alphabet=st.one_of(st.sampled_from("/.%2fFaA?&=+#;:@ \\酸"), st.characters()))


@given(TAIL)
def test_canonical_twice_is_canonical_once(tail: str) -> None:
    once = canonical(f"https://Example.com/{tail}")
    assert once is None or canonical(once) == once


@given(st.text())
def test_any_text_has_a_canonical_form_or_none(text: str) -> None:
    for address in (text, f"http://{text}"):
        once = canonical(address)
        assert once is None or (once.isascii() and canonical(once) == once)
