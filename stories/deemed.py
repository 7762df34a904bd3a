"""The story of silence (从众计入): too few vote; by its own rules 银杏苑 counts the homes that were served and silent.

It follows the case of 闵行 in kind (governance, worked example E12), with a small roll: 20 homes of 80 ㎡. 10 vote, of
whom 9 agree: strictly too few. 9 of the silent were served and follow the majority; one was never reached and counts
nowhere. Both results are published, the strict one first.
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
    join_as_owner,
    owners_book,
    picture,
    print_slips,
    printed_codes,
)
from stories.owners_vote import confirmed, put, votes

COMPOUND = "银杏苑"
CLAUSE = "银杏苑议事规则第18条"
BYLAWS = {COMPOUND: f'[counting]\ndeemed = {{ value = "follow_majority", bylaw = "{CLAUSE}" }}\n'}
"""What lies on the shelf of profiles before the house opens, by compound."""

HOMES = [f"{floor}0{door}" for floor in range(1, 6) for door in range(1, 5)]
PHONES, PAPERS, SERVED = HOMES[:9], HOMES[9:11], HOMES[11:19]
"""Who is on the messenger, who hands in a paper, who is served at the door and keeps silent; the last is away."""
WARNED = f"没投的，跟多数人的意见算（依据：{CLAUSE}）"
PHOTO = picture(200, 180, 90)


async def play(town: Town, code: str) -> None:
    """没投票的怎么算：投票的不够三分之二，依本小区议事规则，送达了没投的跟多数算；两个结果都公布"""
    await town.forward(hours=9)
    operator = await town.person("周工", note="管理员")
    chair = await town.person("赵主任", note="业委会主任")
    scrutineer = await town.person("钱老师", note="监票人")
    owners = [await town.person(f"业主{door}", note=f"{COMPOUND}1号楼{door}") for door in PHONES]
    group = await settled(town, code, operator, chair, scrutineer, owners)

    await put(town, chair, "解聘物业公司", 1, WARNED)
    assert WARNED in (await days_go_by(town, chair, "表决公示 第1号", group)).text
    await days_go_by(town, chair, "正在表决 第1号", group)
    await by_phone(town, owners)
    await on_paper(town, chair, scrutineer)
    await to_the_doors(town, chair)
    await urges(town, chair)

    result = await confirmed(town, group, chair, scrutineer, 1)
    strict, _, deemed = result.partition(f"依{CLAUSE}从众计入：已送达、没投的 9 人")
    for words in ("只算投了票的（", "人数 10/20 人，没有达到三分之二", "参加的不够，不能形成决定"):
        assert words in strict, result
    for words in ("人数 19/20 人，达到三分之二", "人数 18/19 人，超过一半", "以这个为准。结果：通过"):
        assert words in deemed, result
    await town.forward(days=30)
    await owners[0].starts("vote_1")
    await owners[0].sees("已经生效", fresh=True)


async def settled(
    town: Town, code: str, operator: Person, chair: Person, scrutineer: Person, owners: Sequence[Person]
) -> Group:
    """The compound under the rules of 郑州 and its own; the register from a workbook, a few owners on the messenger."""
    await claim_and_found(town, operator, code, COMPOUND, "1")
    await operator.presses("选城市规则", message=await operator.sees(f"{COMPOUND}建好了"))
    await operator.presses("郑州")
    await operator.presses("就用郑州的")
    await invite(operator, chair, "请委员会成员", "业委会成员")
    await invite(chair, scrutineer, "请监票人")
    register = owners_book(COMPOUND, [(door, "住宅", 80, f"业主{door}") for door in HOMES])
    await chair.sends_document(register, f"{COMPOUND}名册.xlsx")
    await chair.presses("就这样导入", message=await chair.sees(f"新的门牌 {len(HOMES)} 户", fresh=True))
    await chair.sees("导入好了")
    group = await town.group(f"{COMPOUND}业主群", [chair, scrutineer, *owners], creator=chair)
    await bind(town, group, chair, f"{COMPOUND}（整个小区）")
    slips = await printed_codes(chair, await print_slips(chair, "1号楼"))
    async with town.script.aside(f"（{len(owners)} 位业主凭纸条登记）"):
        await asyncio.gather(*(join_as_owner(owner, code) for owner, code in zip(owners, slips, strict=False)))
        await town.settle()
    return group


async def by_phone(town: Town, owners: Sequence[Person]) -> None:
    """Seven agree, one abstains, one only says that they have read it."""
    *voting, abstaining, reading = owners
    await votes(voting[0], "同意", 1)
    async with town.script.aside(f"（另外 {len(voting) - 1} 位业主投了同意）"):
        await asyncio.gather(*(votes(owner, "同意", 1) for owner in voting[1:]))
    await votes(abstaining, "弃权", 1)
    await reading.starts("vote_1")
    await reading.presses("我看到了", message=await reading.sees(WARNED, fresh=True))
    await reading.sees("您家记为收到了选票")
    await town.settle()


async def at_door(person: Person, door: str) -> Message:
    """One home of the list; a building of five floors is shown floor by floor."""
    await person.starts("vote_1")
    await person.presses("上门名单", message=await person.sees("正在表决 第1号", fresh=True))
    await person.presses(door, message=await person.sees("1号楼：已投"))
    return await person.sees(f"1号楼1单元{door}")


async def on_paper(town: Town, chair: Person, scrutineer: Person) -> None:
    """Two hand in a paper: entered by one, checked by another."""
    for serial, door in enumerate(PAPERS, 1):
        await chair.presses("印纸票", message=await at_door(chair, door))
        await chair.sees("1 张纸票", fresh=True)
        await chair.starts("vote_1")
        await chair.presses("纸票", message=await chair.sees("正在表决 第1号", fresh=True))
        await chair.presses("录一张纸票", message=await chair.sees("印了"))
        await chair.sees("请把纸票上的号码发给我")
        await chair.says(f"{serial:04d}")
        await chair.presses("同意", message=await chair.sees(f"第{serial:04d}号", fresh=True))
        await chair.sends_photo(PHOTO)
        await chair.sees(f"第{serial:04d}号录好了", fresh=True)
        await town.settle()
        key = f"核对第{serial:04d}号"
        asked = next(one for one in reversed(await scrutineer.messages()) if one.button(key))
        await scrutineer.presses(key, message=asked)
        await scrutineer.presses("一样，计入", message=await scrutineer.sees("录入的是：同意", fresh=True))
        await scrutineer.sees("已计入", fresh=True)


async def to_the_doors(town: Town, chair: Person) -> None:
    """Paper and warning are put into their hands; one is closely looked at, one proved by a photo."""
    first, second, *others = SERVED
    await served(chair, first, "本人签收")
    await chair.presses("登记送达", message=await at_door(chair, second))
    await chair.presses("拍照留证", message=await chair.sees("怎么送到的"))
    await chair.sends_photo(PHOTO)
    await chair.sees("送达记下了", fresh=True)
    async with town.script.aside(f"（另外 {len(others)} 户也签收了；{HOMES[-1]} 一直没有人）"):
        for door in others:
            await served(chair, door, "本人签收")
    await town.settle()


async def served(chair: Person, door: str, way: str) -> None:
    """One home."""
    await chair.presses("登记送达", message=await at_door(chair, door))
    await chair.presses(way, message=await chair.sees(f"{door}的选票怎么送到的"))
    await chair.sees(f"选票已送达，{way}")


async def urges(town: Town, chair: Person) -> None:
    """Who was served is reminded on a later day, door by door; until then the record says what is wanting."""
    await urged(chair, SERVED[0], "另一天再催才算")
    await town.forward(days=1)
    record = await silence(chair)
    assert "还没投的 10 户里，送达 9 户" in record.text and "催过 0 户" in record.text, record.text
    assert f"没送达 1 户：1号楼1单元{HOMES[-1]}" in record.text, record.text
    await urged(chair, SERVED[0], "记下了")
    async with town.script.aside(f"（另外 {len(SERVED)} 户也再上门提醒了一次）"):
        for door in (*SERVED[1:], PHONES[-1]):
            await urged(chair, door, "记下了")
    record = await silence(chair)
    assert "催过 9 户" in record.text, record.text


async def urged(chair: Person, door: str, answer: str) -> None:
    await chair.presses("已送达", message=await at_door(chair, door))
    pressed = await chair.presses("今天催过了", message=await chair.sees("还没有催过", fresh=True))
    assert answer in pressed.text, pressed.text


async def silence(chair: Person) -> Message:
    """What is on record, and what is wanting."""
    await chair.starts("vote_1")
    await chair.presses("上门名单", message=await chair.sees("正在表决 第1号", fresh=True))
    await chair.presses("从众计入的条件", message=await chair.sees("1号楼：已投"))
    return await chair.sees("没投的要计入，还差什么", fresh=True)
