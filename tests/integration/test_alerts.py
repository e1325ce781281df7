"""From what scans and collectors know to what a receiver takes."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bench.collecting.receiver import BUSY, FAIL, OK, Receiver, receiver
from tests.conformance.store.samples import RECIPE, feedback, new_issue, opinion, reading, voice
from voc.cli.app import app
from voc.errors import NotifyError
from voc.insight.alerts.parcels import MOST_TRIES
from voc.ml.opencc_folder import OpenCCFolder
from voc.pipeline.alerting import Ears, Raised, raise_alerts
from voc.pipeline.delivering import Delivered, deliver, post
from voc.ports.signals import Judge
from voc.stores.sql_store import SqlStore
from voc.types.alert import Citation, On, Parcel, Rule, Target, Told
from voc.types.document import Named
from voc.types.feedback import Feedback, FeedbackKind
from voc.types.issue import Discovery, IssueId
from voc.types.scan import ScanTally
from voc.types.signal import Signal, SignalState
from voc.types.source import Health, Keep, Origin, Source, SourceKind, SourceState
from voc.types.watch import Watch, WatchKind

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TEAM = Target(name="team", zone=UTC, language="zh")
DEFECTS = Rule(name="defects", on=On.NEW, targets=("team",))


class Taking:
    """A notifier that keeps what it is given, or refuses it."""

    def __init__(self, *errors: NotifyError) -> None:
        self.errors = list(errors)
        self.parcels: list[Parcel] = []

    def send(self, target: Target, parcel: Parcel) -> None:
        if self.errors:
            raise self.errors.pop(0)
        self.parcels.append(parcel)


class Knowing:
    """A gazetteer of one competitor."""

    def find(self, text: str) -> list[Named]:
        at = text.find("三只松鼠")
        return [Named(type="competitor", value="三只松鼠", start=at, end=at + 4)] * (at >= 0)


class Counting(Knowing):
    """That counts the texts it was asked of."""

    asked = 0

    def find(self, text: str) -> list[Named]:
        self.asked += 1
        return super().find(text)


@pytest.fixture
def store(sqlite_database: str) -> Iterator[SqlStore]:
    opened = SqlStore(sqlite_database)
    yield opened
    opened.close()


def scanned(store: SqlStore, at: datetime, state: SignalState, *told: Feedback) -> None:
    """A scan that files ``told`` in D1 and judges it so."""
    store.add(told, [])
    scan = store.open(RECIPE, at)
    store.save(scan, [reading(one, opinion()) for one in told])
    opened = (new_issue(*map(voice, told)),) if told else ()
    signal = Signal(
        issue_id=IssueId("D1"), state=state, raised=bool(told), product=None, channel=None,
        region=None, first_seen=None, start=date(2026, 10, 26), end=date(2026, 11, 2), count=7,
        before=1, expected=0.3, ratio=20.0, low=4.0, high=None, p=0.001, q=0.001, danger=None,
        because="b",
    )  # fmt: skip
    edges = tuple(at - week * 7 * DAY for week in range(3))
    days = tuple((at - week * 7 * DAY).date() for week in range(4))
    judge = Judge(
        edges=edges, days=days, recent=edges[1], least_sure=0.5, decide=lambda _: [signal]
    )
    found = Discovery(joined=(), opened=opened, single=())
    store.finish(scan, found, ScanTally(), at, judge)


def read(store: SqlStore, *told: Feedback) -> None:
    """By a scan that finds no issue."""
    store.add(told, [])
    store.save(store.open(RECIPE, NOW), [reading(one) for one in told])


def went_out(store: SqlStore, now: datetime = NOW, to: Target = TEAM) -> list[Parcel]:
    notifier = Taking()
    deliver(store, notifier, [to], lambda: now)
    return notifier.parcels


def news(raised: Raised) -> list[tuple[Told, str]]:
    return [(one.what, one.alert.subject) for one in raised.news]


def test_a_new_issue_is_told_once_with_what_people_wrote(store: SqlStore) -> None:
    scanned(store, NOW - HOUR, SignalState.NEW, feedback("a"), feedback("b"))
    assert news(raise_alerts(store, [DEFECTS], NOW)) == [(Told.OPENED, "issue:D1")]
    assert news(raise_alerts(store, [DEFECTS], NOW + HOUR)) == []
    (parcel,) = went_out(store)
    (telling,) = parcel.tellings
    assert telling.name == "受潮 · 不脆"
    assert [one.text for one in telling.quotes] == ["海苔受潮了", "海苔受潮了"]
    assert went_out(store) == []


def test_it_is_told_when_it_is_over(store: SqlStore) -> None:
    scanned(store, NOW - HOUR, SignalState.NEW, feedback("a"))
    raise_alerts(store, [DEFECTS], NOW)
    scanned(store, NOW + DAY, SignalState.STEADY)
    raised = raise_alerts(store, [DEFECTS], NOW + 2 * DAY)
    assert (news(raised), raised.open) == ([(Told.RECOVERED, "issue:D1")], 0)


def test_a_merged_issue_is_not_told_anew(store: SqlStore) -> None:
    scanned(store, NOW - HOUR, SignalState.NEW, feedback("a"))
    scan = store.open(RECIPE, NOW)
    store.add([feedback("b")], [])
    store.save(scan, [reading(feedback("b"), opinion())])
    other = Discovery(joined=(), opened=(new_issue(voice(feedback("b"))),), single=())
    raise_alerts(store, [DEFECTS], NOW)
    store.finish(scan, other, ScanTally(), NOW)
    store.merge(IssueId("D1"), IssueId("D2"), NOW)
    raise_alerts(store, [DEFECTS], NOW + HOUR)
    assert [one.subject for one in store.alerts()] == ["issue:D2"]


def test_a_watch_query_that_bursts_is_told_with_its_latest_texts(store: SqlStore) -> None:
    calm = [feedback(f"calm{day}", posted_at=NOW - day * DAY - HOUR) for day in range(1, 20)]
    burst = [feedback(f"burst{n}", posted_at=NOW - n * timedelta(minutes=9)) for n in range(9)]
    read(store, *calm, *burst)
    store.keep_watches([Watch(name="leaks", query="q", kind=WatchKind.ALL, digest="1")])
    store.file_matches({"leaks": [one.id for one in burst]}, asked_to=99)
    rule = Rule(name="spikes", on=On.SPIKE, targets=("team",), least=5)
    assert news(raise_alerts(store, [rule], NOW)) == [(Told.OPENED, "watch:leaks")]
    ((telling,),) = [one.tellings for one in went_out(store)]
    assert [one.feedback_id for one in telling.quotes] == ["burst0", "burst1", "burst2"]


def test_a_rival_s_launch_is_told_with_the_sentence(store: SqlStore) -> None:
    article = feedback(
        "n1", kind=FeedbackKind.MEDIA, posted_at=NOW - DAY, url="https://news.example/1",
        text="今天天气好。<b>三只松鼠</b>推出了海盐味新品！详见官网。",
    )  # fmt: skip
    read(store, article)
    rule = Rule(name="rivals", on=On.RIVAL_LAUNCH, targets=("team",))
    ears = Ears(folder=OpenCCFolder(), gazetteer=Knowing())
    assert raise_alerts(store, [rule], NOW).news == ()  # nobody listens: nothing is known
    assert news(raise_alerts(store, [rule], NOW, ears=ears)) == [(Told.OPENED, "rival:三只松鼠")]
    ((telling,),) = [one.tellings for one in went_out(store)]
    assert [one.text for one in telling.quotes] == ["三只松鼠</b>推出了海盐味新品"]
    assert raise_alerts(store, [rule], NOW + 9 * DAY, ears=ears).news == ()


def test_an_article_is_read_for_launches_once_however_often_they_are_looked_for(
    store: SqlStore,
) -> None:
    """Every minute, for a week, thousands of them."""
    read(
        store, feedback("n1", kind=FeedbackKind.MEDIA, posted_at=NOW - DAY, text="三只松鼠推出新品")
    )
    rule = Rule(name="rivals", on=On.RIVAL_LAUNCH, targets=("team",))
    knowing = Counting()
    ears = Ears(folder=OpenCCFolder(), gazetteer=knowing)
    for minutes in range(5):
        raise_alerts(store, [rule], NOW + minutes * timedelta(minutes=1), ears=ears)
    assert knowing.asked == 1
    raise_alerts(store, [rule], NOW + 9 * DAY, ears=ears)
    assert ears.heard == {}


def test_a_source_that_falls_silent_is_told_and_when_it_is_back(store: SqlStore) -> None:
    source = Source(
        name="daily", kind=SourceKind.FEED, place="https://a.example/feed", channel="daily",
        tells=FeedbackKind.MEDIA, keep=Keep.MENTIONS, origin=Origin.STORE, digest="1",
    )  # fmt: skip
    store.add_sources([source], NOW)
    rule = Rule(name="health", on=On.SOURCE, targets=("team",))
    silent = SourceState(source="daily", health=Health.SILENT, since=NOW, because="b")
    store.keep_states([silent])
    raised = raise_alerts(store, [rule], NOW, collected=store)
    assert news(raised) == [(Told.OPENED, "source:daily")]
    store.keep_states([replace(silent, health=Health.OK)])
    raised = raise_alerts(store, [rule], NOW + HOUR, collected=store)
    assert news(raised) == [(Told.RECOVERED, "source:daily")]


def test_a_post_goes_out_once_a_key_and_quotes_what_is_still_there(store: SqlStore) -> None:
    store.add([feedback("a")], [])
    cited = Citation(feedback_id=feedback("a").id, start=0, end=4)
    for put in (True, False):
        assert post(store, "team", "周报", "…", key="W44", now=NOW, quotes=[cited]) is put
    ((telling,),) = [one.tellings for one in went_out(store)]
    assert (telling.message.new.title, telling.quotes[0].text) == ("周报", "海苔受潮")


def test_what_fails_is_tried_again_as_the_same_and_nothing_overtakes_it(store: SqlStore) -> None:
    post(store, "team", "one", "", key="1", now=NOW)
    post(store, "team", "two", "", key="2", now=NOW)
    notifier = Taking(NotifyError("host answered 503."))
    done = deliver(store, notifier, [TEAM], lambda: NOW)
    assert done == Delivered(failed=("team: host answered 503.",))
    assert deliver(store, notifier, [TEAM], lambda: NOW + timedelta(seconds=14)) == Delivered()
    assert deliver(store, notifier, [TEAM], lambda: NOW + timedelta(seconds=15)).delivered == 2
    titles = [one.tellings[0].message.new.title for one in notifier.parcels]
    assert titles == ["one", "two"]


def test_a_pause_that_the_receiver_asks_for_is_kept(store: SqlStore) -> None:
    post(store, "team", "one", "", key="1", now=NOW)
    notifier = Taking(NotifyError("busy", again_after_s=600))
    deliver(store, notifier, [TEAM], lambda: NOW)
    assert deliver(store, notifier, [TEAM], lambda: NOW + timedelta(seconds=599)) == Delivered()
    assert deliver(store, notifier, [TEAM], lambda: NOW + timedelta(seconds=600)).delivered == 1


def test_what_failed_for_a_day_is_parked_told_and_the_next_goes_on(store: SqlStore) -> None:
    post(store, "team", "one", "", key="1", now=NOW)
    notifier = Taking(*[NotifyError("no")] * MOST_TRIES)
    done = [deliver(store, notifier, [TEAM], lambda n=n: NOW + n * HOUR) for n in range(MOST_TRIES)]
    assert [one.parked for one in done] == [0] * (MOST_TRIES - 1) + [1]
    assert went_out(store, NOW + 99 * HOUR) == []
    post(store, "team", "two", "", key="2", now=NOW)
    assert len(went_out(store, NOW + 99 * HOUR)) == 1
    assert store.unpark(None) == 1
    assert len(went_out(store, NOW + 99 * HOUR)) == 1


def test_messages_for_nobody_known_wait_and_are_told(store: SqlStore) -> None:
    post(store, "gone", "one", "", key="1", now=NOW)
    assert deliver(store, Taking(), [TEAM], lambda: NOW).strangers == ("gone",)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOC_AUTHOR_KEY", "a key for these tests only")
    (tmp_path / "voc.toml").write_text("""
competitors = ["三只松鼠"]
[[targets]]
name = "hook"
kind = "webhook"
url_env = "HOOK"
[[alerts]]
name = "rivals"
on = "rival_launch"
targets = "hook"
""")
    (tmp_path / "news.jsonl").write_text(
        json.dumps(
            {
                "id": "1",
                "kind": "media",
                "text": "三只松鼠推出海盐味新品。",
                "time": f"{datetime.now(UTC) - DAY:%Y-%m-%d %H:%M}",
            },
            ensure_ascii=False,
        )
    )
    return tmp_path


def voc(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, arguments)
    return done.exit_code, done.stdout


def test_the_commands_look_send_and_tell(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moods = iter([FAIL, OK, OK, BUSY])
    with receiver(lambda: next(moods)) as hook:
        monkeypatch.setenv("HOOK", hook.url)
        assert voc("import", "news.jsonl", "--channel", "news")[0] == 0
        scan_of(home)
        assert voc("alerts", "check")[1].endswith("1 alert open, 1 message new\n")
        assert voc("alerts", "deliver")[0] == 1
        code, listed = voc("alerts", "list", "--json")
        assert code == 0
        (waiting,) = json.loads(listed)["messages"]
        assert waiting["error"] == "127.0.0.1 answered 503."
        assert voc("alerts", "test", "hook") == (0, "hook took it.\n")
        assert voc("alerts", "deliver", "--json")[0] == 0  # its pause is not over
        assert_tested(hook)
        lines = voc("alerts", "list")[1]
        assert "open: rival:三只松鼠 (rivals)" in lines
        assert "waiting: opened rival:三只松鼠 for hook" in lines


def scan_of(home: Path) -> None:
    """What a scan reads, without its models."""
    store = SqlStore(f"sqlite:///{home / '.voc' / 'voc.db'}")
    store.save(
        store.open(RECIPE, NOW), [reading(one) for _, one in store.arrivals(after=0, limit=9)]
    )
    store.close()


def assert_tested(hook: Receiver) -> None:
    (body,) = hook.taken
    assert "test of the target “hook”" in body["text"]


def test_without_any_alerts_the_list_says_how_to_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "docs/alerts.md" in voc("alerts", "list")[1]
