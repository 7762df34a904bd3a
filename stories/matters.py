"""Moves (步骤) of a whole compound's matter that stories have in common: its page, its records, its next step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.client import Group, Message, Person, Town
from stories.moves import days_go_by, finds, join_by_code, picture

PHOTO = picture(250, 240, 200)


@dataclass(frozen=True)
class Yard:
    """Who takes part (院里的人)."""

    town: Town
    chair: Person
    member: Person
    representatives: Sequence[Person]
    neighbours: Sequence[Person]
    group: Group


async def joins(person: Person, slip: str) -> None:
    """A tenant comes in by the slip of their door."""
    await person.starts()
    await join_by_code(person, slip, "租户")


async def says(person: Person, words: str) -> None:
    """An opinion, in private."""
    await person.presses("说两句", message=await matter(person))
    await person.sees("您怎么看", fresh=True)
    await person.says(words)
    await person.sees("不显示是谁说的", fresh=True)


async def matter(person: Person) -> Message:
    """Its page."""
    await person.starts("matter_1")
    return await person.sees("第1号", fresh=True, button="全部议题")


async def running(person: Person, words: str = "还差") -> Message:
    """What is missing, and what supplies it."""
    await person.presses("办这件事", message=await matter(person))
    return await person.sees(words, fresh=True)


async def digest(person: Person) -> Message:
    """What was said, and what was answered."""
    await finds(person, "意见和答复", await matter(person))
    return await person.sees("第1号议题的意见和答复", fresh=True)


async def files(chair: Person, title: str) -> None:
    """The opinion that is shown begins a group."""
    await chair.presses("新建一类", message=await chair.sees("放进哪一类", fresh=True))
    await chair.sees("这一类有 1 条意见", fresh=True)
    await chair.says(title)


async def answers_group(chair: Person, title: str, verdict: str, why: str) -> None:
    """Whatever was said of one thing is answered, for everybody who said it."""
    await chair.presses(title, message=await digest(chair))
    await chair.presses("答复", message=await chair.sees("还没有答复", fresh=True))
    await chair.presses(verdict, message=await chair.sees("采纳吗", fresh=True))
    await chair.sees(f"「{title}」：{verdict}", fresh=True)
    await chair.says(why)
    await chair.sees("答复公布了", fresh=True)


async def heard_at_a_door(chair: Person, words: str) -> None:
    """What somebody without a phone said, taken down."""
    await chair.presses("补录当面听到的意见", message=await running(chair))
    await chair.sees("照原话写", fresh=True)
    await chair.says(words)
    await chair.presses("入户", message=await chair.sees("在哪里听到的", fresh=True))
    await chair.sees("记下了", fresh=True)


async def proposed(yard: Yard, budget: str, source: str = "街道或上级资金") -> None:
    """The committees' proposal: five records, and none can be left out."""
    assert not (await running(yard.chair)).button("进入下一步")
    for key, words in (
        ("记党组织研究", "3月2日社区党委研究，同意提交两委会。"),
        ("记到会的人", "应到7人，实到6人。"),
        ("记利害关系", "没有"),
        ("记预算", budget),
    ):
        paid = source if key == "记预算" else ""
        await records(yard.chair, key, words, dated=key == "记到会的人", paid=paid)
    await records(yard.chair, "交会议记录", "两委会会议记录", photo=True)
    await yard.town.settle()
    await goes_on(yard, "相关单位商议")


async def goes_on(yard: Yard, step: str) -> None:
    """One says that it can go on, another looks."""
    await yard.chair.presses("进入下一步", message=await running(yard.chair, "都齐了"))
    await yard.chair.sees("正等另一位委员核对", fresh=True)
    await yard.town.settle()
    await yard.member.presses("去核对", message=await yard.member.sees("记录齐了，请您核对", fresh=True))
    await yard.member.presses("核对无误，进入下一步", message=await yard.member.sees("都齐了，请您核对", fresh=True))
    await yard.town.settle()
    await finds(yard.neighbours[0], "走到哪步了", await matter(yard.neighbours[0]))
    await yard.neighbours[0].sees(f"现在：{step}", fresh=True)


async def records(
    person: Person, key: str, words: str, *, photo: bool = False, dated: bool = False, paid: str = ""
) -> None:
    """Something is put on record by the button that supplies it; of a budget, `paid`: where the money is from."""
    await person.presses(key, message=await running(person))
    await person.sees("", fresh=True)
    await person.says(words)
    if dated:
        asked = await person.sees("哪天", fresh=True)
        await person.presses(asked.buttons[0], message=asked)
    if paid:
        await person.presses(paid, message=await person.sees("钱从哪里来？", fresh=True))
    if photo:
        await person.sees("请发照片", fresh=True)
        await person.sends_photo(PHOTO)
    await person.sees("记下了", fresh=True)


async def at_units(person: Person) -> Message:
    """Who was asked, and what each said."""
    await finds(person, "相关单位怎么说", await matter(person))
    return await person.sees("相关单位怎么说", fresh=True)


async def answers(chair: Person, sent: Message, unit: str, verdict: str, why: str) -> None:
    """It answers by telephone, and that is taken down."""
    await chair.presses("看这一家", message=sent)
    await chair.presses("录入答复", message=await chair.sees("等答复", fresh=True))
    await chair.presses("电话答复", message=await chair.sees(f"{unit}是怎么答复的", fresh=True))
    await chair.presses(verdict, message=await chair.sees("它怎么说", fresh=True))
    if why:
        await chair.sees("它的理由或建议是什么", fresh=True)
        await chair.says(why)
    await chair.sees("谁答复的", fresh=True)
    await chair.says("张工，参谋")
    day = await chair.sees("哪天答复的", fresh=True)
    await chair.presses(day.buttons[0], message=day)
    await chair.sees("记下了", fresh=True)


async def ballot(town: Town, person: Person, vote: int = 1) -> Message:
    """The vote as this person sees it now."""
    await person.starts(f"vote_{vote}")
    await town.settle()
    return (await person.messages())[-1]


async def resolved(yard: Yard, *choices: str) -> None:
    """The representatives are called, come, and decide on the very words that were announced."""
    town, chair = yard.town, yard.chair
    await chair.presses("通知代表开会", message=await running(chair))
    await chair.sees("居民代表哪天几点开会", fresh=True)
    await chair.says("15天后19:30")
    await chair.presses("都在名单里了", message=await chair.sees("不用手机的居民代表", fresh=True))
    await chair.sees("由哪个居民小组或者哪栋楼推选的", fresh=True)
    await chair.says("去年9月由各楼栋推选，名单贴过。")
    await chair.presses("通知出去", message=await chair.sees("一个字不改", fresh=True))
    await chair.sees("开会通知发出去了", fresh=True)
    await days_go_by(town, chair, "居民代表会议 第1号", yard.group)
    await town.forward(hours=1, minutes=30)
    async with town.script.aside(f"（{len(yard.representatives)} 位代表签到）"):
        for one in yard.representatives:
            await one.presses("我到了，签到", message=await ballot(town, one))
    await chair.presses("开始表决", message=await ballot(town, chair))
    for one, choice in zip(yard.representatives, choices, strict=True):
        await one.presses(choice, message=await ballot(town, one))
        await one.presses("投出去", message=await one.sees(f"您选的是{choice}", fresh=True))
        await one.sees(f"投好了：{choice}", fresh=True)
    await chair.presses("结束表决", message=await ballot(town, chair))
    await chair.presses("结束表决", message=await chair.sees("没表态", fresh=True))
    await confirms(yard, 1)


async def confirms(yard: Yard, vote: int) -> None:
    """The other member compares, and publishes."""
    asked = await days_go_by(yard.town, yard.member, f"请核对结果 第{vote}号")
    await yard.member.presses("去核对", message=asked)
    await yard.member.presses("核对结果", message=await yard.member.sees("参加：", fresh=True))
    await yard.member.presses("核对无误，公布", message=await yard.member.sees("公布以后不能收回", fresh=True))


async def hung(yard: Yard) -> None:
    """The paper notice hangs at the gate, and its photo is handed in: the days count from now."""
    await records(yard.chair, "交贴出来的照片", "大门口公告栏，赵主任、林委员贴的", photo=True)
    await yard.town.settle()
