"""Sources as `voc sources list` and `voc sources check` show them."""

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from typing import Any

from rich.cells import cell_len

from voc.text.shown import shown
from voc.types.source import Health, Source, SourceDay, SourceState
from voc.types.trial import FieldTrial, PageTrial, RowTrial, SourceTrial

_WIDEST = 1_000  # characters of a line


def state_row(
    source: Source, state: SourceState | None, days: Sequence[SourceDay], span: int
) -> dict[str, Any]:
    """Of one source, for JSON; items a day are of the last ``span`` days."""
    return {
        "name": source.name,
        "kind": source.kind,
        "place": source.place,
        "channel": source.channel,
        "origin": source.origin,
        "group": source.group,
        "every": source.every,
        "health": state.health if state else Health.NEW,
        "because": state.because if state else None,
        "last_success": state.succeeded_at if state else None,
        "last_new": state.new_at if state else None,
        "error": state.error if state else None,
        "message": state.message if state else None,
        "new_a_day": round(sum(day.new for day in days) / span, 2),
        "read": sum(day.read for day in days),
        "kept": sum(day.kept for day in days),
        "rejected": sum(day.rejected for day in days),
        "asked": sum(day.asked for day in days),
        "failed": sum(day.failed for day in days),
    }


def state_lines(rows: Sequence[dict[str, Any]], zone: tzinfo) -> Iterator[str]:
    """A table; what is wrong with a source stands below its line."""
    if not rows:
        return
    head = ("source", "kind", "health", "last success", "new/day", "kept", "rejected")
    cells = [head, *(_cells(row, zone) for row in rows)]
    widths = [max(cell_len(line[column]) for line in cells) for column in range(len(head))]
    for number, line in enumerate(cells):
        padded = (
            cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True)
        )
        yield "  ".join(padded).rstrip()
        if number:
            yield from _trouble(rows[number - 1])


def _cells(row: dict[str, Any], zone: tzinfo) -> tuple[str, ...]:
    return (
        row["name"],
        str(row["kind"]),
        str(row["health"]),
        _moment(row["last_success"], zone),
        f"{row['new_a_day']:g}",
        f"{row['kept']:,}",
        f"{row['rejected']:,}",
    )


def _trouble(row: dict[str, Any]) -> Iterator[str]:
    if row["health"] in {Health.FAILING, Health.SILENT, Health.CHANGED} and row["because"]:
        yield _printable(f"    {row['because']}")
    told = row["because"] or ""
    if row["error"] and (not row["message"] or row["message"] not in told):
        yield _printable(f"    {row['error']}: {row['message'] or 'no further word'}")


def _moment(at: datetime | None, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else "never"


def trial_lines(trial: SourceTrial, *, brief: bool) -> Iterator[str]:
    """What one source would give; ``brief`` in a line, and rows only where something is wrong."""
    return map(_printable, _trial_lines(trial, brief=brief))


def _trial_lines(trial: SourceTrial, *, brief: bool) -> Iterator[str]:
    page = trial.page
    if page is None:
        yield f"✗ {trial.source}: {trial.error}"
        return
    mark = "✓" if trial.ok or not page.url else "✗"
    yield f"{mark} {trial.source}: {_account(page)}"
    for line in page.trouble:
        yield f"  {line}"
    if brief and trial.ok:
        return
    for row in page.rows:
        yield from _row_lines(row)
    if page.next_url:
        yield f"  next page: {page.next_url}"
    for note in page.notes:
        yield f"  {note}"


def _printable(line: str) -> str:
    """Addresses and reasons hold words of strangers."""
    indent = line[: len(line) - len(line.lstrip())]
    return indent + shown(line, _WIDEST)


def _account(page: PageTrial) -> str:
    if not page.url:
        return "nothing to ask"
    what = "1 row or item" if page.found == 1 else f"{page.found:,} rows or items"
    usable = "" if page.usable == page.found else f", {page.usable:,} of them usable"
    return f"{what}{usable}, at {page.url}"


def _row_lines(row: RowTrial) -> Iterator[str]:
    yield f"  {row.where}" + (f" — not taken: {row.reject}" if row.reject else "")
    for one in row.fields:
        yield f"    {one.field}: {_field(one)}"


def _field(one: FieldTrial) -> str:
    if one.value is not None:
        return one.value
    raw = f"; found: “{one.raw}”" if one.raw is not None else ""
    return f"(empty: {one.why}{raw})"
