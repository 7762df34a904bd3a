"""Photos of a matter at the door: a neighbour sees what was done, and a stranger is told that there is nothing."""

from __future__ import annotations

from domain.deliberation.stages import Stage as Step
from stories.moves import finds, picture
from tests.handlers.test_deliberation_full import lamps
from tests.stage import Compound, Stage


async def test_a_neighbour_sees_what_was_done(compound: Compound, stage: Stage) -> None:
    await lamps(stage, compound, Step.DOING)
    chair, wang = compound.chair, compound.wang
    await compound.tenant.starts("matter_1")
    page = await compound.tenant.sees("院内路灯改造", fresh=True)
    assert not page.button("看照片（1 张）")
    assert "还没有照片" in (await compound.tenant.forges("1muf:1", page)).text
    assert "没有找到这件事" in (await compound.tenant.forges("1muf:99", page)).text
    await chair.starts("matter_1")
    await chair.presses("办这件事", message=await chair.sees("院内路灯改造", fresh=True))
    await chair.presses("交做好的照片", message=await chair.sees("还差", fresh=True))
    await chair.sends_photo(picture(250, 240, 200))
    await chair.sees("照片收到了", fresh=True)
    await stage.town.settle()
    await wang.starts("matter_1")
    pressed = await finds(wang, "看照片（1 张）", await wang.sees("院内路灯改造", fresh=True))
    assert "照片马上发给您" in pressed.text
    await stage.town.settle()
    await wang.sees("做好以后 1 张", fresh=True)
