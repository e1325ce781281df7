"""``voc issues`` and ``voc issue``."""

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from voc.bootstrap import settings, wiring
from voc.cli.console import also_in, now, print_json
from voc.cli.tracing import first_suspect_line, tracing_lines
from voc.pipeline.splitting import Which
from voc.ports.store import Store
from voc.types.issue import Issue, IssueId, IssueKind, IssueState, Why
from voc.types.signal import Signal, SignalState
from voc.types.tracing import Suspect

if TYPE_CHECKING:
    from voc.pipeline.priorities import Ranked

SHOWN = 20  # voices of one issue, or single ones of one reason

_WHY = {
    Why.VERDICT: "tell nothing but that somebody is unhappy",
    Why.ALONE: "stand alone: nobody tells the like",
    Why.FEW: "tell what others tell too, but too few people for an issue",
}


def issues(
    kind: Annotated[IssueKind | None, typer.Option(help="Only defects or only ideas.")] = None,
    product: Annotated[str | None, typer.Option(help="Only of this product.")] = None,
    single: Annotated[
        bool, typer.Option("--single", help="List what is in no issue, and why, instead.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List open issues, the most urgent first: dangers, then by priority."""
    from voc.pipeline.priorities import ranked
    from voc.pipeline.tracing import suspects_of

    chosen = settings.load()
    store = wiring.open_store(chosen)
    try:
        if single:
            _list_singles(store, kind, product, as_json)
            return
        found = [
            issue
            for issue in store.issues(kind)
            if issue.state is IssueState.OPEN and product in (None, issue.product)
        ]
        listed = ranked(store, found, chosen.zone, now())
        raised = [signal for one in listed if (signal := _raised(one))]
        suspects = dict(zip((s.issue_id for s in raised), suspects_of(store, raised), strict=True))
    finally:
        store.close()
    if as_json:
        print_json([_entry(one, suspects.get(one.issue.id)) for one in listed])
        return
    for one in listed:
        typer.echo(issue_line(one.issue))
        typer.echo(f"    {_judged(one)}")
        if suspect := suspects.get(one.issue.id):
            typer.echo(f"    {first_suspect_line(suspect)}")
    if not listed:
        typer.echo("No open issues. `voc scan` finds them.")


def _raised(listed: "Ranked") -> Signal | None:
    """What the last scan raised of an issue, of it as a whole or of a part of it."""
    told = (*((listed.signal,) if listed.signal else ()), *listed.parts)
    return next((signal for signal in told if signal.raised), None)


def _entry(listed: "Ranked", suspect: Suspect | None) -> dict[str, Any]:
    return {
        **asdict(listed.issue),
        "signal": listed.signal and asdict(listed.signal),
        "parts": [asdict(part) for part in listed.parts],
        "suspect": suspect and asdict(suspect),
        "priority": {"value": listed.priority.value, **asdict(listed.priority)},
    }


def _judged(listed: "Ranked") -> str:
    """State and growth, and the parts of the priority."""
    found = listed.priority
    people = "1 person" if found.volume == 1 else f"{found.volume:,} people"
    parts = (
        f"priority {found.value:.3g} = {people} x severity {found.severity:.3g} "
        f"x growth {found.growth:.3g} x rating loss {found.rating_loss:.3g}"
    )
    return f"{signal_line(listed.signal)}; {parts}" if listed.signal else parts


def signal_line(told: Signal) -> str:
    """What a scan judged, in one line."""
    days = (told.end - told.start).days
    place = " · ".join(filter(None, (told.product, told.channel, told.region)))
    line = f"{_state(told)}{f' in {place}' if place else ''}"
    if told.ratio is not None or told.low:
        high = "unbounded" if told.high is None else f"{told.high:.3g}"
        ratio = "unbounded" if told.ratio is None else f"{told.ratio:.3g}"
        line += f", growth {ratio} (95 % {told.low:.3g} to {high})"
    line += f", {told.count:,} in {days} days"
    return line if told.first_seen is None else f"{line}, first seen {told.first_seen}"


def _state(told: Signal) -> str:
    """How sure a danger is stands beside it: the surest come first, and many are none."""
    if told.state is SignalState.TOO_LITTLE:
        return "too little data"
    sure = "" if told.danger is None else f" (the reader is {told.danger:.0%} sure)"
    return f"{told.state.value}{sure}"


def _list_singles(store: Store, kind: IssueKind | None, product: str | None, as_json: bool) -> None:
    listed = (
        one
        for one in store.singles()
        if kind in (None, one.voice.kind) and product in (None, one.voice.product)
    )
    if as_json:
        print_json([asdict(one) for one in listed])
        return
    counts: Counter[Why] = Counter()
    for one in listed:
        counts[one.why] += 1
        if counts[one.why] <= SHOWN:
            quote = f"“{one.voice.quote}” ({one.voice.feedback_id})"
            typer.echo(f"{one.why.value:8}  {one.voice.product or '-'}  {quote}")
    for why, told in _WHY.items():
        typer.echo(f"{counts[why]:,} {told}.")


def issue(
    issue_id: Annotated[str, typer.Argument(metavar="ID", help="As in `voc issues`, e.g. D12.")],
    rename: Annotated[str | None, typer.Option(help="Give it a title of your own.")] = None,
    merge: Annotated[
        str | None, typer.Option(metavar="INTO", help="Merge it into this other issue.")
    ] = None,
    split: Annotated[
        list[str] | None,
        typer.Option(metavar="WORDS", help="Voices with these words leave for a new issue."),
    ] = None,
    split_voices: Annotated[
        list[int] | None,
        typer.Option(metavar="NUMBER", help="Voices of these numbers leave for a new issue."),
    ] = None,
    pin: Annotated[
        bool | None, typer.Option("--pin/--unpin", help="Keep it on top of reports, or not.")
    ] = None,
    dismiss: Annotated[
        bool | None, typer.Option("--dismiss/--reopen", help="Leave it out of reports, or not.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show one issue; rename, merge, split, pin or dismiss it.

    What people say outranks the clustering for ever. --split and --split-voices may be repeated.
    """
    # Each change is a transaction of its own: a second that fails would leave the work half done.
    off = (split or split_voices) or None
    if sum(change is not None for change in (rename, merge, off, pin, dismiss)) > 1:
        raise typer.BadParameter(
            "One change at a time: --rename, --merge, --split, --pin/--unpin or --dismiss/--reopen."
        )
    loaded = settings.load()
    store = wiring.open_store(loaded)
    try:
        if off:
            which = Which(tuple(split or ()), tuple(split_voices or ()))
            made = wiring.split_issue(store, loaded, IssueId(issue_id), which, now())
            _show(store, made, as_json)
            return
        _change(store, IssueId(issue_id), rename, merge, pin, dismiss)
        _show(store, store.issue(IssueId(issue_id)), as_json)
    finally:
        store.close()


def _change(
    store: Store,
    issue_id: IssueId,
    rename: str | None,
    merge: str | None,
    pin: bool | None,
    dismiss: bool | None,
) -> None:
    if rename is not None:
        store.rename(issue_id, rename, now())
    if pin is not None:
        store.pin(issue_id, pin, now())
    if dismiss is not None:
        store.dismiss(issue_id, dismiss, now())
    if merge is not None:
        store.merge(issue_id, IssueId(merge), now())


def _show(store: Store, shown: Issue, as_json: bool) -> None:
    from voc.pipeline.tracing import trace
    from voc.pipeline.voices import typical_voices

    voices = typical_voices(store, shown.id, SHOWN)
    traced = trace(store, shown.id, now()) if shown.kind is IssueKind.DEFECT else None
    events = store.events(shown.id)
    if as_json:
        print_json(
            {
                **asdict(shown),
                "voices": [
                    asdict(one.voice) | {"number": one.number, "elsewhere": one.elsewhere}
                    for one in voices
                ],
                "events": [asdict(event) for event in events],
                "tracing": traced and asdict(traced),
            }
        )
        return
    typer.echo(issue_line(shown))
    for one in voices:
        places = also_in(one.elsewhere)
        typer.echo(f"  {one.number:>3} “{one.voice.quote}” ({one.voice.feedback_id}){places}")
    for line in tracing_lines(traced) if traced else ():
        typer.echo(f"  {line}")
    for event in events:
        typer.echo(
            f"  {event.at:%Y-%m-%d} {event.what} by {event.by.value} {event.detail}".rstrip()
        )


def issue_line(shown: Issue) -> str:
    """Id, product and name of one issue."""
    marks = " (pinned)" if shown.pinned else ""
    state = "" if shown.state is IssueState.OPEN else f" [{shown.state.value}]"
    return f"{shown.id}  {shown.product or '-'}  {name_of(shown)}  ({shown.topic}){marks}{state}"


def name_of(issue: Issue) -> str:
    """As a person titled it, else in customers' words."""
    return issue.title or " · ".join(issue.terms)
