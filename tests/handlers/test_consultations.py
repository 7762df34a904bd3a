"""Units at the door: named, sent a text with a link, their letters and calls taken down; what neighbours read."""

from __future__ import annotations

import re

from domain.deliberation.stages import Stage as MatterStage
from domain.links import PersonalLink
from domain.outcomes import Done
from sandbox.client import Message, Person
from services.links import open_link
from stories.moves import finds
from tests.deliberating import begin_full_matter, full_matter_in
from tests.handlers.test_elections import has_a_door, town_of
from tests.handlers.test_vote_papers import picture
from tests.stage import Compound, Stage

LETTER = picture(1, 2, 3)


async def consulting(stage: Stage, compound: Compound) -> int:
    """The lamps stand in 相关单位商议; whose number."""
    town, now = await town_of(stage, compound), stage.clock.now()
    for number, person in enumerate((compound.wang, compound.leader), 101):
        await has_a_door(stage, town, person, str(number), now)
    chair = town["赵主任"].actor
    begun = await begin_full_matter(stage.house.database, town.compound_id, chair, now)
    assert isinstance(begun, Done), begun
    await full_matter_in(stage.house.database, begun["matter_id"], MatterStage.CONSULTING, now)
    return int(begun["matter_id"])


async def at_units(person: Person, matter_id: int) -> Message:
    """The screen of the units, from the matter's page."""
    await person.starts(f"matter_{matter_id}")
    await finds(person, "相关单位怎么说", await person.sees("9栋楼前后装36盏", fresh=True))
    return await person.sees("相关单位怎么说", fresh=True)


async def names_fire(chair: Person, matter_id: int) -> Message:
    """消防 is named by its button."""
    await chair.presses("请单位", message=await at_units(chair, matter_id))
    await chair.presses("消防", message=await chair.sees("请哪家单位", fresh=True))
    return await chair.sees("这一稿还没发给它", fresh=True)


async def test_a_unit_is_named_and_sent_a_text_with_its_link(compound: Compound, stage: Stage) -> None:
    matter_id, chair = await consulting(stage, compound), compound.chair
    await chair.presses("发给它", message=await names_fire(chair, matter_id))
    text = await chair.sees("用微信或短信发给消防", fresh=True)
    assert "中华园正在商量《院内路灯改造》（第1稿" in text.text and "最迟 11月27日（周五）答复" in text.text
    token = re.search(r"/l/([0-9a-f-]+)", text.text)
    assert token is not None
    opened = await open_link(stage.house.database, token=token[1], at=stage.clock.now())
    assert isinstance(opened, PersonalLink) and opened.subject.startswith("unit:")
    await chair.presses("看这一家", message=text)
    unit = await chair.sees("等答复，最迟 11月27日（周五）", fresh=True)
    await chair.presses("打印公函", message=unit)
    assert "document" in (await chair.sees("给消防的公函做好了", fresh=True)).raw
    assert not unit.button("不请了") and not unit.button("催一次")


async def test_another_unit_is_typed_and_taken_off_with_a_reason(compound: Compound, stage: Stage) -> None:
    matter_id, chair = await consulting(stage, compound), compound.chair
    await chair.presses("请单位", message=await at_units(chair, matter_id))
    await chair.presses("别的单位", message=await chair.sees("请哪家单位", fresh=True))
    await chair.sees("把名称发给我", fresh=True)
    await chair.says("路灯所")
    await chair.presses("看这一家", message=await chair.sees("请上了", fresh=True))
    await chair.presses("不请了", message=await chair.sees("路灯所", fresh=True))
    await chair.presses("算了", message=await chair.sees("为什么不请路灯所了", fresh=True))
    await chair.presses("路灯所", message=await chair.sees("请了 1 家", fresh=True))
    await chair.presses("不请了", message=await chair.sees("路灯所", fresh=True))
    await chair.sees("为什么不请路灯所了", fresh=True)
    await chair.says("写错了")
    await chair.presses("看各家", message=await chair.sees("不请了，原因记下来了", fresh=True))
    await chair.sees("还没有请单位", fresh=True)


async def test_a_letter_and_a_call_are_taken_down_and_neighbours_read_them(compound: Compound, stage: Stage) -> None:
    matter_id, chair = await consulting(stage, compound), compound.chair
    await chair.presses("发给它", message=await names_fire(chair, matter_id))
    await chair.presses("看这一家", message=await chair.sees("用微信或短信发给消防", fresh=True))
    await chair.presses("录入答复", message=await chair.sees("等答复", fresh=True))
    await chair.presses("盖章回函", message=await chair.sees("消防是怎么答复的", fresh=True))
    await chair.sees("请拍一张回函", fresh=True)
    await chair.says("没有照片")
    await chair.sees("请发一张回函的照片", fresh=True)
    await chair.sends_photo(LETTER)
    await chair.presses("建议修改", message=await chair.sees("它怎么说", fresh=True))
    await chair.sees("它的理由或建议是什么", fresh=True)
    await chair.says("消防通道留四米")
    await chair.sees("谁答复的", fresh=True)
    await chair.says("张工")
    await chair.sees("中间用逗号隔开", fresh=True)
    await chair.says("张工，参谋")
    await chair.sees("哪天答复的", fresh=True)
    await chair.says("昨天")
    await chair.sees("答复的日期要在发给它之后", fresh=True)
    await chair.says("2026-11-24")
    await chair.presses("看这一家", message=await chair.sees("记下了", fresh=True))
    await stage.town.settle()
    seen = await chair.sees("答复人：张工，参谋", fresh=True)
    assert "对第1稿：建议修改，11月24日（周二）（盖章回函）" in seen.text and seen.button("改方案")
    wang = compound.wang
    page = await at_units(wang, matter_id)
    assert "消防：建议修改，11月24日（周二），「消防通道留四米」" in page.text and not page.button("请单位")
    await wang.presses("消防", message=page)
    unit = await wang.sees("「消防通道留四米」", fresh=True)
    assert "张工" not in unit.text and not unit.button("录入答复")


async def test_a_call_needs_no_photo_and_who_says_nothing_is_reminded(compound: Compound, stage: Stage) -> None:
    matter_id, chair = await consulting(stage, compound), compound.chair
    await chair.presses("发给它", message=await names_fire(chair, matter_id))
    await stage.town.forward(days=5)
    told = await chair.sees("还有 1 家要您办：消防", fresh=True)
    await chair.presses("去看看", message=told)
    await chair.presses("消防", message=await chair.sees("消防：未答复，到 11月27日（周五）为止", fresh=True))
    await chair.presses("催一次", message=await chair.sees("未答复", fresh=True))
    text = await chair.sees("还没有收到", fresh=True)
    assert "/l/" in text.text
    await chair.presses("看这一家", message=text)
    await chair.presses("录入答复", message=await chair.sees("催过一次", fresh=True))
    await chair.presses("电话答复", message=await chair.sees("消防是怎么答复的", fresh=True))
    await chair.presses("同意", message=await chair.sees("它怎么说", fresh=True))
    await chair.sees("谁答复的", fresh=True)
    await chair.says("张工，参谋")
    day = await chair.sees("哪天答复的", fresh=True)
    await chair.presses("11月29日（周日）", message=day)
    await chair.presses("看各家", message=await chair.sees("记下了", fresh=True))
    await chair.sees("消防：同意，11月29日（周日）", fresh=True)


async def test_a_meeting_is_called_and_the_text_says_so(compound: Compound, stage: Stage) -> None:
    matter_id, chair = await consulting(stage, compound), compound.chair
    await names_fire(chair, matter_id)
    await chair.presses("开联席会", message=await at_units(chair, matter_id))
    await chair.sees("最早 11月28日（周六）00:00", fresh=True)
    for words in ("回头再说", "明天15点"):
        await chair.says(words)
        await chair.sees("请换个时间", fresh=True)
    await chair.says("12月1日 15:00")
    await chair.sees("在哪里开", fresh=True)
    await chair.says("社区会议室")
    await chair.presses("看各家", message=await chair.sees("定了", fresh=True))
    page = await chair.sees("联席会：12月1日（周二）15:00，社区会议室。说了来的 0 家", fresh=True)
    await chair.presses("消防", message=page)
    await chair.presses("发给它", message=await chair.sees("这一稿还没发给它", fresh=True))
    await chair.sees("联席会：12月1日（周二）15:00，社区会议室，来不来也请在网页上点一下", fresh=True)


async def test_forged_presses_get_a_clear_answer(compound: Compound, stage: Stage) -> None:
    matter_id, chair, tenant = await consulting(stage, compound), compound.chair, compound.tenant
    await names_fire(chair, matter_id)
    page = await at_units(tenant, matter_id)
    for press in ("cus:9", "cua:9", "cur:9", "cux:9", "cue:9:phone", "cux:1", "cue:1:phone"):
        assert "没有请过这家单位" in (await tenant.forges(f"1{press}", page)).text, press
    for press in ("cua:1", "cur:1", "cup:1", f"cum:{matter_id}", f"cun:{matter_id}:fire"):
        assert "来办" in (await tenant.forges(f"1{press}", page)).text, press
    for press in ("cuw:999:agree", "cud:999:0"):
        assert "这一份已经办完" in (await tenant.forges(f"1{press}", page)).text, press
    assert "没有找到这件事" in (await tenant.forges("1cul:99:0", page)).text
