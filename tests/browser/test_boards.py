"""网上公示栏 in a real browser: read on a small phone and a desk, without a script, in large print, by keyboard; live.

With `SCREENSHOTS=docs/img` the pages are also photographed, as the papers show them.
"""

from __future__ import annotations

import asyncio
import io
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, ViewportSize, expect

from storage.database import Database
from tests.board_town import found_board
from tests.browser.browsing import DESK, PHONE, a_page, violations
from tests.builders import KEYS
from tests.clocks import PATIENCE
from tests.conftest import sqlite_copy
from tests.stage import TUESDAY
from tests.web.doorstep import Doorstep
from web.serving import listening, serving

AT_200 = (PHONE[0] // 2, PHONE[1] // 2)
PAGES = {"board": "", "matter": "/m/1", "money": "/money", "search": "/search?q=%E8%B7%AF%E7%81%AF", "year": "/2026"}
PAGES |= {"reports": "/reports", "journal": "/journal/2026-11-24"}
READ = ((PHONE, ""), (PHONE, "lang=en&size=large"), (AT_200, ""), (DESK, "size=large"))
PICTURED = (("360", PHONE, ""), ("1280", (1280, 800), ""), ("large", PHONE, "?size=large"))
LARGEST_FILE = 120_000
FOCUS = "getComputedStyle(document.activeElement).outlineStyle + getComputedStyle(document.activeElement).outlineWidth"
SMALLEST = "Math.min(...[...document.querySelectorAll('body *')].filter(one => one.innerText && one.innerText.trim())"
SMALLEST += ".map(one => parseFloat(getComputedStyle(one).fontSize)))"


class Street:
    """A furnished board on a port, served by a thread of its own."""

    def __init__(self, folder: Path, template: Path) -> None:
        self.database = Database(sqlite_copy(template, folder), keys=KEYS)
        self.loop, self.done, self.up = asyncio.new_event_loop(), asyncio.Event(), threading.Event()
        self.address = ""
        self.thread = threading.Thread(target=lambda: self.loop.run_until_complete(self.stay()), daemon=True)

    async def stay(self) -> None:
        """Until the tests are through."""
        self.doorstep = Doorstep(self.database, TUESDAY)
        self.doorstep.streams.every = 0.05
        with listening("127.0.0.1", 0) as listener:
            async with self.database, serving(self.doorstep.app, listener, closing=self.doorstep.streams.close):
                self.town = await found_board(self.database, TUESDAY, affairs="")
                self.address = f"http://127.0.0.1:{listener.getsockname()[1]}/b/{self.town.code}"
                self.up.set()
                await self.done.wait()

    async def one_more_votes(self) -> None:
        """A ballot comes, and the kept figures are old."""
        await self.town.voted(1, 7)
        self.doorstep.seconds.value += 10


@contextmanager
def a_street(folder: Path, template: Path) -> Iterator[Street]:
    """Open, and closed afterwards."""
    street = Street(folder, template)
    street.thread.start()
    assert street.up.wait(PATIENCE), "the board does not open"
    yield street
    street.loop.call_soon_threadsafe(street.done.set)
    street.thread.join(PATIENCE)
    street.loop.close()


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Street]:
    with a_street(tmp_path_factory.mktemp("street"), sqlite_template) as street:
        yield street


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_read_by_everybody(chromium: Browser, street: Street, name: str) -> None:
    with a_page(chromium, street.address, PHONE) as page:
        for size, how in READ:
            page.set_viewport_size(ViewportSize(width=size[0], height=size[1]))
            joint = "&" if "?" in PAGES[name] else "?"
            answer = page.goto(f"{street.address}{PAGES[name]}{joint}{how}")
            assert answer is not None and answer.status == 200
            assert violations(page) == [], how
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (size, how)
            assert page.evaluate(SMALLEST) >= 16


def test_without_a_script_the_page_is_whole_and_searched(chromium: Browser, street: Street) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(street.address)
    expect(page.get_by_text("正在办 2 件")).to_be_visible()
    page.get_by_role("link", name="大字").click()
    page.get_by_label("要查的词").fill("路灯")
    page.get_by_role("button", name="查").click()
    expect(page.get_by_role("heading", name="查到的")).to_be_visible()
    expect(page.locator("body")).to_have_class("large")
    page.get_by_role("link", name="第1号议题：院内路灯改造").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("第1号议题：院内路灯改造")
    context.close()


def test_every_way_is_reached_by_keyboard_and_seen_to_be(chromium: Browser, street: Street) -> None:
    with a_page(chromium, street.address, DESK) as page:
        page.goto(street.address)
        for _ in range(page.locator("a, input:not([type=hidden]), button").count()):
            page.keyboard.press("Tab")
            assert page.evaluate(FOCUS) == "solid3px"


def test_on_paper_there_is_nothing_to_press(chromium: Browser, street: Street) -> None:
    with a_page(chromium, street.address, DESK) as page:
        page.goto(f"{street.address}{PAGES['board']}?size=large")
        expect(page.get_by_role("button", name="查")).to_be_visible()
        page.emulate_media(media="print")
        for pressed in ("查", "在 Telegram 打开", "标准字"):
            expect(page.get_by_text(pressed, exact=True)).to_be_hidden()
        expect(page.get_by_role("heading", name="账目")).to_be_visible()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_figures_move_while_somebody_looks(chromium: Browser, street: Street) -> None:
    with a_page(chromium, street.address, PHONE) as page:
        page.goto(street.address)
        told = page.locator("[data-live=vote-1]")
        expect(told).to_have_text("已参加 5/12 人")
        asyncio.run_coroutine_threadsafe(street.one_more_votes(), street.loop).result(PATIENCE)
        expect(told).to_have_text("已参加 7/12 人")
        page.goto("about:blank")


@pytest.mark.skipif("SCREENSHOTS" not in os.environ, reason="nobody asked for pictures")
@pytest.mark.parametrize("name", ["board", "matter", "money"])
@pytest.mark.parametrize(("called", "size", "how"), PICTURED)
def test_photographed_for_the_papers(
    chromium: Browser, street: Street, name: str, called: str, size: tuple[int, int], how: str
) -> None:
    """On a machine with Chinese fonts, without a script. Few colours keep the files small."""
    context = chromium.new_context(
        viewport={"width": size[0], "height": size[1]}, device_scale_factor=1, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(f"{street.address}{PAGES[name]}{how}")
    taken = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    file = Path(os.environ["SCREENSHOTS"]) / f"page-{name}-{called}.png"
    taken.convert("RGB").quantize(16).save(file, optimize=True)
    assert file.stat().st_size <= LARGEST_FILE
    context.close()
