"""``voc drivers``."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from voc.bootstrap import settings as settings_module
from voc.bootstrap import wiring
from voc.cli.console import print_json
from voc.cli.issues import name_of
from voc.report.periods import parse_period
from voc.types.drivers import Drivers, Effect, Estimate, IssueDriver, Outcome, TopicDriver
from voc.types.issue import Issue, IssueId
from voc.types.report import Cadence

_EVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
_COLUMNS = ("at stake", "told well", "told badly", "badly, in all", "liked")
_TOPIC, _CELL = 16, 24  # characters


def drivers(
    product: Annotated[str | None, typer.Option(help="Only of this product.")] = None,
    period: Annotated[
        str | None, typer.Option(help="Only of 2026-W44 or 2026-10. Default: all there is.")
    ] = None,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only from this day on.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Tell how many rating points each topic and issue goes with, and what to improve first."""
    from voc.pipeline.drivers import rating_drivers

    if period and since:
        raise typer.BadParameter("--period or --since, not both.")
    settings = settings_module.load()
    start, end = _window(period, since, settings.zone)
    store = wiring.open_store(settings)
    try:
        found = rating_drivers(store, start, end, product)
        issues = {issue.id: issue for issue in store.issues()}
    finally:
        store.close()
    if as_json:
        print_json(asdict(found))
        return
    for line in _lines(found, issues):
        typer.echo(line)


def _window(
    period: str | None, since: datetime | None, zone: ZoneInfo
) -> tuple[datetime, datetime]:
    start, end = _EVER
    if period:
        chosen = parse_period(Cadence.WEEKLY if "W" in period else Cadence.MONTHLY, period, zone)
        return chosen.start, chosen.end
    return (since.replace(tzinfo=zone), end) if since else (start, end)


def _lines(found: Drivers, issues: Mapping[IssueId, Issue]) -> Iterator[str]:
    yield _account(found)
    if found.topics:
        yield ""
        yield "".join([f"{'topic':<{_TOPIC}}", *(f"{name:<{_CELL}}" for name in _COLUMNS)]).rstrip()
        yield from map(_topic_line, found.topics)
    told = [one for one in found.issues if one.effect.in_all]
    if told:
        yield ""
        yield f"{'issue':<{_TOPIC}}{'in all':<{_CELL}}{'told':<{_CELL}}"
        yield from (_issue_line(one, issues) for one in told)
    if untold := len(found.issues) - len(told):
        yield f"{untold:,} more {'issues' if untold > 1 else 'issue'} cannot be told; see --json."
    yield ""
    yield _sentence(found.because)


def _account(found: Drivers) -> str:
    what = "a rating" if found.outcome is Outcome.RATING else "a sentiment (nothing is rated)"
    mean = "" if found.mean is None else f", mean {found.mean:.2f}"
    left = f"left out: {found.unrated:,} without one, {found.repeats:,} said again by the same"
    line = f"{found.rows:,} rows of cleaned feedback with {what}{mean}; {left}."
    if found.explained is None:
        return line
    share = f"{found.explained:.0%} of what sets ratings of one product and channel apart"
    return f"{line}\n{share} goes with what is told of topics."


def _topic_line(driver: TopicDriver) -> str:
    cells = (
        _points(driver.importance, signed=False),
        _told(driver.well),
        _told(driver.badly),
        _points(driver.badly.in_all),
        _share(driver.satisfaction),
    )
    place = driver.quadrant.value.replace("_", " ") if driver.quadrant else "too little data"
    return f"{driver.topic:<{_TOPIC}}" + "".join(f"{cell:<{_CELL}}" for cell in cells) + place


def _issue_line(driver: IssueDriver, issues: Mapping[IssueId, Issue]) -> str:
    cells = f"{_points(driver.effect.in_all):<{_CELL}}{_told(driver.effect):<{_CELL}}"
    issue = issues[driver.issue.id]
    return f"{issue.id:<{_TOPIC}}{cells}{issue.product or '-'}  {name_of(issue)}"


def _told(effect: Effect) -> str:
    if effect.when_told:
        return _points(effect.when_told)
    return "1 row, untold" if effect.rows == 1 else f"{effect.rows:,} rows, untold"


def _points(points: Estimate | None, *, signed: bool = True) -> str:
    if points is None:
        return "–"
    sign = "+" if signed else ""
    return f"{points.value:{sign}.2f} ({points.low:{sign}.2f} to {points.high:{sign}.2f})"


def _share(share: Estimate | None) -> str:
    return "–" if share is None else f"{share.value:.0%} ({share.low:.0%} to {share.high:.0%})"


def _sentence(because: str) -> str:
    return f"{because[0].upper()}{because[1:]}."
