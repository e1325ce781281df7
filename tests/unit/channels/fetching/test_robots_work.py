"""What reading a robots.txt would cost is known before it is read."""

import time

import pytest
from protego import Protego

from voc.channels.fetching.robots_work import MOST_WORK, work

_AGENTS = [f"User-agent: a{number}" for number in range(15_000)]
_RULES = ["Disallow: /x"] * 15_000


def test_a_long_honest_one_is_little_work() -> None:
    groups = [f"User-agent: a{number}\nDisallow: /a\nAllow: /b\n\n" for number in range(5_000)]
    agents = "".join(f"User-agent: a{number}\n" for number in range(300))
    assert work("".join(groups)) <= MOST_WORK
    assert work(agents + "Disallow: /private\n" * 300) <= MOST_WORK


@pytest.mark.parametrize(
    "between", ["", "\n", "Sitemap: /x\n", "# so\n", "Host: x\n", "and so on\n", "disallow\n"]
)
def test_one_made_to_keep_readers_busy_is_known(between: str) -> None:
    text = f"\n{between}".join([*_AGENTS, *_RULES])
    assert work(text) > MOST_WORK


@pytest.mark.parametrize("name", ["useragent", "User-Agent:", "user\tagent", "  user   agent"])
def test_an_agent_is_one_however_it_is_written(name: str) -> None:
    agents = [f"{name} a{number}" for number in range(1_000)]
    assert work("\n".join([*agents, *_RULES[:1_000]])) > MOST_WORK


@pytest.mark.parametrize("agents", [1, 30, 1_000])
def test_the_most_that_is_read_is_read_in_a_moment(agents: int) -> None:
    rules = min(MOST_WORK // agents, 30_000) - 1
    text = "\n".join([*_AGENTS[:agents], *["Disallow: /x"] * rules])
    assert work(text) <= MOST_WORK
    started = time.process_time()
    Protego.parse(text)
    assert time.process_time() - started < 5
