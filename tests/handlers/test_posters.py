"""Posters and the list of doors over the wire: made from the bot, opened in a browser, reported by."""

from __future__ import annotations

import aiohttp

from domain.posters import Poster
from domain.registry import ANYWHERE, Actor, Place, Role, RoleKind
from rendering.poster_sheet import TEMPLATE, poster_facts
from rendering.texts import texts
from sandbox.client import Person
from services.posters import posters
from tests.rendering.test_slip_sheet import HOSTILE
from tests.sheets import page_count, printed_addresses
from tests.stage import TUESDAY, Compound, Stage


async def begin(person: Person) -> None:
    await person.says("/start m_print")
    await person.presses("二维码海报")
    await person.sees("海报贴在哪里", fresh=True)


async def written(person: Person, spots: str) -> None:
    """The person types where posters hang."""
    await begin(person)
    await person.presses("我来写地方")
    await person.says(spots)


async def pages_of_newest(stage: Stage, person: Person) -> int:
    """How many pages the sheet has that came last."""
    await stage.town.settle()
    sheet = await person.last()
    assert sheet is not None and "编号" in sheet.text
    return page_count(await person.file(sheet))


async def made(stage: Stage) -> list[Poster]:
    operator = Actor(1, (Role(RoleKind.OPERATOR, ANYWHERE, TUESDAY),))
    found = await posters(stage.house.database, actor=operator, place=Place(1))
    assert isinstance(found, list)
    return found


async def with_doors(stage: Stage) -> None:
    """Building 3 has two entrances of two floors."""
    async with stage.house.database.transaction() as transaction:
        third = next(item for item in await transaction.registry.buildings(1) if item.label == "3号楼")
        for position, label in enumerate(("1单元", "2单元"), start=1):
            entrance = await transaction.units.entrance(third.id, label, position)
            for floor in (1, 2):
                for door in ("01", "02"):
                    await transaction.units.add_unit(1, third.id, entrance, floor=floor, label=f"{floor}{door}")


async def test_163_posters_come_as_one_file_and_every_code_opens_a_page_of_the_running_house(
    stage: Stage, compound: Compound
) -> None:
    await written(compound.chair, "163")
    check = await compound.chair.sees("印163张", fresh=True)
    assert "用笔写" in check.text
    await compound.chair.presses("一页八张")
    await compound.chair.sees("编号1到163", fresh=True)
    assert await pages_of_newest(stage, compound.chair) == 21
    facts = poster_facts(
        texts(None), "中华园", await made(stage), per_page=8, public_url=stage.house.settings.public_url
    )
    codes = printed_addresses(TEMPLATE, facts)
    assert len(set(codes)) == 163
    async with aiohttp.ClientSession() as browser:
        for code in codes:
            async with browser.get(code) as answer:
                assert answer.status == 200 and "<script" not in await answer.text(), code
    assert [poster.opened for poster in await made(stage)] == [1] * 163


async def test_one_at_every_building_or_entrance_and_the_other_layout_of_the_same_lot(
    stage: Stage, compound: Compound
) -> None:
    await begin(compound.chair)
    assert (await compound.chair.sees("海报贴在哪里")).button("每个单元门口一张") is None, "no doors are known yet"
    await with_doors(stage)
    await begin(compound.chair)
    await compound.chair.presses("每个单元门口一张（2张）")
    check = await compound.chair.sees("印2张", fresh=True)
    assert "3号楼1单元门口" in check.text and "3号楼2单元门口" in check.text
    await compound.chair.presses("一页一张", message=check)
    assert await pages_of_newest(stage, compound.chair) == 2
    await compound.chair.presses("再印：一页八张")
    assert await pages_of_newest(stage, compound.chair) == 1
    await begin(compound.chair)
    await compound.chair.presses("每栋楼门口一张（9张）")
    await compound.chair.presses("算了", message=await compound.chair.sees("印9张", fresh=True))
    await compound.chair.sees("没有印", fresh=True)
    assert [poster.number for poster in await made(stage)] == [1, 2], "neither a second press nor a dropped lot counts"


async def test_a_lot_is_made_once_however_often_it_is_pressed(stage: Stage, compound: Compound) -> None:
    await written(compound.chair, "大门口\n后门口")
    check = await compound.chair.sees("印2张", fresh=True)
    packed = check.raw["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    for _ in range(2):
        await compound.chair.forges(packed)
        await stage.town.settle()
    assert [poster.spot for poster in await made(stage)] == ["大门口", "后门口"]
    stolen = await compound.tenant.forges(packed)
    assert "过期" in stolen.text


async def test_what_people_type_as_places_is_printed_or_refused_in_words(stage: Stage, compound: Compound) -> None:
    await written(compound.chair, "很" * 31)
    await compound.chair.sees("最多 30 个字", fresh=True)
    await compound.chair.says("201")
    await compound.chair.sees("1 到 200 张", fresh=True)
    await compound.chair.says("\n".join(said.replace("\n", " ")[:30] for said in HOSTILE if said))
    await compound.chair.presses("一页一张", message=await compound.chair.sees("印7张", fresh=True))
    assert await pages_of_newest(stage, compound.chair) == 7


async def test_who_comes_by_a_poster_reports_at_its_place_and_is_counted_for_it(
    stage: Stage, compound: Compound
) -> None:
    await written(compound.leader, "楼道口")
    await compound.leader.presses("一页一张", message=await compound.leader.sees("印1张", fresh=True))
    await compound.leader.sees("不要缩放", fresh=True)
    (poster,) = await made(stage)
    passer = await stage.town.person("路过的人")
    await passer.says(f"/start p_{poster.tag}")
    hello = await passer.sees("中华园楼道口的海报", fresh=True)
    assert "不记是谁" in hello.text
    await passer.says("您好")
    await passer.says("灯坏了")
    offer = await passer.sees("这样报上去可以吗", fresh=True)
    assert "3号楼" in offer.text
    await passer.presses("报上去")
    await passer.sees("已登记", fresh=True)
    await stage.town.forward(hours=2)
    await passer.says("门也坏了")
    await passer.presses("报上去", message=await passer.sees("门也坏了", fresh=True))
    await passer.sees("已登记", fresh=True)
    assert [(one.reported, one.building_id) for one in await made(stage)] == [(1, 3)], "an hour, no longer"
    await begin(compound.leader)
    await compound.leader.presses("看印过的（1张）")
    assert "带来1件报事" in (await compound.leader.sees("印过1张", fresh=True)).text


async def test_a_wrong_poster_says_so(stage: Stage, compound: Compound) -> None:
    for payload in ("p_22222222", "p_x", "p_" + "2" * 40):
        await compound.wang.says(f"/start {payload}")
        await compound.wang.sees("这个链接打不开了", fresh=True)


async def test_the_list_of_doors_is_sent_once_there_are_doors(stage: Stage, compound: Compound) -> None:
    await compound.leader.says("/start m_print")
    await compound.leader.presses("门牌表")
    await compound.leader.sees("还没有门牌", fresh=True)
    await with_doors(stage)
    await compound.leader.says("/start m_print")
    await compound.leader.presses("门牌表")
    sheet = await compound.leader.sees("8户", fresh=True)
    assert page_count(await compound.leader.file(sheet)) == 1


async def test_each_sees_the_sheets_they_may_print(stage: Stage, compound: Compound) -> None:
    await compound.grid.says("/start m_print")
    shown = await compound.grid.sees("要印什么", fresh=True)
    assert shown.buttons == ["二维码海报", "回首页"]
    await compound.operator.says("/start m_print")
    assert (await compound.operator.sees("要印什么", fresh=True)).buttons == ["二维码海报", "门牌表", "回首页"]
    await compound.wang.says("/start m_print")
    await compound.wang.sees("印二维码海报", fresh=True)
    assert (await compound.wang.last()) is not None
    for forged in ("1qf:1:0", "1qd:1:0", "1qs:1:0", "1qw:1:0", "1ql:1:0", "1qa:1:0:1:9:8", "1qf:9:0"):
        answer = await compound.wang.forges(forged)
        assert answer.alert, forged
    for odd in ("1qa:1:0:1:9:7", "1qm:99:8", "1qf:9:0", "1qa:1:0:5:9:8"):
        answer = await compound.operator.forges(odd)
        assert answer.alert, odd


async def test_whoever_serves_two_buildings_says_for_which(stage: Stage, compound: Compound) -> None:
    async with stage.house.database.transaction() as transaction:
        leader = await transaction.registry.by_telegram(compound.leader.id)
        ninth = next(item for item in await transaction.registry.buildings(1) if item.label == "9号楼")
        assert leader is not None
        place = Place(1, ninth.id)
        await transaction.registry.grant(leader.id, RoleKind.BUILDING_LEADER, place, by=None, at=TUESDAY)
    await compound.leader.says("/start m_print")
    which = await compound.leader.sees("给哪里印", fresh=True)
    assert which.buttons == ["中华园3号楼", "中华园9号楼", "回首页"]
    await compound.leader.presses("中华园9号楼")
    await compound.leader.sees("中华园9号楼，要印什么", fresh=True)
    await compound.leader.presses("二维码海报")
    shown = await compound.leader.sees("海报贴在哪里", fresh=True)
    assert shown.button("每栋楼门口一张（1张）") and not shown.button("看印过的")
    await compound.leader.forges(f"1ql:1:{ninth.id}")
    await compound.leader.sees("还没有印过海报", fresh=True)


async def test_whoever_serves_every_building_turns_the_page(stage: Stage, compound: Compound) -> None:
    async with stage.house.database.transaction() as transaction:
        leader = await transaction.registry.by_telegram(compound.leader.id)
        assert leader is not None
        for one in await transaction.registry.buildings(1):
            place = Place(1, one.id)
            await transaction.registry.grant(leader.id, RoleKind.BUILDING_LEADER, place, by=None, at=TUESDAY)
    await compound.leader.says("/start m_print")
    offered, screen = set(), await compound.leader.sees("给哪里印", fresh=True)
    while "中华园9号楼" not in screen.buttons:
        assert len(screen.buttons) <= 6
        offered |= set(screen.buttons)
        await compound.leader.presses("下面几个", message=screen)
        screen = await compound.leader.sees("给哪里印", fresh=True)
    assert {f"中华园{n}号楼" for n in range(1, 10)} <= offered | set(screen.buttons)
    assert (await compound.wang.forges("1qp:1")).alert


async def test_before_there_is_a_compound_there_is_nothing_to_print_for(stage: Stage) -> None:
    operator = await stage.town.person("周工")
    await operator.says(await stage.claim_code())
    await operator.sees("您是管理员了", fresh=True)
    await operator.says("/start m_print")
    await stage.town.settle()
    answer = await operator.last()
    assert answer is not None and "小区" in answer.text and not answer.outgoing
