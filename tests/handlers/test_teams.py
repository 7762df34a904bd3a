"""居民小组 at the door: formed, joined, named, left, dissolved; the register of clues leads to reports."""

from __future__ import annotations

from tests.handlers.test_issues import reported
from tests.stage import Compound, Stage


async def formed(compound: Compound) -> None:
    """赵主任 forms the group for cleaning."""
    await compound.chair.says("/jiandu")
    await compound.chair.presses("成立小组", message=await compound.chair.sees("这里还没有小组", fresh=True))
    await compound.chair.presses("保洁", message=await compound.chair.sees("成立哪个小组"))
    await compound.chair.sees("保洁小组，组员 0 人")


async def test_a_neighbour_asks_is_named_and_leaves(stage: Stage, compound: Compound) -> None:
    await formed(compound)
    await compound.wang.says("/teams")
    await compound.wang.presses("保洁", message=await compound.wang.sees("保洁：组员 0 人", fresh=True))
    await compound.wang.presses("我来参加", message=await compound.wang.sees("保洁小组，组员 0 人"))
    await compound.wang.sees("您报了名")
    await stage.town.settle()
    await compound.chair.presses("看看报名的", message=await compound.chair.sees("有邻居报名", fresh=True))
    page = await compound.chair.sees("等您请的 1 人")
    assert (await compound.wang.forges("1jdm:1")).text, "names are for the committee"
    await compound.chair.presses("请进来：王阿姨", message=page)
    await compound.chair.sees("组员 1 人，报名等您请的 0 人")
    await stage.town.settle()
    await compound.wang.presses("看这个小组", message=await compound.wang.sees("委员会请您参加", fresh=True))
    await compound.wang.presses("退出", message=await compound.wang.sees("您是组员"))
    await compound.wang.sees("保洁小组，组员 0 人")


async def test_the_committee_declines_makes_a_list_and_dissolves(stage: Stage, compound: Compound) -> None:
    await formed(compound)
    await compound.wang.says("/jiandu")
    await compound.wang.presses("保洁", message=await compound.wang.sees("保洁：组员 0 人", fresh=True))
    await compound.wang.presses("我来参加", message=await compound.wang.sees("保洁小组，组员 0 人"))
    await stage.town.settle()
    await compound.chair.presses("看看报名的", message=await compound.chair.sees("有邻居报名", fresh=True))
    await compound.chair.presses("不请：王阿姨", message=await compound.chair.sees("等您请的 1 人"))
    await compound.chair.presses("看这个小组", message=await compound.chair.sees("等您请的 0 人"))
    await compound.chair.presses("撤掉小组", message=await compound.chair.sees("保洁小组，组员 0 人"))
    await compound.chair.presses("看这个小组", message=await compound.chair.sees("撤掉保洁小组？"))
    await compound.chair.presses("撤掉小组", message=await compound.chair.sees("保洁小组，组员 0 人"))
    await compound.chair.presses("撤掉", message=await compound.chair.sees("撤掉保洁小组？"))
    await compound.chair.sees("这里还没有小组")
    await formed(compound)
    await compound.chair.presses("列一张清单", message=await compound.chair.sees("保洁小组，组员 0 人"))
    await compound.chair.sees("清单叫什么")
    await compound.chair.says("楼道卫生清单")
    await compound.chair.sees("清单列好了", fresh=True)
    await compound.chair.says("/jiandu")
    await compound.chair.presses("保洁", message=await compound.chair.sees("保洁：组员 0 人", fresh=True))
    page = await compound.chair.sees("保洁小组，组员 0 人")
    await compound.chair.presses("撤掉小组", message=page)
    refused = await compound.chair.presses("撤掉", message=await compound.chair.sees("撤掉保洁小组？"))
    assert "还有清单" in refused.text, refused
    assert (await compound.wang.forges("1jdq:2")).text


async def test_the_register_leads_from_a_kind_to_its_reports(stage: Stage, compound: Compound) -> None:
    number = await reported(compound.wang, "3号楼垃圾没人清")
    await compound.tenant.says("/jiandu")
    await compound.tenant.presses("线索登记", message=await compound.tenant.sees("这里还没有小组", fresh=True))
    page = await compound.tenant.sees("还在办")
    await compound.tenant.presses("垃圾保洁", message=page)
    page = await compound.tenant.sees("垃圾保洁的线索")
    await compound.tenant.presses(number, message=page)
    await compound.tenant.sees(number, fresh=True)
    forged = ("jdl:99", "jds:99", "jdn:1", "jdn:99", "jdf:1:xx", "jdf:1:parking", "jdj:99", "jdm:99", "jdo:99:1")
    for one in (*forged, "jdd:99:1", "jdx:99:0", "jdx:99:1", "jdq:99", "jdc:99", "jdk:1:xx:0", "jdk:99:none:0"):
        assert (await compound.tenant.forges(f"1{one}", page)).text, one
    await compound.tenant.says("/jiandu", chat=compound.group.id)
    await compound.operator.says("/jiandu")
    await compound.operator.sees("居民小组", fresh=True)
