"""The story of a matter that the owners decide too (民法典278): 南河湾 has its gate made anew from common income.

The representatives' resolution does not close it: the owners vote on the very same words, and both results hang on
the wall. 12 homes stand for the estate, under the rules of 郑州, where an owners' vote by phone is a formal one.
"""

from __future__ import annotations

import asyncio

from sandbox.client import Town
from stories.matters import (
    Yard,
    answers,
    answers_group,
    at_units,
    ballot,
    confirms,
    digest,
    files,
    goes_on,
    heard_at_a_door,
    hung,
    matter,
    proposed,
    records,
    resolved,
    running,
    says,
)
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
from stories.owners_vote import votes

COMPOUND = "南河湾"
TITLE = "东大门换新"
TEXT = f"{TITLE}\n旧铁门换成电动门，加人行小门。花7万元，从公共收益里出。"
HOMES = [f"{floor}0{door}" for floor in range(1, 4) for door in range(1, 5)]
CHOICES = (*("同意",) * 8, "反对", "反对")
"""What ten of the twelve owners choose."""


async def play(town: Town, code: str) -> None:
    """大门换新，钱从公共收益出：居民代表通过了还不算数，业主再表决一次，两个结果一起公开"""
    await decided(town, code)


async def decided(town: Town, code: str) -> Yard:
    """From the first word to where it may be carried out, and who takes part."""
    yard = await settled(town, code)
    await begun(yard)
    await heard(yard)
    await proposed(yard, "70000\n公共收益账户", "公共收益")
    await consulted(yard)
    await resolved(yard, *("同意",) * 3)
    await not_yet_decided(yard)
    await owners_vote(yard)
    await disclosed(yard)
    return yard


async def settled(town: Town, code: str) -> Yard:
    """One building of 12 homes and their owners; the committee, three representatives."""
    await town.forward(hours=9)
    operator = await town.person("周工", note="管理员")
    chair = await town.person("赵主任", note="自管会主任")
    member = await town.person("林委员", note="自管会成员")
    representatives = [await town.person(f"{name}代表", note="居民代表") for name in "王李孙"]
    owners = [await town.person(f"业主{door}", note=f"{COMPOUND}1号楼{door}") for door in HOMES]
    await claim_and_found(town, operator, code, COMPOUND, "1")
    await operator.presses("选城市规则", message=await operator.sees(f"{COMPOUND}建好了"))
    await operator.presses("郑州")
    await operator.presses("就用郑州的")
    for one in (chair, member):
        await invite(operator, one, "请委员会成员", "自管会成员")
    for one in representatives:
        await invite(chair, one, "请居民代表", "本小区")
    register = owners_book(COMPOUND, [(door, "住宅", 90, f"业主{door}") for door in HOMES])
    await chair.sends_document(register, f"{COMPOUND}名册.xlsx")
    await chair.presses("就这样导入", message=await chair.sees(f"新的门牌 {len(HOMES)} 户", fresh=True))
    await chair.sees("导入好了")
    group = await town.group(f"{COMPOUND}邻里群", [chair, *owners], creator=chair)
    await bind(town, group, chair, f"{COMPOUND}（整个小区）")
    slips = await printed_codes(chair, await print_slips(chair, "1号楼"))
    async with town.script.aside(f"（{len(owners)} 位业主凭纸条登记）"):
        await asyncio.gather(*(join_as_owner(*one) for one in zip(owners, slips, strict=True)))
        await town.settle()
    return Yard(town, chair, member, representatives, owners, group)


async def begun(yard: Yard) -> None:
    """Common income is the owners' money: the screen says whose decision it is, and by which article."""
    chair = yard.chair
    await chair.says("/yishi")
    await chair.presses("发起议题", message=await chair.sees("", fresh=True))
    await chair.presses(f"全小区：{COMPOUND}", message=await chair.sees("哪里的事", fresh=True))
    await chair.sees("请写清楚要做什么", fresh=True)
    await chair.says(TEXT)
    asked = await chair.sees("牵涉下面哪些", fresh=True)
    await chair.presses("动业主的钱（维修资金、公共收益）", message=asked)
    await chair.presses("花公共收益", message=await chair.sees("是下面哪一样", fresh=True))
    await chair.presses("选好了", message=await chair.sees("牵涉下面哪些", fresh=True, button="选好了"))
    await chair.presses("不会", message=await chair.sees("会不会占公共地方来收钱", fresh=True))
    seen = await chair.sees("请看一遍", fresh=True)
    assert "还要全体业主表决（民法典278条第九项，公共收益" in seen.text, seen.text
    await chair.presses("发出去", message=seen)
    await chair.sees(f"发出去了：{TITLE}", fresh=True)
    await yard.town.settle()


async def heard(yard: Yard) -> None:
    """One speaks by phone, one at the door; both are answered."""
    chair = yard.chair
    await says(yard.neighbours[0], "小门要能推轮椅过去")
    await heard_at_a_door(chair, "一楼的说，门别太响")
    await chair.presses("归类", message=await digest(chair))
    await files(chair, "门怎么做")
    await files(chair, "门响不响")
    await answers_group(chair, "门怎么做", "采纳", "小门宽一米二。")
    await answers_group(chair, "门响不响", "采纳", "装静音轨道。")
    await days_go_by(yard.town, chair, "征求意见满时间了")
    await goes_on(yard, "两委提议")


async def consulted(yard: Yard) -> None:
    """The property company agrees, by telephone."""
    chair = yard.chair
    await chair.presses("请单位", message=await at_units(chair))
    await chair.presses("物业", message=await chair.sees("请哪家单位", fresh=True))
    await chair.presses("发给它", message=await chair.sees("这一稿还没发给它", fresh=True))
    await answers(chair, await chair.sees("用微信或短信发给物业", fresh=True), "物业", "同意", "")
    await records(chair, "交会议记录", "联席会会议记录", photo=True)
    await yard.town.forward(days=7)
    await yard.town.settle()
    await goes_on(yard, "方案公告")


async def not_yet_decided(yard: Yard) -> None:
    """The representatives have agreed, and nothing is disclosed: the owners have not been asked."""
    await days_go_by(yard.town, yard.chair, "这件事还要业主表决")
    await yard.neighbours[0].sees("还不算数，还要全体业主表决", chat=yard.group)
    shown = await matter(yard.neighbours[0])
    assert "居民代表通过了，请全体业主表决" in shown.text, shown.text
    waiting = await running(yard.chair)
    assert "还差：全体业主表决通过" in waiting.text and not waiting.button("进入下一步"), waiting.text


async def owners_vote(yard: Yard) -> None:
    """The owners vote on the same words; enough take part, more than half of them agree."""
    town, chair = yard.town, yard.chair
    await chair.presses("请业主表决", message=await running(chair))
    days = await chair.sees("业主投票投几天", fresh=True)
    pressed = await chair.presses(days.buttons[0], message=days)
    assert pressed.text == "业主表决公示出去了", pressed.text
    asked = await running(chair)
    assert asked.button("看业主表决") and not asked.button("请业主表决"), asked.buttons
    opened = await days_go_by(town, chair, "正在表决 第2号", yard.group)
    assert "已参加 0/12 人" in opened.text, opened.text
    shown = await ballot(town, yard.neighbours[0], 2)
    assert TITLE in shown.text and "从公共收益里出" in shown.text, shown.text
    async with town.script.aside(f"（{len(CHOICES)} 位业主投了票）"):
        await asyncio.gather(
            *(votes(owner, choice, 2) for owner, choice in zip(yard.neighbours, CHOICES, strict=False))
        )
        await town.settle()
    await confirms(yard, 2)


async def disclosed(yard: Yard) -> None:
    """Both results on one notice; after fifteen days of paper it may be carried out."""
    town, chair = yard.town, yard.chair
    notice = await days_go_by(town, chair, "决议公开", yard.group)
    for words in (
        "花7万元，从公共收益里出",
        "居民代表表决：到会 3/3 人，其中 3/3 人同意",
        "业主表决：参加 10/12 人，面积 900.00/1,080.00 ㎡；其中同意 8/10 人，面积 720.00/900.00 ㎡",
        "反对 2 人，弃权 0 人",
    ):
        assert words in notice.text, notice.text
    await hung(yard)
    await days_go_by(town, chair, "可以动手办了")
