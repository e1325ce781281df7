"""Shelves where whatever people say is alike, as all complaints about a car speak of the car."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from tests.unit.insight.voices import CHIPS, Settings, filed, known, mark, placed
from voc.insight.discovery.filing import Filing, Turn, file_anew, file_new
from voc.insight.discovery.fitting import fitted
from voc.insight.packing import pack
from voc.types.issue import PlacedVoice, Vectors

SHARED, PROBLEM, WIDE = 0.6, 0.2, 200
BRAKES, SEATS = 1, 2
FIRST = Turn(None, "now")


def directions(count: int, seed: int) -> Vectors:
    drawn = np.random.default_rng(seed).standard_normal((count, WIDE)).astype(np.float32)
    drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
    return drawn


def told(problem: int, count: int, seed: int, share: float = PROBLEM) -> list[PlacedVoice]:
    """Voices that share three fifths of all they say, and ``share`` with those of a problem."""
    shelf, *problems = np.sqrt([SHARED, share, share])[:, None] * directions(3, 0)
    own = np.sqrt(1 - SHARED - share) * directions(count, seed)
    return [
        replace(placed("车", f"{problem}-{seed}-{number:03}"), packed=row.tobytes())
        for number, row in enumerate(pack(own + shelf + problems[problem - 1]))
    ]


def problems_of(filing: Filing) -> list[set[str]]:
    """By issue that opened: what its voices tell of."""
    return [{voice.feedback_id.split("-")[0] for voice in group.voices} for group in filing.opened]


def whole(voices: Sequence[PlacedVoice]) -> Filing:
    return file_anew(CHIPS, [], voices, Settings(), FIRST)


CROWD = told(BRAKES, 60, 1) + told(SEATS, 60, 2)


def test_two_problems_of_a_crowded_shelf_are_two_issues() -> None:
    assert sorted(map(sorted, problems_of(whole(CROWD)))) == [["1"], ["2"]]


def test_seen_from_nought_they_would_be_one() -> None:
    filing = file_new(CHIPS, [], CROWD, fitted(Settings(same_issue_cosine=0.55), mark()))
    assert problems_of(filing) == [{"1", "2"}]


def test_later_voices_are_judged_as_the_shelf_was_when_it_was_grouped() -> None:
    marked = whole(CROWD).mark
    assert marked is not None
    own = fitted(Settings(), marked)
    issues = [known(filed(CROWD[:60], "D1")), known(filed(CROWD[60:], "D2"))]
    later = told(SEATS, 30, 3)
    joined = file_new(CHIPS, issues, later, own).joined
    assert {issue for issue, _ in joined} == {"D2"}
    one_by_one = [file_new(CHIPS, issues, [voice], own).joined for voice in later]
    assert {one for found in one_by_one for one in found} == set(joined)


def test_a_day_of_mere_verdicts_on_a_crowded_shelf_opens_nothing() -> None:
    marked = whole(CROWD).mark
    assert marked is not None
    verdicts = [replace(one, packed=bytes(WIDE)) for one in told(SEATS, 5, 5)]
    filing = file_new(CHIPS, [known(filed(CROWD, "D1"))], verdicts, fitted(Settings(), marked))
    assert (filing.joined, filing.opened) == ((), ())


def test_who_stands_alone_gets_a_last_call_once_the_shelf_is_grouped_as_a_whole() -> None:
    (vague,) = told(BRAKES, 1, 4, share=0.04)
    assert vague.voice not in [one.voice for one in whole([*CROWD, vague]).single]
    marked = whole(CROWD).mark
    assert marked is not None
    issues = [known(filed(CROWD[:60], "D1")), known(filed(CROWD[60:], "D2"))]
    daily = file_new(CHIPS, issues, [vague], fitted(Settings(), marked))
    assert [one.voice for one in daily.single] == [vague.voice]
