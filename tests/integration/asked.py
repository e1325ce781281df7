"""Asks put to a session, and their answers."""

from dataclasses import replace

from voc.channels.fetching.fetcher import ChildSession
from voc.channels.fetching.policy import FetchPolicy
from voc.types.fetching import Answer, Answered, Ask, Failed

POLICY = FetchPolicy(
    contact="https://example.com/voc",
    delay_s=0.01,
    longest_delay_s=2.0,
    connect_s=1.0,
    read_s=1.0,
    total_s=2.5,
    backoff_s=0.05,
    longest_wait_s=2.0,
    allow=("127.0.0.0/8",),
    names={"press.example": "127.0.0.77", "inside.example": "10.0.0.7"},
)


def ask_all(session: ChildSession, *asks: Ask) -> list[Answer]:
    """The answers in order of asks, told apart by ids that this gives."""
    for number, ask in enumerate(asks):
        session.put(replace(ask, id=number))
    found: dict[int, Answer] = {}
    while session.open:
        told = session.take(30)
        assert told is not None, "an ask was never answered"
        assert told.id not in found, "an ask was answered twice"
        found[told.id] = told
    return [found[number] for number in range(len(asks))]


def ask(session: ChildSession, url: str, **more: object) -> Answer:
    return ask_all(session, replace(Ask(id=0, url=url), **more))[0]


def failed(told: Answer) -> Failed:
    assert isinstance(told, Failed), told
    return told


def page(told: Answer) -> Answered:
    assert isinstance(told, Answered), told
    return told
