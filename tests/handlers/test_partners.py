"""包建单位 at the door: written down in three answers, called at a tap, ended; from the desk and from a whistle."""

from __future__ import annotations

from sandbox.client import Message, Person
from tests.handlers.test_community_desk import oversees
from tests.handlers.test_whistles import blown
from tests.stage import Compound, Stage


async def kinds(chair: Person) -> Message:
    """From the whistles to the question which kind it is."""
    await chair.says("/chuishao")
    await chair.presses("吹哨，叫单位来", message=await chair.sees("正在办 0 件", fresh=True))
    return await chair.sees("只有三种情形可以吹", fresh=True)


async def writes(chair: Person, page: Message, name: str = "春晖供电所") -> Message:
    """Name, post, what for; those that stand by now."""
    await chair.presses("写上一家", message=page)
    for asked, said in (("哪家单位包建", name), ("找哪个岗位", "社区联络岗"), ("主要帮什么", "换公共灯")):
        await chair.sees(asked, fresh=True)
        await chair.says(said)
    return await chair.sees(f"{name}：换公共灯", fresh=True)


async def test_one_is_written_down_called_at_a_tap_and_ended(stage: Stage, compound: Compound) -> None:
    chair, wang = compound.chair, compound.wang
    await chair.presses("包建单位", message=await kinds(chair))
    page = await writes(chair, await chair.sees("中华园的包建单位（0/3 家）", fresh=True))
    assert "（1/3 家）" in page.text and "找哪个岗位：社区联络岗（11月24日（周二）起包建）" in page.text, page.text
    await chair.presses("看哨单", message=await blown(chair, wang))
    await chair.presses("叫一家", message=await chair.sees("1号哨", fresh=True))
    which = await chair.sees("排在前面的是这个小区的包建单位", fresh=True)
    await chair.presses("常叫的单位", message=which)
    await chair.presses("看哨单", message=await chair.sees("叫哪一家？第一家牵头，以后可以改。", fresh=True))
    await chair.presses("叫一家", message=await chair.sees("1号哨", fresh=True))
    await chair.presses("春晖供电所", message=await chair.sees("排在前面的是这个小区的包建单位", fresh=True))
    await chair.sees("请春晖供电所办什么", fresh=True)
    await chair.says("查线路")
    await chair.presses("3 天", message=await chair.sees("哪天前办好", fresh=True))
    await chair.sees("春晖供电所 叫上了", fresh=True)
    await chair.presses("春晖供电所不包建了", message=page)
    await chair.presses("还包建", message=await chair.sees("春晖供电所不再包建这个小区", fresh=True))
    await chair.presses("春晖供电所不包建了", message=await chair.sees("（1/3 家）", fresh=True))
    await chair.presses("不包建了", message=await chair.sees("春晖供电所不再包建这个小区", fresh=True))
    await chair.sees("（0/3 家）", fresh=True)
    assert "没有这一家" in (await chair.forges("1whp:1:1", which)).text
    assert "没有这一家" in (await chair.forges("1bje:1:1:0", which)).text
    assert "已经写明" in (await chair.forges("1bje:1:1:1", which)).text


async def test_what_cannot_be_written_is_said_at_once_and_can_be_left(stage: Stage, compound: Compound) -> None:
    chair = compound.chair
    await chair.presses("包建单位", message=await kinds(chair))
    page = await writes(chair, await chair.sees("（0/3 家）", fresh=True))
    await chair.presses("写上一家", message=page)
    await chair.sees("哪家单位包建", fresh=True)
    await chair.says("春晖供电所")
    await chair.sees("这一家已经写上了", fresh=True)
    await chair.says("街道办")
    await chair.sees("找街道办，找哪个岗位", fresh=True)
    await chair.says("张三 13812345678")
    await chair.sees("不写人名、电话和门牌", fresh=True)
    await chair.says("网格岗")
    await chair.presses("算了", message=await chair.sees("街道办包建，主要帮什么", fresh=True))
    page = await chair.sees("（1/3 家）", fresh=True)
    assert "街道办" not in page.text


async def test_neighbours_neither_read_nor_write(stage: Stage, compound: Compound) -> None:
    chair, wang = compound.chair, compound.wang
    await chair.presses("包建单位", message=await kinds(chair))
    await writes(chair, await chair.sees("（0/3 家）", fresh=True))
    assert "只给这个小区能吹哨的人看" in (await wang.forges("1bjs:1")).text
    for forged in ("1bjn:1", "1bje:1:1:1"):
        assert "写包建单位" in (await wang.forges(forged)).text, forged
    assert "只给这个小区能吹哨的人看" in (await wang.forges("1bje:1:1:0")).text
    await chair.forges("1bjs:1")
    await chair.sees("（1/3 家）", fresh=True)


async def test_from_the_desk_the_compounds_without_one_are_a_press_away(stage: Stage, compound: Compound) -> None:
    await oversees(stage, compound)
    chair = compound.chair
    await chair.says("/shequ")
    await chair.presses("更多", message=await chair.sees("管着 9 个小区", fresh=True))
    await chair.presses("覆盖情况", message=await chair.sees("一起办的", fresh=True))
    page = await chair.sees("包建单位 0/9，还缺 9 个", fresh=True)
    while not page.button("包建单位"):
        await chair.presses("下一页", message=page)
        page = await chair.sees("包建单位 0/9", fresh=True)
    await chair.presses("包建单位", message=page)
    await chair.presses("春晖1号院", message=await chair.sees("点一个小区", fresh=True))
    await chair.presses("包建单位", message=await chair.sees("还没有包建单位。", fresh=True))
    page = await writes(chair, await chair.sees("春晖1号院的包建单位（0/3 家）", fresh=True))
    await chair.presses("回小区", message=page)
    await chair.sees("包建单位：春晖供电所", fresh=True)
