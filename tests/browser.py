"""One real browser for the whole session. Never skipped: see tests/setup/browser.py."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.setup.browser import FLAGS, BrowserSetup, prepare


@pytest.fixture(scope="session")
def browser_setup() -> BrowserSetup:
    return prepare()


@pytest.fixture(scope="session")
def browser(browser_setup: BrowserSetup) -> Iterator[Browser]:
    with sync_playwright() as driver:
        started = driver.chromium.launch(
            executable_path=browser_setup.executable,
            args=list(FLAGS),
            env=dict(browser_setup.environment),
        )
        yield started
        started.close()
