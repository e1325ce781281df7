from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.pipeline.dairy import OTHER_REVIEWS, STRAWS, UNRELATED, CharacterBag
from voc.insight.likeness import fit_topic, hangs_together, lift, likeness, typicality
from voc.types.issue import Vectors
from voc.types.taxonomy import TopicFit

BAG = CharacterBag()
BACKGROUND = BAG.encode(OTHER_REVIEWS)


def fitted(examples: Vectors, background: Vectors = BACKGROUND) -> TopicFit:
    return fit_topic(BAG.name, examples, background)


STRAW_FIT = fitted(BAG.encode(STRAWS))


def alike(text: str) -> float:
    return float(likeness(BAG.encode([text]), STRAW_FIT)[0])


def test_a_clause_like_the_examples_passes_and_another_does_not() -> None:
    assert alike("吸管断了") >= STRAW_FIT.threshold
    assert alike("味道很好") < STRAW_FIT.threshold


def test_examples_of_one_thing_hang_together() -> None:
    assert hangs_together(STRAW_FIT)
    assert STRAW_FIT.recall >= 0.6


def test_examples_of_many_things_do_not() -> None:
    assert not hangs_together(fitted(BAG.encode(UNRELATED)))


def test_a_topic_that_many_speak_of_keeps_its_threshold_and_tells_how_many() -> None:
    rows = BAG.encode([*OTHER_REVIEWS, *STRAWS * 2])
    spoken = fitted(BAG.encode(STRAWS), rows)
    assert spoken.recall >= 0.6
    assert spoken.caught > STRAW_FIT.caught


def test_what_all_feedback_shares_makes_nothing_alike() -> None:
    everywhere = np.full((1, 512), 0.2, dtype=np.float32)
    shared = [rows + everywhere for rows in (BAG.encode(STRAWS), BACKGROUND)]
    assert fitted(*shared).held_out == pytest.approx(STRAW_FIT.held_out, abs=1e-3)


def test_an_example_is_held_out_from_what_it_is_compared_with() -> None:
    lonely = BAG.encode([*STRAWS[:5], "奶味"])
    assert fitted(lonely).held_out[0] < 0.2


def test_a_clause_that_passes_is_at_least_as_typical_as_some_example() -> None:
    assert typicality(STRAW_FIT.threshold, STRAW_FIT) > 0
    assert typicality(1.0, STRAW_FIT) == 1
    assert typicality(-1.0, STRAW_FIT) == 0


def test_nothing_caught_is_no_proof_that_nothing_ever_will_be() -> None:
    assert STRAW_FIT.caught > 0
    assert np.isfinite(lift(STRAW_FIT))


def test_the_stored_fit_gives_the_likeness_it_was_fitted_by() -> None:
    caught = (likeness(BACKGROUND, STRAW_FIT) >= STRAW_FIT.threshold).sum()
    assert STRAW_FIT.caught == (caught + 1) / (len(BACKGROUND) + 1)


@given(st.permutations(range(len(STRAWS))))
def test_the_order_of_the_examples_means_nothing(order: list[int]) -> None:
    again = fitted(BAG.encode(STRAWS)[order])
    assert again.held_out == pytest.approx(STRAW_FIT.held_out, abs=2e-4)
    assert again.recall == pytest.approx(STRAW_FIT.recall, abs=1 / len(STRAWS))


def test_a_vector_at_the_centre_is_like_nothing() -> None:
    centre = np.array([STRAW_FIT.centre], dtype=np.float32)
    assert likeness(centre, replace(STRAW_FIT, threshold=0.1)).tolist() == [0]
