"""What there is to do, by the settings and the sources."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from voc.bootstrap.schedule import ScheduleSettings, rhythm_or_none
from voc.bootstrap.settings import Settings
from voc.bootstrap.sources import GroupSettings
from voc.errors import InputError
from voc.pipeline.timing.rhythms import parse_length, parse_quiet, parse_rhythm
from voc.types.report import Cadence
from voc.types.schedule import Every, Job, Rhythm, Schedule
from voc.types.source import Health, Source, SourceState

COLLECT, SCAN, REPORT, ALERTS = "collect", "scan", "report", "alerts"
# Receivers have retries of their own, and the next minute comes anyway.
_ALERT_ATTEMPTS = 2

NextPause = Callable[[SourceState, timedelta], timedelta]


def standing_jobs(settings: Settings) -> tuple[Job, ...]:
    """Those that are no source's."""
    asked, told = settings.file.schedule, settings.file.alerts or settings.file.targets
    rhythms = {
        SCAN: asked.scan,
        f"{REPORT}:{Cadence.WEEKLY.value}": asked.weekly,
        f"{REPORT}:{Cadence.MONTHLY.value}": asked.monthly,
        ALERTS: asked.alerts if told else "off",
    }
    return tuple(
        Job(
            name=name,
            schedule=Schedule(rhythm=rhythm, zone=settings.zone),
            attempts=_ALERT_ATTEMPTS if name == ALERTS else 5,
        )
        for name, text in rhythms.items()
        if (rhythm := rhythm_or_none(text)) is not None
    )


def source_jobs(
    settings: Settings,
    sources: Sequence[Source],
    states: Sequence[SourceState],
    next_pause: NextPause,
) -> tuple[Job, ...]:
    """One a source, but of those that a person paused."""
    by_source = {state.source: state for state in states}
    groups = {group.name: group for group in settings.file.groups}
    return tuple(
        _source_job(settings, source, groups, by_source.get(source.name), next_pause)
        for source in sources
        if by_source.get(source.name) is None or by_source[source.name].health is not Health.PAUSED
    )


def source_of(job: str) -> str:
    return job.removeprefix(f"{COLLECT}:")


def _source_job(
    settings: Settings,
    source: Source,
    groups: Mapping[str, GroupSettings],
    state: SourceState | None,
    next_pause: NextPause,
) -> Job:
    asked, group = settings.file.schedule, groups.get(source.group or "")
    rhythm = _rhythm_of(source, group, asked)
    quiet = parse_quiet(group.quiet) if group and group.quiet else asked.quiet_hours
    schedule = Schedule(
        rhythm=rhythm,
        zone=ZoneInfo(group.zone) if group and group.zone else settings.zone,
        jitter=parse_length(group.jitter) if group and group.jitter else asked.jitter_length,
        quiet=quiet,
    )
    return Job(
        name=f"{COLLECT}:{source.name}",
        schedule=schedule,
        beat=source.group or COLLECT,
        pause=next_pause(state, rhythm.distance) if state and isinstance(rhythm, Every) else None,
        alone=True,  # two rounds at once would ask one host at twice the pace
        together=True,
    )


def _rhythm_of(source: Source, group: GroupSettings | None, asked: ScheduleSettings) -> Rhythm:
    text = source.every or (group.every if group else None) or asked.collect
    try:
        return parse_rhythm(text)
    except InputError:  # stored by another voc: its trouble must not stop all others
        return parse_rhythm(asked.collect)
