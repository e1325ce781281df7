import csv
import gzip
import json
import os
import time
import tomllib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.told import Tell
from voc.insight.paid_reviews.bursts import HOLLOW_BURST, SAME_BURST
from voc.insight.paid_reviews.pasting import MANY_HANDS, MANY_PRODUCTS, ONE_SENTENCE, ONLY_HOLLOW
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
READ = Path(__file__).parent / "read_flags.tsv"
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
        "拿翻新机充新机！拿翻新机充新机！拿翻新机充新机！",
        "刚买三天就降五十！刚买三天就降五十！刚买三天就降五十！",
        "사장님 책임지세요 사장님 책임지세요 사장님 책임지세요",
        "who asked for this change who asked for this change who asked for this change",
    ):
        assert names(text) == (), text


def test_a_word_said_a_few_times_is_meant_whatever_it_is() -> None:
    for text in ("fun fun fun", "재밌다 재밌다 재밌다", "物超所值！" * 3, "노잼노잼노잼노잼"):
        assert names(text) == (), text
    for text in ("很好" * 8, "재밌다" * 8, "asd asd asd", "哈" * 20):
        assert names(text) != (), text


def test_stretched_laughter_was_not_struck_at_random() -> None:
    assert names("哈哈哈哈哈哈哈哈") == ()


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


def test_words_that_only_sound_like_an_advert_prove_nothing() -> None:
    for text in (
        "用了优惠卷很划算，鞋子很合脚",
        "关注公中号领券很方便，衣服也合身",
        "手工中号的包，活动价买的，针脚细",
        "这次释迦微甜，用券买的",
        "带领趣味运动会，活动用的球很弹",
        "做工中好，领口有点紧",
        "嘉宾在公共中心好评如潮，活动也多",
        "什么宫重好领娶大额卷，都是骗人的，别信",
        "加微信说给红包，结果不给",
        "전단지에 http://milk.example.kr 여기서 보세요라고 적혀 있어요",
        "http://milk.example.kr 무료 다운 안 열려요",
    ):
        assert names(text) == (), text


def test_a_hidden_advert_is_told_without_the_signs_that_hide_it() -> None:
    found = flags.find(prepared("鞋子合脚，关.住.攻.仲.号（省-钱-鸭）领的活.动.卷"))
    assert [flag.because for flag in found] == ["hides its words from filters: 攻仲号, 活动"]


def test_a_link_to_watch_for_free_is_an_advert() -> None:
    assert names("아직 못 보신 분은 여기서 보세요 http://moviebay.example.kr") == ("advert",)


def test_who_finds_fault_and_sells_a_copy_on_advertises_nothing() -> None:
    assert names("写得很空，不推荐。谁想看，我把手上这本二手卖了，联系我") == ()


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
        "质量很好，很好闻，非常满意，物流快，值得推荐",
        "质量很好，物流快，家人都喜欢，非常满意，值得推荐",
        "质量很好，服务好，男朋友很喜欢，非常满意，值得推荐",
        "地段很好，很方便，服务不错，价格实惠，值得推荐",
        "用券买很划算，质量好，价格实惠，非常满意，值得推荐",
        "质量很好，非常满意，第二天就送到了，服务好，值得推荐",
    ):
        assert names(text) == (), text


def test_praise_with_a_wish_is_heard() -> None:
    for text in (
        "质量很好，非常满意，物流快，服务好，要是再便宜点就好了",
        "质量很好，非常满意，物流快，服务好，就是希望价格再优惠些",
        "质量很好，非常满意，物流快，服务好，建议改进包装",
    ):
        assert names(text) == (), text
    for text in (
        "质量很好，非常满意，物流快，服务好，希望店家生意兴隆",
        "质量很好，非常满意，物流快，服务好，只要是他家的都好",
        "质量很好，非常满意，物流快，服务好，姐妹们闭眼入",
    ):
        assert names(text) == ("template_praise",), text


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
    "的评价一样", "宫.", "嘉下", "希望", "联系", "ab", "write review ",
    "关注", "@a", "加微", "微@a", "1-", "***-", "채널", "문자", "line id ",
    "dm me", "자동구매", "用户很懒", ":",
)  # fmt: skip


@pytest.mark.parametrize("bait", EVIL)
def test_long_bait_costs_linear_time(bait: str) -> None:
    """20,000 characters, the most one text may have, in a fraction of a second."""
    long = (bait * 20_000)[:19_999]
    started = time.process_time()
    flags.find(f"{long}味")
    flags.find(f"群a{long}")
    assert time.process_time() - started < 1.0


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


def test_flags_of_real_streams_are_right_by_reading(tell: Tell) -> None:
    """Rows that nobody has read count as wrong: read them and add what they are."""
    if not DATA.exists():
        tell("FLAG GATE DID NOT RUN: VOC_EVAL_DATA names no folder.")
        return
    table = (line.split("\t") for line in READ.read_text("utf-8").splitlines()[1:])
    verdicts = {row: (flag, verdict) for row, flag, verdict, _ in table}
    found = {row: names(text) for row, text in streams()}
    flagged = {row: kinds[0] for row, kinds in found.items() if kinds}
    right = [row for row, kind in flagged.items() if verdicts.get(row) == (kind, "right")]
    assert len(right) >= 0.9 * len(flagged), sorted(flagged.keys() - verdicts.keys())
    adverts = [row for row, told in verdicts.items() if told == ("advert", "right")]
    assert sum(flagged.get(row) == "advert" for row in adverts) >= 0.9 * len(adverts)


def streams() -> Iterator[tuple[str, str]]:
    """Of each real review that was looked at: set and id, text."""
    for folder, part, most in (
        ("jd_phone_stream_zh", "stream", None),
        ("meituan_star_reviews", "train", None),
        ("meituan_star_reviews", "dev", None),
        ("online_shopping_10_cats", "train", 5_000),
        ("nsmc_stream_ko", "stream", 3_000),
        ("swiftkey_stream_en", "stream", None),
    ):
        with gzip.open(
            DATA / folder / f"{part}.csv.gz", "rt", encoding="utf-8", newline=""
        ) as rows:
            for row in islice(csv.DictReader(rows), most):
                yield f"{folder}/{row['source_id']}", row["text"]


def test_a_trade_is_an_advert_only_beside_an_account() -> None:
    for trade, account in (
        ("东京代购药妆", "薇❤ tokyo_buy1"),
        ("水果拼团，每天开团", "私我"),
        ("공동구매 진행", "인스타 @gonggu_mom"),
        ("wholesale prices, bulk lots", "WeChat: bulk_lots2"),
    ):
        assert names(trade) == names(account) == (), trade
        assert names(f"{trade}, {account}") == ("advert",), trade


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
