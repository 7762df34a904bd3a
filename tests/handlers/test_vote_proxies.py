"""Written proxies at the door: a name, a photo, a second person; the holder votes, the owner takes it back."""

from __future__ import annotations

from stories.moves import picture
from tests.handlers.test_voting import opened
from tests.stage import Compound, Stage


async def at_the_door(compound: Compound) -> None:
    """李楼长 stands at the door of 301 with a paper."""
    leader = compound.leader
    await leader.starts("vote_1")
    await leader.presses("上门名单", message=await leader.sees("您代表：", fresh=True))
    await leader.presses("301", message=await leader.sees("3号楼：已投 0/2 户"))
    await leader.presses("书面委托", message=await leader.sees("3号楼1单元301"))


async def entered(compound: Compound, stage: Stage) -> None:
    """王阿姨 lets 陈租客 vote for her home, in writing."""
    await opened(compound, stage)
    await stage.town.forward(hours=3)
    leader = compound.leader
    await at_the_door(compound)
    await leader.sees("这一户书面委托谁代投")
    await leader.says("没有这个人")
    await leader.sees("小区里没有登记这个姓名的人", fresh=True)
    await leader.says("陈租客")
    await leader.presses("陈租客", message=await leader.sees("是这一位吗", fresh=True))
    await leader.sees("请拍一张委托书的照片")
    await leader.sends_photo(picture(1, 2, 3))
    await leader.sees("录好了。请另一人对着照片核对", fresh=True)
    await stage.town.settle()


async def test_a_written_proxy_from_the_door_to_the_ballot(compound: Compound, stage: Stage) -> None:
    chair, wang, tenant = compound.chair, compound.wang, compound.tenant
    await entered(compound, stage)
    await chair.presses("核对书面委托", message=await chair.sees("请核对书面委托 第1号"))
    beside = await chair.sees("委托 陈租客 代投这一次", fresh=True)
    assert "photo" in beside.raw
    await chair.presses("一样，生效", message=beside)
    await chair.sees("委托生效了", fresh=True)
    await stage.town.settle()
    told = await wang.sees("您家的书面委托生效了")
    await tenant.presses("看看", message=await tenant.sees("有人书面委托您代投"))
    page = await tenant.sees("受书面委托代投：3号楼1单元301")
    await tenant.presses("同意", message=page)
    await tenant.presses("投出去", message=await tenant.sees("您选的是"))
    await tenant.sees("投好了")
    await wang.starts("vote_1")
    page = await wang.sees("已参加 1/2 人", fresh=True)
    assert "您家书面委托 陈租客 代投" in page.text and "您投了" not in page.text
    await wang.presses("收回委托", message=told)
    await wang.sees("委托收回了", fresh=True)
    await stage.town.settle()
    await tenant.sees("书面委托不再算数")
    await tenant.starts("vote_1")
    assert not (await tenant.sees("已参加 1/2 人", fresh=True)).button("反对")


async def test_one_that_differs_goes_back_and_another_can_be_entered(compound: Compound, stage: Stage) -> None:
    await entered(compound, stage)
    chair, leader = compound.chair, compound.leader
    await at_the_door(compound)
    await leader.sees("这一户已经书面委托 陈租客 代投")
    await chair.presses("核对书面委托", message=await chair.sees("请核对书面委托 第1号"))
    beside = await chair.sees("委托 陈租客 代投这一次", fresh=True)
    await chair.presses("不一样", message=beside)
    await chair.sees("退回去了", fresh=True)
    await stage.town.settle()
    await leader.sees("书面委托不再算数")
    await at_the_door(compound)
    await leader.sees("这一户书面委托谁代投")
