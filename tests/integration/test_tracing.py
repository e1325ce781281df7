"""From files of reviews and shipments to the lot a defect comes from."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.conformance.store.samples import (
    LATER,
    RECIPE,
    STARTED,
    new_issue,
    opinion,
    reading,
    voice,
)
from voc.bootstrap import settings as settings_module
from voc.bootstrap import wiring
from voc.cli.app import app
from voc.cli.tracing import first_suspect_line, tracing_lines
from voc.pipeline.tracing import first_suspect, suspects_of, trace, trace_defects
from voc.ports.store import Store
from voc.types.feedback import Feedback
from voc.types.issue import Discovery, IssueId
from voc.types.opinion import Sentiment, SentimentLabel
from voc.types.scan import ScanTally
from voc.types.signal import Signal, SignalState
from voc.types.tracing import Factor, Verdict

NOW = datetime(2026, 10, 12, tzinfo=UTC)
D1 = IssueId("D1")
HAPPY = Sentiment(label=SentimentLabel.POSITIVE, score=0.9, confidence=0.9)
LOTS = [f"L202608{day:02}" for day in range(3, 28, 4)]
BAD = LOTS[3]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOC_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("VOC_AUTHOR_KEY", "a key for these tests")
    opened = wiring.open_store(settings_module.load())
    yield opened
    opened.close()


def write(name: str, header: str, rows: list[tuple[object, ...]]) -> Path:
    lines = [header, *(",".join(map(str, row)) for row in rows)]
    Path(name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Path(name)


def imported(store: Store, bad: int) -> None:
    """Half of a hundred reviews with a lot, ``bad`` complaints of one; and all that was shipped."""
    day = date(2026, 10, 5)
    usual = [
        (f"u{n}", "海苔很脆", f"{day + timedelta(n % 6)}", LOTS[n % 7] if n % 2 else "", f"a{n}")
        for n in range(100)
    ]
    spelt = (BAD, BAD.lower(), f"{BAD[:5]}-{BAD[5:]}", "")
    damp = [(f"d{n}", "海苔受潮了", f"{day}", spelt[n % 4], f"b{n}") for n in range(bad)]
    reviews = write("r.csv", "评论编号,评论内容,评价时间,批次,用户名,商品名称", [
        (*row, "海苔脆") for row in (*usual, *damp)
    ])  # fmt: skip
    units = [("海苔脆", lot, 1000, "宁波一厂", "武汉仓") for lot in LOTS]
    shipped = write("s.csv", "商品名称,批次号,发货数量,工厂,发货仓库", units)
    settings = settings_module.load()
    wiring.import_feedback_file(store, settings, reviews, channel="shop", now=NOW)
    wiring.import_shipment_file(store, settings, shipped)
    scanned(store, list(store.everything()))


def scanned(store: Store, made: list[Feedback]) -> None:
    damp = sorted((one for one in made if "受潮" in one.text), key=lambda one: one.id)
    scan = store.open(RECIPE, STARTED)
    store.save(scan, [reading(one, opinion()) for one in damp])
    store.save(scan, [reading(one, sentiment=HAPPY) for one in made if one not in damp])
    opened = (new_issue(*map(voice, damp)),)
    store.finish(scan, Discovery(joined=(), opened=opened, single=()), ScanTally(), LATER)


def test_a_bad_lot_is_named_whatever_people_make_of_its_spelling(store: Store) -> None:
    imported(store, bad=12)
    found = trace(store, D1, NOW)
    first = found.suspects[0]
    assert (first.factor, first.value, first.people, first.of) == (Factor.LOT, BAD, 9, 9)
    assert first.units == 1000
    assert found.people == 12
    assert set(first.feedback_ids) <= {one.feedback_id for one in store.tellers(D1, found.since)}
    lines = list(tracing_lines(found))
    assert lines[0] == "Suspects (the lot is known of 9 of 12 people):"
    assert lines[1] == f"  lot {BAD}: 9 of 9 people, 1,000 units shipped"


def test_all_open_defects_are_traced_at_once(store: Store) -> None:
    imported(store, bad=12)
    assert list(trace_defects(store, NOW)) == [trace(store, D1, NOW)]
    store.dismiss(D1, True, NOW)
    assert list(trace_defects(store, NOW)) == []


def test_too_few_people_are_told_to_be_too_few(store: Store) -> None:
    imported(store, bad=2)
    found = trace(store, D1, NOW)
    assert (found.verdict, found.suspects) == (Verdict.CANNOT_TELL, ())
    assert list(trace_defects(store, NOW)) == []


def test_an_alert_names_its_first_suspect(store: Store) -> None:
    imported(store, bad=12)
    signal = Signal(
        issue_id=D1, state=SignalState.NEW, raised=True, product="海苔脆", channel=None,
        region=None, first_seen=None, start=date(2026, 10, 5), end=date(2026, 10, 12), count=12,
        before=0, expected=None, ratio=None, low=None, high=None, p=None, q=None, danger=None,
        because="",
    )  # fmt: skip
    suspect = first_suspect(store, signal, NOW)
    assert suspect is not None
    assert suspect.value == BAD
    assert first_suspect(store, replace(signal, product="栗子"), NOW) is None
    assert suspects_of(store, (signal, replace(signal, raised=False))) == (suspect, None)
    line = first_suspect_line(suspect)
    assert line.startswith(f"first suspect: lot {BAD}, 9 of 9 people, ratio ")
    assert line.endswith(f"q = {suspect.q:.2g}")


def test_a_clock_that_went_back_changes_nothing_but_what_is_too_old(store: Store) -> None:
    imported(store, bad=12)
    assert trace(store, D1, NOW - timedelta(days=60)).suspects == trace(store, D1, NOW).suspects
    assert trace(store, D1, NOW + timedelta(days=400)).verdict is Verdict.CANNOT_TELL


def test_the_command_tells_of_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    imported(store, bad=12)
    monkeypatch.setattr("voc.cli.issues.now", lambda: NOW)
    shown = json.loads(CliRunner().invoke(app, ["issue", "D1", "--json"]).output)["tracing"]
    assert (shown["verdict"], shown["people"], shown["known"]["lot"]) == ("suspects", 12, 9)
    assert shown["suspects"][0]["value"] == BAD
    assert f"lot {BAD}: 9 of 9 people" in CliRunner().invoke(app, ["issue", "D1"]).output
