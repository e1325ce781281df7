"""From the store's rows to a report that has been held against them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from voc.errors import InputError
from voc.ports.store import Store
from voc.report.build import build
from voc.report.material import TREND_PERIODS, Material
from voc.report.periods import parse_period, period_of, previous, zone_of
from voc.report.verify import quoted_ids, verify
from voc.report.wanted import texts_wanted
from voc.types.feedback import FeedbackId
from voc.types.report import Cadence, Period, Report
from voc.types.scan import Scan, ScanState
from voc.types.taxonomy import TopicName


def choose_period(store: Store, cadence: Cadence, name: str | None, zone: ZoneInfo) -> Period:
    """The period called ``name``, else the latest that has feedback. Raises InputError."""
    if name is not None:
        return parse_period(cadence, name, zone)
    latest = store.last_counted_at()
    if latest is None:
        raise InputError("No feedback has been read yet. `voc import` files, then `voc scan`.")
    return period_of(latest, cadence, zone)


def make_report(
    store: Store,
    period: Period,
    product: str | None,
    dump: Callable[[Report], bytes],
    topic_names: tuple[TopicName, ...] = (),
) -> Report:
    """Build, check and keep the report of one period; ``dump`` writes its data down.

    ``topic_names`` are those of custom topics.

    Raises InputError where nothing has been scanned yet, EvidenceError where a quote or number
    does not match the store, StoreError where feedback was removed meanwhile; nothing is kept then.
    """
    last_removal = store.last_removal()
    material = replace(gather(store, period, product), topic_names=topic_names)
    report = build(material, zone_of(period).key, product)
    verify(report, material, texts_of(store, quoted_ids(report)))
    store.save_report(report, dump(report), last_removal=last_removal)
    return report


def verify_stored(store: Store, report: Report) -> None:
    """Hold a report written earlier against the store as it is now. Raises EvidenceError."""
    material = gather(store, report.period, report.product)
    verify(report, material, texts_of(store, quoted_ids(report)))


def gather(store: Store, period: Period, product: str | None) -> Material:
    """All rows the sections of one report are computed from, as they stood at one moment.

    A re-reading goes on meanwhile: a report sees a text as one recipe read it, never by halves.
    """
    start, end = _trend_start(period), period.end
    with store.snapshot():
        scan = _latest_scan(store)
        facts = tuple(store.facts(start, end, product))
        appearances = tuple(store.appearances(end, product))
        wanted = store.get(texts_wanted(period, facts, appearances))
        return Material(
            period=period,
            previous=previous(period),
            reaches=scan.started_at,
            facts=facts,
            opinions=tuple(store.opinions(period.start, end, product)),
            readings=tuple(store.readings(period.start, end, product)),
            voices=tuple(store.issue_voices(end, product)),
            issues={issue.id: issue for issue in store.issues()},
            shipments=store.shipments(),
            appearances=appearances,
            texts={id_: one.text for id_, one in wanted.items()},
            passages={id_: one.passages for id_, one in wanted.items() if one.passages},
        )


def _latest_scan(store: Store) -> Scan:
    scan = store.latest()
    if scan is None:
        raise InputError("No scan has been made yet. Run `voc scan`.")
    if scan.state is ScanState.RUNNING:
        raise InputError(
            "The latest scan is still running or was cut off: a report would count half of it. "
            "Run `voc scan`, then report."
        )
    return scan


def texts_of(store: Store, ids: Sequence[FeedbackId]) -> dict[FeedbackId, str]:
    return {id_: feedback.text for id_, feedback in store.get(ids).items()}


def _trend_start(period: Period) -> datetime:
    first = period
    for _ in range(TREND_PERIODS):
        first = previous(first)
    return first.start
