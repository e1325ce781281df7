import pytest

from tests.unit.insight.alerts.told import NOW, rule
from voc.insight.alerts.sources import source_findings
from voc.types.alert import On
from voc.types.source import Health, SourceState

DOWN = rule(On.SOURCE, least=3)


def state(health: Health, failures: int = 0, name: str = "daily") -> SourceState:
    return SourceState(source=name, health=health, since=NOW, because="says so", failures=failures)


@pytest.mark.parametrize("health", [Health.NEW, Health.OK, Health.PAUSED])
def test_sources_that_are_well_or_meant_to_rest_are_nothing(health: Health) -> None:
    assert source_findings(DOWN, [state(health, failures=9)]) == []


@pytest.mark.parametrize("health", [Health.SILENT, Health.CHANGED])
def test_silence_and_another_layout_open_at_once(health: Health) -> None:
    (one,) = source_findings(DOWN, [state(health)])
    assert (one.subject, one.opens) == ("source:daily", True)


def test_failures_open_once_they_are_enough_in_a_row() -> None:
    opens = [
        source_findings(DOWN, [state(Health.FAILING, failures)])[0].opens for failures in (1, 2, 3)
    ]
    assert opens == [False, False, True]


def test_rules_look_at_their_sources() -> None:
    states = [state(Health.SILENT), state(Health.SILENT, name="weekly")]
    only = rule(On.SOURCE, sources=("weekly",))
    assert [one.subject for one in source_findings(only, states)] == ["source:weekly"]
