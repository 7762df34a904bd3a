"""A browser for the messenger page: how it is found, what it must never say, and axe-core's opinion."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests.clocks import PATIENCE

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ASK = "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']}).then(found => found.violations)"
FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
QUIET = "--disable-component-update --disable-sync --disable-extensions"
PHONE, DESK, ZOOMED = (360, 740), (1280, 800), (640, 400)


@contextmanager
def a_chromium() -> Iterator[Browser]:
    """The machine's Chromium; its absence is said aloud, or fails where it is required."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        say = pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip
        say("NOT RUN: the page was not tried, this machine has no Chromium")
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=f"{FLAGS} {QUIET}".split())
        yield browser
        browser.close()


@contextmanager
def a_page(browser: Browser, address: str, size: tuple[int, int] = DESK) -> Iterator[Page]:
    """A fresh phone; whatever the browser complains of fails the test."""
    viewport = ViewportSize(width=size[0], height=size[1])
    context = browser.new_context(base_url=address, viewport=viewport, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    yield page
    context.close()
    assert complaints == []


def resize(page: Page, size: tuple[int, int]) -> None:
    """Another screen, the same page."""
    page.set_viewport_size(ViewportSize(width=size[0], height=size[1]))


def violations(page: Page) -> list[str]:
    """What axe-core objects to on the screen as it is."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(ASK, RULES)  # what passed is not carried over: it is most of the work
    return [f"{one['id']}: {[node['html'] for node in one['nodes']]}" for one in found]
