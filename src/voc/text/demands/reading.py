"""From a clause that sounds like a wish to what it asks a maker for."""

import re
from collections.abc import Iterator

from voc.text.demands import things
from voc.text.demands.refusals import ASKED, refused
from voc.text.demands.said import Said
from voc.text.demands.scope import outside
from voc.text.demands.services import PRICES
from voc.types.document import Named
from voc.types.idea import Demand, DemandKind, NoDemand

# Beside an ingredient: whether there is to be more or less of it.
_MORE = re.compile(
    r"(?:加|放|增|添|多|配|含|带|出|做|换|\b(?:with|add|more|put|include))[^,。!?;\n]{"
    r"0,6}$"
)
_LESS = re.compile(
    r"(?:少|减|不加|不放|去|(?<!有)没有|无|别|不要|不含|零|\b(?:free of|without|no|les"
    r"s))[^,。!?;\n]{0,4}$"
)
_MORE_AFTER = re.compile(r"(?:能|可以|再|的量)*更?多|\s?(?:더|많|추가|넣)")
_LESS_AFTER = re.compile(r"(?:能|可以|再|分|味)*(?:少|减|去掉)|[\s-]?free|\s?(?:빼|없|줄)")
# 香辣吃腻了: the flavour that is there already, not the one asked for.
_HAD = re.compile(
    r"(?:的|味|口味|款)*(?:吃腻|吃不惯|吃够|没啥|不敢|不如|偏|太|很|不错|好吃|也能打|"
    r"挺|已经|好是好|yyds)"
)

# 服务有待改善, please fix it: what is wrong, and nothing that could be made. Defects hold it.
_BETTER = re.compile(
    r"改[进善良]|提高|提升|加强|优化|完善|注意|有待|避免|严格|把关|认真|仔细|上心|检查"
    r"|\bfix|\bimprov|work on|address"
    r"|개선|신경|꼼꼼|수정"
)
# More often the maker of a phone.
_MAKERS = frozenset({"apple"})
_TASTED = re.compile(r"味|口味|\s?(?:flavou?r|맛)")


def read(said: Said, product: str | None) -> tuple[Demand, ...] | NoDemand:
    """Each thing asked for; one demand without a value where no list holds what is asked for.

    Foods in the product's own name are what it is, not what is asked for.
    """
    if because := refused(said.before, said.text):
        return NoDemand(because=because)
    if not (said.wished or ASKED.search(said.text)):
        return NoDemand(because="nothing is asked")
    if found := tuple(_named(said, product or "")):
        return found
    if because := _nothing(said):
        return NoDemand(because=because)
    return (_demand(said, DemandKind.FUNCTION, None, "in no list"),)


def _nothing(said: Said) -> str | None:
    """Why a wish that names nothing listed is none."""
    if because := _only_named(said):
        return because
    if not said.suggested:
        return "only its words sound like a wish"
    better = _BETTER.search(said.text)
    return f"a complaint in disguise: {better[0]}" if better else None


def _only_named(said: Said) -> str | None:
    """Why the things that stand in it are not asked for; None where there are none."""
    for one in things.find(said.text):
        if one.value in PRICES:
            return "a price, nothing to make"
        if because := outside(said.text, one.start, one.end, said.after):
            return because
    return None


def _asked(said: Said) -> Iterator[Named]:
    for one in things.find(said.text):
        if one.value not in PRICES and not outside(said.text, one.start, one.end, said.after):
            yield one


def _named(said: Said, product: str) -> Iterator[Demand]:
    told = tuple(_asked(said))
    for one in told:
        words = said.text[one.start : one.end]
        yield _demand(said, DemandKind(one.type), one.value, words)
    formula = any(one.type == DemandKind.FORMULA for one in told)
    for food in said.foods:
        if said.text[food.start : food.end] not in product:
            yield from _food(said, food, formula=formula)


def _food(said: Said, food: Named, *, formula: bool) -> Iterator[Demand]:
    """Flavours as such; of ingredients only what there is to be more or less of."""
    before, after = said.text[: food.start], said.text[food.end :]
    less = _LESS.search(before) or _LESS_AFTER.match(after)
    written = said.text[food.start : food.end]
    if food.value in _MAKERS and not _TASTED.match(after):
        return
    if food.type == "flavour":
        if not less and not _HAD.match(after):
            yield _demand(said, DemandKind.FLAVOUR, food.value, written)
    elif not formula and less:
        yield _demand(said, DemandKind.INGREDIENT, f"less_{food.value}", written)
    elif not formula and (_MORE.search(before) or _MORE_AFTER.match(after)):
        yield _demand(said, DemandKind.INGREDIENT, f"more_{food.value}", written)


def _demand(said: Said, kind: DemandKind, value: str | None, because: str) -> Demand:
    return Demand(
        kind=kind, value=value, start=said.start, end=said.end, scenario=said.scene, because=because
    )
