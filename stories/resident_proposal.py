"""The story of a resident's proposal (居民提议): 48 homes, three of them support it, and the committee owes an answer.

One is answered after it was late, as everybody could read; another is refused, with the reason in the group.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from sandbox.client import Group, Message, Person, Town
from stories.moves import bind, claim_and_found, days_go_by, invite, join_by_code, print_slips, printed_codes

TITLE = "西门装电动车充电桩"
TEXT = f"{TITLE}\n西门空地装六个，车不用再飞线充电。"
OTHER = "凉亭边上铺停车位"
REASON = "凉亭边是消防通道，不能停车。"
WANTED = 3
"""One in twenty of 48 homes, rounded up."""


async def play(town: Town, code: str) -> None:
    """居民提议：有人提议装充电桩，三户支持就够，委员会十五天内要答复；另一个提议不受理，原因公开"""
    operator = await town.person("周工", note="管理员")
    chair = await town.person("赵主任", note="自管会主任")
    neighbours = [await town.person(name, note="1号楼住户") for name in ("王阿姨", "陈姐", "刘师傅")]
    group = await settled(town, code, operator, chair, neighbours)

    await proposed(town, neighbours[0], TEXT, group)
    await supported(town, neighbours, group)
    told = await late(town, chair, group)
    await taken_up(town, chair, told, neighbours[0], group)
    await refused(town, chair, neighbours, group)


async def settled(town: Town, code: str, operator: Person, chair: Person, neighbours: Sequence[Person]) -> Group:
    """Two buildings of 24 homes; three homes have registered."""
    await claim_and_found(town, operator, code, "和平里", "2栋，每栋2单元、6层、每层2户")
    await invite(operator, chair, "请委员会成员", "自管会成员")
    group = await town.group("和平里邻里群", [chair, *neighbours], creator=chair)
    await bind(town, group, chair, "和平里（整个小区）")
    slips = await printed_codes(chair, await print_slips(chair, "1号楼"))
    async with town.script.aside(f"（{len(neighbours)} 户凭纸条登记）"):
        await asyncio.gather(*(joins(*one) for one in zip(neighbours, slips, strict=False)))
        await town.settle()
    return group


async def joins(person: Person, slip: str) -> None:
    await person.starts()
    await join_by_code(person, slip, "租户")


async def proposed(town: Town, author: Person, text: str, group: Group) -> Message:
    """Written, read once more, sent; the group reads it without a name."""
    await author.says("/yishi")
    await author.presses("居民提议", message=await author.sees("", fresh=True))
    await author.presses("我有个提议", message=await author.sees("居民提议", fresh=True))
    await author.sees("您想提议什么", fresh=True)
    await author.says(text)
    seen = await author.sees("这样发出去可以吗", fresh=True)
    assert "不显示您的姓名和门牌" in seen.text, seen.text
    await author.presses("发出去", message=seen)
    await author.sees("发出去了", fresh=True)
    await town.settle()
    card = await author.sees(f"支持 1/{WANTED} 户", chat=group, fresh=True)
    assert author.name not in card.text, card.text
    return card


async def supported(town: Town, neighbours: Sequence[Person], group: Group) -> None:
    """One tap in the group, and no second time; taken back, and again."""
    wang, chen, liu = neighbours
    card = await wang.sees(TITLE, chat=group)
    await wang.presses("我家支持", message=card)
    await town.settle()
    await chen.sees(f"支持 1/{WANTED} 户", chat=group)
    await chen.starts("proposal_1")
    await chen.presses("我家支持", message=await chen.sees(TITLE, fresh=True))
    await chen.presses("不支持了", message=await chen.sees("您家支持这件事", fresh=True))
    await chen.presses("我家支持", message=await chen.sees(f"支持 1/{WANTED} 户", fresh=True))
    await town.settle()
    await liu.presses("我家支持", message=await liu.sees(f"支持 2/{WANTED} 户", chat=group))
    await town.settle()
    card = await liu.sees(f"支持够了：{WANTED}/{WANTED} 户", chat=group)
    assert "受理，或者说明为什么不受理" in card.text and not card.button("我家支持"), card.text
    await wang.starts("proposal_1")
    page = await wang.sees("支持够了", fresh=True)
    assert not page.button("撤回提议"), page.text


async def late(town: Town, chair: Person, group: Group) -> Message:
    """Asked at once, reminded on the tenth day, late after the fifteenth."""
    await days_go_by(town, chair, "支持的户数够了，请委员会受理")
    await days_go_by(town, chair, "还没有答复")
    told = await days_go_by(town, chair, "过了答复的日子")
    await days_go_by(town, chair, "超期：委员会最迟该", group)
    return told


async def taken_up(town: Town, chair: Person, told: Message, author: Person, group: Group) -> None:
    """By which way is said; the matter is begun with what was proposed; the owners decide on charging posts."""
    await chair.presses("看这个提议", message=told)
    await chair.presses("受理", message=await chair.sees("超期", fresh=True))
    await chair.presses("按议事程序商量", message=await chair.sees("受理以后怎么办", fresh=True))
    thanked = await chair.sees("已受理，发到群里了", fresh=True)
    await days_go_by(town, author, "怎么办：按议事程序商量", group)
    await author.sees("这是您的提议，委员会答复了")
    await chair.presses("发起议题", message=thanked)
    await chair.presses("全小区：和平里", message=await chair.sees("哪里的事", fresh=True))
    await chair.presses("都没有", message=await chair.sees("牵涉下面哪些", fresh=True))
    asked = await chair.sees("会不会占公共地方来收钱", fresh=True)
    assert "空地装充电桩" in asked.text, asked.text
    await chair.presses("会", message=asked)
    seen = await chair.sees("请看一遍", fresh=True)
    assert "西门空地装六个" in seen.text and "民法典278条第八项" in seen.text, seen.text
    assert "四分之三以上同意" in seen.text, seen.text
    await chair.presses("发出去", message=seen)
    await chair.sees(f"发出去了：{TITLE}", fresh=True)
    await author.starts("proposal_1")
    await author.presses("看议题", message=await author.sees("怎么办：", fresh=True, button="看议题"))
    await author.sees(f"第1号议题：{TITLE}", fresh=True)


async def refused(town: Town, chair: Person, neighbours: Sequence[Person], group: Group) -> None:
    """Another: its first attempt is taken back, its second is refused, with a reason everybody reads."""
    wang, chen, liu = neighbours
    await proposed(town, chen, "先写一个试试", group)
    await chen.starts("proposal_2")
    await chen.presses("撤回提议", message=await chen.sees("先写一个试试", fresh=True))
    await chen.presses("撤回", message=await chen.sees("撤回以后不能恢复", fresh=True))
    await chen.sees("撤回了", fresh=True)
    await proposed(town, chen, OTHER, group)
    for person in (wang, liu):
        await person.starts("proposal_3")
        await person.presses("我家支持", message=await person.sees(OTHER, fresh=True))
        await person.sees("户", fresh=True)
    told = await days_go_by(town, chair, "支持的户数够了，请委员会受理")
    await chair.presses("看这个提议", message=told)
    await chair.presses("不受理", message=await chair.sees("支持够了", fresh=True))
    await chair.sees("为什么不受理", fresh=True)
    await chair.says(REASON)
    await chair.sees("不受理和原因都发到群里了", fresh=True)
    answer = await days_go_by(town, chen, f"原因：{REASON}", group)
    assert OTHER in answer.text and "不受理。支持 3/3 户" in answer.text, answer.text
