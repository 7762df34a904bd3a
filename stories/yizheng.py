"""The story of 一征三议两公开: lamps for a yard of 378 homes, paid by the street, from first opinion to archive.

No step is taken without its record; a unit asks for a change and reads the text anew; a home objects and is answered;
a task is late and says so; two disclosures hang on the wall.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
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

TITLE = "院内路灯改造"
TEXT = f"{TITLE}\n楼前楼后装36盏太阳能路灯，钱由街道的改造资金出，不动维修资金，也不动公共收益。"
WITH_LANE = TEXT + "\n灯杆靠墙装，消防通道留四米。"
PHOTO = picture(250, 240, 200)
HOMES = 378


@dataclass(frozen=True)
class Yard:
    """Who takes part (院里的人)."""

    town: Town
    chair: Person
    member: Person
    representatives: Sequence[Person]
    neighbours: Sequence[Person]
    group: Group


async def play(town: Town, code: str) -> None:
    """一征三议两公开：院内路灯改造，从征求意见到归档，一步一个记录，两次公开，消防让改了一稿，住户提了异议"""
    yard = await settled(town, code)
    await begun(yard)
    await heard(yard)
    await answered(yard)
    await proposed(yard)
    await consulted(yard)
    await resolved(yard)
    await disclosed(yard)
    await done(yard)
    await accepted(yard)
    await rated(yard)


async def settled(town: Town, code: str) -> Yard:
    """Nine buildings, two of the committee, five representatives, four homes in the group."""
    operator = await town.person("周工", note="管理员")
    chair = await town.person("赵主任", note="社区书记、居委会主任")
    member = await town.person("林委员", note="居委会委员")
    representatives = [await town.person(f"{name}代表", note="居民代表") for name in "王李孙周吴"]
    neighbours = [await town.person(name, note="1号楼住户") for name in ("王阿姨", "陈姐", "刘师傅", "何奶奶")]
    await claim_and_found(town, operator, code, "中华园", "9栋，每栋3单元、7层、每层2户")
    await invite(operator, chair, "请委员会成员", "自管会成员")
    await invite(operator, member, "请委员会成员", "自管会成员")
    for one in representatives:
        await invite(chair, one, "请居民代表", "本小区")
    group = await town.group("中华园邻里群", [chair, *neighbours], creator=chair)
    await bind(town, group, chair, "中华园（整个小区）")
    slips = await printed_codes(chair, await print_slips(chair, "1号楼"))
    async with town.script.aside(f"（{len(neighbours)} 户凭纸条登记）"):
        await asyncio.gather(*(joins(*one) for one in zip(neighbours, slips, strict=False)))
        await town.settle()
    return Yard(town, chair, member, representatives, neighbours, group)


async def joins(person: Person, slip: str) -> None:
    await person.starts()
    await join_by_code(person, slip, "租户")


async def begun(yard: Yard) -> None:
    """Whose decision it is comes first; everybody reads the card."""
    chair = yard.chair
    await chair.says("/yishi")
    await chair.presses("发起议题", message=await chair.sees("", fresh=True))
    await chair.presses("全小区：中华园", message=await chair.sees("哪里的事", fresh=True))
    await chair.sees("请写清楚要做什么", fresh=True)
    await chair.says(TEXT)
    asked = await chair.sees("牵涉下面哪些", fresh=True)
    refused = await chair.presses("住宅改商用", message=asked)
    assert "民法典279条" in refused.text, refused.text
    await chair.presses("都没有", message=asked)
    seen = await chair.sees("请看一遍", fresh=True)
    assert "由居民定：不动业主的钱，不改公共地方" in seen.text, seen.text
    await chair.presses("发出去", message=seen)
    await chair.sees(f"发出去了：{TITLE}", fresh=True)
    await yard.town.settle()
    await chair.sees(f"全体住户：中华园，共 {HOMES} 户", chat=yard.group)


async def heard(yard: Yard) -> None:
    """Two ways of asking; nothing goes on before its time and its answers."""
    wang, chen, *_ = yard.neighbours
    await says(wang, "灯别太亮，晃眼")
    await says(chen, "楼后面最黑，先装楼后面")
    page = await running(yard.chair)
    for words in ("还差：时间没到", "至少两种渠道", "每条意见都归好类、有答复"):
        assert words in page.text, page.text
    assert not page.button("进入下一步"), page.text
    await yard.chair.presses("补录当面听到的意见", message=page)
    await yard.chair.sees("照原话写", fresh=True)
    await yard.chair.says("六楼的老人说，灯要亮一点")
    await yard.chair.presses("入户", message=await yard.chair.sees("在哪里听到的", fresh=True))
    await yard.chair.sees("记下了", fresh=True)


async def says(person: Person, words: str) -> None:
    await person.starts("matter_1")
    await person.presses("说两句", message=await person.sees(TITLE, fresh=True))
    await person.sees("您怎么看", fresh=True)
    await person.says(words)
    await person.sees("不显示是谁说的", fresh=True)


async def matter(person: Person) -> Message:
    """Its page."""
    await person.starts("matter_1")
    return await person.sees("由居民定：", fresh=True)


async def running(person: Person, words: str = "还差") -> Message:
    """What is missing, and what supplies it."""
    await person.presses("办这件事", message=await matter(person))
    return await person.sees(words, fresh=True)


async def digest(person: Person) -> Message:
    await person.presses("意见和答复", message=await matter(person))
    return await person.sees("第1号议题的意见和答复", fresh=True)


async def answered(yard: Yard) -> None:
    """Every opinion is put with its like and answered; who spoke hears of it."""
    chair = yard.chair
    await chair.presses("归类", message=await digest(chair))
    await files(chair, "灯多亮")
    await files(chair, "先装哪里")
    await chair.presses("灯多亮", message=await chair.sees("灯要亮一点", fresh=True))
    await chair.sees("意见都归好类了", fresh=True)
    for title, verdict, why in (
        ("灯多亮", "部分采纳", "用30瓦，灯罩朝下。"),
        ("先装哪里", "采纳", "从楼后面装起。"),
    ):
        await chair.presses(title, message=await digest(chair))
        await chair.presses("答复", message=await chair.sees("还没有答复", fresh=True))
        await chair.presses(verdict, message=await chair.sees("采纳吗", fresh=True))
        await chair.sees(f"「{title}」：{verdict}", fresh=True)
        await chair.says(why)
        await chair.sees("答复公布了", fresh=True)
    await yard.town.settle()
    await yard.neighbours[1].sees("采纳：从楼后面装起", fresh=True)
    told = await days_go_by(yard.town, chair, "征求意见满时间了")
    assert TITLE in told.text
    await goes_on(yard, "两委提议")


async def files(chair: Person, title: str) -> None:
    """The opinion that is shown begins a group."""
    await chair.presses("新建一类", message=await chair.sees("放进哪一类", fresh=True))
    await chair.sees("这一类有 1 条意见", fresh=True)
    await chair.says(title)


async def goes_on(yard: Yard, step: str) -> None:
    """One says that it can go on, another looks."""
    await yard.chair.presses("进入下一步", message=await running(yard.chair, "都齐了"))
    await yard.chair.sees("正等另一位委员核对", fresh=True)
    await yard.town.settle()
    await yard.member.presses("去核对", message=await yard.member.sees("记录齐了，请您核对", fresh=True))
    await yard.member.presses("核对无误，进入下一步", message=await yard.member.sees("都齐了，请您核对", fresh=True))
    await yard.town.settle()
    await yard.neighbours[0].presses("走到哪步了", message=await matter(yard.neighbours[0]))
    await yard.neighbours[0].sees(f"现在：{step}", fresh=True)


async def proposed(yard: Yard) -> None:
    """The committees' proposal: five records, and none can be left out."""
    chair = yard.chair
    assert not (await running(chair)).button("进入下一步")
    for key, words in (
        ("记党组织研究", "3月2日社区党委研究，同意提交两委会。"),
        ("记到会的人", "应到7人，实到6人。"),
        ("记利害关系", "没有"),
        ("记预算", "126000\n街道老旧小区改造资金"),
    ):
        await records(chair, key, words)
    await records(chair, "交会议记录", "两委会会议记录", photo=True)
    await yard.town.settle()
    await goes_on(yard, "相关单位商议")


async def records(person: Person, key: str, words: str, *, photo: bool = False) -> None:
    await person.presses(key, message=await running(person))
    await person.sees(TITLE, fresh=True)
    await person.says(words)
    if photo:
        await person.sees("请发照片", fresh=True)
        await person.sends_photo(PHOTO)
    await person.sees("记下了", fresh=True)


async def consulted(yard: Yard) -> None:
    """消防 asks for a change; the text is written anew and it agrees to that."""
    chair = yard.chair
    await chair.presses("请单位", message=await at_units(chair))
    await chair.presses("消防", message=await chair.sees("请哪家单位", fresh=True))
    await chair.presses("发给它", message=await chair.sees("这一稿还没发给它", fresh=True))
    await answers(chair, await chair.sees("用微信或短信发给消防", fresh=True), "建议修改", "消防通道要留四米")
    await chair.presses("改方案", message=await running(chair))
    await chair.sees("请把改好的全文发给我", fresh=True)
    await chair.says(WITH_LANE)
    await chair.sees("为什么改", fresh=True)
    await chair.says("消防要求留出通道。")
    seen = await chair.sees(f"请看一遍：{TITLE}", fresh=True)
    assert "改为：" in seen.text and "消防通道留四米" in seen.text, seen.text
    await chair.presses("就用这一稿", message=seen)
    await chair.sees("就用这一稿了", fresh=True)
    await chair.presses("消防", message=await at_units(chair))
    await chair.presses("发给它", message=await chair.sees("消防", fresh=True))
    await answers(chair, await chair.sees("用微信或短信发给消防", fresh=True), "同意", "")
    await records(chair, "交会议记录", "联席会会议记录", photo=True)
    await yard.town.forward(days=7)
    await yard.town.settle()
    await goes_on(yard, "方案公告")


async def at_units(person: Person) -> Message:
    await person.presses("相关单位怎么说", message=await matter(person))
    return await person.sees("相关单位怎么说", fresh=True)


async def answers(chair: Person, sent: Message, verdict: str, why: str) -> None:
    """It answers by telephone, and that is taken down."""
    await chair.presses("看这一家", message=sent)
    await chair.presses("录入答复", message=await chair.sees("等答复", fresh=True))
    await chair.presses("电话答复", message=await chair.sees("消防是怎么答复的", fresh=True))
    await chair.presses(verdict, message=await chair.sees("它怎么说", fresh=True))
    if why:
        await chair.sees("它的理由或建议是什么", fresh=True)
        await chair.says(why)
    await chair.sees("谁答复的", fresh=True)
    await chair.says("张工，参谋")
    day = await chair.sees("哪天答复的", fresh=True)
    await chair.presses(day.buttons[0], message=day)
    await chair.sees("记下了", fresh=True)


async def resolved(yard: Yard) -> None:
    """The representatives decide on the very words that were announced; two thirds have come."""
    town, chair = yard.town, yard.chair
    notice = await chair.sees("方案公告", chat=yard.group, fresh=True)
    assert "消防通道留四米" in notice.text and "一个字不再改" in notice.text, notice.text
    await chair.presses("通知代表开会", message=await running(chair))
    await chair.sees("居民代表哪天几点开会", fresh=True)
    await chair.says("15天后19:30")
    await chair.presses("都在名单里了", message=await chair.sees("不用手机的居民代表", fresh=True))
    await chair.presses("通知出去", message=await chair.sees("一个字不改", fresh=True))
    await chair.sees("开会通知发出去了", fresh=True)
    await days_go_by(town, chair, "居民代表会议 第1号", yard.group)
    await town.forward(hours=1, minutes=30)
    async with town.script.aside(f"（{len(yard.representatives)} 位代表签到）"):
        for one in yard.representatives:
            await one.presses("我到了，签到", message=await ballot(town, one))
    await chair.presses("开始表决", message=await ballot(town, chair))
    for one, choice in zip(yard.representatives, ("同意", "同意", "同意", "同意", "反对"), strict=True):
        await one.presses(choice, message=await ballot(town, one))
        await one.presses("投出去", message=await one.sees(f"您选的是{choice}", fresh=True))
        await one.sees(f"投好了：{choice}", fresh=True)
    await chair.presses("结束表决", message=await ballot(town, chair))
    await chair.presses("结束表决", message=await chair.sees("没表态", fresh=True))
    asked = await days_go_by(town, yard.member, "请核对结果 第1号")
    await yard.member.presses("去核对", message=asked)
    await yard.member.presses("核对结果", message=await yard.member.sees("参加：", fresh=True))
    await yard.member.presses("核对无误，公布", message=await yard.member.sees("公布以后不能收回", fresh=True))
    await days_go_by(town, chair, "决议公开", yard.group)


async def ballot(town: Town, person: Person) -> Message:
    """The vote as this person sees it now."""
    await person.starts("vote_1")
    await town.settle()
    return (await person.messages())[-1]


async def disclosed(yard: Yard) -> None:
    """Fifteen days from the day the paper hangs; an objection is answered for everybody."""
    town, chair, granny = yard.town, yard.chair, yard.neighbours[-1]
    await days_go_by(town, chair, "还没有纸质公告的照片")
    await records(chair, "交贴出来的照片", "大门口公告栏，赵主任、林委员贴的", photo=True)
    await town.settle()
    await granny.presses("提异议", message=await matter(granny))
    await granny.sees("有什么异议", fresh=True)
    await granny.says("灯别对着我家窗户。")
    await granny.sees("记下了，不显示是谁提的", fresh=True)
    await town.settle()
    await chair.presses("去答复异议", message=await chair.sees("请答复", fresh=True))
    await chair.presses("答复第1条", message=await chair.sees("1/378 户提了异议", fresh=True))
    await chair.sees("怎么答复", fresh=True)
    await chair.says("灯罩朝下，窗前的一盏往东移两米。")
    await chair.sees("答复发出去了", fresh=True)
    await town.settle()
    public = await chair.sees("往东移两米", chat=yard.group, fresh=True)
    assert granny.name not in public.text, public.text
    await days_go_by(town, chair, "可以动手办了")


async def done(yard: Yard) -> None:
    """A task with its day; it is late and says so; photos, and the accounts."""
    town, chair = yard.town, yard.chair
    await chair.presses("看进度", message=await matter(chair))
    await chair.presses("派一件事", message=await chair.sees("还没有派事", fresh=True))
    await chair.sees("要做什么", fresh=True)
    for said, asked in (("装36盏路灯", "谁负责"), ("府河照明公司", "哪天做完"), ("7天后", "预计花多少元")):
        await chair.says(said)
        await chair.sees(asked, fresh=True)
    await chair.says("125000")
    await chair.presses("派下去", message=await chair.sees("这样派下去可以吗", fresh=True))
    await chair.sees("派下去了", fresh=True)
    await days_go_by(town, chair, "晚了")
    await chair.presses("看进度", message=await matter(chair))
    await chair.presses("看第1件", message=await chair.sees("要做的事：0/1 做完", fresh=True))
    await chair.presses("交做完后的照片", message=await chair.sees("第1件：装36盏路灯", fresh=True))
    await chair.sees("请发做完后的照片", fresh=True)
    await chair.sends_photo(PHOTO)
    thanked = await chair.sees("收到照片", fresh=True)
    await town.settle()
    await chair.presses("看这一件", message=thanked)
    await chair.presses("做完了", message=await chair.sees("做完后 1 张", fresh=True))
    await chair.sees("一共花了多少元", fresh=True)
    await chair.says("124800")
    await chair.sees("做了什么", fresh=True)
    await chair.says("36盏都亮了。")
    await chair.sees("记下了：做完了", fresh=True)
    await chair.presses("交做好的照片", message=await running(chair))
    await chair.sees("请发做好以后的照片", fresh=True)
    await chair.sends_photo(PHOTO)
    await chair.sees("照片收到了", fresh=True)
    await records(chair, "记决算", "124800\n灯和安装，发票在社区。")
    await town.settle()
    await goes_on(yard, "办好公开")


async def accepted(yard: Yard) -> None:
    """It hangs on the wall again; a resident who had no hand in it looks at the work."""
    town, chair, liu = yard.town, yard.chair, yard.neighbours[2]
    await records(chair, "交贴出来的照片", "大门口公告栏，赵主任、林委员贴的", photo=True)
    await town.settle()
    await liu.presses("我来验收", message=await matter(liu))
    await liu.sees("您看过了吗", fresh=True)
    await liu.says("数了，36盏，都亮。")
    await liu.sees("记下了", fresh=True)
    await days_go_by(town, chair, "请各家评议", yard.group)


async def rated(yard: Yard) -> None:
    """Done? Content? Asked apart; then the whole file is closed."""
    for person in yard.neighbours[:2]:
        await person.presses("评一评", message=await matter(person))
        await person.presses("办好了", message=await person.sees("办好了吗", fresh=True))
        await person.presses("满意", message=await person.sees("满意吗", fresh=True))
    closed = await days_go_by(yard.town, yard.chair, "办结归档", yard.group)
    assert TITLE in closed.text, closed.text
    await yard.chair.presses("看记录", message=await matter(yard.chair))
    await yard.chair.sees("记录，共", fresh=True)
