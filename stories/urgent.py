"""The story of what cannot wait (急事): hours instead of days; what is none is taken down."""

from __future__ import annotations

from sandbox.client import Message, Person, Town
from stories.moves import shows_done, the_group


async def play(town: Town, code: str) -> None:
    """急事急办：外墙掉皮按小时办，过一小时没答复自动报上一级；一盏灯也报急事，别的委员改回来，理由大家看得到"""
    wang, tenant, chair, walker = [await town.known(name) for name in ("王阿姨", "陈租客", "赵主任", "孙网格")]
    wall = await reports(wang, "3号楼外墙皮在往下掉，楼下有孩子走")
    await declares(town, walker, wall)
    await is_missed(town, wang, tenant, walker)
    await is_done(town, wang, walker, wall)
    lamp = await reports(wang, "3号楼楼道灯坏了一盏")
    await declares(town, walker, lamp)
    await is_taken_down(town, wang, chair, walker, lamp)
    await is_counted(tenant)


async def reports(wang: Person, words: str) -> str:
    """Its number."""
    await wang.says(words)
    await wang.presses("报上去", message=await wang.sees("这样报上去可以吗", fresh=True))
    return (await wang.sees("已登记，编号", fresh=True)).text.partition("编号 ")[2][:4]


async def opened(person: Person, number: str) -> Message:
    """What else can be done with a report."""
    await person.says(number)
    await person.presses("其他办法", message=await person.sees(f"报事 {number}：", fresh=True))
    return await person.sees(f"报事 {number}", fresh=True)


async def declares(town: Town, walker: Person, number: str) -> None:
    """孙网格 presses twice: that it cannot wait, and why."""
    await walker.presses("算急事，限时办", message=await opened(walker, number))
    why = await walker.sees("为什么算急事", fresh=True)
    assert "没按时自动报上一级，群里看得到" in why.text, why.text
    await walker.presses("人身、财产有危险", message=why)
    seen = await walker.sees("急事（人身、财产有危险）", fresh=True)
    assert "前答复" in seen.text and "前办好" in seen.text, seen.text
    await town.settle()


async def is_missed(town: Town, wang: Person, tenant: Person, walker: Person) -> None:
    """An hour goes by without a word: a level up, on the card, in private."""
    group = await the_group(town, "3号楼邻居群")
    await tenant.sees("急事（人身、财产有危险）", chat=group)
    await town.forward(hours=1)
    await wang.sees("您报的急事没有按时答复，已经报上一级", fresh=True)
    await tenant.sees("前答复，已经报上一级", chat=group)
    await walker.sees("直接报到这一级", fresh=True)


async def is_done(town: Town, wang: Person, walker: Person, number: str) -> None:
    """The wall is mended within the day."""
    await town.forward(hours=3)
    await shows_done(town, walker, number, "松的都敲掉了，围挡拆了")
    await wang.presses("修好了", message=await wang.sees("松的都敲掉了"))
    await wang.sees("办得满意吗", fresh=True)


async def is_taken_down(town: Town, wang: Person, chair: Person, walker: Person, number: str) -> None:
    """赵主任 looks: a lamp is no danger; the reason is for everybody, and 孙网格 cannot declare it again."""
    await chair.presses("不算急事", message=await opened(chair, number))
    await chair.sees("为什么不算急事", fresh=True)
    await chair.says("一盏灯不亮，上下两层都亮着，按平常三天修")
    await chair.sees("改成一般报事了", fresh=True)
    await town.settle()
    await wang.sees("上下两层都亮着", fresh=True)
    again = await opened(walker, number)
    assert "算急事，限时办" not in again.buttons, again.buttons


async def is_counted(tenant: Person) -> None:
    """Everybody who lives there reads the figures, with their wholes."""
    await tenant.says("/jishi")
    page = await tenant.sees("90 天里：急事 1 件，另有改成一般报事的 1 件", fresh=True)
    assert "办完 1 件，其中按时 1 件" in page.text, page.text
