"""The story of an urgent repair (急修): bricks fall from a front; two look at night, it is mended, everything is shown.

What is no danger is told why not; common income is not spent this way; nobody begins alone; an objection is answered.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

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

TITLE = "1号楼外墙砖往下掉"
WORDS = f"{TITLE}\n正对着幼儿园门口，昨晚掉了三块，砸坏一辆自行车。风再大还要掉，等不得。"
PHOTO = picture(180, 170, 150)


@dataclass(frozen=True)
class Yard:
    """Who takes part (院里的人)."""

    town: Town
    chair: Person
    member: Person
    neighbours: tuple[Person, Person]
    group: Group


async def play(town: Town, code: str) -> None:
    """急修：外墙砖往下掉，两位委员连夜核对，先修，修完公示十五天，答复异议，评议，归档"""
    yard = await settled(town, code)
    await refused(yard)
    await raised(yard)
    await looked_at(yard)
    await mended(yard)
    await shown(yard)
    await rated(yard)


async def settled(town: Town, code: str) -> Yard:
    """One building of twelve homes, two of the committee, two neighbours in the group."""
    operator = await town.person("周工", note="管理员")
    chair = await town.person("赵主任", note="自管会主任")
    member = await town.person("林委员", note="自管会委员")
    wang, chen = [await town.person(name, note="1号楼住户") for name in ("王阿姨", "陈姐")]
    await claim_and_found(town, operator, code, "和平里", "1栋，每栋1单元、6层、每层2户")
    await invite(operator, chair, "请委员会成员", "自管会成员")
    await invite(operator, member, "请委员会成员", "自管会成员")
    group = await town.group("和平里邻里群", [chair, wang, chen], creator=chair)
    await bind(town, group, chair, "和平里（整个小区）")
    slips = await printed_codes(chair, await print_slips(chair, "1号楼"))
    async with town.script.aside("（两户凭纸条登记）"):
        await asyncio.gather(joins(wang, slips[0]), joins(chen, slips[1]))
        await town.settle()
    return Yard(town, chair, member, (wang, chen), group)


async def joins(person: Person, slip: str) -> None:
    await person.starts()
    await join_by_code(person, slip, "租户")


async def asked_what(person: Person) -> Message:
    """现在会伤到人吗？"""
    await person.says("/yishi")
    await person.presses("发起议题", message=await person.sees("", fresh=True))
    await person.presses("有危险，等不得", message=await person.sees("哪里的事", fresh=True))
    return await person.sees("现在会伤到人吗", fresh=True)


async def refused(yard: Yard) -> None:
    """A gate that is old is no danger; it is told why, and which way is open."""
    asked = await asked_what(yard.chair)
    assert "民法典第281条第二款" in asked.text and "两位委员" in asked.text, asked.text
    await yard.chair.presses("都不是", message=asked)
    told = await yard.chair.sees("这件事不能走急修", fresh=True)
    assert told.button("走一征三议两公开") and "119" in told.text, told.text


async def raised(yard: Yard) -> None:
    """Which danger, what has happened, a photo, who pays, how much."""
    chair = yard.chair
    await yard.town.forward(hours=12)
    await chair.presses("外墙要往下掉", message=await asked_what(chair))
    await chair.sees("为什么等不得", fresh=True)
    await chair.says(WORDS)
    await chair.sees("请拍一张照片", fresh=True)
    await chair.says("没有照片行不行")
    await chair.sends_photo(PHOTO)
    asked = await chair.sees("钱从哪里出", fresh=True)
    pressed = await chair.presses("公共收益", message=asked)
    assert "公共收益不能走急修" in pressed.text, pressed.text
    await chair.presses("维修资金，应急使用", message=asked)
    await chair.sees("第一行写大约要多少元", fresh=True)
    await chair.says("12600\n两家报价，取低的")
    seen = await chair.sees("急修，这样报可以吗", fresh=True)
    assert "大约 12,600.00 元" in seen.text and "先修后公示" in seen.text, seen.text
    await chair.presses("报给另一位委员核对", message=seen)
    await chair.sees("他们核对以后就可以动手", fresh=True)
    await yard.town.settle()


async def matter(person: Person) -> Message:
    await person.starts("matter_1")
    return await person.sees("例外（民法典第281条第二款）", fresh=True)


async def running(person: Person) -> Message:
    """[办这件事]."""
    await person.presses("办这件事", message=await matter(person))
    return await person.sees(TITLE, fresh=True)


async def looked_at(yard: Yard) -> None:
    """The other member hears of it at night; who raised it cannot confirm it."""
    asked = await yard.member.sees("「核对险情」这一步的记录齐了", fresh=True)
    own = await running(yard.chair)
    assert not own.button("核对无误，进入下一步"), own.text
    await yard.member.presses("去核对", message=asked)
    page = await yard.member.sees("请您核对", fresh=True)
    pressed = await yard.member.presses("核对无误，进入下一步", message=page)
    assert "进入下一步了" in pressed.text, pressed.text
    public = await days_go_by(yard.town, yard.chair, "急修开始", yard.group)
    assert "估计要花 12,600.00 元" in public.text, public.text
    assert "还没有申请的回执" in public.text and "只有业主大会、业主委员会可以申请" in public.text, public.text
    assert "砸坏一辆自行车" in public.text and "没有先表决" in public.text, public.text


async def mended(yard: Yard) -> None:
    """A photo and the accounts, and the other member looks again."""
    town, chair = yard.town, yard.chair
    page = await running(chair)
    assert "还差：花了多少钱的决算" in page.text, page.text
    await chair.presses("交做好的照片", message=page)
    await chair.sees("请发做好以后的照片", fresh=True)
    await chair.sends_photo(PHOTO)
    await chair.sees("照片收到了", fresh=True)
    await chair.presses("记决算", message=await running(chair))
    await chair.sees("一共花了多少元", fresh=True)
    await chair.says("11900\n拆了松动的砖，重新抹面，发票在社区")
    await chair.sees("记下了", fresh=True)
    await applied(yard)
    await town.settle()
    await chair.presses("进入下一步", message=await running(chair))
    await chair.sees("正等另一位委员核对", fresh=True)
    await town.settle()
    asked = await yard.member.sees("这一步的记录齐了", fresh=True)
    await yard.member.presses("去核对", message=asked)
    await yard.member.presses("核对无误，进入下一步", message=await yard.member.sees("请您核对", fresh=True))
    await town.settle()
    shown = await chair.sees("实施情况公开", chat=yard.group)
    assert "花了" in shown.text and "业主委员会申请，有回执" in shown.text, shown.text


async def applied(yard: Yard) -> None:
    """The fund is applied for by whom the law lets, on a day, with the receipt; it counts once another has checked."""
    chair = yard.chair
    await chair.presses("记维修资金申请", message=await running(chair))
    asked = await chair.sees("是谁申请的", fresh=True)
    pressed = await chair.presses("物业、社区或别人", message=asked)
    assert "申请的不算" in pressed.text, pressed.text
    await chair.presses("业主委员会", message=asked)
    await chair.sees("回执编号是多少", fresh=True)
    await chair.says("区房管局，回执 2026-118 号")
    day = await chair.sees("哪天申请的", fresh=True)
    await chair.presses(day.buttons[0], message=day)
    await chair.sees("请发照片", fresh=True)
    await chair.sends_photo(PHOTO)
    await chair.sees("记下了", fresh=True)
    await yard.town.settle()
    await yard.town.forward(minutes=2)  # the receipt is looked for again where it was not kept yet
    asked = await yard.member.sees("对着回执的照片复核", fresh=True)
    assert "待另一位委员复核" in asked.text, asked.text
    await yard.member.presses("复核维修资金申请", message=asked)
    looked = await yard.member.sees("谁、哪天申请的", fresh=True)
    assert "回执 2026-118 号" in looked.text, looked.text
    await yard.member.presses("和回执一样", message=looked)
    await yard.member.sees("复核了", fresh=True)
    await yard.town.settle()
    await chair.sees("业主委员会申请，有回执", chat=yard.group, fresh=True)


async def shown(yard: Yard) -> None:
    """Fifteen days from the paper on the wall; one objects and is answered for everybody."""
    town, chair, chen = yard.town, yard.chair, yard.neighbours[1]
    await chair.presses("交贴出来的照片", message=await running(chair))
    await chair.sees("贴", fresh=True)
    await chair.says("单元门口，赵、林贴的")
    await chair.sees("照片", fresh=True)
    await chair.sends_photo(PHOTO)
    await chair.sees("记下了", fresh=True)
    await town.settle()
    await chen.presses("提异议", message=await matter(chen))
    await chen.sees("有什么异议", fresh=True)
    await chen.says("别的墙面也要看看。")
    await chen.presses("发出去", message=await chen.sees("发出去以后，大家看到的是", fresh=True))
    await chen.sees("记下了，不显示是谁提的", fresh=True)
    await town.settle()
    await chair.presses("去答复异议", message=await chair.sees("请答复", fresh=True))
    listed = await chair.sees("提异议的：1/12 户", fresh=True)
    assert "转为一征三议两公开" in listed.text, listed.text
    await chair.presses("答复第1条", message=listed)
    await chair.sees("怎么答复", fresh=True)
    await chair.says("都敲过了，再没有空的。")
    await chair.presses("发出去", message=await chair.sees("发出去以后，大家看到的答复是", fresh=True))
    await chair.sees("答复发出去了", fresh=True)
    await days_go_by(town, chair, "请各家评议", yard.group)


async def rated(yard: Yard) -> None:
    """One says that it is done; then it is closed, and anybody may take the whole file."""
    wang = yard.neighbours[0]
    await wang.presses("评一评", message=await matter(wang))
    await wang.presses("办好了", message=await wang.sees("办好了吗", fresh=True))
    await days_go_by(yard.town, yard.chair, "办结归档", yard.group)
    await wang.presses("取归档", message=await matter(wang))
    await wang.sees("里面没有姓名和门牌", fresh=True)
