"""The board at the door: five columns, one tap an act, for those who serve alone."""

from __future__ import annotations

from tests.handlers.test_whistles import reported
from tests.stage import Compound, Stage


async def test_a_report_goes_from_hanging_to_taken_a_tap_an_act(compound: Compound, stage: Stage) -> None:
    chair, grid = compound.chair, compound.grid
    number = await reported(compound.wang)
    await chair.says("/guadan")
    page = await chair.sees("挂单：还没有人接", fresh=True)
    assert page.button("挂单 1") and page.button("派单 0") and page.button(number)
    await chair.presses("派给别人", message=page)
    await chair.presses("孙网格", message=await chair.sees("派给谁", fresh=True))
    await chair.says("/board")
    await chair.presses("派单 1", message=await chair.sees("挂单：还没有人接", fresh=True))
    page = await chair.sees("派给孙网格，11月25日（周三）10:00前没接就退回", fresh=True)
    await stage.town.forward(days=1)
    told = await chair.sees("派给孙网格，24 小时没接，退回挂单了", fresh=True)
    assert told.button("派给别人") and told.button("我来办")
    await grid.says("/guadan")
    await grid.presses("我来办", message=await grid.sees("挂单：还没有人接", fresh=True))
    await grid.says("/guadan")
    await grid.presses("接单 1", message=await grid.sees("这一栏现在没有", fresh=True))
    assert (await grid.sees("接单：有人在办", fresh=True)).button("办好了")
    for column in ("办结 0", "销单 0"):
        await grid.says("/guadan")
        await grid.presses(column, message=await grid.sees("挂单：还没有人接", fresh=True))
        await grid.sees("这一栏现在没有", fresh=True)


async def test_it_is_for_those_who_serve_and_in_private(compound: Compound, stage: Stage) -> None:
    await compound.wang.says("/guadan")
    page = await compound.wang.sees("来办", fresh=True)
    for press in ("ibd:hung:0", "ibd:nothing:0"):
        assert (await compound.wang.forges(f"1{press}", page)).text, press
    await compound.wang.says("/guadan", chat=compound.group.id)
    await compound.wang.sees("私下", chat=compound.group.id)
