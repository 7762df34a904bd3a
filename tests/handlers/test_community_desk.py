"""The desk at the door: what waits in several compounds, coverage, all months, one text for several compounds."""

from __future__ import annotations

from sqlalchemy import update

from domain.registry import Organ, Place, RoleKind
from storage.schema.registry import roles
from tests.handlers.test_issues import reported
from tests.stage import Compound, Stage
from tests.streets import found_street

YARDS = [f"春晖{number}号院" for number in range(1, 9)]


async def oversees(stage: Stage, compound: Compound) -> None:
    """赵主任 sits on the residents' committee of 中华园 and eight more."""
    database, at = stage.house.database, stage.clock.now()
    numbers, _ = await found_street(database, at, YARDS, without_organ=YARDS[:3])
    async with database.transaction() as transaction:
        chair = await transaction.registry.by_telegram(compound.chair.id)
        assert chair is not None
        for number in numbers:
            await transaction.registry.grant(chair.id, RoleKind.COMMITTEE, Place(number), by=None, at=at)
        theirs = update(roles).where(roles.c.person_id == chair.id)
        await transaction.registry.run(theirs.values(organ=Organ.RESIDENTS.value))


async def test_the_desk_shows_what_waits_and_leads_into_it(stage: Stage, compound: Compound) -> None:
    await oversees(stage, compound)
    number = await reported(compound.wang, "3号楼路灯不亮")
    await stage.town.forward(days=4)
    await compound.chair.says("/start")
    await compound.chair.presses("社区工作台", message=await compound.chair.sees("", fresh=True))
    page = await compound.chair.sees("管着 9 个小区", fresh=True)
    assert "中华园：过了时限的" in page.text and "8 个小区没有等着办的" in page.text
    for _ in range(3):  # after the last page comes the first
        await compound.chair.presses("下一页", message=page)
        page = await compound.chair.sees("管着 9 个小区", fresh=True)
    await compound.chair.presses("中华园", message=page)
    page = await compound.chair.sees("过了时限的")
    await compound.chair.presses(number, message=page)
    await compound.chair.sees("路灯不亮", fresh=True)
    await compound.chair.says("/shequ", chat=compound.group.id)
    await compound.chair.sees("请", chat=compound.group.id, fresh=True)


async def test_coverage_says_how_many_of_how_many_and_leads_to_those_without(stage: Stage, compound: Compound) -> None:
    await oversees(stage, compound)
    await compound.chair.says("/community")
    await compound.chair.presses("更多", message=await compound.chair.sees("管着 9 个小区", fresh=True))
    await compound.chair.presses("覆盖情况", message=await compound.chair.sees("一起办的", fresh=True))
    page = await compound.chair.sees("每个小区都要有的")
    assert "居委会 9/9，全覆盖" in page.text and "还缺 4 个" in page.text, page.text
    await compound.chair.presses("自治组织", message=page)
    await compound.chair.presses("春晖1号院", message=await compound.chair.sees("点一个小区"))
    await compound.chair.sees("没有等着办的")
    for forged in ("cdw:doors:0", "cdw:x:0", "cdc:9999"):
        assert (await compound.chair.forges(f"1{forged}", page)).text, forged


async def test_all_months_come_in_one_file(stage: Stage, compound: Compound) -> None:
    await oversees(stage, compound)
    await reported(compound.wang, "3号楼路灯不亮")
    await stage.town.forward(days=7)
    await compound.chair.says("/shequ")
    await compound.chair.presses("更多", message=await compound.chair.sees("管着 9 个小区", fresh=True))
    page = await compound.chair.sees("一起办的", fresh=True)
    files = (("表格", "9 个小区在一份里。没有", "xlsx"), ("文稿", "接着写", "docx"))
    for key, words, ending in files:
        await compound.chair.presses(f"全部月报（{key}）", message=page)
        sent = await compound.chair.sees(words, fresh=True)
        assert sent.raw["document"]["file_name"].endswith(ending)


async def test_one_text_goes_to_the_compounds_that_were_chosen(stage: Stage, compound: Compound) -> None:
    await oversees(stage, compound)
    await compound.chair.says("/shequ")
    await compound.chair.presses("更多", message=await compound.chair.sees("管着 9 个小区", fresh=True))
    await compound.chair.presses("一起发公告", message=await compound.chair.sees("一起办的", fresh=True))
    await compound.chair.sees("请把要发的话写给我")
    await compound.chair.says("周六上午清理楼道，请把杂物收好。")
    page = await compound.chair.sees("发到哪几个小区", fresh=True)
    assert "已选 0/9 个" in page.text and page.button("选好了") is None
    await compound.chair.presses("都选上", message=page)
    page = await compound.chair.sees("已选 9/9 个")
    await compound.chair.presses("都不选", message=page)
    await compound.chair.presses("中华园", message=await compound.chair.sees("已选 0/9 个"))
    await compound.chair.presses("选好了", message=await compound.chair.sees("已选 1/9 个"))
    page = await compound.chair.sees("这样发到 1 个小区")
    assert "周六上午清理楼道" in page.text and "发到：中华园" in page.text
    await compound.chair.presses("改小区", message=page)
    await compound.chair.presses("选好了", message=await compound.chair.sees("已选 1/9 个"))
    await compound.chair.presses("发到这 1 个小区", message=await compound.chair.sees("这样发到 1 个小区"))
    await compound.chair.sees("发出去了，1 个小区各有一份")
    await stage.town.settle()
    await compound.wang.sees("周六上午清理楼道", chat=compound.group.id)
    assert (await compound.chair.forges("1aks:1", page)).text


async def test_nobody_else_has_a_desk(stage: Stage, compound: Compound) -> None:
    await compound.wang.says("/shequ")
    await compound.wang.sees("这里是给社区两委看几个小区用的", fresh=True)
    for forged in ("cdv", "cdw:organ:0", "cdm:0", "cda", "cdk:0", "akp:99:0", "akc:99:1:1:0", "aka:99:1", "akl:99"):
        assert (await compound.wang.forges(f"1{forged}")).text, forged
