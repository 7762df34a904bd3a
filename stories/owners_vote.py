"""The story of an owners' vote (业主表决): 瑞湖名苑 dismisses its property company, at the second try.

The roll is one in twenty of the estate's figures: 30 homes of 80 ㎡ and a shop of 500 ㎡ stand for 600 and 20, so
that every share is the same (governance, worked example E7). It goes by the rules of 郑州, where such a vote is a
formal one; under 全国 and 成都 the same ballots are a consultation.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from sandbox.client import Group, Person, Town
from stories.moves import (
    bind,
    claim_and_found,
    days_go_by,
    invite,
    join_as_owner,
    owners_book,
    print_slips,
    printed_codes,
)

HOMES = [f"{floor}0{door}" for floor in range(1, 6) for door in range(1, 7)]
SHOP = "商铺1"
AT_ONCE = 10
FIRST = {"同意": 12, "反对": 10}
"""How many homes chose what at the first try; the shop is against it."""
SECOND = {"同意": 15, "反对": 6}
"""At the second try; the shop is for it."""


async def play(town: Town, code: str) -> None:
    """业主表决：解聘物业，第一次人数过了面积没过，第二次都过了；结果要另一个人核对，再公示"""
    await town.forward(hours=9)
    operator = await town.person("周工", note="管理员")
    chair = await town.person("赵主任", note="业委会主任")
    scrutineer = await town.person("钱老师", note="监票人")
    owners = [await town.person(f"业主{door}", note=f"瑞湖名苑1号楼{door}") for door in (SHOP, *HOMES)]
    group = await settled(town, code, operator, chair, scrutineer, owners)
    await everybody_joins(town, chair, owners)

    await put(town, chair, "解聘物业公司", 1)
    await opens(town, group, chair, 1)
    await everybody_votes(town, owners, FIRST, "反对", 1)
    result = await confirmed(town, group, chair, scrutineer, 1)
    short = "面积 960.00/2,260.00 ㎡，没有超过一半"
    for words in ("人数 12/23 人，超过一半", short, "反对 11 人，弃权 0 人，没参加 8 人", "结果：不通过"):
        assert words in result, result

    await town.forward(days=30)
    await owners[1].starts("vote_1")
    await owners[1].sees("已结束 第1号", fresh=True)

    await put(town, chair, "再议：解聘物业公司", 2)
    await opens(town, group, chair, 2)
    await everybody_votes(town, owners, SECOND, "同意", 2)
    result = await confirmed(town, group, chair, scrutineer, 2)
    for words in ("人数 16/22 人，超过一半", "面积 1,700.00/2,180.00 ㎡，超过一半", "结果：通过", "满60天"):
        assert words in result, result
    await town.forward(days=30)
    await owners[1].starts("vote_2")
    await owners[1].sees("已经生效", fresh=True)


async def settled(
    town: Town, code: str, operator: Person, chair: Person, scrutineer: Person, owners: Sequence[Person]
) -> Group:
    """An estate under the rules of 郑州, its register from a workbook, its group."""
    await claim_and_found(town, operator, code, "瑞湖名苑", "1")
    await operator.presses("选城市规则", message=await operator.sees("瑞湖名苑建好了"))
    await operator.presses("郑州")
    await operator.presses("就用郑州的")
    await operator.sees("郑州市物业管理条例（2021）第17条")
    await invite(operator, chair, "请委员会成员", "业委会成员")
    await invite(chair, scrutineer, "请监票人")
    homes = [(door, "住宅", 80, f"业主{door}") for door in HOMES]
    register = owners_book("瑞湖名苑", [*homes, (SHOP, "商铺", 500, f"业主{SHOP}")])
    await chair.sends_document(register, "瑞湖名苑名册.xlsx")
    await chair.presses("就这样导入", message=await chair.sees("新的门牌 31 户", fresh=True))
    await chair.sees("导入好了")
    group = await town.group("瑞湖名苑业主群", [chair, scrutineer, *owners], creator=chair)
    await bind(town, group, chair, "瑞湖名苑（整个小区）")
    return group


async def everybody_joins(town: Town, chair: Person, owners: Sequence[Person]) -> None:
    """Every owner has the slip of their own door, in stair order: the shop is on the ground floor."""
    slips = await printed_codes(chair, await print_slips(chair, "1号楼"))
    assert len(slips) == len(owners), slips
    async with town.script.aside(f"（{len(owners)} 位业主凭纸条登记）"):
        for at in range(0, len(owners), AT_ONCE):
            few = zip(owners[at : at + AT_ONCE], slips[at : at + AT_ONCE], strict=True)
            await asyncio.gather(*(join_as_owner(owner, code) for owner, code in few))
        await town.settle()


async def put(town: Town, chair: Person, title: str, number: int, said: str = "") -> None:
    """The motion, and what it is worth; `said`: what else stands there before it is posted."""
    await chair.says("/yishi")
    await chair.presses("发起正式表决", message=await chair.sees("", fresh=True))
    await chair.presses("业主")
    await chair.presses("谁来管、怎么管")
    await chair.presses("选聘、解聘物业", message=await chair.sees("是哪一件", fresh=True))
    await chair.says(title)
    await chair.says("解聘现在的物业公司。保洁和保安由业委会先管三个月，三个月内另选一家。")
    await chair.presses("7天")
    seen = await chair.sees(f"请看一遍：{title}")
    assert "正式表决（依据：郑州市物业管理条例（2021）第17条）" in seen.text, seen.text
    assert said in seen.text, seen.text
    await chair.presses("公示出去")
    await chair.sees(f"第{number}号表决已公示")
    await town.settle()


async def opens(town: Town, group: Group, chair: Person, number: int) -> None:
    """After full days of notice; the card comes in the morning."""
    card = await days_go_by(town, chair, f"正在表决 第{number}号", group)
    assert "已参加 0/31 人，面积 0.00/2,900.00 ㎡" in card.text, card.text


async def everybody_votes(
    town: Town, owners: Sequence[Person], homes: Mapping[str, int], shop: str, number: int
) -> None:
    """One is looked at closely, the others do the same."""
    choices = [choice for choice, count in homes.items() for _ in range(count)]
    voting = [*zip(owners[1:], choices, strict=False), (owners[0], shop)]
    await votes(*voting[0], number)
    async with town.script.aside(f"（另外 {len(voting) - 1} 位业主也投了票）"):
        for at in range(1, len(voting), AT_ONCE):
            await asyncio.gather(*(votes(*one, number) for one in voting[at : at + AT_ONCE]))
        await town.settle()


async def votes(owner: Person, choice: str, number: int) -> None:
    await owner.starts(f"vote_{number}")
    await owner.presses(choice, message=await owner.sees("您代表：", fresh=True))
    await owner.presses("投出去", message=await owner.sees(f"您选的是{choice}", fresh=True))
    await owner.sees(f"投好了：{choice}", fresh=True)


async def confirmed(town: Town, group: Group, chair: Person, scrutineer: Person, number: int) -> str:
    """Nobody reads a count before somebody else than the starter has checked it."""
    asked = await days_go_by(town, scrutineer, f"请核对结果 第{number}号")
    await chair.starts(f"vote_{number}")
    await chair.sees("正在核对", fresh=True)
    await scrutineer.presses("去核对", message=asked)
    await scrutineer.presses("核对结果", message=await scrutineer.sees("参加：", fresh=True))
    await scrutineer.presses("核对无误，公布", message=await scrutineer.sees("公布以后不能收回", fresh=True))
    return (await days_go_by(town, chair, f"表决结果 第{number}号", group)).text
