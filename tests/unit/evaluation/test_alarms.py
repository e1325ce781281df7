from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from voc.evaluation.alarms import Alarm, Heard, Look, Truth, in_time, owner, score, verdicts
from voc.evaluation.incidents import Burst, Harmless, Incident, Report, Shape

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
DAY = timedelta(days=1)


def incident(name: str = "i", size: int = 8, lot: str | None = None) -> Incident:
    reports = tuple(Report(id=f"{name}-{n}", posted_at=MONDAY + n * DAY) for n in range(size))
    return Incident(id=name, kind="damp", line="nuts", product="nuts A", shape=Shape.SUDDEN,
                    lot=lot, reports=reports)  # fmt: skip


def alarm(at: datetime, *voices: str, critical: bool = False, suspect: str | None = None) -> Alarm:
    return Alarm(at=at, issue_id="D1", line="nuts", critical=critical, voices=voices,
                 suspect=suspect, because="")  # fmt: skip


def heard(*alarms: Alarm, looks: tuple[Look, ...] = (), reports: tuple[str, ...] = ()) -> Heard:
    return Heard(alarms=alarms, looks=looks, reports=frozenset(reports), filed={})


def truth(*incidents: Incident, bursts: tuple[Burst, ...] = ()) -> Truth:
    return Truth(incidents=incidents, bursts=bursts, lines=("nuts",), weeks=13)


def praise() -> Burst:
    reports = tuple(Report(id=f"b-{n}", posted_at=MONDAY) for n in range(30))
    return Burst(id="b", harmless=Harmless.PRAISE, line="nuts", product="nuts A", reports=reports)


def test_an_alarm_belongs_to_what_half_of_its_voices_were_planted_for() -> None:
    owners = truth(incident()).owners()
    assert owner(alarm(MONDAY, "i-0", "i-1", "x", "y"), owners) == "i"
    assert owner(alarm(MONDAY, "i-0", "x", "y"), owners) is None
    assert owner(alarm(MONDAY), owners) is None


def test_an_incident_is_found_in_time_within_a_week_of_its_eighth_report() -> None:
    eighth = MONDAY + 7 * DAY
    for late, expected in ((7 * DAY, True), (8 * DAY, False)):
        (found,) = verdicts(truth(incident(size=20)), heard(alarm(eighth + late, "i-0")))
        assert in_time(found) is expected


def test_of_fewer_than_eight_the_last_report_counts() -> None:
    (found,) = verdicts(
        truth(incident(size=4)), heard(alarm(MONDAY + 10 * DAY, "i-0"), reports=("i-1",))
    )
    assert in_time(found)
    assert (found.heard, found.reports_before) == (1, 4)


def test_an_alarm_four_weeks_after_the_last_report_finds_nothing() -> None:
    (found,) = verdicts(truth(incident()), heard(alarm(MONDAY + 40 * DAY, "i-0")))
    assert found.found_at is None
    assert not in_time(found)


def test_one_voice_of_danger_is_raised_but_finds_no_incident_before_three_tell_of_it() -> None:
    at = MONDAY + 7 * DAY
    for voices, expected in ((("i-0",), False), (("i-0", "i-1", "i-2"), True)):
        (found,) = verdicts(truth(incident()), heard(alarm(at, *voices, critical=True)))
        assert (found.found_at is not None) is expected


def test_alarms_of_nothing_planted_are_false_and_critical_ones_are_told_apart() -> None:
    alarms = [alarm(MONDAY, "x", "y"), alarm(MONDAY, "x", critical=True)]
    figures = score([(truth(incident()), heard(*alarms))])["false_alarms"]
    assert (figures["count"], figures["critical_besides"]) == (1, 1)
    assert figures["per_line_and_quarter"] == 1


def test_a_harmless_burst_that_raises_twice_counts_once_and_is_no_false_alarm() -> None:
    alarms = [alarm(MONDAY, "b-1", "b-2"), alarm(MONDAY + 7 * DAY, "b-3")]
    figures = score([(truth(bursts=(praise(),)), heard(*alarms))])
    assert figures["harmless"]["raised"] == 1
    assert figures["false_alarms"]["count"] == 0


def test_the_planted_lot_must_be_the_first_suspect_and_an_accused_lot_needs_a_planted_one() -> None:
    bad, good = incident("i", lot="L1"), incident("j")
    alarms = [
        alarm(MONDAY + 7 * DAY, "i-1", suspect="L1"),
        alarm(MONDAY + 7 * DAY, "j-1", suspect="L2"),
    ]
    figures = score([(truth(bad, good), heard(*alarms))])["lots"]
    assert figures["first_suspect"]["share"] == 1
    assert figures["accused_without_lot"]["share"] == 1


def test_a_suspect_is_looked_at_once_more_when_the_eighth_report_is_in() -> None:
    early, later = MONDAY + 3 * DAY, MONDAY + 7 * DAY
    looks = (
        Look(at=later, issue_id="D1", lot="L1"),
        Look(at=later + 7 * DAY, issue_id="D1", lot="L2"),
    )
    (found,) = verdicts(truth(incident(size=20, lot="L1")), heard(alarm(early, "i-1"), looks=looks))
    assert (found.suspect, found.accused) == ("L1", True)


def test_nothing_planted_gives_no_shares_and_no_error() -> None:
    figures = score([(truth(), heard())])
    assert figures["by_reports_written"]["8 and more"]["in_time"]["share"] is None


@given(st.permutations([f"i-{n}" for n in range(5)] + ["x", "y"]), st.integers(1, 7))
def test_the_order_of_voices_changes_no_owner(voices: list[str], some: int) -> None:
    owners = truth(incident()).owners()
    chosen = voices[:some]
    assert owner(alarm(MONDAY, *chosen), owners) == owner(alarm(MONDAY, *sorted(chosen)), owners)
