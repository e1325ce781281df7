from dataclasses import replace

from tests.conformance.store.samples import feedback, voice
from voc.insight.discovery.dangers import critical, opened
from voc.insight.words.telling import TellingWord
from voc.types.issue import Discovery, Single, Voice, Why
from voc.types.opinion import Severity


def single(one: Voice) -> Single:
    return Single(voice=one, why=Why.ALONE)


SHARD, BLOOD = (
    voice(feedback("glass"), span, severity=Severity.CRITICAL) for span in ((0, 5), (6, 12))
)
OTHER = voice(feedback("other"), severity=Severity.CRITICAL)
MILD = voice(feedback("mild"))
FOUND = Discovery(joined=(), opened=(), single=tuple(map(single, (BLOOD, MILD, OTHER, SHARD))))


def mute(_: Voice) -> tuple[TellingWord, ...]:
    return ()


def test_all_critical_voices_of_a_text_found_one_issue() -> None:
    found = opened(FOUND, {SHARD.feedback_id, MILD.feedback_id}, mute)
    (issue,) = found.opened
    assert issue.voices == (SHARD, BLOOD)
    assert (issue.product, issue.terms) == (SHARD.product, (SHARD.quote,))
    assert found.single == (single(MILD), single(OTHER))


def test_without_a_sure_danger_nothing_changes() -> None:
    assert opened(FOUND, set(), mute) == FOUND
    assert critical(replace(FOUND, single=(single(MILD),))) == ()
