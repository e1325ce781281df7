import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.notify.parcels import AT, FACTS, parcel, quote, target, telling
from voc.errors import SettingsError
from voc.notify.fitting import cut, fitted, harmless
from voc.notify.wording import LANGUAGES, Catalogue, catalogue, letter
from voc.types.alert import On, Told

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


def fields(texts: Catalogue) -> dict[str, set[str]]:
    return {
        f"{section}.{key}": {name for _, name, _, _ in string.Formatter().parse(text) if name}
        for section, entries in texts.items()
        for key, text in entries.items()
    }


def test_all_languages_say_the_same_with_the_same_figures() -> None:
    chinese, *others = (fields(catalogue(language)) for language in LANGUAGES)
    assert others == [chinese, chinese]


def test_a_language_nobody_wrote_is_refused() -> None:
    with pytest.raises(SettingsError, match="There are: zh, en, ko"):
        catalogue("fr")


def test_a_message_tells_figures_quotes_and_where_to_see_all() -> None:
    shown = letter(parcel(), target(), 2000)
    assert shown.title == "正在上升：受潮 · 不脆"
    assert shown.text == (
        "近 7 天 12 人提到，预期 2.4 人，为预期的 5 倍（95 % 区间 2.1 至 ∞）。\n"
        "产品：海苔脆\n"
        "“海苔受潮了,一点都不脆” — tmall · 2026-11-02\n"
        "查看全部：voc issue D12\n"
        "规则“defects” · 00000001"
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("on", On)
@pytest.mark.parametrize("what", Told)
@pytest.mark.parametrize("facts", [True, False])
def test_everything_has_words(language: str, on: On, what: Told, facts: bool) -> None:
    bare = {} if facts else {"facts": {}}
    told = telling(on=on, what=what, **bare)
    shown = letter(parcel(told), target(language=language), 4000)
    assert "受潮" in shown.title
    assert "00000001" in shown.text
    assert "{" not in shown.title + shown.text


def test_of_a_danger_that_no_count_holds_nothing_is_claimed_of_who_told_it() -> None:
    """A paper may have told it, or a customer of another time."""
    told = telling(on=On.CRITICAL, facts=FACTS | {"count": 0})
    text = letter(parcel(told), target(language="en"), 9_999).text
    assert "told in the media, or in feedback that is older or undated" in text
    assert "people" not in text


def test_several_are_a_digest_with_one_quote_each() -> None:
    many = [telling(number, f"name {number}", (quote("a"), quote("b"))) for number in range(1, 6)]
    shown = letter(parcel(*many), target(language="en"), 4000)
    assert shown.title == "5 messages"
    assert shown.text.count("■ Growing: name") == 5
    assert "“b”" not in shown.text


def test_what_does_not_fit_is_counted() -> None:
    many = [telling(number, f"name {number}") for number in range(1, 41)]
    shown = letter(parcel(*many), target(language="en"), 1000)
    assert len(shown.text.encode()) <= 1000
    left = 40 - shown.text.count("■")
    assert f"… +{left} more: voc alerts list" in shown.text


def test_a_post_is_told_as_it_was_written() -> None:
    post = telling(what=None, on=None, rule=None, issue_id=None, title="周报", body="本周……",
                   link="https://voc.example/r/2026-W44", quotes=())  # fmt: skip
    shown = letter(parcel(post), target(), 500)
    assert shown.title == "周报"
    assert shown.text == "本周……\nhttps://voc.example/r/2026-W44\n00000001"


def test_links_of_quotes_are_of_the_web_and_short() -> None:
    odd = "https://x.example/ <!channel>"
    urls = ["https://news.example/1", "javascript:alert(1)", "https://x.example/" + "a" * 400, odd]
    told = telling(quotes=tuple(quote(url=url) for url in urls))
    text = letter(parcel(told), target(), 4000).text
    assert "https://news.example/1" in text
    assert "javascript" not in text
    assert "aaaa" not in text
    assert "<!" not in text


@pytest.mark.parametrize(
    "words",
    ["@all 快看", "<!channel>", "<@U123>", "[点我](http://evil.example)", "@here", "@张三"],
)
def test_what_customers_write_calls_nobody(words: str) -> None:
    shown = letter(parcel(telling(name=words, quotes=(quote(words),))), target(), 4000)
    for sign in ("@all", "<!channel", "<@", "@U", "](http", "@here", "@张"):
        assert sign not in shown.title + shown.text


def test_words_stay_on_their_line_and_run_their_own_way() -> None:
    assert harmless("a\r\nb\u2028c\x00d\te") == "a b c d e"
    assert harmless("a\u202eb\u2066c") == "abc"


def test_words_are_cut_between_characters_as_people_see_them() -> None:
    assert cut("海苔受潮", 100) == "海苔受潮"
    assert cut("海苔受潮", 10) == "海苔…"
    assert cut("海苔受潮", 11) == "海苔…"
    family = "👨‍👩‍👧"
    assert cut(family + "ab", 8) == "…"
    assert cut("cafe\u0301 au lait", 8) == "caf…"
    assert cut("👍🏽👍🏽", 10) == "…"
    assert cut("海苔", 2) == ""


@given(st.lists(WORDS, min_size=1, max_size=8), WORDS, st.integers(1, 400))
def test_no_text_is_longer_than_its_limit(blocks: list[str], tail: str, most_bytes: int) -> None:
    text = fitted(blocks, tail, lambda count: f"+{count}", most_bytes)
    assert len(text.encode()) <= most_bytes


@given(WORDS, WORDS, st.integers(200, 3000))
def test_no_letter_is_longer_than_its_limit(name: str, said: str, most_bytes: int) -> None:
    told = telling(name=name, quotes=(quote(said, channel=name),) * 3)
    for one in (parcel(told), parcel(told, telling(2, name), told)):
        shown = letter(one, target(), most_bytes)
        assert len(shown.text.encode()) <= most_bytes
        assert len(shown.title.splitlines()) <= 1
        assert len(shown.title.encode()) <= 400


def test_the_tail_outlasts_a_long_text() -> None:
    told = telling(quotes=(quote("脆" * 5000),), facts={"days": 7, "product": "海" * 500})
    text = letter(parcel(told), target(), 300).text
    assert text.endswith("规则“defects” · 00000001")


def test_catalogues_are_shipped_with_the_package() -> None:
    folder = Path(__file__).parents[3] / "src/voc/notify/catalogues"
    assert sorted(path.stem for path in folder.glob("*.toml")) == sorted(LANGUAGES)
    assert AT.tzinfo is not None
