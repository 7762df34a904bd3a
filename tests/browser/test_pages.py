"""Our own pages in a real browser: no script, nothing axe-core objects to, legible at 360 px and at 200 %.

With `SCREENSHOTS=docs/img` the pages are also photographed, as the papers show them.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from domain.links import LinkPurpose
from domain.outcomes import Done, Refusal
from domain.privacy import Purpose
from domain.registry import ANYWHERE, Actor, Place, Role, RoleKind
from rendering import poster_sheet, slip_sheet
from rendering.texts import texts
from sandbox.client import Person
from services.consultation_meetings import call_units
from services.consultations import ask_unit, name_unit
from services.links import lend, link_token
from services.posters import make_posters, posters
from services.whistles import hand_on
from tests.browser.browsing import DESK, PHONE, a_page, violations
from tests.browser.theatre import Theatre
from tests.handlers.test_consultations import consulting
from tests.handlers.test_elections import town_of
from tests.services.whistling import Corner
from tests.sheets import printed_addresses
from tests.stage import TUESDAY, Compound, Stage

AT_200 = (PHONE[0] // 2, PHONE[1] // 2)
"""A phone of 360 px whose reader has everything drawn at 200 %."""
LARGEST = "?lang=en&size=large"
SIZES = {
    "360": (PHONE, ("", "?lang=en", "?size=large", LARGEST)),
    "200": (AT_200, ("", LARGEST)),
    "desk": (DESK, ("",)),
}
PAGES = ("about", "slip", "poster", "building", "link", "calendar", "asked", "called")
SMALLEST = 16
"""CSS pixels of the smallest letters."""
FOCUS = "getComputedStyle(document.activeElement).outlineStyle + getComputedStyle(document.activeElement).outlineWidth"
LETTERS = """[...document.querySelectorAll('body *')]
    .filter(one => one.innerText && one.innerText.trim()).map(one => parseFloat(getComputedStyle(one).fontSize))"""


class PrintedTown(Theatre):
    """中华园 with things printed: `addresses` by page, as the QR codes and the links say them."""

    def __init__(self, folder: Path, template: Path) -> None:
        super().__init__(folder, template)
        self.addresses: dict[str, str] = {}

    async def furnish(self, stage: Stage) -> None:
        compound = await stage.compound()
        await compound.wang.says("3号楼2单元一层水管漏水，地上滑得很")
        await compound.wang.presses("报上去")
        await compound.chair.says("/start m_print")
        await stage.town.settle()
        public = stage.house.settings.public_url
        assert public is not None, "the demo prints its own address"
        await _agree(stage, "李楼长")
        self.addresses = {
            "about": f"{public}/",
            "building": f"{public}/b/3",
            "slip": _slip(public),
            "poster": await _poster(stage, public),
            "asked": await _asked(stage, compound, public),
            "called": await _called(stage, compound, public),
            "link": f"{public}/l/{await _token(stage, LinkPurpose.HOME)}",
            "calendar": f"{public}/l/{await _token(stage, LinkPurpose.CALENDAR, compound.wang)}",
        }


async def _agree(stage: Stage, name: str) -> None:
    """Somebody who serves lets pages name them."""
    async with stage.house.database.transaction() as transaction:
        leaders = await transaction.registry.holders(Place(1, 3), (RoleKind.BUILDING_LEADER,), TUESDAY)
        leader = next(row for row in leaders if row.name == name)
        await transaction.privacy.consent(leader.person_id, {Purpose.PUBLICATION}, 1, TUESDAY)


def _slip(public: str) -> str:
    """The address in the QR code of a slip."""
    face = slip_sheet.SlipFace(12, "中华园", "3号楼2单元301", "482913057714", "李楼长", 3)
    facts = slip_sheet.slip_facts(texts(None), [face], public_url=public, bot=None)
    (address,) = printed_addresses(slip_sheet.TEMPLATE, facts)
    return address


async def _poster(stage: Stage, public: str) -> str:
    """The address in the QR code of a poster."""
    operator, database = Actor(1, (Role(RoleKind.OPERATOR, ANYWHERE, TUESDAY),)), stage.house.database
    spots = ["3号楼2单元门口"]
    made = await make_posters(database, actor=operator, place=Place(1), spots=spots, source="t", at=TUESDAY)
    found = await posters(database, actor=operator, place=Place(1))
    assert isinstance(made, Done) and not isinstance(found, Refusal)
    facts = poster_sheet.poster_facts(texts(None), "中华园", found, per_page=8, public_url=public)
    (address,) = printed_addresses(poster_sheet.TEMPLATE, facts)
    return address


async def _asked(stage: Stage, compound: Compound, public: str) -> str:
    """The address of a unit that is asked about the lamps, and called to a meeting."""
    database, now = stage.house.database, stage.clock.now()
    number, chair = await consulting(stage, compound), (await town_of(stage, compound))["赵主任"].actor
    named = await name_unit(database, actor=chair, matter_id=number, name="消防", source="name", at=now)
    assert isinstance(named, Done)
    asked = await ask_unit(database, actor=chair, unit_id=named["unit_id"], source="ask", at=now)
    assert isinstance(asked, Done)
    meeting = {"matter_id": number, "spot": "社区会议室", "meets_at": now + timedelta(days=7)}
    assert isinstance(await call_units(database, actor=chair, **meeting, source="meet", at=now), Done)
    return f"{public}/l/{await link_token(database, link_id=asked['link_id'])}"


async def _called(stage: Stage, compound: Compound, public: str) -> str:
    """The address of a unit that is called to a blocked fire lane."""
    corner = Corner(stage.house.database, await town_of(stage, compound), stage.clock.now())
    handed = await corner.done(hand_on, unit_id=await corner.calls(await corner.blows()))
    return f"{public}/l/{await link_token(stage.house.database, link_id=handed['link_id'])}"


async def _token(stage: Stage, purpose: LinkPurpose, person: Person | None = None) -> str:
    async with stage.house.database.transaction() as transaction:
        now, week = stage.clock.now(), timedelta(days=7)
        known = None if person is None else await transaction.registry.by_telegram(person.id)
        by = None if known is None else known.id
        link = await lend(transaction, purpose=purpose, subject="unit:1", by=by, lasts=week, at=now)
    token = await link_token(stage.house.database, link_id=link.id)
    assert token is not None
    return token


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, settled_template: Path) -> Iterator[PrintedTown]:
    with PrintedTown(tmp_path_factory.mktemp("printed"), settled_template) as town:
        yield town


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_read_by_everybody(chromium: Browser, town: PrintedTown, name: str, size: str) -> None:
    pixels, choices = SIZES[size]
    with a_page(chromium, town.addresses[name], pixels) as page:
        for choice in choices:
            answer = page.goto(town.addresses[name] + choice)
            assert answer is not None and answer.status == 200
            assert page.locator("script").count() == 0
            assert violations(page) == [], choice
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), choice
            assert min(page.evaluate(LETTERS)) >= SMALLEST, choice


@pytest.mark.skipif("SCREENSHOTS" not in os.environ, reason="nobody asked for pictures")
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("size", "zoom"), [("360", 1), ("200", 2)])
def test_photographed_for_the_papers(chromium: Browser, town: PrintedTown, name: str, size: str, zoom: int) -> None:
    """On a machine with Chinese fonts. Few colours keep the files small."""
    (width, height), _ = SIZES[size]
    context = chromium.new_context(viewport={"width": width, "height": height}, device_scale_factor=zoom)
    page = context.new_page()
    page.goto(town.addresses[name])
    taken = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    taken.convert("RGB").quantize(24).save(Path(os.environ["SCREENSHOTS"]) / f"page-{name}-{size}.png", optimize=True)
    context.close()


def test_a_unit_answers_in_two_taps_and_says_who(chromium: Browser, town: PrintedTown) -> None:
    with a_page(chromium, town.addresses["asked"], PHONE) as page:
        page.goto(town.addresses["asked"])
        page.get_by_role("button", name="来参加").click()
        expect(page.get_by_text("已答复：来")).to_be_visible()
        page.get_by_label("答复人姓名").fill("张工")
        page.get_by_label("职务").fill("参谋")
        page.get_by_role("radio", name="建议修改").check()
        page.get_by_role("button", name="交答复").click()
        expect(page.get_by_role("alert")).to_have_text("请写一句理由。")
        assert violations(page) == []
        page.get_by_label("理由或建议").fill("消防通道留四米")
        page.get_by_role("button", name="交答复").click()
        expect(page.get_by_text("贵单位的答复已经记下")).to_be_visible()
        expect(page.get_by_text("「消防通道留四米」")).to_be_visible()
        expect(page.get_by_role("radio", name="建议修改")).to_be_checked()
        assert violations(page) == []


def test_choices_and_doors_are_reached_by_keyboard_and_seen_to_be(chromium: Browser, town: PrintedTown) -> None:
    with a_page(chromium, town.addresses["slip"], PHONE) as page:
        page.goto(town.addresses["slip"])
        links = page.locator("a").count()
        for _ in range(links):
            page.keyboard.press("Tab")
            assert page.evaluate(FOCUS) == "solid3px"


def test_size_and_language_are_changed_by_links_and_stay(chromium: Browser, town: PrintedTown) -> None:
    with a_page(chromium, town.addresses["slip"], PHONE) as page:
        page.goto(town.addresses["slip"])
        before = page.locator("main p").first.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
        page.get_by_role("link", name="大字").click()
        expect(page.get_by_role("link", name="标准字")).to_be_visible()
        after = page.locator("main p").first.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
        assert after >= 1.4 * before
        page.get_by_role("link", name="English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.locator("body")).to_have_class("large")
        page.get_by_role("link", name="What is being done at").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("中华园3号楼")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.locator("body")).to_have_class("large")


def test_what_does_not_open_is_read_by_everybody_too(chromium: Browser, town: PrintedTown) -> None:
    context = chromium.new_context(viewport={"width": AT_200[0], "height": AT_200[1]})
    page = context.new_page()
    for address in (town.addresses["slip"][:-1], town.addresses["link"] + "0", town.addresses["about"] + "nothing"):
        answer = page.goto(address)
        assert answer is not None and answer.status == 404
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
