"""Whistles at the door: blown for a report, units called by a text with a link, what they answer and do put down."""

from __future__ import annotations

import re

from domain.links import LinkPurpose, PersonalLink
from sandbox.client import Message, Person
from services.links import open_link
from tests.handlers.test_vote_papers import picture
from tests.stage import Compound, Stage

PHOTO = picture(4, 5, 6)


async def reported(wang: Person) -> str:
    """The number of a report."""
    await wang.says("3号楼消防通道停满了车，救护车进不来")
    await wang.presses("报上去", message=await wang.sees("这样报上去可以吗", fresh=True))
    return (await wang.sees("已登记，编号", fresh=True)).text.partition("编号 ")[2][:4]


async def blown(chair: Person, wang: Person) -> Message:
    """A whistle for it, in the report's own words."""
    number = await reported(wang)
    await chair.presses("看进展", message=await chair.sees(f"新报事 {number}"))
    await chair.presses("其他办法", message=await chair.sees(f"报事 {number}：", fresh=True))
    await chair.presses("吹哨，叫单位来", message=await chair.sees(f"报事 {number}", fresh=True))
    kinds = await chair.sees("只有三种情形可以吹", fresh=True)
    assert "急事险情：1 小时内回话" in kinds.text and "社区自己办不了的居民的事：24 小时内回话" in kinds.text
    await chair.presses("社区自己办不了", message=kinds)
    await chair.presses("就用报上来的话", message=await chair.sees("就用报上来的话", fresh=True))
    return await chair.sees("哨吹响了", fresh=True)


async def calls(chair: Person, whistle: Message, unit: str) -> Message:
    """A unit is called; the text to hand on."""
    await chair.presses("看哨单", message=whistle)
    await chair.presses("叫一家", message=await chair.sees("1号哨", fresh=True))
    which = await chair.sees("叫哪一家", fresh=True)
    if which.button(unit):
        await chair.presses(unit, message=which)
    else:
        await chair.presses("别的单位", message=which)
        await chair.sees("把它的名称发给我", fresh=True)
        await chair.says(unit)
    await chair.sees(f"请{unit}办什么", fresh=True)
    await chair.says("清出消防通道")
    await chair.presses("3 天", message=await chair.sees("哪天前办好", fresh=True))
    return await chair.sees(f"{unit} 叫上了", fresh=True)


async def test_a_unit_is_called_for_a_report_and_handed_its_link(compound: Compound, stage: Stage) -> None:
    chair, wang = compound.chair, compound.wang
    text = await calls(chair, await blown(chair, wang), "消防")
    assert "最迟 11月25日（周三）" in text.text and "清出消防通道，11月27日（周五）前" in text.text
    token = re.search(r"/l/([0-9a-f-]+)", text.text)
    assert token is not None
    opened = await open_link(stage.house.database, token=token[1], at=stage.clock.now())
    assert isinstance(opened, PersonalLink) and opened.purpose is LinkPurpose.WHISTLE
    await wang.says("/chuishao")
    page = await wang.sees("吹哨 · 谁来了（正在办 1 件）", fresh=True)
    assert "消防（牵头）：等它回话" in page.text and not page.button("吹哨，叫单位来")
    for tab, words in (("一起商量", "没有定联席会议"), ("谁办什么", "清出消防通道"), ("互相评价", "还没有评价")):
        await wang.presses("换一面看", message=page)
        await wang.presses(tab, message=await wang.sees("想看哪一面", fresh=True))
        page = await wang.sees(words, fresh=True)


async def test_what_a_unit_answers_and_does_is_put_down(compound: Compound, stage: Stage) -> None:
    chair, wang = compound.chair, compound.wang
    await chair.presses("看这一家", message=await calls(chair, await blown(chair, wang), "消防"))
    await chair.presses("它回话了，记下", message=await chair.sees("等它回话", fresh=True))
    await chair.presses("盖章回函", message=await chair.sees("怎么回的话", fresh=True))
    await chair.sees("回函拍张照", fresh=True)
    await chair.says("没有照片")
    await chair.sees("请把回函拍张照片", fresh=True)
    await chair.sends_photo(PHOTO)
    await chair.presses("收到，会来", message=await chair.sees("它怎么说", fresh=True))
    await chair.sees("它什么时候到", fresh=True)
    await chair.says("回头再说")
    await chair.sees("没看懂时间", fresh=True)
    await chair.says("明天15:00")
    await chair.sees("谁回的话", fresh=True)
    await chair.says("张工")
    await chair.sees("中间用逗号隔开", fresh=True)
    await chair.says("张工，参谋")
    await chair.presses("看这一家", message=await chair.sees("记下了", fresh=True))
    unit = await chair.sees("应哨了，11月25日（周三）15:00 到", fresh=True)
    assert "回话的人：张工，参谋（盖章回函）" in unit.text
    await wang.sees("消防来办", fresh=True)
    await chair.presses("它到场了", message=unit)
    await chair.sees("拍张到场的照片", fresh=True)
    await chair.sends_photo(PHOTO)
    await chair.presses("看这一家", message=await chair.sees("到场记下了", fresh=True))
    await chair.presses("它办好了", message=await chair.sees("到场了", fresh=True))
    await chair.sees("拍张照片，写一句", fresh=True)
    await chair.says("拖走三辆车，画了线")
    await chair.sees("还差一张照片", fresh=True)
    await chair.sends_photo(PHOTO)
    await chair.presses("看这一家", message=await chair.sees("每家都办好了", fresh=True))
    await chair.presses("评一评", message=await chair.sees("拖走三辆车，画了线", fresh=True))
    await chair.presses("好", message=await chair.sees("来得怎样", fresh=True))
    await chair.presses("一般", message=await chair.sees("办得怎样", fresh=True))
    await chair.presses("就这样评", message=await chair.sees("有话要对消防说", fresh=True))
    await chair.presses("看这一家", message=await chair.sees("评好了", fresh=True))
    await chair.sees("消防：来得 好，办得 一般", fresh=True)
    assert "张工" not in (await seen_by(wang)).text


async def seen_by(wang: Person) -> Message:
    """The unit as a neighbour reads it."""
    await wang.says("/chuishao")
    await wang.presses("1 ", message=await wang.sees("吹哨 · 谁来了", fresh=True))
    await wang.presses("消防", message=await wang.sees("1号哨", fresh=True))
    page = await wang.sees("办好了", fresh=True)
    assert not page.button("它到场了") and "来得" not in page.text
    return page


async def test_a_silent_unit_is_told_and_another_leads(compound: Compound, stage: Stage) -> None:
    chair, wang = compound.chair, compound.wang
    first = await calls(chair, await blown(chair, wang), "消防")
    await calls(chair, first, "城管中队")
    await stage.town.forward(days=2)
    told = await chair.sees("城管中队没有应哨，时间过了", fresh=True)
    await chair.presses("看这一家", message=told)
    unit = await chair.sees("没有应哨，说好最迟", fresh=True)
    await chair.presses("再发一次", message=unit)
    await chair.presses("看这一家", message=await chair.sees("城管中队 叫上了", fresh=True))
    await chair.presses("改由它牵头", message=await chair.sees("没有应哨", fresh=True))
    await chair.presses("看哨单", message=await chair.sees("城管中队（牵头）", fresh=True))
    await chair.presses("谁来了", message=await chair.sees("城管中队（牵头）", fresh=True))
    await chair.presses("消防", message=await chair.sees("1号哨", fresh=True, button="谁办什么"))
    await chair.presses("不等它了", message=await chair.sees("没有应哨", fresh=True))
    await chair.sees("为什么不等消防了", fresh=True)
    await chair.says("两天没来")
    await chair.presses("看这一家", message=await chair.sees("不等它了，原因记下来了", fresh=True))
    await chair.sees("「两天没来」", fresh=True)


async def test_a_whistle_by_itself_and_its_meeting(compound: Compound, stage: Stage) -> None:
    grid = compound.grid
    await grid.says("/chuishao")
    await grid.presses("吹哨，叫单位来", message=await grid.sees("这里还没有吹过哨", fresh=True))
    await grid.presses("要一起执法", message=await grid.sees("只有三种情形", fresh=True))
    await grid.presses("算了", message=await grid.sees("什么事", fresh=True))
    await grid.presses("吹哨，叫单位来", message=await grid.sees("这里还没有吹过哨", fresh=True))
    await grid.presses("要一起执法", message=await grid.sees("只有三种情形", fresh=True))
    await grid.sees("什么事", fresh=True)
    await grid.says("西门外摊点占道，晚上吵")
    await grid.presses("看这一家", message=await calls(grid, await grid.sees("哨吹响了", fresh=True), "城管中队"))
    await grid.presses("它回话了，记下", message=await grid.sees("等它回话", fresh=True))
    await grid.presses("电话", message=await grid.sees("怎么回的话", fresh=True))
    await grid.presses("不归它", message=await grid.sees("它怎么说", fresh=True))
    await grid.sees("为什么说不归它", fresh=True)
    await grid.says("归市场监管")
    await grid.sees("谁回的话", fresh=True)
    await grid.says("李队，中队长")
    await grid.presses("看哨单", message=await grid.sees("记下了", fresh=True))
    await grid.presses("开联席会议", message=await grid.sees("城管中队（牵头）：说不归它", fresh=True))
    await grid.sees("联席会议什么时候开", fresh=True)
    await grid.says("改天")
    await grid.sees("没看懂时间", fresh=True)
    await grid.says("明天15:00")
    await grid.sees("在哪里开", fresh=True)
    await grid.says("社区会议室")
    await grid.presses("看哨单", message=await grid.sees("联席会议定了", fresh=True))
    await grid.sees("联席会议：11月25日（周三）15:00，社区会议室", fresh=True)


async def test_in_a_group_it_leads_to_private(compound: Compound, stage: Stage) -> None:
    await compound.wang.says("/chuishao", chat=compound.group.id)
    await compound.wang.sees("私下", chat=compound.group.id)


async def test_forged_presses_get_a_clear_answer(compound: Compound, stage: Stage) -> None:
    chair, tenant = compound.chair, compound.tenant
    await calls(chair, await blown(chair, compound.wang), "消防")
    await tenant.says("/chuishao")
    page = await tenant.sees("吹哨 · 谁来了", fresh=True)
    for press in ("whs:9", "whu:9", "whe:9:", "whr:9::", "whc:9:", "whm:9", "whw:9:done"):
        assert "没有这张哨单" in (await tenant.forges(f"1{press}", page)).text, press
    for press in ("whh:1", "whv:1", "whe:1:", "whc:1:", "whm:1", "whw:1:done", "whb:0:"):
        assert "来办" in (await tenant.forges(f"1{press}", page)).text, press
    assert "谁吹的哨谁来评" in (await tenant.forges("1whr:1::", page)).text
    assert "现在不能吹哨" in (await tenant.forges("1whb:1:joint", page)).text
    for press in ("whd:99:3", "whx:99:coming", "who:99", "whz:99"):
        assert (await tenant.forges(f"1{press}", page)).text, press
    for press in ("whl:nothing", "whw:1:nothing"):
        assert (await chair.forges(f"1{press}", await chair.sees("消防 叫上了"))).text, press
