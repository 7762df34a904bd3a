"""The pictures of the committee's page (docs/matters.md): the real screens, on a phone of 360 px.

With `SCREENSHOTS=docs/img` they are taken anew, on a machine with Chinese fonts.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from domain.deliberation.stages import Stage as Step
from sandbox.client import Person
from stories.moves import invite
from tests.browser.browsing import PHONE
from tests.browser.theatre import Theatre
from tests.handlers.test_consultations import names_fire
from tests.handlers.test_deliberation_full import lamps
from tests.handlers.test_deliberation_urgent import CHINESE as URGENT
from tests.handlers.test_deliberation_urgent import PHOTO
from tests.handlers.test_elections import has_a_door, town_of
from tests.house.plan import HOUSE
from tests.stage import Compound, Stage

LARGEST_FILE, OTHER_HOMES = 60_000, 378
Scene = Callable[[Compound, Stage], Awaitable[Person]]
PROPOSED = "院内路灯改造\n9栋楼前后装36盏太阳能路灯，钱由街道改造资金出，不动维修资金，也不动公共收益。"


async def _homes(compound: Compound, stage: Stage) -> None:
    """Three homes with somebody in them, and others up to what the page of a yard has."""
    town, at = await town_of(stage, compound), stage.clock.now()
    for door, person in enumerate((compound.leader, compound.tenant, compound.chair), 102):
        await has_a_door(stage, town, person, str(door), at)
    async with stage.house.database.transaction() as transaction:
        building = town.buildings["1号楼"]
        way = await transaction.units.entrance(building, "1单元", 1)
        for n in range(OTHER_HOMES):
            await transaction.units.add_unit(town.compound_id, building, way, floor=1, label=f"{n + 1:03d}")


async def _member(compound: Compound, stage: Stage) -> Person:
    """A second member of the committee."""
    member = await stage.town.person("林委员")
    await invite(compound.operator, member, "请委员会成员", "自管会成员")
    return member


async def _runs(person: Person) -> None:
    await person.starts("matter_1")
    await person.presses("办这件事", message=await person.sees("36盏", fresh=True))
    await person.sees("院内路灯改造", fresh=True)


async def begin(compound: Compound, stage: Stage) -> Person:
    """The last look before it goes out."""
    chair = compound.chair
    await _homes(compound, stage)
    await chair.says("/yishi")
    await chair.presses("发起议题", message=await chair.sees("", fresh=True))
    await chair.presses("全小区：中华园", message=await chair.sees("哪里的事", fresh=True))
    await chair.sees("请写清楚要做什么", fresh=True)
    await chair.says(PROPOSED)
    await chair.presses("都没有", message=await chair.sees("牵涉下面哪些", fresh=True))
    await chair.presses("不会", message=await chair.sees("会不会占公共地方来收钱", fresh=True))
    await chair.sees("发出去是这样", fresh=True)
    return chair


async def run(compound: Compound, stage: Stage) -> Person:
    """What is wanting while everybody is asked."""
    await _homes(compound, stage)
    await lamps(stage, compound, Step.SOLICITING)
    await _runs(compound.chair)
    return compound.chair


async def propose(compound: Compound, stage: Stage) -> Person:
    """The records of the committees' proposal; the budget is said back."""
    await _homes(compound, stage)
    await lamps(stage, compound, Step.PROPOSING)
    chair = compound.chair
    await _runs(chair)
    await chair.presses("记预算", message=await chair.sees("还差", fresh=False))
    await chair.sees("第一行写总共要多少元", fresh=True)
    await chair.says("12.6万\n街道老旧小区改造资金")
    await chair.presses("街道或上级资金", message=await chair.sees("钱从哪里来？", fresh=True))
    await chair.sees("记下了：126,000.00 元", fresh=True)
    await _runs(chair)
    return chair


async def units(compound: Compound, stage: Stage) -> Person:
    """A unit is asked."""
    await _homes(compound, stage)
    await lamps(stage, compound, Step.CONSULTING)
    chair = compound.chair
    await chair.presses("发给它", message=await names_fire(chair, 1))
    await chair.presses("看这一家", message=await chair.sees("用微信或短信发给消防", fresh=True))
    await chair.sees("等答复", fresh=True)
    return chair


async def objections(compound: Compound, stage: Stage) -> Person:
    """What neighbours object to while the resolution is disclosed."""
    await _homes(compound, stage)
    await lamps(stage, compound, Step.DISCLOSING)
    wang, chair = compound.wang, compound.chair
    await wang.starts("matter_1")
    await wang.presses("提异议", message=await wang.sees("36盏", fresh=True))
    await wang.sees("您有什么异议", fresh=True)
    await wang.says("灯别对着我家窗户。")
    await wang.presses("发出去", message=await wang.sees("发出去以后，大家看到的是", fresh=True))
    await wang.sees("", fresh=True)
    await stage.town.settle()
    await chair.presses("去答复异议", message=await chair.sees("请答复", fresh=True))
    await chair.sees("还没答复", fresh=True)
    return chair


async def urgent(compound: Compound, stage: Stage) -> Person:
    """An urgent repair before it is reported to the other member."""
    await _homes(compound, stage)
    chair, (begin_, cannot_wait, _, lift, manager, _) = compound.chair, URGENT[:6]
    await chair.says("/yishi")
    await chair.presses(begin_, message=await chair.sees("", fresh=True))
    await chair.presses(cannot_wait, message=await chair.sees("哪里的事", fresh=True))
    await chair.presses(lift, message=await chair.sees("现在会伤到人吗", fresh=True))
    await chair.sees("为什么等不得", fresh=True)
    await chair.says("3号楼电梯门夹人\n关门不退，昨天夹住一位老人。")
    await chair.sees("请拍一张照片", fresh=True)
    await chair.sends_photo(PHOTO)
    await chair.presses(manager, message=await chair.sees("钱从哪里出", fresh=True))
    await chair.sees("第一行写大约要多少元", fresh=True)
    await chair.says("3000\n按物业合同，物业出")
    await chair.sees("急修，这样报可以吗", fresh=True)
    return chair


async def check(compound: Compound, stage: Stage) -> Person:
    """The second member looks, and decides."""
    member = await _member(compound, stage)
    chair = await urgent(compound, stage)
    await chair.presses("报给另一位委员核对", message=await chair.sees("急修，这样报可以吗"))
    await stage.town.settle()
    await member.presses("去核对", message=await member.sees("记录齐了，请您核对", fresh=True))
    await member.sees("都齐了，请您核对", fresh=True)
    return member


SCENES: dict[str, Scene] = {scene.__name__: scene for scene in (begin, run, propose, units, objections, urgent, check)}


class Scenery(Theatre):
    """中华园 in one scene; `who` holds the phone."""

    def __init__(self, folder: Path, template: Path, scene: Scene) -> None:
        super().__init__(folder, template)
        self.scene, self.who = scene, ""

    async def furnish(self, stage: Stage) -> None:
        self.url, self.who = stage.url, (await self.scene(await stage.compound(), stage)).name
        await stage.town.settle()


def test_the_page_shows_every_picture_and_no_other() -> None:
    papers = (HOUSE / "docs" / "matters.md").read_text(encoding="utf-8")
    assert set(re.findall(r"img/matter-(\w+)\.png", papers)) == set(SCENES)
    for name in SCENES:
        assert (HOUSE / "docs" / "img" / f"matter-{name}.png").stat().st_size < LARGEST_FILE


@pytest.mark.skipif("SCREENSHOTS" not in os.environ, reason="nobody asked for pictures")
@pytest.mark.parametrize("name", SCENES)
def test_photographed_for_the_papers(chromium: Browser, tmp_path: Path, settled_template: Path, name: str) -> None:
    """The newest screen in this person's hand. Few colours keep the files small."""
    width, height = PHONE
    with Scenery(tmp_path, settled_template, SCENES[name]) as town:
        context = chromium.new_context(viewport={"width": width, "height": height}, device_scale_factor=2)
        page = context.new_page()
        page.goto(town.url)
        page.locator("body[data-state=ready]").wait_for()
        for rows, row in (("#people", town.who), ("#chats", "议事亭")):
            named = page.locator(".row-name", has_text=re.compile(f"^{row}$"))
            page.locator(f"{rows} button").filter(has=named).click()
        expect(page.locator("#chat-title")).to_have_text("议事亭")
        newest = page.get_by_test_id("message").last
        expect(newest).to_be_visible()
        taken = Image.open(io.BytesIO(newest.screenshot()))
        context.close()
    taken.convert("RGB").quantize(16).save(Path(os.environ["SCREENSHOTS"]) / f"matter-{name}.png", optimize=True)
