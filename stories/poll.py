"""The story of a sentiment poll (意见征询): asked in the group, closed by itself, told in words and as a picture."""

from __future__ import annotations

from sandbox.client import Town
from stories.moves import ask, the_group, wants_reminders

QUESTION = "3号楼的楼道灯几点关？"


async def play(town: Town, code: str) -> None:
    """征询：楼长问一句，大家点一下；要提醒的只提醒一次，到点自动公布结果"""
    leader, wang, liu, tenant = [await town.known(name) for name in ("李楼长", "王阿姨", "刘大爷", "陈租客")]
    group = await the_group(town, "3号楼邻居群")
    await tenant.says("/toupiao")
    await tenant.sees("由", fresh=True)
    for neighbour in (wang, liu, tenant):
        await wants_reminders(neighbour)
    await ask(leader, QUESTION, ("晚上10点", "晚上12点", "不关"), group="3号楼邻居群", closes="3天后")
    await town.settle()
    poll = await wang.sees(QUESTION, chat=group)
    await wang.votes(poll, "晚上12点")
    await leader.votes(poll, "晚上10点")
    await liu.votes(poll, "不关")
    await liu.votes(poll)
    await town.settle()

    await town.forward(days=2, hours=11)
    await liu.sees("您还没选")
    await tenant.sees("您还没选")
    await wang.sees_nothing_of("您还没选")
    await liu.votes(poll, "晚上12点")
    await town.forward(days=2)
    result = await wang.sees("征询结果", chat=group)
    for words in ("晚上12点", "2/3", "不是正式表决", "参加 3 人"):
        assert words in result.text, result.text
    assert "photo" in result.raw, "the result is a picture too"
    assert (await wang.sees(QUESTION, chat=group)).text
    await leader.sees("征询结束了")
    await leader.presses("导出表格")
    sheet = await leader.sees(".xlsx")
    assert (await leader.file(sheet))[:2] == b"PK", "an Excel workbook"
