"""For one person alone, and for a neighbour, through the real bot."""

from __future__ import annotations

from tests.handlers.test_issues import data_of
from tests.stage import Compound, Stage


async def test_only_the_chosen_one_reads_it(stage: Stage, compound: Compound) -> None:
    people, wang = compound, compound.wang
    await wang.says("楼上半夜打孩子")
    await wang.presses("改一改", message=await wang.sees("只想给一个人看，点「改一改」", fresh=True))
    await wang.presses("只给一个人看")
    await wang.sees("只给谁看", fresh=True)
    await wang.presses("赵主任")
    offer = await wang.sees("只有赵主任看得到", fresh=True)
    await wang.presses("报上去", message=offer)
    await wang.sees("已登记，编号 0001")
    await stage.town.settle()
    await people.chair.sees("只给您一个人看")
    assert all("0001" not in message.text for message in await people.leader.messages())
    await people.leader.says("0001")
    await people.leader.sees("这件只给一个人看，别人只知道有这个编号", fresh=True)
    await people.tenant.says("0001")
    await people.tenant.sees("没有找到这件报事", fresh=True)
    await wang.says("0001")
    mine = await wang.sees("这件只给一个人看。", fresh=True)
    unseal = data_of(mine, "给办事的人都看")
    await people.tenant.forges(unseal)
    await wang.presses("给办事的人都看", message=mine)
    await stage.town.settle()
    await people.leader.sees("新报事 0001")


async def test_a_leader_reports_for_a_neighbour(stage: Stage, compound: Compound) -> None:
    people = compound
    await people.leader.says("3号楼楼道灯坏了")
    await people.leader.presses("改一改", message=await people.leader.sees("这样报上去可以吗", fresh=True))
    await people.leader.presses("我替邻居报")
    offer = await people.leader.sees("请先问过本人", fresh=True)
    await people.leader.presses("报上去", message=offer)
    receipt = await people.leader.sees("记成代报", fresh=True, button="是我的事")
    (key,) = [key for row in receipt.raw["reply_markup"]["inline_keyboard"] for key in row]
    payload = str(key["url"]).partition("?start=")[2]
    await stage.town.settle()
    assert "代报：李楼长替邻居报的" in (await people.chair.sees("新报事 0001")).text
    await people.chair.says("0001")
    await people.chair.sees("代报：替邻居报的", fresh=True)
    await people.tenant.starts(payload + "x")
    await people.tenant.sees("没有找到这件报事", fresh=True)
    await people.wang.starts(payload)
    await people.wang.presses("是我的事，告诉我", message=await people.wang.sees("有人替您报了 0001", fresh=True))
    await people.wang.sees("报事 0001：待受理")
    await people.tenant.starts(payload)
    await people.tenant.sees("已经有人认领了", fresh=True)


async def test_residents_are_not_offered_to_report_for_others_and_cannot_forge_it(
    stage: Stage, compound: Compound
) -> None:
    wang = compound.wang
    await wang.says("楼道灯坏了")
    offer = await wang.sees("这样报上去可以吗", fresh=True)
    draft = data_of(offer, "报上去").rpartition(":")[2]
    await wang.presses("改一改", message=offer)
    assert "我替邻居报" not in (await wang.sees("重新说一遍", fresh=True)).buttons
    for forged in (f"1kh:{draft}:1", f"1kg:{draft}:999", "1kf:999", "1ki:999", f"1kh:{draft}:x"):
        await wang.forges(forged)
    await wang.says("楼道灯还是坏的")
    await wang.sees("群里和网页上不显示您的姓名和门牌", fresh=True)


async def test_danger_is_sealed_to_nobody(stage: Stage, compound: Compound) -> None:
    await compound.wang.says("3号楼着火了")
    await compound.wang.presses("改一改", message=await compound.wang.sees("119", fresh=True))
    assert "只给一个人看" not in (await compound.wang.sees("重新说一遍", fresh=True)).buttons
