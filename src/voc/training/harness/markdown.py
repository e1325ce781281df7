"""The record of an evaluation as tables to read."""

from collections.abc import Iterable, Iterator, Sequence

from voc.evaluation.bootstrap import Estimate
from voc.evaluation.gates import Line
from voc.training.harness.baselines import TFIDF, FrozenBaseline, SnowNlpBaseline
from voc.training.harness.record import Origin
from voc.training.harness.verdict import Outcome, Told, Verdict
from voc.types.opinion import Profile

_NOT_MEASURED = "–"
_BASELINES = (TFIDF, FrozenBaseline.name, SnowNlpBaseline.name)
_FEWEST_IN_GROUP = 20
_MET = {True: "yes", False: "**no**", None: "not measured"}

_HEAD = """\
# Figures on the {split} splits

{date}, {machine}. {models}.

Baselines: tfidf is character 1-3-gram TF-IDF and logistic regression on the same rows; frozen is a
linear head on the encoder that training started from, and snownlp the package, both on a sample of
each set. Intervals are 95 %, by paired bootstrap. A set of fewer than 400 texts keeps a floor where
its interval reaches it. Figures of each label and confusions stand in the record beside this page.
"""


def page(outcome: Outcome, origin: Origin) -> str:
    """What stands next to the record."""
    models = ", ".join(f"{profile}: {name}" for profile, name in origin.models.items())
    head = _HEAD.format(
        split=outcome.evaluation.split, date=origin.date, machine=origin.machine, models=models
    )
    parts = [
        head,
        "## What was promised\n",
        *_promises(outcome),
        "\n## Every figure\n",
        *_figures(outcome),
        "\n## Speed, and share of texts sent to the encoder\n",
        *_speeds(outcome),
        "\n## By language and length\n",
        *_groups(outcome),
    ]
    return "\n".join(parts) + "\n"


def _promises(outcome: Outcome) -> Iterator[str]:
    columns = ("task", "texts", "floor", "goal", *Profile, "baseline", "95 %", "over it", "met")
    rows = (
        _promise(verdict, outcome.told.get(verdict.line.figure)) for verdict in outcome.verdicts
    )
    return _table(columns, rows)


def _promise(verdict: Verdict, told: Told | None) -> Sequence[str]:
    line, found = verdict.line, verdict.found
    return (
        line.task,
        str(told.texts) if told else _NOT_MEASURED,
        _floor(line),
        _NOT_MEASURED if line.goal is None else f"{line.goal:.3f}",
        *(_value(told, who) for who in (*Profile, TFIDF)),
        _interval(found.figure if found else None),
        _interval(found.over_baseline if found else None),
        _MET[verdict.met],
    )


def _floor(line: Line) -> str:
    parts = (
        ("≥ {:.3f}", line.floor),
        ("≥ baseline + {:.3f}", line.over_baseline),
        ("≤ {:.3f}", line.ceiling),
    )
    return ", ".join(form.format(value) for form, value in parts if value is not None)


def _figures(outcome: Outcome) -> Iterator[str]:
    columns = ("figure", "texts", *Profile, *_BASELINES)
    rows = (
        (name, str(told.texts), *(_value(told, who) for who in (*Profile, *_BASELINES)))
        for name, told in outcome.told.items()
    )
    return _table(columns, rows)


def _speeds(outcome: Outcome) -> Iterator[str]:
    """Texts a second, with the share read by the encoder too."""
    evaluation = outcome.evaluation
    rows = []
    for name, passes in evaluation.passes.items():
        cells = [
            f"{passes[who].texts_per_s:.0f}/s, {passes[who].deep_share:.0%}"
            if who in passes
            else _NOT_MEASURED
            for who in Profile
        ]
        snow = evaluation.speeds.get(name, {}).get(SnowNlpBaseline.name)
        rows.append((name, *cells, _NOT_MEASURED if snow is None else f"{snow:.0f}/s"))
    return _table(("set", *Profile, SnowNlpBaseline.name), rows)


def _groups(outcome: Outcome) -> Iterator[str]:
    """The leading figure of each set, of groups large enough to tell."""
    rows = []
    for name, passes in outcome.evaluation.passes.items():
        for group in next(iter(passes.values())).groups:
            found = {who: seen.groups[group] for who, seen in passes.items()}
            texts, _ = next(iter(found.values()))
            if texts < _FEWEST_IN_GROUP:
                continue
            values = [f"{found[who][1]:.3f}" if who in found else _NOT_MEASURED for who in Profile]
            rows.append((outcome.evaluation.leading[name], group, str(texts), *values))
    return _table(("figure", "texts that are", "texts", *Profile), rows)


def _value(told: Told | None, who: str) -> str:
    return f"{told.values[who].value:.3f}" if told and who in told.values else _NOT_MEASURED


def _interval(estimate: Estimate | None) -> str:
    return _NOT_MEASURED if estimate is None else f"{estimate.low:.3f} to {estimate.high:.3f}"


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield _row(columns)
    yield _row(["---"] * len(columns))
    yield from map(_row, rows)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
