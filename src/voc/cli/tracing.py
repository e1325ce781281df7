"""How ``voc issue`` tells where a defect comes from."""

from collections.abc import Iterator

from voc.types.tracing import Factor, Suspect, Tracing, Verdict

FACTORS = {
    Factor.LOT: "lot",
    Factor.WEEK: "production week",
    Factor.WAREHOUSE: "warehouse",
    Factor.PLANT: "plant",
    Factor.REGION: "region",
    Factor.CHANNEL: "channel",
}
SHOWN = 5  # suspects


def tracing_lines(traced: Tracing) -> Iterator[str]:
    """The verdict, then a line or two a suspect."""
    if traced.verdict is Verdict.NOTHING:
        yield f"No lot, plant or place stands out: {traced.because}."
    elif traced.verdict is Verdict.CANNOT_TELL:
        yield f"Cannot tell which lot it is of: {traced.because}."
    else:
        yield f"Suspects ({traced.because}):"
    for suspect in traced.suspects[:SHOWN]:
        yield f"  {_suspect(suspect)}"
        yield f"    {suspect.because}"
    if (more := len(traced.suspects) - SHOWN) > 0:
        yield f"  and {more} more (--json lists all)"


def first_suspect_line(one: Suspect) -> str:
    """As an alert names it."""
    ratio = "unbounded" if one.ratio is None else f"{one.ratio:.3g}"
    high = "unbounded" if one.high is None else f"{one.high:.3g}"
    return (
        f"first suspect: {FACTORS[one.factor]} {one.value}, {one.people} of {one.of} people, "
        f"ratio {ratio} (95 % {one.low:.3g} to {high}), q = {one.q:.2g}"
    )


def _suspect(one: Suspect) -> str:
    line = f"{FACTORS[one.factor]} {one.value}: {one.people} of {one.of} people"
    if one.units is not None:
        line += f", {one.units:,} units shipped"
    if one.explained_by is not None:
        factor, value = one.explained_by
        line += f" (explained by {FACTORS[factor]} {value})"
    return line
