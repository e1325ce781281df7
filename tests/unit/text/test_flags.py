import gzip
import json
import os
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.told import Tell
from voc.insight.bursts import HOLLOW_BURST, SAME_BURST
from voc.insight.pasting import MANY_HANDS, MANY_PRODUCTS, ONE_SENTENCE, ONLY_HOLLOW
from voc.ml.opencc_folder import OpenCCFolder
from voc.renderers.catalogues import catalogue
from voc.text import flags
from voc.text.clean import clean, lowered
from voc.text.document import UNSUPPORTED
from voc.text.duplicates import COPY
from voc.text.flags import praise
from voc.types.feedback import FeedbackKind

CASES: dict[str, list[str]] = tomllib.loads(
    (Path(__file__).parent / "hollow.toml").read_text("utf-8")
)
KINDS = tuple(kind for kind in CASES if kind != "genuine")
# What only many texts together show.
BESIDE_OTHERS = {
    HOLLOW_BURST, SAME_BURST, MANY_HANDS, MANY_PRODUCTS, ONE_SENTENCE, ONLY_HOLLOW,
}  # fmt: skip
FOLDER = OpenCCFolder()
DATA = Path(os.environ.get("VOC_EVAL_DATA", Path(__file__).parents[3] / ".." / "shared" / "data"))
ADVERSARIAL = DATA.parent / "adv" / "spam.jsonl"
GOLD = DATA.parent / "gold" / "dev.jsonl.gz"


def prepared(text: str) -> str:
    return FOLDER.fold(lowered(clean(text).text))


def names(text: str) -> tuple[str, ...]:
    return tuple(flag.name for flag in flags.find(prepared(text)))


@pytest.mark.parametrize("kind", KINDS)
def test_hollow_texts_get_their_flag_and_no_other(kind: str) -> None:
    missed = [text for text in CASES[kind] if names(text) != (kind,)]
    assert not missed


def test_honest_texts_stay_unflagged() -> None:
    assert not {text: names(text) for text in CASES["genuine"] if names(text)}


def test_every_flag_says_why() -> None:
    because = {kind: flags.find(prepared(CASES[kind][0]))[0].because for kind in KINDS}
    assert because == {
        "platform_default": "says only what shop systems say: 此用户没有填写评",
        "template_praise": "praises what fits any product and says nothing else: 10 times",
        "advert": "gives a way to an offer: 加微信abc12345, 红包",
        "noise": "struck at random: asdfghjkl",
    }


@pytest.mark.parametrize("language", ["zh", "en", "ko"])
def test_reports_have_words_for_every_reason(language: str) -> None:
    told = {flag for kind in KINDS for text in CASES[kind] for flag in flags.find(prepared(text))}
    reasons = {flag.reason for flag in (*told, COPY, UNSUPPORTED)} | BESIDE_OTHERS
    assert reasons == catalogue(language)["reasons"].keys()


def test_an_advert_is_found_with_its_contact_masked() -> None:
    assert names("好评截图加微信**********领红包") == ("advert",)


def test_anger_that_repeats_itself_is_heard() -> None:
    for text in (
        "不好不好不好不好不好不好不好",
        "垃圾垃圾垃圾垃圾垃圾垃圾垃圾",
        "太差了太差了太差了太差了",
        "发霉发霉发霉发霉发霉",
        "吃了拉肚子！吃了拉肚子！吃了拉肚子！",
        "过期了过期了过期了过期了",
        "太咸了太咸了太咸了太咸了",
        "态度恶劣态度恶劣态度恶劣",
        "배송 늦어요 배송 늦어요 배송 늦어요",
        "mold mold mold mold",
        "don't buy don't buy don't buy",
        "千万不要买！千万不要买！千万不要买！千万不要买！",
    ):
        assert names(text) == (), text


def test_a_complaint_beside_padding_is_heard() -> None:
    assert names("不好用，hhjjkkhhjjkkhhjjkkhhjjkk") == ()
    assert names("好用，hhjjkkhhjjkkhhjjkkhhjjkk") == ("noise",)


def test_stretched_words_are_not_struck_at_random() -> None:
    assert names("this snack is goooooooooooooood") == ()
    assert names("goooooooooooooood") == ()


def test_news_of_goods_is_no_filler() -> None:
    for text in (
        "据悉，一家海苔企业在新闻发布会上宣布召回三批产品，原因仍在调查。",
        "记者获悉，该品牌坚果抽检不合格，发言人表示已立案。",
        "这家公司是全国最无耻的企业之一，位于省会，全长都是谎话",
    ):
        assert names(text) == (), text


def test_media_are_not_hollow_reviews() -> None:
    news = "据悉，省委昨日出席会议，发言人说今年人口同比微增。"
    praise = CASES["template_praise"][0]
    advert = CASES["advert"][0]
    assert [names(text) for text in (news, praise, advert)] == [
        ("noise",),
        ("template_praise",),
        ("advert",),
    ]
    assert flags.find(prepared(news), FeedbackKind.MEDIA) == ()
    assert flags.find(prepared(praise), FeedbackKind.MEDIA) == ()
    assert flags.find(prepared(advert), FeedbackKind.MEDIA) == flags.find(prepared(advert))


def test_lines_of_one_length_are_verse_only_in_the_language_of_old() -> None:
    for text in (
        "位置比较偏，设施比较旧，前台比较冷，早餐比较少，晚上比较吵。",
        "谁还敢再来！谁还敢再来！谁还敢再来！谁还敢再来！谁还敢再来！",
    ):
        assert "verse" not in "".join(flag.because for flag in flags.find(prepared(text))), text


def test_words_of_hollow_texts_in_honest_ones_prove_nothing() -> None:
    for text in (
        "没给好评",
        "没及时评价，很好",
        "no comment",
        "豆子不够",
        "字数太少了",
        "we need more characters",
        "hmmmm",
        "hahahahaha love it",
        "序列号12345678",
        "买了两只老虎玩偶",
        "一闪一闪亮晶晶的灯",
        "商家加我微信返现5元，东西确实不行",
        "好评返现，找客服要了三次才给",
        "Cheaper on amazon.com",
        "bought online instead, used a coupon",
        "还没给五星，等用一个月",
        "面条很好吃，很划算，很愉快的一次购物",
    ):
        assert names(text) == (), text


def test_customers_who_name_an_offer_or_a_way_advertise_nothing() -> None:
    for text in (
        "扫包装上的二维码领红包，扫了半天没反应",
        "瓶盖扫二维码领红包，中了一块钱",
        "盒子里送了张优惠券，让关注公众号领券",
        "红包抵扣之后只付了20，联系客服 13800000000 也没人接",
        "加微信 kefu2020 的售后太慢了，红包也没有",
        "朋友找我借，我又买了一个二手的",
        "买了三件，第三件半价，加我一共四个人分",
        "私信我的客服态度好，还送了红包",
        "用了优惠券，打折下来很便宜，链接是 https://shop.example.com/123.html",
        "在 www.example.com 上买的，比实体店便宜半价",
        "只想赚钱的店，客服爱理不理",
        "카톡으로 문의했더니 쿠폰 주셨어요",
        "I would give 5 stars if they offered a refund",
        "Give it five stars for taste, $2 cheaper than the store",
        "I had to write a review to get a coupon",
        "The toy broke and cut her lip, see http://www.example.com/learning-earn-invest",
        "Learning about the investigation at www.example.com helped us",
        "They sell it at discount stores. "
        + "The chain came off twice. " * 5
        + "See www.example.com",
    ):
        assert names(text) == (), text


def test_an_offer_near_a_way_is_an_advert_however_long_the_text() -> None:
    assert names("屏幕很亮，手感不错。" * 20 + "加微信abc12345领红包") == ("advert",)


def test_who_accuses_others_of_copying_copies_nothing() -> None:
    for text in (
        "所有评价都是一样的，怀疑是刷的",
        "统一好评的都是水军",
        "好评模板都给了，让我复制粘贴",
        "每次评价都一样的客服回复，很敷衍",
        "所有人评价都一样，都说咸",
        "全部用了再评价，先放着",
        "The same review is posted on every product here, fake",
        "The same text appears twice for all languages",
    ):
        assert names(text) == (), text


def test_one_word_about_the_thing_makes_praise_concrete() -> None:
    for text in (
        "送货及时，比超市便宜很多，服务态度好，很满意，还会继续购买",
        "不错，运行挺快的，物流快，服务态度好，很满意，推荐购买",
        "质量很好，款式好看，物流快，卖家热情，非常满意，值得购买",
        "质量很好，颜色很喜欢，物流很快，物有所值，服务好，值得推荐",
        "质量很好，物流快，服务态度好，非常满意，女儿喜欢，值得推荐",
    ):
        assert names(text) == (), text


def test_a_review_pasted_over_and_over_is_noise() -> None:
    assert names("汤很鲜，面也筋道，份量足。" * 4) == ("noise",)


@given(st.text(max_size=300))
def test_any_text_gets_at_most_one_flag_with_a_reason(text: str) -> None:
    found = flags.find(prepared(text))
    assert len(found) <= 1
    assert all(flag.because and len(flag.because) <= 100 for flag in found)


# Bait for rules that go back over what they read: openings without an end.
EVIL = (
    "加微信" + " " * 40, "复制这段话", "a" * 50, "系统", "好评截图", "[" * 30, "领.",
    "每个商品的", "use my code ", "www.", "床前明月光", "凑字数", "好", "ㅁㄴ", "1", "。", "a.",
    "的评价一样", "联系", "ab", "write review ",
)  # fmt: skip


@pytest.mark.parametrize("bait", EVIL)
def test_long_bait_costs_linear_time(bait: str) -> None:
    """20,000 characters, the most one text may have, in a fraction of a second."""
    text = (bait * 20_000)[:19_999] + "味"
    started = time.process_time()
    flags.find(text)
    assert time.process_time() - started < 0.5


def test_texts_written_by_others_are_told_apart(tell: Tell) -> None:
    if not ADVERSARIAL.exists():
        tell("FLAG GATE DID NOT RUN: no adv/spam.jsonl beside VOC_EVAL_DATA.")
        return
    rows = [json.loads(line) for line in ADVERSARIAL.read_text("utf-8").splitlines()]
    found = [(row["kind"], names(row["text"])) for row in rows]
    for kind in KINDS:
        of_kind = [flags == (kind,) for told, flags in found if told == kind]
        flagged = [told == kind for told, flags in found if kind in flags]
        assert sum(of_kind) >= 0.9 * len(of_kind), kind
        assert sum(flagged) >= 0.95 * len(flagged), kind
    assert not [flags for told, flags in found if told == "genuine" and flags]


def test_fewer_than_one_in_a_hundred_real_reviews_is_flagged(
    tell: Tell,
) -> None:
    if not GOLD.exists():
        tell("FLAG GATE DID NOT RUN: no gold/dev.jsonl.gz beside VOC_EVAL_DATA.")
        return
    with gzip.open(GOLD, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    assert sum(bool(names(text)) for text in texts) < 0.01 * len(texts)


def test_short_hollow_praise_is_known_but_not_flagged() -> None:
    for text in (
        "好评",
        "很好，很满意",
        "质量好，物流快",
        "배송 빠르고 만족합니다",
        "great product!",
    ):
        assert praise.is_hollow(prepared(text)), text
        assert names(text) == (), text
    for text in ("好吃", "奶味很浓", "很好，就是有点贵", "孩子喜欢喝", "收到了"):
        assert not praise.is_hollow(prepared(text)), text
