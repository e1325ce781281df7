"""Shrunken versions of `make proof-discovery`, on our own texts."""

import csv
import json
from collections import defaultdict
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest
from typer.testing import CliRunner

from bench.discovery import daily, playing, replay, stocked, story, volume
from bench.discovery.crosslang import pair_f1
from bench.discovery.sources import Sources, line, own_reviews, sources, without_model
from bench.discovery.worlds import Plan, World, world
from voc.cli.app import app
from voc.errors import InputError
from voc.evaluation.alarms import Alarm
from voc.evaluation.incidents import Harmless

ROOT = Path(__file__).parents[2]
SMALL = Plan(weeks=12, quiet_weeks=3, sizes=(8, 6, 5), with_lots=1, praise=1, copies=1, angry=1,
             most_good=60)  # fmt: skip


@pytest.fixture(scope="module")
def texts() -> Sources:
    """Two products' complaints in plain words, each of three kinds, and our own praise."""
    with (ROOT / "bench" / "complaints.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    praise = [text for text in own_reviews()[0] if "\u4e00" <= text[0] <= "\u9fff"]
    lines = []
    for at, name in enumerate(("薯片", "洗衣液")):
        kinds: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            if row["product"] == name and row["problem"].isalpha():
                kinds[row["problem"]].append(row["text"])
        lines.append(line(name, True, kinds, praise[at * 100 : at * 100 + 100], ()))
    return Sources(name="our own", lines=tuple(lines))


@pytest.fixture(scope="module")
def made(texts: Sources) -> World:
    return world(texts, 7, SMALL)


def test_the_same_seed_plants_the_same(texts: Sources, made: World) -> None:
    assert world(texts, 7, SMALL) == made
    assert world(texts, 8, SMALL) != made


def test_every_text_but_copies_and_tirades_stands_once(made: World) -> None:
    repeated = {
        report.id
        for burst in made.truth.bursts
        if burst.harmless is not Harmless.PRAISE
        for report in burst.reports
    }
    told = [one.text for one in made.reviews if one.id not in repeated]
    assert len(told) == len(set(told))


def test_an_incident_is_of_one_product_and_its_lot_of_one_week(made: World) -> None:
    by_id = {one.id: one for one in made.reviews}
    assert {incident.size for incident in made.truth.incidents} <= {8, 6, 5}
    for incident in made.truth.incidents:
        reviews = [by_id[report.id] for report in incident.reports]
        assert {one.product.name for one in reviews} == {incident.product}
        if incident.lot is not None:
            assert {one.lot for one in reviews} <= {incident.lot, None}


def test_one_angry_author_writes_thirty_posts(made: World) -> None:
    (angry,) = (b for b in made.truth.bursts if b.harmless is Harmless.ANGRY)
    ids = {report.id for report in angry.reports}
    assert len(ids) == 30
    assert len({one.author for one in made.reviews if one.id in ids}) == 1


def test_a_replay_goes_through_the_product_and_a_finished_seed_is_not_run_again(
    texts: Sources, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOC_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("VOC_WORKERS", "1")
    played = playing.play_all(texts, [7], SMALL, tmp_path, processes=1)
    result = replay.record(played, texts, SMALL)
    figures = result["figures"]["doubled"]
    assert figures["incidents"] == 3
    assert figures["harmless"]["planted"] == 3
    assert figures["reader_hears"]["of"] == sum(
        incident.size for incident in played[0].truth.incidents
    )
    assert played[0].heard["doubled"].alarms, "nothing doubled in twelve weeks with incidents"
    assert json.dumps(result, ensure_ascii=False)
    monkeypatch.setattr(playing, "play", lambda *_: pytest.fail("played again"))
    assert playing.play_all(texts, [7], SMALL, tmp_path, processes=1) == played


def test_without_shared_sets_our_own_problems_are_planted(tmp_path: Path) -> None:
    found = sources(tmp_path)
    assert "own" in found.name
    assert all(one.good and len(one.kinds) >= 3 for one in found.lines)
    assert world(found, 1, SMALL).truth.incidents


def test_generated_reviews_are_the_same_for_a_seed_and_hardly_any_is_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOC_EVAL_DATA", str(tmp_path))  # holds none of the sets: our own texts
    known = volume.pools(volume.labelled())
    made = list(volume.reviews(known, 3_000, 5))
    assert made == list(volume.reviews(known, 3_000, 5))
    assert len(made) == 3_000
    assert len({one.text for one in made}) > 0.95 * len(made)
    assert [one.posted_at.date() for one in made] == sorted(one.posted_at.date() for one in made)


def test_generated_reviews_can_be_imported_in_both_formats(tmp_path: Path) -> None:
    known = {"own": {volume.GOOD: volume.Pool(lengths=(2,), firsts=("好吃",), others=("不贵",))}}
    for name in ("r.jsonl", "r.csv"):
        path = tmp_path / name
        assert volume.write(volume.reviews(known, 5, 1), path) == 5
        assert path.read_text(encoding="utf-8").count("好吃，不贵") == 5
    assert volume.put_together(known["own"], Random(1)).rating in {4, 5}


def test_a_complaint_leaves_the_model_it_was_written_about_behind() -> None:
    assert without_model("一汽马自达阿特兹顶棚异响", "一汽马自达 阿特兹") == "顶棚异响"
    assert without_model("顶棚异响", "一汽马自达 阿特兹") == "顶棚异响"


def test_pairs_count_against_strangers_but_not_among_them() -> None:
    problems = ["damp", "damp", "mould", None, None]
    assert pair_f1([0, 0, 1, 2, 2], problems)["f1"] == 1
    mixed = pair_f1([0, 0, 1, 0, 2], problems)
    assert (mixed["precision"], mixed["recall"]) == (0.333, 1)
    assert pair_f1([None] * 5, problems)["f1"] == 0


def test_an_alarm_without_a_new_report_is_of_no_magnet() -> None:
    swallowed = "Swallowed two magnets"
    reports = [
        story.Report(id=id_, text=text, day=date(2011, 6, 3), category="Balls")
        for id_, text in (("m", swallowed), ("a", "It broke"), ("b", "The wheel came off"))
    ]
    came = {"D1": ("a", "m"), "D2": (), "D3": ("a", "b", "m")}
    alarms = tuple(
        story.Raised(
            alarm=Alarm(
                at=datetime(2011, 7, 1, tzinfo=UTC), issue_id=issue_id, line=None, critical=True,
                voices=(), suspect=None, because="",
            ),
            name="mouth", came=ids, quote=None,
        )
        for issue_id, ids in came.items()
    )  # fmt: skip
    filed = {f"{issue_id} mouth": frozenset(ids) for issue_id, ids in came.items()}
    told = story.tell(reports, story.Story(alarms=alarms, heard=frozenset("m"), filed=filed))
    assert [one["issue"] for one in told["magnets raised"]] == ["D1"]
    assert told["magnets raised"][0]["such reports written by then"] == 1
    assert told["others raised a year"] == {"2011": 2}
    assert told["issues that hold most of magnets"]["issues in all"] == 2


def test_a_part_that_is_none_is_told_with_those_there_are() -> None:
    with pytest.raises(InputError, match=r"crosslang.*replay.*story.*volume"):
        CliRunner().invoke(app, ["bench", "discovery", "replai"], catch_exceptions=False)


def test_a_day_on_a_store_made_of_a_sample_goes_through_the_product(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOC_EVAL_DATA", str(tmp_path / "none"))
    monkeypatch.setenv("VOC_WORKERS", "1")
    home = stocked.made(tmp_path, reviews=160, sample=80)
    assert stocked.made(tmp_path, reviews=160, sample=80) == home
    told = daily.day(home, new=20)
    assert told["tally"]["read"] == 20
    assert told["tally"]["voices"] >= told["clauses_encoded"] > 0
    assert {"import", "reading", "encoding", "filing", "writing and judging"} <= set(told["stages"])
