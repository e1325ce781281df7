import pytest

from tests.unit.insight.alerts.told import NOW, rule
from voc.insight.alerts.spikes import BASELINE, LEAST_DAYS, edges, spike_findings
from voc.types.alert import On

SPIKE = rule(On.SPIKE, least=5)
HEARD = (100,) * (BASELINE + 1)


def opens(*counts: int, volumes: tuple[int, ...] = HEARD) -> bool:
    heard = {"leaks": counts + (0,) * (BASELINE + 1 - len(counts))}
    return any(one.opens for one in spike_findings(SPIKE, heard, volumes))


def test_edges_cut_as_many_days_as_are_counted() -> None:
    cut = edges(NOW)
    assert (cut[0], len(cut)) == (NOW, len(HEARD) + 1)


def test_far_more_than_usual_opens() -> None:
    assert opens(12, *[1] * BASELINE)
    assert opens(6)


def test_the_usual_and_a_little_more_do_not() -> None:
    assert not opens(1, *[1] * BASELINE)
    assert not opens(4, *[1] * BASELINE)
    assert not opens(4)


def test_what_always_comes_in_bursts_must_burst_more() -> None:
    assert opens(12, *[2] * BASELINE)
    assert not opens(12, *[14, 0, 0, 0, 0, 0, 0] * 4)


def test_days_on_which_nothing_was_heard_are_no_habit() -> None:
    few = (100, *[100] * (LEAST_DAYS - 1), *[0] * (BASELINE - LEAST_DAYS + 1))
    assert not opens(50, volumes=few)
    assert opens(50, volumes=(100, *[100] * LEAST_DAYS, *[0] * (BASELINE - LEAST_DAYS)))


def test_a_spike_that_wanes_holds_until_it_is_no_more_than_chance() -> None:
    heard = {"leaks": (4, *[1] * BASELINE)}
    (one,) = spike_findings(SPIKE, heard, HEARD)
    assert not one.opens
    assert spike_findings(SPIKE, {"leaks": (2, *[1] * BASELINE)}, HEARD) == []


def test_of_many_queries_only_the_asked_for() -> None:
    counts = (12, *[1] * BASELINE)
    heard = {"leaks": counts, "smell": counts}
    only = rule(On.SPIKE, watches=("smell",))
    assert [one.subject for one in spike_findings(only, heard, HEARD)] == ["watch:smell"]


@pytest.mark.parametrize("heard", [{}, {"leaks": (0,) * (BASELINE + 1)}])
def test_silence_is_no_spike(heard: dict[str, tuple[int, ...]]) -> None:
    assert spike_findings(SPIKE, heard, HEARD) == []
