"""What an evaluation comes to: every figure with its interval, every line kept or not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from voc.evaluation.bootstrap import Estimate, difference, estimate
from voc.evaluation.gates import Line, Measured, is_met
from voc.evaluation.metrics import Figure
from voc.training.harness.baselines import TFIDF
from voc.training.harness.measuring import Evaluation
from voc.types.opinion import Profile

# A line is judged on the first of these that read its texts.
_JUDGED_ON = (Profile.STANDARD, Profile.ACCURATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A figure of everyone who answered; keys are profiles and baselines."""

    texts: int  # that profiles answered; baselines may have had a part of them
    values: Mapping[str, Estimate]
    over_baseline: Mapping[str, Estimate]  # of profiles, over the TF-IDF baseline


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A line, what was found for it, and whether it is kept."""

    line: Line
    found: Measured | None
    met: bool | None  # None: not measured


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """An evaluation and all that follows from it."""

    evaluation: Evaluation
    told: Mapping[str, Told]  # by figure
    verdicts: tuple[Verdict, ...]

    @property
    def is_kept(self) -> bool:
        """Whether no line that was measured is missed."""
        return all(verdict.met is not False for verdict in self.verdicts)


def outcome(evaluation: Evaluation, lines: Sequence[Line]) -> Outcome:
    """On dev splits ``lines`` are a foretaste: those of sets without one stay unmeasured."""
    told = {name: _told(by_who) for name, by_who in sorted(evaluation.figures.items())}
    verdicts = tuple(_verdict(line, told.get(line.figure)) for line in lines)
    return Outcome(evaluation=evaluation, told=told, verdicts=verdicts)


def _told(by_who: Mapping[str, Figure]) -> Told:
    profiles = {who: figure for who, figure in by_who.items() if who in set(Profile)}
    baseline = by_who.get(TFIDF)
    return Told(
        texts=max(figure.texts for figure in (profiles or by_who).values()),
        values={who: estimate(figure) for who, figure in by_who.items()},
        over_baseline={
            who: difference(figure, baseline)
            for who, figure in profiles.items()
            if baseline is not None
        },
    )


def _verdict(line: Line, told: Told | None) -> Verdict:
    judged_on = next((p for p in _JUDGED_ON if told and p in told.values), None)
    if told is None or judged_on is None:
        return Verdict(line=line, found=None, met=None)
    found = Measured(
        texts=told.texts,
        figure=told.values[judged_on],
        over_baseline=told.over_baseline.get(judged_on),
    )
    return Verdict(line=line, found=found, met=is_met(line, found))


def lines_of(floors: Mapping[str, Any]) -> tuple[Line, ...]:
    """The lines of eval/floors.toml."""
    return tuple(Line(**line) for line in floors["line"])
