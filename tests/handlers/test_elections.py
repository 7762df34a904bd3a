"""Elections at the door: a petition signed from the group, a count on paper, who prepares it, forged presses."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from domain.registry import Actor, Place, RoleKind
from sandbox.client import Message, Person
from storage.schema.registry import buildings
from tests.builders import Neighbour, Town
from tests.services.electing import opened
from tests.stage import Compound, Stage


async def known(stage: Stage, person: Person) -> Neighbour:
    """Somebody of the stage as acts know them."""
    async with stage.house.database.reading() as transaction:
        row = await transaction.registry.by_telegram(person.id)
        assert row is not None
        chat = await transaction.chats.private_of(row.id)
        assert chat is not None
        actor = Actor(row.id, await transaction.registry.roles_of(row.id, stage.clock.now()))
    return Neighbour(row.id, person.id, chat.id, actor)


async def town_of(stage: Stage, compound: Compound) -> Town:
    """中华园 as the tests of acts know it."""
    async with stage.house.database.reading() as transaction:
        (found,) = await transaction.registry.compounds()
        rows = await transaction.registry.rows(select(buildings).where(buildings.c.compound_id == found.id))
    labels = {row.label: row.id for row in rows}
    return Town(found.id, labels, 0, 0, {"赵主任": await known(stage, compound.chair)})


async def has_a_door(stage: Stage, town: Town, person: Person, label: str, at: datetime) -> None:
    """Registered to a door of building 3."""
    building = town.buildings["3号楼"]
    who = await known(stage, person)
    async with stage.house.database.transaction() as transaction:
        way = await transaction.units.entrance(building, "1单元", 1)
        unit = await transaction.units.add_unit(town.compound_id, building, way, floor=1, label=label)
        place = Place(town.compound_id, building, way, 1, unit)
        await transaction.registry.grant(who.person_id, RoleKind.OWNER, place, by=None, at=at)


async def considers(person: Person) -> Message:
    """What a petition would show, before it is started."""
    await person.presses("联名申请", message=await person.sees("现在没有选举"))
    await person.presses("物管委", message=await person.sees("哪个组织"))
    return await person.sees("看不到是谁、哪一户", fresh=True)


async def test_a_petition_is_signed_from_the_group_in_one_tap(compound: Compound, stage: Stage) -> None:
    town, at = await town_of(stage, compound), stage.clock.now()
    await has_a_door(stage, town, compound.wang, "101", at)
    await has_a_door(stage, town, compound.leader, "102", at)
    await compound.wang.says("/yishi")
    await compound.wang.presses("选举和换届", message=await compound.wang.sees("", fresh=True))
    sure = await considers(compound.wang)
    await compound.wang.presses("再想想", message=sure)
    await compound.wang.sees("现在没有选举", fresh=True)
    await compound.wang.presses("发起", message=await considers(compound.wang))
    await compound.wang.sees("联名申请成立物管委：1/2 户", fresh=True)
    await stage.town.settle()
    card = await compound.leader.sees("联名申请成立物管委：1/2 户", chat=compound.group)
    pressed = await compound.tenant.presses("我家签名", message=card)
    assert "要登记到门牌才能签" in pressed.text
    pressed = await compound.leader.presses("我家签名", message=card)
    assert pressed.text == "您家签上了，现在 2/2 户"
    await stage.town.settle()
    await compound.leader.sees("联名申请成立物管委：2/2 户", chat=compound.group)
    await compound.chair.sees("够数了")
    await compound.leader.starts("pet_1")
    await compound.leader.presses("我家撤回", message=await compound.leader.sees("您家已经签了"))
    await compound.leader.sees("联名申请成立物管委：1/2 户", fresh=True)
    await compound.leader.starts("pet_99")
    await compound.leader.sees("没有找到这个申请")


async def test_whoever_prepares_it_is_entered_one_by_one(compound: Compound, stage: Stage) -> None:
    town, at = await town_of(stage, compound), stage.clock.now()
    number = await opened(stage.house.database, town, at)
    await compound.chair.starts(f"elec_{number}")
    await compound.chair.presses("办这次选举", message=await compound.chair.sees("业委会", fresh=True))
    await compound.chair.presses("筹备组")
    await compound.chair.presses("加一位", message=await compound.chair.sees("筹备组 0 人", fresh=True))
    await compound.chair.presses("街道", message=await compound.chair.sees("替哪一方", fresh=True))
    await compound.chair.sees("这位成员的姓名")
    await compound.chair.says("韩科长")
    seen = await compound.chair.sees("街道：韩科长")
    assert "现在 1 人，至少要 5 人" in seen.text and "还没有人的：" in seen.text
    refused = await compound.chair.presses("公布筹备组", message=seen)
    assert "至少要 5 人" in refused.text
    await compound.chair.presses("重新记", message=seen)
    await compound.chair.sees("筹备组 0 人", fresh=True)
    await compound.tenant.starts(f"elec_{number}")
    page = await compound.tenant.sees("业委会", fresh=True)
    assert not page.button("办这次选举") and not page.button("我来报名")
    for forged in (f"1epm:{number}", "1epm:99", "1elb:99", f"1epn:{number}"):
        await compound.tenant.forges(forged, page)
    refused = await compound.tenant.forges(f"1elc:{number}", page)
    assert "委员会成员" in refused.text
    for forged in ("1epo:1:king", "1epj:1:king", "1elu:1:king", "1elj:1:king", "1epb:1:king", "1epu:1:king"):
        assert "按钮" in (await compound.tenant.forges(forged, page)).text
    await compound.chair.starts(f"elec_{number}")
    await compound.chair.presses("办这次选举", message=await compound.chair.sees("业委会", fresh=True))
    await compound.chair.presses("停办")
    await compound.chair.presses("停办", message=await compound.chair.sees("停了不能再接着办", fresh=True))
    await compound.chair.sees("已停办", fresh=True)


async def test_whoever_stands_by_mistake_takes_it_back(compound: Compound, stage: Stage) -> None:
    town, at = await town_of(stage, compound), stage.clock.now()
    number = await opened(stage.house.database, town, at)
    await stage.town.forward(days=1)
    await compound.wang.starts(f"elec_{number}")
    await compound.wang.presses("我来报名", message=await compound.wang.sees("业委会", fresh=True))
    await compound.wang.presses("都符合，我愿意参选")
    await compound.wang.presses("公开身份、职务", message=await compound.wang.sees("可以公示了", fresh=True))
    await compound.wang.sees("一行写一个", fresh=True)
    for forged in ("1elr:1", "1ell:1:1:1", "1elv:1"):
        assert "重新开始" in (await compound.wang.forges(forged)).text, "a draft of another kind"
    await compound.wang.says("长" * 41)
    await compound.wang.sees("各最多 40 个字")
    await compound.wang.says("社区志愿者队长")
    standing = await compound.wang.sees("社区志愿者队长）", fresh=True)
    await compound.wang.presses("我不参选了", message=standing)
    await compound.wang.presses("不参选了", message=await compound.wang.sees("真的不参选", fresh=True))
    await compound.wang.sees("已经不参选了", fresh=True)
    other = await compound.tenant.forges("1eli:1:1", await compound.tenant.last())
    assert "别人的报名" in other.text
    missing = await compound.tenant.forges("1ele:99", await compound.tenant.last())
    assert "没有找到这位候选人" in missing.text


async def test_a_stranger_from_the_group_is_shown_the_way_in(compound: Compound, stage: Stage) -> None:
    stranger = await stage.town.person("路人甲")
    await stranger.starts("elec_99")
    assert (await stranger.sees("先登记您家", fresh=True)).button("登记我家")
