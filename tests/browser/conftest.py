"""The browser, one for each module: Playwright's loop must not outlive the tests that know of it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.browsing import a_chromium


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The machine's Chromium."""
    with a_chromium() as browser:
        yield browser
