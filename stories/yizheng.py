"""The story of 一征三议两公开: lamps for a yard of 382 homes, paid by the street, from first opinion to archive.

No step is taken without its record; a unit asks for a change and reads the text anew; a home objects and is answered;
a task is late and says so; two disclosures hang on the wall.
"""

from __future__ import annotations

import asyncio

from sandbox.client import Person, Town
from stories.matters import (
    PHOTO,
    Yard,
    answers,
    answers_group,
    at_units,
    digest,
    files,
    goes_on,
    heard_at_a_door,
    hung,
    joins,
    matter,
    proposed,
    records,
    resolved,
    running,
    says,
)
from stories.moves import bind, claim_and_found, days_go_by, finds, invite, print_slips, printed_codes

TITLE = "院内路灯改造"
TEXT = f"{TITLE}\n楼前楼后装36盏太阳能路灯，钱由街道的改造资金出，不动维修资金，也不动公共收益。"
WITH_LANE = TEXT + "\n灯杆靠墙装，消防通道留四米。"
HOMES = 382


async def play(town: Town, code: str) -> None:
    """一征三议两公开：院内路灯改造，从征求意见到归档，一步一个记录，两次公开，消防让改了一稿，住户提了异议"""
    yard = await settled(town, code)
    await begun(yard)
    await heard(yard)
    await answered(yard)
    await proposed(yard, "126000\n街道老旧小区改造资金")
    await consulted(yard)
    await resolved(yard, *("同意",) * 4, "反对")
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
    async with town.script.aside("（9号楼加盖过一层，补上4户，全院382户）"):
        await upper_floor(chair)
    slips = await printed_codes(chair, await print_slips(chair, "1号楼"))
    async with town.script.aside(f"（{len(neighbours)} 户凭纸条登记）"):
        await asyncio.gather(*(joins(*one) for one in zip(neighbours, slips, strict=False)))
        await town.settle()
    return Yard(town, chair, member, representatives, neighbours, group)


async def upper_floor(chair: Person) -> None:
    """One building has half a floor more than the others: its four doors are added one by one."""
    await chair.says("/mingce")
    await chair.presses("门牌", message=await chair.sees("", fresh=True))
    await chair.presses("9号楼 42", message=await chair.sees("中华园的门牌：9 栋", fresh=True))
    for door in ("1单元801", "1单元802", "2单元801", "2单元802"):
        await chair.presses("加一户", message=await chair.sees("中华园9号楼：", fresh=True))
        await chair.sees("少了哪一户", fresh=True)
        await chair.says(door)
        await chair.presses("看这栋楼", message=await chair.sees("加好了", fresh=True))


async def begun(yard: Yard) -> None:
    """Whose decision it is comes first; everybody reads the card."""
    chair = yard.chair
    await chair.says("/yishi")
    await chair.presses("发起议题", message=await chair.sees("", fresh=True))
    await chair.presses("全小区：中华园", message=await chair.sees("哪里的事", fresh=True))
    await chair.sees("请写清楚要做什么", fresh=True)
    await chair.says(TEXT)
    await chair.presses("改公共的地方、改房子", message=await chair.sees("牵涉下面哪些", fresh=True))
    asked = await chair.sees("是下面哪一样", fresh=True)
    refused = await chair.presses("住宅改商用", message=asked)
    assert "民法典279条" in refused.text, refused.text
    await chair.presses("返回上一步", message=asked)
    await chair.presses("都没有", message=await chair.sees("牵涉下面哪些", fresh=True))
    await chair.presses("不会", message=await chair.sees("会不会占公共地方来收钱", fresh=True))
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
    await heard_at_a_door(yard.chair, "六楼的老人说，灯要亮一点")


async def answered(yard: Yard) -> None:
    """Every opinion is put with its like and answered; who spoke hears of it."""
    chair = yard.chair
    await chair.presses("归类", message=await digest(chair))
    await files(chair, "灯多亮")
    await files(chair, "先装哪里")
    await chair.presses("灯多亮", message=await chair.sees("灯要亮一点", fresh=True))
    await chair.sees("意见都归好类了", fresh=True)
    await answers_group(chair, "灯多亮", "部分采纳", "用30瓦，灯罩朝下。")
    await answers_group(chair, "先装哪里", "采纳", "从楼后面装起。")
    await yard.town.settle()
    await yard.neighbours[1].sees("采纳：从楼后面装起", fresh=True)
    told = await days_go_by(yard.town, chair, "征求意见满时间了")
    assert TITLE in told.text
    await goes_on(yard, "两委提议")


async def consulted(yard: Yard) -> None:
    """消防 asks for a change; the text is written anew and it agrees to that."""
    chair = yard.chair
    await chair.presses("请单位", message=await at_units(chair))
    await chair.presses("消防", message=await chair.sees("请哪家单位", fresh=True))
    await chair.presses("发给它", message=await chair.sees("这一稿还没发给它", fresh=True))
    await answers(chair, await chair.sees("用微信或短信发给消防", fresh=True), "消防", "建议修改", "消防通道要留四米")
    await finds(chair, "改方案", await running(chair))
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
    await answers(chair, await chair.sees("用微信或短信发给消防", fresh=True), "消防", "同意", "")
    await records(chair, "交会议记录", "联席会会议记录", photo=True)
    await yard.town.forward(days=7)
    await yard.town.settle()
    await goes_on(yard, "方案公告")
    notice = await chair.sees("方案公告", chat=yard.group, fresh=True)
    assert "消防通道留四米" in notice.text and "一个字不再改" in notice.text, notice.text


async def disclosed(yard: Yard) -> None:
    """Fifteen days from the day the paper hangs; an objection is answered for everybody."""
    town, chair, granny = yard.town, yard.chair, yard.neighbours[-1]
    notice = await days_go_by(town, chair, "决议公开", yard.group)
    assert "居民代表表决：到会 5/5 人，其中 4/5 人同意，反对 1 人" in notice.text, notice.text
    await days_go_by(town, chair, "还没有纸质公告的照片")
    await hung(yard)
    await finds(granny, "提异议", await matter(granny))
    await granny.sees("有什么异议", fresh=True)
    await granny.says("灯别对着我家窗户。")
    await granny.presses("发出去", message=await granny.sees("发出去以后，大家看到的是", fresh=True))
    await granny.sees("记下了，不显示是谁提的", fresh=True)
    await town.settle()
    await chair.presses("去答复异议", message=await chair.sees("请答复", fresh=True))
    await chair.presses("答复第1条", message=await chair.sees("提异议的：1/382 户；0/5 位居民代表", fresh=True))
    await chair.sees("怎么答复", fresh=True)
    await chair.says("灯罩朝下，窗前的一盏往东移两米。")
    await chair.presses("发出去", message=await chair.sees("发出去以后，大家看到的答复是", fresh=True))
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
    ready = await running(chair)
    assert not ready.button("交做好的照片"), "it was handed in with the task"
    await chair.presses("记决算", message=ready)
    await chair.sees("派的事一共花了 124,800.00 元", fresh=True)
    await chair.says("灯和安装，发票在社区。")
    await chair.sees("记下了：124,800.00 元", fresh=True)
    await town.settle()
    await goes_on(yard, "实施情况公开")
    shown = await chair.sees("实施情况公开", chat=yard.group)
    assert "花了 124,800.00 元，预算 126,000.00 元" in shown.text, shown.text


async def accepted(yard: Yard) -> None:
    """It hangs on the wall again; a resident who had no hand in it looks at the work."""
    town, chair, liu = yard.town, yard.chair, yard.neighbours[2]
    await hung(yard)
    await finds(liu, "我来验收", await matter(liu))
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
    await finds(yard.chair, "看记录", await matter(yard.chair))
    await yard.chair.sees("记录，共", fresh=True)
