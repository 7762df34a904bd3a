"""What keeps coming back, at the door: the list, one of them, the matter begun from it, and why it is not discussed."""

from __future__ import annotations

from sandbox.client import Message, Person
from stories.moves import picture
from tests.stage import Compound, Stage


async def breaks_and_is_mended(compound: Compound, stage: Stage) -> str:
    """王阿姨 reports, the grid worker mends, she says that it works."""
    wang, grid = compound.wang, compound.grid
    await wang.says("3号楼电梯又停了")
    await wang.presses("报上去", message=await wang.sees("这样报上去可以吗", fresh=True))
    number = (await wang.sees("已登记，编号", fresh=True)).text.partition("编号 ")[2][:4]
    await grid.says(number)
    await grid.presses("办好了", message=await grid.sees(f"报事 {number}：", fresh=True))
    await grid.sees("照片", fresh=True)
    await grid.sends_photo(picture(1, 2, 3), caption="换了接触器")
    await stage.town.settle()
    await wang.presses("修好了", message=await wang.sees("说是办好了", fresh=True))
    await wang.sees("满意", fresh=True)
    await stage.town.forward(days=9)
    return number


async def asked(compound: Compound, stage: Stage) -> Message:
    for _ in range(3):
        await breaks_and_is_mended(compound, stage)
    await compound.chair.catches_up()
    return await compound.chair.sees("90 天内第 3 次了")


async def opened(person: Person) -> Message:
    await person.says("/laomaobing")
    await person.presses("3号楼 · 电梯", message=await person.sees("老毛病", fresh=True))
    return await person.sees("犯了 3 次", fresh=True)


async def test_the_third_time_becomes_a_matter(compound: Compound, stage: Stage) -> None:
    told = await asked(compound, stage)
    assert "报事 0001、0002、0003" in told.text
    chair = compound.chair
    await chair.presses("看这几次", message=told)
    page = await chair.sees("委员会还没定", fresh=True)
    await chair.presses("0001", message=page)
    await chair.sees("报事 0001：", fresh=True)
    await chair.presses("全部老毛病", message=page)
    await chair.presses("3号楼 · 电梯", message=await chair.sees("犯了 3 次，还没商量", fresh=True))
    await chair.presses("商量根治的办法", message=await chair.sees("委员会还没定", fresh=True))
    await chair.sees("哪里的事", fresh=True)


async def test_the_committee_says_why_not_and_neighbours_read_it(compound: Compound, stage: Stage) -> None:
    await asked(compound, stage)
    await compound.wang.says("/laomaobing")
    await compound.wang.sees("老毛病", fresh=True)
    page = await opened(compound.wang)
    assert "商量根治的办法" not in page.buttons
    for press in ("krd:1", "kra:1", "krd:99", "kra:99", "krs:99"):
        assert (await compound.wang.forges(f"1{press}", page)).text, press
    await compound.chair.presses("这次不商量", message=await opened(compound.chair))
    await compound.chair.sees("为什么这次不商量", fresh=True)
    await compound.chair.says("年底换整机")
    await compound.chair.presses("看这几次", message=await compound.chair.sees("小区里的人都能看到", fresh=True))
    page = await compound.chair.sees("委员会的话：年底换整机", fresh=True)
    for press in ("krd:1", "kra:1"):
        assert "委员会说过这次不商量" in str((await compound.chair.forges(f"1{press}", page)).text), press


async def test_in_a_group_it_is_for_the_private_chat(compound: Compound) -> None:
    await compound.wang.says("/laomaobing", chat=compound.group.id)
    await compound.wang.sees("私下", chat=compound.group.id)
    await compound.tenant.says("/laomaobing")
    await compound.tenant.sees("现在没有", fresh=True)
