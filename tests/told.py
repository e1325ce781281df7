"""Lines that a passing test leaves in the output: what was not measured, and why.

A test may run in a worker of pytest-xdist, whose own output nobody sees; what it tells travels
with its result and stands at the end of the session.
"""

from collections.abc import Callable
from functools import partial

import pytest

_NAME = "told"

Tell = Callable[[str], None]


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Tell:
    return partial(record_property, _NAME)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [one for found in terminalreporter.stats.values() for one in found]
    properties = [pair for one in reports for pair in getattr(one, "user_properties", ())]
    for line in dict.fromkeys(str(value) for name, value in properties if name == _NAME):
        terminalreporter.write_line(line)
