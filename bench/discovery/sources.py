"""Real texts that no model was trained on, and what people said they complain of.

Only dev and test parts and streams that voc.training.sets leaves alone. Kinds are human labels:
category x aspect terms of zhijiang_ecom_absa, aspect terms of restaurant_aste_zh, fault codes of
car_complaints_zh, one category of bdci_car_2018. Which codes and terms tell of one thing was
decided by reading their texts; codes that mix things (H155, B96, M284), or tell who refused a
repair (I, J, Q), are left out. Where VOC_EVAL_DATA is missing, our own texts and problems take
their place.
"""

import csv
import gzip
import json
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voc.bootstrap import assets
from voc.evaluation.market import Written

UNSEEN = ("dev", "test")

# name: (category, its aspect terms; none: all of them)
MAKEUP: Mapping[str, tuple[str, frozenset[str | None]]] = {
    "气味": ("气味", frozenset()),
    "包装": ("包装", frozenset()),
    "真伪": ("真伪", frozenset()),
    "物流": ("物流", frozenset({None, "物流", "快递", "快递物流", "物流速度", "快递运输"})),
    "价格": ("价格", frozenset({None, "价格", "性价比"})),
    "尺寸": ("尺寸", frozenset()),
    "颜色": ("功效", frozenset({"颜色", "色差", "色彩", "肤色", "灰色", "上色"})),
    "质量": ("整体", frozenset({"质量"})),
    "刀片": ("其他", frozenset({"刀片", "刀架"})),
    "刷子": ("其他", frozenset({"刷子", "刷头", "毛"})),
    "客服": ("服务", frozenset()),
    "新鲜度": ("新鲜度", frozenset()),
    "效果": ("功效", frozenset({"效果", "上妆效果"})),
}
RESTAURANTS: Mapping[str, frozenset[str]] = {
    "上菜": frozenset({"上菜", "上菜速度"}),
    "服务": frozenset({"服务员", "服务", "服务态度"}),
    "价格": frozenset({"价格", "性价比"}),
    "店面": frozenset({"店面", "门面", "店"}),
    "环境": frozenset({"环境"}),
    "装修": frozenset({"装修"}),
    "排队": frozenset({"排队"}),
    "菜量": frozenset({"菜量", "分量", "量"}),
}
FAULTS = (
    "H15", "M279", "H134", "H93", "H164", "B19", "B33", "H79", "D59", "L314", "H89", "A9", "F100",
    "H82", "N318", "L313", "H81", "B334", "A34", "H101", "H72", "O348", "H185", "H146", "E43",
    "H109", "B22", "A44", "A191", "A24", "A12",
)  # fmt: skip
OIL = "油耗"
# A shop's categories that have no labels but the stars: background alone.
SHOP = {"洗发水": "洗发水", "水果": "水果", "衣服": "衣服", "平板": "平板"}
NEGATIVE = "negative"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is written about one product line."""

    name: str
    has_lots: bool
    kinds: Mapping[str, tuple[str, ...]]  # complaints by what people call it; a text may be in two
    good: tuple[Written, ...]
    bad: tuple[Written, ...]  # whatever is wrong; those of kinds are among them


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    name: str  # where the texts are from, for the record
    lines: tuple[Line, ...]


def sources(data: Path | None = None) -> Sources:
    """Lines of VOC_EVAL_DATA, else of our own texts."""
    data = data or Path(os.environ.get("VOC_EVAL_DATA", "../shared/data"))
    if not (data / "zhijiang_ecom_absa").is_dir():
        return own()
    shops = [_shop(data, category) for category in SHOP]
    lines = (_makeup(data), _cars(data), _restaurants(data), *shops, _phones(data))
    return Sources(name="VOC_EVAL_DATA: parts no model was trained on", lines=lines)


def own() -> Sources:
    """problems.jsonl by family, wishes left out, and praise. Encoders may be trained on them."""
    training = assets.folder("training")
    families: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in _lines(training / "problems.jsonl"):
        if "wish" not in row["family"]:
            families[row["family"]][row["problem"]].append(row["text"])
    praise = own_reviews()[0]
    share = len(praise) // len(families)
    lines = tuple(
        line(name, True, problems, praise[at * share : (at + 1) * share], ())
        for at, (name, problems) in enumerate(sorted(families.items()))
    )
    return Sources(name="our own texts: data/training", lines=lines)


def own_reviews() -> tuple[list[str], list[str]]:
    """Reviews of our own that only praise, and those that complain of something."""
    good, bad = [], []
    for row in _lines(assets.folder("training") / "reviews.jsonl"):
        told = {topic["polarity"] for topic in row["opinions"]}
        if told == {"positive"}:
            good.append(row["text"])
        elif NEGATIVE in told:
            bad.append(row["text"])
    return _unlike(good), _unlike(bad)


def _makeup(data: Path) -> Line:
    kinds: dict[str, list[str]] = defaultdict(list)
    good, bad = [], []
    for row in rows(data, "zhijiang_ecom_absa", UNSEEN):
        wrong = [o for o in row["opinions"] if o["polarity"] == NEGATIVE]
        if row["domain"] != "makeup":
            continue
        (bad if wrong else good).append(row["text"])
        for name, (category, terms) in MAKEUP.items():
            if any(o["category"] == category and (not terms or o["aspect"] in terms)
                   for o in wrong):  # fmt: skip
                kinds[name].append(row["text"])
    return line("彩妆", True, kinds, good, bad)


def _restaurants(data: Path) -> Line:
    kinds: dict[str, list[str]] = defaultdict(list)
    good, bad = [], []
    for row in rows(data, "restaurant_aste_zh", UNSEEN):
        terms = {o["aspect"] for o in row["opinions"] if o["polarity"] == NEGATIVE}
        (bad if terms else good).append(row["text"])
        for name, chosen in RESTAURANTS.items():
            if terms & chosen:
                kinds[name].append(row["text"])
    for row in rows(data, "meituan_star_reviews", UNSEEN):
        {"1": good, "0": bad}.get(row["label"], []).append(row["text"])
    return line("餐饮", False, kinds, good, bad)


def _cars(data: Path) -> Line:
    kinds: dict[str, list[str]] = defaultdict(list)
    good, bad = [], []
    for row in rows(data, "car_complaints_zh", ("stream",)):
        text = without_model(row["text"], row["product"])
        bad.append(text)
        for code in set(row["category"].split(",")) & set(FAULTS):
            kinds[code].append(text)
    for row in rows(data, "bdci_car_2018", UNSEEN):
        wrong = {o["category"] for o in row["opinions"] if o["polarity"] == NEGATIVE}
        (bad if wrong else good).append(row["text"])
        if OIL in wrong:
            kinds[OIL].append(row["text"])
    return line("汽车", True, kinds, good, bad)


def without_model(text: str, product: str) -> str:
    """A complaint without the maker and model it begins with: another product tells it here.

    "一汽马自达阿特兹行驶过程中B柱有异响" of "一汽马自达 阿特兹" is "行驶过程中B柱有异响".
    """
    model = product.rsplit(maxsplit=1)[-1] if product.split() else ""
    start = text.find(model) if model else -1
    rest = text[start + len(model) :] if 0 <= start <= 8 else text
    return rest.strip() if len(rest.strip()) >= 4 else text


def _shop(data: Path, category: str) -> Line:
    found = [row for row in rows(data, "online_shopping_10_cats", UNSEEN)
            if row["category"] == category]  # fmt: skip
    return line(
        SHOP[category], True, {},
        [row["text"] for row in found if row["label"] == "1"],
        [row["text"] for row in found if row["label"] == "0"],
    )  # fmt: skip


def _phones(data: Path) -> Line:
    found = [row for row in rows(data, "online_shopping_10_cats", UNSEEN)
            if row["category"] in {"手机", "计算机"}]  # fmt: skip
    stream = [row["text"] for row in rows(data, "jd_phone_stream_zh", ("stream",))]
    return line(
        "手机", True, {},
        [row["text"] for row in found if row["label"] == "1"] + stream,
        [row["text"] for row in found if row["label"] == "0"],
    )  # fmt: skip


def line(
    name: str,
    has_lots: bool,
    kinds: Mapping[str, Sequence[str]],
    good: Iterable[str],
    bad: Iterable[str],
) -> Line:
    """Each text once, whatever its blanks and signs; complaints of kinds are among the bad ones."""
    told = {kind: tuple(_unlike(texts)) for kind, texts in sorted(kinds.items())}
    labelled = [text for texts in told.values() for text in texts]
    return Line(
        name=name,
        has_lots=has_lots,
        kinds=told,
        good=tuple(Written(text=text, rating=5) for text in _unlike(good)),
        bad=tuple(Written(text=text, rating=2) for text in _unlike([*bad, *labelled])),
    )


def _unlike(texts: Iterable[str]) -> list[str]:
    """Each text once, in order, whatever its blanks and signs."""
    return list({re.sub(r"\W+", "", text): text for text in texts if text.strip()}.values())


def rows(data: Path, name: str, parts: Sequence[str]) -> Iterator[dict[str, Any]]:
    for part in parts:
        for path in sorted((data / name).glob(f"{part}.*.gz")):
            with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
                yield from map(json.loads, file) if ".jsonl" in path.name else csv.DictReader(file)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
