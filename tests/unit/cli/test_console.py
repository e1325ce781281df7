import pytest

from voc.cli.console import also_in


@pytest.mark.parametrize(
    ("channels", "told"),
    [
        ((), ""),
        ((("weibo", 1),), ", also in one more place: weibo"),
        ((("weibo", 1_200), ("toutiao", 1)), ", also in 1,201 more places: weibo 1,200, toutiao"),
        (
            tuple((name, 1) for name in "abcdef"),
            ", also in 6 more places: a, b, c, d, e, and one more channel",
        ),
        (
            tuple((name, 1) for name in "abcdefg"),
            ", also in 7 more places: a, b, c, d, e, and 2 more channels",
        ),
    ],
)
def test_further_places_are_told_with_their_channels(
    channels: tuple[tuple[str, int], ...], told: str
) -> None:
    assert also_in(channels) == told
