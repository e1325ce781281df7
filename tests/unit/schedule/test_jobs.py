"""Which jobs there are, by the settings and the sources."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from voc.bootstrap import settings as settings_module
from voc.bootstrap.settings import Settings
from voc.errors import SettingsError
from voc.schedule.actions import _collected, _report, actions, numbers
from voc.schedule.jobs import source_jobs, standing_jobs
from voc.types.feedback import FeedbackKind
from voc.types.schedule import Cron, Every, QuietHours, Run, RunState
from voc.types.source import Health, Keep, Origin, Source, SourceKind, SourceState

MINUTE = timedelta(minutes=1)
NOW = datetime(2026, 11, 2, tzinfo=UTC)
PAPER = Source(
    name="paper", kind=SourceKind.FEED, place="https://paper.example/", channel="paper",
    tells=FeedbackKind.MEDIA, keep=Keep.MENTIONS, origin=Origin.FILE, digest="d",
)  # fmt: skip


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def load(text: str = "") -> Settings:
        path = tmp_path / "voc.toml"
        path.write_text(text, encoding="utf-8")
        monkeypatch.setenv("VOC_CONFIG", str(path))
        return settings_module.load()

    return load


def doubled(state: SourceState, base: timedelta) -> timedelta:
    return 2 * base


def test_without_settings_scans_and_reports_have_their_times(told) -> None:
    rhythms = {job.name: job.schedule.rhythm for job in standing_jobs(told())}
    assert rhythms == {
        "scan": Every(distance=timedelta(days=1)),
        "report:weekly": Cron(expression="0 8 * * 1"),
        "report:monthly": Cron(expression="0 8 1 * *"),
    }


def test_a_group_may_have_hours_and_a_jitter_of_its_own(told) -> None:
    settings = told(
        '[schedule]\njitter = "1 min"\n[[groups]]\nname = "york"\nevery = "0 6 * * *"\n'
        'zone = "America/New_York"\njitter = "10 min"\nquiet = "22:00-05:00"'
    )
    sources = [replace(PAPER, group="york"), replace(PAPER, name="other")]
    york, other = (job.schedule for job in source_jobs(settings, sources, [], doubled))
    assert (str(york.zone), york.jitter) == ("America/New_York", 10 * MINUTE)
    assert (str(other.zone), other.jitter) == ("Asia/Shanghai", MINUTE)


def test_a_job_can_be_turned_off(told) -> None:
    settings = told('[schedule]\nweekly = "off"\nmonthly = "off"\nalerts = "off"')
    assert [job.name for job in standing_jobs(settings)] == ["scan"]


@pytest.mark.parametrize(
    "text",
    [
        '[schedule]\ncollect = "off"',
        '[schedule]\nscan = "off"',
        '[schedule]\ncollect = "sometimes"',
        '[schedule]\nquiet = "night"',
        '[schedule]\njitter = "much"',
        '[schedule]\nhourly = "1 h"',
        '[[groups]]\nname = "g"\nevery = "5"',
        '[[groups]]\nname = "g"\nzone = "Middle/Earth"',
        '[[groups]]\nname = "g"\njitter = "some"',
    ],
)
def test_a_schedule_that_cannot_be_read_is_told(told, text: str) -> None:
    with pytest.raises(SettingsError, match=r"(?i)schedule|groups"):
        told(text)


def test_a_sources_own_rhythm_comes_first_then_its_groups(told) -> None:
    settings = told(
        '[schedule]\ncollect = "30 min"\nquiet = "00:00-06:00"\n'
        '[[groups]]\nname = "g"\nevery = "1 h"\nquiet = "22:00-07:00"'
    )
    sources = [
        replace(PAPER, name="own", every="5 min", group="g"),
        replace(PAPER, name="of the group", group="g"),
        replace(PAPER, name="of none"),
        replace(PAPER, name="of a lost group", group="lost"),
        replace(PAPER, name="broken", every="whenever"),
    ]
    jobs = source_jobs(settings, sources, [], doubled)
    minutes = [job.schedule.rhythm.distance / MINUTE for job in jobs]
    assert minutes == [5, 60, 30, 30, 30]
    assert jobs[1].schedule.quiet == QuietHours(start=time(22), end=time(7))
    assert jobs[2].schedule.quiet == QuietHours(start=time(0), end=time(6))
    assert all(job.alone and job.together for job in jobs)


def test_a_source_without_news_is_asked_less_often_and_a_paused_one_never(told) -> None:
    states = [
        SourceState(source=name, health=health, since=NOW, because="so")
        for name, health in (("quiet", Health.OK), ("paused", Health.PAUSED), ("cron", Health.OK))
    ]
    sources = [replace(PAPER, name=state.source) for state in states[:2]]
    sources.append(replace(PAPER, name="cron", every="0 * * * *"))
    jobs = source_jobs(told(), sources, states, doubled)
    assert {job.name: job.pause for job in jobs} == {
        "collect:quiet": 30 * MINUTE, "collect:cron": None
    }  # fmt: skip


def test_on_monday_the_report_is_of_the_week_before(told) -> None:
    run = Run(id=1, job="report:weekly", due_at=NOW, state=RunState.RUNNING, attempt=1)
    settings = told()
    assert _report(settings, [run]) == ["report", "weekly", "--period", "2026-W44", "--json"]
    monthly = replace(run, job="report:monthly")
    assert _report(settings, [monthly])[3] == "2026-10"


def test_a_round_that_kept_something_asks_for_a_scan_and_what_was_left_is_asked_again() -> None:
    runs = [
        Run(id=number, job=f"collect:{name}", due_at=NOW, state=RunState.RUNNING, attempt=1)
        for number, name in enumerate(("daily", "slow"))
    ]
    assert _collected({"kept": 0, "left": False, "waiting": []}, runs).asks == ()
    assert _collected({"kept": 2, "failed": {"dns": 1}}, runs).asks == ("scan",)
    told = {"kept": 0, "left": True, "waiting": ["slow"]}
    assert _collected(told, runs).asks == ("collect:slow",)


def test_of_what_a_command_tells_numbers_are_kept() -> None:
    assert numbers({"a": 1, "b": "text", "c": {"d": 2.5, "e": []}, "f": {"g": "x"}}) == {
        "a": 1, "c": {"d": 2.5}
    }  # fmt: skip
    assert numbers([1]) == numbers(None) == {}


def test_every_kind_of_job_has_an_action(told) -> None:
    assert set(actions(None, told(), datetime.now)) == {"collect", "scan", "report", "alerts"}
