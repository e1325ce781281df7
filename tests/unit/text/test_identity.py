from collections import Counter
from datetime import UTC, datetime

from voc.text.identity import author_key, feedback_id, follow_up_id
from voc.types.feedback import FeedbackKind, RawFeedback

SECRET = b"0" * 32


class Occurrences:
    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()

    def __call__(self, key: str) -> int:
        self.seen[key] += 1
        return self.seen[key] - 1


def raw(text: str, **fields: object) -> RawFeedback:
    return RawFeedback(
        where="a.csv:2", channel="tmall", kind=FeedbackKind.REVIEW, text=text, **fields
    )  # type: ignore[arg-type]  # fields are spelled by each test


def test_a_row_with_the_channels_id_keeps_its_id_whatever_its_text() -> None:
    ids = {feedback_id(raw(t, external_id="7"), SECRET, Occurrences()) for t in ("好", "好吃")}
    assert len(ids) == 1


def test_twenty_people_writing_the_same_stay_twenty_and_come_back_as_the_same_twenty() -> None:
    def read() -> list[str]:
        occurrences = Occurrences()
        return [feedback_id(raw("好评"), SECRET, occurrences) for _ in range(20)]

    assert len(set(read())) == 20
    assert read() == read()


def test_time_and_product_tell_equal_texts_apart() -> None:
    day = datetime(2026, 9, 3, tzinfo=UTC)
    rows = [raw("好"), raw("好", posted_at=day), raw("好", product="芒果干")]
    assert len({feedback_id(row, SECRET, lambda _: 0) for row in rows}) == 3


def test_a_time_that_is_another_one_at_each_asking_does_not() -> None:
    asked = (datetime(2026, 9, 3, 10, tzinfo=UTC), datetime(2026, 9, 3, 11, tzinfo=UTC))
    rows = [raw("好评", posted_at=at, time_identifies=False) for at in asked]
    assert len({feedback_id(row, SECRET, Occurrences()) for row in rows}) == 1


def test_ids_and_author_keys_cannot_be_guessed_without_the_secret() -> None:
    row = raw("打13812345678")
    assert feedback_id(row, SECRET, lambda _: 0) != feedback_id(row, b"1" * 32, lambda _: 0)
    assert author_key("小王", "tmall", SECRET) != author_key("小王", "tmall", b"1" * 32)
    assert author_key("小王", "tmall", SECRET) != author_key("小王", "jd", SECRET)


def test_a_follow_up_is_not_what_it_follows() -> None:
    parent = feedback_id(raw("好", external_id="7"), SECRET, Occurrences())
    assert follow_up_id(parent) != parent
