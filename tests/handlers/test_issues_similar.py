"""Reports alike through the real bot: asked before one more is sent, 我也是 in private and under the group's card."""

from __future__ import annotations

from tests.handlers.test_issues import reported
from tests.stage import Compound, Stage


async def test_a_neighbour_joins_instead_of_reporting_and_takes_it_back(stage: Stage, compound: Compound) -> None:
    people = compound
    await reported(people.wang, "2单元电梯又停了，我家301")
    await people.tenant.says("二单元电梯坏了没人修")
    await people.tenant.presses("报上去", message=await people.tenant.sees("这样报上去可以吗", fresh=True))
    asked = await people.tenant.sees("可能有邻居报过了", fresh=True)
    assert "0001" in asked.text and "301" not in asked.text
    assert asked.buttons == ["我也是 0001", "不一样，接着报"]
    await people.tenant.presses("我也是 0001", message=asked)
    joined = await people.tenant.sees("0001 您也遇到", fresh=True)
    assert "门牌还没登记" in joined.text
    await people.leader.starts("is_0001")
    await people.leader.sees("邻居补充：二单元电梯坏了没人修", fresh=True)
    await people.tenant.presses("收回", message=joined)
    await people.tenant.sees("0001 不算您家了", fresh=True)
    await people.tenant.presses("看进展", message=await people.tenant.sees("0001 不算您家了"))
    shown = await people.tenant.sees("报事 0001", fresh=True)
    assert "我也是" in shown.buttons


async def test_who_has_another_trouble_goes_on(stage: Stage, compound: Compound) -> None:
    people = compound
    await reported(people.wang, "电梯又停了")
    await people.tenant.says("电梯里灯不亮")
    await people.tenant.presses("报上去", message=await people.tenant.sees("这样报上去可以吗", fresh=True))
    await people.tenant.presses("不一样，接着报", message=await people.tenant.sees("可能有邻居报过了"))
    await people.tenant.sees("已登记，编号 0002", fresh=True)


async def test_in_the_group_the_presser_alone_is_answered(stage: Stage, compound: Compound) -> None:
    people = compound
    await reported(people.wang, "电梯又停了")
    await reported(people.tenant, "电梯坏了没人修")
    await stage.town.settle()
    card = await people.leader.sees("报事 0001", chat=people.group)
    before = len(await people.leader.messages(people.group))
    pressed = await people.tenant.presses("我也是", chat=people.group, message=card)
    assert "0001 您也遇到" in str(pressed.text)
    await stage.town.settle()
    messages = await people.leader.messages(people.group)
    assert len(messages) == before
    assert not any("0002" in message.text for message in messages)


async def test_it_reads_in_english_too(stage: Stage, compound: Compound) -> None:
    people = compound
    await reported(people.wang, "电梯又停了")
    await people.tenant.says("/wode")
    await people.tenant.presses("English", message=await people.tenant.sees("登记", fresh=True))
    await people.tenant.says("the lift of 3号楼 is dead")
    await people.tenant.presses("Report it", message=await people.tenant.sees("the lift of", fresh=True))
    asked = await people.tenant.sees("Is it the same?", fresh=True)
    assert asked.buttons == ["Me too, 0001", "Different, report it"]
    await people.tenant.presses("Me too, 0001", message=asked)
    await people.tenant.sees("you have 0001 too", fresh=True)


async def test_56_reports_by_40_people_cost_the_group_one_card_and_one_line(stage: Stage, compound: Compound) -> None:
    """Everybody insists on a report of their own; the group has one card of it, and one message in the morning."""
    people = compound
    before = len(await people.leader.messages(people.group))
    said = ("3号楼电梯又停了", "3号楼电梯坏了没人修", "3号楼升降梯罢工", "3号楼电梯门关不上")
    crowd = [await stage.town.person(f"邻居{number}") for number in range(40)]
    for who in crowd:
        await who.starts()
    for number in range(56):
        await reported(crowd[number % 40], said[number % len(said)])
    await stage.town.settle()
    in_group = await people.leader.messages(people.group)
    assert len(in_group) == before + 1, "the card"
    await stage.town.forward(hours=24)
    await stage.town.settle()
    in_group = await people.leader.messages(people.group)
    assert len(in_group) == before + 2
    assert "又有 55 件" in in_group[-1].text
