"""What the two processes say to each other."""

import os
from collections.abc import Sequence
from datetime import UTC

from hypothesis import given
from hypothesis import strategies as st

from voc.channels.fetching.frames import (
    Frame,
    Inbox,
    Outbox,
    answer_frame,
    answer_of,
    ask_frame,
    ask_of,
)
from voc.channels.fetching.policy import FetchPolicy
from voc.types.collected import Fetched
from voc.types.fetching import Answer, Answered, Ask, Failed, Unchanged, Validators, Why

times = st.datetimes(timezones=st.just(UTC))
texts = st.text(max_size=20)
validators = st.builds(Validators, etag=st.none() | texts, last_modified=st.none() | texts)
headers = st.dictionaries(texts, texts, max_size=3)
asks = st.builds(
    Ask, id=st.integers(), url=st.text(), validators=validators, headers=headers,
    obey_robots=st.booleans(), largest=st.integers(0),
)  # fmt: skip
pages = st.builds(
    Fetched, url=texts, final_url=texts, status=st.integers(0, 999), headers=headers,
    body=st.binary(max_size=300), fetched_at=times, from_cache=st.just(False),
)  # fmt: skip
answers = (
    st.builds(Answered, id=st.integers(), page=pages, validators=validators)
    | st.builds(Unchanged, id=st.integers(), at=times)
    | st.builds(
        Failed, id=st.integers(), at=times, why=st.sampled_from(Why), message=st.text(),
        status=st.none() | st.integers(), retry_at=st.none() | times,
    )
)  # fmt: skip


@given(st.lists(answers, max_size=5), st.integers(1, 50))
def test_answers_arrive_as_they_were_given_however_the_pipe_cuts_them(
    given_: Sequence[Answer], size: int
) -> None:
    stream = b"".join(answer_frame(one).packed() for one in given_)
    inbox = Inbox()
    frames = [
        frame for at in range(0, len(stream), size) for frame in inbox.fed(stream[at : at + size])
    ]
    assert [answer_of(one) for one in frames] == list(given_)


@given(asks)
def test_asks_arrive_as_they_were_put(ask: Ask) -> None:
    (frame,) = Inbox().fed(ask_frame(ask).packed())
    assert ask_of(frame) == ask


def test_a_policy_arrives_as_it_was_made() -> None:
    policy = FetchPolicy(
        contact="mailto:a@example.com", allow=("10.0.0.0/8", "[::1]:80"), names={"a": "10.0.0.1"}
    )
    assert FetchPolicy.from_json(policy.to_json()) == policy


def test_who_writes_never_waits_for_who_reads() -> None:
    reading, writing = os.pipe()
    outbox, frame = Outbox(writing), Frame({"id": 1}, bytes(1 << 20))
    outbox.add(frame)
    outbox.flush()
    assert 0 < outbox.waiting < len(frame.packed())
    inbox, found = Inbox(), []
    while not found:
        found = inbox.fed(os.read(reading, 1 << 16))
        outbox.flush()
    assert found == [frame]
    assert outbox.waiting == 0
    os.close(reading)
    os.close(writing)
