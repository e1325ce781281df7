"""Which tellings a step of training holds against each other."""

from pathlib import Path

from voc.training.clauses.tellings import Mixture, Telling, read_tellings, steps_of

PROBLEMS = Path(__file__).parents[4] / "data" / "training" / "problems.jsonl"
TELLINGS = tuple(
    Telling(family=f"f{family}", problem=f"f{family}p{problem}", text=f"{family} {problem} {n}")
    for family in range(5)
    for problem in range(3)
    for n in range(4)
)
MIXTURE = Mixture(families=2, problems=2, tellings=3, others=4)


def test_a_step_holds_several_problems_of_each_family_and_several_tellings_of_each() -> None:
    for numbers, others in steps_of(TELLINGS, 9, MIXTURE, 7):
        told = [TELLINGS[number] for number in numbers]
        assert len({one.family for one in told}) == 2
        assert len({one.problem for one in told}) == 4
        assert len(set(numbers)) == 12
        assert len(set(others)) == 4


def test_every_family_has_its_turn_before_any_comes_again() -> None:
    steps = [numbers for numbers, _ in steps_of(TELLINGS, 0, MIXTURE, 2)]
    seen = [{TELLINGS[n].family for n in numbers} for numbers in steps]
    assert not seen[0] & seen[1]


def test_the_same_steps_every_time() -> None:
    assert [*steps_of(TELLINGS, 9, MIXTURE, 5)] == [*steps_of(TELLINGS, 9, MIXTURE, 5)]


def test_our_own_problems_are_told_by_several_people_and_by_nobody_twice() -> None:
    tellings = read_tellings(PROBLEMS)
    assert len({one.text for one in tellings}) == len(tellings)
    assert {one.problem: one.family for one in tellings} == dict(
        {(one.problem, one.family) for one in tellings}
    )
    assert min([*map([one.problem for one in tellings].count, {t.problem for t in tellings})]) >= 10
