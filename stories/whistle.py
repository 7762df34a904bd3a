"""The story of a whistle (吹哨): two units are called to a blocked fire lane, one never answers."""

from __future__ import annotations

from sandbox.client import Message, Person, Town
from stories.moves import picture


async def play(town: Town, code: str) -> None:
    """吹哨：消防通道堵了，社区自己办不了；叫来两家单位，谁来了、谁没应、谁办好了，邻居都看得到"""
    wang, chair, leader = [await town.known(name) for name in ("王阿姨", "赵主任", "李楼长")]
    number = await blows(town, wang, chair)
    fire, squad = await calls(chair, "消防", "清出消防通道，画线"), await calls(chair, "城管中队", "拖走占道的车")
    assert "最迟" in fire.text and "/l/" in fire.text, fire.text
    await fire_answers(chair)
    await town.settle()
    await wang.sees("消防来办", fresh=True)
    await town.forward(days=2)
    told = await chair.sees("城管中队没有应哨", fresh=True)
    assert told.button("再发一次"), squad.text
    await wang.says(number)
    page = await wang.sees("吹哨叫来的单位", fresh=True)
    assert "城管中队：没有应哨" in page.text and "消防（牵头）：应哨了" in page.text, page.text
    await waits_no_longer(chair, told)
    await comes_and_finishes(chair)
    await town.settle()
    await leader.presses("看过，办好了", message=await leader.sees("通道画了线"))
    await wang.presses("修好了", message=await wang.sees("通道画了线"))
    await wang.sees(f"{number} 已办结", fresh=True)
    await rates(town, chair, wang)


async def blows(town: Town, wang: Person, chair: Person) -> str:
    """王阿姨 reports; 赵主任 blows the whistle for it, in its own words."""
    await wang.says("3号楼消防通道天天停满车，救护车进不来")
    await wang.presses("报上去", message=await wang.sees("这样报上去可以吗", fresh=True))
    number = (await wang.sees("已登记，编号", fresh=True)).text.partition("编号 ")[2][:4]
    await town.settle()
    await chair.presses("看进展", message=await chair.sees(f"新报事 {number}"))
    await chair.presses("其他办法", message=await chair.sees(f"报事 {number}：", fresh=True))
    await chair.presses("吹哨，叫单位来", message=await chair.sees(f"报事 {number}", fresh=True))
    await chair.presses("社区自己办不了", message=await chair.sees("只有三种情形可以吹", fresh=True))
    await chair.presses("就用报上来的话", message=await chair.sees("就用报上来的话", fresh=True))
    await chair.presses("看哨单", message=await chair.sees("哨吹响了", fresh=True))
    return number


async def calls(chair: Person, unit: str, goal: str) -> Message:
    """One more unit; the text with its own address is handed on."""
    await chair.presses("叫一家", message=await chair.sees("1号哨"))
    which = await chair.sees("叫哪一家", fresh=True)
    if which.button(unit):
        await chair.presses(unit, message=which)
    else:
        await chair.presses("别的单位", message=which)
        await chair.sees("把它的名称发给我", fresh=True)
        await chair.says(unit)
    await chair.sees(f"请{unit}办什么", fresh=True)
    await chair.says(goal)
    await chair.presses("3 天", message=await chair.sees("哪天前办好", fresh=True))
    text = await chair.sees(f"{unit} 叫上了", fresh=True)
    await chair.presses("看哨单", message=text)
    return text


async def fire_answers(chair: Person) -> None:
    """消防 answers by telephone."""
    await chair.presses("谁来了", message=await chair.sees("1号哨", fresh=True, button="谁来了"))
    await chair.presses("消防", message=await chair.sees("1号哨", fresh=True, button="谁办什么"))
    await chair.presses("它回话了，记下", message=await chair.sees("等它回话", fresh=True))
    await chair.presses("电话", message=await chair.sees("怎么回的话", fresh=True))
    await chair.presses("收到，会来", message=await chair.sees("它怎么说", fresh=True))
    await chair.sees("它什么时候到", fresh=True)
    await chair.says("明天15:00")
    await chair.sees("谁回的话", fresh=True)
    await chair.says("张工，参谋")
    await chair.sees("记下了", fresh=True)


async def waits_no_longer(chair: Person, told: Message) -> None:
    """城管中队 is not waited for; that it never answered stays."""
    await chair.presses("看这一家", message=told)
    await chair.presses("不等它了", message=await chair.sees("没有应哨，说好最迟", fresh=True))
    await chair.sees("为什么不等城管中队了", fresh=True)
    await chair.says("两天没有回话，车主已经自己挪走")
    await chair.presses("看哨单", message=await chair.sees("原因记下来了", fresh=True))


async def comes_and_finishes(chair: Person) -> None:
    """消防 comes, and does its part: a photo of both."""
    await chair.presses("谁来了", message=await chair.sees("1号哨", fresh=True, button="谁来了"))
    await chair.presses("消防", message=await chair.sees("1号哨", fresh=True, button="谁办什么"))
    await chair.presses("它到场了", message=await chair.sees("应哨了", fresh=True))
    await chair.sees("拍张到场的照片", fresh=True)
    await chair.sends_photo(picture(40, 50, 60))
    await chair.presses("看这一家", message=await chair.sees("到场记下了", fresh=True))
    await chair.presses("它办好了", message=await chair.sees("到场了", fresh=True))
    await chair.sees("拍张照片，写一句", fresh=True)
    await chair.sends_photo(picture(60, 50, 40), caption="通道画了线，立了桩，试过车")
    await chair.sees("每家都办好了", fresh=True)


async def rates(town: Town, chair: Person, wang: Person) -> None:
    """赵主任 rates the unit; three days later, neighbours read it."""
    await chair.presses("看这一家", message=await chair.sees("每家都办好了"))
    await chair.presses("评一评", message=await chair.sees("通道画了线", fresh=True))
    await chair.presses("好", message=await chair.sees("来得怎样", fresh=True))
    await chair.presses("好", message=await chair.sees("办得怎样", fresh=True))
    await chair.presses("就这样评", message=await chair.sees("有话要对消防说", fresh=True))
    await chair.sees("评好了", fresh=True)
    await wang.says("/chuishao")
    await wang.presses("换一面看", message=await wang.sees("吹哨 · 谁来了", fresh=True))
    await wang.presses("互相评价", message=await wang.sees("想看哪一面", fresh=True))
    await wang.sees("消防：还没有评价", fresh=True)
    await town.forward(days=4)
    await wang.says("/chuishao")
    await wang.presses("换一面看", message=await wang.sees("吹哨 · 谁来了", fresh=True))
    await wang.presses("互相评价", message=await wang.sees("想看哪一面", fresh=True))
    page = await wang.sees("消防：来得 好，办得 好", fresh=True)
    assert "张工" not in page.text, "a unit is rated, never a person"
