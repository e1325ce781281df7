"""Sorts the people of an issue, and everybody else, into products and weeks."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, timedelta

from voc.insight.tracing.goods import Origins, week_of
from voc.insight.tracing.tables import Stratum
from voc.text.lots import lot_key
from voc.types.feedback import Shipment
from voc.types.tracing import Crowd, Factor, Goods, Teller, Week

# What was shipped earlier than this is taken for sold. Set by judgement, half of a year's shelf
# life: food is written about within some weeks of its making, and units decide only where people
# cannot (see voc.insight.tracing.suspects).
ON_SALE = timedelta(weeks=12)
WEEK = timedelta(weeks=1)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_of_teller(teller: Teller) -> Week:
    """In UTC: of which zone matters little, since lots come and go over many weeks."""
    posted_at = teller.posted_at
    start = monday_of(posted_at.astimezone(UTC).date()) if posted_at else None
    return teller.item.product, start


def once_a_person(tellers: Iterable[Teller], origins: Origins) -> dict[Teller, Goods]:
    """One row of each person and product: the first that names its lot, else the first."""
    found: dict[tuple[str, str | None], tuple[Teller, Goods]] = {}
    for teller in tellers:
        goods, key = goods_of(teller, origins), (teller.person, teller.item.product)
        if key not in found or (goods.lot is not None and found[key][1].lot is None):
            found[key] = teller, goods
    return dict(found.values())


def goods_of(teller: Teller, origins: Origins) -> Goods:
    seen = teller.posted_at.astimezone(UTC).date() if teller.posted_at else None
    return origins.goods(teller.item, seen)


def strata_of(
    tellers: Sequence[Teller],
    people: Mapping[Teller, Goods],
    crowds: Mapping[Week, Sequence[Crowd]],
    shipments: Sequence[Shipment],
    origins: Origins,
) -> list[Stratum]:
    """``tellers`` are all rows of the issue, ``people`` one row of each person among them."""
    telling: dict[Week, Counter[Goods]] = defaultdict(Counter)
    for teller, goods in people.items():
        telling[week_of_teller(teller)][goods] += 1
    own = _rows_by_week(tellers, origins)
    return [
        _stratum(
            week,
            telling[week],
            _counted(crowds.get(week, ()), week[1], origins) - own[week],
            [one for one in shipments if one.product == week[0]],
        )
        for week in sorted(telling, key=str)
    ]


def _counted(
    crowds: Iterable[Crowd], start: date | None, origins: Origins
) -> Counter[tuple[Goods, bool]]:
    """People by their goods and whether they are unhappy."""
    found: Counter[tuple[Goods, bool]] = Counter()
    for crowd in crowds:
        found[origins.goods(crowd.item, start and start + WEEK), crowd.unhappy] += crowd.people
    return found


def _rows_by_week(
    tellers: Iterable[Teller], origins: Origins
) -> dict[Week, Counter[tuple[Goods, bool]]]:
    """People of the issue as the crowds count them: once for the same goods."""
    found: dict[Week, set[tuple[str, Goods, bool]]] = defaultdict(set)
    for one in tellers:
        found[week_of_teller(one)].add((one.person, goods_of(one, origins), one.unhappy))
    return {
        week: Counter((goods, unhappy) for _, goods, unhappy in rows)
        for week, rows in found.items()
    }


def _stratum(
    week: Week,
    telling: Counter[Goods],
    rest: Counter[tuple[Goods, bool]],
    shipments: Sequence[Shipment],
) -> Stratum:
    others: Counter[Goods] = Counter()
    unhappy: Counter[Goods] = Counter()
    for (goods, cross), people in rest.items():
        others[goods] += people
        if cross:
            unhappy[goods] += people
    return Stratum(
        product=week[0],
        tellers=telling,
        others=others,
        unhappy=unhappy,
        units=_on_sale(shipments, week[1]),
    )


def _on_sale(shipments: Iterable[Shipment], start: date | None) -> dict[Factor, Counter[str]]:
    """Units by value that were shipped by the end of the week and are hardly sold out."""
    units: dict[Factor, Counter[str]] = defaultdict(Counter)
    for one in shipments:
        shipped = one.shipped_on
        if start and shipped and not start - ON_SALE < shipped <= start + WEEK:
            continue
        for factor, value in values_of(one):
            if value is not None:
                units[factor][value] += one.quantity
    return units


def values_of(one: Shipment) -> tuple[tuple[Factor, str | None], ...]:
    """What people of these goods have, were it known of them."""
    return (
        (Factor.LOT, lot_key(one.lot)),
        (Factor.WEEK, week_of(one.produced_on) if one.produced_on else None),
        (Factor.WAREHOUSE, one.warehouse),
        (Factor.PLANT, one.plant),
        (Factor.REGION, one.region),
    )
