"""Table [collect] of voc.toml."""

import pytest
from pydantic import ValidationError

from voc.bootstrap.fetching import CollectSettings


def test_by_default_servers_are_asked_politely_and_nothing_of_this_network_is() -> None:
    policy = CollectSettings().policy
    assert policy.per_host == 1
    assert policy.delay_s >= 1
    assert policy.allow == ()
    assert policy.user_agent.startswith("voc/")


def test_who_we_are_is_told_with_where_to_complain() -> None:
    settings = CollectSettings(contact="https://example.com/crawler")
    assert "+https://example.com/crawler" in settings.policy.user_agent


@pytest.mark.parametrize(
    "wrong",
    [
        {"contact": "line\nHost: elsewhere"}, {"contact": "联系"}, {"per_host": 0}, {"delay_s": -1},
        {"allow": ("intranet",)}, {"proxy": "http://127.0.0.1"},
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        CollectSettings.model_validate(wrong)


def test_a_delay_of_ones_own_is_never_too_long_for_oneself() -> None:
    assert CollectSettings(delay_s=90).policy.longest_delay_s == 90
