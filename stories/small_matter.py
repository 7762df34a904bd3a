"""The story of a small matter (楼栋小事): lamps for a stairwell of twelve homes, done in six days.

Every home votes; what touches the owners' money or common parts is refused by its article before anything is sent.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from sandbox.client import Group, Message, Person, Town
from stories.moves import (
    bind,
    claim_and_found,
    days_go_by,
    invite,
    join_by_code,
    picture,
    print_slips,
    printed_codes,
)

TITLE = "楼道装声控灯"
TEXT = f"{TITLE}\n每层装一盏，请李师傅装。灯是邻居自己凑钱买，每户12元，不动维修资金，也不动公共收益。"
HOMES = 12
AGREE = 9
"""How many of the twelve agree; two are against, one does not vote."""


async def play(town: Town, code: str) -> None:
    """楼栋小事：楼道装灯，征求意见三天，十二户表决，公开一天，装好了拍照公开，办结"""
    operator = await town.person("周工", note="管理员")
    chair = await town.person("赵主任", note="自管会主任")
    leader = await town.person("李楼长", note="1号楼楼长")
    neighbours = [await town.person(f"邻居{door}", note=f"1号楼{door}") for door in doors()]
    group = await settled(town, code, operator, chair, leader, neighbours)

    await proposed(town, leader)
    await spoken(town, leader, neighbours)
    await decided(town, chair, leader, neighbours, group)
    await lamps_hang(town, leader, neighbours, group)


def doors() -> list[str]:
    return [f"{floor}0{door}" for floor in range(1, 7) for door in (1, 2)]


async def settled(
    town: Town, code: str, operator: Person, chair: Person, leader: Person, neighbours: Sequence[Person]
) -> Group:
    """A stairwell of twelve homes, its leader, its group; everybody has the slip of their own door."""
    await claim_and_found(town, operator, code, "和平里", "1栋，每栋1单元、6层、每层2户")
    await invite(operator, chair, "请委员会成员", "自管会成员")
    await invite(chair, leader, "请楼长", "1号楼")
    group = await town.group("和平里1号楼邻里群", [leader, *neighbours], creator=leader)
    await bind(town, group, leader, "和平里1号楼")
    slips = await printed_codes(leader, await print_slips(leader, "1号楼"))
    async with town.script.aside(f"（{len(neighbours)} 户凭纸条登记）"):
        await asyncio.gather(*(joins(*home) for home in zip(neighbours, slips, strict=True)))
        await town.settle()
    return group


async def joins(person: Person, slip: str) -> None:
    await person.starts()
    await join_by_code(person, slip, "租户")


async def proposed(town: Town, leader: Person) -> None:
    """Five screens; what is the owners' to decide is refused by its item."""
    await leader.says("/yishi")
    await leader.presses("发起议题", message=await leader.sees("", fresh=True))
    await leader.presses("和平里1号楼所有住户", message=await leader.sees("哪些住户的事", fresh=True))
    await leader.sees("请写清楚要做什么", fresh=True)
    await leader.says(TEXT)
    asked = await leader.sees("牵涉下面哪一样", fresh=True)
    await leader.presses("动业主的钱（维修资金、公共收益）", message=asked)
    refused = await leader.presses("动用维修资金", message=await leader.sees("是下面哪一样", fresh=True))
    assert "民法典278条第五项" in refused.text and "不能当楼栋小事" in refused.text, refused.text
    other = await leader.sees("请当全小区的事", fresh=True)
    await leader.presses("点错了，重新选", message=other)
    await leader.presses("都没有", message=await leader.sees("牵涉下面哪一样", fresh=True))
    await leader.presses("不会", message=await leader.sees("会不会占公共地方来收钱", fresh=True))
    await leader.presses("要，自愿凑", message=await leader.sees("不交不算欠", fresh=True))
    seen = await leader.sees("请看一遍", fresh=True)
    assert "共 12 户" in seen.text and "步骤和天数按议事亭的通常做法" in seen.text, seen.text
    assert "凑钱自愿" in seen.text, seen.text
    await leader.presses("发出去", message=seen)
    await leader.sees(f"发出去了：{TITLE}", fresh=True)
    await town.settle()


async def spoken(town: Town, leader: Person, neighbours: Sequence[Person]) -> None:
    """Two speak, one feels the same, one is heard at the door; before its time it cannot be voted on."""
    wang, chen, *_ = neighbours
    await says(wang, "灯别太亮，晃眼")
    await chen.starts("matter_1")
    await chen.presses("大家说的", message=await chen.sees(TITLE, fresh=True))
    await chen.presses("第1条，同感", message=await chen.sees("不显示是谁说的", fresh=True))
    shown = await chen.sees("同感 1 人", fresh=True)
    assert wang.name not in shown.text, shown.text
    page = await matter(leader)
    assert "还差：时间没到" in page.text and not page.button("开始表决"), page.text
    await leader.presses("补录意见", message=page)
    await leader.sees("照原话写", fresh=True)
    await leader.says("六楼的老人说，亮一点看得清")
    await leader.presses("入户", message=await leader.sees("在哪里听到的", fresh=True))
    await leader.sees("记下了", fresh=True)
    page = await matter(leader)
    assert "听到意见 2 条（发给议事亭 1 条、入户 1 条），同感 1 人次" in page.text, page.text


async def says(person: Person, words: str) -> None:
    await person.starts("matter_1")
    await person.presses("说两句", message=await person.sees(TITLE, fresh=True))
    await person.sees("您怎么看", fresh=True)
    await person.says(words)
    await person.sees("不显示是谁说的", fresh=True)


async def matter(person: Person) -> Message:
    """Its page."""
    await person.starts("matter_1")
    return await person.sees(f"第1号小事：{TITLE}", fresh=True)


async def decided(town: Town, chair: Person, leader: Person, neighbours: Sequence[Person], group: Group) -> None:
    """The homes vote until the evening; another person checks; the result stands a full day."""
    told = await days_go_by(town, leader, "可以往下走了")
    await leader.presses("看这件事", message=told)
    await leader.presses("开始表决", message=await leader.sees("「征求意见」的时间满了", fresh=True))
    evening = await leader.sees("一户一票", fresh=True)
    await leader.presses("20:00", message=evening)
    await leader.sees("表决开始了", fresh=True)
    card = await days_go_by(town, leader, "正在表决 第1号", group)
    assert f"的 {HOMES} 户定：一户一票" in card.text and "每层装一盏" in card.text, card.text
    await leader.sees_nothing_of("表决公示", group)
    async with town.script.aside(f"（{HOMES - 1} 户投了票）"):
        choices = ["同意"] * AGREE + ["反对"] * (HOMES - 1 - AGREE)
        await asyncio.gather(*(votes(*one) for one in zip(neighbours, choices, strict=False)))
        await town.settle()
    asked = await days_go_by(town, chair, "请核对结果 第1号")
    await chair.presses("去核对", message=asked)
    await chair.presses("核对结果", message=await chair.sees("参加：", fresh=True))
    await chair.presses("核对无误，公布", message=await chair.sees("公布以后不能收回", fresh=True))
    result = await days_go_by(town, leader, "表决结果 第1号", group)
    assert "户数 11/12 户" in result.text and "户数 9/11 户" in result.text, result.text
    page = await matter(leader)
    assert "表决：11/12 户参加，其中 9/11 户同意" in page.text and "决议公开到" in page.text, page.text
    assert "不是要谁交钱" in page.text and "凑钱自愿" in result.text, page.text
    assert not page.button("公布做好了"), page.text


async def votes(person: Person, choice: str) -> None:
    await person.starts("vote_1")
    await person.presses(choice, message=await person.sees("您代表：", fresh=True))
    await person.presses("投出去", message=await person.sees(f"您选的是{choice}", fresh=True))
    await person.sees(f"投好了：{choice}", fresh=True)


async def lamps_hang(town: Town, leader: Person, neighbours: Sequence[Person], group: Group) -> None:
    """No photo, nothing shown; one says that a lamp does not work; a new photo, and their word; then it is over."""
    told = await days_go_by(town, leader, "可以动手办了")
    await leader.presses("看这件事", message=told)
    page = await leader.sees("正在办", fresh=True)
    assert "还差：做好以后的照片" in page.text and not page.button("公布做好了"), page.text
    await photographed(town, leader, page)
    await shows(leader, await matter(leader), "六层都装好了，一层一盏。")
    await days_go_by(town, leader, "做了什么：六层都装好了", group)
    upstairs = neighbours[-1]
    await upstairs.presses("还没做好", message=await matter(upstairs))
    await upstairs.sees("哪里还没做好", fresh=True)
    await upstairs.says("六楼的灯不亮")
    await upstairs.presses("发出去", message=await upstairs.sees("发出去以后，大家看到的是", fresh=True))
    await upstairs.sees("这件事接着办", fresh=True)
    await town.settle()
    told = await leader.sees("请接着办", fresh=True)
    assert "有住户说还没做好：六楼的灯不亮" in told.text, told.text
    await leader.presses("看这件事", message=told)
    page = await leader.sees("正在办", fresh=True)
    assert "还差：做好以后的照片" in page.text and not page.button("公布做好了"), (
        "the old photo shows a lamp that is dark"
    )
    await photographed(town, leader, page)
    await shows(leader, await matter(leader), "六楼换了灯泡，亮了。")
    await upstairs.presses("现在好了", message=await upstairs.sees("请去看看，现在好了吗", fresh=True))
    await upstairs.sees("谢谢您去看", fresh=True)
    card = await days_go_by(town, leader, "这件事办结了", group)
    assert "听到意见 2 条" in card.text, card.text


async def photographed(town: Town, leader: Person, page: Message) -> None:
    await leader.presses("交照片", message=page)
    await leader.sees("请发做好以后的照片", fresh=True)
    await leader.sends_photo(picture(250, 240, 200))
    await leader.sees("照片收到了", fresh=True)
    await town.settle()


async def shows(leader: Person, page: Message, words: str) -> None:
    await leader.presses("公布做好了", message=page)
    await leader.sees("做了什么", fresh=True)
    await leader.says(words)
    await leader.sees("公布了", fresh=True)
