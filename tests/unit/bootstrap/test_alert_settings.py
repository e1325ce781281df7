from collections.abc import Callable
from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from voc.bootstrap import alerting
from voc.bootstrap.settings import Settings, load
from voc.errors import InputError, SettingsError
from voc.notify.receivers import Address, Way
from voc.types.alert import On, Rate
from voc.types.issue import IssueKind

TARGET = """
[[targets]]
name = "team"
url_env = "TEAM_URL"
"""
ALERT = """
[[alerts]]
name = "defects"
on = "new"
targets = "team"
"""

Read = Callable[[str], Settings]


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    def load_from(text: str) -> Settings:
        file = tmp_path / "voc.toml"
        file.write_text(text, encoding="utf-8")
        monkeypatch.setenv("VOC_CONFIG", str(file))
        return load()

    return load_from


def test_few_words_are_enough(read: Read) -> None:
    settings = read(TARGET + ALERT)
    (rule,), (target,) = alerting.rules(settings), alerting.targets(settings)
    assert (rule.name, rule.on, rule.targets, rule.urgent) == ("defects", On.NEW, ("team",), False)
    assert (rule.kinds, rule.least, rule.remind) == ((IssueKind.DEFECT,), 1, None)
    assert rule.quiet_for == timedelta(days=1)
    assert (target.language, target.zone) == ("zh", ZoneInfo("Asia/Shanghai"))
    assert target.rate == Rate(most=10, per=timedelta(hours=1))
    addresses = alerting.notifier(settings).addresses
    assert addresses == {"team": Address(way=Way.APPRISE, url_env="TEAM_URL")}


def test_everything_can_be_said(read: Read) -> None:
    settings = read("""
competitors = ["三只松鼠"]
[[watch]]
name = "leaks"
query = "漏气"
[[targets]]
name = "room"
kind = "dingtalk"
url_env = "ROOM"
secret_env = "ROOM_SECRET"
quiet = "22:00-08:00"
digest = "daily 09:00"
rate = "20 per day"
bytes = 1000
zone = "Asia/Seoul"
language = "ko"
[[alerts]]
name = "all"
on = ["critical", "spike", "rival_launch", "source"]
targets = ["room"]
products = ["脆冬枣"]
kinds = ["defect", "idea"]
watch = "leaks"
rivals = ["三只松鼠"]
sources = ["daily"]
least = 4
remind = "3 days"
quiet_for = "12 hours"
""")
    (target,) = alerting.targets(settings)
    assert (target.quiet, target.digest) == ((time(22), time(8)), time(9))
    assert (target.rate, target.most_bytes) == (Rate(most=20, per=timedelta(days=1)), 1000)
    assert (target.zone, target.language) == (ZoneInfo("Asia/Seoul"), "ko")
    rules = alerting.rules(settings)
    assert [rule.name for rule in rules] == [
        "all (critical)", "all (spike)", "all (rival_launch)", "all (source)"
    ]  # fmt: skip
    assert [rule.urgent for rule in rules] == [True, False, False, False]
    assert {rule.least for rule in rules} == {4}
    assert {(rule.remind, rule.quiet_for) for rule in rules} == {
        (timedelta(days=3), timedelta(hours=12))
    }


def test_what_it_takes_hangs_on_what_a_rule_looks_at(read: Read) -> None:
    on = 'on = ["new", "spike", "source"]'
    rules = alerting.rules(read(TARGET + ALERT.replace('on = "new"', on)))
    assert [rule.least for rule in rules] == [1, 5, 3]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (ALERT, "“defects”, targets: there is no “team” among \\[\\[targets\\]\\]"),
        (TARGET * 2, "two \\[\\[targets\\]\\] are called “team”"),
        (TARGET + ALERT * 2, "two \\[\\[alerts\\]\\] are called “defects”"),
        (TARGET + ALERT.replace("new", "news"), "alerts 1.on"),
        (TARGET + ALERT + "watch = 'leaks'", "“defects”: watch is for on = “spike” only"),
        (TARGET + ALERT.replace("new", "spike") + "watch = 'leaks'",
         "there is no “leaks” among \\[\\[watch\\]\\]. There are: none"),
        (TARGET + ALERT + "remind = 'soon'", "write “3 days”"),
        (TARGET + ALERT + "remind = '5 min'", "remind is 1 hour at least"),
        (TARGET + ALERT + "quiet_for = '1 min'", "quiet_for is 10 min at least"),
        (TARGET + ALERT + "quiet_for = 'off'", "quiet_for is 10 min at least"),
        (TARGET + "quiet = '25:00-08:00'", "targets 1.quiet.*write “22:00-08:00”"),
        (TARGET + "quiet = '08:00-08:00'", "all day long or never"),
        (TARGET + "digest = '09:00'", "write “daily 09:00”"),
        (TARGET + "rate = '0 per hour'", "write “10 per hour”"),
        (TARGET + "bytes = 10", "targets 1.bytes"),
        (TARGET + "zone = 'Mars'", "no time zone called 'Mars'"),
        (TARGET + "kind = 'pager'", "targets 1.kind"),
        (TARGET + "secret_env = 'S'", "kind = “apprise” has no secret_env"),
        (TARGET.replace("TEAM_URL", "https://x.example/key"), "targets 1.url_env"),
        (TARGET + "url = 'https://x.example'", "targets 1.url"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(read: Read, wrong: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        read(wrong)


def test_a_target_nobody_knows_is_told(read: Read) -> None:
    with pytest.raises(InputError, match="There are: “team”"):
        alerting.target_called(read(TARGET), "room")
